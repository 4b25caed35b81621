"""Rows of the screen: every character stands in exactly one row, and no row is wider than the screen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.display import shown
from workbench.core.text import Text
from workbench.core.width import cells
from workbench.tui.wrap import Wrapped, wrap

WORDS = st.lists(
    st.sampled_from(["a", "word", "Haftar’s", "longerword", "北京", "👩‍🔬", "é", "e\u0301", "مرحبا", " ", "  ", "-"]),
    max_size=40,
).map(" ".join)


@given(WORDS, st.integers(min_value=2, max_value=30))
def test_rows_tile_the_block(block: str, width: int) -> None:
    text = shown(block)
    rows = wrap(text, width)
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)
    assert all(left[1] == right[0] for left, right in pairwise(rows))


@given(WORDS, st.integers(min_value=2, max_value=30))
def test_no_row_is_wider_than_the_screen(block: str, width: int) -> None:
    text = shown(block)
    assert all(cells(text[start:end].rstrip(" ")) <= width for start, end in wrap(text, width))


@pytest.mark.parametrize(
    ("block", "width", "rows"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one ", "two"]),
        ("one   two", 4, ["one   ", "two"]),
        ("onetwothree", 4, ["onet", "woth", "ree"]),
        ("北京上海", 4, ["北京", "上海"]),
        ("北京 上海", 5, ["北京 ", "上海"]),
    ],
)
def test_breaks_stand_behind_blanks(block: str, width: int, rows: list[str]) -> None:
    assert [block[start:end] for start, end in wrap(block, width)] == rows


def test_steps_cross_blocks_and_stop_at_the_ends() -> None:
    wrapped = Wrapped(Text("one two three\nfour\n\nfive six"), 8)
    places = [wrapped.step((0, 0), by) for by in range(8)]
    shown_rows = [wrapped.shown(wrapped.row(place)) for place in places]
    assert shown_rows == ["one two ", "three", "four", "", "five six", "five six", "five six", "five six"]
    assert wrapped.step((3, 0), -99) == (0, 0)


@given(st.integers(min_value=0, max_value=60), st.integers(min_value=3, max_value=20))
def test_every_offset_has_the_row_that_shows_it(offset: int, width: int) -> None:
    text = Text("Jalel Harchaoui, from the RUSI think tank,\nnoted 北京 that\r\n👩‍🔬 it is so")
    wrapped = Wrapped(text, width)
    offset = min(offset, len(text) - 1)
    row = wrapped.row(wrapped.place(offset))
    last_of_block = row.end == wrapped.rows(wrapped.place(offset)[0])[-1].end
    assert row.start <= offset
    assert offset < row.end or last_of_block
