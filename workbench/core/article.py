"""An article: one immutable text with what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.core.errors import FileError
from workbench.core.span import Span
from workbench.core.text import Text

PARTS = ("train", "dev", "test")
"""What articles are divided into where a model is to be trained on some and judged by the others."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands in ``articles/<id>.toml``; every field may be empty."""

    title: str = ""
    source: str = ""
    url: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    split: str = ""
    """The part of a division for training that the article belongs to, one of ``PARTS``; empty where none is recorded."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article; ``id`` is its path under ``articles/`` without the ending, ``sha256`` that of the file's bytes."""

    id: str
    text: Text
    sha256: str
    meta: Metadata = field(default_factory=Metadata)
    path: str = ""

    @property
    def title(self) -> str:
        """The title, or the id where the metadata name none."""
        return self.meta.title or self.id

    @property
    def language(self) -> str:
        """The language code; English where the metadata name none."""
        return self.meta.language or "en"

    def quote(self, span: Span) -> str:
        """The characters of ``span``."""
        return self.text.slice(span.start, span.end)


def decode(data: bytes, path: str) -> str:
    """The text of these bytes, nothing normalised (a byte order mark is kept as U+FEFF).

    Raises FileError with the byte offset where they are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8 ({error.reason}); save the file as UTF-8"
        raise FileError(path, what) from error
