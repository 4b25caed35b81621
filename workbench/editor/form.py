"""The form in which a record is made or changed: a draft, slot by slot, with proposals. No widget in it.

Nothing exists until ``commit``: the draft, and the actors that would be made along with it (``companions``), live here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from workbench.core.annotation import Fragment, Record, Value
from workbench.core.codebook import Layer, Slot
from workbench.core.edit import Step
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.editor.editor import Editor

LISTED = 9
"""How many proposals have a digit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposal for a slot: a value, or places in the text; perhaps with a record to be made along with it."""

    label: str
    detail: str = ""
    value: Value | None = None
    spans: tuple[Span, ...] = ()
    companion: Record | None = None
    doubtful: bool = False
    """Whether what was typed hardly speaks for it."""


Choices = Callable[["Form", Slot, str], Sequence[Choice]]
"""The proposals of a slot, for a typed query (empty: none typed)."""


@dataclass(slots=True)
class Form:
    """The draft of one record. ``index`` is the slot that the person is at."""

    editor: Editor
    layer: Layer
    record: Record
    new: bool
    choices_of: Choices
    index: int = 0
    companions: dict[str, Record] = field(default_factory=dict)
    said: str = ""
    _cache: dict[tuple[str, str], list[Choice]] = field(default_factory=dict)
    _begun: Record = field(init=False)

    def __post_init__(self) -> None:
        self._begun = self.record

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots in the codebook's order."""
        return self.layer.slots

    @property
    def slot(self) -> Slot:
        """The slot that the person is at."""
        return self.layer.slots[self.index]

    def go(self, by: int) -> None:
        """Go to another slot, round at the ends."""
        self.index = (self.index + by) % len(self.slots)
        self.said = ""

    def go_to(self, name: str) -> None:
        """Go to the slot of this name."""
        self.index = [slot.name for slot in self.slots].index(name)

    def choices(self, query: str = "") -> list[Choice]:
        """The proposals of the slot, kept until the draft changes."""
        key = (self.slot.name, query)
        if key not in self._cache:
            self._cache[key] = [self._met(choice) for choice in self.choices_of(self, self.slot, query)]
        return self._cache[key]

    def _met(self, choice: Choice) -> Choice:
        """The choice with the companion that was proposed for the same place before, so that it is made once."""
        if choice.companion is None:
            return choice
        for met in self.companions.values():
            if (met.layer, met.parts) == (choice.companion.layer, choice.companion.parts):
                return replace(choice, value=met.id, companion=met)
        return choice

    def take(self, choice: Choice) -> None:
        """Put a proposal into the slot; a slot declared ``many`` gathers them."""
        if self.slot.type == "part":
            self.set_spans(choice.spans)
            return
        choice = self._met(choice)
        if choice.companion is not None:
            self.companions[choice.companion.id] = choice.companion
        if choice.value is not None:
            self._set(self.slot, choice.value)

    def _set(self, slot: Slot, value: Value) -> None:
        """Set a value; a slot declared ``many`` gathers values, and lets go of one that it holds already."""
        if slot.many:
            old = self.record.references(slot.name)
            added = value if isinstance(value, tuple) else (str(value),)
            value = tuple(one for one in old if one not in added) + tuple(one for one in added if one not in old)
        self._put(self.record.with_value(slot.name, value))

    def press(self, key: str) -> bool:
        """A letter or sign: set the value that has this key, in this slot or in the only other one that knows it."""
        own = self.slot.value_keys().get(key) if self.slot.type == "attribute" else None
        if own is not None:
            self._set(self.slot, own)
            return True
        others = [slot for slot in self.layer.of_type("attribute") if key in slot.value_keys()]
        if len(others) != 1:
            return False
        self._set(others[0], others[0].value_keys()[key])
        self.said = f"{others[0].label}: {others[0].value_keys()[key]}"
        return True

    def cycle(self, by: int) -> None:
        """Take the next or previous value of an attribute, or proposal of another slot."""
        slot = self.slot
        if slot.type == "attribute" and slot.values:
            current = self.record.text(slot.name)
            at = slot.values.index(current) + by if current in slot.values else (0 if by > 0 else -1)
            self._put(self.record.with_value(slot.name, slot.shaped(slot.values[at % len(slot.values)])))
            return
        choices = self.choices()
        held = [number for number, choice in enumerate(choices) if self.holds(choice)]
        if held and slot.many:
            self.take(choices[held[-1]])
        if choices:
            at = held[-1] if held else -1 if by > 0 else 0
            self.take(choices[(at + by) % len(choices)])

    def holds(self, choice: Choice) -> bool:
        """Whether the slot holds this proposal now."""
        if self.slot.type == "part":
            return tuple(fragment.span for fragment in self.record.parts.get(self.slot.name, ())) == choice.spans
        return choice.value is not None and str(choice.value) in self.record.references(self.slot.name)

    def set_text(self, text: str) -> None:
        """Put a typed text or number into an attribute. Raises EditError where it is not one of its values."""
        slot = self.slot
        if not text:
            self.empty()
        elif slot.kind == "integer":
            try:
                self._put(self.record.with_value(slot.name, int(text)))
            except ValueError:
                raise EditError(f"{slot.label}: “{text}” is not a whole number") from None
        elif slot.values and text not in slot.values:
            near = [value for value in slot.values if value.startswith(text)]
            if len(near) != 1:
                raise EditError(f"{slot.label}: “{text}” is none of {', '.join(slot.values)}")
            self._set(slot, near[0])
        else:
            self._set(slot, text)

    def set_spans(self, spans: Sequence[Span]) -> None:
        """Set the fragments of the slot, a part."""
        fragments = tuple(self._fragment(span) for span in spans)
        self._put(self.record.with_part(self.slot.name, fragments))

    def add_span(self, span: Span) -> None:
        """Add a fragment to the slot. Raises EditError where it overlaps one that is there."""
        old = self.record.parts.get(self.slot.name, ())
        if any(fragment.span.overlaps(span) for fragment in old):
            raise EditError("this overlaps a fragment that is there already")
        self._put(self.record.with_part(self.slot.name, (*old, self._fragment(span))))

    def empty(self) -> None:
        """Empty the slot; of a part with several fragments the last one."""
        fragments = self.record.parts.get(self.slot.name, ())
        if self.slot.type == "part":
            self._put(self.record.with_part(self.slot.name, fragments[:-1]))
            if left := len(fragments[:-1]):
                self.said = f"piece {left + 1} taken away, {left} left"
        else:
            self._put(self.record.with_value(self.slot.name, None))

    def missing(self) -> list[Slot]:
        """The required slots that are empty."""
        values = {**self.record.parts, **self.record.values}
        return [slot for slot in self.slots if slot.required and values.get(slot.name) in (None, "", ())]

    def commit(self) -> Step:
        """Make or change the record, and what it refers to. Raises EditError; the person is taken to the slot."""
        if missing := self.missing():
            self.go_to(missing[0].name)
            raise EditError(f"{missing[0].label} is missing")
        wanted = {target for slot in self.layer.of_type("reference") for target in self.record.references(slot.name)}
        along = [record for record in self.companions.values() if record.id in wanted]
        along = [record for record in along if record.id not in self.editor.state.records]
        also = f", with {len(along)} {along[0].layer}{'s' * (len(along) > 1)}" if along else ""
        if self.new:
            return self.editor.make([*along, self.record], f"{self.layer.name} made{also}")
        if self.editor.state.records.get(self.record.id) != self._begun:
            raise EditError(f"{self.record.id} was changed meanwhile; open its form again")
        return self.editor.change([*along, self.record], f"{self.layer.name} changed{also}")

    def _fragment(self, span: Span) -> Fragment:
        return self.editor.fragment(span)

    def _put(self, record: Record) -> None:
        self.record = record
        self.said = ""
        self._cache.clear()
