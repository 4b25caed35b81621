"""What is imported, as a format is given it: a file, the files of a folder, or those packed in a zip."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from workbench.core.article_id import valid_id
from workbench.core.errors import FileError, UsageError
from workbench.core.progress import Progress
from workbench.interchange.exchange import Source
from workbench.store.strict import read_bytes

_PACKED = ".zip"
_LARGEST = 1 << 30
"""Bytes that one packed file may have."""


class Reading:
    """The files of a source; it notes which of them were read."""

    def __init__(self, path: Path, progress: Progress, endings: Sequence[str] = (), *, packed: bool = False) -> None:
        """``endings`` are those of the files that are given of a folder or a zip; empty for all. With ``packed`` a zip in
        there is given as the files in it: the one of the first ending as if it lay in the zip's place, as INCEpTION packs a CAS.

        Raises UsageError where there is no such file or folder, FileError for a zip that cannot be opened.
        """
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder")
        self._path, self._progress = path, progress
        self._opened: set[str] = set()
        self._zip = _zip(path, path.name) if path.is_file() and path.suffix.lower() == _PACKED else None
        several = self._zip is not None or path.is_dir()
        self._names = list(_packed(self._zip) if self._zip else _names(path) if several else [path.name])
        given = [one for one in self._names if not several or _fits(one, endings)]
        self._files = {name: self._reader(name) for name in given}
        for name in self._names if several and packed else ():
            if name.lower().endswith(_PACKED):
                self._unfold(name, endings)
        self.source = Source(path.name, self._files)

    @property
    def unread(self) -> list[str]:
        """The files that were not read so far."""
        return [name for name in self._names if name not in self._opened]

    def _unfold(self, name: str, endings: Sequence[str]) -> None:
        inner = _zip(io.BytesIO(self._reader(name)()), name)
        found = [one for one in _packed(inner) if _fits(one, endings)]
        main = [one for one in found if PurePosixPath(one).suffix.lower() == endings[0]]
        for one in found:
            called = str(PurePosixPath(name).parent / PurePosixPath(one).name)
            if [one] != main or called in self._files:
                called = f"{name[: -len(_PACKED)]}.{one.replace('/', '.')}"
            self._files[called] = partial(_unpacked, inner, one)

    def _reader(self, name: str) -> Callable[[], bytes]:
        def data() -> bytes:
            self._progress.step(len(self._opened), len(self._names), name)
            self._opened.add(name)
            if self._zip is not None:
                return _unpacked(self._zip, name)
            return read_bytes(self._path / name if self._path.is_dir() else self._path, name)

        return data


def _fits(name: str, endings: Sequence[str]) -> bool:
    return not endings or PurePosixPath(name).suffix.lower() in endings


def _names(folder: Path) -> Iterator[str]:
    for here, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield (Path(here) / name).relative_to(folder).as_posix()


def _zip(file: Path | io.BytesIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError) as error:
        raise FileError(name, f"is no zip that can be opened ({error})") from error


def _packed(packed: zipfile.ZipFile) -> Iterator[str]:
    for one in sorted(info.filename for info in packed.infolist() if not info.is_dir()):
        parts = PurePosixPath(one).parts
        if valid_id(one) and not any(part.startswith(".") or part == "__MACOSX" for part in parts):
            yield one


def _unpacked(packed: zipfile.ZipFile, name: str) -> bytes:
    if packed.getinfo(name).file_size > _LARGEST:
        raise FileError(name, "is larger than 1 GiB; unpack it and import the folder")
    try:
        return packed.read(name)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise FileError(name, f"cannot be unpacked ({error})") from error
