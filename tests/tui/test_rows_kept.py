"""Rows that were painted before are shown again only where painting them anew would give the same."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region, Size

from tests.tui.journey import Journey, journey
from tests.tui.reviewing import sitting, two_coders
from tests.tui.test_journey_forms import go_to_slot
from workbench.tui.article_view import ArticleView
from workbench.tui.bars import StatusBar
from workbench.tui.canvas import Canvas
from workbench.tui.marks import Marks
from workbench.tui.sheet import SheetView
from workbench.tui.steady import cells_of

KEYS = [
    *("j", "k", "w", "b", ")", "(", "}", "{", "g", "G", "v", ".", ",", ">", "<", "o", "escape", "escape", "escape"),
    *("a", "s", "c", "A", "S", "C", "tab", "enter", "enter", "enter", "L", "e", "x", "p", "m", "f", "&", "[", "]", ";"),
    *("/", "n", "N", "t", "y", "r", "u", "u", "U", "V", "K", "J", "ctrl+t", "down", "up", "left", "right", "space"),
    *("+", "-", "backspace", "ctrl+n", "E", "z", "1", "2", "i", "home", "end", "?"),
]
SIZES = [(120, 40), (110, 26), (80, 24), (50, 14)]


def painted(walk: Journey) -> list[list[tuple[str, str]]]:
    """The screen cell by cell: the sign and how it looks."""
    return [
        [(sign, str(segment.style)) for segment in row for sign in segment.text]
        for row in walk.app.screen._compositor.render_strips()
    ]


def forget(walk: Journey) -> None:
    """Paint everything from nothing."""
    for widget in walk.app.screen.walk_children(Canvas):
        widget._rows_kept.clear()
        if isinstance(widget, ArticleView):
            widget._strips.clear()
            widget._lines.clear()
        if isinstance(widget, SheetView):
            widget._rows = None


async def assert_painted_as_anew(walk: Journey, pressed: list[str]) -> None:
    await walk.settle()
    before = painted(walk)
    forget(walk)
    after = painted(walk)
    for y, (was, wanted) in enumerate(zip(before, after, strict=True)):
        assert was == wanted, f"row {y} after {' '.join(pressed[-12:])}"


async def test_the_record_that_is_pointed_out_changes_while_a_form_is_set_from_the_text(project: Path) -> None:
    async with journey(project, (80, 24)) as walk:
        await walk.find("Omar Haddad")
        await walk.press("a", "enter", "g", "c", "tab", "tab", "space")
        assert walk.context == "mark"
        await walk.press("w", "b")
        draft = walk.app.stage.current
        while walk.app.stage.current in (draft, ""):
            await walk.press("w")
        await assert_painted_as_anew(walk, ["w"])


async def test_a_file_that_changes_under_an_open_form_leaves_no_mark_behind(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("g", "c", "enter")
        await walk.saved()
        await walk.find("harbour will")
        claim = walk.only("claim")
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("space", "h", "h", "enter")
        path = project / "annotations" / "me" / "harbour.toml"
        path.write_text(path.read_text().replace('status = "open"', 'status = "done"'))
        walk.app.saving.look_outside()
        await walk.settle()
        assert walk.app.stage.editor.state.header.status == "done"
        await assert_painted_as_anew(walk, ["look outside"])
        assert "harbour will close⟧in May" in walk.screen
        await walk.press("escape")
        await walk.press("C", "x")
        assert walk.records("claim") == []
        assert walk.app.stage.view.marks.at(claim.parts["content"][0].start) == []


async def test_a_file_that_changes_leaves_the_record_pointed_out(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("g", "l", "a", "enter")
        await walk.saved()
        path = project / "annotations" / "me" / "harbour.toml"
        path.write_text(path.read_text().replace('status = "open"', 'status = "done"'))
        walk.app.saving.look_outside()
        await walk.settle()
        assert walk.app.stage.editor.state.header.status == "done"
        assert walk.app.stage.view.current == walk.only("actor").id


async def test_the_other_copy_of_a_record_is_pointed_out_along(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("g", "l", "a", "enter")
        await walk.saved()
        start = walk.text.index("Omar Haddad")
        mine = project / "annotations" / "me" / "harbour.toml"
        theirs = project / "annotations" / "ann" / "harbour.toml"
        theirs.parent.mkdir()
        copy = mine.read_text().replace('annotator = "me"', 'annotator = "ann"').replace("Anna Keller", "Omar Haddad")
        theirs.write_text(
            copy.replace("start = 6\n", f"start = {start}\n").replace("end = 17\n", f"end = {start + 11}\n")
        )
        await walk.press("G", "V", "enter")
        assert walk.app.stage.others is not None
        for key in ("g", "l", "G"):
            await walk.press(key)
            await assert_painted_as_anew(walk, [key])


async def test_what_a_form_made_leaves_no_mark_when_it_is_deleted(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("g", "c", "enter", "s", "+", "enter")
        assert len(walk.records()) == 3
        assert_marks_are_those_of_the_records(walk)
        await walk.press("S", "x", "C", "x", "A", "x")
        assert walk.records() == []
        assert_marks_are_those_of_the_records(walk)


def assert_marks_are_those_of_the_records(walk: Journey) -> None:
    """What is marked in the text is what one has, each once, with what an open form would make."""
    stage = walk.app.stage
    wanted = Marks(stage.desk.codebook)
    for one in (stage.editor.state.records | {draft.id: draft for draft in stage._drafts}).values():
        wanted.add(one)
    assert every(stage.view.marks) == every(wanted)


def every(marks: Marks) -> Counter[tuple[int, int, str]]:
    return Counter((mark.start, mark.end, mark.record) for bucket in marks._buckets.values() for mark in bucket)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What keys save without saying where comes into a folder of the test's own."""
    monkeypatch.chdir(tmp_path)


