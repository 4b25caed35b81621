"""The bytes of a DNA database (version 2 or 3) as values; what is broken is named with its table and row.

Version 2 keeps short texts with the statement and attributes in one table, counts time in milliseconds, and knows links
between statements; it is read into the tables of version 3.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar, get_type_hints

import msgspec

from workbench.core.errors import FileError, Problem, in_a_sentence
from workbench.interchange.dna_tables import (
    BOOLEAN,
    DATA_TABLES,
    INTEGER,
    LONG_TEXT,
    SETTLED_ATTRIBUTES,
    SHORT_TEXT,
    TABLES,
    AttributeRow,
    Base,
    CoderRow,
    DocumentRow,
    EntityRow,
    LinkRow,
    RegexRow,
    RelationRow,
    StatementRow,
    TypeRow,
    VariableRow,
)

MAGIC = b"SQLite format 3\x00"
_WAL = slice(18, 20)
"""Where the header says that a log stands beside the file."""
_MILLISECONDS = 1000

_Row = TypeVar("_Row")


_EMPTY: dict[object, object] = {int: 0, str: ""}
_LOOKS = TABLES["CODERS"].names.index("PopupWidth")
"""Where the columns of a coder begin that say how their window looks and what they may do."""


class _Said(NamedTuple):
    of: int
    variable: int
    value: str


class _Counted(NamedTuple):
    of: int
    variable: int
    value: int


class _OldCoder(NamedTuple):
    id: int
    name: str
    red: int
    green: int
    blue: int
    password: str


class _OldEntity(NamedTuple):
    id: int
    variable: int
    value: str
    red: int
    green: int
    blue: int
    type: str
    alias: str
    notes: str
    child_of: str


@dataclass(slots=True)
class Read:
    """A database that was read, and what it holds that ours cannot."""

    base: Base
    version: int
    dropped: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_database(data: bytes, where: str) -> Read:
    """The database in these bytes. Raises FileError where they are none, or none of DNA."""
    if not data.startswith(MAGIC):
        raise FileError(where, "is no SQLite database; a DNA 2 or 3 project saved as a file is one")
    connection = sqlite3.connect(":memory:")
    try:
        plain = bytearray(data)
        plain[_WAL] = b"\x01\x01"
        connection.deserialize(bytes(plain))
        connection.execute("PRAGMA trusted_schema = OFF")
        return _Reader(connection, where).read()
    except UnicodeDecodeError as error:
        raise FileError(
            where, f"holds a text that is not UTF-8: byte {error.start} of it; is the file whole?"
        ) from error
    except sqlite3.Error as error:
        raise FileError(where, f"cannot be read as a database: {error}") from error
    finally:
        connection.close()


class _Reader:
    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        rows = connection.execute("SELECT UPPER(name), name FROM sqlite_master WHERE type = 'table'")
        self._tables = {str(upper): str(name) for upper, name in rows}
        self._read: Read

    def read(self) -> Read:
        if "DOCUMENTS" not in self._tables or "STATEMENTS" not in self._tables:
            raise FileError(self._where, "is a database, but not one of DNA: it has no documents and statements")
        if "ENTITIES" not in self._tables and "ATTRIBUTES" not in self._tables:
            raise FileError(self._where, "is of a DNA before version 2; open it in DNA 2 and save it first")
        self._read = Read(Base(), 3 if "ENTITIES" in self._tables else 2)
        base = self._read.base
        base.settings = {str(one[0]): str(one[1]) for one in self._rows("SETTINGS", ("Property", "Value"))}
        base.coders = list(self._coders())
        base.types = list(self._typed("STATEMENTTYPES", "ID Label Red Green Blue", TypeRow))
        base.variables = self._variables()
        base.regexes = list(self._typed("REGEXES", "Label Red Green Blue", RegexRow))
        columns = "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments"
        base.relations = list(self._typed("CODERRELATIONS", columns, RelationRow))
        base.documents = list(self._documents())
        base.statements = self._statements()
        if self._read.version == 3:
            self._modern(base)
        else:
            self._older(base)
        return self._read

    # Rows

    def _rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[object]]:
        """The rows of a table with these columns; a table that is not there has none."""
        if table not in self._tables:
            return
        there = {str(row[1]).upper() for row in self._connection.execute(f'PRAGMA table_info("{self._tables[table]}")')}
        if missing := [column for column in columns if column.upper() not in there]:
            raise FileError(self._where, f"the table {table} has no column {missing[0]}")
        names = ", ".join(f'"{column}"' for column in columns)
        try:
            yield from self._connection.execute(f'SELECT {names} FROM "{self._tables[table]}" ORDER BY rowid')
        except sqlite3.OperationalError as error:
            raise FileError(self._where, f"the table {table} cannot be read: {error}") from error

    def _typed(self, table: str, columns: str, kind: type[_Row]) -> Iterator[_Row]:
        """The rows of a table as values; nothing counts as an empty cell. A row of other types is a problem, and left out."""
        names = columns.split()
        empty = [_EMPTY.get(hint) for hint in get_type_hints(kind).values()]
        for row in self._rows(table, names):
            cells = [none if cell is None else cell for cell, none in zip(row, empty, strict=False)]
            try:
                yield msgspec.convert(cells, kind)
            except msgspec.ValidationError as error:
                what, _, place = str(error).partition(" - at `$[")
                at = place.partition("]")[0]
                self._wrong(table, row[0], names[int(at)] if at.isdigit() else "", in_a_sentence(what))

    def _wrong(self, table: str, row: object, column: str, what: str) -> None:
        self._read.problems.append(Problem(self._where, what, f"{table} {row}", column))

    # Tables of both versions

    def _coders(self) -> Iterator[CoderRow]:
        if self._read.version == 3:
            looks = TABLES["CODERS"].names
            rest = {row[0]: row[1:] for row in self._rows("CODERS", ("ID", *looks[_LOOKS:]))}
            for coder in self._typed("CODERS", " ".join(looks[:_LOOKS]), CoderRow):
                numbers = tuple(int(cell) if isinstance(cell, int) else 1 for cell in rest[coder.id])
                yield coder._replace(rest=numbers)
        else:
            for old in self._typed("CODERS", "ID Name Red Green Blue Password", _OldCoder):
                yield CoderRow(old.id, old.name, old.red, old.green, old.blue, password=old.password)

    def _variables(self) -> list[VariableRow]:
        found = list(self._typed("VARIABLES", "ID Variable DataType StatementTypeId", VariableRow))
        for one in found:
            if one.data_type not in DATA_TABLES:
                self._wrong("VARIABLES", one.id, "DataType", f"“{one.data_type}” is none of {', '.join(DATA_TABLES)}")
        return [one for one in found if one.data_type in DATA_TABLES]

    def _documents(self) -> Iterator[DocumentRow]:
        columns = "ID Title Text Coder Author Source Section Notes Type Date"
        for found in self._typed("DOCUMENTS", columns, DocumentRow):
            yield found if self._read.version == 3 else found._replace(date=found.date // _MILLISECONDS)

    def _statements(self) -> list[StatementRow]:
        base = self._read.base
        columns = "ID StatementTypeId DocumentId Start Stop Coder"
        found = list(self._typed("STATEMENTS", columns, StatementRow))
        known = {"DocumentId": {one.id for one in base.documents}, "StatementTypeId": {one.id for one in base.types}}
        known["Coder"] = {one.id for one in base.coders}
        kept = []
        for one in found:
            places = {"DocumentId": one.document, "StatementTypeId": one.type, "Coder": one.coder}
            lost = [column for column, key in places.items() if key not in known[column]]
            for column in lost:
                self._wrong("STATEMENTS", one.id, column, f"there is no {places[column]}")
            if not lost:
                kept.append(one)
        return kept

    # Version 3

    def _modern(self, base: Base) -> None:
        base.entities = list(self._typed("ENTITIES", "ID VariableId Value Red Green Blue ChildOf", EntityRow))
        base.attributes = list(self._typed("ATTRIBUTEVARIABLES", "ID VariableId AttributeVariable", AttributeRow))
        base.links = list(self._typed("VARIABLELINKS", "ID SourceVariableId TargetVariableId", LinkRow))
        for one in self._typed("ATTRIBUTEVALUES", "EntityId AttributeVariableId AttributeValue", _Said):
            base.attribute_values[one.of, one.variable] = one.value
        known = {entity.id for entity in base.entities}
        self._plain_data(base)
        for number in self._typed(DATA_TABLES[SHORT_TEXT], "StatementId VariableId Entity", _Counted):
            if number.value in known:
                base.data[number.of, number.variable] = number.value
            else:
                self._wrong(
                    "DATASHORTTEXT", f"of statement {number.of}", "Entity", f"there is no entity {number.value}"
                )

    def _plain_data(self, base: Base) -> None:
        for kind in (BOOLEAN, INTEGER):
            for number in self._typed(DATA_TABLES[kind], "StatementId VariableId Value", _Counted):
                base.data[number.of, number.variable] = number.value
        for one in self._typed(DATA_TABLES[LONG_TEXT], "StatementId VariableId Value", _Said):
            base.data[one.of, one.variable] = one.value

    # Version 2

    def _older(self, base: Base) -> None:
        self._older_entities(base)
        self._plain_data(base)
        ids = {(one.variable, one.value): one.id for one in base.entities}
        number = max(ids.values(), default=0)
        for said in self._typed(DATA_TABLES[SHORT_TEXT], "StatementId VariableId Value", _Said):
            key = (said.variable, said.value)
            if key not in ids:
                number += 1
                ids[key] = number
                base.entities.append(EntityRow(number, said.variable, said.value))
            base.data[said.of, said.variable] = ids[key]
        links = sum(1 for _ in self._rows("STATEMENTLINKS", ("ID",)))
        if links:
            self._read.dropped.append(f"{links} links between statements, which DNA 3 has none of either")

    def _older_entities(self, base: Base) -> None:
        variables = [one.id for one in base.variables if one.data_type == SHORT_TEXT]
        number = 0
        keys: dict[tuple[int, str], int] = {}
        for variable in variables:
            for name in SETTLED_ATTRIBUTES:
                number += 1
                keys[variable, name] = number
                base.attributes.append(AttributeRow(number, variable, name))
        above: dict[int, str] = {}
        columns = "ID VariableId Value Red Green Blue Type Alias Notes ChildOf"
        for old in self._typed("ATTRIBUTES", columns, _OldEntity):
            base.entities.append(EntityRow(*old[:6]))
            for name, value in zip(SETTLED_ATTRIBUTES, old[6:9], strict=True):
                if value and (old.variable, name) in keys:
                    base.attribute_values[old.id, keys[old.variable, name]] = str(value)
            if old.child_of:
                above[old.id] = old.child_of
        by_value = {(one.variable, one.value): one.id for one in base.entities}
        for at, one in enumerate(base.entities):
            parent = by_value.get((one.variable, above.get(one.id, "")))
            if one.id in above and parent != one.id:
                if parent is None:
                    self._read.dropped.append(f"that “{one.value}” belongs to “{above[one.id]}”, which is not there")
                else:
                    base.entities[at] = one._replace(child_of=parent)
