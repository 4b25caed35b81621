"""Krippendorff's α for unitizing, in two definitions that give different values.

α_U of Krippendorff 2004, chapter 11.6 (equal to that of 1995) squares how far begins and ends lie apart; uα of
Krippendorff, Mathet, Bouvry and Widlöcher 2016 (equations 1, 4 and 5a, with one value and the gaps) counts the lengths of
intersections, and behaves with more than two annotators as with two.

Each annotator cuts a continuum of ``length`` characters into units of one category and the gaps between them. Units of
one annotator may not overlap, so fragments that do are taken as one unit; fragments that only touch stay apart.

Several articles make one continuum, with the gaps ending where an article ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, combinations

from workbench.core.span import Span
from workbench.review.measures import Value
from workbench.review.spans import NOTHING, Counts

_OBSERVED = "observed"
_LENGTH = "length"
_UNIT = "unit"
_GAP = "gap"
_SHARED = "shared"
"""Σ over ordered pairs of annotators of the characters that both have in units."""


def units(spans: Iterable[Span], length: int) -> list[Span]:
    """Spans as units of a continuum: inside it, in order, none empty, those that overlap joined."""
    found: list[Span] = []
    for span in sorted(Span(max(0, start), min(end, length)) for start, end in spans):
        if span.empty:
            continue
        if found and span.start < found[-1].end:
            found[-1] = found[-1].hull(span)
        else:
            found.append(span)
    return found


def unitizing_counts(rows: Sequence[Sequence[Span]], length: int) -> Counter[Hashable]:
    """The counts of one continuum of ``length`` characters; ``rows`` holds each annotator's units, see ``units``."""
    found: Counter[Hashable] = Counter({_LENGTH: length})
    gaps = [_gaps(row, length) for row in rows]
    for row, between in zip(rows, gaps, strict=True):
        found.update((_UNIT, unit.end - unit.start) for unit in row)
        found.update((_GAP, gap.end - gap.start) for gap in between)
    for (one, one_gaps), (other, other_gaps) in combinations(zip(rows, gaps, strict=True), 2):
        apart = _overlapping(one, other) + _in_gaps(one, other_gaps) + _in_gaps(other, one_gaps)
        found[_OBSERVED] += 2 * apart
        found[_SHARED] += 2 * _intersection(one, other)
    return found


def unitizing_alpha(counts: Counts, annotators: int) -> Value:
    """α_c = 1 − D_oc / D_ec of one category; the number of items is that of all units.

    With m annotators, N units, b the begins, l the lengths of units, g those of gaps and L that of the continuum:

    D_o = Σ over ordered pairs of annotators of (begins apart)² + (ends apart)² for each pair of units that overlap, and
    l² for each unit within a gap of the other, over m (m − 1) L²;

    D_e = 2/L · Σ over units of ((N − 1)/3 · (2l³ − 3l² + l) + l² · Σ over gaps ≥ l of (g − l + 1)),
    over mL (mL − 1) − Σ over units of l (l − 1).
    """
    return unitizing_alpha_over([counts], annotators)


def unitizing_alpha_over(categories: Iterable[Counts], annotators: int) -> Value:
    """α over several categories on one continuum: 1 − Σ D_oc / Σ D_ec."""
    observed = expected = 0.0
    total = 0
    for counts in categories:
        apart, chance, number = disagreement(counts, annotators)
        observed, expected, total = observed + apart, expected + chance, total + number
    if not total:
        return Value(None, 0, NOTHING)
    if not expected:
        return Value(None, total, "undefined, because the units leave no room for another choice")
    return Value(1.0 - observed / expected, total)


