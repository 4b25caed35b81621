"""The text of an article in blocks, so that a long text costs no more per keystroke than a short one.

A block is a paragraph with its line break, cut at white space where it is longer than ``BLOCK_LIMIT`` (this tames a line of
a million characters). Blocks are kept instead of one string, because a single emoji would make the whole string four
bytes a character; offsets are code points of the joined text throughout.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from workbench.core.span import Span

BLOCK_LIMIT = 4096
"""The length, in code points, beyond which a paragraph is cut into several blocks."""

LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""The characters that end a paragraph."""

_STRETCH = 8 * BLOCK_LIMIT
"""How much a search looks at in one go; backwards, where every match has to be seen, it begins with less."""
_FIRST_STRETCH = 128

_PARAGRAPH = re.compile(rf"[^{LINE_BREAKS}]*(?:\r\n|[{LINE_BREAKS}])|[^{LINE_BREAKS}]+")
_LAST_SPACE = re.compile(r"(?s:.*)\s")
_SEPARATORS = ("\x1c", "\x1d", "\x1e")
"""What ``str.splitlines`` takes for the end of a line and Unicode does not."""


def surely_apart(pair: str) -> bool:
    """Whether two characters are surely of different graphemes: it is not asked what stands around them."""
    return len(pair) == 2 and pair.isascii() and pair != "\r\n"


def _paragraphs(whole: str) -> Iterable[str]:
    """The paragraphs with their line breaks."""
    if any(sign in whole for sign in _SEPARATORS):
        return (found.group() for found in _PARAGRAPH.finditer(whole))
    return whole.splitlines(keepends=True)


def _cut(paragraph: str) -> Iterator[str]:
    """The paragraph in pieces of at most ``BLOCK_LIMIT``: after white space, else between graphemes, else anywhere."""
    start = 0
    while len(paragraph) - start > BLOCK_LIMIT:
        piece = paragraph[start : start + BLOCK_LIMIT + 1]
        space = _LAST_SPACE.match(piece, BLOCK_LIMIT // 2, BLOCK_LIMIT)
        end = space.end() if space else 0
        if not end or not surely_apart(piece[end - 1 : end + 1]):
            end = _boundary(piece, end)
        yield piece[:end]
        start += end
    yield paragraph[start:]


def _boundary(piece: str, end: int) -> int:
    """Where to cut a piece: at ``end`` where no grapheme lies across it, else behind as many graphemes as a block holds."""
    # few texts need this, and a start need not wait for the rules of segmentation
    from workbench.core.segment.graphemes import previous_grapheme

    if end and previous_grapheme(piece, end + 1) == end:
        return end
    return previous_grapheme(piece, BLOCK_LIMIT + 1) or BLOCK_LIMIT


class Text:
    """An immutable text as blocks; ``slice`` and ``len`` behave as for the joined string."""

    __slots__ = ("_length", "blocks", "starts")

    def __init__(self, whole: str) -> None:
        blocks: list[str] = []
        for paragraph in _paragraphs(whole):
            if len(paragraph) <= BLOCK_LIMIT:
                blocks.append(paragraph)
            else:
                blocks.extend(_cut(paragraph))
        self.blocks = tuple(blocks) or ("",)
        self.starts = array("q")
        position = 0
        for block in self.blocks:
            self.starts.append(position)
            position += len(block)
        self._length = position

    def __len__(self) -> int:
        return self._length

    def __str__(self) -> str:
        return "".join(self.blocks)

    def block_at(self, offset: int) -> int:
        """The index of the block that holds ``offset``; the last one for the end of the text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def span_of(self, block: int) -> Span:
        """The span of a block, its line break included."""
        start = self.starts[block]
        return Span(start, start + len(self.blocks[block]))

    def slice(self, start: int, end: int) -> str:
        """The characters ``[start, end)``; what lies outside the text is left out, as with a string."""
        start, end = max(0, start), min(end, self._length)
        if start >= end:
            return ""
        first = self.block_at(start)
        base = self.starts[first]
        if end - base <= len(self.blocks[first]):
            return self.blocks[first][start - base : end - base]
        last = self.block_at(end - 1)
        joined = "".join(self.blocks[first : last + 1])
        return joined[start - base : end - base]

    def window(self, offset: int, *, reach: int = 3) -> tuple[int, str]:
        """The paragraph around ``offset`` as (its start, its characters): at most ``reach`` blocks to either side.

        Segmentation works on this window, so that its cost does not grow with the text.
        """
        here = self.block_at(offset)
        first = self._paragraph_start(here, max(0, here - reach))
        last = self._paragraph_end(here, min(len(self.blocks) - 1, here + reach))
        return self.starts[first], "".join(self.blocks[first : last + 1])

    def paragraph(self, offset: int) -> Span:
        """The whole paragraph around ``offset``, its line break included, however long it is."""
        here = self.block_at(offset)
        first, last = self._paragraph_start(here, 0), self._paragraph_end(here, len(self.blocks) - 1)
        return Span(self.starts[first], self.span_of(last).end)

    def _paragraph_start(self, block: int, lowest: int) -> int:
        while block > lowest and not self._ends_paragraph(block - 1):
            block -= 1
        return block

    def _paragraph_end(self, block: int, highest: int) -> int:
        while block < highest and not self._ends_paragraph(block):
            block += 1
        return block

    def _ends_paragraph(self, block: int) -> bool:
        return self.blocks[block][-1] in LINE_BREAKS

    def find(self, pattern: re.Pattern[str], start: int) -> Span | None:
        """The first match that begins at or after ``start`` and holds a character; at most ``BLOCK_LIMIT`` of them."""
        at = max(0, start)
        while at < self._length:
            stop = min(at + _STRETCH, self._length)
            base, stretch = self._stretch(at, stop)
            for found in pattern.finditer(stretch, at - base):
                if found.start() + base >= stop:
                    break
                if found.end() > found.start():
                    return Span(*found.span()).shift(base)
            at = stop
        return None

    def find_before(self, pattern: re.Pattern[str], end: int) -> Span | None:
        """The match, as for ``find``, whose beginning is the last one before ``end``."""
        stop, reach = min(end, self._length), _FIRST_STRETCH
        while stop > 0:
            at, reach = max(0, stop - reach), min(4 * reach, _STRETCH)
            base, stretch = self._stretch(at, stop)
            best = None
            found = pattern.search(stretch, at - base)
            while found and found.start() + base < stop:
                if found.end() > found.start():
                    best = Span(*found.span()).shift(base)
                found = pattern.search(stretch, found.start() + 1)
            if best is not None:
                return best
            stop = at
        return None

    def _stretch(self, start: int, end: int) -> tuple[int, str]:
        """The characters of ``[start, end)`` with what stands around them, and the offset at which that begins."""
        base = max(0, start - BLOCK_LIMIT)
        return base, self.slice(base, end + BLOCK_LIMIT)
