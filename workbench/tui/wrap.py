"""Blocks of text broken into rows of the screen, each block when it is first looked at."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from workbench.core.display import shown
from workbench.core.text import LINE_BREAKS, Text
from workbench.core.width import grapheme_cells, graphemes_of, single_cells

_KEPT = 512


class Row(NamedTuple):
    """One row: the code points ``[start, end)`` of the whole text that it shows."""

    start: int
    end: int


def wrap(block: str, width: int) -> list[tuple[int, int]]:
    """The rows of one block (without its line break), as offsets in it; blanks at a break hang behind the row."""
    if single_cells(block):
        return _wrap_single(block, width)
    return _wrap_graphemes(block, width)


def _wrap_single(block: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start, length = 0, len(block)
    while length - start > width:
        space = block.rfind(" ", start, start + width + 1)
        end = space + 1 if space > start else start + width
        while end < length and block[end] == " ":
            end += 1
        rows.append((start, end))
        start = end
    if start < length or not rows:
        rows.append((start, length))
    return rows


def _wrap_graphemes(block: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start = position = used = 0
    after_space = used_at_space = 0
    for grapheme in graphemes_of(block):
        size = grapheme_cells(grapheme)
        if used + size > width and grapheme != " ":
            end = after_space if after_space > start else position
            rows.append((start, end))
            used = used - used_at_space if end == after_space else 0
            start, after_space, used_at_space = end, 0, 0
        position += len(grapheme)
        used += size
        if grapheme == " ":
            after_space, used_at_space = position, used
    if start < len(block) or not rows:
        rows.append((start, len(block)))
    return rows


class Wrapped:
    """A text at one width. Only blocks that are looked at are wrapped; a bounded number of them is kept."""

    def __init__(self, text: Text, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self._kept: OrderedDict[int, list[Row]] = OrderedDict()

    def rows(self, block: int) -> list[Row]:
        """The rows of a block."""
        found = self._kept.get(block)
        if found is None:
            base = self.text.starts[block]
            visible = shown(self.text.blocks[block].rstrip(LINE_BREAKS))
            found = [Row(base + start, base + end) for start, end in wrap(visible, self.width)]
            self._kept[block] = found
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def place(self, offset: int) -> tuple[int, int]:
        """(block, number of the row in it) that shows an offset."""
        block = self.text.block_at(min(offset, max(0, len(self.text) - 1)))
        rows = self.rows(block)
        for number, row in enumerate(rows):
            if offset < row.end:
                return block, number
        return block, len(rows) - 1

    def step(self, place: tuple[int, int], by: int) -> tuple[int, int]:
        """The row ``by`` rows away, stopped at the first and the last row of the text."""
        block, number = place
        number += by
        while number < 0 and block > 0:
            block -= 1
            number += len(self.rows(block))
        while number >= (count := len(self.rows(block))) and block + 1 < len(self.text.blocks):
            number -= count
            block += 1
        return block, max(0, min(number, len(self.rows(block)) - 1))

    def row(self, place: tuple[int, int]) -> Row:
        """The row at a place."""
        return self.rows(place[0])[place[1]]

    def shown(self, row: Row) -> str:
        """What a row shows: its characters without those that may not reach a terminal, one for one."""
        return shown(self.text.slice(row.start, row.end).rstrip(LINE_BREAKS))
