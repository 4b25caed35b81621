"""Two-mode networks, actors × concepts, as Discourse Network Analyzer computes them (its ``export/Exporter.java``).

    ignore    how many statements, whatever side they take
    subtract  statements for minus statements against
    combine   which sides occur, as one number: of (against, between, for) the ones that occur read as binary digits, so
              that for is 1, against 2 and both 3 where nothing stands between

Normalisation divides a row by all that the actor says (activity), or a column by all that is said about the concept
(prominence); of combined weights it divides by how many cells are not empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from workbench.core.errors import UsageError
from workbench.network.counts import Counts, Sides
from workbench.network.matrix import Matrix

TwoModeRule = Literal["ignore", "subtract", "combine"]
TWO_MODE_RULES: tuple[TwoModeRule, ...] = get_args(TwoModeRule)
TwoModeNorm = Literal["no", "activity", "prominence"]
TWO_MODE_NORMS: tuple[TwoModeNorm, ...] = get_args(TwoModeNorm)


def two_mode(counts: Counts, rule: TwoModeRule = "ignore", norm: TwoModeNorm = "no") -> Matrix:
    """The actors × concepts matrix. Statements that take no side count only where sides are ignored."""
    if norm not in TWO_MODE_NORMS:
        raise UsageError(f"a two-mode network is normalised by {', '.join(TWO_MODE_NORMS)}, not by “{norm}”")
    if rule != "ignore":
        counts = counts.qualified
    levels = counts.levels
    cells = [[_weight(counts.sides(row, column), rule, levels) for column in counts.columns] for row in counts.rows]
    if norm != "no":
        sizes = [[_size(counts.sides(row, column), rule) for column in counts.columns] for row in counts.rows]
        cells = (
            _divided_rows(cells, sizes) if norm == "activity" else _turned(_divided_rows(*map(_turned, (cells, sizes))))
        )
    whole = norm == "no" and all(weight == int(weight) for row in cells for weight in row)
    return Matrix(counts.rows, counts.columns, tuple(map(tuple, cells)), whole=whole)


def combined_sides(weight: float, levels: Sequence[int]) -> tuple[int, ...]:
    """The sides that a combined weight stands for."""
    return tuple(level for at, level in enumerate(reversed(levels)) if int(weight) >> at & 1)[::-1]


def _weight(sides: Sides, rule: TwoModeRule, levels: Sequence[int]) -> float:
    if rule == "ignore":
        return sum(sides.values())
    if rule == "subtract":
        return sum(side * weight for side, weight in sides.items() if side is not None)
    return float(sum(1 << at for at, level in enumerate(reversed(levels)) if sides.get(level)))


def _size(sides: Sides, rule: TwoModeRule) -> float:
    total = sum(sides.values())
    return float(total > 0) if rule == "combine" else total


def _divided_rows(cells: Sequence[Sequence[float]], sizes: Sequence[Sequence[float]]) -> list[list[float]]:
    return [
        [weight / sum(size) if sum(size) else 0.0 for weight in row] for row, size in zip(cells, sizes, strict=True)
    ]


def _turned(cells: Sequence[Sequence[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*cells, strict=True)]
