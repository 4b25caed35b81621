"""The text of an article in blocks, so that a long text costs no more per keystroke than a short one.

A block is a paragraph with its line break, cut at white space where it is longer than ``BLOCK_LIMIT`` (this tames a line of
a million characters). Blocks are kept instead of one string, because a single emoji would make the whole string four
bytes a character; offsets are code points of the joined text throughout.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

from wcwidth import iter_graphemes

from workbench.core.span import Span

BLOCK_LIMIT = 4096
"""The length, in code points, beyond which a paragraph is cut into several blocks."""

LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""The characters that end a paragraph."""

_PARAGRAPH = re.compile(rf"[^{LINE_BREAKS}]*(?:\r\n|[{LINE_BREAKS}])|[^{LINE_BREAKS}]+")
_LAST_SPACE = re.compile(r"(?s:.*)\s")


def _cut(paragraph: str) -> Iterator[str]:
    """The paragraph in pieces of at most ``BLOCK_LIMIT``: after white space, else between graphemes, else anywhere."""
    start = 0
    while len(paragraph) - start > BLOCK_LIMIT:
        found = _LAST_SPACE.match(paragraph, start + BLOCK_LIMIT // 2, start + BLOCK_LIMIT)
        end = found.end() if found else start + _grapheme_cut(paragraph[start : start + BLOCK_LIMIT])
        yield paragraph[start:end]
        start = end
    yield paragraph[start:]


def _grapheme_cut(piece: str) -> int:
    last = len(piece)
    tail = piece[-64:]
    position = len(piece) - len(tail)
    for grapheme in iter_graphemes(tail):
        if position + len(grapheme) >= len(piece) and position > len(piece) - len(tail):
            last = position
        position += len(grapheme)
    return last


class Text:
    """An immutable text as blocks; ``slice`` and ``len`` behave as for the joined string."""

    __slots__ = ("_length", "blocks", "starts")

    def __init__(self, whole: str) -> None:
        blocks: list[str] = []
        for found in _PARAGRAPH.finditer(whole):
            paragraph = found.group()
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
        first = last = self.block_at(min(offset, max(0, self._length - 1)))
        while first > 0 and self.block_at(offset) - first < reach and self.blocks[first - 1][-1:] not in LINE_BREAKS:
            first -= 1
        while (
            last + 1 < len(self.blocks)
            and last - self.block_at(offset) < reach
            and self.blocks[last][-1:] not in LINE_BREAKS
        ):
            last += 1
        return self.starts[first], "".join(self.blocks[first : last + 1])

    def find(self, pattern: re.Pattern[str], start: int) -> Span | None:
        """The first match that begins at or after ``start``; a match may cross from one block into the next."""
        block = self.block_at(start)
        at = start - self.starts[block]
        while block < len(self.blocks):
            following = self.blocks[block + 1] if block + 1 < len(self.blocks) else ""
            found = pattern.search(self.blocks[block] + following[:BLOCK_LIMIT], at)
            if found and found.start() < len(self.blocks[block]) and found.end() > found.start():
                return Span(*found.span()).shift(self.starts[block])
            block, at = block + 1, 0
        return None

    def find_before(self, pattern: re.Pattern[str], end: int) -> Span | None:
        """The last match that begins before ``end``."""
        block = self.block_at(max(0, end - 1))
        while block >= 0:
            base = self.starts[block]
            following = self.blocks[block + 1] if block + 1 < len(self.blocks) else ""
            best = None
            for found in pattern.finditer(self.blocks[block] + following[:BLOCK_LIMIT]):
                if found.start() + base >= end or found.start() >= len(self.blocks[block]):
                    break
                if found.end() > found.start():
                    best = Span(*found.span()).shift(base)
            if best is not None:
                return best
            block -= 1
        return None
