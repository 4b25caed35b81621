"""Commands that move: through the text, the selection, search hits, records and panes."""

from __future__ import annotations

import re
from collections.abc import Callable

from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.hit_count import HitCount
from workbench.tui.pane import Pane
from workbench.tui.reading_order import ReadingOrder
from workbench.tui.stage import Stage

Command = Callable[[int], None]
"""What a command does, given its count (1 where none was typed)."""

_HITS = 2000


class Moving:
    """See the module's docstring."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._order = ReadingOrder()
        self._pattern: re.Pattern[str] | None = None
        self._words = ""
        """What was searched and found last."""
        self._count = HitCount()
        self._reached = (-1, -1)
        """Where the last search left the cursor, and where its hit begins: a selection that grew has the hit at its end."""

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        table: dict[str, Command] = {}
        for unit in ("word", "sentence", "paragraph"):
            table[f"move.{unit}.next"] = lambda count, unit=unit: self._step(unit, count)  # type: ignore[misc]
            table[f"move.{unit}.previous"] = lambda count, unit=unit: self._step(unit, -count)  # type: ignore[misc]
        return table | {
            "move.line.down": lambda count: self._rows(count),
            "move.line.up": lambda count: self._rows(-count),
            "move.page.down": lambda count: self._page(count),
            "move.page.up": lambda count: self._page(-count),
            "move.character.next": lambda count: self._character(count),
            "move.character.previous": lambda count: self._character(-count),
            "move.line.start": lambda _: self._to(self.stage.view.row_start()),
            "move.line.end": lambda _: self._to(self.stage.view.row_end()),
            "move.article.start": lambda _: self._to(0),
            "move.article.end": lambda _: self._to(self.stage.reader.previous_start(len(self.stage.view.text), "word")),
            "select.toggle": lambda _: self._select(self.stage.reader.toggle),
            "select.grow": self._grow,
            "select.shrink": self._shrink,
            "select.end.next": lambda count: self._end(count),
            "select.end.previous": lambda count: self._end(-count),
            "select.swap": lambda _: self._select(self.stage.reader.swap),
            "select.clear": lambda _: self._clear(),
            "search.start": lambda _: self._search(),
            "search.next": lambda count: self._hit(count),
            "search.previous": lambda count: self._hit(-count),
            "record.next": lambda count: self._record(count),
            "record.previous": lambda count: self._record(-count),
            "record.walk": self._walk,
            "pane.next": lambda _: self._next_pane(),
            "pane.down": lambda count: self._pane_move(count),
            "pane.up": lambda count: self._pane_move(-count),
            "pane.page.down": lambda count: self._pane_move(count * self._pane_page()),
            "pane.page.up": lambda count: self._pane_move(-count * self._pane_page()),
            "pane.first": lambda _: self._pane_move(-(10**9)),
            "pane.last": lambda _: self._pane_move(10**9),
            "pane.open": lambda _: self._pane_open(),
            "pane.filter": lambda _: self._pane_filter(),
            "pane.leave": lambda _: self._pane_leave(),
        }

    # The text

    def _step(self, unit: str, count: int) -> None:
        self.stage.reader.step(unit, count)
        self.stage.moved()

    def _rows(self, count: int) -> None:
        self.stage.view.move_rows(count)
        self.stage.moved_keeping_column()

    def _page(self, count: int) -> None:
        self.stage.view.page(count)
        self.stage.moved_keeping_column()

    def _character(self, count: int) -> None:
        self.stage.reader.character(count)
        self.stage.moved()

    def _to(self, offset: int) -> None:
        self.stage.reader.move(offset)
        self.stage.moved()

    def _select(self, act: Callable[[], None]) -> None:
        act()
        self.stage.moved()

    def _clear(self) -> None:
        if self.stage.reader.selection is None and self.stage.view.hits:
            self.stage.view.show_hits([])
            self.stage.reader.sought = Span(0, 0)
        self.stage.reader.clear()
        self.stage.moved()

    def _grow(self, count: int) -> None:
        if not self.stage.reader.grow(count):
            self.stage.say("nothing larger to select here", passing=True)
        self.stage.moved()

    def _shrink(self, count: int) -> None:
        if not self.stage.reader.shrink(count):
            self.stage.say("nothing smaller to select here", passing=True)
        self.stage.moved()

    def _end(self, count: int) -> None:
        reader = self.stage.reader
        if reader.selection is None:
            reader.toggle()
        reader.character(count)
        self.stage.moved()

    # Search

    def _search(self) -> None:
        def accept(text: str) -> None:
            self.stage.pop()
            if text:
                self._find(re.compile(re.escape(text), re.IGNORECASE), text, 1, first=True)
            else:
                self._pattern = None
                self.stage.view.show_hits([])

        hint = "small and capital letters are the same"
        self.stage.push(FieldSheet("search the article", accept, self.stage.pop, hint))

    def _hit(self, count: int) -> None:
        if self._pattern is None:
            self.stage.say(f"nothing was searched yet; {self.stage.key('search.start')} searches", passing=True)
            return
        self._find(self._pattern, self._words, count, first=False)

    def _find(self, pattern: re.Pattern[str], words: str, count: int, *, first: bool) -> None:
        """Go to a hit; words that are not found do not take the place of those that were."""
        found, around = self._sought(pattern, count, first=first)
        if found is None:
            self.stage.say(f"“{words}” was not found", error=True, passing=True)
            return
        self._pattern, self._words = pattern, words
        reader = self.stage.reader
        ahead = reader.selection is not None and found.start >= reader.selection.start
        reader.move(found.end - 1 if ahead else found.start)  # a selection takes the whole hit in
        self._reached = reader.cursor, found.start
        reader.sought = Span(reader.word_at(found.start).start, reader.word_at(found.end - 1).end)
        self.stage.view.show_hits(self._near(pattern, found))
        self.stage.moved()
        end = " · from the other end" if around else ""
        text = self.stage.view.text
        number = self._count.said(text, pattern, found.start)
        self.stage.say(f"found “{text.slice(found.start, found.end)}”{number and f' · {number}'}{end}")

    def _sought(self, pattern: re.Pattern[str], count: int, *, first: bool) -> tuple[Span | None, bool]:
        """The hit so many places on (back), and whether the way led round an end of the text.

        Once round the text is enough: from there on the hits come again in the same order.
        """
        text, at = self.stage.view.text, self.stage.reader.cursor
        if self.stage.reader.selection is not None and at == self._reached[0]:
            at = self._reached[1]
        hits: list[Span] = []
        around = False
        while len(hits) < abs(count):
            if count > 0:
                found = text.find(pattern, at if first and not hits else at + 1)
            else:
                found = text.find_before(pattern, at)
            if found is None:
                around = True
                found = text.find(pattern, 0) if count > 0 else text.find_before(pattern, len(text))
            if found is None or found in hits[:1]:
                break
            hits.append(found)
            at = found.start
        return (hits[(abs(count) - 1) % len(hits)] if hits else None), around

    def _near(self, pattern: re.Pattern[str], found: Span) -> list[Span]:
        """The hits around the one found, as many as a screen can show."""
        hits: list[Span] = []
        text = self.stage.view.text
        at = max(0, found.start - _HITS)
        while (hit := text.find(pattern, at)) is not None and hit.start < found.start + 2 * _HITS:
            hits.append(hit)
            at = hit.end
        return hits

    # Records

    def _record(self, by: int) -> None:
        stage = self.stage
        record_id = self._order.beside(stage.state, stage.current, stage.reader.cursor, by)
        if record_id:
            stage.go_to(record_id)
        else:
            stage.say("no record further on" if by > 0 else "no record before", passing=True)

    def _walk(self, count: int) -> None:
        here = self.stage.records_here()
        if not here:
            self.stage.say("no record lies under the cursor", passing=True)
            return
        if here == [self.stage.current]:
            self.stage.say("only this record is here", passing=True)
            return
        at = here.index(self.stage.current) if self.stage.current in here else -1
        self.stage.point(here[(at + count) % len(here)])

    # Panes

    def focus(self, number: int) -> None:
        """Give the keys to a pane, or (-1) to the article."""
        stage = self.stage
        if number >= 0 and not stage.room_for_panes:
            raise EditError("the window is too narrow for the panes; make it wider")
        stage.lists.activate(number)
        self._go_to_chosen()
        stage.on_sheets()
        stage.follow()

    def _go_to_chosen(self) -> None:
        """In a pane the chosen record is the current one; in one that shows none, none is."""
        stage = self.stage
        if chosen := stage.lists.chosen:
            stage.go_to(chosen)
        elif stage.focus >= 0:
            stage.point("")

    def _next_pane(self) -> None:
        following = self.stage.focus + 1
        self.focus(following if following < len(self.stage.panes) else -1)

    def _pane_page(self) -> int:
        return self.stage.panes[self.stage.focus].page_rows

    def _pane_move(self, by: int) -> None:
        self.stage.panes[self.stage.focus].move(by)
        self._go_to_chosen()

    def _pane_open(self) -> None:
        pane = self.stage.panes[self.stage.focus]
        chosen = pane.open(self.stage.current)
        if chosen:
            self.stage.go_to(chosen)

    def _pane_leave(self) -> None:
        """Out of the filter first, then out of the pane."""
        pane = self.stage.panes[self.stage.focus]
        if pane.filter:
            self._show_all(pane)
            self.stage.say("all are shown again")
        else:
            self.focus(-1)

    def _show_all(self, pane: Pane) -> None:
        """Put the filter away; the current record stays the chosen one."""
        pane.set_filter("")
        pane.choose(self.stage.current)
        self._go_to_chosen()

    def _pane_filter(self) -> None:
        pane = self.stage.panes[self.stage.focus]
        again = self.stage.key("pane.leave")

        def accept(text: str) -> None:
            self.stage.pop()
            self._go_to_chosen()
            if text.strip():
                self.stage.say(f"only what holds “{text.strip()}” · {again} shows all")

        def cancel() -> None:
            self.stage.pop()
            self._show_all(pane)

        sheet = FieldSheet(f"filter {pane.title.lower()}", accept, cancel, on_change=pane.set_filter)
        sheet.line.type(pane.filter)
        self.stage.push(sheet)
