"""Many files that appear in a folder all together or not at all.

They are written into a hidden folder inside, then moved to their places one by one; what they replace is kept until the
last one stands. An error on the way puts everything back. A process that is killed while it moves leaves a list of what
was meant, and the next one that stages files in this folder moves the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from workbench.core.errors import StorageError
from workbench.store.atomic import storage_error, sync_folder

_START = ".staged-"
_LIST = "all.json"


class Stage:
    """Takes files for one folder; ``commit`` lays them down."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made: list[Path] = []
        self._names: dict[str, None] = {}
        self._folder = root / f"{_START}{os.urandom(6).hex()}"

    def put(self, name: str, data: bytes) -> None:
        """Stage the bytes of one file; ``name`` is its path under the folder, with ``/``. Raises StorageError."""
        path = self._folder / "new" / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise storage_error(self._root / name, error) from error
        self._names[name] = None

    @property
    def names(self) -> tuple[str, ...]:
        """What was staged so far."""
        return tuple(self._names)

    def commit(self) -> None:
        """Lay everything down. Raises StorageError, after which the folder is as it was."""
        if not self._names:
            return
        there = [name for name in self._names if os.path.lexists(self._root / name)]
        done: list[str] = []
        try:
            (self._folder / _LIST).write_text(json.dumps({"replaced": there}), "utf-8")
            _settle()
            for name in self._names:
                done.append(name)
                self._move(name, name in there)
        except BaseException as error:
            self._undo(done)
            if isinstance(error, OSError):
                raise storage_error(self._root / done[-1] if done else self._root, error) from error
            raise
        for folder in {(self._root / name).parent for name in self._names}:
            sync_folder(folder)

    def _move(self, name: str, there: bool) -> None:
        target = self._root / name
        self._make(target.parent)
        if target.is_dir():
            raise IsADirectoryError(21, "is a folder", str(target))
        if there:
            os.close(os.open(target, os.O_WRONLY))  # a file that its owner made read-only is not replaced
            kept = self._folder / "old" / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            os.replace(target, kept)
        os.replace(self._folder / "new" / name, target)

    def _make(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir()
            self._made.append(one)

    def _undo(self, done: list[str]) -> None:
        for name in reversed(done):
            kept, new = self._folder / "old" / name, self._folder / "new" / name
            if kept.exists():
                os.replace(kept, self._root / name)
            elif not new.exists():
                (self._root / name).unlink(missing_ok=True)
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def discard(self) -> None:
        """Take away what is left of the staging."""
        shutil.rmtree(self._folder, ignore_errors=True)


@contextlib.contextmanager
def staged(root: Path) -> Iterator[Stage]:
    """A stage for the folder ``root``, which has to be there; nothing of it is left behind whatever happens.

    Whoever calls it sees to it that nobody else stages files there at the same time.
    """
    finish_stages(root)
    stage = Stage(root)
    try:
        yield stage
    finally:
        stage.discard()


def left_stages(root: Path) -> list[Path]:
    """The folders of stages that are under way, or that a killed process left."""
    return sorted(root.glob(f"{_START}*"))


def finish_stages(root: Path) -> None:
    """Move what a killed process had begun to move; throw away what it had not. Raises StorageError."""
    for folder in left_stages(root):
        try:
            if (folder / _LIST).is_file():
                _finish(root, folder)
            shutil.rmtree(folder)
        except (OSError, ValueError) as error:
            raise StorageError(f"{folder}: what an import left half done cannot be finished: {error}") from error


def _finish(root: Path, folder: Path) -> None:
    replaced = set(json.loads((folder / _LIST).read_text("utf-8"))["replaced"])
    for path in sorted((folder / "new").rglob("*")):
        name = path.relative_to(folder / "new").as_posix()
        target = root / name
        if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(root)):
            raise OSError(f"{name} leads out of the folder")
        if path.is_file() and (name in replaced or not os.path.lexists(target)):
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)


def _settle() -> None:
    """Have the system write what was staged before any of it is moved into place, where it can."""
    if hasattr(os, "sync"):
        os.sync()
