"""Blocks: whatever the text, they behave as the one string that they stand for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.core.strategies import texts
from workbench.core import text as module
from workbench.core.segment import graphemes
from workbench.core.span import Span
from workbench.core.text import LINE_BREAKS, Text, surely_apart

LIMIT = 12


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> Iterator[None]:
    """Blocks and stretches so small that every text of a few words has many."""
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "BLOCK_LIMIT", LIMIT)
    patch.setattr(module, "_STRETCH", 2 * LIMIT)
    patch.setattr(module, "_FIRST_STRETCH", 3)
    yield
    patch.undo()


@given(texts)
def test_the_blocks_are_the_text_in_pieces(whole: str) -> None:
    text = Text(whole)
    assert "".join(text.blocks) == str(text) == whole
    assert len(text) == len(whole)
    assert all(text.blocks) or text.blocks == ("",)
    assert all(len(block) <= LIMIT for block in text.blocks)
    assert list(text.starts) == [sum(map(len, text.blocks[:n])) for n in range(len(text.blocks))]


_ends = st.text(st.sampled_from(f"ab {LINE_BREAKS}\x1c\x1d\x1e\x1f\u200b"), max_size=12)


@given(_ends)
def test_a_paragraph_ends_where_unicode_ends_a_line_and_nowhere_else(whole: str) -> None:
    found = list(module._paragraphs(whole))
    assert "".join(found) == whole
    assert all(re.fullmatch(f"[^{LINE_BREAKS}]*(?:\r\n|[{LINE_BREAKS}])?", one) and one for one in found)
    assert all(one[-1] in LINE_BREAKS for one in found[:-1])
    assert not any(one[-1] == "\r" and other[0] == "\n" for one, other in itertools.pairwise(found))


@given(st.text(st.sampled_from("ab\r\n \u0301👩\u200d🇱"), max_size=6), st.integers(0, 6))
def test_characters_that_are_surely_apart_are_of_two_graphemes(whole: str, at: int) -> None:
    if surely_apart(whole[max(0, at - 1) : at + 1]):
        assert at in [start for start, _ in graphemes(whole)]


@given(texts)
@example("a" * (LIMIT - 1) + "\r\n")
@example("a" * (LIMIT - 2) + " \r\n")
@example("b" * (LIMIT - 2) + " \u0301 c")
@example("🇱🇾" * LIMIT)
@example("x" * (LIMIT - 1) + "👩\u200d👩\u200d👧\u200d👦 y")
@example("Z" + "\u0335" * (LIMIT // 2) + "a" * LIMIT)
def test_a_block_cuts_no_grapheme_that_would_fit_into_one(whole: str) -> None:
    text = Text(whole)
    inside = {at for span in graphemes(whole) if len(span_text(whole, span)) <= LIMIT for at in range(*span)[1:]}
    cut_long = any(span.end - span.start > LIMIT for span in graphemes(whole))
    assume(not cut_long)
    assert inside.isdisjoint(text.starts)


def span_text(whole: str, span: Span) -> str:
    return whole[span.start : span.end]


@given(texts)
def test_a_line_break_ends_its_block(whole: str) -> None:
    for block in Text(whole).blocks:
        body = block[:-2] if block.endswith("\r\n") else block[:-1]
        assert not set(body) & set(LINE_BREAKS)


def test_a_long_paragraph_is_cut_behind_a_blank_of_its_second_half() -> None:
    assert Text("one two three four").blocks == ("one two ", "three four")
    assert Text("a bbbbbbbbbbbbbbbb").blocks == ("a bbbbbbbbbb", "bbbbbb")
    assert Text("x" * LIMIT).blocks == ("x" * LIMIT,)
    assert Text("x" * LIMIT + "y").blocks == ("x" * LIMIT, "y")
    assert Text("aaaaaaaaaaa bb").blocks == ("aaaaaaaaaaa ", "bb")
    assert Text("aaaaa bbbbbbbbbbbb").blocks == ("aaaaa bbbbbb", "bbbbbb")
    assert Text("aaaaaa bbbbbbb").blocks == ("aaaaaa ", "bbbbbbb")


@pytest.mark.parametrize("sign", [*LINE_BREAKS, "\r\n"])
def test_every_line_break_ends_a_paragraph(sign: str) -> None:
    text = Text(f"a{sign}b")
    assert text.blocks == (f"a{sign}", "b")
    assert text.paragraph(0) == (0, 1 + len(sign))
    assert text.paragraph(1 + len(sign)) == (1 + len(sign), 2 + len(sign))


@given(texts, st.integers(-3, 90), st.integers(-3, 90))
def test_a_slice_is_that_of_the_string(whole: str, start: int, end: int) -> None:
    assert Text(whole).slice(start, end) == whole[max(0, start) : max(0, end)]


@given(texts, st.integers(-3, 90))
def test_the_block_at_an_offset_holds_it(whole: str, offset: int) -> None:
    text = Text(whole)
    span = text.span_of(text.block_at(offset))
    assert span_text(whole, span) == text.blocks[text.block_at(offset)]
    if 0 <= offset < len(whole):
        assert span.holds(offset)
    elif offset >= len(whole):
        assert span.end == len(whole)
    else:
        assert span.start == 0


def _paragraph(whole: str, offset: int) -> Span:
    found = Span(0, 0)
    for match in re.finditer(rf"[^{LINE_BREAKS}]*(?:\r\n|[{LINE_BREAKS}]|\Z)", whole):
        if match.end() > match.start():
            found = Span(*match.span())
            if found.holds(offset):
                break
    return found


@given(texts, st.integers(0, 90))
def test_a_paragraph_runs_from_line_break_to_line_break(whole: str, offset: int) -> None:
    assert Text(whole).paragraph(offset) == _paragraph(whole, offset)


@given(texts, st.integers(0, 90), st.integers(0, 4))
def test_a_window_is_the_paragraph_as_far_as_it_reaches(whole: str, offset: int, reach: int) -> None:
    text = Text(whole)
    start, found = text.window(offset, reach=reach)
    here = text.block_at(offset)
    assert whole[start : start + len(found)] == found
    first, last = text.block_at(start), text.block_at(max(start, start + len(found) - 1))
    assert first <= here <= last
    paragraph = text.paragraph(offset)
    assert start == max(paragraph.start, text.starts[max(0, here - reach)])
    assert start + len(found) == min(paragraph.end, text.span_of(min(len(text.blocks) - 1, here + reach)).end)


_patterns = st.one_of(
    st.lists(st.sampled_from("ab aé\n\u0301"), min_size=1, max_size=LIMIT).map(lambda found: re.escape("".join(found))),
    st.sampled_from((r"\S", r"a+?b", r"\w\s+\w{1,3}", r"x*|a", "[ab]{2,5}?", "", r"(?=a)", "\n", "ab|b")),
)
_signs = st.sampled_from(("a", "b", "ab", "aa", " ", "\n", "é", "e\u0301", "\r\n"))
_plain = st.one_of(st.lists(_signs, max_size=9), st.lists(_signs, min_size=30, max_size=60)).map("".join)


def _longest(pattern: re.Pattern[str], whole: str) -> int:
    ends = (pattern.match(whole, at) for at in range(len(whole)))
    return max((found.end() - found.start() for found in ends if found), default=0)


@given(_plain, _patterns, st.integers(-2, 80), st.booleans())
def test_find_is_a_search_of_the_string(whole: str, source: str, start: int, folded: bool) -> None:
    pattern = re.compile(source, re.IGNORECASE if folded else 0)
    assume(_longest(pattern, whole) <= LIMIT)
    expected = next((Span(*m.span()) for m in pattern.finditer(whole, max(0, start)) if m.end() > m.start()), None)
    assert Text(whole).find(pattern, start) == expected


@given(_plain, _patterns, st.integers(-2, 80))
def test_find_before_is_the_last_place_where_the_pattern_matches(whole: str, source: str, end: int) -> None:
    pattern = re.compile(source)
    assume(_longest(pattern, whole) <= LIMIT)
    places = [pattern.search(whole, at) for at in range(min(len(whole), max(0, end)))]
    nonempty = [Span(*m.span()) for m in places if m and m.end() > m.start() and m.start() < end]
    expected = max(nonempty, key=lambda span: span.start, default=None)
    assert Text(whole).find_before(pattern, end) == expected


def test_a_window_reaches_three_blocks_to_either_side() -> None:
    text = Text("x" * (9 * LIMIT))
    assert text.window(4 * LIMIT) == (LIMIT, "x" * (7 * LIMIT))
    assert text.window(8 * LIMIT) == (5 * LIMIT, "x" * (4 * LIMIT))


def test_a_match_may_run_over_many_short_paragraphs() -> None:
    text = Text("one\n\n\n\ntwo")
    assert text.find(re.compile(r"one\s+two"), 0) == (0, 10)
    assert text.find_before(re.compile(r"one\s+two"), 11) == (0, 10)


def test_a_match_at_the_end_of_what_is_looked_at_in_one_go_is_whole() -> None:
    pattern = re.compile("a+")
    for before in range(5 * LIMIT):
        whole = "x" * before + "a" * LIMIT
        assert Text(whole).find(pattern, 0) == (before, before + LIMIT)
        literal = re.compile("a" * LIMIT)
        assert Text(whole + "x" * 9).find_before(literal, len(whole) + 9) == (before, before + LIMIT)


def test_a_match_behind_an_empty_one_is_found() -> None:
    assert Text("bbba").find(re.compile("a*"), 0) == (3, 4)


def test_a_word_boundary_is_seen_across_blocks() -> None:
    whole = "x" * (2 * LIMIT) + "yes yes"
    assert Text(whole).find(re.compile(r"\byes"), 0) == (2 * LIMIT + 4, 2 * LIMIT + 7)
