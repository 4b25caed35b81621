"""Missing permissions, as a user who is not root: a message with the cure, nothing lost, nothing truncated."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk.opened import Place, die, file_bytes, new_place, put, speaker
from workbench.core.errors import StorageError

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)
LONG = "x" * 5000


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
