"""What Textual's own path of painting lacks: no frame for a busy line, stand-ins for what a terminal cannot show.

It keeps no picture of the screen, so of a frame that is left out the places are kept, and painted with a later one.
"""

from __future__ import annotations

from rich.console import RenderableType
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from workbench.core.lettering import FULL, Lettering
from workbench.tui.output import harmless


class PlainPath:
    """Frames left out, and frames as this terminal can show them."""

    def __init__(self, lettering: Lettering = FULL) -> None:
        self._letter = lettering.of
        self._left_out: set[Region] = set()

    def leave_out(self, update: RenderableType | None) -> None:
        """The line cannot take this frame."""
        if isinstance(update, LayoutUpdate):
            self._left_out.add(update.region)
        elif isinstance(update, ChopsUpdate):
            self._left_out.update(Region(left, y, right - left, 1) for y, left, right in update.spans)

    def frame(self, screen: Screen[object], update: RenderableType | None) -> RenderableType | None:
        """What to paint: this frame, with all that were left out before as they are by now."""
        if self._left_out:
            self.leave_out(update)
            compositor, whole = screen._compositor, screen.size.region
            compositor._dirty_regions.update(filter(None, (part.intersection(whole) for part in self._left_out)))
            self._left_out.clear()
            update = compositor.render_update()
        if isinstance(update, LayoutUpdate):
            return LayoutUpdate([[self._spelled(strip) for strip in strips] for strips in update.strips], update.region)
        if isinstance(update, ChopsUpdate):
            chops = [{x: strip and self._spelled(strip) for x, strip in row.items()} for row in update.chops]
            return ChopsUpdate(chops, update.spans, update.chop_ends)
        return update

    def _spelled(self, strip: Strip) -> Strip:
        """A strip with stand-ins, which take as many cells."""
        segments = [Segment(self._letter(harmless(text)), style) for text, style, control in strip if not control]
        return Strip(segments, strip.cell_length)
