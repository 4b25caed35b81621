"""How the program ends and pauses: signals, a dropped line, suspending, and the terminal as it was found."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import Terminal, environment, workbench

ENTER_SCREEN, LEAVE_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
SHOW_CURSOR, HIDE_CURSOR = b"\x1b[?25h", b"\x1b[?25l"
PASTE_ON, PASTE_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
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


def left_as_found(raw: bytes) -> bool:
    """Whether, besides, pasted text comes plain again."""
    return screen_left(raw) and raw.rfind(PASTE_OFF) >= raw.rfind(PASTE_ON)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_saves_and_ends(tmp_path: Path, name: str) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        terminal.signal(getattr(signal, name))
        assert terminal.ends() == 0
        assert left_as_found(bytes(terminal.raw))
    assert 'entity = "donald-trump"' in (project / FILE).read_text(encoding="utf-8")


def test_a_signal_saves_while_a_form_is_open(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        terminal.press("c")
        terminal.sees("new claim")
        terminal.signal(signal.SIGTERM)
        assert terminal.ends() == 0
        assert left_as_found(bytes(terminal.raw))
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


def test_quitting_leaves_the_terminal_as_it_was_found(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        begin(terminal)
        terminal.press("q")
        assert terminal.ends() == 0
        assert left_as_found(bytes(terminal.raw))
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
