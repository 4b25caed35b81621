"""CSV and TSV: a table whose columns are mapped to the fields of an entity; rows with one id gather their names.

CSV is read as RFC 4180 says, with the separator that its first line uses (comma, semicolon, tab or bar). TSV knows no
quotes: a tab divides, a line ends, and everything else is text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from workbench.core.entity import Entity
from workbench.core.errors import Problem, UsageError
from workbench.linking.catalogues.kinds import kind_called
from workbench.linking.catalogues.rows import CatalogueFormat, LeftOut, Row, Source, distinct, made, tidy
from workbench.linking.proposal import proposed_id

FIELDS = ("id", "name", "alias", "kind", "description", "country", "wikidata", "cameo")
"""The fields that a column can be mapped to; ``alias`` may be given several times."""

_USUAL = {"aliases": "alias", "label": "name", "type": "kind", **{field: field for field in FIELDS}}
"""Names of columns that are taken where no mapping is given."""
_LONGEST = 1 << 20
_UNDECODED = re.compile("[\udc80-\udcff]")
"""Bytes that are not UTF-8, as they come through decoding."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The number of the column of each field, counted from 0; -1 where a field has none."""

    id: int
    name: int
    aliases: tuple[int, ...]
    kind: int
    told: tuple[tuple[str, int], ...]
    """The columns of the fields that only tell more."""
    width: int
    """A row has at least so many cells."""


def parse_mapping(text: str) -> tuple[tuple[str, str], ...]:
    """``id=1,name=Name`` as pairs; a column's name may hold commas. Raises UsageError."""
    pairs: list[tuple[str, str]] = []
    for part in text.split(",") if text else ():
        field, sign, column = part.partition("=")
        if sign and field.strip() in FIELDS:
            pairs.append((field.strip(), column.strip()))
        elif pairs and not (sign and field.strip().isalpha()):
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]},{part}")
        else:
            raise UsageError(f"--map: “{part}” is not FIELD=COLUMN; the fields are {', '.join(FIELDS)}")
    fields = [field for field, column in pairs if field != "alias"]
    if len(set(fields)) < len(fields) or not all(column for _, column in pairs):
        raise UsageError("--map: every field needs one column, and only alias may have several")
    return tuple(pairs)


def read_csv(source: Source) -> Iterator[Row]:
    """The entities of a CSV file. Raises UsageError where a column is not there."""
    first = next(source.lines, b"").removeprefix(b"\xef\xbb\xbf")
    plain = first.decode("utf-8", "replace")
    delimiter = max(",;\t|", key=lambda sign: (plain.count(sign), sign == ","))
    lines = (line.decode("utf-8", "surrogateescape") for line in chain([first], source.lines))
    csv.field_size_limit(_LONGEST)
    return _entities(source, _rows(lines, delimiter, source))


def read_tsv(source: Source) -> Iterator[Row]:
    """The entities of a TSV file. Raises UsageError where a column is not there."""
    rows = (
        (number, line.decode("utf-8", "surrogateescape").rstrip("\r\n").split("\t"))
        for number, line in source.numbered()
    )
    return _entities(source, rows)


