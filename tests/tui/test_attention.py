"""The terminal's own cursor is where the attention is, and the theme of high contrast deserves its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.reviewing import sitting, two_coders
from workbench.tui.palette import PALETTES, mark_style

READABLE = 7.0
"""The contrast that WCAG 2.2 asks for in its strictest level (success criterion 1.4.6)."""

ROLES = ("text", "dim", "accent", "error", "title", "key")


def row_at_cursor(walk: Journey) -> str:
    """The painted row in which the terminal's cursor stands."""
    x, y = walk.app.cursor_position
    return walk.screen.splitlines()[y][x:]


async def test_the_cursor_follows_the_attention(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar Haddad")
        assert row_at_cursor(walk).startswith("Omar Haddad")
        await walk.press("a")
        await walk.type("Port")
        assert row_at_cursor(walk).strip() == "", "behind the query"
        await walk.press("down")
        assert (
            row_at_cursor(walk).startswith("leave unlinked")
            or "▸" in walk.screen.splitlines()[walk.app.cursor_position[1]]
        )
        await walk.press("up", "escape")
        assert row_at_cursor(walk).startswith("Omar Haddad")
        await walk.press("a", "enter", "g", "a", "enter")
        await walk.press("A")
        assert row_at_cursor(walk).startswith("▸")
        before = row_at_cursor(walk)
        await walk.press("j")
        assert row_at_cursor(walk).startswith("▸")
        assert row_at_cursor(walk) != before
        await walk.press("escape", "c")
        assert "▸" in walk.screen.splitlines()[walk.app.cursor_position[1]]
        await walk.press("escape", "/")
        await walk.type("Keller")
        assert "Keller" in walk.screen.splitlines()[walk.app.cursor_position[1]]


@pytest.mark.parametrize("size", [(120, 24), (100, 28), (80, 24), (120, 40)], ids=str)
async def test_the_cursor_goes_along_into_a_pane_that_was_hidden(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size=size) as walk:
        await walk.find("Omar Haddad")
        await walk.press("a", "enter", "c", "enter")
        for key in ("A", "C", "A", "C"):
            await walk.press(key)
            assert row_at_cursor(walk).startswith("▸"), key


async def test_the_cursor_stays_on_the_chosen_row_when_rows_come_and_go(project: Path) -> None:
    async with journey(project) as walk:
        for name in ("Anna Keller", "Omar Haddad", "Port Union"):
            await walk.find(name)
            await walk.press("a", "enter")
        await walk.press("A", "G")
        for key in ("u", "U", "u", "u", "U", "U"):
            await walk.press(key)
            assert row_at_cursor(walk).startswith("▸"), key


@pytest.mark.parametrize("keys", [("A",), ("O",), ("A", "V"), ("H",)], ids=" ".join)
async def test_the_cursor_goes_along_when_the_window_changes(project: Path, keys: tuple[str, ...]) -> None:
    async with journey(project) as walk:
        await walk.find("Omar Haddad")
        await walk.press("a", "enter", *keys)
        for size in ((110, 24), (90, 30), (76, 12), (140, 45), (120, 40)):
            await walk.resize(*size)
            await walk.settle()
            place = walk.app.cursor_position
            walk.app.stage.follow()
            assert walk.app.cursor_position == place, size


@pytest.mark.parametrize("size", [(83, 5), (70, 7), (20, 5), (59, 6), (83, 9)], ids=str)
async def test_what_is_typed_can_be_read_in_the_smallest_window(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size=size) as walk:
        for keys in ("a", ":", "O", "/"):
            await walk.press(keys)
            await walk.type("Por")
            x, y = walk.app.cursor_position
            assert "Por" in walk.screen.splitlines()[y][:x], keys
            await walk.press("escape")


@pytest.mark.parametrize("size", [(83, 5), (20, 5), (59, 8), (83, 12)], ids=str)
async def test_and_in_a_review(project: Path, size: tuple[int, int]) -> None:
    async with sitting(two_coders(project), size=size) as walk:
        for keys in (":", "O", "/"):
            await walk.press(keys)
            await walk.type("Por")
            x, y = walk.app.cursor_position
            assert "Por" in walk.screen.splitlines()[y][:x], keys
            await walk.press("escape")


def luminance(color: str) -> float:
    """The relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["ground", "current"])
def test_the_theme_of_high_contrast(ground: str) -> None:
    palette = PALETTES["contrast"]
    behind = getattr(palette, ground)
    colors = [palette.text, palette.dim, palette.accent, palette.error, *(palette.layers or {}).values()]
    assert min(contrast(color, behind) for color in colors) >= READABLE


LOOKS: dict[str, dict[str, bool]] = {
    "nothing": {},
    "a mention": {"underline": True},
    "a cue": {"bold": True},
    "a content": {"italic": True},
    "a mention in a content": {"underline": True, "italic": True},
    "current": {"current": True},
    "a mention, current": {"underline": True, "current": True},
    "selected": {"selected": True},
    "a cue, selected": {"bold": True, "selected": True},
    "current, selected": {"current": True, "selected": True},
    "a hit": {"hit": True},
    "a mention, a hit": {"underline": True, "hit": True},
    "current, a hit": {"current": True, "hit": True},
}
"""What may lie over a word."""


def attributes(theme: str, look: dict[str, bool]) -> tuple[bool | None, ...]:
    """What is left of a look where no colour can be seen, on a terminal of the first ones: bold, underlined, reversed."""
    names = ("underline", "bold", "italic", "dotted", "current", "selected")
    style = mark_style(theme, "cyan", **{name: look.get(name, False) for name in names}, hit=look.get("hit", False))
    return style.bold, style.underline, style.reverse


@pytest.mark.parametrize("theme", PALETTES)
def test_what_lies_over_a_word_is_told_without_a_colour(theme: str) -> None:
    found = {name: attributes(theme, look) for name, look in LOOKS.items()}
    current = {name for name, (bold, underline, reverse) in found.items() if bold and underline and not reverse}
    assert current == {"current", "a mention, current"}
    assert {name for name, (bold, _, reverse) in found.items() if reverse and not bold} == {
        name for name in LOOKS if "selected" in name
    }
    assert {name for name, (bold, _, reverse) in found.items() if reverse and bold} == {
        name for name in LOOKS if "a hit" in name
    }


@pytest.mark.parametrize("theme", PALETTES)
def test_roles_that_say_something_are_told_without_a_colour(theme: str) -> None:
    palette = PALETTES[theme]
    text = palette.style("text")
    for role in ("error", "accent", "title", "key", "chosen", "bar"):
        style = palette.style(role)
        assert (style.bold, style.reverse) != (text.bold, text.reverse), role
