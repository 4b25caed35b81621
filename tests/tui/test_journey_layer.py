"""A layer that is declared in the codebook alone goes through the whole journey."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import journey
from tests.tui.projects import annotation, harbour

EVENT = """
[[layer]]
name = "event"
title = "Events"
prefix = "ev"
key = "i"
color = "red"
help = "Something that happens."

[[layer.slot]]
name = "words"
type = "part"
required = true
title = "Words"

[[layer.slot]]
name = "agents"
type = "reference"
to = ["actor", "entity"]
many = true
title = "Agents"

[[layer.slot]]
name = "state"
type = "attribute"
values = ["planned", "over"]
keys = ["p", "o"]
default = "planned"
title = "State"

[[layer.slot]]
name = "dead"
type = "attribute"
kind = "integer"
title = "Dead"

[[layer.slot]]
name = "remark"
type = "attribute"
kind = "text"
title = "Remark"
"""


@pytest.fixture
def with_events(tmp_path: Path) -> Path:
    """The small project with a fourth layer."""
    return harbour(tmp_path / "more", more_codebook=EVENT)


async def test_a_made_up_layer_is_made_shown_edited_saved_and_read_again(with_events: Path) -> None:
    async with journey(with_events) as walk:
        assert "Events 0" in walk.screen
        assert "i makes one" in walk.screen
        assert "i event" in walk.screen.splitlines()[-1]
        await walk.find("Omar")
        await walk.press("a", "enter")
        await walk.find("promised new jobs")
        await walk.press("v", "w", "w", "i")
        assert "new event" in walk.screen
        assert "promised new jobs" in walk.screen
        for _ in range(5):
            if "▸ Agents" not in walk.screen:
                await walk.press("tab")
        await walk.press("/", *"anna", "enter", "/", *"omar had", "enter")
        await walk.press("o", "tab", "tab", "/", *"12", "enter", "tab", "/", *"not yet", "enter", "enter")
        event = walk.only("event")
        assert walk.quotes("event", "words") == ["promised new jobs"]
        assert event.values["state"] == "over"
        assert event.values["dead"] == 12
        assert event.values["remark"] == "not yet"
        assert len(event.references("agents")) == 2
        assert "Events 1" in walk.screen
        await walk.press("I")
        assert walk.app.stage.focus == 3
        await walk.press("g", "e", "p", "enter", "f")
        assert walk.only("event").values["state"] == "planned"
        assert walk.only("event").flag
        await walk.press("escape", "&")
        await walk.press("B")
        seen = ""
        for _ in range(12):
            seen += walk.screen
            await walk.press("space")
        assert "Something that happens." in seen
        await walk.press("escape")
        await walk.quit()
    first = annotation(with_events)
    assert "[[event.words]]" in first
    assert "dead = 12" in first
    async with journey(with_events) as walk:
        assert walk.only("event").values["remark"] == "not yet"
        assert walk.app.stage.editor.problems == {}
        await walk.press("I", "g", "x", "u")
        assert walk.only("event").flag
        await walk.saved()
    assert annotation(with_events) == first


async def test_an_integer_takes_no_words(with_events: Path) -> None:
    async with journey(with_events) as walk:
        await walk.find("smiled")
        await walk.press("v", "i", "tab", "tab", "tab")
        assert "▸ Dead" in walk.screen
        await walk.press("/", *"many", "enter")
        assert "whole number" in walk.said
        await walk.press("escape", "escape")
        assert walk.records("event") == []


async def test_the_keys_of_a_made_up_layer_are_in_help_and_palette(with_events: Path) -> None:
    async with journey(with_events, size=(120, 60)) as walk:
        await walk.press("?")
        assert "Events" in walk.screen
        await walk.press("q", ":", *"make event")
        assert "▸ Make event" in walk.screen
        await walk.press("enter")
        assert "new event" in walk.screen
