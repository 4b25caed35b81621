"""Whatever the detail shows is what a command is about, in the article and in the panes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from workbench.core.span import Span

SHOWN = re.compile(r"\b(?:actor|stance|claim) ([asc]-\w{6})\b")
"""The heading of the detail."""

WALKS = ("A", "S", "C", "tab", "escape", "j", "k", "g", "G", "enter", "]", "[", ";", "t", "T", "/ a enter", "/ escape")
"""What chooses another record, or another place to choose from."""

ACTS = ("f", "m x enter", "x", "u", "U", "e down escape", "p enter", "y", "r")
"""What acts on the record shown, or changes what there is to be shown."""


def shown(walk: Journey) -> str:
    """The id in the detail; "" where it shows no record, or one that is only offered."""
    found = SHOWN.findall("\n".join(walk.screen.splitlines()[:-2]))
    return found[-1] if found else ""


async def coded(walk: Journey) -> None:
    """Seven actors, two claims and two stances, some over one another."""
    await walk.find("Anna")
    await walk.press("a", "enter", "p", "enter")
    for name in ("Omar", "Zorvath", "Port Union"):
        await walk.find(name)
        await walk.press("a", "enter")
    for words in ("Mayor", "rejected"):
        await walk.find(words)
        await walk.press("c", "enter", "s", "+", "enter")
        assert walk.context == "article", walk.said


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_walking_on_from_a_pane_acts_on_what_the_detail_shows(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        await coded(walk)
        for keys in (("g", "C", "]"), ("g", "C", "enter", ";"), ("g", "A", "]", "]"), ("G", "S", "[")):
            await walk.press("escape", *keys)
            at = shown(walk)
            await walk.press("f")
            assert [record.id for record in walk.records() if record.flag] == [at], f"{keys}: {walk.said}"
            await walk.press("u")
        await walk.press("escape", "g", "C", "]")
        at, before = shown(walk), {record.id for record in walk.records()}
        assert at.startswith("s-")
        await walk.press("x")
        assert {record.id for record in walk.records()} == before - {at}


async def test_the_row_of_a_pane_follows_where_it_lists_the_record(project: Path) -> None:
    async with journey(project) as walk:
        await coded(walk)
        await walk.find("Omar")
        await walk.press("A", "]")
        assert walk.cursor_at("Port Union")
        assert (walk.context, "▸ Port Union" in walk.screen) == ("pane", True)
        await walk.press("C", "g", "]")
        assert shown(walk)[:1] in ("a", "s")
        assert walk.context == "article"


async def test_going_to_a_mention_from_its_card_goes_to_the_record_there(project: Path) -> None:
    async with journey(project) as walk:
        await coded(walk)
        await walk.press("A", "g")
        stage = walk.app.stage
        first = stage.current
        await walk.press("Q", "end", "enter")
        assert stage.current != first
        assert (walk.context, stage.lists.chosen) == ("pane", stage.current)
        assert stage.current in stage.records_here()
        await walk.press("C", "g")
        stage.go_to_span(Span(walk.text.index("Zorvath"), 0))
        assert walk.context == "article"
        assert stage.labels().name(stage.editor.record(stage.current)) == "Zorvath"


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_the_detail_shows_is_what_a_step_is_about(project: Path, seed: int) -> None:
    choose = random.Random(seed)
    async with journey(project, ((120, 40), (80, 24))[seed % 2]) as walk:
        await coded(walk)
        acted = 0
        pressed: list[str] = []
        for _ in range(60):
            act = choose.random() < 0.3
            keys = choose.choice(ACTS if act else WALKS)
            before, at = list(walk.app.stage.editor.history.done), shown(walk)
            pressed.append(keys)
            await walk.press(*keys.split())
            while walk.context not in ("article", "pane"):
                await walk.press("escape")
            stage, done = walk.app.stage, walk.app.stage.editor.history.done
            assert stage.focus < 0 or stage.current == stage.lists.chosen, pressed
            if keys in ("f", "x", "m x enter") and len(done) > len(before):
                (changed,) = [one.id for one in done[-1].edits if keys != "x" or one.after is None]
                assert changed == at, f"{pressed}: {walk.said}"
                acted += 1
            elif keys in ("f", "x") and at:
                assert "change or delete that first" in walk.said, f"{pressed}: nothing was done with {at}"
        assert acted
