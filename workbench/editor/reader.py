"""Where a person is in the text: the cursor, the selection, and how both move.

Without a selection a motion moves the cursor. While selecting, it moves one end of the selection to the edge of the word
that it reaches; the other end stays. The cursor stands on the first character of the word at the end that moves.
Everything is computed on a window around the cursor, so its cost does not grow with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from workbench.core.span import Span
from workbench.core.text import Text, surely_apart

Known = Callable[[str], Sequence[Span]]
"""The spans of known names in a piece of text."""

_WINDOWS = 64

# The rules of segmentation are imported by what uses them: a start, which only paints, would pay 30 ms for their patterns.
_VISIBLE = re.compile(r"\S")
_START = itemgetter(0)


@dataclass(slots=True)
class Window:
    """A piece of the text with the boundaries found in it so far (offsets of the piece)."""

    start: int
    text: str
    known: Sequence[Span]
    units: dict[str, list[Span]] = field(default_factory=dict)


class Reader:
    """A cursor in a text. Offsets are code points of the whole text."""

    def __init__(self, text: Text, language: str = "en", known: Known = lambda _: ()) -> None:
        self.text = text
        self.language = language
        self.cursor = 0
        self.selection: Span | None = None
        self.forward = True
        self.sought = Span(0, 0)  # the words that a search came to
        self._known = known
        self._grown: list[tuple[Span | None, bool, int]] = []
        self._windows: OrderedDict[tuple[int, int], Window] = OrderedDict()

    # What lies around

    def window(self, offset: int) -> Window:
        """The piece of text around ``offset``."""
        start, text = self.text.window(offset)
        key = (start, len(text))
        if (found := self._windows.get(key)) is None:
            found = self._windows[key] = Window(start, text, self._known(text))
            if len(self._windows) > _WINDOWS:
                self._windows.popitem(last=False)
        return found

    def forget_names(self) -> None:
        """The known names changed."""
        self._windows.clear()

    def units(self, window: Window, unit: str) -> list[Span]:
        """The boundaries of one kind in a window."""
        from workbench.core import segment

        if unit not in window.units:
            if unit == "word":
                window.units[unit] = segment.words(window.text)
            elif unit == "sentence":
                window.units[unit] = segment.sentences(window.text, self.language)
            else:
                window.units[unit] = segment.names(window.text, window.known, self.language)
        return window.units[unit]

    def word_at(self, offset: int) -> Span:
        """The word that holds ``offset``, or the grapheme there where it is no word."""
        from workbench.core import segment

        window = self.window(offset)
        at = offset - window.start
        words = self.units(window, "word")
        index = bisect_right(words, (at, len(window.text) + 1)) - 1
        if index >= 0 and words[index].holds(at):
            return words[index].shift(window.start)
        end = segment.next_grapheme(window.text, at) if at < len(window.text) else at
        return Span(offset, window.start + end)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds ``offset``, else the one before it in the window, else the window."""
        window = self.window(offset)
        at = offset - window.start
        sentences = self.units(window, "sentence")
        index = bisect_right(sentences, (at, len(window.text) + 1)) - 1
        if not sentences:
            return Span(window.start, window.start + len(window.text))
        return sentences[max(0, index)].shift(window.start)

    def enclosing(self, span: Span, unit: str) -> Span | None:
        """The smallest unit of one kind around a span."""
        from workbench.core import segment

        window = self.window(span.start)
        inner = span.shift(-window.start)
        if inner.end > len(window.text):
            return None
        found = segment.enclosing(window.text, inner, unit, known=window.known, language=self.language)
        return found.shift(window.start) if found else None

    def name_or_word(self, offset: int) -> Span:
        """The name at ``offset``, else the word."""
        window = self.window(offset)
        at = offset - window.start
        for name in self.units(window, "name"):
            if name.holds(at):
                return name.shift(window.start)
        return self.word_at(offset)

    def here(self) -> Span:
        """The name under the cursor, or the words there that a search came to where they are more, else the word."""
        found = self.name_or_word(self.cursor)
        return self.sought if self.sought.start == self.cursor and self.sought.contains(found) else found

    def names_in(self, span: Span) -> list[Span]:
        """The names in a span of one window."""
        window = self.window(span.start)
        inside = span.shift(-window.start)
        return [name.shift(window.start) for name in self.units(window, "name") if inside.contains(name)]

    # Motions without a selection are offsets

    def next_start(self, offset: int, unit: str) -> int:
        """Where the next word, sentence or paragraph begins; the end of the text behind the last one."""
        if unit == "paragraph":
            found = self.text.find(_VISIBLE, self.text.paragraph(offset).end)
            return self._grapheme_start(found.start) if found else len(self.text)
        window = self.window(offset)
        while True:
            units = self.units(window, unit)
            index = bisect_right(units, offset - window.start, key=_START)
            if index < len(units):
                return window.start + units[index].start
            end = window.start + len(window.text)
            if end >= len(self.text):
                return len(self.text)
            window = self.window(end)

    def previous_start(self, offset: int, unit: str) -> int:
        """Where this word, sentence or paragraph begins, or, from its start, the one before; 0 before the first."""
        if unit == "paragraph":
            return self._previous_paragraph(offset)
        window = self.window(offset)
        while True:
            units = self.units(window, unit)
            index = bisect_left(units, offset - window.start, key=_START) - 1
            if index >= 0:
                return window.start + units[index].start
            if window.start == 0:
                return 0
            window = self.window(window.start - 1)

    def _previous_paragraph(self, offset: int) -> int:
        paragraph = self.text.paragraph(offset)
        while True:
            first = self.text.find(_VISIBLE, paragraph.start)
            if first is not None and first.start < min(offset, paragraph.end):
                return self._grapheme_start(first.start)
            last = self.text.find_before(_VISIBLE, paragraph.start)
            if last is None:
                return 0
            paragraph = self.text.paragraph(last.start)

    def _grapheme_start(self, offset: int) -> int:
        """The start of the grapheme that holds ``offset``."""
        return self.previous_character(offset + 1)

    def next_character(self, offset: int) -> int:
        """The start of the next grapheme."""
        from workbench.core import segment

        window = self.window(offset)
        at = offset - window.start
        return window.start + segment.next_grapheme(window.text, at) if offset < len(self.text) else offset

    def previous_character(self, offset: int) -> int:
        """The start of the grapheme before."""
        if offset <= 1:
            return 0
        if surely_apart(self.text.slice(offset - 2, offset)):
            return offset - 1
        from workbench.core import segment

        window = self.window(offset - 1)
        return window.start + segment.previous_grapheme(window.text, offset - window.start)

    # The cursor and the selection

    def move(self, offset: int) -> None:
        """Put the cursor at ``offset``; while selecting, the moving end goes with it."""
        offset = max(0, min(offset, len(self.text)))
        self._grown.clear()
        offset = self._grapheme_start(min(offset, max(0, len(self.text) - 1)))
        if self.selection is None:
            self.cursor = offset
            return
        reached = self.word_at(offset)
        fixed = self._fixed_word()
        self.forward = reached.start >= fixed.start
        start = fixed.start if self.forward else reached.start
        end = reached.end if self.forward else fixed.end
        self.selection = Span(start, max(end, start))
        self.cursor = reached.start

    def _fixed_word(self) -> Span:
        """The word at the end of the selection that stays, cut to the selection where that cuts it."""
        if self.selection is None:
            return Span(self.cursor, self.cursor)
        start, end = self.selection
        if self.forward:
            return Span(start, min(max(self.word_at(start).end, start), end))
        last = self.word_at(max(start, self.previous_character(end)))
        return Span(max(last.start, start), end)

    def step(self, unit: str, count: int) -> None:
        """Move by words, sentences or paragraphs; while selecting, the end goes forward to the end of the unit."""
        for _ in range(abs(count)):
            if count < 0:
                nudged = self.selection is not None and self.forward
                self.move(self.previous_start(self.word_at(self.cursor).start if nudged else self.cursor, unit))
            elif self.selection is None or unit == "word":
                target = self.next_start(self.cursor, unit)
                if self.selection is None or target < len(self.text):
                    self.move(target)
            else:
                self._extend_to_end(unit)

    def _extend_to_end(self, unit: str) -> None:
        """Extend the selection to the last word of this unit, or of the next where it is there already.

        Where its start moves, that goes to the next unit, until it meets the other end.
        """
        following = self.next_start(self.cursor, unit)
        if self.selection is not None and not self.forward and following < self.selection.end:
            self.move(following)
            return
        last = self.previous_start(following, "word")
        if last <= self.cursor and following < len(self.text):
            last = max(following, self.previous_start(self.next_start(following, unit), "word"))
        self.move(max(self.cursor, last))

    def character(self, count: int) -> None:
        """Move by graphemes; the moving end of a selection goes by graphemes too."""
        for _ in range(abs(count)):
            if self.selection is not None:
                self._nudge(count > 0)
            else:
                self.move(self.next_character(self.cursor) if count > 0 else self.previous_character(self.cursor))

    def _nudge(self, right: bool) -> None:
        """Move the moving end by one grapheme; a selection never becomes empty."""
        if self.selection is None:
            return
        start, end = self.selection
        self._grown.clear()
        if self.forward:
            end = self.next_character(end) if right else self.previous_character(end)
        else:
            start = self.next_character(start) if right else self.previous_character(start)
        if start < end:
            self.selection = Span(start, end)
            self.cursor = max(start, self.previous_character(end)) if self.forward else start

    def toggle(self) -> None:
        """Start to select at the word under the cursor, or let go."""
        if self.selection is None and len(self.text):
            self.select(self.word_at(self.cursor))
        else:
            self.clear()

    def select(self, span: Span) -> None:
        """Select a span, as far as it lies in the text; the cursor goes to its last word."""
        span = Span(max(0, min(span.start, len(self.text))), min(span.end, len(self.text)))
        if span.empty:
            self.clear()
            self.move(span.start)
            return
        self.selection = span
        self.forward = True
        self._grown.clear()
        last = self.word_at(max(span.start, self.previous_character(span.end)))
        self.cursor = max(span.start, last.start)

    def clear(self) -> None:
        """Let go of the selection; the cursor stays."""
        self.selection = None
        self._grown.clear()

    def swap(self) -> None:
        """Go to the other end of the selection, which moves from then on."""
        if self.selection is None:
            return
        self.forward = not self.forward
        start, end = self.selection
        last = self.word_at(max(start, self.previous_character(end)))
        self.cursor = max(start, last.start) if self.forward else start

    def grow(self, count: int = 1) -> bool:
        """Grow the selection (or the place of the cursor) to the next larger unit; False where there is none."""
        from workbench.core import segment

        for done in range(count):
            current = self.selection or Span(self.cursor, self.cursor)
            window = self.window(current.start)
            inner = current.shift(-window.start)
            if inner.end > len(window.text):
                return done > 0
            larger = segment.grow(window.text, inner, known=window.known, language=self.language)
            if larger == inner:
                return done > 0
            grown = [*self._grown, (self.selection, self.forward, self.cursor)]
            self.select(larger.shift(window.start))
            self._grown = grown
        return True

    def shrink(self, count: int = 1) -> bool:
        """Shrink the selection to what it grew from, else to the next smaller unit; False where there is none."""
        from workbench.core import segment

        for done in range(count):
            if self._grown:
                self.selection, self.forward, self.cursor = self._grown.pop()
                continue
            if self.selection is None:
                return done > 0
            window = self.window(self.cursor)
            inner, anchor = self.selection.shift(-window.start), self.cursor - window.start
            smaller = segment.shrink(window.text, inner, anchor, known=window.known, language=self.language)
            if smaller == inner:
                return done > 0
            self.select(smaller.shift(window.start))
        return True
