"""The figures of agreement as somebody walks through them: rows, what lies behind one, and a matrix with a place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Record
from workbench.review.confusion import Confusion
from workbench.review.figures import Figure
from workbench.review.scene import Item


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a figure, or (``matrix``) the confusion matrix that goes with it."""

    figure: Figure
    matrix: Confusion | None = None

    @property
    def about(self) -> str:
        """Layer and slot; the layer alone for whole records."""
        return f"{self.figure.layer} {self.figure.on}".rstrip()

    @property
    def measure(self) -> str:
        """What is measured, in the words of the tables."""
        return "confusion matrix" if self.matrix else self.figure.measure

    @property
    def who(self) -> str:
        """The annotators; of many, how many they are."""
        names = self.figure.annotators
        return " / ".join(names) if len(names) <= 3 else f"all {len(names)}"

    @property
    def value(self) -> str:
        """The value with its interval, both to three digits; a dash where it is undefined."""
        figure = self.figure
        if self.matrix is not None:
            return ""
        if figure.value is None:
            return "–"
        interval = "" if figure.low is None or figure.high is None else f" [{figure.low:.3f}, {figure.high:.3f}]"
        return f"{figure.value:.3f}{interval}"

    @property
    def beside(self) -> str:
        """How many items count and differ, or why there is no value."""
        figure = self.figure
        if figure.value is None and self.matrix is None:
            return figure.why
        return f"n {figure.n} · {len(figure.different)} differ"


class Survey:
    """All figures of one computation."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._whole: list[Line] = []
        self._single: dict[tuple[str, str, str, tuple[str, ...]], list[Line]] = {}
        for figure in figures:
            if figure.article is not None:
                key = (figure.layer, figure.on, figure.measure, figure.annotators)
                self._single.setdefault(key, []).append(Line(figure))
                continue
            self._whole.append(Line(figure))
            if figure.confusion is not None:
                self._whole.append(Line(figure, figure.confusion))

    @property
    def lines(self) -> Sequence[Line]:
        """The figures over all articles, in the order of the codebook, each matrix behind its κ."""
        return self._whole

    def by_article(self, line: Line) -> list[Line]:
        """A figure for each article, the lowest first, undefined ones last."""
        figure = line.figure
        found = self._single.get((figure.layer, figure.on, figure.measure, figure.annotators), [])
        return sorted(found, key=_low_first)


def _low_first(line: Line) -> tuple[bool, float, str]:
    value = line.figure.value
    return value is None, value or 0.0, line.figure.article or ""


def behind(figure: Figure, *, everything: bool = False) -> Sequence[Item]:
    """The items behind a figure: those that differ, or where none does or ``everything`` is asked for, all of them."""
    return figure.items if everything or not figure.different else figure.different


def records_of(item: Item, files: dict[str, dict[str, Annotations]]) -> dict[str, Record]:
    """The records of an item by annotator, the first of each; without those that are gone."""
    found: dict[str, Record] = {}
    for name, record_id in item.records:
        state = files.get(item.article, {}).get(name)
        if state is not None and record_id in state.records:
            found.setdefault(name, state.records[record_id])
    return found


class MatrixWalk:
    """A confusion matrix and the cell where one stands, at first the largest one beside the diagonal."""

    def __init__(self, matrix: Confusion) -> None:
        self.matrix = matrix
        cells = [
            (count, -row, -column) for row, counts in enumerate(matrix.counts) for column, count in enumerate(counts)
        ]
        apart = [cell for cell in cells if cell[1] != cell[2] and cell[0]]
        _, row, column = max(apart or cells, default=(0, 0, 0))
        self.row, self.column = -row, -column

    def move(self, rows: int, columns: int) -> None:
        """Go by so many rows and columns; stops at the edges."""
        last = max(0, len(self.matrix.labels) - 1)
        self.row = max(0, min(self.row + rows, last))
        self.column = max(0, min(self.column + columns, last))

    @property
    def items(self) -> Sequence[Item]:
        """The items of the cell."""
        return self.matrix.items.get((self.row, self.column), ())

    @property
    def said(self) -> str:
        """The cell in words."""
        matrix = self.matrix
        if not matrix.labels:
            return "nothing to compare"
        one, other = matrix.annotators
        return f"{one} says {matrix.labels[self.row]}, {other} says {matrix.labels[self.column]}"
