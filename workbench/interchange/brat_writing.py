"""Records as the lines of a brat file.

A record of one part and values is a text-bound of its layer's name; every other one is an event. Where only the event's main
part is set, its trigger is that part; else the roles are the parts, and the trigger lies on the first of them, or, for a
record without one, on what it refers to. Choices are attributes, links are normalisations, free texts are notes of the
slot's name; whatever else a record holds stands as JSON in a note of the type ``Workbench``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.annotation import Annotations, Fragment, Record, Value, target_kind
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.entity import NIL, Catalogue
from workbench.core.span import Span
from workbench.interchange.brat_lines import Line, Numbers, text_bound
from workbench.interchange.brat_records import NOTE, OURS, Mapped, Rest
from workbench.interchange.brat_style import Style, styled
from workbench.interchange.json_files import one_line

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
    """The lines of ``state``: those of ``base``, which mean the records of ``mapped``, as far as these are unchanged.

    A record that was changed keeps the id and the type of its line where it is still the same sort of thing.
    """
    kept, styles = _unchanged(state, codebook, base, mapped)
    writer = _Writer(state, text, codebook, catalogue, Numbers(line.id for line in base))
    writer.written.lines += [line.raw for line in kept]
    for record_id, line in mapped.lines.items():
        if record_id in state.records and record_id not in styles and line.id[0] in "TE":
            writer.known[record_id] = line.id
    writer.write([record for record in _ordered(state, codebook) if record.id in styles], styles)
    return writer.written


def _ordered(state: Annotations, codebook: Codebook) -> Iterator[Record]:
    for layer in codebook.layers:
        yield from state.of_layer(layer.name)


def _unchanged(
    state: Annotations, codebook: Codebook, base: Sequence[Line], mapped: Mapped
) -> tuple[list[Line], dict[str, Style]]:
    """The lines that stay, and how the records are spelled that have to be written.

    A record is written anew where it changed, where a line of it goes, and where it points to a line that goes.
    """
    changed = {one for one, record in state.records.items() if mapped.records.get(one) != record}
    gone = set(mapped.records) - set(state.records)
    styles: dict[str, Style] = {}
    while True:
        for one in changed - set(styles):
            record = state.records[one]
            styles[one] = styled(record, state, codebook.layer(record.layer), base, mapped)
        dropped = {line.id for line in base if mapped.owners.get(line.number, set()) & (changed | gone)}
        reused = {style.line.id for style in styles.values() if style.line is not None and style.reuses}
        before = -1
        while len(dropped) != before:
            before = len(dropped)
            vanished = dropped - reused
            dropped |= {line.id for line in base if any(target in vanished for target in line.mentions)}
        more = {one for line in base if line.id in dropped for one in mapped.owners.get(line.number, ())}
        more = (more & set(state.records)) - changed
        if not more:
            return [line for line in base if line.id not in dropped], styles
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

    def write(self, records: Sequence[Record], styles: Mapping[str, Style]) -> None:
        """The lines of these records, which may point to each other and to known ones."""
        mains: dict[str, str] = {}
        for record in records:
            style = styles[record.id]
            if style.letter in "TE" and not self._anchor(record):
                self._lose(record, "", "stands at no place of the text, and brat has nothing without one")
                continue
            again = style.line is not None and style.reuses
            mains[record.id] = style.line.id if style.line and again else self._numbers.next(style.letter)
            if style.letter in "TE":
                self.known[record.id] = mains[record.id]
        for record in records:
            if record.id in mains:
                self._record(record, self._codebook.layer(record.layer), styles[record.id], mains[record.id])

    def _anchor(self, record: Record) -> tuple[Span, ...]:
        """Where the record's line lies: on its first part, else on what it refers to."""
        for slot in self._codebook.layer(record.layer).parts:
            if found := record.parts.get(slot.name):
                return _spans(found)
        place = self._state.place(record)
        return (place,) if place is not None else ()

    def _lose(self, record: Record, key: str, what: str) -> None:
        self.written.lost.append((record.id, key, what))

    def _line(self, line: str) -> None:
        self.written.lines.append(line)

    def _record(self, record: Record, layer: Layer, style: Style, main: str) -> None:
        values: dict[str, Value] = {}
        bare = False
        if style.letter == "T":
            kind = style.type_of(layer)
            if style.kind(self._codebook) and not record.text("kind"):
                kind = layer.name
            self._line(text_bound(main, kind, self._anchor(record), self._text))
            self.written.entities.add(kind)
        elif style.letter == "E":
            bare = self._event(record, layer, style, main, values)
        elif style.letter == "R":
            slots = [slot.name for slot in layer.of_type("reference") if record.references(slot.name)]
            roles = [f"{style.role(one)}:{self.known[record.references(one)[0]]}" for one in slots]
            self._line(f"{main}\t{style.type_of(layer)} {' '.join(roles)}\t")
        else:
            members = " ".join(self.known[one] for one in record.references("members"))
            self._line(f"*\t{style.type_of(layer)} {members}")
            return
        for slot in layer.slots:
            if slot.type in ("attribute", "link"):
                self._value(record, slot, style, main, values)
        self._notes(record, main, values, bare, style.steady(record, layer))

    def _value(self, record: Record, slot: Slot, style: Style, main: str, values: dict[str, Value]) -> None:
        value = record.values.get(slot.name)
        if value is None or (slot.name == "kind" and value == style.kind(self._codebook)):
            return
        if slot.type == "attribute":
            line = self._attribute(slot, value, main)
        else:
            line = self._link(slot, value, main)
        if line:
            self._line(line)
        else:
            values[slot.name] = value

    def _event(self, record: Record, layer: Layer, style: Style, main: str, values: dict[str, Value]) -> bool:
        """The event with its trigger and parts; True where the trigger only marks the place."""
        filled = [slot for slot in layer.parts if record.parts.get(slot.name)]
        as_trigger = filled == [layer.main_part] and not style.attribution
        trigger = self._numbers.next("T")
        kind = style.type_of(layer)
        self._line(text_bound(trigger, style.types.get("", kind), self._anchor(record), self._text))
        used = self.written.events.setdefault(kind, set())
        roles: list[str] = []
        for slot in () if as_trigger else filled:
            part, part_type = self._numbers.next("T"), style.types.get(slot.name, slot.name)
            self._line(text_bound(part, part_type, _spans(record.parts[slot.name]), self._text))
            self.written.entities.add(part_type)
            roles.append(f"{style.role(slot.name)}:{part}")
            used.add(style.role(slot.name))
        for slot in layer.of_type("reference"):
            roles += self._references(record, slot, style, values)
            used.add(style.role(slot.name))
        self._line(f"{main}\t{' '.join((f'{kind}:{trigger}', *roles))}")
        return not as_trigger and not filled

    def _references(self, record: Record, slot: Slot, style: Style, values: dict[str, Value]) -> Iterator[str]:
        """The roles of a slot; where it points to something that is no record, all of it goes into the note."""
        targets = record.references(slot.name)
        whole = all(target_kind(one)[0] == "record" for one in targets) and len(set(targets)) == len(targets)
        if style.attribution:
            whole = slot.name == "source" and all(self.known.get(one, "T")[0] == "T" for one in targets)
        kept = tuple(one for one in targets if target_kind(one)[0] != "record" or one in self.known)
        if not whole and kept:
            values[slot.name] = kept if slot.many else kept[0]
        role = style.role(slot.name)
        for number, target in enumerate(kept if whole else (), 1):
            suffix = str(number) if number > 1 and not role[-1].isdigit() else ""
            yield f"{role}{suffix}:{self.known[target]}"
        if kept != targets:
            self._lose(record, slot.name, "points to a record that brat cannot hold")

    def _attribute(self, slot: Slot, value: Value, main: str) -> str:
        if slot.many or not isinstance(value, str):
            return ""
        if slot.kind == "text":
            fits = bool(_ONE_LINE.fullmatch(value))
            return f"{self._numbers.next('#')}\t{slot.name} {main}\t{value}" if fits else ""
        if not _WORD.fullmatch(value):
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

    def _notes(self, record: Record, main: str, values: Mapping[str, Value], bare: bool, steady: bool) -> None:
        lines = record.note.split("\n") if record.note else []
        plain = bool(lines) and all(_ONE_LINE.fullmatch(line) for line in lines)
        for line in lines if plain else ():
            self._line(f"{self._numbers.next('#')}\t{NOTE} {main}\t{line}")
        decision = record.decision
        made = (decision.decision, decision.reason, decision.date, decision.fingerprint) if decision else ()
        rest = Rest(
            "" if steady else record.id,
            bare,
            "" if plain else record.note,
            record.flag,
            record.origin,
            [*made, *decision.sources] if decision else [],
            {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()},
        )
        if rest != Rest():
            self._line(f"{self._numbers.next('#')}\t{OURS} {main}\t{one_line(rest)}")


def _spans(fragments: Iterable[Fragment]) -> tuple[Span, ...]:
    return tuple(fragment.span for fragment in fragments)
