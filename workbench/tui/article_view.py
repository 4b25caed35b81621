"""The article: a window of rows on a text of any length, with its marks, the selection and the caret.

The place of the window is the row at its top, not a number of rows from the start, so nothing is ever wrapped as a whole.
The caret is the terminal's own cursor. Only rows that changed are painted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.segment import Segment
from textual.geometry import Offset, Region
from textual.strip import Strip

from workbench.core.annotation import Record
from workbench.core.codebook import Codebook
from workbench.core.span import Span
from workbench.core.text import Text
from workbench.core.width import cells, single_cells
from workbench.editor.reader import Reader
from workbench.tui.canvas import Canvas, strip_of
from workbench.tui.cut_segments import segments_of
from workbench.tui.emphasis import is_long, lit
from workbench.tui.marks import Mark, Marks, cuts, differing, layer_letters, signs
from workbench.tui.measures import Standing, columns_of_text
from workbench.tui.wrap import Row, Wrapped


class ArticleView(Canvas):
    """Shows the text around the reader's cursor."""

    def __init__(self, codebook: Codebook, *, on_caret: Callable[[Offset], None], id: str) -> None:
        super().__init__(id=id)
        self._codebook = codebook
        self._on_caret = on_caret
        self.text = Text("")
        self.reader = Reader(self.text)
        self.marks = Marks(codebook)
        self.others = Marks(codebook)
        self.offers = Marks(codebook, faint=True)
        self.current = ""
        self.hits: list[Span] = []
        self._wrapped = Wrapped(self.text, 1)
        self._top = (0, 0)
        self._standing = Standing()
        self._goal: int | None = None
        self._lines: dict[int, Row | None] = {}
        self._strips: dict[tuple[int, int], Strip] = {}
        self._awaited = False
        """Whether the current record is long and was come to just now: it is shown as such once the hands rest."""
        self._selection: Span | None = None
        letters = len(codebook.layers)
        self.letters_width = min(letters, 4) + 1
        self.on_laid: Callable[[], object] = lambda: None
        """Called when the text has another size and is laid out for it."""

    # What is shown

    def show(self, text: Text, reader: Reader, records: Iterable[Record]) -> None:
        """Show another article."""
        self.text, self.reader = text, reader
        self.marks, self.others = Marks(self._codebook), Marks(self._codebook)
        self.offers = Marks(self._codebook, faint=True)
        for record in records:
            self.marks.add(record)
        self.current, self._awaited = "", False
        self.hits = []
        self._selection = None
        self._rewrap()
        self.center()

    def change(self, before: Record | None, after: Record | None) -> None:
        """A record changed: paint the rows that it touched or touches."""
        for record, act in ((before, self.marks.remove), (after, self.marks.add)):
            if record is not None:
                act(record)
                self._touch_record(record)

    def show_others(self, records: Iterable[Record]) -> None:
        """Lay other people's records over the text (none: take them away)."""
        self.others = Marks(self._codebook)
        for record in records:
            self.others.add(record)
        self.repaint()

    def change_offers(self, gone: Iterable[Record], come: Iterable[Record]) -> None:
        """Take away, and paint faintly, records that are offered and nobody's yet."""
        for records, act in ((gone, self.offers.remove), (come, self.offers.add)):
            for record in records:
                act(record)
                self._touch_record(record)

    def show_hits(self, hits: list[Span]) -> None:
        """Show these search hits."""
        self.hits = hits
        self.repaint()

    def point_to(self, record: str, records: Iterable[Record]) -> None:
        """Make a record the current one; ``records`` are the old and the new one."""
        if record == self.current:
            return
        self.current = record
        fragments = [(one.id, fragment.start, fragment.end) for one in records for _, fragment in one.fragments()]
        self._awaited = any(one == record and is_long(start, end) for one, start, end in fragments)
        for _, start, end in fragments:
            self._touch_lit(start, end)

    def rest(self) -> None:
        """Nobody types: show a long current record as such. Passing over it sends nothing."""
        if not self._awaited:
            return
        self._awaited = False
        rows = [row for row in map(self.line, range(self.size.height)) if row is not None]
        marks, others = self._marks_within(rows[0].start, rows[-1].end) if rows else ([], [])
        for mark in (*marks, *others):
            if mark.record == self.current:
                self._touch_lit(mark.start, mark.end)

    # The window

    @property
    def measure(self) -> int:
        """The cells of a line of text."""
        return columns_of_text(self.size.width, self.letters_width)

    def on_resize(self) -> None:
        """The size changed: the cursor stays in its row where lines get another length; else all stay where they are."""
        if self._wrapped.width != self.measure:
            y = self.y_of(self.reader.cursor)
            self._rewrap()
            self._top = self._wrapped.step(self._top, -(y or 0))
        self.fit_room()
        self.on_laid()

    @property
    def room(self) -> int:
        """The rows that can be seen: a sheet may lie over the lower ones."""
        return self.covered if self.cover is not None and 0 < self.covered < self.size.height else self.size.height

    def fit_room(self) -> None:
        """Another number of rows can be seen: keep the cursor among them, and the text where it stood once all are back."""
        top = self._standing.resized(self._wrapped, self._top, self.room)
        if top != self._top:
            self._top = top
            self.refresh()
        self._lines.clear()
        self.reveal()

    def _rewrap(self) -> None:
        self._wrapped = Wrapped(self.text, self.measure)
        self._strips.clear()
        self._top = self._wrapped.place(self.reader.cursor) if self.size.width else (0, 0)
        self._scrolled()

    def _scrolled(self) -> None:
        self._lines.clear()
        self.refresh()

    def repaint(self) -> None:
        """Paint every row anew."""
        self._strips.clear()
        self.refresh()

    def center(self, *, keep: int | None = None) -> None:
        """Bring the cursor to the upper third of the window, or to row ``keep``."""
        above = self.room // 3 if keep is None else keep
        self._top = self._wrapped.step(self._wrapped.place(self.reader.cursor), -above)
        self._scrolled()
        self.follow()

    def reveal(self) -> None:
        """Scroll as little as needed to show the cursor."""
        height = max(1, self.room)
        place = self._wrapped.place(self.reader.cursor)
        if place < self._top:
            self._top = self._wrapped.step(place, -2)
            self._scrolled()
        elif place > self._wrapped.step(self._top, height - 1):
            near = place <= self._wrapped.step(self._top, height + 3)
            self._top = self._wrapped.step(place, -(height - 3) if near else -(height // 3))
            self._scrolled()
        self.follow()

    def line(self, y: int) -> Row | None:
        """The row of text at row ``y`` of the window; None behind the end."""
        if y not in self._lines:
            place = self._wrapped.step(self._top, y)
            before = self._wrapped.step(self._top, y - 1) if y else None
            self._lines[y] = self._wrapped.row(place) if place != before else None
        return self._lines[y]

    def y_of(self, offset: int) -> int | None:
        """The row of the window that shows an offset; None where it is not visible."""
        for y in range(self.size.height):
            row = self.line(y)
            if row is None:
                return None
            if row.start <= offset < row.end or (offset == row.end and self._ends(row)):
                return y
        return None

    def _ends(self, row: Row) -> bool:
        """Whether nothing follows a row in its block, so that its line break belongs to it."""
        block = self.text.block_at(row.start)
        return row.end >= self._wrapped.rows(block)[-1].end

    # Motions that need rows

    def move_rows(self, by: int) -> None:
        """Move the cursor by rows, keeping its column."""
        place = self._wrapped.place(self.reader.cursor)
        column = self._column(self.reader.cursor) if self._goal is None else self._goal
        target = self._wrapped.row(self._wrapped.step(place, by))
        self.reader.move(self._offset_at(target, column))
        self._goal = column
        self.moved(keep_goal=True)

    def page(self, by: int) -> None:
        """Scroll by whole windows, the cursor with them."""
        height = max(1, self.room - 2)
        y = self.y_of(self.reader.cursor)
        column = self._column(self.reader.cursor) if self._goal is None else self._goal
        self._top = self._wrapped.step(self._top, by * height)
        self._scrolled()
        target = self._wrapped.row(self._wrapped.step(self._top, y if y is not None else 0))
        if by > 0 and target.end <= self.reader.cursor:
            target = self._wrapped.row(self._wrapped.step(self._top, self.room - 1))
        self.reader.move(self._offset_at(target, column))
        self._goal = column
        self.moved(keep_goal=True)

    def row_end(self) -> int:
        """The offset of the last word of the cursor's row."""
        row = self._wrapped.row(self._wrapped.place(self.reader.cursor))
        return max(row.start, self.reader.previous_start(row.end, "word"))

    def row_start(self) -> int:
        """The offset at which the cursor's row begins."""
        return self._wrapped.row(self._wrapped.place(self.reader.cursor)).start

    def _column(self, offset: int) -> int:
        row = self._wrapped.row(self._wrapped.place(offset))
        return cells(self._wrapped.shown(row)[: offset - row.start])

    def _offset_at(self, row: Row, column: int) -> int:
        """The start of the word at a column of a row."""
        text = self._wrapped.shown(row)
        if single_cells(text):
            at = min(column, max(0, len(text) - 1))
        else:
            at = next((n for n in range(len(text)) if cells(text[: n + 1]) > column), max(0, len(text) - 1))
        return max(row.start, self.reader.word_at(row.start + at).start)

    def moved(self, *, keep_goal: bool = False) -> None:
        """The reader's cursor or selection changed: paint what differs and bring the cursor into view."""
        if not keep_goal:
            self._goal = None
        old, new = self._selection, self.reader.selection
        self._selection = new
        if old != new:
            for left, right in differing(old, new):
                self._touch(left, right)
        self.reveal()

    def follow(self) -> None:
        """Put the terminal's cursor where the reader's is."""
        y = self.y_of(self.reader.cursor)
        if y is None or not self.size.width:
            return
        row = self.line(y)
        column = cells(self._wrapped.shown(row)[: self.reader.cursor - row.start]) if row else 0
        x = min(self.letters_width + 2 + column, self.size.width - 1)
        self._on_caret(Offset(self.region.x + x, self.region.y + y))

    def put_caret(self, place: Offset) -> None:
        """Put the terminal's cursor elsewhere: the point of attention is not in the text."""
        self._on_caret(place)

    # Painting

    def _touch_record(self, record: Record) -> None:
        for _, fragment in record.fragments():
            self._touch(fragment.start - 1, fragment.end + 1)

    def _touch(self, start: int, end: int) -> None:
        """Paint the visible rows that show a part of ``[start, end)`` again."""
        for key in [key for key in self._strips if key[0] < end and start < key[1]]:
            del self._strips[key]
        for y in range(self.size.height):
            row = self.line(y)
            if row is None or row.start >= end:
                break
            if start < row.end or row.start == row.end:
                self.refresh(Region(0, y, self.size.width, 1))

    def _touch_lit(self, start: int, end: int) -> None:
        """Paint what differs where a part becomes, or is no longer, one of the current record."""
        for span in lit(self.text, start, end):
            self._touch(span.start, span.end)

    def render_line(self, y: int) -> Strip:
        """One row: gutter, text with its marks."""
        row = self.line(y)
        if row is None:
            return strip_of([], self.size.width, self.palette.style("text"))
        key = (row.start, row.end)
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != self.size.width:
            strip = self._strips[key] = self._paint(row)
            if len(self._strips) > 400:
                self._strips.clear()
        return strip

    def _paint(self, row: Row) -> Strip:
        """A row of text: the letters of its layers, a rule, the text between two columns for brackets."""
        marks, others = self._marks_within(row.start, row.end) if row.end > row.start else ([], [])
        both = [*others, *marks] if others else marks
        text = self._wrapped.shown(row)
        end = row.start + len(text)
        drawn = signs(row.start, end, both) if both else {}
        dim, plain = self.palette.style("dim"), self.palette.style("text")
        letters = self._letters(marks, others) if both else " " * self.letters_width
        segments = [Segment(letters, self.palette.style("accent") if both else plain), Segment("│", dim)]
        segments.append(Segment(drawn.get(row.start - 1, " "), dim))
        if both or self.hits or self._selection is not None:
            for cut in cuts(row.start, max(end, row.start), both, self._lit(both)):
                segments.extend(segments_of(cut, row.start, text, drawn, self._selection, self.hits, self.palette.name))
        else:
            segments.append(Segment(text, plain))
        if end in drawn and end > row.start:
            segments.append(Segment(drawn[end], dim))
        used = self.letters_width + 2 + cells(text) + (end in drawn and end > row.start)
        segments.append(Segment(" " * max(0, self.size.width - used), plain))
        strip = Strip(segments, max(used, self.size.width))
        return strip if used <= self.size.width else strip.crop(0, self.size.width)

    def _marks_within(self, start: int, end: int) -> tuple[list[Mark], list[Mark]]:
        """One's own marks in ``[start, end)``, and the others': what is offered, then other people's."""
        offers, others = self.offers.within(start, end), self.others.within(start, end)
        return self.marks.within(start, end), [*offers, *others] if offers else others

    def _lit(self, marks: Iterable[Mark]) -> list[Span]:
        """Where the current record is shown as such."""
        current = "" if self._awaited else self.current
        return [span for mark in marks if mark.record == current for span in lit(self.text, mark.start, mark.end)]

    def _letters(self, marks: Iterable[Mark], others: Iterable[Mark]) -> str:
        return layer_letters(marks, others, len(self._codebook.layers), self.letters_width)
