"""The keys that are live in one project: what a press means, and which keys a command has.

A press is looked up in a chain of contexts, narrowest first (``commands.CHAINS``). Sequences wait: after the first key
of ``g g`` the answer is what may follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.keys.commands import CONTEXTS, Command
from workbench.keys.portable import label, steps

Slots = Mapping[tuple[str, str], tuple[str, ...]]
"""(context, id of a command) → its keys there."""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys pressed so far are those of a command."""

    command: Command


@dataclass(frozen=True, slots=True)
class Pending:
    """The keys pressed so far begin some sequences: what may follow (keys with blanks between), and what it does."""

    options: tuple[tuple[str, Command], ...]


class Row(NamedTuple):
    """One line of a key table."""

    context: str
    command: Command
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveKeymap:
    """A complete keymap without clashes; build it with ``keymap.resolve``."""

    name: str
    title: str
    commands: tuple[Command, ...]
    slots: Slots
    _pressed: Mapping[str, Mapping[tuple[str, ...], Command]] = field(init=False, repr=False, compare=False)
    _ids: Mapping[str, Command] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pressed: dict[str, dict[tuple[str, ...], Command]] = {}
        for command in self.commands:
            for context in command.contexts:
                for keys in self.slots.get((context, command.id), ()):
                    pressed.setdefault(context, {}).setdefault(steps(keys), command)
        object.__setattr__(self, "_pressed", pressed)
        object.__setattr__(self, "_ids", {command.id: command for command in self.commands})

    def lookup(self, contexts: Sequence[str], pressed: tuple[str, ...]) -> Found | Pending | None:
        """What the keys pressed since the last command mean; ``contexts`` narrowest first, ``pressed`` in our spelling.

        The narrowest context that knows the keys decides; where it waits for more, the sequences of the wider ones that
        begin alike are options too. ``None`` where nothing begins so, and for no keys at all.
        """
        if not pressed:
            return None
        for place, context in enumerate(contexts):
            table = self._pressed.get(context, {})
            if pressed in table:
                return Found(table[pressed])
            if self._longer(context, pressed):
                return Pending(self._options(contexts[place:], pressed))
        return None

    def _longer(self, context: str, pressed: tuple[str, ...]) -> list[tuple[tuple[str, ...], Command]]:
        size = len(pressed)
        table = self._pressed.get(context, {})
        return [(keys, command) for keys, command in table.items() if len(keys) > size and keys[:size] == pressed]

    def _options(self, contexts: Iterable[str], pressed: tuple[str, ...]) -> tuple[tuple[str, Command], ...]:
        options: dict[str, Command] = {}
        for context in contexts:
            for keys, command in self._longer(context, pressed):
                options.setdefault(" ".join(keys[len(pressed) :]), command)
        return tuple(options.items())

    def command(self, command_id: str) -> Command | None:
        """The command with this id, if the program has it."""
        return self._ids.get(command_id)

    def keys_of(self, command_id: str, context: str = "") -> tuple[str, ...]:
        """The keys of a command in a context (empty: where it is at home), the first one to be shown first."""
        command = self._ids.get(command_id)
        if command is None:
            return ()
        return self.slots.get((context or command.home, command_id), ())

    def label_of(self, command_id: str, context: str = "") -> str:
        """A command's first key as it is shown; empty where it has none."""
        keys = self.keys_of(command_id, context)
        return label(keys[0]) if keys else ""

    def rows(self) -> tuple[Row, ...]:
        """The key table: every command once where it is at home, and again wherever its keys are others."""
        found: list[Row] = []
        for context in CONTEXTS:
            for command in self.commands:
                if context not in command.contexts:
                    continue
                keys = self.keys_of(command.id, context)
                if context == command.home or (keys and keys != self.keys_of(command.id)):
                    found.append(Row(context, command, keys))
        return tuple(found)

    def rows_in(self, contexts: Sequence[str]) -> tuple[Row, ...]:
        """What can be pressed in a chain of contexts, narrowest first; a command without a key there is left out."""
        found: dict[str, Row] = {}
        for context in contexts:
            for command in self.commands:
                keys = self.slots.get((context, command.id), ()) if context in command.contexts else ()
                live = tuple(key for key in keys if self.lookup(contexts, steps(key)) == Found(command))
                if live and command.id not in found:
                    found[command.id] = Row(context, command, live)
        return tuple(found.values())
