"""Thousands of hostile strings through the whole program on a terminal: every widget, every sheet, every command.

What there is is found by looking into the program: a widget, a sheet or a command that no string reached fails the test.
"""

from __future__ import annotations

import ast
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest

import workbench.tui
from tests.hostile import hostile_bytes_in
from tests.pty.hostile_project import project
from tests.pty.terminal import Terminal, environment
from tests.pty.watched import SHEETS, classes
from workbench.cli.main import COMMANDS
from workbench.tui.canvas import Canvas

WANTED = 2_000

OWN_WORDS = {
    "linking_sheet._create": "the name in its title is what the person typed",
    "saving.quit": "only a disk that cannot be written opens it; what it says goes the way of the status line",
    "conflict_sheet.conflict_sheet": "needs somebody else's edits of the same record; its rows are those of every list",
}
"""Functions that open a sheet which no string of the project reaches here, and why."""

MARKED = "\x1b[200~q9999z\u202e\x9b31m[bold]x[/]\x1b[201~".encode()
"""A pasted text with a marker."""

PAGE_DOWN, ESC, DOWN = b"\x1b[6~", b"\x1b", b"\x1b[B"
CODING: list[bytes] = [
    *[b" "] * 42, b"g", *[b"]"] * 12, b"m", ESC, b"A", *[PAGE_DOWN] * 45, b"/", MARKED, ESC,
    b"C", *[PAGE_DOWN] * 8, b"\r", ESC, b"g",
    b"B", *[b" "] * 14, ESC, b"!", *[PAGE_DOWN] * 6, ESC, b"O", PAGE_DOWN, ESC, b"?", *[b" "] * 4, ESC,
    b":", *[PAGE_DOWN] * 4, ESC, b"V", ESC, b"g]", b"m", ESC, b"L", MARKED, ESC, b"p", ESC,
    b"g]", b"L", PAGE_DOWN, DOWN, b"\r", b"n", b"u", b"/", MARKED, ESC,
    b"/Zorvath\r", b"a", ESC, b"a", b"\x15", b"q0", b"\r", b"y", b"u", b"/Zorvath\r", b"a", b"q", b"\r", b"n", b"p", ESC,
    b"c", *[b"\t"] * 4, b"/", b"q", PAGE_DOWN, ESC, b"\x0f", MARKED, ESC, ESC, b"g]]c", b"/", MARKED, ESC, ESC,
    b"s", b"\t", b"/", b"q", ESC, ESC, b"a", b"\x05", ESC, ESC, b"V", b"\r", *[b"]"] * 4, b"D", b"J", b"K",
]  # fmt: skip
REVIEW: list[bytes] = [
    *[b"]"] * 30, *[b" "] * 4, b"I", PAGE_DOWN, ESC, b"f", DOWN, ESC, b"V", ESC, b"r", MARKED, b"\r", b"m", MARKED, b"\r",
    *[b"]", b"s", ESC, b"a", ESC, b"i", ESC] * 6, b"1", b"1", b"2", b"x", b"1", b"R", PAGE_DOWN, ESC,
    b"Y", ESC, b"1", b"R", ESC, b"!", *[PAGE_DOWN] * 3, ESC, b"Y", b"\r", b"!", ESC, b"R", PAGE_DOWN, ESC,
    b"e", b"\t", b"\t", ESC, b"O", ESC, b"B", ESC, b"?", ESC,
]  # fmt: skip


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


def run(tmp_path: Path, root: Path, steps: list[bytes], *arguments: str, size: tuple[int, int] = (120, 40)) -> None:
    """Press the keys, one frame each; nothing that came is anybody's but ours."""
    argv = [sys.executable, "-m", "tests.pty.watched", str(tmp_path / "notes"), "--annotator", "me", *arguments]
    with Terminal(argv, environment(tmp_path), size, root) as terminal:
        terminal.until(lambda text: "quit" in text or "help" in text, "the screen")
        for step in steps:
            terminal.send(step)
            answers(terminal)
        terminal.settles(0.5)
        assert terminal.process.poll() is None, terminal.screen.text
        terminal.signal(15)
        terminal.ends()
        assert not hostile_bytes_in(bytes(terminal.raw))


def sheet_makers() -> set[str]:
    """The functions of the screen's room that make a sheet, as ``module.function``."""
    found = set()
    for path in Path(workbench.tui.__path__[0]).glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                inside = [
                    one for one in ast.walk(function) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)
                ]
                if any(one.func.id in SHEETS for one in inside if isinstance(one.func, ast.Name)):
                    found.add(f"{path.stem}.{function.name}")
    return found


def widgets() -> set[str]:
    """Every widget that paints."""
    return {name for name, one in classes().items() if issubclass(one, Canvas) and one is not Canvas}


@pytest.mark.slow
def test_every_widget_and_every_sheet_shows_strings_without_harm(tmp_path: Path) -> None:
    root = project(tmp_path)
    run(tmp_path, root, CODING, str(root))
    run(tmp_path, root, CODING[42:], str(root), size=(80, 24))
    run(tmp_path, root, REVIEW, "-C", str(root), "review")
    found = reached(tmp_path / "notes")
    assert widgets() - set(found) == set()
    assert sheet_makers() - set(found) - set(OWN_WORDS) == set()
    assert len(set.union(*found.values())) >= WANTED, {where: len(one) for where, one in found.items()}


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
    "entities": [["list"], ["list", "--proposed"], ["accept", "e1\x1b[31m\u202e"]],
    "review": [["no\x1b[31m\u202e"]],
    "agree": [
        ["--rounds", "10"],
        ["--confusion", "--rounds", "10"],
        ["--annotators", "a\x1b[31m\u202e,b"],
        ["--layer", "\x1b[2J"],
    ],
    "keys": [[], ["--keymap", "k\x1b[31m\u202e"]],
}
"""Each command with arguments that are hostile themselves, or that have it show the hostile project."""


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_a_terminal_writes_strings_without_harm(tmp_path: Path, command: str) -> None:
    root = project(tmp_path)
    (root / "bad\x1b[31m\u202e.txt").write_bytes(b"\xff\xfe")
    for arguments in CALLS[command]:
        argv = [sys.executable, "-m", "workbench", "-C", str(root), command, *arguments]
        with Terminal(argv, environment(tmp_path), (120, 40), root) as terminal:
            assert terminal.ends() in (0, 1, 2)
            raw = bytes(terminal.raw)
        assert raw or "--proposed" in arguments, (command, arguments)
        assert b"Traceback" not in raw
        assert not hostile_bytes_in(re.sub(rb"\r\n", b"\n", raw)), (command, arguments)
