"""The place that a person left: article, offset in each article, pane, the drafts of forms."""

from __future__ import annotations

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
    stamp: str = ""
    """In a review, of the files with which it begins at ``page``."""


def read_place(path: Path) -> Place:
    """The place last left; the start where none is known (a damaged note of it costs nothing)."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Place)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Place()


def write_place(path: Path, place: Place) -> str:
    """Remember a place. Returns what went wrong, or "": a lost place is no lost work."""
    try:
        write_atomic(path, msgspec.json.encode(place))
    except StorageError as error:
        return str(error)
    except UnicodeEncodeError as error:
        return f"where you are cannot be remembered: “{error.object}” is not UTF-8"
    return ""
