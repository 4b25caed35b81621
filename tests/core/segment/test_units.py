"""What holds a selection, and that a selection grows and shrinks along one path."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.segment.strategies import KINDS, languages, texts
from workbench.core.segment import UNITS, enclosing, grow, nest, segments, shrink
from workbench.core.span import Span

TEXT = (
    "She left. He said: “Go now. Run, you fool.” Then U.S.-Russia talks, he noted, that Gen. Khalifa Haftar’s son would fail.\n"
    "“It’s late,” said Ursula von der Leyen."
)


def _at(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def _cut(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def _path(text: str, span: Span, known: tuple[Span, ...] = ()) -> list[str]:
    path = []
    while (grown := grow(text, span, known=known)) != span:
        path.append(text[grown.start : grown.end])
        span = grown
    return path


def test_the_kinds_of_units() -> None:
    assert UNITS == ("word", "name", "clause", "quotation", "sentence", "paragraph")
    with pytest.raises(ValueError, match="no such unit: 'page'"):
        segments("a", "page")


@pytest.mark.parametrize(
    ("part", "unit", "expected"),
    [
        ("alif", "word", "Khalifa"),
        ("alif", "name", "Khalifa Haftar"),
        ("Khalifa Haftar", "name", "Khalifa Haftar"),
        ("Khalifa Haftar’s", "name", None),
        ("noted", "clause", "he noted"),
        ("Run", "quotation", "“Go now. Run, you fool.”"),
        ("Run", "sentence", "Run, you fool.”"),
        ("he noted", "sentence", "Then U.S.-Russia talks, he noted, that Gen. Khalifa Haftar’s son would fail."),
        ("Leyen", "paragraph", "“It’s late,” said Ursula von der Leyen."),
        ("noted, that", "clause", None),
        ("would", "name", None),
    ],
)
def test_enclosing_a_selection(part: str, unit: str, expected: str | None) -> None:
    assert _cut(TEXT, enclosing(TEXT, _at(TEXT, part), unit)) == expected


@pytest.mark.parametrize(
    ("text", "offset", "unit", "expected"),
    [
        ("a bc", 0, "word", "a"),
        ("a bc", 1, "word", "bc"),
        ("a bc", 2, "word", "bc"),
        ("a bc", 4, "word", "bc"),
        ("Haftar’s", 6, "word", "’s"),
        ("Haftar’s", 3, "word", "Haftar"),
        ("a …", 2, "word", "a"),
        ("…", 0, "word", None),
        ("", 0, "word", None),
        ("met Libya", 9, "name", "Libya"),
        ("met Libya", 1, "name", None),
        ("Go. He left.", 3, "sentence", "Go."),
        ("Go. He left.", 4, "sentence", "He left."),
        ("a\n\n\nb", 2, "paragraph", None),
        ("“a” b", 4, "quotation", None),
        ("“ab” b", 4, "quotation", "“ab”"),
    ],
)
def test_enclosing_a_cursor(text: str, offset: int, unit: str, expected: str | None) -> None:
    assert _cut(text, enclosing(text, Span(offset, offset), unit)) == expected


def test_growing_from_a_word_within_a_quotation_of_several_sentences() -> None:
    assert _path(TEXT, _at(TEXT, "Run")) == [
        "Run, you fool.”",
        "“Go now. Run, you fool.”",
        "He said: “Go now. Run, you fool.”",
        TEXT.split("\n")[0],
    ]


def test_growing_from_a_cursor_by_word_name_clause_sentence_paragraph() -> None:
    offset = TEXT.index("Haftar") + 2
    assert _path(TEXT, Span(offset, offset)) == [
        "Haftar",
        "Khalifa Haftar",
        "that Gen. Khalifa Haftar’s son would fail",
        "Then U.S.-Russia talks, he noted, that Gen. Khalifa Haftar’s son would fail.",
        TEXT.split("\n")[0],
    ]


def test_growing_to_a_known_alias_first() -> None:
    text = "He met Saddam Haftar, of course"
    assert _path(text, _at(text, "af"), (_at(text, "Haftar"),))[:2] == ["Haftar", "Saddam Haftar"]


def test_growing_across_a_comma_that_a_known_alias_holds() -> None:
    text = "He met Tyler, the Creator, today."
    known = (_at(text, "Tyler, the Creator"),)
    assert _path(text, _at(text, "Creator"), known) == ["the Creator", "Tyler, the Creator", text]
    assert _path(text, _at(text, "Tyler"), known) == ["Tyler, the Creator", text]


def test_there_is_nothing_larger_than_the_paragraph() -> None:
    paragraph = Span(0, TEXT.index("\n"))
    assert grow(TEXT, paragraph) == paragraph
    assert grow(TEXT, Span(0, len(TEXT))) == Span(0, len(TEXT))
    assert grow("", Span(0, 0)) == Span(0, 0)


def test_shrinking_a_selection_that_is_no_unit() -> None:
    start = TEXT.index("said")
    selection = Span(start, TEXT.index("fool"))
    assert _cut(TEXT, shrink(TEXT, selection, TEXT.index("now"))) == "Go now"
    assert _cut(TEXT, shrink(TEXT, Span(start, start + 6), start + 5)) == "said"


def test_shrinking_ends_at_the_word_and_below_it_does_nothing() -> None:
    word = _at(TEXT, "Haftar")
    assert shrink(TEXT, word, word.start) == word
    part = Span(word.start, word.start + 3)
    assert shrink(TEXT, part, word.start) == part
    assert shrink(TEXT, Span(5, 5), 5) == Span(5, 5)


def test_an_anchor_at_the_end_of_the_selection_counts_as_its_last_character() -> None:
    name = _at(TEXT, "Khalifa Haftar")
    assert _cut(TEXT, shrink(TEXT, name, name.end)) == "Haftar"
    assert _cut(TEXT, shrink(TEXT, name, 0)) == "Khalifa"


_ARTICLE = (
    "Jalel Harchaoui, from the RUSI think tank, noted that the Pentagon is leading diplomatic efforts in Libya. "
    "„Geh“, sagte er, „es ist spät. Komm.“ Dann ging er. (He stayed; ‘Why?’ “Because,” she said.) 「行く。」と"
)


@given(text=st.one_of(texts, st.just(TEXT), st.just(_ARTICLE)), language=languages, data=st.data())
@example(text="“A. B” c. D", language="en", data=None)
def test_shrinking_undoes_growing(text: str, language: str, data: st.DataObject | None) -> None:
    for unit in nest(text, language=language):
        anchor = unit.start if data is None else data.draw(st.sampled_from((unit.start, unit.end - 1)))
        grown = grow(text, unit, language=language)
        assert grown == unit or (grown.contains(unit) and shrink(text, grown, anchor, language=language) == unit)


@given(text=texts, language=languages)
def test_no_units_of_the_nest_cross(text: str, language: str) -> None:
    units = nest(text, language=language)
    assert [(a, b) for a in units for b in units if a.start < b.start < a.end < b.end] == []


@given(text=texts, language=languages, ends=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_growing_holds_the_selection_and_comes_to_an_end(text: str, language: str, ends: tuple[int, int]) -> None:
    span = Span(min(*ends, len(text)), min(max(ends), len(text)))
    for _ in range(len(text) + 2):
        grown = grow(text, span, language=language)
        assert grown.contains(span)
        if grown == span:
            break
        span = grown
    assert grow(text, span, language=language) == span


@given(
    text=texts, language=languages, ends=st.tuples(st.integers(0, 60), st.integers(0, 60)), anchor=st.integers(-3, 70)
)
def test_shrinking_stays_within_the_selection(text: str, language: str, ends: tuple[int, int], anchor: int) -> None:
    span = Span(min(*ends, len(text)), min(max(ends), len(text)))
    assert span.contains(shrink(text, span, anchor, language=language))


@pytest.mark.parametrize("unit", KINDS)
@given(text=texts, ends=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_what_encloses_a_selection_is_the_smallest_that_does(unit: str, text: str, ends: tuple[int, int]) -> None:
    span = Span(min(*ends, len(text)), min(max(ends), len(text)))
    if span.empty:
        return
    found = enclosing(text, span, unit)
    lengths = [end - start for start, end in segments(text, unit) if start <= span.start and span.end <= end]
    assert (None if found is None else found.end - found.start) == min(lengths, default=None)


def test_words_of_a_known_alias_do_not_hide_it() -> None:
    text = "He met Brak al-Shati’s men"
    known = [Span(*match.span()) for match in re.finditer("al-Shati", text)]
    assert _path(text, _at(text, "Shati"), tuple(known))[:2] == ["al-Shati", "Brak al-Shati"]
