"""A DNA project moved here and back, by the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..interchange.dna_base import SAMPLE, opened, sample, tables
from ..interchange.test_dna import EMPTY_VALUES
from .calls import Caller


def test_a_dna_project_moves_here_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample()
    call = Caller(capsys)
    assert call("init", tmp_path / "p").status == 0
    call.root = tmp_path / "p"
    done = call("import", "dna", SAMPLE)
    assert done.status == 0, done.err
    assert "41 records" in done.err
    assert call("check").status == 0
    assert call("export", "dna", "--out", tmp_path / "back.dna", "--set", "password=sesame").status == 0
    before, after = tables(sample()), tables((tmp_path / "back.dna").read_bytes())
    passwords = [row[7] for row in after["CODERS"]]
    assert len(passwords) == 4
    assert not set(passwords) & {row[7] for row in before["CODERS"]}
    for one in (before, after):
        one["CODERS"] = [(*row[:7], *row[8:]) for row in one["CODERS"]]
    after["ENTITIES"] = [row for row in after["ENTITIES"] if row not in EMPTY_VALUES]
    assert before == after
    base = opened((tmp_path / "back.dna").read_bytes())
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
