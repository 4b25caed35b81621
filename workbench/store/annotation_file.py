"""One annotation file on disk: read, noticed when somebody else changes it, written whole."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations
from workbench.core.codebook import Codebook
from workbench.core.errors import FileError
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import AnnotationWriter
from workbench.store.atomic import storage_error, write_atomic
from workbench.store.canonical_reader import CanonicalReader
from workbench.store.git_stages import ancestor
from workbench.store.project import leads_inside
from workbench.store.strict import read_bytes
from workbench.store.undecided import UndecidedError, is_marked, read_undecided


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was found: its annotations (None where there is no file), its hash, whether it is canonical."""

    state: Annotations | None
    sha256: str
    canonical: bool = True


class AnnotationFile:
    """Reads and writes one file; knows its hash and stamp since it last touched it."""

    def __init__(self, path: Path, codebook: Codebook, shown_as: str, article: str, annotator: str) -> None:
        self.path = path
        self._expected = (article, annotator)
        self.shown_as = shown_as
        self._root = _root(path, shown_as)
        self._root_stood = not self._root_empty()
        self._codebook = codebook
        self._writer = AnnotationWriter(codebook)
        self._stamp: tuple[int, int, int] | None = None
        self._undecided: tuple[tuple[int, int, int] | None, str] = None, ""
        """Stamp and hash of the file whose undecided merge was raised last."""
        self.sha256 = ""

    def load(self) -> Found:
        """The annotations on disk. Raises FileError where they cannot be read as such (UndecidedError where a merge left
        records undecided), StorageError where the project's folder has vanished (which does not mean that somebody
        removed the file).
        """
        self._check_inside()
        stamp = self._stat()
        if stamp is None and not self.path.is_symlink():
            self._stamp, self.sha256 = None, ""
            return Found(None, "")
        data = read_bytes(self.path, self.shown_as)
        quick = CanonicalReader(self._codebook).read(data)
        if quick is None and is_marked(data):
            self._undecided = stamp, hashlib.sha256(data).hexdigest()
            raise self._read_marked(data)
        state = quick.state if quick else AnnotationReader(self._codebook).read(data, self.shown_as)
        self._check_place(state)
        self._stamp, self.sha256 = stamp, hashlib.sha256(data).hexdigest()
        if quick is None:
            return Found(state, self.sha256, self._writer.data(state) == data)
        self._writer.remember(quick.kept)
        return Found(state, self.sha256, quick.ordered)

    def _read_marked(self, data: bytes) -> UndecidedError:
        undecided = read_undecided(data, self._codebook, self.shown_as, lambda: ancestor(self.path))
        self._check_place(undecided.merged.state)
        return undecided

    def acknowledge(self) -> None:
        """The undecided merge that ``load`` raised last is being decided here: the file counts as seen, and what is decided
        may be written over it.
        """
        self._stamp, self.sha256 = self._undecided

    def _check_inside(self) -> None:
        if not leads_inside(self.path, self._root):
            raise FileError(self.shown_as, "leads out of the project")

    def _check_place(self, state: Annotations) -> None:
        """A file says itself whose it is; one that lies elsewhere was copied or renamed by mistake."""
        found = (state.header.article, state.header.annotator)
        for key, said, expected in zip(("article", "annotator"), found, self._expected, strict=True):
            if said != expected:
                what = f"“{said}” does not belong here; a file at this place says “{expected}”"
                raise FileError(self.shown_as, what, key=key)

    def changed(self) -> bool:
        """Whether the file is another than the one last read or written here.

        Raises FileError where that cannot be seen, StorageError where the project's folder has vanished.
        """
        stamp = self._stat()
        if stamp == self._stamp:
            return False
        digest = hashlib.sha256(read_bytes(self.path, self.shown_as)).hexdigest() if stamp else ""
        if digest == self.sha256:
            self._stamp = stamp
            return False
        return True

    def render(self, state: Annotations) -> tuple[bytes, str]:
        """The bytes of these annotations and their hash; the bytes of unchanged records are kept from call to call."""
        data = self._writer.data(state)
        return data, hashlib.sha256(data).hexdigest()

    def write(self, data: bytes, sha256: str) -> None:
        """Put the bytes on disk, durably. Raises FileError where the path leads elsewhere by now, StorageError."""
        self._check_inside()
        self._stat()
        written = write_atomic(self.path, data)
        self._stamp, self.sha256 = _stamp(written), sha256

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            return _stamp(self.path.stat())
        except FileNotFoundError as error:
            if self._root_stood and self._root_empty():
                raise storage_error(self.path, error) from error
            return None
        except OSError as error:
            raise FileError(self.shown_as, f"cannot be read: {error.strerror or error}") from error

    def _root_empty(self) -> bool:
        """Whether the project's folder is gone or holds nothing, as an empty place where a drive was mounted."""
        try:
            with os.scandir(self._root) as entries:
                return next(entries, None) is None
        except OSError:
            return True


def _stamp(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _root(path: Path, shown_as: str) -> Path:
    """The project's folder: what ``shown_as`` leaves of the path; the file's own folder where it is no end of it."""
    depth = len(Path(shown_as).parts)
    if 0 < depth <= len(path.parents) and path.parts[-depth:] == Path(shown_as).parts:
        return path.parents[depth - 1]
    return path.parent
