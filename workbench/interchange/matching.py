"""What became of the marks and arcs that we wrote, after another tool had them: kept, moved, taken away, added."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.interchange.carried import Carried
from workbench.interchange.marks import Arc, Mark, fragment_at


@dataclass(frozen=True, slots=True)
class Matched:
    """The records after the tool's changes; which mark is which key of ours; which marks and arcs are new."""

    state: Annotations
    keys: Mapping[int, str]
    new_arcs: tuple[int, ...]


def matched(text: str, ours: Carried, marks: Sequence[Mark], arcs: Sequence[Arc] | None) -> Matched:
    """Marks that we wrote are known by their key, else by place and label; those in no such place are new.

    A mark that is gone takes its fragment with it, the last one its record; an arc that is gone takes a reference
    (where the format has arcs: else ``arcs`` is None).
    """
    keys = _keys(ours.drawing.marks, marks)
    here = {key: marks[number] for number, key in keys.items()}
    records = dict(ours.state.records)
    _change_places(ours.state.header, records, ours.drawing.marks, here, text)
    if arcs is None:
        return Matched(Annotations(ours.state.header, records), keys, ())
    written = {
        (ours.drawing.marks[arc.head].key, ours.drawing.marks[arc.child].key, arc.label): arc.key
        for arc in ours.drawing.arcs
    }
    found: dict[int, tuple[str, str, str]] = {
        number: (keys.get(arc.head, ""), keys.get(arc.child, ""), arc.label) for number, arc in enumerate(arcs)
    }
    there = set(found.values())
    for (head, child, label), key in written.items():
        if (head, child, label) not in there and head in here and child in here:
            _drop_reference(records, key, child.split("/")[0])
    new = tuple(number for number, ends in found.items() if ends not in written)
    return Matched(Annotations(ours.state.header, records), keys, new)


def _keys(written: Sequence[Mark], marks: Sequence[Mark]) -> dict[int, str]:
    by_key = {mark.key: mark for mark in written}
    keys: dict[int, str] = {}
    for number, mark in enumerate(marks):
        same = by_key.get(mark.key)
        if same is not None and same.label == mark.label:
            keys[number] = mark.key
            del by_key[mark.key]
    places: defaultdict[tuple[int, int, str], deque[str]] = defaultdict(deque)
    for mark in written:
        if mark.key in by_key:
            places[mark.start, mark.end, mark.label].append(mark.key)
    for number, mark in enumerate(marks):
        if number not in keys and (queue := places.get((mark.start, mark.end, mark.label))):
            keys[number] = queue.popleft()
    return keys


def _change_places(
    header: Header, records: dict[str, Record], written: Sequence[Mark], here: Mapping[str, Mark], text: str
) -> None:
    """Moves and removes fragments in ``records``, and removes the records that lost all of theirs."""
    touched: dict[tuple[str, str], dict[int, Fragment | None]] = defaultdict(dict)
    for mark in written:
        now = here.get(mark.key)
        if now is None or (now.start, now.end) != (mark.start, mark.end):
            record, part, number = mark.key.split("/")
            touched[record, part][int(number)] = None if now is None else fragment_at(text, now.start, now.end)
    for (one, part), changes in touched.items():
        if one not in records or part not in records[one].parts:
            continue  # what was carried along was changed by hand
        fragments = [changes.get(number, old) for number, old in enumerate(records[one].parts[part])]
        records[one] = records[one].with_part(part, tuple(fragment for fragment in fragments if fragment is not None))
    for one in {record for record, _ in touched}:
        if one in records and not records[one].parts:
            del records[one]
            for other in Annotations(header, records).referring(one):
                for slot in list(other.values):
                    _drop_reference(records, f"{other.id}/{slot}", one)


def _drop_reference(records: dict[str, Record], key: str, target: str) -> None:
    one, slot = key.split("/")
    if one not in records:
        return
    if not slot:
        del records[one]
        return
    value = records[one].values.get(slot)
    if value == target:
        records[one] = records[one].with_value(slot, None)
    elif isinstance(value, tuple) and target in value:
        records[one] = records[one].with_value(slot, tuple(other for other in value if other != target))
