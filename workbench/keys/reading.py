"""A keymap as it stands in one file: read from parsed TOML, every problem named with its place.

    format = 1
    title = "My keys"
    base = "default"            # a person's own: the shipped keymap that it changes

    [article]
    "move.word.next" = ["w", "right"]
    "record.delete" = ["d d"]   # two keys, one after the other
    "search.start" = []         # no key

What is wrong is left out and reported; the rest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.core.errors import Problem
from workbench.keys.commands import CONTEXTS, COUNTED, TYPED, Command, by_id
from workbench.keys.portable import printing, steps, trouble

FORMAT = 1
"""The newest format of a keymap file that this program reads."""

_TOP = ("format", "title", "base")
_COMMANDS = by_id()
_LAYER_COMMAND = re.compile(r"(make|pane)\.[a-z][a-z0-9_]*(\.layer)?")

Bindings = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of one file: context → command → keys; no keys at all take the command's key away."""

    name: str
    title: str
    base: str = ""
    bindings: Bindings = field(default_factory=dict)
    path: str = ""


def parse_keymap(data: Mapping[str, object], name: str, path: str) -> tuple[Keymap, tuple[Problem, ...]]:
    """The keymap in a parsed TOML file, and everything that is wrong in it.

    A file of a newer format gives a keymap without bindings, because its lines may mean something else.
    """
    problems: list[Problem] = []
    title = _text(data, "title", path, problems) or name
    base = _text(data, "base", path, problems)
    if not _format_read(data, path, problems):
        return Keymap(name, title, base, {}, path), tuple(problems)
    bindings: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for key, value in data.items():
        if key in _TOP:
            continue
        if key not in CONTEXTS:
            what = "there is no such context" if isinstance(value, Mapping) else "there is no such setting"
            known = CONTEXTS if isinstance(value, Mapping) else _TOP
            problems.append(Problem(path, what + nearest(key, known), record=key))
        elif not isinstance(value, Mapping):
            problems.append(Problem(path, f"should be a table of commands, not {_kind(value)}", record=key))
        else:
            bindings[key] = _context(key, value, path, problems)
    return Keymap(name, title, base, bindings, path), tuple(dict.fromkeys(problems))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the known one that is nearest, or nothing."""
    from difflib import get_close_matches  # only where something is wrong, so that a start does not pay for it

    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def _text(data: Mapping[str, object], key: str, path: str, problems: list[Problem]) -> str:
    value = data.get(key, "")
    if isinstance(value, str):
        return value
    problems.append(Problem(path, f"should be a text, not {_kind(value)}", key=key))
    return ""


def _format_read(data: Mapping[str, object], path: str, problems: list[Problem]) -> bool:
    """Whether the file's lines can be read; a format that is missing or of a wrong type counts as the present one."""
    value = data.get("format")
    if value is None:
        problems.append(Problem(path, f"is missing; write format = {FORMAT}", key="format"))
    elif isinstance(value, bool) or not isinstance(value, int):
        problems.append(Problem(path, f"should be a whole number, not {_kind(value)}", key="format"))
    elif value > FORMAT:
        what = f"{value} is newer than this program, which reads {FORMAT}; nothing of this file is used"
        problems.append(Problem(path, what, key="format"))
        return False
    elif value < FORMAT:
        problems.append(Problem(path, f"{value} never existed; write format = {FORMAT}", key="format"))
    return True


def _context(
    context: str, table: Mapping[str, object], path: str, problems: list[Problem]
) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for command, value in table.items():
        if what := _misplaced(context, command, value):
            problems.append(Problem(path, what, record=context, key=command))
        elif not isinstance(value, list):
            what = f"should be a list of keys, not {_kind(value)}"
            problems.append(Problem(path, what, record=context, key=command))
        else:
            keys = _keys(context, command, value, path, problems)
            if keys or not value:
                found[command] = keys
    return found


def _misplaced(context: str, command: str, value: object) -> str:
    """Why a command cannot stand in a context; empty where it can."""
    known = _COMMANDS.get(command)
    contexts = known.contexts if known else _layer_contexts(command)
    if context in contexts:
        return ""
    if contexts:
        return f"does not work in this context; it belongs into [{contexts[0]}]"
    if isinstance(value, Mapping):
        return f'is a table; write the whole name of the command in quotes, as in "{_first_name(command, value)}"'
    return "there is no such command" + nearest(command, _COMMANDS)


def _layer_contexts(command: str) -> tuple[str, ...]:
    """Where the command of some layer may stand, for a codebook that is not known here; empty for other commands."""
    if not _LAYER_COMMAND.fullmatch(command):
        return ()
    return ("article",) if command.startswith("make.") else ("article", "pane")


def _first_name(command: str, value: object) -> str:
    while isinstance(value, Mapping) and value:
        key = next(iter(value))
        command, value = f"{command}.{key}", value[key]
    return command


def _keys(context: str, command: str, listed: list[object], path: str, problems: list[Problem]) -> tuple[str, ...]:
    found: list[str] = []
    for key in listed:
        if not isinstance(key, str):
            what = f"a key is a text in quotes, not {_kind(key)}"
        elif key in found:
            what = f'"{key}" is listed twice'
        else:
            what = trouble(key) or unfit(context, _COMMANDS.get(command), key)
        if what:
            problems.append(Problem(path, what, record=context, key=command))
        elif isinstance(key, str):
            found.append(key)
    return tuple(found)


def unfit(context: str, command: Command | None, key: str) -> str:
    """Why a key that exists cannot be bound in a context; empty where it can."""
    first = steps(key)[0]
    contexts = {context} | (set(command.contexts) if command and command.home == context else set())
    if first in "123456789" and contexts & COUNTED:
        return f'"{first}" begins a count here, so it cannot be a key'
    if context in TYPED and (printing(first) or first == "backspace"):
        return f'"{first}" writes into the text here, so it cannot be a key'
    return ""


def _kind(value: object) -> str:
    """The TOML type of a value, with its article."""
    names: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a number"),
        (str, "a text"),
        (list, "a list"),
        (Mapping, "a table"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "a date or time")
