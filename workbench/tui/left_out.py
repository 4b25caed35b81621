"""What frames that were left out would have painted, on Textual's own path, which keeps no picture of the screen."""

from __future__ import annotations

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen


class LeftOut:
    """The parts of the screen that are still to be painted."""

    def __init__(self) -> None:
        self._parts: set[Region] = set()

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, update: RenderableType | None) -> None:
        """A frame was left out."""
        if isinstance(update, LayoutUpdate):
            self._parts.add(update.region)
        elif isinstance(update, ChopsUpdate):
            self._parts.update(Region(left, y, right - left, 1) for y, left, right in update.spans)

    def caught_up(self, screen: Screen[object]) -> RenderableType | None:
        """One frame that paints all of them as they are by now; nothing is left out any more."""
        compositor, whole = screen._compositor, screen.size.region
        compositor._dirty_regions.update(filter(None, (part.intersection(whole) for part in self._parts)))
        self._parts.clear()
        return compositor.render_update()
