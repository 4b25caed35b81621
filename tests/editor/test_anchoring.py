"""A quote is found again where its words stand, the nearest place first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import texts
from workbench.core.annotation import Fragment
from workbench.core.errors import EditError
from workbench.core.text import Text
from workbench.editor.anchoring import found_again

TEXT = "Haftar met Saddam\n\n\nHaftar, and  Haftar left (again)."


@pytest.mark.parametrize(
    ("start", "end", "quote", "found"),
    [
        (0, 6, "Haftar", (0, 6)),
        (3, 9, "Haftar", (0, 6)),
        (14, 20, "Haftar", (20, 26)),
        (10, 16, "Haftar", (0, 6)),
        (11, 17, "Haftar", (20, 26)),
        (9, 12, "Haftar", (0, 6)),
        (500, 506, "Haftar", (33, 39)),
        (-9, -3, "Haftar", (0, 6)),
        (0, 30, "met Saddam Haftar", (7, 26)),
        (0, 30, "and Haftar\n left", (28, 44)),
        (0, 3, "(again).", (45, 53)),
        (0, 0, "Haftar", (0, 6)),
        (6, 0, "left", (40, 44)),
    ],
)
def test_the_nearest_place_with_the_same_words(start: int, end: int, quote: str, found: tuple[int, int]) -> None:
    assert found_again(Text(TEXT), Fragment(start, end, quote)) == (*found, TEXT[slice(*found)])


def test_what_stands_nowhere_is_said() -> None:
    with pytest.raises(EditError, match="“haftar” stands nowhere in the text"):
        found_again(Text(TEXT), Fragment(0, 6, "haftar"))
    for quote in ("", " \n"):
        with pytest.raises(EditError, match="an empty quote cannot be found again"):
            found_again(Text(TEXT), Fragment(3, 3, quote))


@given(texts, st.integers(0, 60), st.integers(1, 20), st.integers(-30, 30))
def test_words_of_the_text_are_found_in_it(whole: str, start: int, size: int, by: int) -> None:
    quote = whole[start : start + size]
    if not quote.split():
        return
    found = found_again(Text(whole), Fragment(start + by, start + by + len(quote), quote))
    assert whole[found.start : found.end] == found.quote
    assert found.quote.split() == quote.split()
    if by == 0:
        assert found.quote == quote
