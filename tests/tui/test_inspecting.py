"""A key says what a stand-in is, and at which offset."""

from __future__ import annotations

from pathlib import Path

from tests.tui.journey import journey

TEXT = "Anna \x1b[31m said\u202e no, and Zorvath left.\n"


async def test_one_stand_in_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(TEXT.encode())
    assert TEXT[15] == "\u202e"
    async with journey(tmp_path) as walk:
        await walk.find("said")
        await walk.press("*")
        assert walk.said == "▫ at 15 stands for U+202E RIGHT-TO-LEFT OVERRIDE"


async def test_several_are_listed_and_gone_to(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(TEXT.encode())
    async with journey(tmp_path) as walk:
        await walk.press("v", "$", "*")
        assert walk.context == "list"
        await walk.press("down", "enter")
        assert walk.app.stage.reader.cursor == TEXT.index("\u202e")


async def test_a_common_character_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(TEXT.encode())
    async with journey(tmp_path) as walk:
        await walk.find("Zorvath")
        await walk.press("*")
        assert walk.said.startswith(f"Z at {TEXT.index('Zorvath')} is U+005A LATIN CAPITAL LETTER Z")
