"""The place that a person left: article, offset in each article, pane."""

from __future__ import annotations

from pathlib import Path

import msgspec

from workbench.core.errors import StorageError
from workbench.store.atomic import write_atomic


class Place(msgspec.Struct, forbid_unknown_fields=False):
    """What is remembered for one annotator of one project."""

    article: str = ""
    focus: str = ""
    others: str = ""
    theme: str = ""
    offsets: dict[str, int] = {}


def read_place(path: Path) -> Place:
    """The place last left; the start where none is known (a damaged note of it costs nothing)."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Place)
    except (OSError, msgspec.MsgspecError):
        return Place()


def write_place(path: Path, place: Place) -> str:
    """Remember a place. Returns what went wrong, or "": a lost place is no lost work."""
    try:
        write_atomic(path, msgspec.json.encode(place))
    except StorageError as error:
        return str(error)
    return ""