def _rows(lines: Iterator[str], delimiter: str, source: Source) -> Iterator[tuple[int, list[str]] | Problem]:
    """The rows with the number of the line that they begin in; where the rules of CSV are broken, a problem."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(noted(), delimiter=delimiter)
    while True:
        number = reader.line_num + 1
        taken.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(source.at(number), f"is not CSV ({error}); is a quotation mark left open?")
            continue
        if len(taken) > 1 and sum(line.count('"') for line in taken) % 2:
            what = f"a quotation mark is left open; this line and the {len(taken) - 1:,} after it are one cell"
            yield Problem(source.at(number), what)
        else:
            yield number, row


def _entities(source: Source, rows: Iterator[tuple[int, list[str]] | Problem]) -> Iterator[Row]:
    columns: _Columns | None = None
    counts: Counter[str] = Counter()
    before = ""
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        number, cells = row
        if columns is None:
            columns = _columns(source, cells)
            if _has_header(source):
                continue
        if not any(cells):
            continue
        if len(cells) < columns.width:
            said = f"has {len(cells)} columns, and column {columns.width} is asked for"
            yield Problem(source.at(number), said)
        elif _UNDECODED.search("".join(cells)):
            yield Problem(source.at(number), "is not UTF-8; save the file as UTF-8")
        else:
            entity_id = tidy(cells[columns.id]) if columns.id >= 0 else ""
            more = bool(entity_id) and entity_id == before
            yield from _entity(cells, columns, source, number, counts, more=more)
            before = entity_id


def _entity(
    cells: Sequence[str], columns: _Columns, source: Source, number: int, counts: Counter[str], *, more: bool
) -> Iterator[Row]:
    """The entity of a row; ``more`` says that it is the one of the row before, of which it tells further names."""
    name = tidy(cells[columns.name]) if columns.name >= 0 else ""
    aliases: tuple[str, ...] = ()
    if columns.aliases:
        texts = (cells[at] for at in columns.aliases)
        some = (one for text in texts for one in text.split(source.split)) if source.split else texts
        aliases = distinct(some, without=name)
    if not name and aliases:
        if columns.name >= 0 and not more:
            yield LeftOut("name of a row (it is empty), a further name taken instead")
        name, aliases = aliases[0], aliases[1:]
    kind = "other"
    if columns.kind >= 0 and (label := cells[columns.kind]):
        kind = kind_called(label)
        if not kind:
            yield LeftOut(f"kind “{label}”, taken as other")
            kind = "other"
    if columns.id >= 0:
        entity_id = tidy(cells[columns.id])
    else:
        entity_id = proposed_id(name, ())
        counts[entity_id] += 1
        entity_id += f"-{counts[entity_id]}" if counts[entity_id] > 1 else ""
    entity = Entity(entity_id, name, kind, aliases)
    if columns.told:
        told = {field: tidy(cells[at]) for field, at in columns.told}
        description, country, cameo = (told.get(field, "") for field in ("description", "country", "cameo"))
        wikidata = told.get("wikidata", "").rpartition("/")[2]
        entity = Entity(entity_id, name, kind, aliases, description, wikidata, cameo, country)
    yield made(entity, source.where, number)


def _has_header(source: Source) -> bool:
    if source.header is not None:
        return source.header
    return not source.mapping or not all(column.isdecimal() for _, column in source.mapping)


def _columns(source: Source, first: Sequence[str]) -> _Columns:
    """Where the fields stand. Raises UsageError where a column that was named is not there."""
    named = {tidy(cell): at for at, cell in reversed(list(enumerate(first)))}
    mapping = source.mapping
    if not mapping:
        mapping = tuple((_USUAL[name.lower()], name) for name in named if name.lower() in _USUAL)
    places: list[tuple[str, int]] = []
    for field, column in mapping:
        if _has_header(source) and column in named:
            places.append((field, named[column]))
        elif column.isdecimal() and int(column) > 0:
            places.append((field, int(column) - 1))
        else:
            raise UsageError(f"{source.where}: there is no column “{column}”; there are: {', '.join(first)}")
    one = {field: at for field, at in places if field != "alias"}
    aliases = tuple(at for field, at in places if field == "alias")
    if "name" not in one and not aliases:
        raise UsageError(f"{source.where}: say which column holds the name, as in --map id=1,name=2,alias=3,kind=4")
    told = tuple((field, at) for field, at in one.items() if field not in ("id", "name", "kind"))
    place = one.get
    width = max(at for _, at in places) + 1
    return _Columns(place("id", -1), place("name", -1), aliases, place("kind", -1), told, width)


CSV = CatalogueFormat("csv", read_csv, columns=True)
TSV = CatalogueFormat("tsv", read_tsv, columns=True)
