"""How often which actor says which side about which concept: the array X[actor, concept, qualifier] behind every network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.network.statement import BETWEEN, OPPOSE, SUPPORT, ActorKind, Statement

Sides = Mapping[int | None, float]
"""Qualifier → how many statements, or how much weight; None is for those that take no side."""

NO_SIDES: Sides = {}


@dataclass(frozen=True, slots=True)
class Counts:
    """The array, with its rows (actors) and columns (concepts) in the order of their names; empty cells are left out."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Sides]

    def sides(self, row: str, column: str) -> Sides:
        """The sides of one cell; empty where nothing was said."""
        return self.cells.get((row, column), NO_SIDES)

    @property
    def transposed(self) -> Counts:
        """Concepts as rows, actors as columns."""
        turned = {(column, row): sides for (row, column), sides in self.cells.items()}
        return Counts(self.columns, self.rows, turned)

    @property
    def qualified(self) -> Counts:
        """The same without what takes no side."""
        cells: dict[tuple[str, str], Sides] = {
            place: {side: weight for side, weight in sides.items() if side is not None}
            for place, sides in self.cells.items()
        }
        return Counts(self.rows, self.columns, {place: sides for place, sides in cells.items() if sides})

    @property
    def levels(self) -> tuple[int, ...]:
        """The qualifiers in use, ascending: against and for always, what lies between where it occurs."""
        used = {side for sides in self.cells.values() for side in sides}
        return (OPPOSE, BETWEEN, SUPPORT) if BETWEEN in used else (OPPOSE, SUPPORT)

    def total(self, row: str) -> float:
        """The weight of all statements of one row."""
        return sum(sum(sides.values()) for column in self.columns if (sides := self.cells.get((row, column))))


def count(
    statements: Iterable[Statement | tuple[Statement, float]],
    kind: ActorKind,
    label: Callable[[str], str],
    *,
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
) -> Counts:
    """Count statements, each once or with the weight it comes with.

    Rows and columns are those that occur, by name, unless they are given (networks of a series are compared, so they
    share theirs).
    """
    cells: dict[tuple[str, str], dict[int | None, float]] = {}
    for one in statements:
        statement, weight = one if isinstance(one, tuple) else (one, 1.0)
        sides = cells.setdefault((statement.actor(kind), statement.concept), {})
        sides[statement.qualifier] = sides.get(statement.qualifier, 0.0) + weight
    return Counts(
        tuple(rows) or _by_name({row for row, _ in cells}, label),
        tuple(columns) or _by_name({column for _, column in cells}, label),
        cells,
    )


def _by_name(nodes: Iterable[str], label: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(sorted(nodes, key=lambda node: (label(node).casefold(), label(node), node)))
