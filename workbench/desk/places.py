"""The place that a person left: article, offset in each article, pane, the drafts of forms."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from workbench.core.errors import StorageError
from workbench.core.text import Text
from workbench.desk.drafts import Drafts
from workbench.store.atomic import write_atomic


class Page(msgspec.Struct, forbid_unknown_fields=False):
    """Where in its file the text around a place lies, so that the first page is found without reading the rest."""

    article: str
    offset: int
    """The place, in code points."""
    block: int
    """The beginning of the block that holds it, in code points."""
    byte: int
    """The same in bytes of the file."""


def page_of(article_id: str, text: Text, offset: int) -> Page:
    """What is to be remembered of a place in a text."""
    number = text.block_at(offset)
    before = sum(len(block.encode()) for block in text.blocks[:number])
    return Page(article_id, offset, text.starts[number], before)


class Place(msgspec.Struct, forbid_unknown_fields=False):
    """What is remembered for one annotator of one project."""

    article: str = ""
    focus: str = ""
    others: str = ""
    theme: str = ""
    offsets: dict[str, int] = {}
    page: Page | None = None
    drafts: Drafts = {}
    typed: str = ""
    """What was being typed, and where, when the program ended."""
    stamp: str = ""
    """In a review, of the files with which it begins at ``page``."""


class PlaceFile:
    """The note of a person's place on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._asked = self._done = 0
        self._last = b""

    def read(self) -> Place:
        """The place last left; the start where none is known (a damaged note of it costs nothing)."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Place)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return Place()

    def keep(self, place: Place) -> str:
        """Write it. Returns what went wrong, or "": a lost place is no lost work."""
        try:
            data = msgspec.json.encode(place)
        except UnicodeEncodeError as error:
            return f"where you are cannot be remembered: “{error.object}” is not UTF-8"
        return self._writing(data)()

    def keeping(self, place: Place) -> Callable[[], str] | None:
        """What writes it, on any thread and whenever: of several the newest stands in the end. None where nothing differs
        from what was written last, or nothing can be written.
        """
        try:
            data = msgspec.json.encode(place)
        except UnicodeEncodeError:
            return None  # ``keep`` says so
        return None if data == self._last else self._writing(data)

    def _writing(self, data: bytes) -> Callable[[], str]:
        self._asked += 1
        number, self._last = self._asked, data

        def write() -> str:
            with self._turn:
                if number < self._done:
                    return ""
                self._done = number
                try:
                    write_atomic(self._path, data)
                except StorageError as error:
                    self._last = b""
                    return str(error)
                return ""

        return write
