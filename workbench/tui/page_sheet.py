"""A page to read: help, the codebook and its guideline, the messages so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.core.width import fit
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles, wrapped

Line = tuple[str, str]
"""(text in the left column, text in the right column); an empty left column and a text that begins with ``#`` is a heading."""


@dataclass(slots=True)
class PageSheet:
    """Lines in two columns, scrolled."""

    title: str
    lines: Sequence[Line]
    close: Callable[[], None]
    context: str = "reader"
    top: int = 0
    _height: int = 1
    _laid: list[RowOfRoles] = field(default_factory=list)

    def typed(self, text: str) -> bool:
        """Nothing can be typed here."""
        return False

    def command(self, command_id: str, count: int) -> bool:
        """Scroll, or close."""
        last = max(0, len(self._laid) - self._height)
        places = {
            "reader.down": self.top + count,
            "reader.up": self.top - count,
            "reader.page.down": self.top + max(1, self._height - 1),
            "reader.page.up": self.top - max(1, self._height - 1),
            "reader.first": 0,
            "reader.last": last,
        }
        if command_id == "reader.close":
            self.close()
            return True
        if command_id not in places:
            return False
        self.top = max(0, min(places[command_id], last))
        return True

    def caret(self) -> tuple[int, int] | None:
        """At the top of the page."""
        return 0, 0

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The rows in sight."""
        self._height = height
        self._laid = [row for line in self.lines for row in _laid(line, width)]
        self.top = max(0, min(self.top, len(self._laid) - height))
        return self._laid[self.top : self.top + height]


def _laid(line: Line, width: int) -> list[RowOfRoles]:
    left, right = line
    if not left and right.startswith("#"):
        return [[(" ", "text")], [(fit(f" {words(right.lstrip('# '))}", width), "title")]]
    column = min(16, width // 3) if left else 0
    rows: list[RowOfRoles] = []
    for number, text in enumerate(wrapped(right, max(8, width - column - 2))):
        label = fit(words(left) if number == 0 else "", column) if column else ""
        rows.append([(f" {label}", "key"), (f" {text}" if column else text, "text")])
    return rows
