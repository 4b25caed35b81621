"""What a reader of a catalogue gives, and what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

import msgspec

from workbench.core.entity import NIL, Affiliation, Entity, too_long
from workbench.core.errors import Problem, in_a_sentence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Further:
    """More about an entity that stands elsewhere in the same source."""

    id: str
    aliases: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no entity, or a part of one that has no place: counted by what it is, not a fault."""

    what: str


Row = Entity | Further | LeftOut | Problem


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader reads, and how it was asked to."""

    lines: BinaryIO
    where: str
    """The name of the source in messages."""
    mapping: tuple[tuple[str, str], ...] = ()
    """(field, column): a column's name, or its number from 1."""
    header: bool | None = None
    """Whether the first row of a table names the columns; None: it does unless all columns are given by number."""
    split: str = ""
    """The sign between several names in one cell; empty where a cell is one name."""
    languages: tuple[str, ...] = ("en",)
    """The languages whose labels are names, the first one first; empty for all."""
    more_names: BinaryIO | None = None
    """A second table that holds further names."""

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """Every line with its number; the byte order mark is taken off."""
        for number, line in enumerate(self.lines, 1):
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line

    def at(self, number: int) -> str:
        """A line as messages name it."""
        return f"{self.where}: line {number}"


@dataclass(frozen=True, slots=True)
class CatalogueFormat:
    """A format that catalogues are read from."""

    name: str
    read: Callable[[Source], Iterator[Row]]
    licence: str = ""
    """The licence of everything in this format, where it has but one publisher."""
    ready: Callable[[], None] = lambda: None
    """Raises UsageError where something that the format needs is not installed."""
    columns: bool = False
    """Whether columns may be mapped."""


def tidy(name: str) -> str:
    """A name on one line, with single blanks and none at its ends."""
    return " ".join(name.split())


def distinct(names: Iterable[str], without: str = "") -> tuple[str, ...]:
    """Tidy names in their order, none twice, none empty, none equal to ``without``."""
    return tuple(one for one in dict.fromkeys(map(tidy, names)) if one and one != without)


def made(entity: Entity, where: str, number: int = 0) -> Entity | Problem:
    """The entity if it can stand in a catalogue, else what is wrong with it; ``number`` is of a line, where it has one."""
    wrong = too_long(entity.id, entity.names)
    if entity.id and entity.name and entity.id != NIL and entity.id.isprintable() and not wrong:
        return entity
    where = f"{where}: line {number}" if number else where
    if wrong:
        return Problem(where, f"has {wrong}")
    if not entity.id or not entity.name:
        return Problem(where, "an entity needs an id and a name", key="name" if entity.id else "id")
    if entity.id == NIL:
        return Problem(where, f"“{NIL}” stands for “none of the catalogue” and can be no id", key="id")
    return Problem(where, "holds control characters", key="id")


def decoded(line: bytes, shape: type[T], where: str) -> T | Problem:
    """A line of JSON in a shape, or what is wrong with it."""
    try:
        return msgspec.json.decode(line, type=shape)
    except UnicodeDecodeError as error:
        return Problem(where, f"byte {error.start} of the line is not UTF-8; save the file as UTF-8")
    except RecursionError:
        return Problem(where, "is nested too deeply")
    except msgspec.DecodeError as error:
        what, _, place = str(error).partition(" - at `$")
        return Problem(where, in_a_sentence(what), key=place.strip("`.").removeprefix("."))
