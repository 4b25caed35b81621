"""A new issue by keyboard alone: typed where one is chosen, taken, saved; then one that comes from outside."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.pty.projects import records, sample
from tests.pty.terminal import workbench

TITLE = "overtures to Libya"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_an_issue_is_typed_taken_saved_and_read_by_others(tmp_path: Path, size: tuple[int, int]) -> None:
    project = sample(tmp_path)
    codebook = project / "codebook.toml"
    before = codebook.read_bytes()
    with workbench(tmp_path, "--annotator", "me", str(project), size=size) as terminal:
        terminal.sees("Donald Trump has expressed", "q quit")
        terminal.press("/", *"Jalel Harchaoui", "enter")
        terminal.sees("found “Jalel Harchaoui”")
        terminal.press("c")
        terminal.sees("new claim")
        terminal.press("tab", "tab", "tab", "tab")
        terminal.sees("▸ Issue")
        terminal.press("/", *TITLE)
        terminal.sees(f"▸ new issue “{TITLE}”")
        terminal.press("enter")
        terminal.sees(f"parent of “{TITLE}”", "▸ none")
        terminal.press("enter")
        terminal.sees(f"issue “{TITLE}” put into codebook.toml")
        terminal.press("enter")
        terminal.sees("claim made", "saved")
        made = codebook.read_bytes()
        codebook.write_bytes(made + b'\n[[issue]]\nid = "oil"\ntitle = "Oil exports"\n')
        terminal.send(b"\x1b[I")  # the window has the focus again
        terminal.sees("codebook.toml changed: issue “Oil exports” added")
        terminal.press("q")
        assert terminal.ends() == 0
    assert made == before + f'\n[[issue]]\nid = "overtures-to-libya"\ntitle = "{TITLE}"\n'.encode()
    assert tomllib.loads(made.decode())["issue"][-1] == {"id": "overtures-to-libya", "title": TITLE}
    (claim,) = tomllib.loads(records(project))["claim"]
    assert claim["issue"] == "overtures-to-libya"
