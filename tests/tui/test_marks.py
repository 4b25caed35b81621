"""Marks: what lies over a row, and how overlapping, nested and split records are told apart."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.annotation import Fragment, Record
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.span import Span
from workbench.tui.marks import Look, Marks, cuts, kinds_of, signs

ACTOR = Layer("actor", "a", (Slot("mention", "part", required=True), Slot("entity", "link", to=("entity",))), key="a")
STANCE = Layer("stance", "s", (Slot("holder", "reference", to=("actor",)), Slot("evidence", "part")), key="s")
CLAIM = Layer("claim", "c", (Slot("cue", "part"), Slot("content", "part", required=True)), key="c")
FRAME = Layer("frame", "f", (Slot("text", "part", required=True),), key="f")
BOOK = Codebook(1, "", (ACTOR, STANCE, CLAIM, FRAME))


def record(layer: str, record_id: str, **parts: list[tuple[int, int]]) -> Record:
    return Record(
        layer,
        record_id,
        {part: tuple(Fragment(a, b, "x" * (b - a)) for a, b in spans) for part, spans in parts.items()},
    )


def test_each_kind_of_part_has_a_look_of_its_own() -> None:
    kinds = kinds_of(BOOK)
    assert kinds["actor", "mention"].look is Look.UNDERLINE
    assert kinds["stance", "evidence"].look is Look.DOTTED
    assert kinds["claim", "cue"].look is Look.BOLD
    assert kinds["claim", "content"].look is Look.BRACKETS


def test_two_layers_in_brackets_have_different_brackets() -> None:
    kinds = kinds_of(BOOK)
    assert kinds["claim", "content"].signs != kinds["frame", "text"].signs


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), max_size=30), st.integers(0, 1000), st.integers(1, 80)
)
def test_within_finds_exactly_what_overlaps(spans: list[tuple[int, int]], start: int, length: int) -> None:
    marks = Marks(BOOK)
    for number, (at, size) in enumerate(spans):
        marks.add(record("claim", f"c-{number}", content=[(at, at + size)]))
    found = {mark.record for mark in marks.within(start, start + length)}
    wanted = {f"c-{n}" for n, (at, size) in enumerate(spans) if at < start + length and start < at + size}
    assert found == wanted


def test_a_removed_record_is_gone() -> None:
    marks = Marks(BOOK)
    both = record("claim", "c-1", content=[(5, 400), (500, 510)])
    marks.add(both)
    marks.remove(both)
    assert marks.within(0, 1000) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=12))
def test_cuts_tile_the_row_and_know_their_kinds(spans: list[tuple[int, int]]) -> None:
    marks = Marks(BOOK)
    for number, (at, size) in enumerate(spans):
        layer, part = [("actor", "mention"), ("claim", "content")][number % 2]
        marks.add(record(layer, f"r-{number}", **{part: [(at, at + size)]}))
    row = marks.within(10, 60)
    lit = [Span(at, at + size) for at, size in spans[1:2]]
    found = cuts(10, 60, row, lit)
    assert [found[0].start, found[-1].end] == [10, 60]
    assert all(left.end == right.start for left, right in pairwise(found))
    for cut in found:
        for offset in range(cut.start, cut.end):
            over = [mark for mark in row if mark.start <= offset < mark.end]
            assert cut.kinds == {mark.kind for mark in over}
            assert cut.current == any(span.holds(offset) for span in lit)


def test_neighbouring_cuts_differ() -> None:
    marks = Marks(BOOK)
    marks.add(record("actor", "a-1", mention=[(0, 5)]))
    marks.add(record("actor", "a-2", mention=[(5, 9)]))
    assert [(cut.start, cut.end) for cut in cuts(0, 20, marks.within(0, 20), [])] == [(0, 9), (9, 20)]


def test_the_innermost_record_comes_first() -> None:
    marks = Marks(BOOK)
    marks.add(record("claim", "c-outer", content=[(0, 50)]))
    marks.add(record("claim", "c-inner", content=[(10, 20)]))
    assert marks.at(15) == ["c-inner", "c-outer"]


def test_brackets_stand_on_the_blanks_beside_a_part() -> None:
    marks = Marks(BOOK)
    marks.add(record("claim", "c-1", content=[(4, 8)]))
    assert signs(0, 20, marks.within(0, 20)) == {3: "⟦", 8: "⟧"}


def test_two_parts_that_open_together_have_a_sign_of_their_own() -> None:
    marks = Marks(BOOK)
    marks.add(record("claim", "c-1", content=[(4, 8)]))
    marks.add(record("frame", "f-1", text=[(4, 12)]))
    assert signs(0, 20, marks.within(0, 20))[3] == "⟪"


def test_a_part_from_another_row_opens_nothing_here() -> None:
    marks = Marks(BOOK)
    marks.add(record("claim", "c-1", content=[(4, 30)]))
    assert signs(10, 20, marks.within(10, 20)) == {}


def test_what_is_only_offered_stands_behind_a_dot_that_gives_way() -> None:
    offers, own = Marks(BOOK, faint=True), Marks(BOOK)
    offers.add(record("actor", "o-1", mention=[(4, 8)]))
    assert signs(0, 20, offers.within(0, 20)) == {3: "∙"}
    own.add(record("stance", "s-1", evidence=[(4, 12)]))
    assert signs(0, 20, [*own.within(0, 20), *offers.within(0, 20)]) == {3: "┊", 12: "┊"}
    own.add(record("claim", "c-1", content=[(4, 8)]))
    for marks in ([*own.within(0, 20), *offers.within(0, 20)], [*offers.within(0, 20), *own.within(0, 20)]):
        assert signs(0, 20, marks) == {3: "⟦", 8: "⟧", 12: "┊"}
