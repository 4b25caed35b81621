"""Two windows on one file, in one process and in two."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import Place, die, file_bytes, new_place, put, speaker
from workbench.core.errors import ConflictError, StorageError
from workbench.store import atomic
from workbench.store.annotation_file import AnnotationFile
from workbench.store.lock import open_for_lock, try_lock

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path)


def test_different_records_merge(place: Place) -> None:
    put(place, ONE)
    left, right = place.open(), place.open(1)
    assert place.journals() == ["0.jsonl", "1.jsonl"]
    left.editor.make([TWO])
    right.editor.make([THREE])
    left.save()
    assert right.changed_outside()
    assert right.save() == "taken over from the file: 1 record"
    assert left.changed_outside()
    left.take_over()
    assert left.editor.state == right.editor.state
    assert left.saved
    assert right.saved
    assert place.file.read_bytes() == file_bytes(ONE, TWO, THREE)
    left.close()
    right.close()


def test_the_same_record_is_a_choice(place: Place) -> None:
    put(place, ONE)
    left, right = place.open(), place.open(1)
    left.editor.note(ONE.id, "left")
    right.editor.note(ONE.id, "right")
    left.save()
    with pytest.raises(ConflictError):
        right.save()
    right.decide(())
    right.save()
    assert left.take_over() == "taken over from the file: 1 record"
    assert left.editor.state.records[ONE.id].note == "right"
    left.close()
    right.close()


def test_each_window_undoes_its_own_work(place: Place) -> None:
    left, right = place.open(), place.open(1)
    left.editor.make([ONE])
    left.save()
    right.editor.make([TWO])
    right.save()
    left.take_over()
    left.editor.undo()
    left.save()
    assert place.file.read_bytes() == file_bytes(TWO)
    left.close()
    right.close()


def test_what_a_dead_window_left_is_brought_back_once(place: Place) -> None:
    left, right = place.open(), place.open(1)
    right.editor.make([TWO])
    right.editor.make([THREE])
    die(right)
    left.editor.make([ONE])
    left.save()
    left.close()
    third = place.open()
    assert third.notices == ["2 unsaved changes of another window brought back"]
    assert sorted(third.editor.state.records) == sorted([ONE.id, TWO.id, THREE.id])
    assert place.journals() == ["0.jsonl"]
    die(third)
    fourth = place.open()
    assert sorted(fourth.editor.state.records) == sorted([ONE.id, TWO.id, THREE.id])
    fourth.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, THREE)
    fourth.close()


def test_a_journal_of_another_window_whose_work_is_saved_is_removed(place: Place) -> None:
    left, right = place.open(), place.open(1)
    right.editor.make([TWO])
    right.save()
    right.close()
    left.close()
    assert place.journals() == ["1.jsonl"]
    third = place.open()
    assert third.notices == []
    assert place.journals() == ["0.jsonl"]
    third.close()


def test_a_window_that_is_alive_keeps_its_journal(place: Place) -> None:
    left = place.open()
    left.editor.make([ONE])
    right = place.open(1)
    assert len(right.editor.state) == 0
    right.close()
    assert place.journals() == ["0.jsonl"]
    left.close()


def test_what_a_dead_window_changed_in_the_same_record_is_a_choice_and_kept_until_then(place: Place) -> None:
    put(place, ONE)
    left, right = place.open(), place.open(1)
    right.editor.note(ONE.id, "right")
    die(right)
    left.editor.note(ONE.id, "left")
    left.save()
    left.close()
    for _ in range(2):
        third = place.open()
        [conflict] = third.conflicts
        assert {one and one.note for one in (conflict.ours, conflict.theirs)} == {"left", "right"}
        die(third)
        assert place.journals() == ["0.jsonl", "1.jsonl"]
    last = place.open()
    last.decide({ONE.id})
    last.save()
    last.close()
    assert place.journals() == ["0.jsonl"]


def test_a_dead_window_that_died_in_a_save_loses_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last mark says that a file holds everything; that file never came to be, and the file has changed since."""

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    left, right = place.open(), place.open(1)
    right.editor.make([TWO])
    with monkeypatch.context() as patch:
        patch.setattr(AnnotationFile, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            right.save()
    die(right)
    left.editor.make([ONE])
    left.save()
    left.close()
    third = place.open()
    assert sorted(third.editor.state.records) == [ONE.id, TWO.id]
    third.close()


def test_more_windows_than_journals_are_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.store.journal.SLOTS", 2)
    windows = [place.open(number) for number in range(3)]
    assert [bool(window.trouble) for window in windows] == [False, False, True]
    assert "only in memory until it is saved" in windows[2].trouble
    windows[2].editor.make([ONE])
    windows[2].save()
    assert place.file.read_bytes() == file_bytes(ONE)
    for window in windows:
        window.close()


def test_a_journal_removed_while_another_window_waits_for_it_is_not_used(place: Place) -> None:
    """The lock of a file that has no name any more protects nothing."""
    place.state.mkdir()
    stale = open_for_lock(place.state / "0.jsonl")
    (place.state / "0.jsonl").unlink()
    session = place.open()
    assert try_lock(stale)
    stale.close()
    session.editor.make([ONE])
    die(session)
    again = place.open()
    assert ONE.id in again.editor.state.records
    again.close()


def test_a_save_waits_for_the_save_of_another_window(place: Place) -> None:
    put(place, ONE)
    session = place.open()
    session.editor.make([TWO])
    held = open_for_lock(place.state / "file.lock")
    assert try_lock(held)
    done = threading.Event()

    def save() -> None:
        session.save()
        done.set()

    thread = threading.Thread(target=save)
    thread.start()
    assert not done.wait(0.15)
    assert place.file.read_bytes() == file_bytes(ONE)
    held.close()
    thread.join(10)
    assert place.file.read_bytes() == file_bytes(ONE, TWO)
    session.close()


def test_a_window_that_never_finishes_its_save_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = atomic.lock
    monkeypatch.setattr("workbench.store.atomic.lock", lambda file, _: lock(file, 0.05))
    session = place.open()
    session.editor.make([ONE])
    with open_for_lock(place.state / "file.lock") as held:
        assert try_lock(held)
        with pytest.raises(StorageError, match="another window does not finish"):
            session.save()
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE)
    session.close()


