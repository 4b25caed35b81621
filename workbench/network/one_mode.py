"""One-mode networks, actors × actors by what both say, as Discourse Network Analyzer computes them.

For two actors a and b, over the concepts c and the sides k:

    ignore      Σc (Σk X[a,c,k]) (Σk X[b,c,k])
    congruence  Σc Σk,l X[a,c,k] X[b,c,l] (1 − |k − l| / 2)
    conflict    Σc Σk,l X[a,c,k] X[b,c,l] |k − l| / 2
    subtract    congruence − conflict

Sides are −1, 0 and 1; with for and against alone this is what DNA's boolean gives. The diagonal is 0. Normalisation divides
by the mean number of statements of the two (average), by m10 + m01 + m11 over all (concept, side) pairs (jaccard: what only
a says, what only b says, the products of what both say), or by the product of both numbers (cosine), as DNA does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Literal, get_args

from workbench.core.errors import UsageError
from workbench.network.counts import Counts, Sides
from workbench.network.matrix import Matrix

OneModeRule = Literal["ignore", "congruence", "conflict", "subtract"]
ONE_MODE_RULES: tuple[OneModeRule, ...] = get_args(OneModeRule)
OneModeNorm = Literal["no", "average", "jaccard", "cosine"]
ONE_MODE_NORMS: tuple[OneModeNorm, ...] = get_args(OneModeNorm)

_RANGE = 2
"""The distance between for and against."""


def one_mode(counts: Counts, rule: OneModeRule = "congruence", norm: OneModeNorm = "no") -> Matrix:
    """The rows × rows matrix. Statements that take no side count only where sides are ignored."""
    if norm not in ONE_MODE_NORMS:
        raise UsageError(f"a one-mode network is normalised by {', '.join(ONE_MODE_NORMS)}, not by “{norm}”")
    if rule != "ignore":
        counts = counts.qualified
    place = {row: at for at, row in enumerate(counts.rows)}
    cells = [[0.0] * len(counts.rows) for _ in counts.rows]
    for a, b, weight in _pairs(counts, rule):
        cells[place[a]][place[b]] += weight
        cells[place[b]][place[a]] += weight
    if norm != "no":
        _normalise(cells, counts, norm)
    whole = norm == "no" and all(weight == int(weight) for row in cells for weight in row)
    return Matrix(counts.rows, counts.rows, tuple(map(tuple, cells)), square=True, whole=whole)


def _pairs(counts: Counts, rule: OneModeRule) -> Iterator[tuple[str, str, float]]:
    """What each concept adds to each two that speak about it."""
    speakers: dict[str, list[str]] = {}
    known = set(counts.rows)
    for row, column in counts.cells:
        if row in known:
            speakers.setdefault(column, []).append(row)
    for column in counts.columns:
        for a, b in combinations(speakers.get(column, ()), 2):
            yield a, b, together(counts.sides(a, column), counts.sides(b, column), rule)


def together(a: Sides, b: Sides, rule: OneModeRule) -> float:
    """What two actors share on one concept."""
    if rule == "ignore":
        return sum(a.values()) * sum(b.values())
    near = far = 0.0
    for k, one in a.items():
        for j, other in b.items():
            if k is not None and j is not None:
                apart = abs(k - j) / _RANGE
                near += one * other * (1 - apart)
                far += one * other * apart
    return {"congruence": near, "conflict": far, "subtract": near - far}[rule]


def _normalise(cells: list[list[float]], counts: Counts, norm: OneModeNorm) -> None:
    totals = [counts.total(row) for row in counts.rows]
    for i, j in combinations(range(len(counts.rows)), 2):
        if norm == "average":
            by = (totals[i] + totals[j]) / 2
        elif norm == "cosine":
            by = totals[i] * totals[j]
        else:
            by = _jaccard(counts, counts.rows[i], counts.rows[j])
        cells[i][j] = cells[j][i] = cells[i][j] / by if by else 0.0


def _jaccard(counts: Counts, a: str, b: str) -> float:
    by = 0.0
    for column in counts.columns:
        one, other = counts.sides(a, column), counts.sides(b, column)
        for side in {*one, *other}:
            x, y = one.get(side, 0.0), other.get(side, 0.0)
            by += x * y if x and y else x + y
    return by
