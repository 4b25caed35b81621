"""What the status line says stays as long as it is about what one does, and no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import journey
from tests.tui.reviewing import two_coders

MADE = "actor made: Anna Keller · u undoes"


@pytest.mark.parametrize("key", ["w", "b", "j", "k", "+", "v", ".", ">", "o"])
async def test_small_moves_leave_what_just_happened(project: Path, key: str) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "w")
        assert walk.said == MADE
        await walk.press(key)
        assert walk.said == MADE


@pytest.mark.parametrize("key", [")", "}", "]", "space", "g", "A", "escape", ";"])
async def test_what_goes_elsewhere_takes_the_old_message_away(project: Path, key: str) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        assert walk.said == MADE
        await walk.press(key)
        assert walk.said == {"]": "no record further on", ";": "only this record is here"}.get(key, "")
        assert MADE not in walk.screen


@pytest.mark.parametrize("key", ["Z", "x", "]", ";", "n", "K", ","])
async def test_a_refusal_lasts_until_the_next_key(project: Path, key: str) -> None:
    async with journey(project) as walk:
        await walk.press(key)
        assert walk.said != ""
        await walk.press("w")
        assert walk.said == ""


async def test_that_something_could_not_be_saved_stays(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        (project / "annotations").write_text("no folder")
        await walk.press("a", "enter")
        await walk.until(lambda: walk.app.stage.status.error)
        said = walk.said
        assert "annotations" in said
        await walk.press("g", ")", "A", "tab")
        assert walk.said == said
        (project / "annotations").unlink()
        await walk.press("ctrl+s")
        await walk.saved()
        await walk.press("g")
        assert walk.said != said


async def test_how_to_begin_stays_while_one_looks_around(project: Path) -> None:
    two_coders(project)
    async with journey(project) as walk:
        said = "ann’s work, read-only · a on a name begins your own · ? helps"
        assert walk.said == said
        await walk.press("]", "]", ")", "A", "escape", "w")
        assert walk.said == said
        await walk.press("V", "escape")
        assert walk.said == ""
