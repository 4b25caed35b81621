from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.interchange.tokens import covering, spaced, stretches, tokens

TEXT = st.text(st.sampled_from("aé1 .,\n\t\u2028\u00a0😀—ع"))
MARKS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (min(pair), max(pair))))


@given(TEXT, MARKS, st.booleans())
def test_tokens_with_their_spaces_are_the_text_and_every_mark_has_its_own(
    text: str, places: list[tuple[int, int]], single: bool
) -> None:
    marks = [(start, min(end, len(text))) for start, end in places if start < min(end, len(text))]
    base = [(at, at + 1) for at in range(len(text))] if single else None
    found = list(spaced(text, marks, base))
    assert "".join(text[start:end] + " " * space for start, end, space in found) == text
    starts, ends = {start for start, _, _ in found}, {end for _, end, _ in found}
    for start, end in marks:
        assert start in starts
        assert end in ends
        first, last = covering(found, start, end)
        assert (found[first][0], found[last][1]) == (start, end)


@given(TEXT)
def test_stretches_divide_the_whole_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in stretches(text)) == text
    assert all(start < end for start, end in tokens(text))
