"""Key runs replayed on both output paths: the terminal shows the same in every cell, whichever path painted it."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.pty.projects import sample, texts
from tests.pty.terminal import Terminal, workbench

SCRIPTS = (
    "Minister Adler said that the harbour closes. «Überraschung», Zażółć gęślą jaźń, “quoted”.\n"
    "北京的报道说，部长同意了。東京では首相が「賛成」と述べた。 서울 정부는 반대했다.\n"
    "قال الوزير إن الميناء سيغلق. وأكد المتحدث ذلك.\n"
    "Signs 🚢 and 🎉 stand, e\u0301 a\u0308 o\u0302\u0323 combine, ру\u0301сский too.\n\n"
) * 6

FIRST = ["w", "w", "l", ")", "v", ".", ".", ",", "escape", "space", "G", "g", "j", "j", "}", "$", "0"]
SHEETS = [
    "a",
    "down",
    "escape",
    "c",
    "tab",
    "tab",
    "escape",
    "?",
    "space",
    "escape",
    ":",
    *"sav",
    "escape",
    "O",
    "escape",
]
WORK = ["g", "a", "enter", "w", "w", "&", "u", "U", "A", "j", "escape", "/", *"Adler", "enter", "n", "D", "D", "]", "f"]
OTHERS = ["V", "enter", "]", "]", "[", "ctrl+t", "ctrl+t", "B", "escape", "!", "escape", "K", "J"]

Step = str | tuple[int, int] | Callable[[Terminal], None]


def stopped_and_continued(terminal: Terminal) -> None:
    """Suspend the program from outside, and go on."""
    terminal.stops()
    terminal.screen.clear()
    start = len(terminal.raw)
    terminal.signal(signal.SIGCONT)
    terminal.reads(b"\x1b[?1049h", start)


def cells(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """The screen cell by cell, without what cannot be seen: the colour of letters where there is none. Ids are drawn."""
    screen = terminal.screen.cells
    found = []
    for y in range(screen.lines):
        line = "".join(screen.buffer[y][x].data[:1] or " " for x in range(screen.columns))
        hidden = {x for one in re.finditer(r"[asc]-[0-9a-z]{6}", line) for x in range(*one.span())}
        row: list[tuple[object, ...]] = []
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            seen = bool(cell.data.strip()) or cell.reverse or cell.underscore
            data = "·" if x in hidden else cell.data
            marks = (cell.fg, cell.bold, cell.italics) if seen else ()
            row.append((data, cell.bg, cell.underscore, cell.reverse, *marks))
        found.append(row)
    return found


def state(terminal: Terminal) -> tuple[object, ...]:
    """What stands on the terminal, with the place of the cursor."""
    cursor = terminal.screen.cells.cursor
    return (cursor.x, cursor.y, cursor.hidden), cells(terminal)


def do(terminal: Terminal, step: Step) -> None:
    """One step."""
    if isinstance(step, str):
        terminal.press(step)
    elif isinstance(step, tuple):
        terminal.resize(*step)
    else:
        step(terminal)


def become_same(ours: Terminal, plain: Terminal) -> bool:
    """Whether both show the same in the end: a busy machine takes its time, a wrong cell stays wrong."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for terminal in (ours, plain):
            terminal.settles(0.1)
        if state(ours) == state(plain):
            return True
    return False


def assert_same(
    tmp_path: Path,
    make: Callable[[Path], Path],
    size: tuple[int, int],
    steps: list[Step],
    theme: str = "",
    **more: str,
) -> None:
    """The same steps on both paths at once, each with a project of its own."""
    with ExitStack() as stack:
        both: list[Terminal] = []
        for name, plain in (("ours", "0"), ("plain", "1")):
            home, folder = tmp_path / name, tmp_path / f"{name}-files"
            home.mkdir()
            folder.mkdir()
            if theme:
                settings = home / "config" / "article-workbench" / "settings.toml"
                settings.parent.mkdir(parents=True)
                settings.write_text(f'theme = "{theme}"\n', encoding="utf-8")
            path = str(make(folder))
            call = workbench(home, "--annotator", "me", path, size=size, WORKBENCH_PLAIN_OUTPUT=plain, **more)
            both.append(stack.enter_context(call))
        for terminal in both:
            terminal.sees("q quit")
        for number, step in enumerate(["w", *steps]):
            for terminal in both:
                do(terminal, step)
            assert become_same(*both), f"after step {number}, {step}:\n{both[0].screen.text}\n\n{both[1].screen.text}"
        for terminal in both:
            terminal.kill()


def scripts(folder: Path) -> Path:
    return texts(folder, SCRIPTS)


def theirs(folder: Path) -> Path:
    return sample(folder, empty=False)


LOOKS = {
    "256": {},
    "truecolor contrast": {"theme": "contrast", "COLORTERM": "truecolor"},
    "16 light": {"theme": "light", "TERM": "xterm"},
    "no colour, few signs": {"NO_COLOR": "1", "TERM": "linux"},
    "ASCII": {"LANG": "C", "theme": "dark"},
}
"""How many colours and which signs the terminal has, and the theme."""


@pytest.mark.parametrize(
    "look", [look if look in ("256", "ASCII") else pytest.param(look, marks=pytest.mark.slow) for look in LOOKS]
)
def test_a_short_run_shows_the_same_on_both_paths(tmp_path: Path, look: str) -> None:
    steps: list[Step] = ["v", ".", "a", "escape", (100, 30), "space", "ctrl+l", stopped_and_continued, "b"]
    assert_same(tmp_path, scripts, (80, 24), steps, **LOOKS[look])


@pytest.mark.slow
@pytest.mark.parametrize("look", [look for look in LOOKS if look != "256"])
def test_marks_and_sheets_show_the_same_in_other_colours(tmp_path: Path, look: str) -> None:
    assert_same(tmp_path, theirs, (100, 30), [*WORK, *OTHERS, "ctrl+l"], **LOOKS[look])


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("make", [scripts, theirs])
@pytest.mark.parametrize("run", [FIRST, SHEETS, WORK, OTHERS], ids=["moving", "sheets", "work", "others"])
def test_long_runs_show_the_same_on_both_paths(
    tmp_path: Path, size: tuple[int, int], make: Callable[[Path], Path], run: list[str]
) -> None:
    larger = (size[0] + 17, size[1] + 5)
    assert_same(tmp_path, make, size, [*run, larger, "w", "ctrl+l", stopped_and_continued, size, "b"])
