"""The answers of a terminal at the other end of a connection stay between it and the program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import ANSWER, QUESTION, Terminal, environment
from workbench.tui.line import LineDriver
from workbench.tui.pacing import PATIENCE, Pacing

pytestmark = pytest.mark.skipif(LineDriver is None, reason="needs a system with terminals")

REMOTE = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
THEN = """
"$0" -m workbench --annotator me "$1"
stty -icanon -echo min 0 time 5
echo "left: <$(dd bs=100 count=1 2>/dev/null | od -c -An | tr -d ' \\n')>"
"""
"""Runs the program, then shows what comes from the keyboard in the half second after it."""


def followed(folder: Path) -> Terminal:
    argv = ["sh", "-c", THEN, sys.executable, str(sample(folder))]
    return Terminal(argv, environment(folder) | REMOTE, (120, 40), folder)


def test_an_answer_that_is_late_does_not_come_to_what_runs_next(tmp_path: Path) -> None:
    with followed(tmp_path) as terminal:
        terminal.answers = False
        terminal.reads(QUESTION)
        terminal.sees("Donald Trump has expressed")
        terminal.press("q")
        terminal.reads_for(0.3)
        terminal.send(ANSWER)
        assert "left: <>" in terminal.sees("left: <")


@pytest.mark.parametrize(
    ("before", "after"),
    [pytest.param(0.1, 1.5, id="late"), pytest.param(PATIENCE + 0.2, 0.3, id="given up", marks=pytest.mark.slow)],
)
def test_a_terminal_that_answered_before_is_waited_for_for_longer(tmp_path: Path, before: float, after: float) -> None:
    with followed(tmp_path) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.settles(0.3)
        terminal.answers, start = False, len(terminal.raw)
        terminal.press("?", "escape", "pagedown")
        terminal.reads(QUESTION, start)
        terminal.reads_for(before)
        terminal.press("q")
        terminal.reads_for(after)
        terminal.send(ANSWER)
        assert "left: <>" in terminal.sees("left: <")


def test_a_terminal_that_never_answers_shows_everything_and_is_left_soon(tmp_path: Path) -> None:
    with followed(tmp_path) as terminal:
        terminal.answers = False
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("pagedown")
        terminal.sees("challenging due")
        terminal.press("?")
        terminal.sees("keys")
        terminal.press("escape", "q")
        assert "left: <>" in terminal.sees("left: <")


def test_the_end_waits_for_an_answer_once() -> None:
    driver = LineDriver.__new__(LineDriver)
    driver._pacing, driver._ended = Pacing(), False
    assert driver.paced("frame") == "frame\x1b[5n"
    driver._await_answer()
    assert not driver._pacing.open
