"""Projects of Discourse Network Analyzer: SQLite files of version 2 (read) and 3 (read and written)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.core.errors import FileError, Problem
from workbench.interchange.dna_bringing import Bringing
from workbench.interchange.dna_giving import Giving, Wish, split_documents
from workbench.interchange.dna_reading import read_database
from workbench.interchange.dna_writing import database_bytes
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, File, Given, Source, Surroundings

PASSWORD = "workbench"
"""What new coders get where the call names none; it protects nothing."""
SETTINGS = {"password": (), "agreement": ("boolean", "integer")}
"""The password of every coder (without it coders keep theirs, and new ones get the one above); stances as for and against, or
graded −1, 0, 1."""


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """Every database of the source. Problems name the table and the row."""
    taken: set[str] = set()
    for name, opened in source.files.items():
        if not name.lower().endswith(".dna"):
            continue
        if f"{name}-wal" in source.files and source.files[f"{name}-wal"]():
            yield Problem(name, "has changes that lie beside it (-wal); open and close the project in DNA first")
            continue
        data = opened()
        try:
            found = read_database(data, name)
        except FileError as error:
            yield error.problem
            continue
        yield from Bringing(found, data, name, around, taken).brought()


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """One database, or one for each part of a split."""
    wish = _wish(around)
    for part, some in split_documents(list(documents), around.options.split):
        giving = Giving(some, around, wish)
        base = giving.base()
        yield from giving.losses
        yield File(f"{part or 'project'}.dna", database_bytes(base))


def _wish(around: Surroundings) -> Wish:
    settings = around.options.settings
    password = settings.get("password", "")
    return Wish(password or PASSWORD, bool(password), settings.get("agreement") == "integer")


EXCHANGE = ExchangeFormat(
    "dna",
    "Discourse Network Analyzer",
    (".dna",),
    read,
    write,
    settings=SETTINGS,
    keeps="statements as stances (person, organization, concept, agreement); claims and other layers as types of their own; "
    "coders, colours, patterns and attributes; ids and what DNA has no place for in the notes of documents and entities",
    loses={
        "characters": "characters beyond U+FFFF stand as □ in DNA's copy of a text",
        "line-ends": "carriage returns are left out of DNA's copy of a text",
        "fragments": "DNA shows the first fragment of a discontinuous record",
        "place": "a record without any place in the text is no statement",
        "polarity": "neutral, mixed and unclear are 0 in a type “Stance” of their own",
        "mentions": "DNA sees the name of a holder, not the mention",
        "organization": "an organization that speaks for another",
        "target": "a stance on a claim has the claim's issue as its concept",
        "many": "DNA sees the first of several values",
        "notes": "notes, flags, origins and decisions are not seen in DNA",
        "long": "DNA's short texts end after 190 characters",
        "date": "a document without a date is of 1970 in DNA",
        "metadata": "url and language are not seen in DNA",
        "entities": "affiliations, Wikidata, CAMEO and country of an entity stay in the catalogue",
        "refused": "what a coder turned down, and groups that a reviewer rejected",
        "dna-2": "links between statements, which only DNA 2 has",
    },
)
