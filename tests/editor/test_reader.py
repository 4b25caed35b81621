"""Keys in, mark-up out; and laws that hold for any text and any keys."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.strategies import texts
from tests.editor.markup import KEYS, markup_of, press, reader_of
from workbench.core import text as text_module
from workbench.core.segment import graphemes, sentences, words
from workbench.core.span import Span
from workbench.core.text import Text
from workbench.editor.reader import Reader

FAMILY = "👩\u200d👩\u200d👧"
SHE = "He said. |She left now. They wept."

CASES = [
    # the cursor by word
    ("|Jalel Harchaoui said no.", "w", "Jalel |Harchaoui said no."),
    ("|Jalel Harchaoui said no.", "3w", "Jalel Harchaoui said |no."),
    ("|Jalel Harchaoui", "9w", "Jalel Harchaou|i"),
    ("Jalel Har|chaoui", "b", "Jalel |Harchaoui"),
    ("Jalel |Harchaoui", "b", "|Jalel Harchaoui"),
    ("|Jalel", "b", "|Jalel"),
    ("|Haftar’s forces", "w", "Haftar|’s forces"),
    ("|U.S.-Russia ties", "w", "U.S.-|Russia ties"),
    # the cursor by sentence and paragraph
    (SHE, ")", "He said. She left now. |They wept."),
    (SHE, "2)", "He said. She left now. They wept|."),
    (SHE, "(", "|He said. She left now. They wept."),
    ("He said. She left| now.", "(", "He said. |She left now."),
    ("He said. She left| now.", "2(", "|He said. She left now."),
    ("One.\n\nTwo| two.\n\nThree.", "}", "One.\n\nTwo two.\n\n|Three."),
    ("One.\n\nTwo| two.\n\nThree.", "2}", "One.\n\nTwo two.\n\nThree|."),
    ("One.\n\nTwo| two.\n\nThree.", "{", "One.\n\n|Two two.\n\nThree."),
    ("One.\n\nTwo| two.\n\nThree.", "2{", "|One.\n\nTwo two.\n\nThree."),
    ("One.\n\n|Two two.", "{", "|One.\n\nTwo two."),
    ("One.\n  \n\t Two|", "{", "One.\n  \n\t |Two"),
    ("  |Ab", "{", "|  Ab"),
    ("One.\r\n\r\n|Two.\r\nThree.", "}", "One.\r\n\r\nTwo.\r\n|Three."),
    # to the ends
    ("One |two", "g", "|One two"),
    ("One |two", "G", "One tw|o"),
    (f"|One {FAMILY}", "G", f"One |{FAMILY}"),
    ("|One\r\n", "G", "One|\r\n"),
    # the cursor by character
    ("|One\r\ntwo", "4>", "One\r\n|two"),
    ("|One\r\n", "9>", "One|\r\n"),
    (f"|a{FAMILY}e\u0301b", "2>", f"a{FAMILY}|e\u0301b"),
    (f"|a{FAMILY}e\u0301b", "3>", f"a{FAMILY}e\u0301|b"),
    (f"a{FAMILY}|b", "<", f"a|{FAMILY}b"),
    ("|ab", "<", "|ab"),
    # starting to select
    ("|Jalel Harchaoui", "v", "[Jalel> Harchaoui"),
    ("Ja|lel Harchaoui", "v", "[Jalel> Harchaoui"),
    ("One |, two", "v", "One [,> two"),
    ("[Jalel> Harchaoui", "v", "|Jalel Harchaoui"),
    ("[Jalel Harchaoui>", "x", "Jalel |Harchaoui"),
    # extending by word
    ("[Jalel> Harchaoui", "w", "[Jalel Harchaoui>"),
    ("|Jalel Harchaoui said no.", "v9w", "[Jalel Harchaoui said no>."),
    ("[Jalel Harchaoui>", "b", "[Jalel> Harchaoui"),
    ("[One two.> Three", "b", "[One two>. Three"),
    # over the anchor and back
    ("Jalel [Harchaoui> said", "b", "<Jalel Harchaoui] said"),
    ("<Jalel Harchaoui] said", "w", "Jalel [Harchaoui> said"),
    ("<Jalel Harchaoui] said", "2w", "Jalel [Harchaoui said>"),
    ("One [two> three", "b2w", "One [two three>"),
    ("One <two] three", "b", "<One two] three"),
    # extending by sentence
    (SHE, "v)", "He said. [She left now>. They wept."),
    (SHE, "v2)", "He said. [She left now. They wept>."),
    (SHE, "v9)", "He said. [She left now. They wept>."),
    (SHE, "v(", "<He said. She] left now. They wept."),
    (SHE, "v()", "He said. [She> left now. They wept."),
    (SHE, "v())", "He said. [She left now>. They wept."),
    ("One <two. Three. Four] five.", ")", "One two. <Three. Four] five."),
    ("[She left> now. Gone.", "2)", "[She left now. Gone>."),
    ("[She left now>. Gone.", ")", "[She left now. Gone>."),
    ("[She left now>. Gone. He wept.", ")", "[She left now. Gone>. He wept."),
    ("<She left] now. Gone.", ")", "She [left now>. Gone."),
    # extending by paragraph
    ("One.\n\n|Two two.\n\nThree.", "v}", "One.\n\n[Two two>.\n\nThree."),
    ("One.\n\n|Two two.\n\nThree.", "v2}", "One.\n\n[Two two.\n\nThree>."),
    ("One.\n\nTwo [two>.", "{", "One.\n\n<Two two]."),
    ("One.\n\nTwo [two>.", "2{", "<One.\n\nTwo two]."),
    # the ends by character
    ("[Jalel> Harchaoui", ">", "[Jalel >Harchaoui"),
    ("[Jalel> Harchaoui", "2>", "[Jalel H>archaoui"),
    ("[Jalel> Harchaoui", "<", "[Jale>l Harchaoui"),
    ("[Jalel> Harchaoui", "9<", "[J>alel Harchaoui"),
    ("<Jalel] Harchaoui", "2>", "Ja<lel] Harchaoui"),
    ("A <Jalel] Harchaoui", "<", "A< Jalel] Harchaoui"),
    ("A <Jalel] Harchaoui", "9<", "<A Jalel] Harchaoui"),
    ("A <Jalel] Harchaoui", "9>", "A Jale<l] Harchaoui"),
    ("A [Jalel>", "9>", "A [Jalel>"),
    (f"[a>{FAMILY}b", ">", f"[a{FAMILY}>b"),
    (f"[a{FAMILY}>b", "<", f"[a>{FAMILY}b"),
    ("One\r\n|two\r\nthree", "v>", "One\r\n[two\r\n>three"),
    # words after characters
    ("[Jalel Harchaou>i said", "b", "[Jalel> Harchaoui said"),
    ("[Jalel Harchaou>i said", "w", "[Jalel Harchaoui said>"),
    ("[Jalel Harchaoui >said", "b", "[Jalel Harchaoui> said"),
    ("J<alel Harchaoui] said", "b", "<Jalel Harchaoui] said"),
    # the other end
    ("[Jalel Harchaoui>", "o", "<Jalel Harchaoui]"),
    ("[Jalel Harchaoui>", "oo", "[Jalel Harchaoui>"),
    ("A [Jalel Harchaoui>", "ob", "<A Jalel Harchaoui]"),
    ("[Jalel Harchaoui> said", "ow", "Jalel [Harchaoui> said"),
    ("|Jalel", "o", "|Jalel"),
    # growing and shrinking
    ("Haftar said “the |U.S. is here” to him.", "+", "Haftar said “the [U.S.> is here” to him."),
    ("Haftar said “the |U.S. is here” to him.", "2+", "Haftar said [“the U.S. is here”> to him."),
    ("Haftar said “the |U.S. is here” to him.", "9+", "[Haftar said “the U.S. is here” to him.>"),
    ("Haftar said “the U.|S. is here” to him.", "4+4-", "Haftar said “the U.|S. is here” to him."),
    ("Haftar said “the |U.S. is here” to him.", "4+2-", "Haftar said [“the U.S. is here”> to him."),
    ("<Haftar said] no more", "+-", "<Haftar said] no more"),
    ("[Haftar said no>", "-", "Haftar said [no>"),
    ("[One two.\nThree four>.", "-", "One two.\n[Three four>."),
    ("<One two.\nThree four].", "-", "[One two.>\nThree four."),
    ("[One two.\nThree>.", "+", "[One two.\nThree>."),
    ("Haftar |said no.", "+w-", "Haftar said [no>."),
    # texts with little in them
    ("|", "wbv><+-)({}oxgG", "|"),
    ("|   ", "w", "  | "),
    ("  | ", "b", "|   "),
    ("|   ", "v", "[ >  "),
    ("|   ", "vw)}", "[ >  "),
    ("|   ", "+", "|   "),
    ("|…", "v)", "[…>"),
    ("|\r\n\r\n", "v>", "[\r\n\r\n>"),
]


@pytest.mark.parametrize(("before", "keys", "after"), CASES)
def test_keys(before: str, keys: str, after: str) -> None:
    reader = reader_of(before)
    press(reader, keys)
    assert markup_of(reader) == after


@pytest.mark.parametrize("marked", ["a| b", "a [b c> d", "a <b c] d", "|", f"{FAMILY}|a"])
def test_mark_up_is_read_as_it_is_written(marked: str) -> None:
    assert markup_of(reader_of(marked)) == marked


def test_growing_and_shrinking_tell_whether_anything_happened() -> None:
    reader = reader_of("Haftar |said no.")
    assert not reader.shrink()
    assert reader.grow(99)
    assert not reader.grow()
    assert reader.shrink(99)
    assert not reader.shrink()
    assert markup_of(reader) == "Haftar |said no."


def test_a_span_that_reaches_out_of_the_text_is_selected_as_far_as_it_lies_in_it() -> None:
    reader = Reader(Text("One two"))
    reader.select(Span(4, 99))
    assert markup_of(reader) == "One [two>"
    reader.select(Span(50, 99))
    assert markup_of(reader) == "One tw|o"


def test_what_lies_at_an_offset() -> None:
    reader = Reader(Text("  Haftar met Putin. He left.\nNew line, end"))
    assert reader.word_at(4) == (2, 8)
    assert reader.word_at(0) == (0, 1)
    assert reader.word_at(18) == (18, 19)
    assert reader.sentence_at(0) == (2, 19)
    assert reader.sentence_at(13) == (2, 19)
    assert reader.sentence_at(19) == (2, 19)
    assert reader.sentence_at(22) == (20, 28)
    assert reader.sentence_at(40) == (29, 42)
    assert reader.enclosing(Span(13, 18), "sentence") == (2, 19)
    assert reader.enclosing(Span(13, 18), "quotation") is None
    assert reader.enclosing(Span(13, 35), "sentence") is None
    assert Reader(Text(" \n ")).sentence_at(0) == (0, 2)
    assert Reader(Text("")).sentence_at(0) == (0, 0)


def test_names_come_from_capitals_and_from_what_is_known() -> None:
    text = Text("the brigade met Jalel Harchaoui in town.")
    known = [Span(4, 11)]
    reader = Reader(text, known=lambda _: known)
    assert reader.name_or_word(6) == (4, 11)
    assert reader.name_or_word(20) == (16, 31)
    assert reader.name_or_word(35) == (35, 39)
    assert reader.names_in(Span(0, 40)) == [(4, 11), (16, 31)]
    assert reader.names_in(Span(12, 40)) == [(16, 31)]
    known.clear()
    assert reader.name_or_word(6) == (4, 11)
    reader.forget_names()
    assert reader.names_in(Span(0, 40)) == [(16, 31)]


def test_the_windows_that_are_kept_are_few() -> None:
    reader = Reader(Text("word\n" * 500))
    for number in range(500):
        assert reader.next_start(5 * number, "word") == min(5 * number + 5, 2500)
    assert reader.window(0).text == "word\n"


_keys = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(KEYS)), max_size=20)
_nasty = st.one_of(
    texts, st.lists(st.sampled_from(("a", "Bo", " ", "  ", ". ", "\n", "“", "”", "é")), max_size=40).map("".join)
)


_limits = pytest.mark.parametrize("limit", [text_module.BLOCK_LIMIT, 8])
"""Blocks as they are, and so small that a paragraph has more of them than a window reaches."""


def _text(whole: str, limit: int) -> Text:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_module, "BLOCK_LIMIT", limit)
        return Text(whole)


@_limits
@given(whole=_nasty, keys=_keys, start=st.integers(0, 60))
@example(whole="a. b", keys=[(1, "v"), (3, ")")], start=0)
def test_cursor_and_selection_stay_in_the_text_and_on_graphemes(
    limit: int, whole: str, keys: list[tuple[int, str]], start: int
) -> None:
    reader = Reader(_text(whole, limit))
    reader.move(start)
    edges = {0, *(span.end for span in graphemes(whole))}
    long = any(span.end - span.start > limit for span in graphemes(whole))
    for count, key in keys:
        press(reader, f"{count}{key}")
        assert 0 <= reader.cursor <= max(0, len(whole) - 1)
        assert reader.cursor in edges or long
        if reader.selection is not None:
            assert 0 <= reader.selection.start < reader.selection.end <= len(whole)
            assert reader.selection.holds(reader.cursor)
            assert set(reader.selection) <= edges or long


@_limits
@pytest.mark.parametrize("unit", ["word", "sentence", "paragraph"])
@given(whole=_nasty)
def test_steps_go_on_to_the_end_and_back_to_the_start(limit: int, unit: str, whole: str) -> None:
    reader = Reader(_text(whole, limit))
    forward, backward = [0], [len(whole)]
    while forward[-1] < len(whole):
        forward.append(reader.next_start(forward[-1], unit))
        assert forward[-1] > forward[-2]
    while backward[-1] > 0:
        backward.append(reader.previous_start(backward[-1], unit))
        assert backward[-1] < backward[-2]


@given(whole=_nasty)
def test_steps_by_word_and_sentence_visit_all_of_them(whole: str) -> None:
    text = Text(whole)
    reader = Reader(text)
    for unit, found in (("word", words), ("sentence", lambda block: sentences(block, "en"))):
        starts = [
            base + span.start for base, block in zip(text.starts, text.blocks, strict=True) for span in found(block)
        ]
        visited, at = [], -1
        while (at := reader.next_start(max(at, 0), unit) if at >= 0 else 0) < len(whole):
            visited.append(at)
        assert [start for start in starts if start] == [start for start in visited if start]
        back, at = [], len(whole)
        while at > 0:
            at = reader.previous_start(at, unit)
            back.append(at)
        assert sorted({*starts, 0} if whole else starts) == sorted(back)


@given(whole=_nasty, keys=_keys, count=st.integers(1, 5))
def test_shrinking_undoes_growing(whole: str, keys: list[tuple[int, str]], count: int) -> None:
    reader = Reader(Text(whole))
    for number, key in keys:
        press(reader, f"{number}{key}")
    before = markup_of(reader), reader.cursor
    grown = sum(reader.grow() for _ in range(count))
    for _ in range(grown):
        inner = reader.selection
        assert reader.shrink()
        assert reader.selection is None or (inner is not None and inner.contains(reader.selection))
    assert (markup_of(reader), reader.cursor) == before


def test_a_paragraph_of_many_blocks_is_one_paragraph() -> None:
    line = "Word by word. " * 3000
    reader = Reader(Text(f"{line}\nNext."))
    assert reader.next_start(20_000, "paragraph") == len(line) + 1
    assert reader.previous_start(20_003, "paragraph") == 0
    assert reader.previous_start(len(line) + 1, "paragraph") == 0
    at, starts = 0, 0
    while at < len(line):
        following = reader.next_start(at, "word")
        assert following > at
        at, starts = following, starts + 1
    assert starts == 9000
