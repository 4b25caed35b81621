"""The project's folder went away, or leads elsewhere: nothing is made in its place, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import Place, die, file_bytes, new_place, put, speaker
from workbench.core.errors import ConflictError, FileError, StorageError
from workbench.desk.session import Session

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path)


@pytest.fixture
def session(place: Place) -> Session:
    """A session on a file with ONE and TWO, everything saved."""
    put(place, ONE, TWO)
    return place.open()


def test_a_vanished_folder_is_said_and_nothing_is_made_in_its_place(session: Session, place: Place) -> None:
    session.editor.make([THREE])
    away = place.root.with_name("away")
    place.root.rename(away)
    for _ in range(2):
        with pytest.raises(StorageError, match="has vanished; is the drive still mounted"):
            session.save()
    with pytest.raises(StorageError, match="has vanished"):
        session.changed_outside()
    assert not place.root.exists()
    place.root.mkdir()
    with pytest.raises(StorageError, match="has vanished"):
        session.save()
    assert list(place.root.iterdir()) == []
    assert len(session.editor.state) == 3
    session.editor.note(THREE.id, "the work goes on")
    place.root.rmdir()
    away.rename(place.root)
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, replace(THREE, note="the work goes on"))
    session.close()


def test_a_death_while_the_folder_is_away_loses_nothing(session: Session, place: Place) -> None:
    session.editor.make([THREE])
    place.root.rename(place.root.with_name("away"))
    with pytest.raises(StorageError):
        session.save()
    die(session)
    place.root.with_name("away").rename(place.root)
    again = place.open()
    assert THREE.id in again.editor.state.records
    again.close()


def test_a_file_that_became_a_link_outside_is_not_written(session: Session, place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    place.file.unlink()
    place.file.parent.rmdir()
    place.file.parent.symlink_to(outside)
    session.editor.make([THREE])
    with pytest.raises((FileError, ConflictError)):
        session.write(session.snapshot())
    with pytest.raises(FileError, match="leads out of the project"):
        session.save()
    assert list(outside.iterdir()) == []
