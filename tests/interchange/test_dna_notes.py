"""The copy of a text that DNA counts in, and the line in a document's notes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.interchange.dna_notes import STAND_IN, Copy, Kept, copy_of, digest, is_crlf, with_kept, without_kept

texts = st.text(st.sampled_from("a\r\n😀é□")) | st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_a_copy_leads_back_to_the_text(text: str) -> None:
    copy = Copy.of(text)
    assert "\r" not in copy.text
    assert all(char < "\U00010000" for char in copy.text)
    assert copy.original() == text
    for place, char in enumerate(copy.text):
        at = copy.inward(place)
        assert text[at] == char or (char == STAND_IN and text[at] >= "\U00010000")
        assert copy.outward(at) == place


@given(texts, st.text(st.characters(exclude_categories=["Cs"])))
def test_notes_keep_what_they_are_given(text: str, notes: str) -> None:
    copy = Copy.of(text)
    crlf = is_crlf(copy)
    kept = Kept(
        "x", digest(copy.text), {"title": "[workbench] T"}, crlf, [] if crlf else list(copy.returns), list(copy.wide)
    )
    before, again = without_kept(with_kept(notes, kept))
    assert (before, again) == (notes, kept)
    assert again is not None
    assert copy_of(again, copy.text).original() == text


def test_notes_of_somebody_else_stay() -> None:
    for notes in ("", "a note", "about [workbench] tools", "a\n[workbench] {broken", '[workbench] {"article": 1}'):
        assert without_kept(notes) == (notes, None)
