"""What stands on the terminal after any key is what painting the whole screen anew gives."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import Terminal, workbench
from tests.pty.test_replay import cells as cells_of

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


KEYS = [
    *("j", "k", "w", "b", ")", "}", "{", "g", "G", "space", "pageup", "v", ".", ",", ">", "escape", "escape", "escape"),
    *(
        "a",
        "s",
        "c",
        "A",
        "S",
        "C",
        "tab",
        "tab",
        "enter",
        "enter",
        "enter",
        "L",
        "e",
        "x",
        "p",
        "m",
        "f",
        "&",
        "u",
        "u",
    ),
    *(
        "U",
        "[",
        "]",
        ";",
        "/",
        "n",
        "t",
        "y",
        "r",
        "V",
        "ctrl+t",
        "?",
        ":",
        "down",
        "up",
        "left",
        "right",
        "+",
        "-",
        "i",
    ),
]


def mine(tmp_path: Path) -> Path:
    """The sample with all of coder-a's records as one's own."""
    project = sample(tmp_path, empty=False)
    folder = project / "annotations"
    shutil.copytree(folder / "coder-a", folder / "me")
    for path in (folder / "me").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace('"coder-a"', '"me"'), encoding="utf-8")
    return project


def seen(terminal: Terminal) -> tuple[tuple[int, int], list[list[tuple[object, ...]]]]:
    """Where the cursor stands, and every cell with its look."""
    cursor = terminal.screen.cells.cursor
    return (cursor.x, cursor.y), cells_of(terminal)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["coding", "review"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_random_keys_leave_no_cell_stale(tmp_path: Path, size: tuple[int, int], what: str) -> None:
    project, chance, pressed = mine(tmp_path), random.Random(size[0]), list[str]()
    arguments = [str(project)] if what == "coding" else ["-C", str(project), "review"]
    with workbench(tmp_path, "--annotator", "me", *arguments, size=size) as terminal:
        terminal.until(lambda text: "begins" in text or "q quit" in text or "decide" in text)
        terminal.settles(0.5)
        for _ in range(20):
            burst = chance.choices(KEYS, k=chance.randrange(1, 12))
            pressed += burst
            terminal.press(*burst)
            terminal.settles(0.5)
            terminal.loses("saving")
            cursor, cells = seen(terminal)
            redrawn(terminal)
            terminal.settles(0.5)
            place, painted = seen(terminal)
            for y in range(len(painted) - 2):  # what is said, in the last two rows, may be gone after any key
                assert cells[y] == painted[y], f"row {y} after {' '.join(pressed[-20:])}"
            assert cursor == place, f"the cursor after {' '.join(pressed[-20:])}"
