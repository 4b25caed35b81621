"""Writing: whole or not at all, whatever fails on the way."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.core.errors import StorageError
from workbench.store import atomic
from workbench.store.atomic import clear_temporaries, locked, storage_error, sync_folder, write_atomic
from workbench.store.lock import lock, open_for_lock, try_lock


def _fails(code: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_it_writes_and_says_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    found = write_atomic(path, b"one")
    there = path.stat()
    assert path.read_bytes() == b"one"
    assert (found.st_ino, found.st_size, found.st_mtime_ns) == (there.st_ino, there.st_size, there.st_mtime_ns)
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a.toml"]


def test_it_makes_the_folders_and_makes_them_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(atomic, "sync_folder", synced.append)
    write_atomic(tmp_path / "a" / "b" / "c.toml", b"x")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    synced.clear()
    write_atomic(tmp_path / "a" / "b" / "c.toml", b"y")
    assert synced == [tmp_path / "a" / "b"]


def test_the_bytes_are_on_the_disk_before_the_name_points_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        order.append(f"{kind} {os.fstat(descriptor).st_size if kind == 'file' else ''}".strip())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", lambda *paths: (order.append("rename"), replace(*paths)))
    write_atomic(tmp_path / "a.toml", b"12345")
    assert order == ["file 5", "rename", "folder"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_it_keeps_the_mode_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    write_atomic(path, b"one")
    for mode in (0o640, 0o600, 0o664):
        path.chmod(mode)
        write_atomic(path, b"two")
        assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_new_file_has_the_mode_that_the_person_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomic(tmp_path / "a.toml", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_new_file_may_not_be_run(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_atomic(tmp_path / "a.toml", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o666


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems refuse such a name")
def test_a_name_that_is_no_text_is_written(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.toml")
    write_atomic(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("name", ["x" * 250 + ".toml", "漢" * 80 + ".toml", ".hidden.toml"])
def test_long_and_odd_names_are_written(name: str, tmp_path: Path) -> None:
    write_atomic(tmp_path / name, b"x")
    assert os.listdir(tmp_path) == [name]


def test_a_name_too_long_is_a_message(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="the name is too long for this file system"):
        write_atomic(tmp_path / ("x" * 400), b"x")


@pytest.mark.parametrize(
    ("code", "cure"),
    [
        (errno.ENOSPC, "the disk is full; make room, then save again"),
        (errno.EDQUOT, "your disk quota is used up; make room, then save again"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "you have no permission to write there"),
        (errno.EPERM, "you have no permission to write there"),
        (errno.EIO, "the drive reports an error"),
        (errno.ENOENT, "the folder has vanished; is the drive still mounted?"),
        (errno.ENOTDIR, "a part of the path is not a folder"),
        (errno.ETIMEDOUT, "another window does not finish saving it"),
        (errno.EMFILE, os.strerror(errno.EMFILE)),
    ],
)
@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    step: str, code: int, cure: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    write_atomic(path, b"old")
    if step == "write":
        monkeypatch.setattr(atomic, "_write", _fails(code))
    else:
        monkeypatch.setattr(os, step, _fails(code))
    with pytest.raises(StorageError) as raised:
        write_atomic(path, b"new")
    assert str(raised.value) == f"{path}: not saved: {cure}"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.toml"]


def test_an_error_without_a_number_has_words_too() -> None:
    assert str(storage_error(Path("a"), OSError("odd"))) == "a: not saved: cannot be written"


def test_an_interruption_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.toml", b"x")
    assert os.listdir(tmp_path) == []


def test_a_folder_in_the_place_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(StorageError, match="there is a folder where the file should be"):
        write_atomic(tmp_path / "a.toml", b"x")
    assert os.listdir(tmp_path) == ["a.toml"]


def test_a_file_where_a_folder_should_be_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(StorageError, match=r"there is a file where a folder should be|not a folder"):
        write_atomic(tmp_path / "a" / "b.toml", b"x")
    assert (tmp_path / "a").read_text() == "x"


def test_a_folder_that_cannot_be_synced_is_an_error_unless_the_system_has_no_such_thing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in (errno.EINVAL, errno.ENOTSUP):
        monkeypatch.setattr(os, "fsync", _fails(code))
        sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", _fails(errno.EIO))
    with pytest.raises(OSError, match=r"."):
        sync_folder(tmp_path)


def test_only_our_temporary_files_of_this_file_are_cleared(tmp_path: Path) -> None:
    mine = [".a.toml.77-0011aabb.tmp", ".a.toml.1-ff.tmp"]
    others = [
        ".a.toml.77-0011aabb.tmpx",
        ".b.toml.77-0011aabb.tmp",
        "a.toml.1.tmp",
        ".a.toml",
        "a.toml",
        ".a.toml2.1.tmp",
    ]
    for name in mine + others:
        (tmp_path / name).write_text("x")
    clear_temporaries(tmp_path / "a.toml")
    assert sorted(os.listdir(tmp_path)) == sorted(others)
    clear_temporaries(tmp_path / "no" / "a.toml")


def test_what_a_killed_writer_leaves_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that is cleared is the name that is written."""
    for name in ("a.toml", "漢" * 80 + ".toml", "x" * 240 + ".toml"):
        path = tmp_path / name
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", _fails(errno.EIO))
            patch.setattr(Path, "unlink", _fails(errno.EIO))
            with pytest.raises(StorageError):
                write_atomic(path, b"x")
        assert len(os.listdir(tmp_path)) == 1
        clear_temporaries(path)
        assert os.listdir(tmp_path) == []


def test_a_leftover_that_cannot_be_removed_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".a.toml.1-ff.tmp").write_text("x")
    monkeypatch.setattr(os, "unlink", _fails(errno.EROFS))
    with pytest.raises(StorageError, match="the file system is read-only"):
        clear_temporaries(tmp_path / "a.toml")


# Locks


def test_a_lock_is_exclusive_and_let_go_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path), open_for_lock(path) as other:
        assert not try_lock(other)
    with open_for_lock(path) as other:
        assert try_lock(other)


def test_patience_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path):
        with pytest.raises(StorageError, match="another window does not finish saving it"), locked(path, patience=0.03):
            pytest.fail("two have the lock")
        with open_for_lock(path) as other, pytest.raises(TimeoutError):
            lock(other, 0)


def test_where_nothing_can_be_locked_the_work_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    with locked(tmp_path / "no" / "lock"):
        done.append(1)
    monkeypatch.setattr(atomic, "lock", _fails(errno.ENOLCK))
    with locked(tmp_path / "lock"):
        done.append(2)
    assert done == [1, 2]


def test_what_fails_inside_a_lock_is_not_taken_for_a_lock_that_fails(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match="inside"), locked(tmp_path / "lock"):
        raise TimeoutError("inside")


def test_a_lock_file_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"kept")
    with open_for_lock(tmp_path / "x") as file:
        assert file.read() == b"kept"
