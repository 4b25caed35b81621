"""A matrix as text: CSV as DNA writes it, UCINET's DL, and values for JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from workbench.network.graph import number
from workbench.network.matrix import Matrix

Label = Callable[[str], str]


def distinct(ids: Sequence[str], label: Label) -> list[str]:
    """The names of nodes; two of one name are told apart by their ids."""
    names = [label(one) for one in ids]
    return [f"{name} ({one})" if names.count(name) > 1 else name for name, one in zip(names, ids, strict=True)]


def _cell(matrix: Matrix, weight: float) -> str:
    return str(int(weight)) if matrix.whole else f"{weight:.6f}"


def matrix_csv(matrix: Matrix, label: Label) -> str:
    """Semicolons between the cells, names in quotation marks, whole numbers or six decimals."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(["", *distinct(matrix.columns, label)])
    for name, row in zip(distinct(matrix.rows, label), matrix.cells, strict=True):
        writer.writerow([name, *(_Plain(_cell(matrix, weight)) for weight in row)])
    return text.getvalue()


class _Plain(float):
    """A number that is written as it was formatted."""

    def __new__(cls, text: str) -> _Plain:
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str

    def __repr__(self) -> str:
        return self.text

    __str__ = __repr__


def ucinet_dl(matrix: Matrix, label: Label) -> str:
    """UCINET's DL with a full matrix; quotation marks in names are left out, as DNA does."""
    rows = [_dl_name(name) for name in distinct(matrix.rows, label)]
    lines = ["dl"]
    if matrix.square:
        lines += [f"n={len(rows)}", "format=fullmatrix", "labels:", *rows]
    else:
        columns = [_dl_name(name) for name in distinct(matrix.columns, label)]
        lines += [f"nr={len(rows)}, nc={len(columns)}", "format=fullmatrix", "row labels:", *rows]
        lines += ["column labels:", *columns]
    lines.append("data:")
    lines += [" ".join(_cell(matrix, weight) for weight in row) for row in matrix.cells]
    return "\n".join(lines) + "\n"


def _dl_name(name: str) -> str:
    plain = " ".join(name.replace('"', "").replace("'", "").split())
    return f'"{plain}"'


def matrix_values(matrix: Matrix, label: Label) -> dict[str, object]:
    """The matrix as values that JSON can hold, ids and names apart."""
    return {
        "rows": [{"id": one, "name": label(one)} for one in matrix.rows],
        "columns": [{"id": one, "name": label(one)} for one in matrix.columns],
        "cells": [[int(weight) if matrix.whole else weight for weight in row] for row in matrix.cells],
        "sum": int(matrix.total) if matrix.whole else matrix.total,
    }


def series_csv(series: Iterable[tuple[datetime, Matrix]], label: Label) -> str:
    """A series as one table: the middle of the window, row, column, weight; empty cells are left out."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["time", "row", "column", "weight"])
    for middle, matrix in series:
        rows = dict(zip(matrix.rows, distinct(matrix.rows, label), strict=True))
        columns = dict(zip(matrix.columns, distinct(matrix.columns, label), strict=True))
        for row, column, weight in matrix.edges():
            writer.writerow([middle.isoformat(), rows[row], columns[column], number(weight)])
    return text.getvalue()
