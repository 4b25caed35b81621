"""Records as the lines of a brat file.

A record of a layer with one part and no references is a text-bound of the layer's name; every other one is an event. Where
only the event's main part is set, its trigger is that part; else the roles are the parts, and the trigger lies on the first
of them, or, for a record without one, on what it refers to. Choices are attributes, links are normalisations; whatever else
a record holds stands as JSON in a note of the type ``Workbench``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from workbench.core.annotation import Annotations, Fragment, Record, Value, target_kind
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.entity import NIL, Catalogue
from workbench.core.span import Span
from workbench.interchange.brat_lines import Line, Numbers, text_bound
from workbench.interchange.brat_reading import NOTE, OURS, Mapped, Rest

_WORD = re.compile(r"[^\s\x00-\x20\x7f-\xa0]+")
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")

UNPLACED = "unplaced"


@dataclass(slots=True)
class Written:
    """The lines of one file, the types that they use, and what they cannot hold."""

    lines: list[str] = field(default_factory=list)
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    """(record, slot, what)."""
    entities: set[str] = field(default_factory=set)
    events: dict[str, set[str]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)


def new_lines(
    state: Annotations, text: str, codebook: Codebook, catalogue: Catalogue, base: Sequence[Line], mapped: Mapped
) -> Written:
    """The lines of ``state``: those of ``base``, which mean the records of ``mapped``, as far as these are unchanged."""
    kept, changed = _unchanged(state, base, mapped)
    writer = _Writer(state, text, codebook, catalogue, Numbers(line.id for line in base))
    for line in kept:
        writer.written.lines.append(line.raw)
    writer.known = {
        record_id: line_id
        for record_id, line_id in mapped.lines.items()
        if record_id not in changed and record_id in state.records and line_id[0] in "TE"
    }
    writer.write([record for record in _ordered(state, codebook) if record.id in changed])
    return writer.written


def _ordered(state: Annotations, codebook: Codebook) -> Iterator[Record]:
    for layer in codebook.layers:
        yield from state.of_layer(layer.name)


def _unchanged(state: Annotations, base: Sequence[Line], mapped: Mapped) -> tuple[list[Line], set[str]]:
    """The lines that stay, and the records that have to be written.

    A record is written anew where it changed, where it points to one that is, and where a line of it goes.
    """
    changed = {one for one, record in state.records.items() if mapped.records.get(one) != record}
    gone = set(mapped.records) - set(state.records)
    while True:
        lost = changed | gone
        dropped = {line.id for line in base if mapped.owners.get(line.number, set()) & lost}
        before = -1
        while len(dropped) != before:
            before = len(dropped)
            dropped |= {line.id for line in base if any(target in dropped for target in line.mentions)}
        more = {one for line in base if line.id in dropped for one in mapped.owners.get(line.number, ())}
        more |= {record.id for record in state.referring_to(lost)}
        more = (more & set(state.records)) - changed
        if not more:
            return [line for line in base if line.id not in dropped], changed
        changed |= more


class _Writer:
    def __init__(
        self, state: Annotations, text: str, codebook: Codebook, catalogue: Catalogue, numbers: Numbers
    ) -> None:
        self._state = state
        self._text = text
        self._codebook = codebook
        self._catalogue = catalogue
        self._numbers = numbers
        self.known: dict[str, str] = {}
        """Record → the line that others point to it by."""
        self.written = Written()

    def write(self, records: Sequence[Record]) -> None:
        """The lines of these records, which may point to each other and to known ones."""
        anchors: dict[str, tuple[Span, ...]] = {}
        for record in records:
            layer = self._codebook.layer(record.layer)
            first = next((record.parts[slot.name] for slot in layer.parts if record.parts.get(slot.name)), ())
            place = self._state.place(record)
            anchors[record.id] = _spans(first) or ((place,) if place is not None else ())
            if not anchors[record.id]:
                self._lose(record, "", "stands at no place of the text, and brat has nothing without one")
                continue
            self.known[record.id] = self._numbers.next("T" if _simple(layer) and first else "E")
        for record in records:
            if record.id in self.known:
                self._record(record, self._codebook.layer(record.layer), anchors[record.id])

    def _lose(self, record: Record, key: str, what: str) -> None:
        self.written.lost.append((record.id, key, what))

    def _line(self, line: str) -> None:
        self.written.lines.append(line)

    def _record(self, record: Record, layer: Layer, anchor: tuple[Span, ...]) -> None:
        main = self.known[record.id]
        values: dict[str, Value] = {}
        bare = False
        if main[0] == "T":
            self._line(text_bound(main, layer.name, anchor, self._text))
            self.written.entities.add(layer.name)
        else:
            bare = self._event(record, layer, main, anchor, values)
        for slot in layer.slots:
            value = record.values.get(slot.name)
            if value is None or slot.type == "part" or slot.type == "reference":
                continue
            line = self._attribute(slot, value, main) if slot.type == "attribute" else self._link(slot, value, main)
            if line:
                self._line(line)
            else:
                values[slot.name] = value
        self._notes(record, main, values, bare)

    def _event(
        self, record: Record, layer: Layer, main: str, anchor: tuple[Span, ...], values: dict[str, Value]
    ) -> bool:
        """The event with its trigger and parts; True where the trigger only marks the place."""
        filled = [slot for slot in layer.parts if record.parts.get(slot.name)]
        as_trigger = len(filled) == 1 and filled[0] == layer.main_part
        trigger = self._numbers.next("T")
        self._line(text_bound(trigger, layer.name, anchor, self._text))
        roles: list[str] = []
        for slot in () if as_trigger else filled:
            part = self._numbers.next("T")
            self._line(text_bound(part, slot.name, _spans(record.parts[slot.name]), self._text))
            self.written.entities.add(slot.name)
            roles.append(f"{slot.name}:{part}")
        for slot in layer.of_type("reference"):
            roles += self._references(record, slot, values)
        self._line(f"{main}\t{' '.join((f'{layer.name}:{trigger}', *roles))}")
        used = self.written.events.setdefault(layer.name, set())
        used.update(role.partition(":")[0].rstrip("0123456789") for role in roles)
        return not as_trigger and not filled

    def _references(self, record: Record, slot: Slot, values: dict[str, Value]) -> Iterator[str]:
        """The roles of a slot; where it points to something that is no record, all of it goes into the note."""
        targets = record.references(slot.name)
        if any(target_kind(one)[0] != "record" for one in targets) or len(set(targets)) < len(targets):
            kept = tuple(one for one in targets if target_kind(one)[0] != "record" or one in self.known)
            if kept:
                values[slot.name] = kept if slot.many else kept[0]
        else:
            kept = tuple(one for one in targets if one in self.known)
            for number, target in enumerate(kept, 1):
                yield f"{slot.name}{number if number > 1 else ''}:{self.known[target]}"
        if kept != targets:
            self._lose(record, slot.name, "points to a record that brat cannot hold")

    def _attribute(self, slot: Slot, value: Value, main: str) -> str:
        if not isinstance(value, str) or slot.kind not in ("choice", "ordinal") or not _WORD.fullmatch(value):
            return ""
        self.written.attributes.setdefault(slot.name, set()).update((*slot.values, value))
        return f"{self._numbers.next('A')}\t{slot.name} {main} {value}"

    def _link(self, slot: Slot, value: Value, main: str) -> str:
        if not isinstance(value, str) or value == NIL or not _WORD.fullmatch(value):
            return ""
        entity = self._catalogue.entities.get(value)
        issue = self._codebook.issues_by_id.get(value)
        name = (issue.title if issue else "") if "issue" in slot.to else (entity.name if entity else "")
        label = name if _ONE_LINE.fullmatch(name) else ""
        return f"{self._numbers.next('N')}\tReference {main} {slot.name}:{value}\t{label}"

    def _notes(self, record: Record, main: str, values: Mapping[str, Value], bare: bool) -> None:
        plain = bool(_ONE_LINE.fullmatch(record.note))
        if plain:
            self._line(f"{self._numbers.next('#')}\t{NOTE} {main}\t{record.note}")
        decision = record.decision
        rest = Rest(
            record.id,
            bare,
            "" if plain else record.note,
            record.flag,
            record.origin,
            [decision.decision, decision.reason, decision.date, decision.fingerprint, *decision.sources]
            if decision
            else [],
            {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()},
        )
        self._line(f"{self._numbers.next('#')}\t{OURS} {main}\t{_one_line(msgspec.json.encode(rest).decode('utf-8'))}")


def _simple(layer: Layer) -> bool:
    return len(layer.parts) == 1 and not layer.of_type("reference")


def _spans(fragments: Iterable[Fragment]) -> tuple[Span, ...]:
    return tuple(fragment.span for fragment in fragments)


def _one_line(text: str) -> str:
    """JSON without a character at which some program breaks a line."""
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found.group()):04x}", text)
