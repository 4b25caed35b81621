"""Laws that every unit keeps in any text: order, bounds, whole graphemes, nothing lost, nothing twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.segment.strategies import KINDS, languages, texts
from workbench.core.segment import (
    clauses,
    graphemes,
    next_grapheme,
    next_start,
    paragraphs,
    previous_grapheme,
    previous_start,
    quotations,
    segments,
    sentences,
    words,
)
from workbench.core.span import Span

_DISJOINT = ("word", "clause", "sentence", "paragraph")


def _boundaries(text: str) -> set[int]:
    return {0, *(end for _, end in graphemes(text))}


@pytest.mark.parametrize("unit", KINDS)
@given(text=texts, language=languages)
@example(text="\u0600.\u0301 A", language="en")
@example(text="“\u0301A,\u0301” \u0301", language="en")
@example(text="e.\u0301“A” \u200d.B", language="de")
@example(text="Jr.\u0301", language="en")
def test_units_are_sorted_within_the_text_and_of_whole_graphemes(unit: str, text: str, language: str) -> None:
    found = segments(text, unit, language=language)
    boundaries = _boundaries(text)
    assert found == sorted(found, key=lambda span: (span.start, -span.end))
    assert len(set(found)) == len(found)
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert start in boundaries
        assert end in boundaries


@pytest.mark.parametrize("unit", _DISJOINT)
@given(text=texts, language=languages)
def test_units_of_one_kind_do_not_overlap(unit: str, text: str, language: str) -> None:
    found = segments(text, unit, language=language)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(text=texts)
def test_quotations_nest_and_never_cross(text: str) -> None:
    found = quotations(text)
    crossing = [(a, b) for a in found for b in found if a.start < b.start < a.end < b.end]
    assert crossing == []


@given(text=texts, language=languages)
def test_sentences_tile_the_text_that_is_not_blank(text: str, language: str) -> None:
    covered = {offset for span in sentences(text, language) for offset in range(*span)}
    lost = [offset for offset in range(len(text)) if offset not in covered and not text[offset].isspace()]
    assert lost == []


@given(text=texts, language=languages)
def test_sentences_lie_in_paragraphs_and_clauses_in_sentences(text: str, language: str) -> None:
    whole = sentences(text, language)
    assert all(any(paragraph.contains(sentence) for paragraph in paragraphs(text)) for sentence in whole)
    assert all(any(sentence.contains(clause) for sentence in whole) for clause in clauses(text, language))


@given(text=texts)
def test_paragraphs_hold_no_line_break_and_every_character_that_is_not_blank(text: str) -> None:
    found = paragraphs(text)
    broken = [text[start:end] for start, end in found if set(text[start:end]) & set("\n\r\x0b\x0c\x85\u2028\u2029")]
    assert broken == []
    covered = {offset for span in found for offset in range(*span)}
    assert all(text[offset].isspace() for offset in range(len(text)) if offset not in covered)


@given(text=texts)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {offset for span in words(text) for offset in range(*span)}
    lost = [offset for offset, character in enumerate(text) if character.isalnum() and offset not in covered]
    assert lost == []


@given(text=texts)
def test_graphemes_tile_the_text(text: str) -> None:
    found = graphemes(text)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(not span.empty for span in found)


@given(text=texts)
def test_next_and_previous_grapheme_walk_every_boundary(text: str) -> None:
    boundaries = sorted(_boundaries(text))
    for offset in range(len(text) + 1):
        assert next_grapheme(text, offset) == min((at for at in boundaries if at > offset), default=len(text))
        assert previous_grapheme(text, offset) == max((at for at in boundaries if at < offset), default=0)


@given(text=texts, offset=st.integers(-2, 80))
def test_motion_agrees_with_a_plain_search(text: str, offset: int) -> None:
    spans = words(text)
    assert next_start(spans, offset) == min((span.start for span in spans if span.start > offset), default=None)
    assert previous_start(spans, offset) == max((span.start for span in spans if span.start < offset), default=None)


def test_a_line_break_of_two_characters_is_one_grapheme() -> None:
    assert graphemes("a\r\nb") == [Span(0, 1), Span(1, 3), Span(3, 4)]
    assert next_grapheme("a\r\nb", 1) == 3
    assert previous_grapheme("a\r\nb", 3) == 1


def test_a_family_is_one_grapheme_and_one_word() -> None:
    assert graphemes("a👩‍👩‍👧b") == [Span(0, 1), Span(1, 6), Span(6, 7)]
    assert words("👩‍👩‍👧👩‍👩‍👧") == [Span(0, 5), Span(5, 10)]