def test_a_look_outside_while_a_save_is_under_way_sees_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the renaming and the noting of it the file seems changed; it is our own change."""
    session = place.open()
    session.editor.make([ONE])
    write = AnnotationFile.write
    seen: list[bool] = []

    def slow(self: AnnotationFile, data: bytes, sha256: str) -> None:
        place.file.parent.mkdir(parents=True, exist_ok=True)
        place.file.write_bytes(data)
        thread = threading.Thread(target=lambda: seen.append(session.changed_outside()))
        thread.start()
        thread.join(10)
        write(self, data, sha256)

    monkeypatch.setattr(AnnotationFile, "write", slow)
    session.save()
    assert seen == [False]
    assert not session.changed_outside()
    session.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_two_processes_that_write_at_the_same_time_lose_nothing(place: Place) -> None:
    """Each makes twenty records and saves after each; whatever the order, all stand there in the end."""
    children = [_child(place, number) for number in range(2)]
    for child in children:
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
    session = place.open()
    assert len(session.editor.state) == 40
    assert session.saved
    session.close()
    assert place.left_over() == []


def _child(place: Place, number: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        session = place.open(number)
        for at in range(20):
            session.editor.make([speaker(f"{number}-{at}", 10 * at)])
            session.save()
        session.close()
        code = 0
    finally:
        os._exit(code)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_the_same_record_in_two_processes_is_a_choice(place: Place) -> None:
    put(place, ONE)
    session = place.open()
    session.editor.note(ONE.id, "parent")
    pid = os.fork()
    if not pid:
        code = 1
        try:
            other = place.open(1)
            other.editor.note(ONE.id, "child")
            other.save()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    with pytest.raises(ConflictError):
        session.save()
    session.decide(())
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="parent"))
    session.close()
    again = place.open()
    assert (again.conflicts, again.saved) == ((), True)
    again.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_killed_process_leaves_its_work_to_the_next_window(place: Place) -> None:
    session = place.open()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        other = place.open(1)
        other.editor.make([TWO])
        os.write(writing, b"x")
        time.sleep(60)
        os._exit(1)
    assert os.read(reading, 1) == b"x"
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(reading)
    os.close(writing)
    session.close()
    again = place.open()
    assert list(again.editor.state.records) == [TWO.id]
    again.close()
