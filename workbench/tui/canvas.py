"""A widget that paints its own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from workbench.core.display import shown
from workbench.core.width import cells, fit
from workbench.tui.palette import PALETTES, Palette
from workbench.tui.steady import cells_of

Piece = tuple[str, Style]
"""Some text in one style; the text has gone through ``shown``."""


def strip_of(pieces: Iterable[Piece], width: int, ground: Style) -> Strip:
    """The pieces as one row of exactly ``width`` cells: cut, or filled up with ``ground``."""
    segments: list[Segment] = []
    left = width
    for text, style in pieces:
        size = cells(text)
        if size > left:
            text, size = fit(text, left), left
        if text:
            segments.append(Segment(text, style))
            left -= size
        if left <= 0:
            break
    if left > 0:
        segments.append(Segment(" " * left, ground))
    return Strip(segments, width)


class Canvas(Widget, can_focus=False):
    """Paints row by row: a subclass says what stands in row ``y`` (from 0) of ``width`` cells."""

    palette: Palette = PALETTES["terminal"]
    due: ClassVar[bool] = False
    """Set whenever some canvas is to be painted again: the frame that follows takes the terminal's cursor along."""
    cover: Callable[[int, Region], Strip] | None = None
    """Paints the row at a height of the screen, within a region, in place of this widget's own: a sheet lies over it.

    A sheet is painted by what lies under it, so that opening one moves no widget and costs no layout.
    """
    covered: int = 0
    """The first row of this widget that ``cover`` paints."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows_kept: dict[int, Strip] = {}
        """Rows as they were painted last: Textual asks for all rows of all widgets, whichever of them changed."""
        self._kept_for = Size(0, 0)

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """What stands in a row."""
        raise NotImplementedError

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint these parts again, or everything."""
        if repaint:
            Canvas.due = True
            for region in regions:
                for y in region.line_range:
                    self._rows_kept.pop(y, None)
            if not regions:
                self._rows_kept.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def cover_from(self, cover: Callable[[int, Region], Strip] | None, row: int) -> None:
        """Have the rows from ``row`` on painted by a sheet that lies there; None: by oneself again."""
        first = min(row if cover is not None else self.covered, self.covered if self.cover is not None else row)
        self.cover, self.covered = cover, row
        if first <= 0:
            self.refresh()
        elif first < self._size.height:
            self.refresh(Region(0, first, self._size.width, self._size.height - first))

    @property
    def size(self) -> Size:
        """The size of what is painted. Nothing surrounds it, so this is the widget's own, without asking its styles."""
        return self._size

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the widget. It has no border, padding or tint, so Textual's cache of styles is left out."""
        strips = [self._row_strip(y) for y in crop.line_range]
        if crop.x == 0 and crop.width == self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def _row_strip(self, y: int) -> Strip:
        if self.cover is not None and y >= self.covered:
            return self.cover(self.region.y + y, self.region)
        if self._kept_for != self._size:
            self._kept_for = self._size
            self._rows_kept.clear()
        strip = self._rows_kept.get(y)
        if strip is None:
            strip = self._rows_kept[y] = self.render_line(y)
        return strip

    def render_line(self, y: int) -> Strip:
        """One row, for Textual."""
        return strip_of(self.pieces(y, self.size.width), self.size.width, self.palette.style("text"))

    def refresh_from(self, old: str, new: str, y: int = 0) -> None:
        """Paint a row again from where two texts differ on."""
        before, after = cells_of(old), cells_of(new)
        x = next(
            (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
        )
        x = min(x, max(0, self.size.width - 1))
        self.refresh(Region(x, y, max(1, self.size.width - x), 1))

    def take_palette(self, palette: Palette) -> None:
        """Change the theme."""
        self.palette = palette
        self.refresh()


def words(text: str) -> str:
    """Data made fit to be shown on one row."""
    return shown(" ".join(text.split())) if "\n" in text or "\t" in text else shown(text)
