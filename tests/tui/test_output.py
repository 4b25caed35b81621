"""The output stage shows in a terminal emulator what Textual's own path shows, and lets nothing else through."""

from __future__ import annotations

import io
import os
import re

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from workbench.tui.output import CellOutput

WIDTH, HEIGHT = 24, 5
STYLES = st.sampled_from(
    [
        Style(),
        Style(bold=True),
        Style(color="red"),
        Style(color="#336699", italic=True),
        Style(color="#ffff00", bgcolor="#000000"),
        Style(reverse=True, underline=True),
    ]
)
TEXTS = st.text(alphabet=st.sampled_from("ab  xyz…│é北京한"), min_size=0, max_size=14)


@st.composite
def strips(draw: st.DrawFn) -> Strip:
    made = Strip([Segment(text, style) for text, style in draw(st.lists(st.tuples(TEXTS, STYLES), max_size=4))])
    return made.adjust_cell_length(WIDTH, Style())


def frame() -> st.SearchStrategy[list[tuple[int, Strip]]]:
    return st.lists(
        st.tuples(st.integers(0, HEIGHT - 1), strips()), min_size=1, max_size=HEIGHT, unique_by=lambda one: one[0]
    )


def plain_console() -> Console:
    return Console(
        file=io.StringIO(), color_system="truecolor", force_terminal=True, width=WIDTH, _environ=dict(os.environ)
    )


def cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    rows: list[list[tuple[object, ...]]] = []
    for y in range(HEIGHT):
        line = screen.buffer[y]
        row = [line[x] for x in range(WIDTH)]
        rows.append(
            [
                (
                    one.data,
                    one.fg if one.data.strip() or one.reverse else "",
                    one.bg,
                    one.bold,
                    one.italics,
                    one.reverse,
                )
                for one in (
                    cell._replace(bold=cell.bold and cell.data != " ", italics=cell.italics and cell.data != " ")
                    for cell in row
                )
            ]
        )
    return rows


@given(st.lists(frame(), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_the_terminal_shows_the_same_as_on_the_plain_path(frames: list[list[tuple[int, Strip]]]) -> None:
    plain, ours = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
    for screen in (plain, ours):
        screen.reset_mode(7, private=True)
    feed_plain, feed_ours = pyte.Stream(plain), pyte.Stream(ours)
    output, console = CellOutput(ColorSystem.TRUECOLOR), plain_console()
    for rows in frames:
        for y, strip in rows:
            update = LayoutUpdate([[strip]], Region(0, y, WIDTH, 1))
            feed_plain.feed(update.render_segments(console))
            assert output.take(update, (WIDTH, HEIGHT))
        feed_ours.feed(output.changes())
    assert cells(ours) == cells(plain)


def test_an_unchanged_frame_sends_nothing() -> None:
    output = CellOutput(ColorSystem.TRUECOLOR)
    update = LayoutUpdate([[Strip([Segment("one")])]], Region(0, 0, 3, 1))
    output.take(update, (10, 1))
    assert "one" in output.changes()
    output.take(update, (10, 1))
    assert output.changes() == ""


def test_only_what_changed_is_sent() -> None:
    output = CellOutput(None)
    output.take(LayoutUpdate([[Strip([Segment("alpha beta gamma delta")])]], Region(0, 0, 22, 1)), (22, 1))
    output.changes()
    output.take(LayoutUpdate([[Strip([Segment("alpha bexa gamma delta")])]], Region(0, 0, 22, 1)), (22, 1))
    assert output.changes() == "\x1b[1;9Hx"


def test_after_forgetting_everything_is_sent_again() -> None:
    output = CellOutput(None)
    update = LayoutUpdate([[Strip([Segment("text")])]], Region(0, 0, 4, 1))
    output.take(update, (4, 1))
    first = output.changes()
    output.forget()
    assert output.changes() == first


def test_a_terminal_that_disagrees_about_a_width_keeps_what_stands_behind() -> None:
    screen = pyte.Screen(WIDTH, 1)
    output = CellOutput(None)
    output.take(LayoutUpdate([[Strip([Segment("a 🇩🇪 नमस्ते behind")])]], Region(0, 0, WIDTH, 1)), (WIDTH, 1))
    pyte.Stream(screen).feed(output.changes())
    assert "".join(screen.buffer[0][x].data for x in range(WIDTH)).rstrip().endswith(" behind")
    at = output._wanted[0].texts.index("b")
    assert [screen.buffer[0][at + n].data for n in range(6)] == list("behind")


@pytest.mark.parametrize(("x", "shown"), [(0, "0123456789"), (-3, "3456789"), (7, "       012"), (10, ""), (15, "")])
def test_what_lies_outside_the_screen_is_left_out(x: int, shown: str) -> None:
    output = CellOutput(None)
    output.take(LayoutUpdate([[Strip([Segment("0123456789")])]], Region(x, 0, 10, 1)), (10, 1))
    assert "".join(output._wanted[0].texts).rstrip() == shown
    assert len(output._wanted[0].texts) == len(output._wanted[0].styles) == 10


def test_chops_change_only_their_place() -> None:
    output = CellOutput(None)
    output.take(LayoutUpdate([[Strip([Segment("0123456789")])]], Region(0, 0, 10, 1)), (10, 1))
    output.changes()
    chops: list[dict[int, Strip | None]] = [{0: None, 4: Strip([Segment("XY")]), 6: None}]
    output.take(ChopsUpdate(chops, [(0, 4, 6)], [[4, 6, 10]]), (10, 1))
    assert output.changes() == "\x1b[1;5HXY"


@given(st.text(max_size=20))
def test_nothing_that_talks_to_the_terminal_gets_through(text: str) -> None:
    output = CellOutput(None)
    output.take(LayoutUpdate([[Strip([Segment(text)])]], Region(0, 0, 40, 1)), (40, 1))
    sent = output.changes()
    ours = re.sub(r"\x1b\[(?:1H|m|K|\d+G)", "", sent)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in ours)
    assert not set(ours) & set("\u202e\u2066\u200b\ufeff")
