"""The tables of a DNA database (Discourse Network Analyzer 3): their columns and rules, and their rows as values.

The tables are those of DNA 3.0 and 3.1 (its ``sql/Sql.java``). Short texts have fewer than 191 characters; foreign keys
cascade. A row's fields stand in the order of the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

VERSION = "3.0.7"
"""Opened by every DNA 3: newer ones take any version that begins with 3, older ones ask for 3.0."""
DATE = "2022-06-10"
"""The day of that version."""

SHORT = 190
"""The most characters of a name, title, author or short text."""

BOOLEAN, INTEGER, LONG_TEXT, SHORT_TEXT = "boolean", "integer", "long text", "short text"
DATA_TABLES = {BOOLEAN: "DATABOOLEAN", INTEGER: "DATAINTEGER", LONG_TEXT: "DATALONGTEXT", SHORT_TEXT: "DATASHORTTEXT"}

SETTLED_ATTRIBUTES = ("Type", "Alias", "Notes")
"""The attributes that DNA gives to persons, organizations and concepts."""

PERMISSIONS = (
    "AddDocuments EditDocuments DeleteDocuments ImportDocuments AddStatements EditStatements DeleteStatements "
    "EditAttributes EditRegex EditStatementTypes EditCoders EditCoderRelations ViewOthersDocuments "
    "EditOthersDocuments ViewOthersStatements EditOthersStatements"
).split()

Cell = int | str | None


class CoderRow(NamedTuple):
    """A person who codes; ``rest`` is how their window looks and what they may do."""

    id: int
    name: str
    red: int
    green: int
    blue: int
    refresh: int = 0
    font_size: int = 14
    password: str = ""
    rest: tuple[int, ...] = (300, 0, 0, 1, *(1 for _ in PERMISSIONS))


class DocumentRow(NamedTuple):
    """A document; the date counts seconds of 1970 UTC."""

    id: int
    title: str
    text: str
    coder: int
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""
    date: int = 0


class TypeRow(NamedTuple):
    """A statement type."""

    id: int
    label: str
    red: int = 0
    green: int = 0
    blue: int = 0


class VariableRow(NamedTuple):
    """A variable of a statement type."""

    id: int
    name: str
    data_type: str
    type: int


class LinkRow(NamedTuple):
    """A link between two variables."""

    id: int
    source: int
    target: int


class RegexRow(NamedTuple):
    """A pattern that DNA colours in texts."""

    label: str
    red: int
    green: int
    blue: int


class RelationRow(NamedTuple):
    """What one coder may do with another's work."""

    id: int
    coder: int
    other: int
    view_statements: int = 1
    edit_statements: int = 1
    view_documents: int = 1
    edit_documents: int = 1


class StatementRow(NamedTuple):
    """A statement: a stretch of a document's text in UTF-16 units, with a type."""

    id: int
    type: int
    document: int
    start: int
    stop: int
    coder: int


class EntityRow(NamedTuple):
    """A value of a short text variable."""

    id: int
    variable: int
    value: str
    red: int = 0
    green: int = 0
    blue: int = 0
    child_of: int | None = None


class AttributeRow(NamedTuple):
    """An attribute that the values of a variable have."""

    id: int
    variable: int
    name: str