async def random_keys(walk: Journey, seed: int, count: int) -> int:
    """Presses keys; after each the screen is what painting it anew gives, and the cursor is where the attention is.

    Returns how many it pressed.
    """
    chance = random.Random(seed)
    pressed: list[str] = []
    for _ in range(count):
        if chance.random() < 0.03:
            size = (chance.randrange(30, 150), chance.randrange(8, 50))
            pressed.append(str(size))
            await walk.resize(*size)
        else:
            pressed.append(chance.choice(KEYS))
            await walk.press(pressed[-1])
        await assert_painted_as_anew(walk, pressed)
        if type(walk) is Journey:
            assert_marks_are_those_of_the_records(walk)
        place = walk.app.cursor_position
        walk.app.stage.follow()
        assert walk.app.cursor_position == place, f"the cursor after {' '.join(pressed[-12:])}"
    return len(pressed)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_no_row_is_stale_after_any_key(project: Path, size: tuple[int, int]) -> None:
    two_coders(project)
    async with journey(project, size, annotator="ann") as walk:
        assert await random_keys(walk, size[0], 60) == 60


async def test_no_row_is_stale_after_any_key_of_a_review(project: Path) -> None:
    async with sitting(two_coders(project)) as walk:
        assert await random_keys(walk, 1, 60) == 60


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_no_row_is_stale_after_many_keys(project: Path, size: tuple[int, int], seed: int) -> None:
    two_coders(project)
    async with journey(project, size, annotator="ann") as walk:
        assert await random_keys(walk, seed, 400) == 400


class Watched(StatusBar):
    """Tells which parts are painted again."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self._size = Size(60, 2)
        self.parts: list[Region] = []

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self.parts += regions
        return self


SIGNS = st.text(st.sampled_from("ab \u0301\u0323北🚢👩\u200d\ufe0fक\u094dष"), max_size=12)


@given(SIGNS, SIGNS, SIGNS)
def test_a_row_is_painted_again_from_the_first_cell_that_differs(same: str, old: str, new: str) -> None:
    bar = Watched()
    bar.refresh_from(same + old, same + new)
    (part,) = bar.parts
    before, after = cells_of(same + old)[: part.x], cells_of(same + new)[: part.x]
    assert before == after
    assert part.right == 60


def test_the_second_row_of_a_message_changes_its_look_along_with_the_first() -> None:
    bar, long = Watched(), "word " * 20
    bar.show(long)
    bar.parts.clear()
    bar.show(long, error=True)
    assert {y for part in bar.parts for y in part.line_range} == {0, 1}
