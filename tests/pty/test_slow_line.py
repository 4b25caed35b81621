"""A line that takes nothing for a while: frames are left out, not queued, and no key waits for them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.pty.projects import texts
from tests.pty.terminal import DEADLINE, workbench

PAGES = 80
BETWEEN = 0.025
"""Seconds between two pages: each is a frame of its own."""
PAGE_BYTES = {"0": 2_500, "1": 8_000}
"""No page of these takes fewer; Textual's own path paints all of it."""
BODY = "".join(
    f"{number} " + "A sentence of some length stands on every line here. " * 3 + "\n" for number in range(900)
)


@pytest.mark.parametrize("plain", [pytest.param("0", id="ours"), pytest.param("1", id="plain", marks=pytest.mark.slow)])
def test_frames_are_left_out_while_the_line_is_busy(tmp_path: Path, plain: str) -> None:
    folder = texts(tmp_path, BODY)
    saved = folder / "annotations" / "me" / "words.toml"
    with workbench(tmp_path, "--annotator", "me", str(folder), WORKBENCH_PLAIN_OUTPUT=plain) as terminal:
        terminal.sees("A sentence", "q quit")
        before = len(terminal.raw)
        for _ in range(PAGES):
            terminal.types(b" ")
            time.sleep(BETWEEN)
        terminal.types(b"ga\r")
        end = time.monotonic() + DEADLINE
        while not saved.exists() and time.monotonic() < end:
            time.sleep(0.01)
        assert saved.exists(), "the keys waited for the line"
        terminal.sees("Actors 1", "0 A sentence")
        shown = terminal.settles(0.3)
        sent = len(terminal.raw) - before
        assert sent < PAGES // 3 * PAGE_BYTES[plain], f"{sent} bytes for {PAGES} pages"
        terminal.press("ctrl+l")
        assert terminal.settles(0.3) == shown
        terminal.press("q")
        assert terminal.ends() == 0


def test_a_line_that_takes_nothing_any_more_does_not_keep_the_program(tmp_path: Path) -> None:
    folder = texts(tmp_path, BODY)
    with workbench(tmp_path, "--annotator", "me", str(folder)) as terminal:
        terminal.sees("A sentence", "q quit")
        terminal.press("a")
        terminal.sees("actor “")
        terminal.press("enter")
        terminal.sees("Actors 1")
        terminal.send(b" " * PAGES + b"q")
        terminal.process.wait(timeout=DEADLINE)
        assert terminal.process.returncode == 0
    assert (folder / "annotations" / "me" / "words.toml").exists()
