"""What stands on the terminal after any key is what painting the whole screen anew gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import Terminal, workbench

STEPS = [
    "w", ")", "space", "v", ".", ".", ",", "escape", "G", "g",
    "a", "down", "escape", "a", "enter", "p", "down", "tab", "enter", "u", "U", "L", "escape",
    "c", "tab", "tab", "space", "w", "escape", "escape", "c", "enter", "s", "+", "enter", ";", "e", "escape",
    "A", "j", "k", "/", "z", "escape", "tab", "tab", "tab", "]", "]", "[", "f", "m", "x", "enter",
    "?", "space", "j", "g", "escape", "B", "space", "escape", ":", "s", "escape", "O", "escape", "!", "escape",
    "/", "L", "enter", "n", "N", "w", "Q", "V", "down", "enter", "ctrl+t", "ctrl+t", "ctrl+t", "ctrl+t", "D",
]  # fmt: skip
"""A tour through everything that paints."""

FEW = ["v", ".", "escape", "c", "tab", "escape", "a", "escape", "c", "escape", "?", "space", "escape"]
SIZES = [(80, 24), (120, 40), (40, 12)]


def redrawn(terminal: Terminal) -> str:
    """The screen's text after the whole screen was painted anew."""
    start = len(terminal.raw)
    terminal.press("ctrl+l")
    terminal.reads(b"\x1b[2J", start)
    return terminal.settles()


def assert_nothing_stale(terminal: Terminal, steps: list[str]) -> None:
    """After every step the screen is compared with itself, painted anew."""
    stale: list[str] = []
    for number, key in enumerate(steps):
        terminal.press(key)
        terminal.settles(0.3)
        shown = terminal.loses("saving")
        painted = redrawn(terminal)
        if shown != painted:
            rows = zip(shown.split("\n"), painted.split("\n"), strict=True)
            row, (was, wanted) = next((n, pair) for n, pair in enumerate(rows) if pair[0] != pair[1])
            stale.append(f"step {number}, {key}: row {row}\n  {was!r}\n  {wanted!r}")
    assert not stale, "\n".join(stale)


def test_a_few_keys_leave_nothing_stale(tmp_path: Path) -> None:
    project = sample(tmp_path, empty=False)
    with workbench(tmp_path, "--annotator", "me", str(project), size=SIZES[0]) as terminal:
        terminal.sees("Donald", "begins")
        assert_nothing_stale(terminal, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_long_tour_leaves_nothing_stale(tmp_path: Path, size: tuple[int, int]) -> None:
    project = sample(tmp_path, empty=False)
    with workbench(tmp_path, "--annotator", "me", str(project), size=size) as terminal:
        terminal.sees("Donald", "begins")
        assert_nothing_stale(terminal, STEPS)
