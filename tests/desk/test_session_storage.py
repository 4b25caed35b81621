"""Full disks, read-only file systems, missing permissions: a message with the cure, nothing lost, nothing truncated."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import Place, die, file_bytes, new_place, put, speaker
from workbench.core.errors import StorageError
from workbench.desk.session import Session

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)
LONG = "x" * 5000


def _mount(folder: Path, *options: str) -> None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a tiny file system")
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this system does not let us mount: {done.stderr.strip()}")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    _mount(folder, "-t", "tmpfs", "-o", "size=256k", "tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(folder: Path, *, leave: int = 0) -> Path:
    """Fill a file system but for so many blocks of 4 KB."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            os.truncate(filler, max(0, filler.stat().st_size // 4096 - leave) * 4096)
    return filler


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
    filler = _fill(tiny, leave=leave)
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
    filler = _fill(tiny)
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
    filler = _fill(tiny)
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
    filler = _fill(tiny)
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
    filler = _fill(tiny)
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
    filler = _fill(tiny)
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
    _mount(tiny, "-o", "remount,ro")
    for _ in range(2):
        with pytest.raises(StorageError, match=r"bridge\.toml: not saved: the file system is read-only"):
            session.save()
    session.editor.make([THREE])
    die(session)
    again = place.open()
    assert len(again.editor.state) == 3
    assert place.file.read_bytes() == file_bytes(ONE)
    _mount(tiny, "-o", "remount,rw")
    again.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, THREE)
    again.close()


def test_a_read_only_state_folder_still_lets_one_save(tiny: Path, tmp_path: Path) -> None:
    place = Place(new_place(tmp_path).root, tiny / "state")
    _mount(tiny, "-o", "remount,ro")
    session = place.open()
    assert "the file system is read-only" in session.trouble
    session.editor.make([ONE])
    session.save()
    assert session.saved
    assert place.file.read_bytes() == file_bytes(ONE)
    session.close()
    _mount(tiny, "-o", "remount,rw")


# As a user who is not root


@pytest.fixture
def shared() -> Iterator[Place]:
    """A project and a state folder that everybody may see; pytest's own folders are closed to other users."""
    folder = Path(tempfile.mkdtemp(prefix="workbench-test-"))
    folder.chmod(0o755)
    place = new_place(folder)
    put(place, ONE)
    place.state.mkdir()
    place.state.chmod(0o777)
    try:
        yield place
    finally:
        for path in (place.root, place.state, place.file.parent):
            path.chmod(0o755)
        shutil.rmtree(folder)


def _as_nobody(work: Callable[[], object]) -> object:
    """What ``work`` gives when a user does it who is not root."""
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    heard, told = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.umask(0)
            answer = work()
        except BaseException as error:  # noqa: BLE001
            answer = f"failed: {error!r}"
        os.write(told, json.dumps(answer).encode())
        os._exit(0)
    os.close(told)
    with os.fdopen(heard, "rb") as file:
        data = file.read()
    os.waitpid(pid, 0)
    return json.loads(data)


def _edit_and_save(place: Place) -> tuple[str, int, str, str]:
    """What the save said, how many records are shown, what the trouble and the reason for reading only are."""
    session = place.open()
    said = ""
    try:
        if not session.read_only:
            session.editor.make([TWO])
        session.save()
    except StorageError as error:
        said = str(error)
    result = (said, len(session.editor.state), session.trouble, session.read_only)
    session.close()
    return result


def test_without_permission_for_the_folder(shared: Place) -> None:
    shared.file.parent.chmod(0o555)
    before = shared.file.read_bytes()
    said, records, trouble, read_only = _as_nobody(lambda: _edit_and_save(shared))  # type: ignore[misc]
    assert said.endswith("bridge.toml: not saved: you have no permission to write there")
    assert (records, trouble, read_only) == (2, "", "")
    assert shared.file.read_bytes() == before
    assert shared.left_over() == []
    shared.file.parent.chmod(0o777)
    session = shared.open()
    assert len(session.editor.state) == 2
    session.save()
    assert shared.file.read_bytes() == file_bytes(ONE, TWO)
    session.close()


def test_a_file_that_was_made_read_only_is_not_replaced(shared: Place) -> None:
    shared.file.parent.chmod(0o777)
    shared.file.chmod(0o444)
    before = shared.file.read_bytes()
    said, records, _, _ = _as_nobody(lambda: _edit_and_save(shared))  # type: ignore[misc]
    assert said.endswith("you have no permission to write there")
    assert records == 2
    assert shared.file.read_bytes() == before
    assert shared.left_over() == []


def test_a_file_that_may_not_be_read(shared: Place) -> None:
    shared.file.chmod(0o000)
    said, records, _, read_only = _as_nobody(lambda: _edit_and_save(shared))  # type: ignore[misc]
    assert (said, records) == ("", 0)
    assert "bridge.toml: cannot be read: Permission denied" in read_only
    shared.file.chmod(0o644)
    assert shared.file.read_bytes() == file_bytes(ONE)


def test_a_folder_that_may_not_be_entered(shared: Place) -> None:
    shared.file.parent.chmod(0o000)
    _, records, _, read_only = _as_nobody(lambda: _edit_and_save(shared))  # type: ignore[misc]
    assert records == 0
    assert "cannot be read: Permission denied" in read_only
    shared.file.parent.chmod(0o755)
    assert shared.file.read_bytes() == file_bytes(ONE)


def test_a_state_folder_without_permission_is_said_and_saving_works(shared: Place) -> None:
    shared.state.chmod(0o555)
    shared.file.parent.chmod(0o777)
    shared.file.chmod(0o666)
    said, records, trouble, _ = _as_nobody(lambda: _edit_and_save(shared))  # type: ignore[misc]
    assert (said, records) == ("", 2)
    assert shared.file.read_bytes() == file_bytes(ONE, TWO)
    assert trouble == ""
    shared.state.chmod(0o777)


def test_a_journal_of_somebody_else_is_named_and_left(shared: Place) -> None:
    shared.file.parent.chmod(0o777)
    other = shared.open(1)
    other.editor.make([THREE])
    die(other)
    (shared.state / "0.jsonl").rename(shared.state / "7.jsonl")
    (shared.state / "7.jsonl").chmod(0o000)
    before = (shared.state / "7.jsonl").read_bytes()

    def notices() -> list[str]:
        session = shared.open()
        session.close()
        return session.notices

    [notice] = _as_nobody(notices)  # type: ignore[misc]
    assert "7.jsonl: the journal of another window cannot be read" in notice
    assert (shared.state / "7.jsonl").read_bytes() == before
