"""Widths agree with wcwidth, and a fitted text fills exactly its cells."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth, wcwidth

from tests.core.strategies import texts
from workbench.core.display import shown
from workbench.core.width import cells, ends, fit, grapheme_cells, simple, single_cells


@pytest.mark.parametrize(
    ("grapheme", "size"),
    [
        ("a", 1),
        ("語", 2),
        ("한", 2),
        ("e\u0301", 1),
        ("👍🏽", 2),
        ("🇱🇾", 2),
        ("❤\ufe0f", 2),
        ("❤", 1),
        ("", 0),
        ("\u0301", 0),
        ("\x00", 0),
    ],
)
def test_a_grapheme_takes_so_many_cells(grapheme: str, size: int) -> None:
    assert grapheme_cells(grapheme) == size


def test_what_counts_as_single_is_one_grapheme_and_one_cell() -> None:
    single = [chr(code) for code in range(sys.maxunicode + 1) if single_cells(chr(code))]
    assert len(single) > 1000
    assert all(wcwidth(char) == 1 for char in single)
    joined = "".join(single)
    assert single_cells(joined)
    assert list(iter_graphemes(joined)) == single


def test_what_counts_as_simple_is_one_grapheme_of_one_or_two_cells() -> None:
    known = [chr(code) for code in range(sys.maxunicode + 1) if simple(chr(code))]
    assert len(known) > 100_000
    assert {wcwidth(char) for char in known} == {1, 2}
    assert all(wcwidth(char) == grapheme_cells(char) == (1 if single_cells(char) else 2) for char in known)
    for joined in ("".join(known), "".join(reversed(known))):
        assert simple(joined)
        assert list(iter_graphemes(joined)) == list(joined)


def test_ordinary_text_of_many_scripts_counts_as_simple() -> None:
    for text in (
        "5 € → 3 ≤ π",
        "خليفة حفتر، قال؟",
        "הליכוד",
        "美国与俄罗斯：“争夺”。",
        "トランプ氏",
        "대통령이 말했다",
        "Việt Nam",
        "საქართველო",
    ):
        assert simple(text), text
    for text in ("שָׁלוֹם", "हिन्दी", "🚢", "e\u0301", "\u1112\u1161", "語\u3099", "\u3164"):
        assert not simple(text), text


@pytest.mark.parametrize("text", ["語", "e\u0301", "a\u200d", "a\n", "\n", "\ufe0f", "👍", "\t", "\u00ad"])
def test_what_does_not_count_as_single(text: str) -> None:
    assert not single_cells(text)


def test_plain_text_counts_as_single() -> None:
    assert single_cells("")
    assert single_cells("Zoë “said” – Ελλάδα, Россия … ␛ ▫ \ufffd")


@given(texts.map(shown))
def test_a_text_takes_the_cells_of_its_graphemes(text: str) -> None:
    assert cells(text) == sum(wcswidth(grapheme) for grapheme in iter_graphemes(text))


@given(texts.map(shown), st.integers(-1, 30))
def test_a_fitted_text_fills_its_cells(text: str, width: int) -> None:
    out = fit(text, width)
    assert cells(out) == max(0, width)
    if cells(text) <= width:
        assert out == text + " " * (width - cells(text))
    elif width > 0:
        assert "…" in out
        body = out.rstrip(" ")[:-1]
        assert text.startswith(body)
        following = next(iter_graphemes(text[len(body) :]))
        assert cells(body) + cells(following) > width - 1


@pytest.mark.parametrize(
    ("text", "width", "out"),
    [
        ("abc", 3, "abc"),
        ("abc", 5, "abc  "),
        ("abcd", 3, "ab…"),
        ("abcd", 1, "…"),
        ("abcd", 0, ""),
        ("語語語", 6, "語語語"),
        ("語語語", 5, "語語…"),
        ("語語語", 4, "語… "),
        ("語", 1, "…"),
        ("語", 3, "語 "),
    ],
)
def test_fitting(text: str, width: int, out: str) -> None:
    assert fit(text, width) == out


@pytest.mark.parametrize(
    ("text", "width", "shown_as"),
    [
        ("that the harbour will close in May", 34, "that the harbour will close in May"),
        ("that the harbour will close in May", 24, "that the … close in May"),
        ("that the harbour will close in May", 10, "that the …"),
        ("Donaudampfschifffahrtsgesellschaft", 20, "Donaudamp … llschaft"),
        ("語語語語語語語語語語語語", 15, "語語語 … 語語語"),
    ],
)
def test_a_long_text_is_shown_by_its_beginning_and_its_end(text: str, width: int, shown_as: str) -> None:
    assert ends(text, width).rstrip() == shown_as


@given(texts, st.integers(0, 60))
def test_the_ends_of_a_text_take_no_more_than_their_room(text: str, width: int) -> None:
    text = shown(text)
    found = ends(text, width)
    assert cells(found) <= width
    if cells(text) <= width:
        assert found == text
    elif " … " in found and " … " not in text:
        head, tail = found.split(" … ")
        assert text.startswith(head)
        assert text.endswith(tail)
