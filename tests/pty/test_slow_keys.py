"""Keys on a slow line, from bytes to what they did: split, glued, typed ahead, pasted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pty.projects import records, sample
from tests.pty.slow_line import slowed
from tests.pty.terminal import Terminal, workbench

GOLDEN = Path(__file__).parent / "golden"
LATE = 0.15
ONE_WAY = 0.05
"""Seconds from the keyboard to the program: a round trip of 100 ms."""

BLIND = b"/Jalel Harchaoui\rc\rs-\r"
"""Harchaoui's claim and the stance on it, as somebody types it who need not look."""


@contextmanager
def sitting(folder: Path, **more: str) -> Iterator[Terminal]:
    """The sample at the end of SSH, where Esc is held back as for a person (the other tests shorten it)."""
    remote = {"ESCDELAY": "", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
    with workbench(folder, "--annotator", "me", str(sample(folder)), **(remote | more)) as terminal:
        terminal.answers = False  # an answer never comes between the pieces of a key: a terminal sends each whole
        terminal.sees("Donald Trump has expressed", "q quit")
        yield terminal


def made(folder: Path) -> bool:
    """Whether any record was made."""
    return (folder / "libya" / "annotations").exists()


def leaves(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.ends() == 0


def opens_form(terminal: Terminal) -> None:
    terminal.send(b"/Jalel Harchaoui\r")
    terminal.sees("found “Jalel Harchaoui”")
    terminal.press("c")
    terminal.sees("new claim", "▸ Source")


@pytest.mark.parametrize(
    "pieces",
    [
        (b"\x1b", b"[B"),
        pytest.param((b"\x1b", b"[", b"B"), marks=pytest.mark.slow),
        pytest.param((b"\x1b[", b"B"), marks=pytest.mark.slow),
        pytest.param((b"\x1bO", b"B"), marks=pytest.mark.slow),
    ],
)
def test_an_arrow_whose_tail_is_late_moves_in_the_form_and_drops_nothing(
    tmp_path: Path, pieces: tuple[bytes, ...]
) -> None:
    with sitting(tmp_path) as terminal:
        opens_form(terminal)
        for number, piece in enumerate(pieces):
            if number:
                terminal.reads_for(LATE)
            terminal.send(piece)
        assert "new claim" in terminal.sees("▸ Organization")
        terminal.press("escape")
        terminal.loses("new claim")
        leaves(terminal)


def test_an_arrow_whose_tail_is_late_is_one_here_too(tmp_path: Path) -> None:
    with sitting(tmp_path, SSH_CONNECTION="") as terminal:
        opens_form(terminal)
        terminal.send(b"\x1b")
        terminal.reads_for(LATE - 0.05)
        terminal.send(b"[B")
        terminal.sees("▸ Organization", "new claim")
        terminal.send(b"\x1bq")
        assert terminal.ends() == 0


def test_an_arrow_that_came_too_late_runs_no_two_commands(tmp_path: Path) -> None:
    with sitting(tmp_path) as terminal:
        opens_form(terminal)
        terminal.send(b"\x1b")
        terminal.loses("new claim")
        terminal.send(b"[A")  # the keys would go to the record before and to the pane of actors
        text = terminal.settles()
        assert "▸" not in text
        leaves(terminal)


def test_esc_and_the_next_key_in_one_packet(tmp_path: Path) -> None:
    with sitting(tmp_path) as terminal:
        opens_form(terminal)
        terminal.send(b"\x1b?")
        terminal.sees("Write a note on this record")
        terminal.send(b"\x1b:")
        terminal.sees("type a part of a command’s name")
        terminal.send(b"\x1b1\x1bq")
        assert terminal.ends() == 0


@pytest.mark.parametrize(
    "size", [3, pytest.param(1, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.slow)]
)
def test_typed_ahead_over_a_round_trip_of_100_ms_everything_is_done_in_its_order(tmp_path: Path, size: int) -> None:
    with sitting(tmp_path) as terminal, slowed(terminal, ONE_WAY):
        for at in range(0, len(BLIND), size):
            terminal.send(BLIND[at : at + size])
            terminal.reads_for(0.03)
        terminal.sees("stance made", "saved")
        terminal.send(b"\x1b")
        terminal.reads_for(LATE)
        terminal.send(b"[Bq")
        assert terminal.ends() == 0
    assert records(tmp_path / "libya") == (GOLDEN / "claim.toml").read_text(encoding="utf-8")


WORDS = b"quickly all said: Dx yes, a claim\rand more\r"


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("delay", [ONE_WAY, pytest.param(0.0, marks=pytest.mark.slow)])
def test_pasted_text_runs_no_command_in_the_article(tmp_path: Path, marked: bool, delay: float) -> None:
    with sitting(tmp_path) as terminal, slowed(terminal, delay):
        terminal.send(b"\x1b[200~" + WORDS + b"\x1b[201~" if marked else WORDS)
        terminal.sees("pasted text has no place here")
        terminal.settles()  # what comes right behind a paste may belong to it
        terminal.press("l", "?")
        terminal.sees("Write a note on this record")
        terminal.press("escape")
        terminal.loses("Write a note on this record")
        leaves(terminal)
    assert not made(tmp_path)


def test_a_marked_paste_with_a_pause_in_its_end_is_one_paste(tmp_path: Path) -> None:
    with sitting(tmp_path) as terminal:
        terminal.send(b"\x1b[200~" + WORDS + b"\x1b")
        terminal.reads_for(4 * LATE)
        terminal.send(b"[20")
        terminal.reads_for(4 * LATE)
        terminal.send(b"1~")
        terminal.sees("pasted text has no place here")
        leaves(terminal)
    assert not made(tmp_path)


@pytest.mark.parametrize("marked", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_pasted_text_goes_into_the_field_that_has_the_focus(tmp_path: Path, marked: bool) -> None:
    words = b"quit now: all\rof a claim"
    with sitting(tmp_path) as terminal:
        terminal.press("/")
        terminal.sees("Esc cancel")
        terminal.send(b"\x1b[200~" + words + b"\x1b[201~" if marked else words)
        terminal.sees("quit now: all of a claim")
        terminal.press("escape")
        leaves(terminal)
    assert not made(tmp_path)
