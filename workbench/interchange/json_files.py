"""JSON of other programs read into declared shapes; what is wrong is named with its line or its place."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from workbench.core.errors import FileError, in_a_sentence

T = TypeVar("T")

_BYTE = re.compile(r" \(byte (\d+)\)$")


def parsed(data: bytes, shape: type[T], where: str, *, first_line: int = 1) -> T:
    """The JSON in ``data`` as values of ``shape``; ``first_line`` is the line of the file that it begins in.

    Raises FileError.
    """
    try:
        return msgspec.json.decode(data, type=shape)
    except UnicodeDecodeError as error:
        raise FileError(where, f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except RecursionError as error:
        raise FileError(where, "is nested too deeply") from error
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$")
        line = f"line {first_line}: " if first_line > 1 else ""
        key = f"{line}{place.strip('`.')}".removesuffix(": ")
        raise FileError(where, in_a_sentence(what), key=key) from error
    except msgspec.DecodeError as error:
        found = _BYTE.search(str(error))
        at = int(found[1]) if found else len(data)
        number = first_line + data.count(b"\n", 0, at)
        what = _BYTE.sub("", str(error))
        raise FileError(where, in_a_sentence(what), key=f"line {number}") from error


def one_line(value: object) -> str:
    """A value as JSON on one line, whatever takes which character for the end of one."""
    text = msgspec.json.encode(value).decode("utf-8")
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found.group()):04x}", text)
