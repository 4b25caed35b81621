"""JSON of other tools at the door: every error names the file, the line and the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from workbench.core.errors import FileError, in_a_sentence

T = TypeVar("T")

_MARK = b"\xef\xbb\xbf"
_AT = re.compile(r" \(byte (\d+)\)")
_HALF = re.compile("[\ud800-\udfff]")


def json_value(data: bytes, where: str) -> object:
    """The value of a JSON file. Raises FileError with the line."""
    data = data.removeprefix(_MARK)
    try:
        return msgspec.json.decode(data)
    except RecursionError as error:
        raise FileError(where, "is nested too deeply") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(f"{where}: line {line}", f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except msgspec.DecodeError as error:
        found = _AT.search(str(error))
        at = int(found.group(1)) if found else len(data)
        line = data.count(b"\n", 0, at) + 1
        raise FileError(f"{where}: line {line}", in_a_sentence(_AT.sub("", str(error)))) from error


def json_lines(data: bytes, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The object of every line with the line as messages name it; empty lines are passed over. Raises FileError."""
    for number, line in enumerate(data.removeprefix(_MARK).split(b"\n"), 1):
        if line.strip():
            place = f"{where}: line {number}"
            try:
                yield place, msgspec.json.decode(line, type=dict[str, object])
            except UnicodeDecodeError as error:
                raise FileError(
                    place, f"byte {error.start} of the line is not UTF-8; save the file as UTF-8"
                ) from error
            except RecursionError as error:
                raise FileError(place, "is nested too deeply") from error
            except msgspec.DecodeError as error:
                raise FileError(place, in_a_sentence(str(error))) from error


def json_items(data: bytes, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The objects of a JSON list (or the one object that is the file), each with its line. Raises FileError."""
    value = json_value(data, where)
    if isinstance(value, dict):
        yield f"{where}: line 1", value
        return
    if not isinstance(value, list):
        raise FileError(where, "is no list of tasks")
    yield from listed(data, value, msgspec.json.decode(data.removeprefix(_MARK), type=list[msgspec.Raw]), where)


def listed(
    data: bytes, items: list[object], raws: list[msgspec.Raw], where: str
) -> Iterator[tuple[str, dict[str, object]]]:
    """The objects of a list within a file, each with its line; ``raws`` are the same as they stand there. Raises FileError."""
    at = line = 0
    for item, raw in zip(items, raws, strict=True):
        found = data.index(bytes(raw), at)
        line += data.count(b"\n", at, found)
        at = found
        place = f"{where}: line {line + 1}"
        if not isinstance(item, dict):
            raise FileError(place, "is none of what the list should hold (an object)")
        yield place, item


def shaped(value: object, shape: type[T], where: str, key: str = "") -> T:
    """A value of this shape (a msgspec Struct, or what msgspec can convert). Raises FileError with the key."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$")
        raise FileError(where, in_a_sentence(what), key=key + place.strip("`") if key else place.strip("`.")) from error


def whole_text(text: str, where: str) -> str:
    """The text of an article. Raises FileError where no file can hold it."""
    if _HALF.search(text):
        raise FileError(where, "holds half a character (a lone surrogate), which no file can keep", key="text")
    return text


def checked_span(start: int, end: int, length: int, where: str, key: str) -> tuple[int, int]:
    """A stretch of a text of ``length`` code points. Raises FileError where it lies outside or is empty."""
    if not 0 <= start < end <= length:
        raise FileError(where, f"{start} to {end} is no stretch of the text, which has {length} characters", key=key)
    return start, end
