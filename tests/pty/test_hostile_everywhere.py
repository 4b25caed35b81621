"""Thousands of hostile strings through the whole program on a terminal: every widget, every sheet, every command.

What there is is found by looking into the program: a widget, a sheet or a command that no string reached fails the test.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

import click
import pytest
from textual.widget import Widget

import workbench.tui
from tests.hostile import hostile_bytes_in, hostile_lines_in
from tests.pty.hostile_project import grown, project, sources
from tests.pty.terminal import Terminal, environment
from tests.pty.watched import SHEETS, classes, modules
from workbench.cli.main import COMMANDS
from workbench.tui.canvas import Canvas

WANTED = 2_000

OWN_WORDS = {
    "saving.quit": "only a disk that cannot be written opens it; what it says goes the way of the status line",
    "inspecting._list": "it names single characters, each shown by its stand-in; no text stands in it",
    "jobs.run": "its bar is gone before it can be read; all in it that is not ours is an article's name, which titles show",
}
"""Functions that open a sheet which no string of the project reaches here, and why."""

MARKUP = "markup"
"""What is noted of a widget that painted markup as it is written."""
WITH_MARKUP = {"ArticleView", "ReviewView", "SheetView", "Pane", "VersionsView", "Detail"}

MARKED = "\x1b[200~q9999z\u202e\x9b31m[bold]x[/]\x1b[201~".encode()
"""A pasted text with a marker."""

PAGE_DOWN, ESC, DOWN = b"\x1b[6~", b"\x1b", b"\x1b[B"
CODING: list[bytes | str] = [
    *[b" "] * 42, b"g", *[b"]"] * 12, b"m", ESC, b"A", *[PAGE_DOWN] * 45, b"/", MARKED, ESC,
    b"C", *[PAGE_DOWN] * 8, b"\r", ESC, b"g",
    b"B", *[b" "] * 14, ESC, b"!", *[PAGE_DOWN] * 6, ESC, b"O", PAGE_DOWN, ESC, b"?", *[b" "] * 4, ESC,
    b":", *[PAGE_DOWN] * 4, ESC, b"V", ESC, b"g]", b"m", ESC, b"L", MARKED, ESC, b"p", ESC,
    b"g]", b"L", PAGE_DOWN, DOWN, b"\r", b"n", b"u", b"/", MARKED, ESC,
    b"/Zorvath\r", b"a", ESC, b"a", b"\x15", b"q0", b"\r", b"y", b"u", b"/Zorvath\r", b"a", b"q", b"\r", b"n", b"p", ESC,
    b"c", *[b"\t"] * 4, b"/", b"q", PAGE_DOWN, ESC, b"\x0f", MARKED, ESC, ESC, b"g]]c", b"/", MARKED, ESC, ESC,
    b"s", b"\t", b"/", b"q", ESC, ESC, b"a", b"\x05", ESC, ESC, b"V", b"\r", *[b"]"] * 4, b"D", b"J", b"K",
    b"\x05", MARKED, ESC, b"\x05", b"q9999z closing of the harbour", b"\r", b"\r",
    b"\x05", b"q9999z closings of the harbour", b"\r", ESC, ESC,
]  # fmt: skip
REVIEW: list[bytes | str] = [
    *[b"]"] * 30, *[b" "] * 4, b"I", PAGE_DOWN, ESC, b"f", DOWN, ESC, b"V", ESC, b"r", MARKED, b"\r", b"m", MARKED, b"\r",
    *[b"]", b"s", ESC, b"a", ESC, b"i", ESC] * 6, b"1", b"1", b"2", b"x", b"1", b"R", PAGE_DOWN, ESC,
    b"Y", ESC, b"1", b"R", ESC, b"!", *[PAGE_DOWN] * 3, ESC, b"Y", b"\r", b"!", ESC, b"R", PAGE_DOWN, ESC,
    b"Q", PAGE_DOWN, b"\x01", b"\r", MARKED, b"\r",
    b"e", b"\t", b"\t", ESC, b"O", ESC, b"B", ESC, b"?", ESC,
]  # fmt: skip
PROPOSALS: list[bytes | str] = [*[b"e", ESC, b"]"] * 12, b"e", ESC, b"Q", PAGE_DOWN, ESC]
LEARNING: list[bytes | str] = [
    b"g]", b"Q", PAGE_DOWN, ESC, b"L", b"\x0f", PAGE_DOWN, ESC, ESC, b"gv}", b"*", ESC, ESC, b"g]]", b"P", "other article",
    b"\x07", ESC, b"H", b"a", b"a", b"a", b"w", b"me", b"\r", b"i", PAGE_DOWN, ESC, b"w", PAGE_DOWN, ESC,
    b"s", MARKED, b"\r", ESC, ESC, b"H", b"s", MARKED,
    ESC, ESC, b"H", b"l", b"\r", PAGE_DOWN, ESC, ESC, *[b"H", b"\t", DOWN, b"\r", ESC, ESC] * 4, b"H", b"?", ESC, ESC,
    b"F", "agreement ·", b"\x0f", PAGE_DOWN, ESC, b"\x05", PAGE_DOWN, ESC, b"\x04", PAGE_DOWN, ESC, ESC,
    b"F", "agreement ·", b"\r", PAGE_DOWN, ESC, ESC,
    b"F", "agreement ·", b"matrix", b"\r", b"\r", PAGE_DOWN, ESC, b"l", b"j", ESC, ESC, ESC,
    b"F", "agreement ·", b"matrix y-q", b"\r", b"h", b"k", b"\r", ESC, ESC, ESC, ESC,
    b"X", b"]", b"]", b"m", MARKED, b"\r", b"p", b"1", b"]", b"p", b"]", b"n", PAGE_DOWN, ESC, b"t", "what was decided",
    PAGE_DOWN, ESC, ESC,
]  # fmt: skip
UNDECIDED: list[bytes | str] = ["changed twice", PAGE_DOWN, b"\t", b"\r"]


def reached(notes: Path) -> dict[str, set[str]]:
    """Where strings were painted → which."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in notes.read_text(encoding="utf-8").splitlines():
        where, _, marker = line.partition(" ")
        found[where].add(marker)
    return found


