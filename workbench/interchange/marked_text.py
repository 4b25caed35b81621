"""A text cut where marks begin or end, so that marks that nest or overlap can all be shown in a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Mark:
    """One fragment of a record under the number that the reading copy gives the record."""

    number: int
    record: Record
    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the marks over it, outer ones first; which begin with it, and which end, inner ones first."""

    start: int
    end: int
    over: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    ends: tuple[Mark, ...]


def numbered(state: Annotations, codebook: Codebook) -> dict[str, int]:
    """A number for every record: by layer, then by place, from 1."""
    ordered = [record.id for layer in codebook.layers for record in state.of_layer(layer.name)]
    return {record_id: number for number, record_id in enumerate(ordered, 1)}


def pieces(length: int, state: Annotations, numbers: dict[str, int]) -> Iterator[Piece]:
    """The whole text, piece by piece; marks that began earlier, and longer ones, come first."""
    marks = sorted(
        (
            Mark(numbers[record.id], record, part, fragment.start, fragment.end)
            for record in state.records.values()
            for part, fragment in record.fragments()
        ),
        key=lambda mark: (mark.start, -mark.end, mark.number),
    )
    bounds = sorted({0, length, *(mark.start for mark in marks), *(mark.end for mark in marks)})
    over: list[Mark] = []
    at = 0
    for start, end in pairwise(bounds):
        over = [mark for mark in over if mark.end > start]
        begins: list[Mark] = []
        while at < len(marks) and marks[at].start == start:
            begins.append(marks[at])
            at += 1
        over += begins
        yield Piece(start, end, tuple(over), tuple(begins), tuple(mark for mark in reversed(over) if mark.end == end))
