"""A stand-in can be named: which character, at which offset."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.display import shown
from workbench.core.stand_in import name_of, stand_ins


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x1b", "U+001B ESCAPE"),
        ("\x00", "U+0000 NULL"),
        ("\x1f", "U+001F UNIT SEPARATOR"),
        ("\x7f", "U+007F DELETE"),
        ("\x9b", "U+009B C1 CONTROL"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\ue000", "U+E000 PRIVATE USE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("a", "U+0061 LATIN SMALL LETTER A"),
    ],
)
def test_names(character: str, name: str) -> None:
    assert name_of(character) == name


@given(st.text())
def test_every_character_that_is_not_shown_as_itself_is_listed_with_its_offset(text: str) -> None:
    found = stand_ins(text, 1000)
    picture = shown(text)
    assert [one.offset for one in found] == [
        1000 + n for n, (a, b) in enumerate(zip(text, picture, strict=True)) if a != b and a not in "\r\n"
    ]
    for one in found:
        assert text[one.offset - 1000] == one.character
        assert picture[one.offset - 1000] == one.sign
        assert one.name == shown(one.name)
        assert unicodedata.category(one.sign[0]) not in ("Cc", "Cf")
