"""Offsets: every position of a text goes out and comes back, and nothing between two characters is accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.interchange.offsets import Offsets, Unit

UNITS: tuple[Unit, ...] = ("utf-16", "utf-8")


def _units(text: str, unit: Unit) -> int:
    return len(text.encode("utf-16-le")) // 2 if unit == "utf-16" else len(text.encode("utf-8"))


@pytest.mark.parametrize("unit", UNITS)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_offsets_agree_with_the_codec_and_come_back(unit: Unit, text: str) -> None:
    offsets = Offsets(text, unit)
    for at in range(len(text) + 1):
        assert offsets.outward(at) == _units(text[:at], unit)
        assert offsets.inward(offsets.outward(at)) == at


def test_an_offset_inside_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="inside a character"):
        Offsets("a😀b").inward(2)
    with pytest.raises(ValueError, match="inside a character"):
        Offsets("aé", "utf-8").inward(2)


@pytest.mark.parametrize("offset", [-1, 5])
@pytest.mark.parametrize("text", ["a😀b", "abcd"])
def test_an_offset_outside_the_text_is_refused(text: str, offset: int) -> None:
    with pytest.raises(ValueError, match="outside the text"):
        Offsets(text).inward(offset)
    with pytest.raises(ValueError, match="outside the text"):
        Offsets(text).outward(offset)
