"""The list of open items beside the text, of which only the visible rows are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workbench.core.width import fit
from workbench.review.item import Item
from workbench.tui.canvas import Canvas, Piece, words

_KINDS_WIDTH = 20


class ItemsPane(Canvas):
    """Shows open items; ``index`` is the current one."""

    title = ""
    empty = ""
    """What stands there where nothing is open."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._index = 0
        self._top = 0
        self._line_of: Callable[[Item], str] = lambda item: item.layer
        self._deferred: Callable[[Item], bool] = lambda _: False

    def show(
        self, items: Sequence[Item], index: int, line_of: Callable[[Item], str], deferred: Callable[[Item], bool]
    ) -> None:
        """Show these items; ``line_of`` names one in words."""
        self._items, self._index, self._line_of, self._deferred = items, index, line_of, deferred
        self.refresh()

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """The title, or an item."""
        if y == 0:
            return [(fit(f" {words(self.title)}", width), self.palette.style("title"))]
        body = max(1, self.size.height - 1)
        self._top = max(0, min(self._top, self._index), self._index - body + 1)
        number = self._top + y - 1
        if number >= len(self._items):
            return [(fit(f"   {self.empty}", width), self.palette.style("dim"))] if not self._items and y == 1 else []
        item = self._items[number]
        chosen = number == self._index
        sign = "z" if self._deferred(item) else {"changed": "!", "added": "+", "twice": "!"}.get(item.status, " ")
        size = min(_KINDS_WIDTH, width // 2)
        return [
            (f"{'▸' if chosen else ' '}{sign}", self.palette.style("accent")),
            (fit(words(difference(item)), size) + " ", self.palette.style("title" if chosen else "dim")),
            (fit(words(self._line_of(item)), max(1, width - size - 3)), self.palette.style("text")),
        ]


def difference(item: Item) -> str:
    """How the versions of an item differ, in a few words: the slots, else the kind."""
    what = ", ".join(sorted(item.differing)) or ", ".join(sorted(item.kinds)) or "decided before"
    return f"{item.layer}: {what}"
