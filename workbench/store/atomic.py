"""Writing that survives a power cut: beside, fsynced, renamed, the folder fsynced."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from workbench.core.errors import StorageError
from workbench.store.lock import lock, open_for_lock

_log = logging.getLogger(__name__)

_CURES = {
    errno.ENOSPC: "the disk is full; make room, then save again",
    errno.EDQUOT: "your disk quota is used up; make room, then save again",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.ENOENT: "the folder has vanished; is the drive still mounted?",
    errno.EISDIR: "there is a folder where the file should be",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EEXIST: "there is a file where a folder should be",
    errno.ENAMETOOLONG: "the name is too long for this file system",
    errno.ETIMEDOUT: "another window does not finish saving it",
    errno.EIO: "the drive reports an error",
}


def storage_error(path: Path, error: OSError) -> StorageError:
    """The error as a sentence with the file and the cure."""
    cure = _CURES.get(error.errno or 0, error.strerror or "cannot be written")
    return StorageError(f"{path}: not saved: {cure}")


def write_atomic(path: Path, data: bytes) -> os.stat_result:
    """Put ``data`` at ``path`` so that at every instant either the old or the new file stands there, whole.

    Returns what the system says of the new file. Raises StorageError (the temporary file is removed, the old file
    untouched); a file that its owner made read-only is not replaced.
    """
    temporary = path.with_name(f"{_temporary_start(path)}{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        _make_folders(path.parent)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if path.exists():
            os.close(os.open(path, os.O_WRONLY))
        try:
            written = _write(temporary, data, path)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise storage_error(path, error) from error
    return written


def clear_temporaries(path: Path) -> None:
    """Remove what writers of ``path`` left beside it when they were killed; call it while nobody writes there."""
    start = _temporary_start(path)
    try:
        for name in os.listdir(path.parent):
            if name.startswith(start) and name.endswith(".tmp"):
                os.unlink(path.parent / name)
    except FileNotFoundError:
        return
    except OSError as error:
        raise storage_error(path, error) from error


def _temporary_start(path: Path) -> str:
    """How the names of temporary files begin: recognisable, and short enough for any system whatever the name."""
    return "." + path.name.encode("utf-8", "ignore")[:100].decode("utf-8", "ignore") + "."


def _make_folders(folder: Path) -> None:
    """Make a folder and those above it, each one durable."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def _write(temporary: Path, data: bytes, target: Path) -> os.stat_result:
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, target.stat().st_mode & 0o777)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        return os.fstat(file.fileno())


@contextlib.contextmanager
def locked(path: Path, patience: float = 10.0) -> Iterator[None]:
    """The exclusive right to do what ``path`` stands for; nothing is locked where the system cannot.

    Raises StorageError where somebody else holds it for longer than ``patience`` seconds.
    """
    with contextlib.ExitStack() as stack:
        try:
            lock(stack.enter_context(open_for_lock(path)), patience)
        except TimeoutError as error:
            raise storage_error(path, error) from error
        except OSError as error:
            _log.info("%s is not locked: %s", path, error)
        yield


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable where the system can (Windows has no such call)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
