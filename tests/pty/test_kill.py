"""The whole program killed at random moments: what was shown as made comes back, and no file is unreadable."""

from __future__ import annotations

import random
import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.projects import sample, texts
from tests.pty.terminal import DEADLINE, Terminal, workbench
from workbench.tui.resting import KEEP

RUNS = 20
MARKS = 60
MARK = b"a\rw"
"""Tag the word under the cursor, leave it unlinked, go to the next word."""

BEHIND_THE_LAST = b"AGC\tw"
"""To the last row of the actors, from there to the last pane and so back to the text, one word on."""

COUNT = re.compile(r"Actors (\d+)")


def actors_shown(terminal: Terminal) -> int:
    """How many actors the pane says there are."""
    found = COUNT.search(terminal.screen.text)
    return int(found.group(1)) if found else 0


def typed(terminal: Terminal, marks: int, more_than: int) -> int:
    """Type this many marks as fast as the program takes them; the most actors that the pane says there are meanwhile.

    The picker lies over the pane between two marks, so that one look at a random moment need not find the number.
    """
    most = 0
    for _ in range(marks):
        terminal.send(MARK)
        terminal.reads_for(0.004)
        most = max(most, actors_shown(terminal))
    until = time.monotonic() + DEADLINE
    while most <= more_than and time.monotonic() < until:
        terminal.reads_for(0.004)
        most = max(most, actors_shown(terminal))
    return most


def actors_saved(project: Path) -> int:
    """How many actors the file holds; the file is read by another reader than the program's."""
    path = project / "annotations" / "me" / "words.toml"
    return len(tomllib.loads(path.read_text(encoding="utf-8")).get("actor", [])) if path.exists() else 0


def test_what_came_back_is_said_and_saved_without_another_key(tmp_path: Path) -> None:
    project = sample(tmp_path)
    file = project / "annotations" / "me" / "libya-haftar.toml"
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("a")
        terminal.sees("actor “Donald Trump”")
        file.parent.parent.mkdir()
        file.parent.write_text("in the way of a folder", encoding="utf-8")
        terminal.press("enter")
        terminal.sees("Actors 1", "NOT SAVED", "your work is kept in the journal")
        terminal.kill()
    file.parent.unlink()
    keymap = tmp_path / "config" / "article-workbench" / "keymaps" / "default.toml"
    keymap.parent.mkdir(parents=True)
    keymap.write_text('format = 1\n[article]\n"fly.away" = ["x"]\n', encoding="utf-8")
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Actors 1", "1 unsaved change brought back from the journal · keymap:")
        terminal.sees("open · saved")
        assert len(tomllib.loads(file.read_text(encoding="utf-8"))["actor"]) == 1
        terminal.kill()


@pytest.mark.slow
def test_a_form_and_the_place_are_there_after_a_kill(tmp_path: Path) -> None:
    project = sample(tmp_path)
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("/", *"Analyst", "enter")
        terminal.sees("found “Analyst”")
        terminal.press("c")
        terminal.sees("new claim")
        terminal.press("o", "p")
        terminal.reads_for(KEEP + 1.0)
        terminal.kill()
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        screen = terminal.sees("the form of a claim was open when the program ended")
        assert "Analyst Umberto Profazio" in screen
        terminal.press("E")
        terminal.sees("new claim")
        terminal.kill()


@pytest.mark.slow
def test_nothing_shown_is_lost_when_the_program_is_killed(tmp_path: Path, tell: Callable[[str], None]) -> None:
    chance = random.Random(20)
    syllables = ["ba", "de", "fi", "go", "lu", "mek", "nor", "pal", "rit", "sun", "tov", "ven"]
    words = ["".join(chance.choice(syllables) for _ in range(4)) for _ in range(3000)]
    project = texts(tmp_path, " ".join(words) + ".\n")
    between = shown = 0
    for run in range(RUNS):
        with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
            screen = terminal.sees("Actors", "a actor")
            back = actors_shown(terminal)
            assert back >= shown, f"run {run}: {shown} were shown, {back} came back\n{screen}"
            assert "read-only" not in screen
            terminal.send(BEHIND_THE_LAST if back else b"")
            seen = typed(terminal, chance.randint(1, MARKS), back)
            terminal.reads_for(chance.choice((0.0, 0.02, 0.6)) * chance.random())
            terminal.kill()
            assert seen > back, f"run {run}: nothing was made on top of {back}"
            shown = max(seen, actors_shown(terminal))
        between += max(0, shown - actors_saved(project))
    with workbench(tmp_path, "--annotator", "me", str(project)) as terminal:
        terminal.sees("Actors", "a actor")
        assert actors_shown(terminal) >= shown > 0
        terminal.press("q")
        assert terminal.ends() == 0
    assert actors_saved(project) >= shown
    tell(f"{RUNS} kills, {shown} records shown, {between} of them shown and not yet saved")
