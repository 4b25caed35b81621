"""One annotation file on disk: read, noticed when somebody else changes it, written whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations
from workbench.core.codebook import Codebook
from workbench.core.errors import FileError
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import AnnotationWriter
from workbench.store.atomic import write_atomic
from workbench.store.strict import read_bytes


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
        self._reader = AnnotationReader(codebook)
        self._writer = AnnotationWriter(codebook)
        self._stamp: tuple[int, int, int] | None = None
        self.sha256 = ""

    def load(self) -> Found:
        """The annotations on disk. Raises FileError where they cannot be read as such."""
        if not self.path.exists() and not self.path.is_symlink():
            self._stamp, self.sha256 = None, ""
            return Found(None, "")
        stamp = self._stat()
        data = read_bytes(self.path, self.shown_as)
        state = self._reader.read(data, self.shown_as)
        self._check_place(state)
        self._stamp, self.sha256 = stamp, hashlib.sha256(data).hexdigest()
        return Found(state, self.sha256, self._writer.text(state).encode("utf-8") == data)

    def _check_place(self, state: Annotations) -> None:
        """A file says itself whose it is; one that lies elsewhere was copied or renamed by mistake."""
        found = (state.header.article, state.header.annotator)
        for key, said, expected in zip(("article", "annotator"), found, self._expected, strict=True):
            if said != expected:
                what = f"“{said}” does not belong here; a file at this place says “{expected}”"
                raise FileError(self.shown_as, what, key=key)

    def changed(self) -> bool:
        """Whether the file is another than the one last read or written here."""
        stamp = self._stat()
        if stamp == self._stamp:
            return False
        digest = hashlib.sha256(read_bytes(self.path, self.shown_as)).hexdigest() if stamp else ""
        if digest == self.sha256:
            self._stamp = stamp
            return False
        return True

    def render(self, state: Annotations) -> tuple[bytes, str]:
        """The bytes of these annotations and their hash; the text of unchanged records is kept from call to call."""
        data = self._writer.text(state).encode("utf-8")
        return data, hashlib.sha256(data).hexdigest()

    def write(self, data: bytes, sha256: str) -> None:
        """Put the bytes on disk, durably. Raises StorageError."""
        write_atomic(self.path, data)
        self._stamp, self.sha256 = self._stat(), sha256

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FileError(self.shown_as, f"cannot be read: {error.strerror or error}") from error
        return found.st_mtime_ns, found.st_size, found.st_ino