@dataclass(slots=True)
class Base:
    """A whole database; ``data`` and ``attribute_values`` stand for the tables that only join others."""

    settings: dict[str, str] = field(default_factory=dict)
    coders: list[CoderRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    types: list[TypeRow] = field(default_factory=list)
    variables: list[VariableRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
    regexes: list[RegexRow] = field(default_factory=list)
    relations: list[RelationRow] = field(default_factory=list)
    statements: list[StatementRow] = field(default_factory=list)
    entities: list[EntityRow] = field(default_factory=list)
    attributes: list[AttributeRow] = field(default_factory=list)
    attribute_values: dict[tuple[int, int], str] = field(default_factory=dict)
    """(entity, attribute) → value; what is missing is empty."""
    data: dict[tuple[int, int], int | str] = field(default_factory=dict)
    """(statement, variable) → value; of short texts the entity's id."""

    def variables_of(self, type_id: int) -> list[VariableRow]:
        """The variables of a statement type, in order."""
        return [one for one in self.variables if one.type == type_id]

    def entity_values(self) -> dict[int, str]:
        """Entity → value."""
        return {one.id: one.value for one in self.entities}

    def attributes_of(self, entity: EntityRow) -> dict[str, str]:
        """The attributes of an entity that say something."""
        names = {one.id: one.name for one in self.attributes if one.variable == entity.variable}
        return {
            name: value for key, name in names.items() if (value := self.attribute_values.get((entity.id, key), ""))
        }


class Table(NamedTuple):
    """A table as SQL: columns with their rules, then the rules of the whole."""

    columns: Sequence[str]
    rules: Sequence[str] = ()

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.split()[0] for column in self.columns]


def _key(name: str, table: str) -> str:
    return f"FOREIGN KEY ({name}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _short(name: str, default: str = "") -> str:
    return f"{name} TEXT NOT NULL {default} CHECK (LENGTH({name}) < 191)".replace("  ", " ")


def _between(name: str, low: int, high: int, default: int | None, null: str = " NOT NULL") -> str:
    given = "" if default is None else f" DEFAULT {default}"
    return f"{name} INTEGER{null}{given} CHECK ({name} BETWEEN {low} AND {high})"


def _colour(null: str = " NOT NULL") -> Iterator[str]:
    yield from (_between(name, 0, 255, 0, null) for name in ("Red", "Green", "Blue"))


_ID = "ID INTEGER PRIMARY KEY NOT NULL"
_OPTIONAL = "DEFAULT ''"


def _data(value: str, *rules: str) -> Table:
    return Table(
        (_ID, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value),
        (
            _key("StatementId", "STATEMENTS"),
            _key("VariableId", "VARIABLES"),
            *rules,
            "UNIQUE (StatementId, VariableId)",
        ),
    )


TABLES: Mapping[str, Table] = {
    "SETTINGS": Table(("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL")),
    "CODERS": Table(
        (
            _ID,
            _short("Name"),
            *_colour(),
            _between("Refresh", 0, 9999, 0),
            _between("FontSize", 1, 99, 14),
            _short("Password"),
            _between("PopupWidth", 100, 9999, 300, ""),
            *(_between(name, 0, 1, 0) for name in ("ColorByCoder", "PopupDecoration")),
            _between("PopupAutoComplete", 0, 1, 1),
            *(_between(f"Permission{name}", 0, 1, 1) for name in PERMISSIONS),
        )
    ),
    "DOCUMENTS": Table(
        (
            _ID,
            _short("Title"),
            "Text TEXT NOT NULL",
            "Coder INTEGER",
            *(_short(name, _OPTIONAL) for name in ("Author", "Source", "Section")),
            f"Notes TEXT NOT NULL {_OPTIONAL}",
            _short("Type", _OPTIONAL),
            "Date INTEGER NOT NULL",
        ),
        (_key("Coder", "CODERS"),),
    ),
    "STATEMENTTYPES": Table((_ID, _short("Label"), *_colour())),
    "VARIABLES": Table(
        (
            _ID,
            _short("Variable"),
            "DataType TEXT NOT NULL DEFAULT 'short text' "
            "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
            "StatementTypeId INTEGER",
        ),
        (_key("StatementTypeId", "STATEMENTTYPES"), "UNIQUE (Variable, StatementTypeId)"),
    ),
    "VARIABLELINKS": Table(
        (_ID, "SourceVariableId INTEGER", "TargetVariableId INTEGER"),
        (
            "CHECK (TargetVariableId != SourceVariableId)",
            _key("SourceVariableId", "VARIABLES"),
            _key("TargetVariableId", "VARIABLES"),
        ),
    ),
    "REGEXES": Table(("Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", *_colour())),
    "CODERRELATIONS": Table(
        (
            _ID,
            "Coder INTEGER CHECK (Coder > 0)",
            "OtherCoder INTEGER CHECK (OtherCoder > 0)",
            *(
                _between(name, 0, 1, 1)
                for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
            ),
        ),
        ("CHECK (Coder != OtherCoder)", _key("Coder", "CODERS"), _key("OtherCoder", "CODERS")),
    ),
    "STATEMENTS": Table(
        (
            _ID,
            "StatementTypeId INTEGER",
            "DocumentId INTEGER",
            "Start INTEGER NOT NULL CHECK (Start >= 0)",
            "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
            "Coder INTEGER",
        ),
        (
            "CHECK (Start < Stop)",
            _key("StatementTypeId", "STATEMENTTYPES"),
            _key("Coder", "CODERS"),
            _key("DocumentId", "DOCUMENTS"),
        ),
    ),
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": Table(
        (
            _ID,
            "VariableId INTEGER NOT NULL",
            _short("Value", _OPTIONAL),
            *(column.replace(" DEFAULT 0", "") for column in _colour("")),
            "ChildOf INTEGER CHECK (ChildOf > 0)",
        ),
        ("UNIQUE (VariableId, Value)", _key("ChildOf", "ENTITIES"), _key("VariableId", "VARIABLES")),
    ),
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL", _key("Entity", "ENTITIES")),
    "DATALONGTEXT": _data(f"Value TEXT {_OPTIONAL}"),
    "ATTRIBUTEVARIABLES": Table(
        (_ID, "VariableId INTEGER NOT NULL", _short("AttributeVariable")),
        ("UNIQUE (VariableId, AttributeVariable)", _key("VariableId", "VARIABLES")),
    ),
    "ATTRIBUTEVALUES": Table(
        (
            _ID,
            "EntityId INTEGER NOT NULL",
            "AttributeVariableId INTEGER NOT NULL",
            _short("AttributeValue", _OPTIONAL),
        ),
        (
            "UNIQUE (EntityId, AttributeVariableId)",
            _key("EntityId", "ENTITIES"),
            _key("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        ),
    ),
}
"""The tables in the order in which they can be made and filled; a child of an entity is filled after its parent."""
