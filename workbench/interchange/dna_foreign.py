"""What a DNA database holds and a project has no place for, as the lines that lie beside each article.

Every line is one row with the database that it came from. The first article carries what belongs to the database as a
whole: settings, coders with their passwords, types, variables, coloured patterns, entities with colours and attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from workbench.core.errors import UsageError
from workbench.interchange.dna_tables import (
    AttributeRow,
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


class KeptTables(msgspec.Struct, tag="tables", frozen=True):
    """The small tables of a database."""

    base: str
    """A digest of the database."""
    settings: dict[str, str]
    coders: list[CoderRow]
    types: list[TypeRow]
    variables: list[VariableRow]
    attributes: list[AttributeRow]
    links: list[LinkRow]
    regexes: list[RegexRow]
    relations: list[RelationRow]


class KeptEntity(msgspec.Struct, tag="entity", frozen=True):
    """A value of a variable, its attributes, and what it is here (``entity:ID``, ``issue:ID`` or nothing)."""

    base: str
    row: EntityRow
    attributes: dict[str, str]
    node: str


class KeptDocument(msgspec.Struct, tag="document", frozen=True):
    """A document without its text, and the digest of the metadata that it became."""

    base: str
    row: DocumentRow
    digest: str


class KeptStatement(msgspec.Struct, tag="statement", frozen=True):
    """A statement, the record that it became, and the digest of that record."""

    base: str
    row: StatementRow
    annotator: str
    record: str
    digest: str
    values: dict[str, int | str]


Line = KeptTables | KeptEntity | KeptDocument | KeptStatement

_DECODER: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)


def lines_of(values: Iterable[Line]) -> tuple[str, ...]:
    """The lines of JSON."""
    return tuple(msgspec.json.encode(value).decode("utf-8") for value in values)


def read_lines(lines: Sequence[str], article: str) -> list[Line]:
    """The values of an article's lines. Raises UsageError for one that cannot be read."""
    found: list[Line] = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(_DECODER.decode(line))
        except msgspec.DecodeError as error:
            what = f"foreign/dna/{article}.jsonl: line {number} cannot be read ({error}); remove the file to go on without it"
            raise UsageError(what) from error
    return found
