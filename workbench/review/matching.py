"""Which records of two annotators are one and the same, for one layer.

Three passes, each over what the one before left:

1. Records that are the same in everything compared are paired, in the order of the text.
2. Records that share a character in any part are paired such that the sum of ``LIMIT`` − cost over the pairs is the
   greatest there is: an optimal assignment, not a greedy one. No pair at a cost of ``LIMIT`` or above is made.
3. In a layer that may do without its text (its main part is not required, or it has none), records that refer to the same
   in every reference and link are paired in the same way; where one annotator has more than ``CROWD`` such records left,
   in the order of the text.

The work grows with the number of pairs that share a character, not with the square of the records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook, Layer
from workbench.review.assignment import assign
from workbench.review.cost import LIMIT, Features, Intervals, Scale, Targets, features, shared

CROWD = 24
"""How many records of one annotator that refer to the same are still compared with all of the other's."""

_EXACT = 1_000_000_000
"""Gains are counted in these parts of one, so that their sums are exact."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """The records of one annotator in one layer, in the order of the text, with what is compared of each."""

    annotator: str
    records: Sequence[Record]
    features: Sequence[Features]

    @classmethod
    def of(
        cls,
        annotator: str,
        state: Annotations,
        layer: Layer,
        codebook: Codebook,
        among: Container[tuple[str, str]] | None = None,
    ) -> Side:
        """The side of one file; of all its records, or of those named in ``among`` as (annotator, id)."""
        targets = Targets(state, codebook)
        records = [one for one in state.of_layer(layer.name) if among is None or (annotator, one.id) in among]
        return cls(annotator, records, [features(record, layer, targets) for record in records])


class Matcher:
    """Pairs the records of two sides of one layer."""

    def __init__(self, layer: Layer) -> None:
        main = layer.main_part
        self._anchored = main is not None and main.required
        self._scale = Scale(layer)

    def cost(self, one: Features, other: Features) -> float:
        """The cost of matching two records; 1 where nothing makes them candidates for each other."""
        if one == other:
            return 0.0
        if _meet(one, other) or (not self._anchored and _refer_alike(one, other)):
            return self._scale.cost(one, other)
        return 1.0

    def pairs(self, one: Side, other: Side) -> list[tuple[int, int, float]]:
        """The matched records as (index in ``one``, index in ``other``, cost), each record at most once."""
        found = [(left, right, 0.0) for left, right in _equal(one, other)]
        rows = _without(one, {left for left, _, _ in found})
        columns = _without(other, {right for _, right, _ in found})
        found += self._best(meeting(_intervals(one, rows), _intervals(other, columns)), one, other)
        if not self._anchored:
            rows = _without(one, {left for left, _, _ in found})
            columns = _without(other, {right for _, right, _ in found})
            for crowd in _alike(one, other, rows, columns):
                found += self._among(*crowd, one, other)
        return sorted(found)

    def _best(self, candidates: Iterable[Pair], one: Side, other: Side) -> list[tuple[int, int, float]]:
        costs: dict[int, dict[int, float]] = defaultdict(dict)
        for left, right in candidates:
            cost = self._scale.cost(one.features[left], other.features[right])
            if cost < LIMIT:
                costs[left][right] = cost
        rows = sorted(costs)
        gains = [{right: round((LIMIT - cost) * _EXACT) for right, cost in costs[left].items()} for left in rows]
        chosen = zip(rows, assign(gains), strict=True)
        return [(left, right, costs[left][right]) for left, right in chosen if right is not None]

    def _among(
        self, rows: Sequence[int], columns: Sequence[int], one: Side, other: Side
    ) -> list[tuple[int, int, float]]:
        if max(len(rows), len(columns)) <= CROWD:
            return self._best(((left, right) for left in rows for right in columns), one, other)
        priced = (
            (left, right, self._scale.cost(one.features[left], other.features[right]))
            for left, right in zip(rows, columns, strict=False)
        )
        return [found for found in priced if found[2] < LIMIT]


def _without(side: Side, taken: set[int]) -> list[int]:
    return [index for index in range(len(side.records)) if index not in taken]


def _equal(one: Side, other: Side) -> Iterator[Pair]:
    """The records that are the same in everything compared; of several equal ones the first with the first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index, found in enumerate(other.features):
        waiting[found].append(index)
    used: dict[Hashable, int] = defaultdict(int)
    for left, found in enumerate(one.features):
        there = waiting.get(found)
        if there is not None and used[found] < len(there):
            yield left, there[used[found]]
            used[found] += 1


def _intervals(side: Side, indices: Iterable[int]) -> Iterator[tuple[int, Intervals]]:
    for index in indices:
        for part in side.features[index].parts:
            yield index, part


def meeting(rows: Iterable[tuple[int, Intervals]], columns: Iterable[tuple[int, Intervals]]) -> set[Pair]:
    """The pairs that share a character: one walk along the text, with the intervals that are still open on each side."""
    starts: list[tuple[int, int, int, int]] = []
    for number, given in enumerate((rows, columns)):
        for index, intervals in given:
            starts += [(start, end, number, index) for start, end in intervals]
    starts.sort()
    found: set[Pair] = set()
    active: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, number, index in starts:
        facing = active[1 - number]
        facing[:] = [(until, there) for until, there in facing if until > start]
        found.update((index, there) if number == 0 else (there, index) for _, there in facing)
        active[number].append((end, index))
    return found


def _alike(
    one: Side, other: Side, rows: Iterable[int], columns: Iterable[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """The records of both sides that refer to the same, crowd by crowd."""
    crowds: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, (side, indices) in enumerate(((one, rows), (other, columns))):
        for index in indices:
            if any(referring := side.features[index].referring):
                crowds[referring][number].append(index)
    for left, right in crowds.values():
        if left and right:
            yield left, right


def _refer_alike(one: Features, other: Features) -> bool:
    return any(one.referring) and one.referring == other.referring


def _meet(one: Features, other: Features) -> bool:
    return shared(_everything(one), _everything(other)) > 0


def _everything(found: Features) -> Intervals:
    """Every interval of every part in the order of the text (they may overlap; only whether any is shared counts)."""
    return tuple(sorted(interval for part in found.parts for interval in part))
