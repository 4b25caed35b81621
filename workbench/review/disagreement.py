"""How the records of a group differ: kind by kind, slot by slot, with what each annotator has there.

* missing: an annotator has no record in the group (and the next kind does not explain it);
* split: one record of an annotator stands against two of another. The second of the two is a group of its own; both groups
  say so. It takes a record whose main part holds more than half of the main parts of both, neither of which lies within
  the other (a name inside a longer name is no split);
* boundary: a part covers other characters, with as many fragments (or is left out by somebody);
* fragmentation: a part has more fragments with one than with another;
* attribute, link: another value; reference: it points to something else.

Two references are equal where they point to matched records (one group), or to the same entity, issue or place. Notes,
flags and origins never count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from workbench.core.annotation import Annotations, Fragment, Record, Value, target_kind
from workbench.core.codebook import Codebook, Slot
from workbench.review.alignment import Alignment, Group
from workbench.review.cost import Intervals, Targets, covered, shared, size
from workbench.review.matching import meeting

Kind = Literal["missing", "split", "boundary", "fragmentation", "attribute", "link", "reference"]
KINDS: tuple[Kind, ...] = ("missing", "split", "boundary", "fragmentation", "attribute", "link", "reference")

Given = tuple[Fragment, ...] | Value | None
"""What an annotator has in a slot: fragments, a value, None for nothing; record ids where whole records differ."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One way in which the records of a group differ; ``slot`` is empty where it concerns the whole record."""

    kind: Kind
    slot: str
    values: tuple[tuple[str, Given], ...]

    def of(self, annotator: str) -> Given:
        """What this annotator has there."""
        return dict(self.values).get(annotator)


def disagreements(group: Group, alignment: Alignment, codebook: Codebook) -> tuple[Disagreement, ...]:
    """How the records of one group differ; for many groups of one alignment make one ``Comparison``."""
    return Comparison(alignment, codebook).disagreements(group)


class Comparison:
    """Compares the records of one alignment."""

    def __init__(
        self,
        alignment: Alignment,
        codebook: Codebook,
        *,
        beside: Mapping[str, Annotations] | None = None,
        home: Callable[[str, str], Group | None] | None = None,
    ) -> None:
        """``beside`` are files that were not aligned, such as the gold; ``home`` finds the group of any record."""
        self.alignment = alignment
        self._codebook = codebook
        self._targets = {
            name: Targets(state, codebook) for name, state in {**dict(alignment.files), **(beside or {})}.items()
        }
        self._home = home or alignment.home
        self._splits: Mapping[tuple[str, str], tuple[Disagreement, ...]] | None = None

    def disagreements(self, group: Group) -> tuple[Disagreement, ...]:
        """How the records of a group differ, in the order of ``KINDS`` and slots."""
        names = self.alignment.annotators
        if len(group.records) == len(names) and group.cost == 0.0 and not self._splits_of(group):
            return ()
        found = [*self._missing(group, names)]
        for slot in self._codebook.layer(group.layer).slots:
            found += self._slot(slot, group.records)
        return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))

    def differences(self, records: Mapping[str, Record]) -> tuple[Disagreement, ...]:
        """How these records of one layer differ, slot by slot; nobody counts as missing."""
        layer = self._codebook.layer(next(iter(records.values())).layer)
        return tuple(one for slot in layer.slots for one in self._slot(slot, records))

    def same_target(self, name: str, reference: str, other_name: str, other: str) -> bool:
        """Whether a reference of one annotator means what a reference of another one means."""
        if self._targets[name].of(reference) == self._targets[other_name].of(other):
            return True
        (kind, record_id), (other_kind, other_id) = target_kind(reference), target_kind(other)
        if kind != "record" or other_kind != "record":
            return False
        home = self._home(name, record_id)
        return home is not None and home is self._home(other_name, other_id)

    def _missing(self, group: Group, names: tuple[str, ...]) -> Iterator[Disagreement]:
        splits = self._splits_of(group)
        yield from splits
        explained = {name for split in splits for name, _ in split.values}
        absent = [name for name in names if name not in group.records]
        if any(name not in explained for name in absent):
            rows = ((name, group.records[name].id if name in group.records else None) for name in names)
            yield Disagreement("missing", "", tuple(rows))

    def _slot(self, slot: Slot, records: Mapping[str, Record]) -> Iterator[Disagreement]:
        if slot.type == "part":
            places = [covered(record, slot.name) for record in records.values()]
            if len(set(places)) > 1:
                counts = {len(place) for place in places if place}
                kind: Kind = "fragmentation" if len(counts) > 1 else "boundary"
                yield Disagreement(
                    kind, slot.name, tuple((name, one.parts.get(slot.name)) for name, one in records.items())
                )
        elif slot.type == "attribute" or slot.type == "link":
            values = [(name, record.values.get(slot.name)) for name, record in records.items()]
            if len({value for _, value in values}) > 1:
                yield Disagreement(slot.type, slot.name, tuple(values))
        elif any(not self._alike(slot.name, *two) for two in combinations(records.items(), 2)):
            yield Disagreement(
                "reference", slot.name, tuple((name, record.values.get(slot.name)) for name, record in records.items())
            )

    def _alike(self, slot: str, one: tuple[str, Record], other: tuple[str, Record]) -> bool:
        mine, theirs = one[1].references(slot), other[1].references(slot)
        return _all_in(mine, theirs, lambda a, b: self.same_target(one[0], a, other[0], b)) and _all_in(
            theirs, mine, lambda b, a: self.same_target(one[0], a, other[0], b)
        )

    def _splits_of(self, group: Group) -> tuple[Disagreement, ...]:
        if self._splits is None:
            self._splits = _splits(self.alignment, self._codebook)
        found = (one for name, record in group.records.items() for one in self._splits.get((name, record.id), ()))
        return tuple(dict.fromkeys(found))


def _all_in(some: Sequence[str], others: Sequence[str], same: Callable[[str, str], bool]) -> bool:
    return all(any(same(one, other) for other in others) for one in some)


def _splits(alignment: Alignment, codebook: Codebook) -> dict[tuple[str, str], tuple[Disagreement, ...]]:
    """The splits that each record (annotator, id) has a share in."""
    found: dict[tuple[str, str], list[Disagreement]] = defaultdict(list)
    for layer in codebook.layers:
        if layer.main_part is None:
            continue
        part = layer.main_part.name
        groups = alignment.of_layer(layer.name)
        for whole, halves in ((a, b) for a in alignment.annotators for b in alignment.annotators if a != b):
            matched = [group for group in groups if whole in group.records and halves in group.records]
            alone = [group for group in groups if halves in group.records and whole not in group.records]
            wide = [covered(group.records[whole], part) for group in matched]
            second = [covered(group.records[halves], part) for group in alone]
            for left, right in sorted(meeting(enumerate(wide), enumerate(second))):
                big, one, other = (
                    matched[left].records[whole],
                    matched[left].records[halves],
                    alone[right].records[halves],
                )
                if _is_split(wide[left], covered(one, part), second[right]):
                    split = Disagreement("split", "", ((whole, big.id), (halves, (one.id, other.id))))
                    for name, record in ((whole, big), (halves, one), (halves, other)):
                        found[name, record.id].append(split)
    return {key: tuple(splits) for key, splits in found.items()}


def _is_split(whole: Intervals, one: Intervals, other: Intervals) -> bool:
    common = shared(one, other)
    if common in (size(one), size(other)):
        return False
    return all(2 * shared(whole, half) > size(half) for half in (one, other))
