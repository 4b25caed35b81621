"""Every kind of terminal: readable, marks distinct without their colour; where there is none, a sentence that helps."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import Terminal, environment, workbench

TERMS = ["xterm-256color", "xterm", "screen-256color", "tmux-256color", "linux", "vt100"]


def look(terminal: Terminal, words: str) -> tuple[object, ...]:
    """How the first character of some words is shown, its colour left out."""
    for y, line in enumerate(terminal.screen.cells.display):
        if (x := line.find(words)) >= 0:
            cell = terminal.screen.cells.buffer[y][x]
            return cell.bold, cell.italics, cell.underscore, cell.reverse
    raise AssertionError(f"{words!r} is not shown\n{terminal.screen.text}")


def assert_distinct(terminal: Terminal, brackets: str) -> None:
    """Mention, content of a claim and plain text of the sample's first lines look different; the content has brackets."""
    screen = terminal.sees("Donald Trump has", "begins your own", "q quit")
    mention, content, plain = (look(terminal, words) for words in ("Putin", "a willingness", "Recent"))
    assert len({mention, content, plain}) == 3
    first = next(line for line in screen.splitlines() if "a willingness" in line)
    assert f"{brackets}a willingness" in first
    assert first.startswith("asc"), "the gutter names the layers"


@pytest.mark.parametrize("term", TERMS)
def test_a_terminal_is_readable_and_its_marks_are_distinct(tmp_path: Path, term: str) -> None:
    project = sample(tmp_path, empty=False)
    with workbench(tmp_path, "--annotator", "me", str(project), TERM=term) as terminal:
        assert_distinct(terminal, "[" if term in ("linux", "vt100") else "⟦")
        if term == "vt100":
            assert bytes(terminal.raw).replace(b"\xe2\x80", b"").isascii()
        terminal.press("q")
        assert terminal.ends() == 0


@pytest.mark.parametrize(
    ("more", "brackets"),
    [
        ({"NO_COLOR": "1"}, "⟦"),
        ({"NO_COLOR": "1", "TERM": "xterm"}, "⟦"),
        ({"LANG": "C.UTF-8"}, "⟦"),
        ({"LANG": "C"}, "["),
        ({"LANG": "POSIX"}, "["),
        ({"LANG": "C", "WORKBENCH_PLAIN_OUTPUT": "1"}, "["),
        ({"LANG": "", "LC_ALL": "C"}, "["),
        ({"LANG": "de_DE.ISO-8859-1"}, "["),
        ({"LANG": ""}, "⟦"),
    ],
    ids=lambda more: "".join(f"{name}={value} " for name, value in more.items()) if isinstance(more, dict) else "",
)
def test_locales_and_no_colour(tmp_path: Path, more: dict[str, str], brackets: str) -> None:
    project = sample(tmp_path, empty=False)
    with workbench(tmp_path, "--annotator", "me", str(project), **more) as terminal:
        assert_distinct(terminal, brackets)
        raw = bytes(terminal.raw)
        if brackets == "[":
            assert raw.isascii()
        if "NO_COLOR" in more:
            cells = terminal.screen.cells.buffer
            assert {cells[y][x].fg for y in range(40) for x in range(120)} == {"default"}
            assert {cells[y][x].bg for y in range(40) for x in range(120)} == {"default"}
        terminal.press("q")
        assert terminal.ends() == 0


@pytest.mark.parametrize("plain", [True, False])
def test_a_person_can_say_what_their_terminal_shows(tmp_path: Path, plain: bool) -> None:
    project = sample(tmp_path, empty=False)
    settings = tmp_path / "config" / "article-workbench" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"plain = {str(plain).lower()}\n", encoding="utf-8")
    with workbench(tmp_path, "--annotator", "me", str(project), LANG="C" if not plain else "C.UTF-8") as terminal:
        assert_distinct(terminal, "[" if plain else "⟦")
        terminal.press("q")
        assert terminal.ends() == 0


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_cannot_place_the_cursor_is_refused(tmp_path: Path, term: str) -> None:
    with workbench(tmp_path, str(sample(tmp_path)), TERM=term) as terminal:
        assert terminal.ends() == 2
        assert b"TERM=xterm-256color workbench" in terminal.raw
        assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("unset", [True, False])
def test_without_a_terminal_there_is_a_sentence(tmp_path: Path, unset: bool) -> None:
    settings = environment(tmp_path)
    if unset:
        del settings["TERM"]
    call = [sys.executable, "-m", "workbench", str(sample(tmp_path))]
    done = subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=settings, check=False)
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert done.stdout == ""


def test_a_window_becomes_tiny_and_large_again(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Donald Trump has", "q quit")
        terminal.press("a")
        terminal.sees("actor “Donald Trump”")
        for width, height in [(80, 24), (40, 10), (20, 5), (10, 3), (20, 5), (200, 60), (120, 40)]:
            terminal.resize(width, height)
            terminal.process.send_signal(signal.SIGWINCH)
            terminal.settles(0.2)
            assert terminal.process.poll() is None
        terminal.sees("actor “Donald Trump”", "Donald Trump has expressed")
        terminal.press("enter")
        terminal.sees("Actors 1", "q quit")
        for width, height in [(20, 5), (120, 40)]:
            terminal.resize(width, height)
            terminal.press("w", "b")
            terminal.settles(0.2)
        terminal.sees("Actors 1", "Donald Trump has expressed", "q quit")
        terminal.press("q")
        assert terminal.ends() == 0


def test_stopped_and_continued_from_outside(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Donald Trump has", "q quit")
        start = len(terminal.raw)
        terminal.stops()
        assert b"\x1b[?1049l" in terminal.raw[start:]
        terminal.screen.clear()
        start = len(terminal.raw)
        terminal.signal(signal.SIGCONT)
        terminal.reads(b"\x1b[?1049h", start)
        terminal.sees("Donald Trump has", "q quit")
        terminal.press("a")
        terminal.sees("actor “Donald Trump”")
        terminal.press("enter")
        terminal.sees("Actors 1")
        terminal.press("q")
        assert terminal.ends() == 0
    assert 'entity = "donald-trump"' in (project / "annotations" / "me" / "libya-haftar.toml").read_text("utf-8")


def test_errors_sent_elsewhere_do_not_take_the_screen_along(tmp_path: Path) -> None:
    call = f"{sys.executable} -m workbench --annotator me {sample(tmp_path)} 2>{tmp_path}/errors"
    with Terminal(["sh", "-c", call], environment(tmp_path), (120, 40), tmp_path) as terminal:
        terminal.sees("Donald Trump has", "q quit")
        terminal.press("q")
        assert terminal.ends() == 0
    assert (tmp_path / "errors").read_bytes() == b""
