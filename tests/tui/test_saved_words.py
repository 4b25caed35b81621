"""What the title says of how far the work is on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.opened import new_place, speaker
from workbench.core.errors import StorageError
from workbench.tui.writer import saved_words


def test_without_a_journal_what_is_saved_is_called_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StorageError("0.jsonl: not saved: the disk is full")

    place = new_place(tmp_path)
    session = place.open()
    monkeypatch.setattr("workbench.desk.session.Journal.append", full)
    session.editor.make([speaker("one")])
    assert "only in memory until it is saved" in session.trouble
    assert saved_words(session) == "NOT SAVED"
    session.save()
    assert "the disk is full" in session.trouble
    assert place.file.exists()
    assert saved_words(session) == "saved"
    session.editor.make([speaker("two", 22)])
    assert saved_words(session) == "NOT SAVED"
    session.close()
