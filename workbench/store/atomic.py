"""Writing that survives a power cut: beside, fsynced, renamed, the folder fsynced."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from workbench.core.errors import StorageError

_CURES = {
    errno.ENOSPC: "the disk is full; make room, then save again",
    errno.EDQUOT: "your disk quota is used up; make room, then save again",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.ENOENT: "the folder has vanished; is the drive still mounted?",
    errno.EISDIR: "there is a folder where the file should be",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EIO: "the drive reports an error",
}


def storage_error(path: Path, error: OSError) -> StorageError:
    """The error as a sentence with the file and the cure."""
    cure = _CURES.get(error.errno or 0, error.strerror or "cannot be written")
    return StorageError(f"{path}: not saved: {cure}")


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that at every instant either the old or the new file stands there, whole.

    Raises StorageError (the temporary file is removed, the old file untouched).
    """
    temporary = path.with_name(f".{path.name[:80]}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        try:
            _write(temporary, data, path)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise storage_error(path, error) from error


def _write(temporary: Path, data: bytes, target: Path) -> None:
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, target.stat().st_mode & 0o777)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


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
