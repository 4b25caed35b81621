"""A list that filters while one types, with ticks where several rows can be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.errors import EditError
from workbench.core.width import cells, fit
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles, TextLine

_TALL = 8
"""A list of fewer rows has no foot."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row: what it says, what it stands for."""

    label: str
    detail: str = ""
    value: object = None
    role: str = "text"


def _begins(label: str, typed: str) -> int:
    return 0 if label.startswith(typed) else 1 if f" {typed}" in label else 2


@dataclass(slots=True)
class ListSheet:
    """Rows to choose from. ``search`` gives the rows for a query; without it the rows are filtered by the query."""

    title: str
    items: Sequence[Item]
    accept: Callable[[list[object]], None]
    cancel: Callable[[], None]
    search: Callable[[str], Sequence[Item]] | None = None
    ticks: bool = False
    hint: str = "type to filter"
    context: str = "list"
    index: int = 0
    more: Callable[[str], bool] | None = None
    """Commands beyond those of every list."""
    on_move: Callable[[object], None] | None = None
    ask: Callable[[str], None] | None = None
    """Asks for the rows of a query, which come later through ``answer``; until then the rows before stand."""
    foot: Callable[[object], Sequence[str]] | None = None
    """More about the chosen row, in lines below the list."""
    accepting: bool = False
    """Whether a row is to be taken as soon as the rows of the query are there."""
    on_accepted: Callable[[], None] = lambda: None
    unoffered: tuple[str, ...] = ()
    """Commands that mean nothing in this list, and are not offered."""
    called: Mapping[str, str] = field(default_factory=dict)
    """Command id → what it is called in this list, where that says more than its title."""
    whole: bool = False
    """Whether the list lies over the text too, because its rows are long."""
    line: TextLine = field(default_factory=TextLine)
    ticked: set[int] = field(default_factory=set)
    _top: int = 0
    _waiting: bool = False
    _shown: list[tuple[int, Item]] | None = None

    def visible(self) -> list[tuple[int, Item]]:
        """The rows that the query lets through, with their numbers."""
        if self._shown is None:
            query = self.line.text.strip()
            if self.ask is not None:
                self._shown = list(enumerate(self.items))
            elif self.search is not None:
                self._shown = list(enumerate(self.search(query)))
            else:
                parts = query.lower().split()
                self._shown = [
                    (number, item)
                    for number, item in enumerate(self.items)
                    if all(part in f"{item.label} {item.detail}".lower() for part in parts)
                ]
                if parts and not self.ticks:  # what begins as it is typed comes first, then what has a word that does
                    self._shown.sort(key=lambda row: _begins(row[1].label.lower(), parts[0]))
        return self._shown

    @property
    def chosen(self) -> Item | None:
        """The row that Enter would take."""
        rows = self.visible()
        return rows[self.index][1] if 0 <= self.index < len(rows) else None

    def begin(self) -> None:
        """Ask for the first rows."""
        self._waiting = True
        if self.ask is not None:
            self.ask(self.line.text.strip())

    def answer(self, items: Sequence[Item]) -> None:
        """The rows of the newest query are there; a row that was taken before they came is taken now."""
        self.items, self._waiting = items, False
        self.refreshed()
        self.index = min(self.index, max(0, len(items) - 1))
        if self.accepting:
            self.accepting = False
            try:
                self._accept()
            finally:  # where it is refused, the keys that waited are pressed all the same
                self.on_accepted()

    def refreshed(self) -> None:
        """The rows may be others now."""
        self._shown = None

    def typed(self, text: str) -> bool:
        """Letters go into the query."""
        self.line.type(text)
        self._changed()
        return True

    def _changed(self) -> None:
        self.index, self._top = 0, 0
        if self.ask is not None:
            self.begin()
            return
        self._shown = None
        self._moved()

    def _moved(self) -> None:
        if self.on_move is not None and self.chosen is not None:
            self.on_move(self.chosen.value)

    def command(self, command_id: str, count: int) -> bool:
        """Move, tick, take, leave."""
        last = len(self.visible()) - 1
        places = {
            "list.down": self.index + 1,
            "list.up": self.index - 1,
            "list.page.down": self.index + 10,
            "list.page.up": self.index - 10,
            "list.first": 0,
            "list.last": last,
        }
        if command_id in places:
            self.index = max(0, min(places[command_id], last))
            self._moved()
        elif command_id == "list.accept":
            self._accept()
        elif command_id == "list.cancel":
            self.cancel()
        elif command_id == "list.back":
            self.line.back()
            self._changed()
        elif command_id == "list.clear":
            self.line.clear()
            self._changed()
        elif command_id in ("list.tick", "list.tick.all") and self.ticks:
            self._tick(command_id == "list.tick.all")
        else:
            return self.more(command_id) if self.more is not None else command_id.startswith("list.")
        return True

    def _tick(self, everything: bool) -> None:
        numbers = {number for number, _ in self.visible()}
        if everything:
            self.ticked = self.ticked - numbers if numbers <= self.ticked else self.ticked | numbers
        elif self.visible():
            self.ticked ^= {self.visible()[self.index][0]}
            self.index = min(self.index + 1, len(self.visible()) - 1)

    def _accept(self) -> None:
        if self._waiting:
            self.accepting = True
            return
        if self.ticks:
            self._show_unseen()
            self.accept([self.items[number].value for number in sorted(self.ticked)])
        elif self.chosen is not None:
            self.accept([self.chosen.value])

    def unseen(self) -> int:
        """How many of the rows that Enter would take are hidden by what was typed."""
        return len(self.ticked - {number for number, _ in self.visible()})

    def _show_unseen(self) -> None:
        """Nothing is taken that nobody sees. Raises EditError where that would be, with all rows in sight again."""
        count = self.unseen()
        if count:
            self.line.clear()
            self._changed()
            rows = f"{count} row{'s' * (count > 1)} that would be taken too {'were' if count > 1 else 'was'}"
            raise EditError(f"{rows} hidden by the filter; all are shown again, take them now")

    def caret(self) -> tuple[int, int] | None:
        """Behind the query, or at the row that was gone to."""
        if self.index > 0:
            return 2, 1 + self.index - self._top
        return 3 + cells(words(self.line.text)), 0

    def query_row(self) -> RowOfRoles:
        """What is typed, or what may be."""
        query = words(self.line.text)
        return [(" / ", "accent"), (query, "text"), ("" if query else self.hint, "dim")]

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The query, then the rows."""
        rows: list[RowOfRoles] = [self.query_row()]
        found = self.visible()
        foot = self._foot(height)
        body = max(1, height - 1 - len(foot))
        self._top = max(0, min(self._top, self.index), self.index - body + 1)
        for place, (number, item) in enumerate(found[self._top : self._top + body], self._top):
            rows.append(self._row(number, item, place == self.index, width))
        if not found:
            rows.append([("   searching …" if self._waiting else "   nothing fits", "dim")])
        if foot:
            rows += [[] for _ in range(height - len(rows) - len(foot))]
            rows += [[(fit(f" {words(line)}", width), "dim")] for line in foot]
        return rows

    def _foot(self, height: int) -> list[str]:
        """The lines below the list: about the chosen row, where there is room."""
        chosen = self.chosen
        if self.foot is None or chosen is None or height < _TALL:
            return []
        return list(self.foot(chosen.value))[: height * 3 // 8]

    def _row(self, number: int, item: Item, chosen: bool, width: int) -> RowOfRoles:
        tick = ("[x] " if number in self.ticked else "[ ] ") if self.ticks else ""
        label, detail = words(item.label), words(item.detail)
        room = width - 2 - len(tick)
        size = min(cells(label), room)
        text = fit(label, size) + (f"  {detail}" if detail and not chosen else "")
        if chosen:
            return [("▸ ", "accent"), (tick + fit(label, size), "chosen"), (fit(f"  {detail}", room - size), "dim")]
        return [
            ("  " + tick, item.role),
            (fit(label, size), item.role),
            (fit(text[len(fit(label, size)) :], room - size), "dim"),
        ]
