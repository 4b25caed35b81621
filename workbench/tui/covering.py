"""What a sheet lies over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.geometry import Region

from workbench.tui.canvas import Canvas
from workbench.tui.list_sheet import ListSheet
from workbench.tui.sheet import Sheet

_WHOLE = ("reader", "figures", "matrix", "network")
"""The contexts of sheets that lie over the text too."""

PICKER_ROWS = 9
"""The rows that the picker needs: it covers no more than that, from the bottom up. What is told of the record there is
painted anew with each mark anyway, so that opening and closing the picker sends little."""

LOW_ROWS = 6
"""The rows that a line to type needs with what is said about it."""

LEAST_ROWS = 3
"""The rows without which a sheet shows nothing of what it is about."""


class Cover(NamedTuple):
    """The widgets that a sheet lies over, and the first row of the screen that it takes of them."""

    widgets: Sequence[Canvas] = ()
    top: int = 0


def covered_by(sheet: Sheet | None, view: Canvas, panes: Sequence[Canvas], *, wide: bool) -> Cover:
    """What has long rows (a page, figures, the network, some lists) lies over text and panes, a line to type over the
    lowest pane, the picker over as many of the lowest as it needs, every other sheet over all panes.

    Where there is no room beside the text (``wide`` is False) a sheet lies over the lower rows of everything: a line to
    type and the picker over few, others over more than half.
    """
    if sheet is None:
        return Cover()
    low = sheet.context in ("field", "dialog", "job")
    if over_text(sheet):
        return Cover([view, *panes])
    if not wide:
        whole = Region.from_union([one.region for one in (view, *panes)])
        most = max(LEAST_ROWS, whole.height * 3 // 5)
        rows = LOW_ROWS if low else min(PICKER_ROWS, most) if sheet.context == "picker" else most
        return Cover([view, *panes], whole.bottom - rows)
    if low:
        return Cover(panes[-1:])
    return Cover(_lowest(panes, PICKER_ROWS) if sheet.context == "picker" else panes)


def over_text(sheet: Sheet | None) -> bool:
    """Whether a sheet lies over the text as well as over the panes."""
    return sheet is not None and (sheet.context in _WHOLE or (isinstance(sheet, ListSheet) and sheet.whole))


def _lowest(widgets: Sequence[Canvas], rows: int) -> Sequence[Canvas]:
    """The last widgets that together have so many rows."""
    first = len(widgets)
    while first and sum(one.size.height for one in widgets[first:]) < rows:
        first -= 1
    return widgets[first:]