def unitizing_alpha_2016(counts: Counts, annotators: int) -> Value:
    """uα of one category = 1 − (ℓ − Σ o_cc) / (ℓ − Σ e_cc); the number of items is that of all units.

    With ℓ = m · L pairable characters, s of them in units, c the value *unit* or *gap*: o_cc are the characters on which
    two annotators have the same, over ordered pairs and m − 1; e_uu = ℓ (s² − Σ l²) / D and e_gg = ℓ (g² − g) / D with
    g = ℓ − s and D = ℓ² − Σ l² − g, l the lengths of units: a unit is not compared with itself, and a gap has no length
    of its own.
    """
    lengths = _histogram(counts, _UNIT)
    number = round(sum(lengths.values()))
    if not number:
        return Value(None, 0, NOTHING)
    whole = annotators * counts.get(_LENGTH, 0)
    inside = sum(count * unit for unit, count in lengths.items())
    squares = sum(count * unit**2 for unit, count in lengths.items())
    outside = whole - inside
    below = whole**2 - squares - outside
    observed = 2 * (inside - counts.get(_SHARED, 0) / (annotators - 1))
    alike = (inside**2 - squares + outside**2 - outside) / below if below else 1.0
    if 1.0 - alike <= 1e-12:
        return Value(None, number, "undefined, because the units leave no room for another choice")
    return Value(1.0 - observed / (whole * (1.0 - alike)), number)


def disagreement(counts: Counts, annotators: int) -> tuple[float, float, int]:
    """(D_o, D_e, number of units) of one category, see ``unitizing_alpha``."""
    length = counts.get(_LENGTH, 0)
    lengths, gaps = _histogram(counts, _UNIT), _histogram(counts, _GAP)
    number = sum(lengths.values())
    if not number:
        return 0.0, 0.0, 0
    sizes = sorted(gaps)
    count_upto = [0.0, *accumulate(gaps[size] for size in sizes)]
    sum_upto = [0.0, *accumulate(gaps[size] * size for size in sizes)]
    chance = 0.0
    for unit, count in lengths.items():
        at = bisect_left(sizes, unit)
        room = (sum_upto[-1] - sum_upto[at]) - (count_upto[-1] - count_upto[at]) * (unit - 1)
        chance += count * ((number - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit) + unit**2 * room)
    spread = annotators * length
    below = spread * (spread - 1) - sum(count * unit * (unit - 1) for unit, count in lengths.items())
    observed = counts.get(_OBSERVED, 0) / (annotators * (annotators - 1) * length**2)
    return observed, 2 / length * chance / below if below else 0.0, round(number)


def _histogram(counts: Counts, kind: str) -> Mapping[int, float]:
    return {key[1]: count for key, count in counts.items() if isinstance(key, tuple) and key[0] == kind and count}


def _gaps(row: Sequence[Span], length: int) -> list[Span]:
    edges = [0, *(edge for unit in row for edge in unit), length]
    return [gap for gap in map(Span, edges[::2], edges[1::2]) if not gap.empty]


def _overlapping(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Σ (begins apart)² + (ends apart)² over the units of two annotators that share a character."""
    total = first = 0
    for unit in one:
        while first < len(other) and other[first].end <= unit.start:
            first += 1
        at = first
        while at < len(other) and other[at].start < unit.end:
            total += (unit.start - other[at].start) ** 2 + (unit.end - other[at].end) ** 2
            at += 1
    return total


def _intersection(one: Sequence[Span], other: Sequence[Span]) -> int:
    """The characters that lie in units of both."""
    total = first = 0
    for unit in one:
        while first < len(other) and other[first].end <= unit.start:
            first += 1
        at = first
        while at < len(other) and other[at].start < unit.end:
            total += min(unit.end, other[at].end) - max(unit.start, other[at].start)
            at += 1
    return total


def _in_gaps(row: Sequence[Span], gaps: Sequence[Span]) -> int:
    """Σ l² over the units that lie wholly in a gap of the other annotator."""
    starts = [gap.start for gap in gaps]
    total = 0
    for unit in row:
        at = bisect_left(starts, unit.start + 1) - 1
        if at >= 0 and gaps[at].contains(unit):
            total += (unit.end - unit.start) ** 2
    return total
