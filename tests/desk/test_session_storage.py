"""Full disks, read-only file systems, missing permissions: a message with the cure, nothing lost, nothing truncated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import Place, die, file_bytes, new_place, put, speaker
from tests.tiny_disk import fill, mount, tiny_disk
from workbench.core.errors import StorageError
from workbench.desk.session import Session

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)
LONG = "x" * 5000


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB."""
    with tiny_disk(tmp_path / "tiny") as folder:
        yield folder


def _long(place: Place, session: Session) -> None:
    """Work that needs more room than is left."""
    for record_id in (ONE.id, TWO.id):
        session.editor.note(record_id, LONG)


@pytest.mark.parametrize("leave", [0, 1, 2])
def test_a_full_disk_keeps_the_old_file_and_the_work(leave: int, tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tiny).root, tmp_path / "state")
    put(place, ONE, TWO)
    session = place.open()
    _long(place, session)
    filler = fill(tiny, leave=leave)
    before = place.file.read_bytes()
    for _ in range(3):
        with pytest.raises(
            StorageError, match=r"bridge\.toml: not saved: the disk is full; make room, then save again"
        ):
            session.save()
    assert place.file.read_bytes() == before
    assert place.left_over() == []
    session.editor.make([THREE])
    shown = session.editor.state
    die(session)
    again = place.open()
    assert again.editor.state == shown
    with pytest.raises(StorageError, match="the disk is full"):
        again.save()
    filler.unlink()
    again.save()
    assert again.saved
    assert place.file.read_bytes() == file_bytes(replace(ONE, note=LONG), replace(TWO, note=LONG), THREE)
    again.close()


def test_a_full_disk_at_the_first_save(tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tiny).root, tmp_path / "state")
    session = place.open()
    session.editor.make([replace(ONE, note=LONG)])
    filler = fill(tiny)
    with pytest.raises(StorageError, match="the disk is full"):
        session.save()
    assert not place.file.exists()
    assert place.left_over() == []
    filler.unlink()
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note=LONG))
    session.close()


def test_a_journal_on_a_full_disk_says_so_and_catches_up(tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tmp_path).root, tiny / "state")
    session = place.open()
    session.editor.make([ONE])
    filler = fill(tiny)
    whole = (place.state / "0.jsonl").read_bytes()
    session.editor.note(ONE.id, LONG)
    session.editor.make([TWO])
    assert "the disk is full" in session.trouble
    assert "only in memory until it is saved" in session.trouble
    assert len(session.editor.state) == 2
    journal = (place.state / "0.jsonl").read_bytes()
    assert journal.startswith(whole)
    assert journal.endswith(b"\n")
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note=LONG), TWO)
    filler.unlink()
    session.editor.make([THREE])
    shown = session.editor.state
    die(session)
    again = place.open()
    assert again.notices == ["1 unsaved change brought back from the journal"]
    assert again.editor.state == shown
    for _ in range(4):
        again.editor.undo()
    assert len(again.editor.state) == 0
    again.close()


def test_a_death_with_a_journal_that_could_not_be_written_keeps_what_was_saved(tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tmp_path).root, tiny / "state")
    session = place.open()
    session.editor.make([ONE])
    filler = fill(tiny)
    session.editor.note(ONE.id, LONG)
    session.editor.make([replace(TWO, note=LONG)])
    session.save()
    saved = place.file.read_bytes()
    die(session)
    filler.unlink()
    again = place.open()
    assert place.file.read_bytes() == saved
    if again.conflicts:
        again.decide({one.id for one in again.conflicts})
    assert again.file.render(again.editor.state)[0] == saved
    again.close()


def test_a_full_disk_for_both_keeps_the_work_in_memory_until_there_is_room(tiny: Path) -> None:
    place = new_place(tiny)
    put(place, ONE, TWO)
    session = place.open()
    filler = fill(tiny)
    _long(place, session)
    with pytest.raises(StorageError, match="the disk is full"):
        session.save()
    assert session.trouble
    assert session.editor.state.records[TWO.id].note == LONG
    assert place.file.read_bytes() == file_bytes(ONE, TWO)
    filler.unlink()
    session.save()
    assert (session.saved, session.trouble) == (True, "")
    assert place.file.read_bytes() == file_bytes(replace(ONE, note=LONG), replace(TWO, note=LONG))
    session.close()
    again = place.open()
    assert (again.saved, again.notices) == (True, [])
    again.editor.undo()
    again.editor.undo()
    assert again.file.render(again.editor.state)[0] == file_bytes(ONE, TWO)
    again.close()


def test_a_state_folder_that_cannot_be_made_on_a_full_disk(tiny: Path, tmp_path: Path) -> None:
    filler = fill(tiny)
    inodes = [tiny / f"n{number}" for number in range(10_000)]
    for path in inodes:
        try:
            path.touch()
        except OSError:
            break
    place = Place(new_place(tmp_path).root, tiny / "state")
    session = place.open()
    assert "only in memory until it is saved" in session.trouble
    session.editor.make([ONE])
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE)
    session.close()
    filler.unlink()


def test_a_read_only_file_system_is_said_and_the_work_goes_on(tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tiny).root, tmp_path / "state")
    put(place, ONE)
    session = place.open()
    session.editor.make([TWO])
    mount(tiny, "-o", "remount,ro")
    for _ in range(2):
        with pytest.raises(StorageError, match=r"bridge\.toml: not saved: the file system is read-only"):
            session.save()
    session.editor.make([THREE])
    die(session)
    again = place.open()
    assert len(again.editor.state) == 3
    assert place.file.read_bytes() == file_bytes(ONE)
    mount(tiny, "-o", "remount,rw")
    again.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, THREE)
    again.close()


def test_a_read_only_state_folder_still_lets_one_save(tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tmp_path).root, tiny / "state")
    mount(tiny, "-o", "remount,ro")
    session = place.open()
    assert "the file system is read-only" in session.trouble
    session.editor.make([ONE])
    session.save()
    assert session.saved
    assert place.file.read_bytes() == file_bytes(ONE)
    session.close()
    mount(tiny, "-o", "remount,rw")
