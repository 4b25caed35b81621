"""A long note is written in the person's own editor, which has the terminal meanwhile."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.pty.projects import sample
from tests.pty.terminal import workbench

WRITES = """#!/bin/sh
printf 'THE EDITOR SAYS: type a line\\n'
read line
printf '%s\\nand a second “line”\\n' "$line" >> "$1"
"""


def _editor(folder: Path, body: str) -> str:
    path = folder / "editor.sh"
    path.write_text(body, encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
def test_a_long_note_goes_through_the_editor_into_the_file(tmp_path: Path, size: tuple[int, int]) -> None:
    project = sample(tmp_path)
    editor = _editor(tmp_path, WRITES)
    with workbench(tmp_path, "--annotator", "me", str(project), size=size, EDITOR=editor) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("a")
        terminal.sees("actor “Donald Trump”")
        terminal.press("enter")
        terminal.sees("Actors 1")
        terminal.press("m")
        terminal.sees("note on actor Donald Trump")
        terminal.press(*"short ", "ctrl+x")
        terminal.sees("THE EDITOR SAYS")
        terminal.press(*"typed in the editor", "enter")
        terminal.sees("Donald Trump has expressed", "short typed in", "q quit")
        terminal.press("u")
        terminal.loses("short typed in")
        terminal.press("U")
        terminal.sees("short typed in", "saved")
        terminal.press("q")
        assert terminal.ends() == 0
    file = tomllib.loads((project / "annotations/me/libya-haftar.toml").read_text(encoding="utf-8"))
    assert file["actor"][0]["note"] == "short typed in the editor\nand a second “line”"


def test_an_editor_that_fails_leaves_the_note_to_be_written_here(tmp_path: Path) -> None:
    project = sample(tmp_path)
    editor = _editor(tmp_path, "#!/bin/sh\nexit 3\n")
    with workbench(tmp_path, "--annotator", "me", str(project), EDITOR=editor) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("a")
        terminal.sees("actor “Donald Trump”")
        terminal.press("enter")
        terminal.sees("Actors 1")
        terminal.press("m")
        terminal.sees("note on actor Donald Trump")
        terminal.press(*"kept", "ctrl+x")
        terminal.sees("failed: it", "note on actor Donald Trump", "kept")
        terminal.press("enter")
        terminal.sees("note set")
        terminal.press("q")
        assert terminal.ends() == 0
