"""Versions against each other: what is in brackets, what is shortened, and that no word is lost or made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.annotation import Fragment
from workbench.core.width import cells
from workbench.tui.contrast import CLOSE, GAP, OPEN, line, shortened, stretches
from workbench.tui.versions_view import laid

TEXT = "The mayor said that the old bridge over the river must go before winter comes again."


def fragment(start: int, end: int) -> Fragment:
    return Fragment(start, end, TEXT[start:end])


def spans(most: int) -> st.SearchStrategy[list[Fragment]]:
    """Fragments one behind the other."""
    edges = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2 * most, unique=True).map(sorted)
    return edges.map(lambda found: [fragment(a, b) for a, b in zip(found[::2], found[1::2], strict=False)])


def plain(mine: list[Fragment], *others: list[Fragment], room: int = 200) -> str:
    return "".join(text for text, _ in line(stretches(mine, others), room))


def test_what_the_other_lacks_is_in_brackets() -> None:
    assert plain([fragment(15, 34)], [fragment(20, 34)]) == "⟦that ⟧the old bridge"
    assert plain([fragment(20, 34)], [fragment(15, 34)]) == "the old bridge"
    assert plain([fragment(0, 3), fragment(20, 34)], [fragment(0, 34)]) == "The … the old bridge"


def test_versions_without_a_common_word_have_no_brackets() -> None:
    assert plain([fragment(0, 9)], [fragment(20, 34)]) == "The mayor"


def test_common_words_are_shortened_before_those_that_differ() -> None:
    shown = plain([fragment(15, len(TEXT))], [fragment(20, len(TEXT))], room=24)
    assert shown.startswith("⟦that ⟧")
    assert "…" in shown
    assert cells(shown) <= 24


@given(spans(3), spans(3))
def test_no_word_is_lost_or_made_up(mine: list[Fragment], other: list[Fragment]) -> None:
    found = stretches(mine, [other])
    assert "".join(one.text for one in found) == GAP.join(one.quote for one in mine)
    common = sum(len(one.text) for one in found if one.common and one.text != GAP)
    both = {at for one in mine for at in range(one.start, one.end)} & {
        at for one in other for at in range(one.start, one.end)
    }
    assert common == len(both)


@given(spans(2), spans(2), st.integers(30, 120))
def test_a_line_keeps_about_to_its_room(mine: list[Fragment], other: list[Fragment], room: int) -> None:
    pieces = line(stretches(mine, [other]), room)
    assert sum(cells(text) for text, _ in pieces) <= room + 30
    for text, differs in pieces:
        assert not differs or text.startswith(OPEN) == text.endswith(CLOSE)


@given(st.text("abc ", max_size=40), st.integers(3, 30))
def test_a_shortened_text_fits(text: str, room: int) -> None:
    assert cells(shortened(text, room)) <= room
    assert shortened(text, 40) == text


@given(st.lists(st.tuples(st.text("ab ", min_size=1, max_size=20), st.sampled_from(["text", "accent"])), max_size=5))
def test_rows_hold_every_character_once(pieces: list[tuple[str, str]]) -> None:
    rows = laid(pieces, 12)
    assert "".join(text for row in rows for text, _ in row) == "".join(text for text, _ in pieces)
    for row in rows:
        assert len(row) <= 1 or cells("".join(text for text, _ in row).rstrip()) <= 12
