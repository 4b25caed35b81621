"""A note written in the person's own editor."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from workbench.core.errors import EditError
from workbench.desk.outside import edit_outside

pytestmark = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="the editors of these tests are shell scripts")


def _editor(folder: Path, body: str) -> str:
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return f"'{path}' --wait"


def _uses(monkeypatch: pytest.MonkeyPatch, editor: str, visual: str = "") -> None:
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.setenv("VISUAL", visual)


def test_the_text_goes_into_the_editor_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _uses(monkeypatch, _editor(tmp_path, 'printf "2nd line\\n\\n" >> "$2"'))
    assert edit_outside("first “line”\n") == "first “line”\n2nd line"


def test_visual_goes_before_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _uses(monkeypatch, "nothing-like-an-editor", _editor(tmp_path, 'printf "seen" > "$2"'))
    assert edit_outside("") == "seen"


@pytest.mark.parametrize(
    ("editor", "why"),
    [("nothing-like-an-editor", "No such file"), ("'half", "No closing quotation"), ("", "ended with 3")],
)
def test_an_editor_that_fails_is_named(editor: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _uses(monkeypatch, editor or _editor(tmp_path, "exit 3"))
    with pytest.raises(EditError, match=f"the editor “.*” failed: .*{why}.*; set EDITOR to one that works"):
        edit_outside("kept")


def test_without_room_for_the_file_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _uses(monkeypatch, "true")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(EditError, match=r"cannot be handed to an editor: .*; write it here instead"):
        edit_outside("kept")
