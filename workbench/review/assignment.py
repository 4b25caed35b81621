"""The best one-to-one assignment where few pairs are possible.

Shortest augmenting paths with prices on the columns (Jonker and Volgenant 1987), on a sparse graph: each row is added by
the cheapest way to make room for it, found by Dijkstra's algorithm over the edges that exist. A search never leaves the
connected component of its row and ends at the first free column, so many small components cost what they hold.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence


def assign(gains: Sequence[Mapping[int, int]]) -> list[int | None]:
    """The column of each row, or None, such that no column is taken twice and the sum of gains is the greatest.

    ``gains[row]`` says what a row gains from each column that is possible for it; integers, so that sums are exact.
    A row stays without a column rather than lose by it.
    """
    search = _Search([{column: -gain for column, gain in row.items() if gain > 0} for row in gains])
    for row in range(len(gains)):
        search.place(row)
    return [None if column is None or column < 0 else column for column in search.column_of]


class _Search:
    """Every row has one column more than it was given, its own at cost 0: that is where a row without a column stands."""

    def __init__(self, costs: list[dict[int, int]]) -> None:
        self.column_of: list[int | None] = [None] * len(costs)
        self._costs = costs
        self._row_of: dict[int, int] = {}
        self._price: dict[int, int] = {}
        for row, edges in enumerate(costs):
            if any(column < 0 for column in edges):
                raise ValueError("columns are numbered from 0")
            edges[-1 - row] = 0

    def place(self, row: int) -> None:
        """Give this row a column; the rows on the way to a free column move on by one."""
        reached: dict[int, int] = {}
        came_from: dict[int, int] = {}
        done: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        self._look(row, 0, reached, came_from, done, heap)
        while True:
            distance, column = heapq.heappop(heap)
            if column in done or distance > reached[column]:
                continue
            if column not in self._row_of:
                break
            done[column] = distance
            self._look(self._row_of[column], distance, reached, came_from, done, heap)
        for scanned, at in done.items():
            self._price[scanned] = self._price.get(scanned, 0) + at - distance
        self._move(column, row, came_from)

    def _look(
        self,
        row: int,
        distance: int,
        reached: dict[int, int],
        came_from: dict[int, int],
        done: Mapping[int, int],
        heap: list[tuple[int, int]],
    ) -> None:
        """Note the columns that this row can go to; ``distance`` is what it took to free its own."""
        own = self.column_of[row]
        edges = self._costs[row]
        paid = 0 if own is None else edges[own] - self._price.get(own, 0)
        for column, cost in edges.items():
            if column in done or column == own:
                continue
            there = distance + cost - self._price.get(column, 0) - paid
            if column not in reached or there < reached[column]:
                reached[column] = there
                came_from[column] = row
                heapq.heappush(heap, (there, column))

    def _move(self, column: int, start: int, came_from: Mapping[int, int]) -> None:
        while True:
            row = came_from[column]
            left = self.column_of[row]
            self.column_of[row] = column
            self._row_of[column] = row
            if row == start or left is None:
                return
            column = left
