"""What an annotation file holds, seen without reading it strictly: for lists and rosters over many files."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

_STATUS = re.compile(rb'^status = "(\w+)"', re.M)
_RECORD = re.compile(rb"^\[\[(\w+)\]\]", re.M)
_GIT_MARK = re.compile(rb"^<<<<<<< ", re.M)
_VALUE = re.compile(rb'^\w+ = "(?:entity:)?([^"\\]+)"$', re.M)
_LINK = re.compile(rb'^\w+ = "([^"\\]+)"$', re.M)
_LINE = re.compile(rb'^(?:\[\[(\w+)(\.\w+)?\]\]|(\w+) = ("(?:[^"\\\n]|\\.)*"))$', re.M)
REFUSED = "refused"
"""The name under which ``linked_words`` gives what was turned down."""


@dataclass(frozen=True, slots=True)
class Peek:
    """Status and number of records; ``readable`` is False where even that could not be seen."""

    status: str = ""
    records: int = 0
    readable: bool = True


def peek(path: Path) -> Peek:
    """A quick look at one annotation file; an empty status where there is none.

    Where it looks cut off, or git left a merge in it, a TOML reader is asked; other damage is seen by who reads it all.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Peek()
    except OSError:
        return Peek(readable=False)
    status = _STATUS.search(data)
    if (status is None or not data.endswith(b"\n") or _GIT_MARK.search(data)) and not _is_toml(data):
        return Peek(readable=False)
    records = sum(1 for found in _RECORD.finditer(data) if found.group(1) not in (b"refused", b"rejected"))
    return Peek(status.group(1).decode() if status else "open", records)


def _is_toml(data: bytes) -> bool:
    try:
        tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return False
    return True


def refused_entities(path: Path) -> set[str]:
    """The entities that the head of an annotation file says were refused; empty where it cannot be read."""
    try:
        data = path.read_bytes()
        rows = tomllib.loads(data.decode("utf-8")).get("refused", ()) if b"[[refused]]" in data else ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return set()
    return {row["entity"] for row in rows if isinstance(row, dict) and isinstance(row.get("entity"), str)}


def mentioned_values(path: Path) -> set[str]:
    """Every plain string value of a file, among them the ids of its links; empty where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return set()
    return {value.decode("utf-8", "replace") for value in _LINK.findall(data)}


def value_counts(path: Path) -> Counter[str]:
    """How often each plain string value stands in a file, among them the ids of its links; empty where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return Counter()
    return Counter(value.decode("utf-8", "replace") for value in _VALUE.findall(data))


def linked_words(path: Path, slots: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The links of a file as (layer, words, entity id), the refusals under the layer ``REFUSED``; empty if unreadable.

    Args:
        path: an annotation file, canonical; what is written otherwise is passed over.
        slots: by layer, the name of the slot that links to an entity.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return []
    found: list[tuple[str, str, str]] = []
    layer, link, quotes = "", "", list[str]()

    def close() -> None:
        if link and quotes:
            found.append((layer, " ".join(quotes), link))

    for match in _LINE.finditer(data):
        header, part, key, value = match.groups()
        if header is not None:
            if part is None:
                close()
                layer, link, quotes = header.decode(), "", []
        elif key == b"quote":
            quotes.append(_string(value))
        elif key.decode() == ("entity" if layer == REFUSED else slots.get(layer)):
            link = _string(value)
    close()
    return found


def _string(value: bytes) -> str:
    """A TOML string; of its escapes those that JSON has too, else as it is written."""
    try:
        return msgspec.json.decode(value, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return value[1:-1].decode("utf-8", "replace")
