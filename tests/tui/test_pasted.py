"""Text that arrives too fast for typing: where it goes, and that it is no command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.projects import annotation
from tests.tui.reviewing import sitting, two_coders
from workbench.tui.keyboard import Burst


async def burst(walk: Journey, text: str) -> None:
    """Text as a terminal without bracketed paste hands it over."""
    walk.app.post_message(Burst(text))
    await walk.settle()


async def test_in_the_article_and_in_the_panes_it_goes_nowhere(project: Path) -> None:
    async with journey(project) as walk:
        for keys in ((), ("A",)):
            await walk.press(*keys)
            await burst(walk, "a quick claim\rq all of them\r")
            assert "pasted text has no place here" in walk.said
            assert walk.records() == []
            assert not walk.app._exit
    assert annotation(project) == ""


async def test_in_a_form_it_sets_nothing(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("c")
        before = walk.screen
        await burst(walk, "1234 hedged - or so\r")
        assert walk.context == "form"
        assert walk.records() == []
        assert [line for line in walk.screen.splitlines() if "▸" in line] == [
            line for line in before.splitlines() if "▸" in line
        ]


async def test_in_a_field_it_is_text_and_a_closing_line_end_is_enter(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("/")
        await burst(walk, "Omar Haddad\r")
        assert walk.cursor_at("Omar Haddad")
        assert walk.context == "article"
        await walk.press("g", "/")
        await burst(walk, "Anna\rKeller rejected\r")
        assert walk.context == "field"
        assert "Anna Keller rejected" in walk.screen
        await walk.press("enter")
        assert walk.cursor_at("Anna Keller rejected")


async def test_a_search_typed_ahead_is_a_search_and_the_next_line_is_judged_for_itself(project: Path) -> None:
    async with journey(project) as walk:
        await burst(walk, "/Omar Haddad\r")
        assert walk.cursor_at("Omar Haddad")
        await burst(walk, "/Port Union\rall of it, quit\r")
        assert walk.cursor_at("Port Union")
        assert walk.records() == []
        assert "pasted text has no place here" in walk.said
        await burst(walk, "/Omar Haddad\ra\r")
        assert walk.only("actor").text("entity") == "omar-haddad"


async def test_text_that_begins_like_any_other_command_opens_nothing(project: Path) -> None:
    async with journey(project) as walk:
        for text in (":quit and go\r", "c 1234 hedged\r", "? help me out\r"):
            await burst(walk, text)
            assert walk.context == "article"
        assert walk.records() == []


@pytest.mark.parametrize("text", ["1 or 2 is right\r", "yes, all of these"])
async def test_in_a_review_it_decides_nothing(project: Path, text: str) -> None:
    async with sitting(two_coders(project)) as walk:
        await burst(walk, text)
        assert len(walk.gold.records) == 0