def answers(terminal: Terminal) -> None:
    """Wait for the frame that a key causes; some cause none."""
    before, end = len(terminal.raw), time.monotonic() + 0.4
    while len(terminal.raw) == before and time.monotonic() < end:
        terminal.reads_for(0.01)
    terminal.settles(0.03)


def run(
    tmp_path: Path,
    root: Path,
    steps: list[bytes | str],
    *arguments: str,
    size: tuple[int, int] = (120, 40),
    plain: str = "0",
) -> None:
    """Press the keys, one frame each, or wait for words; nothing that came is anybody's but ours.

    ``plain`` "1" leaves the output stage out, so that only the translation stands between the strings and the terminal.
    """
    argv = [sys.executable, "-m", "tests.pty.watched", str(tmp_path / "notes"), "--annotator", "me", *arguments]
    around = environment(tmp_path) | {"WORKBENCH_PLAIN_OUTPUT": plain}
    with Terminal(argv, around, size, root) as terminal:
        terminal.until(lambda text: any(one in text for one in ("quit", "help", "changed twice")), "the screen")
        for step in steps:
            if isinstance(step, str):
                terminal.sees(step)
                continue
            terminal.send(step)
            answers(terminal)
        terminal.settles(0.5)
        assert terminal.process.poll() is None, terminal.screen.text
        terminal.signal(15)
        terminal.ends()
        assert not hostile_bytes_in(bytes(terminal.raw))


def sheet_makers() -> set[str]:
    """The functions of the screen's room that make a sheet, as ``module.function``; of nested ones the innermost."""
    found = set()
    for path in Path(workbench.tui.__path__[0]).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside: dict[ast.AST, str] = {}
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                inside.update(dict.fromkeys(ast.walk(function), function.name))
        for call, function_name in inside.items():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SHEETS:
                found.add(f"{path.stem}.{function_name}")
    return found


def sheets() -> set[str]:
    """The classes of sheets, without what says what a sheet is."""
    wanted = ("rows", "typed", "command", "caret")
    found = {name for name, one in classes().items() if all(callable(getattr(one, part, None)) for part in wanted)}
    return found - {"Sheet"}


def widgets() -> set[str]:
    """Every widget that paints."""
    return {name for name, one in classes().items() if issubclass(one, Canvas) and one is not Canvas}


