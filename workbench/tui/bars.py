"""The line above the article, the detail of a record, and the status line."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.width import cells, fit
from workbench.tui.canvas import Canvas, Piece, words


class TitleBar(Canvas):
    """Where am I: article, place, person, status, saved."""

    left = ""
    right = ""

    def show(self, left: str, right: str) -> None:
        """Show these texts."""
        left, right = words(left), words(right)
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """One row."""
        right = f" {self.right} "
        if cells(right) > width * 2 // 3:
            right = fit(right, width * 2 // 3)
        style = self.palette.style("bar")
        return [(fit(f" {self.left}", width - cells(right)), style), (right, style)]


class Detail(Canvas):
    """The record under the cursor, slot by slot."""

    lines: tuple[tuple[str, str], ...] = ()

    def show(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show (label, value) lines; a label "!" is a problem, "" a heading."""
        new = tuple((words(label), words(value)) for label, value in lines)
        if new != self.lines:
            self.lines = new
            self.refresh()

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """A rule, then one line a slot."""
        if y == 0:
            return [("─" * width, self.palette.style("dim"))]
        if y > len(self.lines):
            return []
        label, value = self.lines[y - 1]
        if label == "!":
            return [(fit(f" ! {value}", width), self.palette.style("error"))]
        if not label:
            return [(fit(f" {value}", width), self.palette.style("title"))]
        size = min(14, width // 3)
        return [
            (" " + fit(label, size) + " ", self.palette.style("dim")),
            (fit(value, width - size - 2), self.palette.style("text")),
        ]


class StatusBar(Canvas):
    """What just happened, and what can be done."""

    said = ""
    error = False
    keys: tuple[tuple[str, str], ...] = ()

    def show(self, said: str, *, error: bool = False) -> None:
        """Say something."""
        said = words(said)
        if (said, error) != (self.said, self.error):
            self.said, self.error = said, error
            self.refresh()

    def offer(self, keys: Iterable[tuple[str, str]]) -> None:
        """Offer keys, as (label, title)."""
        new = tuple(keys)
        if new != self.keys:
            self.keys = new
            self.refresh()

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """The message on the first row; the keys below, or behind it where there is one row."""
        if y == 0:
            return [(fit(f" {self.said}", width), self.palette.style("error" if self.error else "text"))]
        pieces: list[Piece] = [(" ", self.palette.style("text"))]
        left = width - 1
        for key, title in self.keys:
            size = cells(key) + cells(title) + 3
            if size > left:
                break
            pieces.append((f"{key} ", self.palette.style("key")))
            pieces.append((f"{title}  ", self.palette.style("dim")))
            left -= size
        return pieces
