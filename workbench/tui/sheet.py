"""Sheets: what lies over the panes for a while (a form, a list, a field, a page to read), and the widget that paints one.

A sheet is no widget: it has a context for the keys, rows to paint, and answers to commands and typed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from textual.geometry import Offset, Region
from textual.strip import Strip

from workbench.core.width import cells, fit
from workbench.tui.canvas import Canvas, Piece, strip_of, words

Role = tuple[str, str]
"""Some text (fit to be shown) and the role that it is painted in."""

RowOfRoles = Sequence[Role]


class Sheet(Protocol):
    """Something that lies over the panes."""

    @property
    def context(self) -> str:
        """The context of the keys."""

    @property
    def title(self) -> str:
        """What stands above the rows."""

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The rows below the title."""

    def caret(self) -> tuple[int, int] | None:
        """Where the point of attention is, as (column, row) below the title."""

    def command(self, command_id: str, count: int) -> bool:
        """Do a command; False where it is none of this sheet's."""

    def typed(self, text: str) -> bool:
        """Take typed or pasted text; False where it means nothing here."""


class SheetView(Canvas):
    """Paints a sheet over other widgets (``place``); it has no room of its own, so that opening one moves nothing."""

    def __init__(self, *, id: str, on_caret: Callable[[Offset], None]) -> None:
        super().__init__(id=id)
        self.sheet: Sheet | None = None
        self.over: Sequence[Canvas] = ()
        """The widgets that the sheet lies over, the uppermost first."""
        self._top = 0
        self._on_caret = on_caret
        self._rows: list[RowOfRoles] | None = None
        self._laid_for = (0, 0)

    def show(self, sheet: Sheet | None, over: Sequence[Canvas] = (), top: int = 0) -> None:
        """Paint a sheet (again), over these widgets from row ``top`` of the screen on."""
        self.sheet, self._rows = sheet, None
        for widget in {*self.over, *over}:
            covered = sheet is not None and widget in over
            widget.cover_from(self._covering if covered else None, max(0, top - widget.region.y))
        self.over, self._top = (over, top) if sheet is not None else ((), 0)

    @property
    def place(self) -> Region:
        """Where the sheet lies on the screen."""
        if not self.over:
            return Region()
        whole = Region.from_union([widget.region for widget in self.over])
        return Region(whole.x, max(whole.y, self._top), whole.width, whole.bottom - max(whole.y, self._top))

    def follow(self) -> None:
        """Put the terminal's cursor at the sheet's point of attention."""
        self._prepare()
        caret = self.sheet.caret() if self.sheet is not None else None
        place = self.place
        if caret is not None and place.width:
            x, y = min(caret[0], place.width - 1), min(caret[1] + 1, place.height - 1)
            self._on_caret(Offset(place.x + x, place.y + y))

    def _prepare(self) -> list[RowOfRoles]:
        size = (self.place.width, self.place.height)
        if self.sheet is None or not size[0]:
            return []
        if self._rows is None or self._laid_for != size:
            self._rows, self._laid_for = self.sheet.rows(size[0], max(1, size[1] - 1)), size
        return self._rows

    def _covering(self, screen_y: int, over: Region) -> Strip:
        place = self.place
        strip = strip_of(self.pieces(screen_y - place.y, place.width), place.width, self.palette.style("text"))
        return strip if over.width == place.width else strip.crop(over.x - place.x, over.right - place.x)

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """The title, then the sheet's rows."""
        if self.sheet is None:
            return []
        if y == 0:
            return [(fit(f" {words(self.sheet.title)}", width), self.palette.style("bar"))]
        rows = self._prepare()
        if not 0 < y <= len(rows):  # before all have heard of another size of the terminal, rows above may be asked for
            return []
        return [(text, self.palette.style(role)) for text, role in rows[y - 1]]


def wrapped(text: str, width: int) -> list[str]:
    """Text broken at blanks into lines of at most ``width`` cells, its own line breaks kept."""
    lines: list[str] = []
    width = max(2, width)
    for paragraph in text.split("\n"):
        line = ""
        for word in words(paragraph).split(" "):
            if line and cells(line) + 1 + cells(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
            while cells(line) > width:
                cut = fit(line, width).rstrip()[:-1] or line[:1]
                lines.append(cut)
                line = line[len(cut) :]
        lines.append(line)
    return lines


class TextLine:
    """A line of text being typed: its characters and the place in it."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def type(self, text: str) -> None:
        """Add typed or pasted text; line breaks become blanks, what cannot be stored is left out."""
        plain = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        self.text += plain.encode("utf-8", "ignore").decode("utf-8")

    def back(self) -> None:
        """Take the last character away."""
        self.text = self.text[:-1]

    def clear(self) -> None:
        """Take everything away."""
        self.text = ""
