"""A confusion matrix with a cell to stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core.width import cells, fit
from workbench.review.confusion import grid
from workbench.review.scene import Item
from workbench.review.survey import MatrixWalk
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles

_STEPS = {"matrix.right": (0, 1), "matrix.left": (0, -1), "matrix.down": (1, 0), "matrix.up": (-1, 0)}


class MatrixSheet:
    """Paints one matrix; ``open_items`` shows the items of a cell."""

    context = "matrix"

    def __init__(self, walk: MatrixWalk, open_items: Callable[[str, Sequence[Item]], None], close: Callable[[], None]):
        self.walk = walk
        self.title = f"confusion: {grid(walk.matrix).title}"
        self._open_items = open_items
        self._close = close
        self._caret = (0, 0)

    def typed(self, text: str) -> bool:
        """Nothing can be typed here."""
        return False

    def command(self, command_id: str, count: int) -> bool:
        """Go from cell to cell, open one, or close."""
        if command_id in _STEPS:
            rows, columns = _STEPS[command_id]
            self.walk.move(rows, columns)
        elif command_id == "matrix.open":
            self._open_items(self.walk.said, self.walk.items)
        elif command_id == "matrix.close":
            self._close()
        else:
            return False
        return True

    def caret(self) -> tuple[int, int] | None:
        """At the cell."""
        return self._caret

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The columns around the cell that fit, and as many rows; below them the cell in words."""
        found, walk = grid(walk_matrix := self.walk.matrix), self.walk
        column = len(found.head[0]) if found.head else 1
        margin = min(found.margin, max(8, width // 2))
        fitting = max(1, (width - margin - 2) // column)
        first = max(0, min(walk.column - fitting // 2, len(found.head) - fitting))
        body = max(1, height - 4)
        top = max(0, min(walk.row - body // 2, len(found.rows) - body))
        shown = slice(first, first + fitting)
        rows: list[RowOfRoles] = [[(" " * (margin + 1), "text"), ("".join(found.head[shown]), "dim")]]
        for number, (title, counts) in enumerate(found.rows[top : top + body], top):
            row = [(f" {fit(words(title), margin)}", "title" if number == walk.row else "text")]
            for place, cell in enumerate(counts[shown], first):
                chosen = (number, place) == (walk.row, walk.column)
                row.append((cell, "chosen" if chosen else "text"))
            rows.append(row)
        at = margin + 1 + (walk.column - first + 1) * column - 2
        self._caret = (max(0, min(at, width - 1)), walk.row - top + 1)
        names = " · ".join(f"{n} {label}" for n, label in enumerate(walk_matrix.labels, 1))
        count = len(walk.items)
        rows += [[], [(f" {words(walk.said)}: {count} item{'s' * (count != 1)}", "accent")]]
        if cells(names) < width:
            rows.append([(f" {words(names)}", "dim")])
        return rows
