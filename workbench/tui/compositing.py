"""Frames put together from rows alone.

Textual's compositor renders every widget whole and cuts each row at the edges of all widgets, because widgets may lie over
one another. Canvases never do, so a frame of which each changed part lies in one of them is made of their rows as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip

from workbench.tui.canvas import Canvas


class RowPart(NamedTuple):
    """The columns ``[left, right)`` of a row that begins in column ``x`` of the screen's row ``y``."""

    y: int
    x: int
    strip: Strip
    left: int
    right: int


class RowsUpdate(CompositorUpdate):
    """A frame for the output stage, which alone can read it."""

    def __init__(self, parts: list[RowPart]) -> None:
        self.parts = parts


class RowCompositor(Compositor):
    """Textual's compositor with a shorter way for what changes within canvases."""

    def render_partial_update(self) -> ChopsUpdate | RowsUpdate | None:  # type: ignore[override]
        """The changed rows; Textual's own answer where a part of the screen belongs to more than one widget or to none."""
        screen = self.size.region
        parts: list[RowPart] = []
        for dirty in self._dirty_regions:
            found = self._parts(dirty.intersection(screen))
            if found is None:
                return super().render_partial_update()
            parts.extend(found)
        self._dirty_regions.clear()
        return RowsUpdate(parts) if parts else None

    def _parts(self, dirty: Region) -> Iterator[RowPart] | None:
        over = [
            (widget, region)
            for widget, (region, clip) in self.visible_widgets.items()
            if isinstance(widget, Canvas) and region.overlaps(dirty) and clip.contains_region(region)
        ]
        if len(over) != 1 or not over[0][1].contains_region(dirty):
            return None
        widget, region = over[0]
        strips = widget.render_lines(Region(0, dirty.y - region.y, region.width, dirty.height))
        return (
            RowPart(y, region.x, strip, dirty.x, dirty.right) for y, strip in zip(dirty.line_range, strips, strict=True)
        )
