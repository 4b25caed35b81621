"""The tables of WebAnno TSV 3: columns, rows, cells, and the annotations that they spell out.

Format: https://inception-project.github.io (user guide, appendix “WebAnno TSV 3.x”). A row is a token, or a part of one
(``1-2.1``); its offsets are UTF-16 units. A cell holds one value for each annotation on the row, divided by ``|``; ``[n]``
behind a value joins the rows of one annotation. ``*`` is an annotation without the value, ``_`` none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.core.errors import FileError

_FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3(\.\d+)?\s*$")
_ROW = re.compile(r"(\d+)-(\d+)(\.\d+)?\t(\d+)-(\d+)\t")
_NOTHING: tuple[str, ...] = ()
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_WRITTEN = {char: f"\\{letter}" for letter, char in _ESCAPES.items()}
_SPECIAL = re.compile(r"->|[\\\[\]|_;*\t\n\r\x08\f]")
_CONTROL = re.compile(r"[\\\t\n\r\x08\f]")
_DIVIDERS = {divider: re.compile(rf"\\.|{re.escape(divider)}", re.DOTALL) for divider in "|;"}
_IDENTITY = re.compile(r"((?:[^\\]|\\.)*?)\[(\d+)\]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layer: a feature, the roles or targets of links, or the source of a relation."""

    feature: str
    kind: str = "feature"
    """``feature``, ``roles``, ``targets``, ``base``, ``relation`` (of a chain) or ``type`` (of a chain)."""
    target: str = ""
    """The type at the other end of links and relations."""


@dataclass(frozen=True, slots=True)
class Table:
    """A layer of the file: ``SP`` spans, ``RL`` relations, ``CH`` chains."""

    kind: str
    type: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, its cells by column."""

    line: int
    unit: str
    """``1-2`` or ``1-2.1``."""
    start: int
    end: int
    form: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Sentence:
    """One sentence: its text and its rows."""

    text: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Tsv:
    """A whole file."""

    tables: list[Table] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    said: list[Row] = field(default_factory=list)
    """The rows on which anything is said."""


def parse(text: str, where: str) -> Tsv:
    """The tables of a file. Raises FileError with the line."""
    lines = text.removeprefix("\ufeff").split("\n")
    if not _FORMAT.match(lines[0]):
        raise FileError(f"{where}: line 1", "does not begin with “#FORMAT=WebAnno TSV 3”; export it as WebAnno TSV 3")
    tsv, fresh, width = Tsv(), True, 3
    for number, line in enumerate(lines[1:], 2):
        line = line.removesuffix("\r")
        if line.startswith("#T_"):
            tsv.tables.append(_table(line, f"{where}: line {number}"))
            width += len(tsv.tables[-1].columns)
        elif line.startswith("#Text="):
            said = unescaped(line.removeprefix("#Text="))
            if fresh or not tsv.sentences:
                tsv.sentences.append(Sentence(said))
                fresh = False
            else:
                tsv.sentences[-1].text += f"\n{said}"
        elif found := _ROW.match(line):
            fresh = True
            if not tsv.sentences:
                raise FileError(f"{where}: line {number}", "stands before the first “#Text=”")
            row = _row(line, found, number, width, where)
            tsv.sentences[-1].rows.append(row)
            if row.cells is not _NOTHING:
                tsv.said.append(row)
        elif line.startswith("#"):
            tsv.comments.append(line)
        elif line.strip():
            raise FileError(f"{where}: line {number}", "is no row (“1-1”, offsets, token, …)")
        else:
            fresh = True
    return tsv


def _table(line: str, where: str) -> Table:
    kind, _, rest = line.removeprefix("#T_").partition("=")
    name, *features = rest.split("|")
    if kind not in ("SP", "RL", "CH") or not name:
        raise FileError(where, "is no layer (“#T_SP=”, “#T_RL=” or “#T_CH=”)")
    columns: list[Column] = []
    rest_of = iter(feature for feature in features if feature)
    for feature in rest_of:
        if feature.startswith("ROLE_"):
            own = feature.removeprefix("ROLE_").partition(":")[2].partition("_")[0]
            columns += [Column(own, "roles"), Column(own, "targets", next(rest_of, ""))]
        elif feature.startswith("BT_"):
            columns.append(Column("", "base", feature.removeprefix("BT_")))
        elif kind == "CH":
            columns.append(Column(feature, "relation" if feature.endswith("Relation") else "type"))
        else:
            columns.append(Column(feature))
    if kind == "SP" and not columns:
        columns.append(Column(""))
    return Table(kind, name, tuple(columns))


def _row(line: str, found: re.Match[str], number: int, wanted: int, where: str) -> Row:
    cells = line.split("\t")
    if len(cells) < wanted or any(cells[wanted:]):
        what = f"has {len(cells)} cells where the head says {wanted}"
        raise FileError(f"{where}: line {number}", what)
    unit = f"{found[1]}-{found[2]}{found[3] or ''}"
    said = tuple(cells[3:wanted])
    said = _NOTHING if said.count("_") == len(said) else said
    return Row(number, unit, int(found[4]), int(found[5]), unescaped(cells[2]), said)


def unescaped(text: str) -> str:
    """A text or a value without the backslashes."""
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text) if "\\" in text else text


def escaped(value: str) -> str:
    """A value as a cell holds it."""
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], f"\\{found[0]}"), value)


def escaped_text(text: str) -> str:
    """A text, or a token, as a line holds it."""
    return _CONTROL.sub(lambda found: _WRITTEN.get(found[0], f"\\{found[0]}"), text)


def split(cell: str, divider: str = "|") -> list[str]:
    """The pieces of a cell, yet escaped."""
    if "\\" not in cell:
        return cell.split(divider)
    found, start = [], 0
    for match in _DIVIDERS[divider].finditer(cell):
        if match[0] == divider:
            found.append(cell[start : match.start()])
            start = match.end()
    return [*found, cell[start:]]


def numbered(piece: str) -> tuple[str, int]:
    """A piece and its ``[n]`` (0 where there is none)."""
    identity = _IDENTITY.match(piece) if piece.endswith("]") else None
    return (identity[1], int(identity[2])) if identity else (piece, 0)


def value_of(entry: str) -> str:
    """The value of an entry; empty for ``*`` and ``_``."""
    return "" if entry in ("*", "_") else unescaped(entry)


def cells_of(tsv: Tsv, index: int) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """The rows on which a table says something, with its cells."""
    first = sum(len(table.columns) for table in tsv.tables[:index])
    last = first + len(tsv.tables[index].columns)
    for row in tsv.said:
        cells = row.cells[first:last]
        if cells.count("_") < len(cells):
            yield row, cells
