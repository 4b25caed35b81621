"""A reader in mark-up: the cursor is ``|``; a selection is ``[…>`` where its end moves, ``<…]`` where its start does."""

from __future__ import annotations

import re
from collections.abc import Callable

from workbench.core.span import Span
from workbench.core.text import Text
from workbench.editor.reader import Reader

_MARKS = re.compile(r"[|\[\]<>]")


def reader_of(marked: str) -> Reader:
    """The reader that a mark-up shows."""
    found = [(mark.group(), mark.start() - number) for number, mark in enumerate(_MARKS.finditer(marked))]
    reader = Reader(Text(_MARKS.sub("", marked)))
    if found[0][0] == "|":
        reader.move(found[0][1])
    else:
        reader.select(Span(found[0][1], found[1][1]))
        if found[0][0] == "<":
            reader.swap()
    return reader


def markup_of(reader: Reader) -> str:
    """The mark-up of a reader."""
    whole = str(reader.text)
    if reader.selection is None:
        return f"{whole[: reader.cursor]}|{whole[reader.cursor :]}"
    start, end = reader.selection
    first, last = ("[", ">") if reader.forward else ("<", "]")
    return f"{whole[:start]}{first}{whole[start:end]}{last}{whole[end:]}"


_KEYS: dict[str, Callable[[Reader, int], object]] = {
    "w": lambda reader, count: reader.step("word", count),
    "b": lambda reader, count: reader.step("word", -count),
    ")": lambda reader, count: reader.step("sentence", count),
    "(": lambda reader, count: reader.step("sentence", -count),
    "}": lambda reader, count: reader.step("paragraph", count),
    "{": lambda reader, count: reader.step("paragraph", -count),
    ">": lambda reader, count: reader.character(count),
    "<": lambda reader, count: reader.character(-count),
    "+": lambda reader, count: reader.grow(count),
    "-": lambda reader, count: reader.shrink(count),
    "v": lambda reader, _: reader.toggle(),
    "o": lambda reader, _: reader.swap(),
    "x": lambda reader, _: reader.clear(),
    "g": lambda reader, _: reader.move(0),
    "G": lambda reader, _: reader.move(len(reader.text)),
}
KEYS = tuple(_KEYS)


def press(reader: Reader, keys: str) -> None:
    """Press keys, each perhaps after its count."""
    for count, key in re.findall(r"(\d*)(\D)", keys):
        _KEYS[key](reader, int(count or 1))
