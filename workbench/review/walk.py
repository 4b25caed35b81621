"""Where the reviewer stands: the open items in an order, through a filter, and the current one."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.errors import EditError
from workbench.review.item import Filter, Item, Order


class Walk:
    """A way through the open items; ``items`` is looked up anew after ``forget``."""

    def __init__(self, agenda: Mapping[str, Item]) -> None:
        self.shown = Filter()
        self.order: Order = "contested"
        self._agenda = agenda
        self._deferred: set[str] = set()
        self._list: list[Item] | None = None
        self._key = ""
        self._index = 0

    @property
    def items(self) -> list[Item]:
        """The open items that the filter lets through, in the chosen order, deferred ones last."""
        if self._list is None:
            shown = [item for item in self._agenda.values() if self.shown.lets(item)]
            self._list = sorted(shown, key=self._sort_key)
        return self._list

    @property
    def current(self) -> Item | None:
        """The item where the reviewer stands; where it is gone, the one that came to its place; None where none is shown."""
        items = self.items
        if not items:
            return None
        if self._index >= len(items) or items[self._index].key != self._key:
            self.stand(next((n for n, item in enumerate(items) if item.key == self._key), self._index))
        return items[self._index]

    @property
    def index(self) -> int:
        """The number of the current item, from 0."""
        return self._index

    def forget(self) -> None:
        """The open items are others than they were."""
        self._list = None

    def show(self, shown: Filter, order: Order | None) -> None:
        """Another filter and, where one is given, another order."""
        self.shown, self.order, self._list = shown, order or self.order, None

    def stand(self, number: int) -> None:
        """Go to the item with this number from 0, or to the end it lies beyond."""
        items = self.items
        self._index = max(0, min(number, len(items) - 1))
        self._key = items[self._index].key if items else ""

    def find(self, key: str) -> Item:
        """Go to the item with this key. Raises EditError where it is not shown."""
        for number, item in enumerate(self.items):
            if item.key == key:
                self.stand(number)
                return item
        raise EditError("this is not among the open items that are shown")

    def defer(self, item: Item) -> None:
        """Put an item behind all others, or back; the reviewer stands on what comes to its place."""
        self._deferred ^= {item.key}
        self._list = None
        self.stand(self._index)

    def deferred(self, item: Item) -> bool:
        """Whether an item was put off."""
        return item.key in self._deferred

    def _sort_key(self, item: Item) -> tuple[bool, float, tuple[int, int, int], str]:
        contest = -item.contest if self.order == "contested" else 0.0
        return item.key in self._deferred, contest, item.place, item.key
