"""A network as a matrix: actors × issues, or actors × actors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matrix:
    """Weights by row and column; both are ids. ``square``: rows and columns are the same nodes, the matrix symmetric."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[float, ...], ...]
    square: bool = False
    whole: bool = True
    """Whether every weight is a whole number by its making."""

    @property
    def total(self) -> float:
        """The sum of all cells; in a square matrix every edge counts twice, as in its table."""
        return sum(map(sum, self.cells))

    def weight(self, row: str, column: str) -> float:
        """The weight of one cell. Raises ValueError for a node that is not there."""
        return self.cells[self.rows.index(row)][self.columns.index(column)]

    def edges(self) -> Iterator[tuple[str, str, float]]:
        """(row, column, weight) of every cell that is not 0; in a square matrix each edge once."""
        for at, (row, weights) in enumerate(zip(self.rows, self.cells, strict=True)):
            first = at + 1 if self.square else 0
            for column, weight in zip(self.columns[first:], weights[first:], strict=True):
                if weight:
                    yield row, column, weight
