"""Agreement on places in the text: span F1, words, and Krippendorff's α for unitizing. Pure functions.

An extent is all fragments of one part of one record, in the order of the text: one discontinuous content is one extent.
Figures are computed from counts that add up over articles (``Counts``), so that articles can be resampled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Sized
from itertools import combinations
from typing import TypeVar

from workbench.core.span import Span
from workbench.review.measures import Pattern, Value

Extent = tuple[Span, ...]
Counts = Mapping[Hashable, float]
_Thing = TypeVar("_Thing", bound=Hashable)
_Row = TypeVar("_Row", bound=Sized)

NOTHING = "undefined, because nobody marked anything"
RIGHT = "right"
MARKED = "marked"


def f1(counts: Counts) -> Value:
    """2 · right / marked: the harmonic mean of precision and recall, whoever of the two is taken as right.

    ``RIGHT`` is what two annotators have in common, ``MARKED`` what they marked together; over several pairs of
    annotators both are summed. The number of items is ``MARKED``.
    """
    marked = counts.get(MARKED, 0)
    return Value(2 * counts.get(RIGHT, 0) / marked, round(marked)) if marked else Value(None, 0, NOTHING)


def exact_counts(extents: Sequence[Sequence[Extent]]) -> Counter[Hashable]:
    """What has the same fragments to the character, over all pairs of rows; each extent of a row counts once, however
    many records share it.
    """
    return set_counts([set(row) for row in extents])


def partial_counts(extents: Sequence[Sequence[Extent]]) -> Counter[Hashable]:
    """What shares at least one character, one to one and as many as possible, over all pairs of rows; each extent of a
    row counts once.
    """
    distinct = [list(dict.fromkeys(row)) for row in extents]
    return _over_pairs(distinct, lambda one, other: len(partial_matches(one, other)))


def set_counts(rows: Sequence[set[_Thing]]) -> Counter[Hashable]:
    """What two annotators both have (words that they cover, triples that they coded), each once; over all pairs."""
    return _over_pairs(rows, lambda one, other: len(one & other))


def _over_pairs(rows: Sequence[_Row], common: Callable[[_Row, _Row], int]) -> Counter[Hashable]:
    found: Counter[Hashable] = Counter()
    for one, other in combinations(rows, 2):
        found[RIGHT] += common(one, other)
        found[MARKED] += len(one) + len(other)
    return found


def partial_matches(one: Sequence[Extent], other: Sequence[Extent]) -> list[tuple[int, int]]:
    """Pairs of indexes of extents that share at least one character: each in one pair at most, as many as possible.

    A maximum matching by augmenting paths, begun with what is exactly equal; its size does not depend on the order.
    """
    near = _touching(one, other)
    partner: dict[int, int] = {}
    taken: dict[int, int] = {}
    places: dict[Extent, list[int]] = {}
    for index, extent in enumerate(other):
        places.setdefault(extent, []).append(index)
    for index, extent in enumerate(one):
        if near[index] and places.get(extent):
            taken[index] = places[extent].pop()
            partner[taken[index]] = index
    for index in range(len(one)):
        if index not in taken:
            _augment(index, near, partner, taken)
    return sorted(taken.items())


def _augment(start: int, near: Sequence[Sequence[int]], partner: dict[int, int], taken: dict[int, int]) -> None:
    """Find a partner for ``start``; those who lose theirs get another. Breadth first, so that no path is too deep."""
    came_from: dict[int, int] = {}
    queue = [start]
    for index in queue:
        for goal in near[index]:
            if goal in came_from:
                continue
            came_from[goal] = index
            if goal in partner:
                queue.append(partner[goal])
                continue
            at: int | None = goal
            while at is not None:
                owner = came_from[at]
                partner[at] = owner
                taken[owner], at = at, taken.get(owner)
            return


def _touching(one: Sequence[Extent], other: Sequence[Extent]) -> list[list[int]]:
    """For each extent of ``one`` the indexes in ``other`` of those that share a character with it; by a sweep."""
    found: list[set[int]] = [set() for _ in one]
    marks = [(*span, side, at) for side, row in enumerate((one, other)) for at, e in enumerate(row) for span in e]
    open_ones: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, at in sorted(marks):
        if start >= end:
            continue
        across = open_ones[1 - side]
        across[:] = [(reach, index) for reach, index in across if reach > start]
        for _, index in across:
            mine, theirs = (at, index) if side == 0 else (index, at)
            found[mine].add(theirs)
        open_ones[side].append((end, at))
    return [sorted(indexes) for indexes in found]


def covered_words(words: Sequence[Span], extents: Iterable[Extent]) -> set[int]:
    """The indexes of the words of which at least one character lies in a fragment; ``words`` in order, apart."""
    starts, ends = [word.start for word in words], [word.end for word in words]
    found: set[int] = set()
    for extent in extents:
        for start, end in extent:
            if start < end:
                found.update(range(bisect_right(ends, start), bisect_left(starts, end)))
    return found


def word_patterns(count: int, covered: Sequence[set[int] | None]) -> Counter[Pattern]:
    """Every word of a text as an item with the label *in* or *out* by each annotator; None for one without a file."""
    reached = set().union(*(row for row in covered if row is not None))
    found = Counter[Pattern](
        tuple(None if row is None else "in" if word in row else "out" for row in covered) for word in reached
    )
    if count > len(reached):
        found[tuple(None if row is None else "out" for row in covered)] += count - len(reached)
    return found