def test_nothing_paints_but_what_is_watched() -> None:
    """Textual's own widgets clean nothing and read markup: of them only those that hold others are in use."""
    known = {one for module in modules() for one in vars(module).values() if isinstance(one, type)}
    theirs = {one.__name__ for one in known if issubclass(one, Widget) and not one.__module__.startswith("workbench.")}
    assert theirs == {"Widget", "Screen", "Horizontal", "Vertical"}
    ours = {name for name, one in classes().items() if issubclass(one, Widget)}
    assert ours == widgets() | {"Canvas"}


@pytest.mark.slow
@pytest.mark.parametrize("plain", ["0", "1"], ids=["both lines", "the first line alone"])
def test_every_widget_and_every_sheet_shows_strings_without_harm(tmp_path: Path, plain: str) -> None:
    root = project(tmp_path)
    run(tmp_path, root, CODING, str(root), plain=plain)
    run(tmp_path, root, CODING[42:], str(root), size=(80, 24), plain=plain)
    run(tmp_path, root, REVIEW, "-C", str(root), "review", plain=plain)
    grown(root)
    run(tmp_path, root, PROPOSALS, "-C", str(root), "review", "second", plain=plain)
    run(tmp_path, root, LEARNING, str(root), plain=plain)
    second = str(root / "articles" / "second.txt")
    run(tmp_path, root, UNDECIDED, "--annotator", "w", second, size=(80, 24), plain=plain)
    found = reached(tmp_path / "notes")
    assert sheets() == set(SHEETS)
    assert widgets() - set(found) == set()
    assert sheet_makers() - set(found) - set(OWN_WORDS) == set()
    assert len(set.union(*found.values())) >= WANTED, {where: len(one) for where, one in found.items()}
    assert {where for where, markers in found.items() if MARKUP in markers} >= WITH_MARKUP


