"""What may reach a terminal: a strong property over nasty texts, and a table of what is shown for what."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from tests.core.strategies import texts
from workbench.core.display import CHARACTERS_SHOWN, JOINERS_SHOWN, MARKS_SHOWN, _shown, shown
from workbench.core.width import cells, grapheme_cells, simple

_BIDI = {chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_JOINER = "\u200d"
_SELECTORS = "\ufe0e\ufe0f"

_zalgo = st.tuples(
    st.sampled_from("aZ語한👍 "), st.text(st.sampled_from("\u0301\u0335\u20dd\u064e\u0903"), max_size=40)
)
_joined = st.lists(st.sampled_from(("👩", "👍🏽", "❤\ufe0f", "🏳\ufe0f", "a")), max_size=30).map(_JOINER.join)
_raw = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x1b\x7f\x9b\ud800\udfff\u00ad\u034f\u200b\u200c\u200d\u200d\ufe0f\ufeff\u2028\u3164\uffff"
        ),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.characters(min_codepoint=0x0600, max_codepoint=0x0605),
        st.characters(min_codepoint=0x1F1E6, max_codepoint=0x1F1FF),
        st.characters(min_codepoint=0xE0000, max_codepoint=0xE01EF),
        st.characters(categories=("Cf", "Mn", "Me", "Mc", "Zl", "Zp")),
    ),
    max_size=20,
)
nasty = st.lists(st.one_of(texts, _raw, _zalgo.map("".join), _joined), max_size=4).map("".join)


@given(nasty)
@example("\u0301a")
@example("a" + "\u0301" * 1000)
@example(_JOINER.join("👩" * 1000))
@example("👩" + _JOINER * 1000 + "👩")
@example("\u1100" * 1000 + "\u1161" * 1000)
@example("\u200b\u200d\u200b\ufe0f")
@example("\x00\u200d\x00\ufe0f")
@example("\u0915\u094d" * 1000)
@example("a\ufe0fb\u200dc")
@example("\u0600" * 100 + "1")
@example("a" + "\u102b" * 100)
def test_nothing_raw_reaches_the_terminal(text: str) -> None:
    out = shown(text)
    assert len(out) == len(text)
    for grapheme in iter_graphemes(out):
        assert wcswidth(grapheme) >= 1 or unicodedata.category(grapheme[0]) == "Mc"
        assert len(grapheme) <= CHARACTERS_SHOWN * (1 + MARKS_SHOWN) + JOINERS_SHOWN
        assert grapheme.count(_JOINER) <= JOINERS_SHOWN
        assert not re.search("\u200d(?!.)", grapheme)
    assert max(map(len, re.findall("[\u0300-\u036f\u102b\u102c\u0903]*", out))) <= MARKS_SHOWN
    for at, char in enumerate(out):
        category = unicodedata.category(char)
        assert char not in _BIDI
        if char == _JOINER:
            assert unicodedata.category(out[at - 1]) in ("So", "Sk", "Mn")
            assert unicodedata.category(out[at + 1]) in ("So", "Sk", "Cn")
        elif char in _SELECTORS:
            assert at
            assert not out[at - 1].isalpha()
        else:
            assert category not in ("Cc", "Cf", "Cs", "Zl", "Zp")


@given(nasty)
def test_what_is_shown_is_shown_as_it_is(text: str) -> None:
    assert shown(shown(text)) == shown(text)


@given(nasty, nasty)
def test_pieces_of_whole_lines_are_shown_as_they_are_in_the_text(one: str, other: str) -> None:
    assert shown(f"{one}.\n") + shown(f". {other}") == shown(f"{one}.\n. {other}")


_INVISIBLE = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
            *(*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)),
        ),
    )
)
"""Letters and marks that fonts draw as nothing."""
_CONJOINING = re.compile("[\u1161-\u11ff\ud7b0-\ud7fb]")
_ASSIGNED = [chr(code) for code in (*range(0x20000), *range(0xDFF00, 0xE2000), *range(0xFFF00, sys.maxunicode + 1))]


def test_every_code_point_is_known_to_be_harmless_or_not_shown() -> None:
    for char in _ASSIGNED:
        alone, behind = shown(char), shown(f"a{char}")
        assert wcswidth(alone) in (1, 2), ascii(char)
        assert wcswidth(behind) in (1, 2, 3), ascii(char)
        assert (len(alone), len(behind), behind[0]) == (1, 2, "a"), ascii(char)
        for out in (alone, behind[1]):
            assert unicodedata.category(out) not in ("Cc", "Cf", "Cs", "Zl", "Zp"), ascii(char)
            assert out not in _INVISIBLE, ascii(char)


def test_no_code_point_that_can_be_seen_is_hidden() -> None:
    for char in _ASSIGNED:
        category = unicodedata.category(char)
        if char in _INVISIBLE or _CONJOINING.match(char):
            continue
        if category[0] in "LNPS" or category in ("Zs", "Co"):
            assert shown(char) == char, ascii(char)
        elif category[0] == "M":
            assert shown(f"ב{char}") == f"ב{char}", ascii(char)


SHOWN = {
    "plain Text, 1.": "plain Text, 1.",
    "Zoë “said” – …": "Zoë “said” – …",
    "a\tb\rc\nd": "a b c d",
    "\x00\x1b[0m\x1f\x7f": "␀␛[0m␟␡",
    "\x80\x9b\x9f": "\ufffd\ufffd\ufffd",
    "\ud800x\udfff": "\ufffdx\ufffd",
    "\ufdd0\ufffe\U0001fffe\U0010ffff": "\ufffd\ufffd\ufffd\ufffd",
    "\u202eevil\u2066\u200f": "▫evil▫▫",
    "zero\u200bwidth\u00ad\ufeff\u2060": "zero▫width▫▫▫",
    "\u2028\u2029\u0085": "▫▫\ufffd",
    "\U000e0041\U000e0100": "▫▫",
    "e\u0301": "e\u0301",
    "e\u0301\u0302\u0303\u0304": "e\u0301\u0302\u0303\u0304",
    "e\u0301\u0302\u0303\u0304\u0305": "e\u0301\u0302\u0303\u0304▫",
    "\u0301e": "▫e",
    "👩\u200d👩\u200d👧": "👩\u200d👩\u200d👧",
    "❤\ufe0f\u200d🔥": "❤\ufe0f\u200d🔥",
    "❤\ufe0e": "❤\ufe0e",
    "1\ufe0f\u20e3 ™\ufe0f": "1\ufe0f\u20e3 ™\ufe0f",
    "👍🏽🇱🇾": "👍🏽🇱🇾",
    "a\u200db \u200d": "a▫b ▫",
    "a\ufe0f": "a▫",
    "👩\u200d": "👩▫",
    "\u06dd\u0600": "▫▫",
    "한국\u1112\u1161\u11ab": "한국\u1112\u1161\u11ab",
    "\u1161\u11ab": "▫▫",
    "각\u1161": "각▫",
    "가\u1161": "가\u1161",
    "မြန်မာ": "မြန်မာ",
    "မ\u102c\u102c\u102c\u102c\u102c": "မ\u102c\u102c\u102c\u102c▫",
    "\u102c": "▫",
    "\u1100\u1161\u1161\u1161\u1161\u1161": "\u1100\u1161\u1161\u1161\u1161▫",
    "\u0903": "▫",
    "ⓜ\ufe0fⓂ\ufe0f": "ⓜ▫Ⓜ\ufe0f",
    "\u25ab\ufe0f": "▫▫",
    "語葛": "語葛",
    "خليفة": "خليفة",
    "שָׁלוֹם": "שָׁלוֹם",
    "हिन्दी": "हिन्दी",
    "ภาษาไทย": "ภาษาไทย",
}


@pytest.mark.parametrize("text", SHOWN)
def test_the_stand_ins(text: str) -> None:
    assert shown(text) == SHOWN[text]


def test_what_is_known_to_be_simple_would_be_shown_as_it_is() -> None:
    known = [char for char in map(chr, range(sys.maxunicode + 1)) if simple(char)]
    assert _shown("".join(known)) == "".join(known)
    assert all(_shown(char) == char for char in known)


def test_the_limits() -> None:
    assert (MARKS_SHOWN, JOINERS_SHOWN, CHARACTERS_SHOWN) == (4, 9, 12)


def test_an_emoji_has_so_many_joiners_and_no_more() -> None:
    most = _JOINER.join("👩" * (JOINERS_SHOWN + 1))
    assert shown(most) == most
    assert shown(f"{most}{_JOINER}👩") == f"{most}▫👩"


def test_a_grapheme_has_so_many_characters_and_no_more() -> None:
    most = "\u1100" * CHARACTERS_SHOWN
    assert shown(most) == most
    assert shown(most + "\u1100") == most + "▫"


@given(nasty)
def test_the_cells_of_a_text_are_those_of_its_graphemes(text: str) -> None:
    out = shown(text)
    assert cells(out) == sum(wcswidth(grapheme) for grapheme in iter_graphemes(out))
    assert [grapheme_cells(grapheme) for grapheme in iter_graphemes(out)] == [*map(wcswidth, iter_graphemes(out))]
