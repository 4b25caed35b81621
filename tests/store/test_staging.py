"""Files that are staged appear all together or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from workbench.core.errors import StorageError
from workbench.store.staging import Stage, finish_stages, staged


def _tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_commit_lays_everything_down_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    with staged(tmp_path) as stage:
        stage.put("a.txt", b"new")
        stage.put("deep/er/b.txt", b"b")
        assert _tree(tmp_path)["a.txt"] == b"old"
        stage.commit()
    assert _tree(tmp_path) == {"a.txt": b"new", "deep/er/b.txt": b"b"}
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "deep"]


def test_without_a_commit_nothing_appears(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put("a.txt", b"new")
    assert os.listdir(tmp_path) == []


def test_an_error_half_way_puts_everything_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "c.txt" / "folder").mkdir(parents=True)
    with staged(tmp_path) as stage:
        stage.put("a.txt", b"new")
        stage.put("new/b.txt", b"b")
        stage.put("c.txt", b"a folder is there")
        with pytest.raises(StorageError, match=r"c\.txt"):
            stage.commit()
    assert _tree(tmp_path) == {"a.txt": b"old"}
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "c.txt"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the one who runs this may write everywhere")
def test_a_file_made_read_only_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "a.txt").chmod(0o444)
    with staged(tmp_path) as stage:
        stage.put("a.txt", b"new")
        with pytest.raises(StorageError):
            stage.commit()
    assert _tree(tmp_path) == {"a.txt": b"old"}


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_what_a_killed_process_had_begun_is_finished(tmp_path: Path, moved: int) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    stage = Stage(tmp_path)
    stage.put("a.txt", b"new")
    stage.put("new/b.txt", b"b")
    (folder,) = tmp_path.glob(".staged-*")
    (folder / "all.json").write_text(json.dumps({"replaced": ["a.txt"]}), "utf-8")
    for name in ("a.txt", "new/b.txt")[:moved]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        os.replace(folder / "new" / name, tmp_path / name)
    finish_stages(tmp_path)
    assert _tree(tmp_path) == {"a.txt": b"new", "new/b.txt": b"b"}


def test_what_a_killed_process_had_only_staged_is_thrown_away(tmp_path: Path) -> None:
    Stage(tmp_path).put("a.txt", b"new")
    finish_stages(tmp_path)
    assert os.listdir(tmp_path) == []


def test_finishing_overwrites_no_file_that_came_meanwhile(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.put("a.txt", b"new")
    (folder,) = tmp_path.glob(".staged-*")
    (folder / "all.json").write_text(json.dumps({"replaced": []}), "utf-8")
    (tmp_path / "a.txt").write_bytes(b"somebody's")
    finish_stages(tmp_path)
    assert _tree(tmp_path) == {"a.txt": b"somebody's"}
