"""One annotation file: never written where it should not be, noticed when it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.made import codebook
from tests.store.village import ANNOTATIONS, good, village
from workbench.core.errors import FileError, StorageError
from workbench.store.annotation_file import AnnotationFile


@pytest.fixture
def file(tmp_path: Path) -> AnnotationFile:
    root = village(tmp_path / "village")
    found = AnnotationFile(root / ANNOTATIONS, codebook, ANNOTATIONS, "bridge", "rose")
    assert found.load().state is not None
    return found


def test_a_folder_that_became_a_link_outside_is_not_written_through(file: AnnotationFile, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    file.path.unlink()
    file.path.parent.rmdir()
    file.path.parent.symlink_to(outside)
    with pytest.raises(FileError, match="leads out of the project"):
        file.write(b"x", "")
    assert list(outside.iterdir()) == []


def test_nothing_is_made_where_the_project_was_before_its_drive_went(file: AnnotationFile) -> None:
    root = file.path.parents[2]
    root.rename(root.with_name("away"))
    root.mkdir()
    with pytest.raises(StorageError):
        file.write(good().encode(), "")
    assert list(root.iterdir()) == []


def test_a_file_touched_but_not_changed_is_the_same_file(file: AnnotationFile) -> None:
    file.path.write_bytes(file.path.read_bytes())
    assert not file.changed()
    file.path.write_bytes(file.path.read_bytes() + b"\n")
    assert file.changed()


def test_what_was_read_canonical_is_not_dumped_again(file: AnnotationFile, monkeypatch: pytest.MonkeyPatch) -> None:
    state = file.load().state
    assert state is not None
    monkeypatch.setattr("workbench.store.annotation_writer.record_text", lambda *_: pytest.fail("a record was dumped"))
    assert file.render(state)[0] == file.path.read_bytes()
