"""A note to be written: on a line, or in the person's own editor. What is typed and left stands among the messages."""

from __future__ import annotations

from collections.abc import Callable

from workbench.tui.field_sheet import FieldSheet
from workbench.tui.stage import Stage


def ask_note(
    stage: Stage,
    title: str,
    before: str,
    accept: Callable[[str], None],
    hint: str,
    edit_outside: Callable[[str], str | None] | None = None,
) -> None:
    """Ask for a note that is ``before`` up to now; ``accept`` gets what it is to be, once the sheet is away.

    ``edit_outside`` writes a text in the person's own editor; None of it says that that failed.
    """

    def take(text: str) -> None:
        stage.pop()
        accept(text)

    def leave() -> None:
        stage.pop()
        if sheet.begun:
            stage.say(f"not kept: “{sheet.line.text}” · {stage.key('app.problems')} lists it with the messages")

    def more(command_id: str) -> bool:
        if command_id != "field.editor":
            return False
        if edit_outside is not None and (text := edit_outside(sheet.line.text)) is not None:
            take(text)
        return True

    sheet = FieldSheet(title, take, leave, hint, more if edit_outside is not None else None, before=before)
    stage.push(sheet)
