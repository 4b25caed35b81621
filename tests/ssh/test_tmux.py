"""A real tmux, at hand and at the other end of a connection: detached, attached again, killed."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import Terminal, environment
from tests.ssh.proxy import Proxy
from tests.ssh.server import left_behind, ssh_command, sshd
from tests.ssh.test_ssh import BITS, ROUND_TRIP, made, tag

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")]


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment with a tmux server of its own, which ends with the test."""
    found = environment(tmp_path) | {"TMUX_TMPDIR": str(tmp_path)}
    yield found
    subprocess.run(["tmux", "kill-server"], env=found, check=False, capture_output=True)


def started(tmp_path: Path, settings: dict[str, str], project: Path, term: str) -> Terminal:
    program = shlex.join([sys.executable, "-m", "workbench", "--annotator", "me", str(project)])
    config = tmp_path / "tmux.conf"
    config.write_text(f'set -g default-terminal "{term}"\nset -g status off\nset -g escape-time 20\n', encoding="utf-8")
    argv = ["tmux", "-f", str(config), "new-session", f"{program}; echo status $?; exec sleep 60"]
    return Terminal(argv, settings, (100, 30), tmp_path)


def goes_on(terminal: Terminal) -> None:
    """The session is the one that was left: its last step is undone and done again, and it ends as it should."""
    terminal.sees("Actors 1", "q quit")
    terminal.press("u")
    terminal.sees("Actors 0")
    terminal.press("U")
    terminal.sees("Actors 1")
    terminal.press("q")
    terminal.sees("status 0")


@pytest.mark.parametrize("term", ["tmux-256color", "screen-256color"])
def test_work_goes_on_after_a_detach(tmp_path: Path, settings: dict[str, str], term: str) -> None:
    project = sample(tmp_path)
    with started(tmp_path, settings, project, term) as terminal:
        tag(terminal)
        terminal.press("c")
        terminal.sees("new claim")
        terminal.send(b"\x02d")
        terminal.ends()
    with Terminal(["tmux", "attach"], settings, (100, 30), tmp_path) as terminal:
        terminal.sees("new claim", "Donald Trump has", "Enter save")
        terminal.press("escape")
        goes_on(terminal)
        terminal.loses("Donald Trump has")
    assert len(made(project)["actor"]) == 1
    assert left_behind(str(project)) == []


def test_a_killed_tmux_loses_nothing_shown(tmp_path: Path, settings: dict[str, str]) -> None:
    project = sample(tmp_path)
    with started(tmp_path, settings, project, "tmux-256color") as terminal:
        tag(terminal)
        terminal.press("c")
        terminal.sees("new claim")
        subprocess.run(["tmux", "kill-server"], env=settings, check=True)
        terminal.ends()
    assert left_behind(f"-m workbench --annotator me {project}") == []
    state = made(project)
    assert len(state["actor"]) == 1
    assert "claim" not in state


@pytest.mark.parametrize("how", ["cut", "killed"])
def test_a_session_at_the_other_end_outlives_its_line(tmp_path: Path, settings: dict[str, str], how: str) -> None:
    """A form stays open in tmux while the connection breaks, and goes on over the next one, in a window of another size."""
    project = sample(tmp_path)
    far = {name: value for name, value in settings.items() if name not in ("TERM", "ESCDELAY")}
    config = tmp_path / "tmux.conf"
    config.write_text("set -g default-terminal tmux-256color\nset -g status off\n", encoding="utf-8")
    program = shlex.join([sys.executable, "-m", "workbench", "--annotator", "me", str(project)])
    tmux = shlex.join(["env", *(f"{name}={value}" for name, value in far.items()), "tmux", "-f", str(config)])
    begin = f"{tmux} new-session {shlex.quote(f'{program}; echo status $?; exec sleep 60')}"
    with sshd(tmp_path / "sshd") as server, Proxy(server.port, ROUND_TRIP, BITS) as line:
        with Terminal(ssh_command(server, line.port, begin), environment(tmp_path), (100, 30), tmp_path) as terminal:
            tag(terminal)
            terminal.press("c")
            terminal.sees("new claim")
            if how == "cut":
                line.cut()
            else:
                server.kill_sessions()
            assert terminal.ends() == 255
        again = ssh_command(server, line.port, f"{tmux} attach")
        with Terminal(again, environment(tmp_path), (120, 40), tmp_path) as terminal:
            terminal.sees("new claim", "Donald Trump has", "Enter save")
            terminal.press("escape")
            terminal.loses("new claim")
            goes_on(terminal)
    assert len(made(project)["actor"]) == 1
    assert left_behind(str(project)) == []
