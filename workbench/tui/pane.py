"""One pane: the records of a layer as a list of which only the visible rows are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.geometry import Offset

from workbench.core.annotation import Record
from workbench.core.width import cells, fit
from workbench.editor.labels import Labels
from workbench.editor.listing import Listing, ListRow
from workbench.tui.canvas import Canvas, Piece, words


class Pane(Canvas):
    """The records of one layer; ``index`` is the chosen row, ``nth`` the chosen record of its group."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.listing: Listing | None = None
        self.labels: Labels | None = None
        self.broken: Callable[[str], bool] = lambda _: False
        self.title = ""
        self.key = ""
        self.leave_key = ""
        self.tabs: tuple[tuple[str, str, bool], ...] = ()
        """(title, key, visible) of every pane, where there is room for one only."""
        self.owner = ""
        self.active = False
        self.filter = ""
        self.index = 0
        self.nth = 0
        self._top = 0
        self._matching: list[int] | None = None
        self._away = False
        """Whether the chosen row lies out of view, until ``follow``."""
        self._painted: dict[int, str] = {}
        """The group that was last painted in each row of the list."""

    # Rows

    def show(self, listing: Listing, labels: Labels, *, keep: bool = False) -> None:
        """Show a listing; ``keep`` where it is the same one after a change."""
        self.listing, self.labels = listing, labels
        self._matching = None
        if not keep:
            self.index = self.nth = self._top = 0
            self.filter, self._away = "", False
        self.index = max(0, min(self.index, self.length - 1))
        self.refresh()

    @property
    def length(self) -> int:
        """How many rows the filter lets through."""
        if self.listing is None:
            return 0
        return len(self.listing) if not self.filter else len(self._filtered())

    def _filtered(self) -> list[int]:
        if self._matching is None and self.listing is not None:
            wanted = self.filter.lower()
            self._matching = [n for n, row in enumerate(self.listing.rows()) if wanted in self._label(row).lower()]
        return self._matching or []

    def _row(self, number: int) -> ListRow | None:
        if self.listing is None or not 0 <= number < self.length:
            return None
        return self.listing.row(self._filtered()[number] if self.filter else number)

    def _label(self, row: ListRow) -> str:
        record = self._record(row)
        return self.labels.line(record) if self.labels is not None and record is not None else row.group

    def _record(self, row: ListRow) -> Record | None:
        return self.labels.state.records.get(row.records[0]) if self.labels is not None else None

    def set_filter(self, text: str) -> None:
        """Show only the rows that hold ``text``."""
        self.filter, self._matching = text, None
        self.index = self.nth = self._top = 0
        self._away = False
        self.refresh()

    # Where one is

    @property
    def chosen(self) -> str:
        """The id of the chosen record; "" in an empty pane."""
        row = self._row(self.index)
        return row.records[self.nth % len(row.records)] if row else ""

    def move(self, by: int) -> None:
        """Choose another row, stopped at the ends."""
        self.index = max(0, min(self.index + by, self.length - 1))
        self.nth, self._away = 0, False
        self.refresh()

    def open(self, shown: str) -> str:
        """The record to show in the text: the chosen one, or, where that is shown already, the next of its group."""
        row = self._row(self.index)
        if row is None:
            return ""
        if shown in row.records:
            self.nth = (row.records.index(shown) + 1) % len(row.records)
        self._away = False
        self.refresh()
        return self.chosen

    def choose(self, record_id: str) -> None:
        """Choose the row of a record, if the pane lists it; one that is out of view comes into it with ``follow``."""
        number = self.listing.number_of(record_id) if self.listing is not None else None
        if number is None:
            return
        if self.filter:
            if number not in self._filtered():
                return
            number = self._filtered().index(number)
        row = self._row(number)
        nth = row.records.index(record_id) if row else 0
        self._make_room(number)
        if (number, nth) != (self.index, self.nth):
            self.index, self.nth = number, nth
            self._away = not self._top <= number < self._top + self.page_rows
            self.refresh()

    def _make_room(self, number: int) -> None:
        """Where a row has just come in with fewer rows before it than behind it, those before it move, not those behind."""
        before = number - self._top
        behind = min(self.length, self._top + self.page_rows) - 1 - number
        if 1 < before < behind and (following := self._row(number + 1)) is not None:
            self._top += self._painted.get(before) == following.group

    def follow(self) -> None:
        """Bring a chosen row that is out of view near the edge that one comes from: the next ones then move the pointer
        alone.
        """
        if not self._away or not self.size.height:
            return
        self._away = False
        if self.index < self._top:
            self._top = max(0, self.index - self.page_rows + 2)
        elif self.index >= self._top + self.page_rows:
            self._top = max(0, min(self.index - 1, self._last_top))
        self.refresh()

    @property
    def _last_top(self) -> int:
        """The row that stands on top where the list ends: half the pane stays free for rows that are added."""
        return max(0, self.length - self.page_rows // 2 - 1)

    def on_resize(self) -> None:
        """The pane has another size, or its first."""
        if self._top > self._last_top:
            self._top = self._last_top
            self.refresh()
        self._away = self._away or not self._top <= self.index < self._top + self.page_rows
        self.follow()

    def caret(self) -> Offset:
        """Where the chosen row stands on the screen."""
        self.follow()
        self._scroll()
        row = min(1 + self.index - self._top, max(0, self.size.height - 1))
        return Offset(self.region.x, self.region.y + row)

    @property
    def page_rows(self) -> int:
        """The rows of records that fit."""
        return max(1, self.size.height - 1)

    def _scroll(self) -> None:
        """Keep the chosen row in view where it was."""
        if self._away:
            return
        self._top = min(self._top, self.index)
        self._top = max(self._top, self.index - self.page_rows + 1, 0)

    # Painting

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """The title, or a row of the list."""
        if y == 0:
            return self._title(width)
        self._scroll()
        number = self._top + y - 1
        row = self._row(number)
        if row is None:
            empty = number == 0 and self.listing is not None
            hint = (
                "nothing fits the filter"
                if self.filter
                else f"none yet · {self.key.lower()} makes one"
                if self.key
                else ""
            )
            return [(fit("   " + hint if empty else "", width), self.palette.style("dim"))]
        self._painted[y - 1] = row.group
        return self._row_pieces(row, number, width)

    def _title(self, width: int) -> Iterable[Piece]:
        count = self.listing.count if self.listing is not None else 0
        leave = f" · {self.leave_key} all" if self.active and self.leave_key else ""
        wanted = f" /{words(self.filter)}: {self.length}{leave}" if self.filter else ""
        role = "chosen" if self.active else "title"
        if self.tabs:
            return self._tabs(
                f" {words(self.title)} {count}{words(self.owner and f' {self.owner}')}{wanted} ", role, width
            )
        owner = f" · {self.owner}, read-only" if self.owner else ""
        key = f" {self.key} " if self.key else " "
        text = f" {words(self.title)} {count}{words(owner)}{wanted}"
        return [(fit(text, width - len(key)), self.palette.style(role)), (key, self.palette.style("dim"))]

    def _tabs(self, text: str, role: str, width: int) -> Iterable[Piece]:
        """The title, and at the right the other panes with their keys, in full where there is room; beside a filter that
        leaves no room for them, not at all.
        """
        others = [(words(title), label) for title, label, visible in self.tabs if not visible]
        full = " ".join(f"{label} {title}".lstrip() for title, label in others) + " "
        right = (
            full
            if cells(text) + cells(full) <= width
            else "".join(f"[{label or title[:2]}]" for title, label in others) + " "
        )
        if self.filter and cells(text) + cells(right) > width:
            right = ""
        left = width - cells(right)
        return [(fit(text, left), self.palette.style(role)), (right, self.palette.style("dim"))]

    def _row_pieces(self, row: ListRow, number: int, width: int) -> Iterable[Piece]:
        record = self._record(row)
        chosen = number == self.index
        pointer = "▸" if chosen else " "
        broken = any(self.broken(one) for one in row.records)
        flagged = record is not None and record.flag
        state = "!" if broken else "⚑" if flagged else " "
        kind = self._kind(record, width)
        count = f" ×{len(row.records)}" if len(row.records) > 1 or row.group.startswith(("entity:", "words:")) else ""
        count = f"{kind}{count.rjust(5) if kind else count}"
        left = fit(words(self._label(row)), max(1, width - 3 - len(count)))
        role = "chosen" if chosen and self.active else "error" if broken else "text"
        unlinked = row.group.startswith("words:")
        body = self.palette.style("dim" if unlinked and role == "text" else role)
        return [
            (f"{pointer}{state}", self.palette.style("accent" if chosen else "error")),
            (left, body),
            (count, self.palette.style("dim")),
        ]

    def _kind(self, record: Record | None, width: int) -> str:
        """The kind of an actor: its entity's, else its own; where there is room for it."""
        if record is None or self.labels is None or width < 40 or self.listing is None:
            return ""
        slot = self.listing.layer.entity_slot
        if slot is None:
            return ""
        entity = self.labels.catalogue.resolve(record.text(slot.name))
        return f" {fit(words(entity.kind if entity else record.text('kind')), 12)}"
