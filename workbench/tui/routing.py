"""Keys to commands: counts, sequences, contexts; what is no command goes to the sheet as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.core.errors import WorkbenchError
from workbench.keys.commands import CHAINS, COUNTED, TYPED
from workbench.keys.live import Found, Pending
from workbench.keys.portable import from_textual, label
from workbench.tui.keyboard import keys_of
from workbench.tui.list_sheet import ListSheet
from workbench.tui.moving import Command
from workbench.tui.pasted import first_line, for_field, looks_pasted
from workbench.tui.stage import Stage

_EDITING = {"backspace": "back", "delete": "back", "ctrl+u": "clear"}
"""Keys that edit the line being typed, where the keymap gives them no other meaning."""

_OPENERS = frozenset(("search.start", "pane.filter", "form.query"))
"""Commands whose key opens a field, so that what is typed ahead may follow at once."""

_SMALL = frozenset(
    (
        *(f"move.{unit}.{way}" for unit in ("word", "character") for way in ("next", "previous")),
        *("move.line.down", "move.line.up"),
        *(f"select.{what}" for what in ("toggle", "grow", "shrink", "swap", "end.next", "end.previous")),
    )
)
"""Commands that leave what the status line says: after them it is still about what one does."""

MOST = 9999
"""The largest count."""


class Router:
    """Turns key presses into commands."""

    def __init__(self, stage: Stage, commands: Mapping[str, Command], after: Callable[[], None]) -> None:
        self._stage = stage
        self._commands = commands
        self._after = after
        self._pressed: tuple[str, ...] = ()
        self._count = ""
        self._held: list[tuple[str, str | None]] = []
        stage.on_accepted = self.release

    def key(self, textual_key: str, character: str | None) -> None:
        """A key was pressed. While a list waits for the rows of which one is to be taken, keys wait with it."""
        top = self._stage.sheets[-1] if self._stage.sheets else None
        if isinstance(top, ListSheet) and top.accepting:
            if textual_key != "escape":
                self._held.append((textual_key, character))
                return
            top.accepting = False
            self._held.clear()
        self._key(from_textual(textual_key, character), character)

    def release(self) -> None:
        """The row was taken: the keys that waited are pressed now."""
        self._after()
        while self._held:
            top = self._stage.sheets[-1] if self._stage.sheets else None
            if isinstance(top, ListSheet) and top.accepting:
                return
            self._key(from_textual(*self._held[0]), self._held.pop(0)[1])

    def _key(self, key: str, character: str | None) -> None:
        context = self._stage.context
        if not self._pressed and context in COUNTED and key.isascii() and key.isdigit() and (self._count or key != "0"):
            self._count = str(min(MOST, int(self._count + key)))
            self._stage.status.show(f"{self._count} …")
            return
        pressed = (*self._pressed, key)
        found = self._stage.keymap.lookup(CHAINS[context], pressed)
        if isinstance(found, Pending):
            self._pressed = pressed
            options = ", ".join(f"{label(keys)} {command.title.lower()}" for keys, command in found.options)
            self._stage.status.show(f"{' '.join(label(one) for one in pressed)} … {options}", passing=True)
            return
        count = int(self._count or 1)
        counted = bool(self._count)
        self._pressed, self._count = (), ""
        if counted:
            self._stage.status.show("")
        if isinstance(found, Found):
            self.run(found.command.id, count if found.command.repeats else 1)
        else:
            self._loose(key, character, context, pressed, counted)

    def _loose(self, key: str, character: str | None, context: str, pressed: tuple[str, ...], counted: bool) -> None:
        """A key that is no command here."""
        sheets = self._stage.sheets
        if sheets and not self._stage.marking:
            if context in TYPED and key in _EDITING:
                self._guard(
                    lambda: sheets[-1].command(f"{'field' if context == 'field' else 'list'}.{_EDITING[key]}", 1)
                )
            elif character and character.isprintable() and len(pressed) == 1:
                taken: list[bool] = []
                self._guard(lambda: taken.append(sheets[-1].typed(character)))
                if taken == [False]:
                    self._stage.say(f"{label(key)} means nothing here", passing=True)
            self._stage.repaint_sheet()
            return
        shown = " ".join(label(one) for one in pressed)
        cleared = counted and key == "escape"
        helps = self._stage.key("app.help")
        said = "" if cleared else f"{shown} means nothing here · {helps} shows the keys"
        self._stage.status.show(said, passing=True)

    def paste(self, text: str) -> None:
        """Pasted text goes into the field that has the focus, or nowhere; it never runs as commands."""
        sheets = self._stage.sheets
        if sheets and not self._stage.marking and self._stage.context in TYPED:
            self._guard(lambda: sheets[-1].typed(text))
            self._stage.repaint_sheet()
        else:
            self._stage.say("pasted text has no place here", passing=True)

    def burst(self, text: str) -> None:
        """Text that arrived too fast for typing: as pasted, but for what ``pasted`` says of Enter and of ``/``."""
        if self._stage.context in TYPED and self._stage.sheets and not self._stage.marking:
            body, entered = for_field(text)
            self.paste(body)
            if entered:
                self.key("enter", "\r")
        elif self._opens_field(text[0]):
            line, rest = first_line(text)
            for key, character in keys_of(line):
                self.key(key, character)
            if looks_pasted(rest):
                self.burst(rest)
            else:
                for key, character in keys_of(rest):
                    self.key(key, character)
        else:
            self.paste(text)

    def _opens_field(self, char: str) -> bool:
        found = self._stage.keymap.lookup(CHAINS[self._stage.context], (*self._pressed, char))
        return isinstance(found, Found) and found.command.id in _OPENERS

    def run(self, command_id: str, count: int = 1) -> None:
        """Do a command."""
        stage = self._stage
        said = stage.status.times
        act = self._commands.get(command_id)
        if stage.sheets and not stage.marking and act is None:
            self._guard(lambda: stage.sheets[-1].command(command_id, count))
            stage.repaint_sheet()
        elif act is not None:
            self._guard(lambda: act(count))
        if said == stage.status.times:
            self._silence(command_id)
        self._after()

    def _silence(self, command_id: str) -> None:
        """A command said nothing: what was said before it goes away, unless it still holds or is still of use."""
        if command_id in ("app.redraw", "app.suspend"):
            return
        stage = self._stage
        holds = command_id in _SMALL or stage.marking or stage.session.trouble or stage.status.stays
        if stage.status.said and (stage.status.passing or not holds):
            stage.status.show("")

    def _guard(self, act: Callable[[], object]) -> None:
        """What is refused is said, and nothing else happens."""
        try:
            act()
        except WorkbenchError as error:
            self._stage.say(str(error), error=True, passing=True)
