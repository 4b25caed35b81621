"""Figures as rows for machines (JSON, CSV), and as tables for people (Markdown, LaTeX)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.review.figures import Figure

COLUMNS = ("layer", "on", "measure", "annotators", "article", "value", "low", "high", "n", "why")
WHOLE = "whole record"
"""How tables name what is asked about no single slot."""

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
}


def rows(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """One object a figure with the keys of ``COLUMNS``; ``annotators`` is a list, what does not apply is None."""
    return [
        {**{key: getattr(figure, key) for key in COLUMNS}, "annotators": list(figure.annotators)} for figure in figures
    ]


def csv_text(figures: Sequence[Figure]) -> str:
    """The same as CSV with a line of headings; annotators divided by blanks, what does not apply left empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for figure, row in zip(figures, rows(figures), strict=True):
        writer.writerow({**row, "annotators": " ".join(figure.annotators)})
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one layer over all articles: a line a slot and measure, a column a set of annotators."""

    layer: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    """Why figures are undefined, numbered from 1 as in the cells."""


def tables(figures: Sequence[Figure]) -> list[Table]:
    """One table a layer. Figures of single articles are left out."""
    whole = [figure for figure in figures if figure.article is None]
    return [_table(layer, [f for f in whole if f.layer == layer]) for layer in dict.fromkeys(f.layer for f in whole)]


def _table(layer: str, figures: Sequence[Figure]) -> Table:
    sets = list(dict.fromkeys(figure.annotators for figure in figures))
    notes = list(dict.fromkeys(figure.why for figure in figures if figure.value is None))
    found: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}
    for figure in figures:
        found.setdefault((figure.on or WHOLE, figure.measure), {})[figure.annotators] = _cell(figure, notes)
    lines = tuple((on, measure, *(cells.get(one, "") for one in sets)) for (on, measure), cells in found.items())
    return Table(layer, ("on", "measure", *map(heading, sets)), lines, tuple(notes))


def heading(annotators: Sequence[str]) -> str:
    """A set of annotators in few words; of many, how many they are."""
    return " / ".join(annotators) if len(annotators) <= 3 else f"all {len(annotators)}"


def _cell(figure: Figure, notes: Sequence[str]) -> str:
    if figure.value is None:
        return f"– ({notes.index(figure.why) + 1})"
    interval = "" if figure.low is None or figure.high is None else f" [{figure.low:.3f}, {figure.high:.3f}]"
    return f"{figure.value:.3f}{interval} n={figure.n}"


def markdown(figures: Sequence[Figure]) -> str:
    """The tables in Markdown, each under the name of its layer."""
    return "\n\n".join(_markdown_table(table) for table in tables(figures)) + "\n"


def _markdown_table(table: Table) -> str:
    lines = [f"## {_markdown(table.layer)}", "", _markdown_row(table.head), "|" + " --- |" * len(table.head)]
    lines += [_markdown_row(line) for line in table.lines]
    if table.notes:
        lines += ["", *(f"({number}) {note}  " for number, note in enumerate(table.notes, 1))]
    return "\n".join(lines)


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_markdown, cells)) + " |"


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_|<>])", r"\\\1", " ".join(text.split()))


def latex(figures: Sequence[Figure]) -> str:
    """The tables in LaTeX, with the rules of the package booktabs."""
    return "\n\n".join(_latex_table(table) for table in tables(figures)) + "\n"


def _latex_table(table: Table) -> str:
    def row(cells: Sequence[str]) -> str:
        return "  " + " & ".join(map(_latex, cells)) + r" \\"

    notes = " ".join(f"({number}) {_latex(note)}." for number, note in enumerate(table.notes, 1))
    return "\n".join(
        [
            r"\begin{table}",
            rf"  \caption{{Agreement: {_latex(table.layer)}.{' ' + notes if notes else ''}}}",
            rf"  \begin{{tabular}}{{{'l' * len(table.head)}}}",
            r"  \toprule",
            row(table.head),
            r"  \midrule",
            *map(row, table.lines),
            r"  \bottomrule",
            r"  \end{tabular}",
            r"\end{table}",
        ]
    )


def _latex(text: str) -> str:
    plain = "".join(_LATEX.get(char, char) for char in " ".join(text.split()))
    return plain.replace("–", "--")


FORMATS: Mapping[str, Callable[[Sequence[Figure]], str]] = {"csv": csv_text, "markdown": markdown, "latex": latex}
"""What prints figures as a text, by the name of the format."""
