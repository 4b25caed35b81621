"""How the program ends and pauses: signals, a dropped line, suspending, and the terminal as it was found."""

from __future__ import annotations

import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import Terminal, environment, workbench

ENTER_SCREEN, LEAVE_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
SHOW_CURSOR, HIDE_CURSOR = b"\x1b[?25h", b"\x1b[?25l"
KEYBOARD_ON, KEYBOARD_OFF = re.compile(rb"\x1b\[>\d+u"), re.compile(rb"\x1b\[<\d*u")
MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
ON_AT_FIRST = {b"25", b"7"}
"""The modes that are on in a terminal that nobody touched: a visible cursor, lines that wrap."""
FILE = Path("annotations") / "me" / "libya-haftar.toml"


def begin(terminal: Terminal) -> None:
    """Wait for the first screen and tag the first name, with the work shown as made."""
    terminal.sees("Donald Trump has expressed", "q quit")
    terminal.press("a")
    terminal.sees("actor “Donald Trump”")
    terminal.press("enter")
    terminal.sees("Actors 1")


def screen_left(raw: bytes) -> bool:
    """Whether the alternate screen was left and the cursor is shown."""
    return raw.rfind(LEAVE_SCREEN) > raw.rfind(ENTER_SCREEN) and raw.rfind(SHOW_CURSOR) > raw.rfind(HIDE_CURSOR)


def left_as_found(terminal: Terminal) -> bool:
    """Whether, besides, every mode is as it was, the keyboard's protocol too, and echo and line ends are."""
    raw = bytes(terminal.raw)
    last = {number: how for numbers, how in MODE.findall(raw) for number in numbers.split(b";")}
    modes = all((how == b"h") == (number in ON_AT_FIRST) for number, how in last.items())
    keyboard = len(KEYBOARD_ON.findall(raw)) <= len(KEYBOARD_OFF.findall(raw))
    assert len(last) > 4
    return screen_left(raw) and modes and keyboard and terminal.settings == terminal.found


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_saves_and_ends(tmp_path: Path, name: str) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        terminal.signal(getattr(signal, name))
        assert terminal.ends() == 0
        assert left_as_found(terminal)
    assert 'entity = "donald-trump"' in (project / FILE).read_text(encoding="utf-8")


def test_a_signal_saves_while_a_form_is_open(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        terminal.press("c")
        terminal.sees("new claim")
        terminal.signal(signal.SIGTERM)
        assert terminal.ends() == 0
        assert left_as_found(terminal)
    saved = (project / FILE).read_text(encoding="utf-8")
    assert "[[actor]]" in saved
    assert "[[claim]]" not in saved


def test_a_dropped_line_saves(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        terminal.hang_up()
        terminal.process.wait(timeout=20)
    assert 'entity = "donald-trump"' in (project / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize("mouse", [False, True])
def test_quitting_leaves_the_terminal_as_it_was_found(tmp_path: Path, mouse: bool) -> None:
    project = sample(tmp_path)
    settings = tmp_path / "config" / "article-workbench" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"mouse = {str(mouse).lower()}\n", encoding="utf-8")
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        assert (b"\x1b[?1000h" in terminal.raw) == mouse
        assert terminal.settings != terminal.found
        terminal.press("q")
        assert terminal.ends() == 0
        assert left_as_found(terminal)
    assert (project / FILE).exists()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell with job control")
def test_suspending_and_coming_back_paints_everything_again(tmp_path: Path) -> None:
    project = sample(tmp_path)
    argv = ["bash", "--norc", "--noprofile", "-i"]
    with Terminal(argv, environment(tmp_path) | {"PS1": "shell> "}, (100, 30), tmp_path) as terminal:
        terminal.sees("shell>")
        terminal.send(f"{sys.executable} -m workbench --annotator me {project}\r".encode())
        begin(terminal)
        start = len(terminal.raw)
        terminal.press("ctrl+z")
        terminal.reads(b"Stopped", start)
        assert screen_left(bytes(terminal.raw))
        terminal.screen.clear()
        start = len(terminal.raw)
        terminal.send(b"fg\r")
        terminal.reads(ENTER_SCREEN, start)
        terminal.sees("Donald Trump has expressed", "Actors 1", "a actor")
        terminal.press("u")
        terminal.sees("Actors 0")
        start = len(terminal.raw)
        terminal.press("q")
        terminal.reads(b"shell> ", start)
        terminal.send(b"exit\r")
        terminal.ends()
