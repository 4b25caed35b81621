"""An exclusive lock on an open file, held as long as the file is open; the system lets go when the process dies."""

from __future__ import annotations

import errno
import os
import sys
import time
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def try_lock(file: IO[bytes]) -> bool:
        """Take the lock; False where somebody else holds it."""
        try:
            file.seek(0x7FFF0000)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(file: IO[bytes]) -> bool:
        """Take the lock; False where somebody else holds it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock(file: IO[bytes], patience: float = 10.0) -> None:
    """Wait for the lock, at most ``patience`` seconds. Raises TimeoutError: whoever holds it may be stopped, not busy."""
    end = time.monotonic() + patience
    while not try_lock(file):
        if time.monotonic() > end:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        time.sleep(0.01)


def open_for_lock(path: str | os.PathLike[str]) -> IO[bytes]:
    """The file at ``path``, made if it is not there, open for reading and writing, nothing truncated."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(descriptor, "r+b", buffering=0)
