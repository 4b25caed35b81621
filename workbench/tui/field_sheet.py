"""One line of text, and a question to be answered with yes or no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.core.width import cells
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles, TextLine, wrapped


@dataclass(slots=True)
class FieldSheet:
    """A text to type: a search, a note, a value."""

    title: str
    accept: Callable[[str], None]
    cancel: Callable[[], None]
    hint: str = ""
    more: Callable[[str], bool] | None = None
    on_change: Callable[[str], None] | None = None
    context: str = "field"
    before: str = ""
    """What stands there to begin with."""
    line: TextLine = field(default_factory=TextLine)
    _caret: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self.line.text = self.before

    @property
    def begun(self) -> bool:
        """Whether something was typed that would be lost."""
        return bool(self.line.text.strip()) and self.line.text != self.before

    def typed(self, text: str) -> bool:
        """Letters go into the text."""
        self.line.type(text)
        self._changed()
        return True

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change(self.line.text)

    def command(self, command_id: str, count: int) -> bool:
        """Take or leave the text, or change it."""
        if command_id == "field.accept":
            self.accept(self.line.text)
        elif command_id == "field.cancel":
            self.cancel()
        elif command_id == "field.back":
            self.line.back()
            self._changed()
        elif command_id == "field.clear":
            self.line.clear()
            self._changed()
        else:
            return self.more(command_id) if self.more is not None else False
        return True

    def caret(self) -> tuple[int, int] | None:
        """Behind the last character."""
        return self._caret

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The text, broken into rows, and the hint."""
        lines = wrapped(self.line.text, max(4, width - 3))
        self._caret = (2 + cells(lines[-1]), min(len(lines), height) - 1)
        rows: list[RowOfRoles] = [[("▏ ", "accent"), (line, "text")] for line in lines[-height:]]
        rows += [[(f"  {line}", "dim")] for line in wrapped(self.hint, max(4, width - 3)) if self.hint]
        return rows


@dataclass(slots=True)
class DialogSheet:
    """A question; ``yes`` and ``no`` are called for the answer."""

    title: str
    question: str
    yes: Callable[[], None]
    no: Callable[[], None]
    context: str = "dialog"

    def typed(self, text: str) -> bool:
        """Letters mean nothing here, but for the keys of the answers."""
        return False

    def command(self, command_id: str, count: int) -> bool:
        """The answer."""
        if command_id == "dialog.yes":
            self.yes()
        elif command_id == "dialog.no":
            self.no()
        else:
            return False
        return True

    def caret(self) -> tuple[int, int] | None:
        """At the start of the question."""
        return 1, 0

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The question."""
        return [[(f" {line}", "text")] for line in wrapped(words(self.question), width - 2)]
