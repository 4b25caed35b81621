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

from itertools import combinations
from typing import Literal, get_args

from workbench.core.errors import UsageError
from workbench.network.counts import Counts
from workbench.network.matrix import Matrix
from workbench.network.statement import BETWEEN, OPPOSE, SUPPORT

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
    cells = _sums(counts, rule)
    if norm != "no":
        _normalise(cells, counts, norm)
    whole = norm == "no" and all(weight == int(weight) for row in cells for weight in row)
    return Matrix(counts.rows, counts.rows, tuple(map(tuple, cells)), square=True, whole=whole)


def _sums(counts: Counts, rule: OneModeRule) -> list[list[float]]:
    """The matrix: what each concept adds to each two that speak about it."""
    place = {row: at for at, row in enumerate(counts.rows)}
    speakers: dict[str, list[tuple[int, float, float, float, float]]] = {}
    for (row, column), sides in counts.cells.items():
        if row in place:
            known = (sides.get(SUPPORT, 0.0), sides.get(BETWEEN, 0.0), sides.get(OPPOSE, 0.0))
            speakers.setdefault(column, []).append((place[row], sum(sides.values()), *known))
    cells = [[0.0] * len(counts.rows) for _ in counts.rows]
    # how much of the pairs, and how much of the distance between them, the rule takes
    pairs, apart = {"ignore": (1, 0), "congruence": (1, -1), "conflict": (0, 1), "subtract": (1, -2)}[rule]
    for column in counts.columns:
        some = speakers.get(column, [])
        for number, (a, total, plus, zero, minus) in enumerate(some):
            line = cells[a]
            for b, other, more, none, less in some[:number]:
                weight = pairs * total * other
                if apart:
                    between = zero * (more + less) + (plus + minus) * none
                    weight += apart * (plus * less + minus * more + between / _RANGE)
                line[b] += weight
                cells[b][a] += weight
    return cells


def _normalise(cells: list[list[float]], counts: Counts, norm: OneModeNorm) -> None:
    totals = [counts.total(row) for row in counts.rows]
    said = _said(counts) if norm == "jaccard" else []
    for i, j in combinations(range(len(counts.rows)), 2):
        if norm == "average":
            by = (totals[i] + totals[j]) / 2
        elif norm == "cosine":
            by = totals[i] * totals[j]
        else:
            few, many = sorted((said[i], said[j]), key=len)
            both = sum(few[one] * many[one] - few[one] - many[one] for one in few if one in many)
            by = totals[i] + totals[j] + both
        cells[i][j] = cells[j][i] = cells[i][j] / by if by else 0.0


def _said(counts: Counts) -> list[dict[tuple[str, int | None], float]]:
    """For each row what it says: (concept, side) → how often."""
    place = {row: at for at, row in enumerate(counts.rows)}
    found: list[dict[tuple[str, int | None], float]] = [{} for _ in counts.rows]
    for (row, column), sides in counts.cells.items():
        if row in place:
            found[place[row]].update({(column, side): weight for side, weight in sides.items() if weight})
    return found
