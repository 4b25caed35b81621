"""DNA databases for tests: the public sample, one of version 2 made of it, and what stands in the tables of any."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from workbench.core.codebook import Codebook, Issue, Layer
from workbench.core.entity import Catalogue, Entity
from workbench.interchange.dna import EXCHANGE, read
from workbench.interchange.exchange import Brought, Document, File, Loss, Options, Source, Surroundings
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

SAMPLE = Path(__file__).parents[3] / "shared" / "fixtures" / "dna" / "sample.dna"
CODEBOOK = read_codebook(default_codebook(), "codebook.toml")

OLDER = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
  Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE CODERPERMISSIONS(ID INTEGER PRIMARY KEY, Coder INTEGER, Type TEXT, Permission INTEGER);
CREATE TABLE CODERRELATIONS(ID INTEGER PRIMARY KEY, Coder INTEGER, OtherCoder INTEGER, viewStatements INTEGER,
  editStatements INTEGER, viewDocuments INTEGER, editDocuments INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
  Stop INTEGER, Coder INTEGER);
CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY, SourceId INTEGER, TargetId INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
  Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
"""
"""The tables of DNA 2, as its program makes them."""


def sample() -> bytes:
    """DNA's own sample; skips where the fixtures are absent."""
    if not SAMPLE.exists():
        pytest.skip("../shared/fixtures/dna is not here")
    return SAMPLE.read_bytes()


def opened(data: bytes) -> sqlite3.Connection:
    """The database in these bytes."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return connection


def changed(data: bytes, *statements: str) -> bytes:
    """The database after these statements, with nothing enforced."""
    connection = opened(data)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for one in statements:
        connection.execute(one)
    connection.commit()
    return connection.serialize()


def older(data: bytes) -> bytes:
    """A database of version 3 as one of version 2: times in milliseconds, short texts with their statements."""
    new, old = opened(data), sqlite3.connect(":memory:")
    old.executescript(OLDER)

    def copy(table: str, query: str) -> None:
        rows = new.execute(query).fetchall()
        if rows:
            old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    old.execute("INSERT INTO SETTINGS VALUES ('version', '2.0 beta 24')")
    copy("CODERS", "SELECT ID, Name, Red, Green, Blue, 'plain' FROM CODERS")
    columns = "Title, Text, Coder, Author, Source, Section, NULLIF(Notes, ''), Type"
    copy("DOCUMENTS", f"SELECT ID, {columns}, Date * 1000 FROM DOCUMENTS")
    for table in ("STATEMENTTYPES", "VARIABLES", "REGEXES", "CODERRELATIONS", "STATEMENTS"):
        copy(table, f"SELECT * FROM {table}")
    for table in ("DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT"):
        copy(table, f"SELECT ID, StatementId, VariableId, NULL, Value FROM {table}")
    copy(
        "DATASHORTTEXT",
        "SELECT D.ID, StatementId, D.VariableId, NULL, E.Value FROM DATASHORTTEXT D JOIN ENTITIES E ON E.ID = Entity",
    )
    attribute = (
        "(SELECT AttributeValue FROM ATTRIBUTEVALUES V JOIN ATTRIBUTEVARIABLES A ON A.ID = AttributeVariableId "
        "WHERE EntityId = E.ID AND AttributeVariable = '{}')"
    )
    columns = ", ".join(attribute.format(name) for name in ("Type", "Alias", "Notes"))
    copy(
        "ATTRIBUTES",
        f"SELECT E.ID, VariableId, Value, Red, Green, Blue, {columns}, NULL FROM ENTITIES E WHERE Value != ''",
    )
    old.commit()
    return old.serialize()


def brought(data: bytes, codebook: Codebook = CODEBOOK, catalogue: Catalogue | None = None) -> list[Brought]:
    """What an import yields."""
    source = Source("project.dna", {"project.dna": lambda: data})
    return list(read(source, Surroundings(codebook, catalogue or Catalogue())))


def documents(found: Iterable[Brought]) -> list[Document]:
    """The documents among it."""
    return [one for one in found if isinstance(one, Document)]


def around(found: Iterable[Brought], codebook: Codebook = CODEBOOK, **settings: str) -> Surroundings:
    """The project after an import: its codebook and catalogue with what came."""
    found = list(found)
    layers = {layer.name: layer for layer in codebook.layers} | {
        one.name: one for one in found if isinstance(one, Layer)
    }
    issues = (*codebook.issues, *(one for one in found if isinstance(one, Issue)))
    entities = Catalogue.of(one for one in found if isinstance(one, Entity))
    return Surroundings(Codebook(1, "", tuple(layers.values()), issues), entities, Options(settings=settings))


def written(given: Iterable[Document], surroundings: Surroundings) -> tuple[bytes, list[Loss]]:
    """The one file of an export, and what it loses."""
    assert EXCHANGE.write is not None
    found = list(EXCHANGE.write(given, surroundings))
    files = [one for one in found if isinstance(one, File)]
    assert [one.name for one in files] == ["project.dna"]
    return files[0].data, [one for one in found if isinstance(one, Loss)]


def tables(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Every table with its rows."""
    connection = opened(data)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
