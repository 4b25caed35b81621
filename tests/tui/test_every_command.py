"""Nothing in the table of commands is without an action."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from workbench.desk.keymaps import layer_keys
from workbench.keys.commands import Command, commands_for

SHEETS = {"form", "list", "picker", "field", "dialog", "reader", "network", "figures", "matrix", "lesson", "job"}
"""The contexts whose commands a sheet answers itself."""

OPENED_BY: dict[str, list[str]] = {
    "form": ["c"],
    "list": ["O"],
    "picker": ["a"],
    "field": ["m"],
    "reader": ["?"],
    "network": ["H"],
}
"""The keys that open a sheet of each context, with the cursor on a tagged name (``m``) or another one."""


def table(walk: Journey) -> tuple[Command, ...]:
    """Every command of the open project."""
    return commands_for(layer_keys(walk.app.desk.codebook))


async def test_every_command_that_is_not_a_sheets_own_has_an_action(project: Path) -> None:
    async with journey(project) as walk:
        known = set(walk.app.router._commands)
        wanted = {command.id for command in table(walk) if command.home not in {*SHEETS, "review"}}
        assert wanted - known == set()
        assert known - wanted == set()


@pytest.mark.parametrize("context", sorted(OPENED_BY))
async def test_every_command_of_a_sheet_is_answered(project: Path, context: str) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "ctrl+d")
        wanted = [command for command in table(walk) if command.home == context]
        assert wanted
        walk.app.recording._edit_outside = lambda text: None
        await walk.find("Zorvath" if context == "field" else "Mayor")
        for command in wanted:
            while walk.app.stage.sheets:
                await walk.press("n" if walk.context == "dialog" else "escape")
            await walk.press(*OPENED_BY[context])
            assert walk.context == context
            answered: list[bool] = []
            walk.app.router._guard(
                lambda command=command, answered=answered: answered.append(  # type: ignore[misc]
                    walk.app.stage.sheets[-1].command(command.id, 1)
                )
            )
            assert answered != [False], command.id


@pytest.mark.parametrize("answer", ["dialog.yes", "dialog.no"])
async def test_a_question_takes_yes_and_no(project: Path, answer: str) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", *"harb auth", "enter")
        assert walk.context == "dialog"
        assert walk.app.stage.sheets[-1].command(answer, 1)
        assert walk.context == "article"
