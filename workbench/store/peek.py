"""What an annotation file holds, seen without reading it strictly: for lists and rosters over many files."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_STATUS = re.compile(rb'^status = "(\w+)"', re.M)
_RECORD = re.compile(rb"^\[\[(\w+)\]\]", re.M)
_VALUE = re.compile(rb'^\w+ = "(?:entity:)?([^"\\]+)"$', re.M)
_LINK = re.compile(rb'^\w+ = "([^"\\]+)"$', re.M)


@dataclass(frozen=True, slots=True)
class Peek:
    """Status and number of records; ``readable`` is False where even that could not be seen."""

    status: str = ""
    records: int = 0
    readable: bool = True


def peek(path: Path) -> Peek:
    """A quick look at one annotation file; an empty status where there is none."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Peek()
    except OSError:
        return Peek(readable=False)
    status = _STATUS.search(data)
    records = sum(1 for found in _RECORD.finditer(data) if found.group(1) not in (b"refused", b"rejected"))
    return Peek(status.group(1).decode() if status else "open", records)


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
