"""Which label one annotator gave where another gave which: as data, and drawn as text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.width import cells
from workbench.review.measures import Label
from workbench.review.question import Question, Strand
from workbench.review.scene import Item

_SHADES = " ░▒▓█"


@dataclass(frozen=True, slots=True)
class Confusion:
    """``counts[row][column]`` items got the row's label by the first annotator, the column's by the second."""

    layer: str
    on: str
    annotators: tuple[str, str]
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    items: Mapping[tuple[int, int], Sequence[Item]] = field(default_factory=dict, repr=False)
    """The items of each cell that has any, by (row, column)."""


def confusion(question: Question, annotators: Sequence[str], strand: Strand) -> Confusion | None:
    """The matrix of a question about the labels of two annotators; None where drawing it says nothing."""
    if len(annotators) != 2 or not question.drawn or question.slot is None:
        return None
    slot, cells_of = question.slot, defaultdict[tuple[Label, Label], list[Item]](list)
    for item, (one, other) in zip(strand.items, strand.labels, strict=True):
        if one is not None and other is not None:
            cells_of[one, other].append(item)
    used = {label for pair in cells_of for label in pair}
    labels: list[Label] = list(range(len(slot.values))) if slot.kind == "ordinal" else list(slot.values)
    labels += sorted(used - set(labels), key=lambda label: (isinstance(label, str), label))
    names = [
        slot.values[label] if slot.kind == "ordinal" and isinstance(label, int) else str(label) for label in labels
    ]
    place = {label: index for index, label in enumerate(labels)}
    return Confusion(
        question.layer,
        question.on,
        (annotators[0], annotators[1]),
        tuple(names),
        tuple(tuple(len(cells_of.get((one, other), ())) for other in labels) for one in labels),
        {(place[one], place[other]): tuple(items) for (one, other), items in cells_of.items()},
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix as pieces of text: a number for each column, and for each row its title and its cells, all of one width."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    margin: int
    """The cells that the titles of rows take."""


def grid(matrix: Confusion) -> Grid:
    """The matrix with rows by the first annotator, columns by the second, numbered so that they stay narrow.

    A cell is shaded by its share of the row, so that the picture works without colour; the diagonal stands in brackets.
    """
    size = len(matrix.labels)
    named = max(map(cells, matrix.labels), default=0)
    number = len(str(size))
    widest = max((len(str(count)) for row in matrix.counts for count in row), default=1)
    column = max(widest, number) + 4
    rows: list[tuple[str, tuple[str, ...]]] = []
    for index, (label, row) in enumerate(zip(matrix.labels, matrix.counts, strict=True)):
        title = f"{label}{' ' * (named - cells(label))} {index + 1:>{number}}"
        rows.append((title, tuple(_cell(row, at, at == index, column) for at in range(size))))
    return Grid(
        f"{matrix.layer} {matrix.on}: rows {matrix.annotators[0]}, columns {matrix.annotators[1]}",
        tuple(str(index + 1).rjust(column - 1) + " " for index in range(size)),
        tuple(rows),
        named + number + 1,
    )


def drawn(matrix: Confusion) -> list[str]:
    """The matrix as lines, see ``grid``."""
    found = grid(matrix)
    lines = [found.title, " " * found.margin + "".join(found.head).rstrip()]
    return lines + [title + "".join(row).rstrip() for title, row in found.rows]


def _cell(row: Sequence[int], at: int, diagonal: bool, width: int) -> str:
    count = row[at]
    shade = _SHADES[-(-count * (len(_SHADES) - 1) // max(1, sum(row)))]
    shown = str(count) if count else "·"
    inside = f"[{shown}]" if diagonal else f" {shown} "
    return f"{shade}{inside}".rjust(width)
