"""A DNA database as the bytes of its SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from workbench.core.errors import StorageError
from workbench.interchange.dna_tables import DATA_TABLES, SHORT_TEXT, TABLES, Base, Cell, CoderRow, EntityRow


def database_bytes(base: Base) -> bytes:
    """The file. Every rule of the tables is checked by SQLite on the way, foreign keys too.

    Raises StorageError where a row breaks one; that is a fault of the program, not of the person.
    """
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        for name, table in TABLES.items():
            connection.execute(f"CREATE TABLE {name}({', '.join((*table.columns, *table.rules))})")
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(name, base))
        connection.commit()
        return connection.serialize()
    except sqlite3.Error as error:
        raise StorageError(f"the DNA database cannot be made: {error}") from error
    finally:
        connection.close()


def _rows(name: str, base: Base) -> Iterable[tuple[Cell, ...]]:
    """The rows of one table."""
    if name in DATA_TABLES.values():
        return _data(name, base)
    tables: dict[str, Iterable[tuple[Cell, ...]]] = {
        "SETTINGS": base.settings.items(),
        "CODERS": (_coder(coder) for coder in sorted(base.coders)),
        "DOCUMENTS": sorted(base.documents),
        "STATEMENTTYPES": sorted(base.types),
        "VARIABLES": sorted(base.variables),
        "VARIABLELINKS": sorted(base.links),
        "REGEXES": base.regexes,
        "CODERRELATIONS": sorted(base.relations),
        "STATEMENTS": sorted(base.statements),
        "ENTITIES": _parents_first(base.entities),
        "ATTRIBUTEVARIABLES": sorted(base.attributes),
        "ATTRIBUTEVALUES": _attribute_values(base),
    }
    return tables[name]


def _coder(one: CoderRow) -> tuple[Cell, ...]:
    head = (one.id, one.name, one.red, one.green, one.blue, one.refresh, one.font_size, one.password)
    return (*head, *one.rest)


def _parents_first(entities: list[EntityRow]) -> Iterator[EntityRow]:
    table = {one.id: one for one in entities}
    done: set[int] = set()
    for entity in sorted(entities, key=lambda one: one.id):
        line = []
        at: EntityRow | None = entity
        while at is not None and at.id not in done:
            done.add(at.id)
            line.append(at)
            at = table.get(at.child_of) if at.child_of else None
        yield from reversed(line)


def _attribute_values(base: Base) -> Iterator[tuple[Cell, ...]]:
    """Every entity with every attribute of its variable, whether it says something or not."""
    by_variable: dict[int, list[int]] = {}
    for attribute in sorted(base.attributes):
        by_variable.setdefault(attribute.variable, []).append(attribute.id)
    number = 0
    for entity in sorted(base.entities, key=lambda one: one.id):
        for key in by_variable.get(entity.variable, ()):
            number += 1
            yield number, entity.id, key, base.attribute_values.get((entity.id, key), "")


def _data(name: str, base: Base) -> Iterator[tuple[Cell, ...]]:
    """One row for every variable of a statement's type, empty or not."""
    empty = {one.variable: one.id for one in base.entities if one.value == ""}
    variables: dict[int, list[tuple[int, Cell]]] = {}
    for variable in sorted(base.variables):
        if DATA_TABLES[variable.data_type] == name:
            default: Cell = empty.get(variable.id) if variable.data_type == SHORT_TEXT else _NOTHING[variable.data_type]
            variables.setdefault(variable.type, []).append((variable.id, default))
    number = 0
    for statement in sorted(base.statements):
        for key, default in variables.get(statement.type, ()):
            number += 1
            yield number, statement.id, key, base.data.get((statement.id, key), default)


_NOTHING: dict[str, Cell] = {"boolean": 0, "integer": 0, "long text": ""}