CALLS: dict[str, list[list[str]]] = {
    "init": [["new\x1b[?1337h\u202edir", "--title", "t\x1b]0;x\x07\u202e"]],
    "add": [
        ["no\x1b[31m\u202esuch.txt"],
        ["bad\x1b[31m\u202e.txt"],
        ["--id", "x\x1b[2J\u202e", "bad\x1b[31m\u202e.txt"],
    ],
    "status": [[], ["--json"]],
    "check": [[], ["--json"]],
    "link": [["q0"], ["q\x1b[31m\u202e"], ["--json", "q0"], ["--batch", "no\x1b[31m\u202e"]],
    "entities accept": [["e1\x1b[31m\u202e"], ["e1", "--from", "n\x1b[2J"]],
    "entities export": [[], ["--format", "csv"], ["--catalogue", "n\x1b[2J"], ["--out", "o\x1b[2J"]],
    "entities import": [
        ["jsonl", "large\x1b[31m\u202e.jsonl", "--name", "large", "--title", "t\x1b[2J", "--all-problems"],
        ["jsonl", "no\x1b[2J", "--name", "n\x1b[2J"],
        ["f\x1b[2J", "do.jsonl"],
        ["csv", "do.jsonl", "--map", "m\x1b[2J"],
    ],
    "entities list": [[], ["--proposed"], ["--json"], ["--catalogue", "n\x1b[2J"]],
    "entities merge": [["e2", "e3\x1b[2J"], ["e2", "e3"]],
    "entities relink": [[], ["--json"], ["--write"]],
    "entities split": [["e2\x1b[2J"], ["m1"]],
    "review": [["no\x1b[31m\u202e"]],
    "agree": [
        ["--rounds", "10"],
        ["--confusion", "--rounds", "10"],
        *[[form, "--rounds", "0"] for form in ("--csv", "--markdown", "--latex", "--methods", "--json")],
        ["--annotators", "a\x1b[31m\u202e,b"],
        ["--layer", "\x1b[2J"],
    ],
    "import": [
        ["brat", "br\x1b[31m\u202eat"],
        ["brat", "clean", "--annotator", "n\u202e", "--json"],
        ["brat", "clean", "--annotator", "me"],
        ["doccano", "do.jsonl"],
        ["doccano", "bad\x1b[31m\u202e.txt"],
        ["f\x1b[2J\u202e", "do.jsonl"],
        ["brat", "no\x1b[31m\u202e", "--split", "k\x1b[2J=\u202e"],
    ],
    "export": [
        ["csv", "--out", "c\x1b[31m\u202esv"],
        ["csv", "--out", "-"],
        ["markdown", "--out", "m\u202ed"],
        ["markdown", "--out", "-", "--annotator", "x"],
        ["brat", "--out", "b\x1b[31m\u202e", "--json"],
        ["brat", "--out", "b\x1b[31m\u202e"],
        ["csv", "--out", "new", "--annotator", "n\x1b[2J\u202e"],
        ["f\x1b[2J\u202e", "--out", "new"],
        ["csv", "--out", "new", "--layer", "l\x1b[2J\u202e", "--set", "k\x1b[2J=\u202e"],
    ],
    "diff": [
        ["me", "x"],
        ["--json", "me", "x"],
        ["annotations/me/first.toml", "ours\x1b[31m.toml"],
        ["--textconv", "ours\x1b[31m.toml"],
        ["n\x1b[2J\u202e", "me"],
        ["n\x1b[2J\u202e.toml", "theirs.toml"],
        ["bad\x1b[31m\u202e.txt", "theirs.toml"],
    ],
    "merge": [
        ["--stdout", "annotations/me/first.toml", "ours\x1b[31m.toml", "theirs.toml"],
        ["--stdout", "annotations/me/first.toml", "ours\x1b[31m.toml", "theirs.toml", "--label-ours", "o\x1b[2J\u202e"],
        ["--stdout", "no\x1b[31m\u202e", "ours\x1b[31m.toml", "theirs.toml"],
        ["--stdout", "theirs.toml", "theirs.toml", "bad\x1b[31m\u202e.txt"],
    ],
    "git-setup": [["--help"], [], ["--undo"], ["\x1b[2J\u202e"]],
    "network": [
        ["--actor", "holder"],
        ["actors", "--actor", "person", "--json"],
        ["issues", "--actor", "holder", "--format", "csv"],
        ["factions", "--actor", "holder"],
        ["polarity", "--actor", "holder"],
        ["--format", "dl", "--actor", "holder"],
        ["--format", "svg", "actors", "--actor", "holder"],
        ["--format", "graphml", "--actor", "holder"],
        ["--who", "w\x1b[31m\u202e"],
        ["--issue", "i\x1b[31m\u202e"],
        ["--annotators", "a\x1b[31m\u202e,b"],
        ["--since", "d\x1b[2J\u202e"],
        ["--actor", "holder", "--out", "o\x1b[31m\u202e"],
    ],
    "keys": [[], ["--keymap", "k\x1b[31m\u202e"]],
}
"""Each command with arguments that are hostile themselves, or that have it show the hostile project."""


STANDS_IN = re.compile("[␀-␡▫�]|q\\d{4}z")
"""What shows that a string of the project or of the call reached the terminal."""


def leaves() -> list[str]:
    """Every command, and of a group every command in it."""
    found = []
    for name, module in COMMANDS.items():
        command = getattr(importlib.import_module(f"workbench.cli.{module}"), name.replace("-", "_"))
        inner = command.commands if isinstance(command, click.Group) else None
        found += [name] if inner is None else [f"{name} {one}" for one in inner]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("command", leaves())
def test_every_command_on_a_terminal_writes_strings_without_harm(tmp_path: Path, command: str) -> None:
    root = project(tmp_path)
    (root / "bad\x1b[31m\u202e.txt").write_bytes(b"\xff\xfe")
    sources(root)
    written = ""
    for arguments in CALLS[command]:
        argv = [sys.executable, "-m", "workbench", "-C", str(root), *command.split(), *arguments]
        with Terminal(argv, environment(tmp_path), (120, 40), root) as terminal:
            assert terminal.ends() in (0, 1, 2)
            raw = bytes(terminal.raw)
        assert raw or "--proposed" in arguments, (command, arguments)
        assert b"Traceback" not in raw
        assert b"crash-" not in raw
        found = hostile_lines_in(raw) if command != "review" else hostile_bytes_in(raw)
        assert not found, (command, arguments)
        written += raw.decode()
    assert STANDS_IN.search(written), f"no string reached {command}"
