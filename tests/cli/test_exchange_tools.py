"""The formats of other tools from end to end: a project goes out, and a new one gets the same files out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .calls import Caller, sample

TWO_WAY = ("prodigy", "doccano", "labelstudio", "w3c", "webanno", "xmi")


@pytest.mark.parametrize("name", TWO_WAY)
def test_the_sample_comes_back_from_a_new_project(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = sample(tmp_path), tmp_path / "new"
    calling = Caller(capsys, old)
    gone = calling("export", name, "--out", tmp_path / "out")
    assert gone.status == 0, gone.err
    assert "cannot hold" not in gone.err
    assert Caller(capsys)("init", new).status == 0
    calling.root = new
    came = calling("import", name, tmp_path / "out")
    assert came.status == 0, came.err
    assert calling("check").out == ""
    for folder, ending in (("annotations", "*.toml"), ("articles", "*.txt")):
        files = [path.relative_to(old) for path in sorted((old / folder).rglob(ending))]
        assert files
        for path in files:
            assert (new / path).read_bytes() == (old / path).read_bytes()


def test_a_broken_file_leaves_nothing_behind(tmp_path: Path, call_new: Caller) -> None:
    assert call_new.root is not None
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a b", "spans": [{"start": 0, "end": 1, "label": "PER"}]}\n{"spans": []}\n', "utf-8")
    before = {one: one.read_bytes() for one in call_new.root.rglob("*") if one.is_file()}
    said = call_new("import", "prodigy", path)
    assert said.status != 0
    assert "x.jsonl: line 2: " in said.err + said.out
    assert {one: one.read_bytes() for one in call_new.root.rglob("*") if one.is_file()} == before
