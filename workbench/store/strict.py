"""TOML read strictly into declared shapes; every error names the file, the place and the key."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from workbench.core.errors import FileError

T = TypeVar("T")

FORMAT = 1
"""The newest format of our files that this program reads."""

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
_FIELD = re.compile(r"Object (contains unknown|missing required) field `(.*)`", re.DOTALL)
_TYPES = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_NAMES = {
    "array": "a list",
    "bool": "true or false",
    "date": "a date",
    "datetime": "a date and time",
    "float": "a number",
    "int": "a whole number",
    "object": "a table",
    "str": "a string",
}
_PLACE = re.compile(r"(.*) - at `\$\.?(.*)`$")


def read_bytes(path: Path, shown_as: str) -> bytes:
    """The bytes of a file. Raises FileError where it cannot be read (a pipe or a device is not even tried)."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise FileError(shown_as, "is not a regular file")
        return path.read_bytes()
    except OSError as error:
        raise FileError(shown_as, f"cannot be read: {error.strerror or error}") from error


def parse_toml(data: bytes, shown_as: str, settle: str = "settle it") -> dict[str, Any]:
    """The tables of a TOML file. Raises FileError with the byte, or with line and column.

    ``settle`` is how to settle a merge that git left undecided in such a file.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(shown_as, f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    if text.startswith("\ufeff"):
        raise FileError(shown_as, "line 1: begins with a byte order mark; save the file as UTF-8 without one")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise FileError(shown_as, "is nested too deeply to be one of our files") from error
    except ValueError as error:  # of which TOMLDecodeError is one; a number too long for an int is another
        if found := _CONFLICT.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise FileError(shown_as, f"line {line}: git left a merge undecided here; {settle}") from error
        raise FileError(shown_as, f"is not TOML: {error}") from error


def check_format(tables: dict[str, Any], shown_as: str) -> None:
    """Refuse a file that a newer program wrote. Raises FileError."""
    number = tables.get("format")
    if number is None:
        raise FileError(shown_as, f"is missing; the first line should be `format = {FORMAT}`", key="format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise FileError(shown_as, f"{number!r} is not a format; it should be {FORMAT}", key="format")
    if number > FORMAT:
        raise FileError(shown_as, f"{number} is newer than this program reads ({FORMAT}); update it", key="format")


def convert(tables: object, shape: type[T], shown_as: str) -> T:
    """The tables as values of ``shape``. Raises FileError where a key is unknown or a value has the wrong type."""
    try:
        return msgspec.convert(tables, shape)
    except msgspec.ValidationError as error:
        what, place = str(error), ""
        if found := _PLACE.match(what):
            what, place = found.groups()
        if found := _FIELD.fullmatch(what):
            kind, name = found.groups()
            what = "unknown key" if kind == "contains unknown" else "is missing"
            place = f"{place}.{name}" if place else name
        record, key = _locate(tables, place)
        raise FileError(shown_as, _plain(what), record=record, key=key) from error


def _locate(tables: object, place: str) -> tuple[str, str]:
    """A place such as ``claim[3].content[0].end`` as (``claim c-7f3a2k``, ``content[0].end``)."""
    found = re.match(r"(\w+)\[(\d+)\]\.?(.*)", place)
    if not found or not isinstance(tables, dict):
        return "", place
    table, number, rest = found.groups()
    rows = tables.get(table)
    row = rows[int(number)] if isinstance(rows, list) and int(number) < len(rows) else None
    if isinstance(row, dict) and isinstance(row.get("id"), str):
        return f"{table} {row['id']}", rest
    return "", place


def _plain(what: str) -> str:
    """What msgspec says, in words: ``Expected `int | null`, got `str``` → "should be a whole number, not a string"."""
    if found := _TYPES.fullmatch(what):
        wanted = " or ".join(_NAMES.get(name, name) for name in found[1].split(" | ") if name != "null")
        return f"should be {wanted}, not {_NAMES.get(found[2], found[2])}"
    return what[0].lower() + what[1:]
