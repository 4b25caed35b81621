"""The line above the article, the detail of a record, and the status line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.geometry import Region

from workbench.core.annotation import Record
from workbench.core.errors import Problem
from workbench.core.width import cells, fit
from workbench.editor.labels import Labels
from workbench.tui.canvas import Canvas, Piece, words


class TitleBar(Canvas):
    """Where am I: article, place, person, status, saved."""

    left = ""
    right = ""

    def show(self, left: str, right: str) -> None:
        """Show these texts."""
        left, right = words(left), words(right)
        before = self._line(self.size.width)
        self.left, self.right = left, right
        if (after := self._line(self.size.width)) != before:
            self.refresh_from(before, after)

    def _line(self, width: int) -> str:
        right = f" {self.right} "
        if cells(right) > width * 2 // 3:
            right = fit(right, width * 2 // 3)
        return fit(f" {self.left}", width - cells(right)) + right

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """One row."""
        return [(self._line(width), self.palette.style("bar"))]


class Detail(Canvas):
    """The record under the cursor, slot by slot."""

    lines: tuple[tuple[str, str], ...] = ()

    def show(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show (label, value) lines; a label "!" is a problem, "" a heading."""
        new = tuple((words(label), words(value)) for label, value in lines)
        old, self.lines = self.lines, new
        for number in range(max(len(old), len(new))):
            if old[number : number + 1] != new[number : number + 1] and number + 1 < self.size.height:
                self.refresh(Region(0, number + 1, self.size.width, 1))

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
            before, self.said, self.error = self.said if error == self.error else "", said, error
            self.refresh_from(f" {before}", f" {said}")

    def offer(self, keys: Iterable[tuple[str, str]]) -> None:
        """Offer keys, as (label, title)."""
        new = tuple(keys)
        if new != self.keys:
            before = "  ".join(f"{key} {title}" for key, title in self.keys)
            self.keys = new
            self.refresh_from(f" {before}", " " + "  ".join(f"{key} {title}" for key, title in new), 1)

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


def detail_lines(
    record: Record, labels: Labels, problems: Sequence[Problem], owner: str, place: str
) -> list[tuple[str, str]]:
    """What the detail says of a record: its name, what is wrong with it, its note, its slots."""
    flag = " ⚑" if record.flag else ""
    whose = f" · {owner}" if owner else ""
    lines = [("", f"{record.layer} {record.id}{flag}{whose}{place}")]
    lines += [("!", f"{problem.key}: {problem.what}") for problem in problems]
    if record.note:
        lines.append(("note", record.note))
    for slot in labels.codebook.layer(record.layer).slots:
        if value := labels.value(record, slot):
            lines.append((slot.label, value))
    return lines
