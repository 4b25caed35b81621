"""Offsets in other units: the one place where they become code points, and back.

Swing, Java, JavaScript and .NET count UTF-16 code units, C and Rust programs often bytes of UTF-8. An offset that falls into
the middle of a character belongs to no code point; the converters say so instead of guessing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Literal

Unit = Literal["utf-16", "utf-8"]

_BMP_END = 0x10000


class Offsets:
    """Converts the offsets of one text between code points and another unit."""

    __slots__ = ("_length", "_starts")

    def __init__(self, text: str, unit: Unit = "utf-16") -> None:
        self._length = len(text)
        self._starts: array[int] | None = None
        if unit == "utf-16" and all(char < "\U00010000" for char in text):
            return
        if unit == "utf-8" and text.isascii():
            return
        starts, at = array("q", [0]), 0
        for char in text:
            at += (1 + (ord(char) >= _BMP_END)) if unit == "utf-16" else len(char.encode("utf-8", "surrogatepass"))
            starts.append(at)
        self._starts = starts

    def outward(self, offset: int) -> int:
        """A code point offset (0 to the text's length) in the other unit. Raises ValueError outside the text."""
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} lies outside the text, which has {self._length} characters")
        return offset if self._starts is None else self._starts[offset]

    def inward(self, offset: int) -> int:
        """An offset of the other unit in code points. Raises ValueError outside the text or inside a character."""
        if self._starts is None:
            return self.outward(offset)
        found = bisect_left(self._starts, offset)
        if not 0 <= offset <= self._starts[-1]:
            raise ValueError(f"offset {offset} lies outside the text, which has {self._starts[-1]} units")
        if self._starts[found] != offset:
            raise ValueError(f"offset {offset} lies inside a character")
        return found
