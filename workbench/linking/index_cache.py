"""Compiled catalogues in the user's cache, each under a key made of its content; derived, so that all can be deleted.

An index is built in a temporary folder and renamed into its place when it is whole and on the disk. Who builds holds
the lock of its key: a second process waits and then finds what the first has made. What a killed builder left behind is
removed by the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.core.entity import Entity
from workbench.core.errors import Problem, StorageError
from workbench.core.progress import Progress
from workbench.linking.compiling import Compiler
from workbench.linking.index_file import FORMAT, BadIndexError, open_index, write_index
from workbench.linking.shard import Shard
from workbench.store.atomic import storage_error, sync_folder
from workbench.store.large import LargeFile, read_large
from workbench.store.lock import open_for_lock, try_lock
from workbench.store.places import cache_folder

_WAIT = 0.1
_EVERY = 2_000
"""Progress is told every so many entities."""
_UNUSED = 90 * 86_400.0
"""An index that nobody opened for so many seconds is removed when another is built."""
_TEMPORARY = "building-"


def key_of(file: LargeFile) -> str:
    """The key of a catalogue: a hash of its bytes and of the format of the index. Raises OSError."""
    with file.path.open("rb") as data:
        content = hashlib.file_digest(data, "sha256").hexdigest()
    packed = file.path.suffix == ".gz"
    return hashlib.sha256(f"{FORMAT} {packed} {content}".encode()).hexdigest()[:32]


def index_path(key: str) -> Path:
    """Where the index with a key lies or would lie."""
    return cache_folder() / "names" / f"{key}.names"


def opened(file: LargeFile, key: str) -> Shard | None:
    """The index of a catalogue; None where there is none, or one that is damaged or foreign and must be built anew."""
    path = index_path(key)
    try:
        shard = Shard(open_index(path, key), file.weight)
    except (FileNotFoundError, BadIndexError):
        return None
    except OSError as error:
        raise StorageError(f"{path}: the index of names cannot be read: {error.strerror or error}") from error
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > 86_400:
            os.utime(path)
    return shard


def build(file: LargeFile, key: str, progress: Progress, problems: Callable[[Problem], None]) -> None:
    """Build the index of a catalogue, unless a whole one is there by the time that it is this process's turn.

    Raises StorageError where it cannot be written (nothing half done is left), FileError where the catalogue cannot be
    read, InterruptedError where the person cancels.
    """
    path = index_path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _turn(path.with_suffix(".lock"), progress):
            if opened(file, key) is None:
                _sweep(path.parent, key)
                _build(file, key, path, progress, problems)
    except OSError as error:
        raise storage_error(path, error) from error


def _build(file: LargeFile, key: str, path: Path, progress: Progress, problems: Callable[[Problem], None]) -> None:
    folder = path.parent / f"{_TEMPORARY}{key}-{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        compiler = Compiler()
        for entity in _watched(file, read_large(file, problems), progress):
            compiler.add(entity)
        progress.step(99, 100, f"{file.name}: sorting names")
        made = folder / path.name
        with made.open("wb") as out:
            write_index(out, compiler.arrays(), key)
            out.flush()
            os.fsync(out.fileno())
        os.replace(made, path)
        sync_folder(path.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _watched(file: LargeFile, entities: Iterator[Entity], progress: Progress) -> Iterator[Entity]:
    """The entities, with progress told in hundredths; how many there will be is guessed from the size of the file."""
    size = file.path.stat().st_size * (4 if file.path.suffix == ".gz" else 1)
    read = 0
    for number, entity in enumerate(entities):
        yield entity
        read += 30 + len(entity.id) + sum(map(len, entity.names)) + 3 * len(entity.names)
        if number % _EVERY == 0:
            if progress.cancelled:
                raise InterruptedError
            progress.step(min(98, 98 * read // max(1, size)), 100, f"{file.name}: {number:,} entities")


@contextmanager
def _turn(path: Path, progress: Progress) -> Iterator[None]:
    """Wait until nobody else builds the same index; a builder that dies gives up its turn."""
    with open_for_lock(path) as held:
        while not try_lock(held):
            if progress.cancelled:
                raise InterruptedError
            progress.step(0, 100, "another window builds it")
            time.sleep(_WAIT)
        yield


def _sweep(folder: Path, key: str) -> None:
    """Remove what killed builders left, and indexes that nobody has used for long."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        owner = left.name.removeprefix(_TEMPORARY).partition("-")[0]
        if owner == key or _abandoned(folder / f"{owner}.lock"):
            shutil.rmtree(left, ignore_errors=True)
    for old in folder.glob("*.names"):
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > _UNUSED:
                old.unlink()


def _abandoned(lock: Path) -> bool:
    """Whether nobody builds the index of this lock."""
    try:
        with open_for_lock(lock) as held:
            return try_lock(held)
    except OSError:
        return False
