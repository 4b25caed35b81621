"""Which widgets a sheet lies over."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.tui.canvas import Canvas
from workbench.tui.page_sheet import PageSheet
from workbench.tui.sheet import Sheet

PICKER_ROWS = 9
"""The rows that the picker needs: it covers no more panes than that, so that opening and closing it paints little."""


def covered_by(sheet: Sheet | None, view: Canvas, panes: Sequence[Canvas]) -> Sequence[Canvas]:
    """A page lies over the article, the picker over as many panes as it needs, every other sheet over all panes.

    Without panes beside the text the sheet has a place of its own: the answer is empty.
    """
    if isinstance(sheet, PageSheet):
        return [view]
    if sheet is not None and sheet.context == "picker":
        return _topmost(panes, PICKER_ROWS)
    return panes


def _topmost(widgets: Sequence[Canvas], rows: int) -> list[Canvas]:
    """The first widgets that together have so many rows."""
    taken: list[Canvas] = []
    for widget in widgets:
        if sum(one.size.height for one in taken) >= rows:
            break
        taken.append(widget)
    return taken
