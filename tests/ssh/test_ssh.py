"""Work at the other end of a real connection: slow, dropped, killed; and what it leaves behind."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import QUESTION, Terminal
from tests.pty.test_signals import left_as_found
from tests.ssh.proxy import Proxy
from tests.ssh.server import Server, left_behind, over_ssh, sshd

pytestmark = pytest.mark.slow

ROUND_TRIP, BITS = 0.1, 256_000
PAGE = 2_800
"""No page of the long text takes more bytes than that."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with sshd(tmp_path / "sshd") as running:
        yield running


def made(project: Path) -> dict[str, Any]:
    """What stands in the file."""
    return tomllib.loads((project / "annotations" / "me" / "libya-haftar.toml").read_text(encoding="utf-8"))


def tag(terminal: Terminal) -> None:
    """Tag the first name, with the work shown as made."""
    terminal.sees("Donald Trump has expressed", "q quit")
    terminal.press("a")
    terminal.sees("actor “Donald Trump”")
    terminal.press("enter")
    terminal.sees("Actors 1")


def test_the_sample_is_annotated_over_a_slow_line(tmp_path: Path, server: Server) -> None:
    project = sample(tmp_path)
    with (
        Proxy(server.port, ROUND_TRIP, BITS) as line,
        over_ssh(tmp_path, server, line.port, "--annotator", "me", str(project)) as terminal,
    ):
        tag(terminal)
        terminal.press("/", *"noted", "enter")
        terminal.sees("found “noted”")
        terminal.press("c")
        terminal.sees("new claim", "Jalel Harchaoui")
        terminal.press("enter")
        terminal.sees("claim made", "Claims 1")
        terminal.press("s")
        terminal.sees("new stance")
        terminal.press("+", "enter")
        terminal.sees("stance made", "Stances 1")
        terminal.press("q")
        assert terminal.ends() == 0
        assert left_as_found(terminal)
        raw = bytes(terminal.raw)
    state = made(project)
    assert [one["entity"] for one in state["actor"]] == ["donald-trump", "jalel-harchaoui"]
    assert len(state["claim"]) == 1
    assert [one["polarity"] for one in state["stance"]] == ["support"]
    assert left_behind(str(project)) == []
    for mode in (b"\x1b[?1000h", b"\x1b[?1002h", b"\x1b[?1003h"):
        assert mode not in raw, "the mouse belongs to the terminal"
    assert b"\x1b[>" not in raw.replace(b"\x1b[>c", b""), "the keyboard protocol stays off"


def test_the_window_of_a_slow_line_becomes_tiny_and_large_again(tmp_path: Path, server: Server) -> None:
    project = sample(tmp_path)
    with (
        Proxy(server.port, ROUND_TRIP, BITS) as line,
        over_ssh(tmp_path, server, line.port, "--annotator", "me", str(project)) as terminal,
    ):
        tag(terminal)
        terminal.press("c")
        terminal.sees("new claim")
        for size in [(80, 24), (20, 5), (200, 60), (100, 30)]:
            terminal.resize(*size)
            terminal.settles(0.4)
        terminal.sees("new claim", "Donald Trump has", "Enter save")
        terminal.press("escape", "u")
        terminal.sees("Actors 0")
        terminal.press("q")
        assert terminal.ends() == 0
        assert terminal.settings == terminal.found


def test_the_mouse_can_be_asked_for(tmp_path: Path, server: Server) -> None:
    project = sample(tmp_path)
    settings = tmp_path / "config" / "article-workbench" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mouse = true\n", encoding="utf-8")
    with over_ssh(tmp_path, server, server.port, str(project)) as terminal:
        terminal.sees("Donald Trump", "q quit")
        terminal.press("q")
        assert terminal.ends() == 0
        assert b"\x1b[?1000h" in terminal.raw
        assert b"\x1b[?1003h" not in terminal.raw, "no report of every motion over a line"


@pytest.mark.parametrize("how", ["cut", "killed"])
def test_a_line_that_breaks_in_the_middle_of_a_form_loses_nothing_shown(
    tmp_path: Path, server: Server, how: str
) -> None:
    project = sample(tmp_path)
    with (
        Proxy(server.port, 0.02) as line,
        over_ssh(tmp_path, server, line.port, "--annotator", "me", str(project)) as terminal,
    ):
        tag(terminal)
        terminal.press("c")
        terminal.sees("new claim")
        if how == "cut":
            line.cut()
        else:
            server.kill_sessions()
        assert terminal.ends() == 255
        assert terminal.settings == terminal.found
        assert left_behind(str(project)) == []
    state = made(project)
    assert [one["entity"] for one in state["actor"]] == ["donald-trump"]
    assert "claim" not in state
    with over_ssh(tmp_path, server, server.port, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Actors 1", "q quit")
        terminal.press("u")
        terminal.sees("Actors 0")
        terminal.press("q")
        assert terminal.ends() == 0


def test_keys_on_a_slow_line_do_not_queue_frames(tmp_path: Path, server: Server) -> None:
    project = sample(tmp_path)
    with (
        Proxy(server.port, ROUND_TRIP, BITS) as line,
        over_ssh(tmp_path, server, line.port, "--annotator", "me", str(project)) as terminal,
    ):
        terminal.sees("Donald Trump has expressed", "q quit")
        before = len(terminal.raw)
        terminal.send(b"?" + b" \x1b[5~" * 100 + b"\x1b")
        terminal.press("a")
        terminal.sees("actor “Donald Trump”")
        frames = bytes(terminal.raw[before:]).count(b"\x1b[1;1H") + bytes(terminal.raw[before:]).count(b"\x1b[1H")
        assert len(terminal.raw) - before < 100_000, f"{frames} frames were sent"
        terminal.press("escape", "q")
        assert terminal.ends() == 0


@pytest.mark.parametrize("plain", ["0", "1"], ids=["ours", "plain"])
def test_pages_on_a_slow_line_are_left_out_rather_than_queued(tmp_path: Path, server: Server, plain: str) -> None:
    project = sample(tmp_path)
    chance = random.Random(3)
    words = [" ".join(f"{chance.randrange(16**5):05x}" for _ in range(8)) for _ in range(3000)]
    (project / "articles" / "long.txt").write_text("Line 1\n" + "\n".join(words))
    call = ["--annotator", "me", str(project / "articles" / "long.txt")]
    with (
        Proxy(server.port, ROUND_TRIP, BITS) as line,
        over_ssh(tmp_path, server, line.port, *call, WORKBENCH_PLAIN_OUTPUT=plain) as terminal,
    ):
        terminal.sees("Line 1", "q quit")
        before = len(terminal.raw)
        for _ in range(30):
            terminal.press("pagedown")
            terminal.reads_for(1 / 30)
        terminal.settles(1.0)
        sent = bytes(terminal.raw[before:])
        assert len(sent) <= (sent.count(QUESTION) + 1) * PAGE, "a page was sent before the last one had arrived"
        assert "Line 1" not in terminal.screen.text
        terminal.press("q")
        assert terminal.ends() == 0
