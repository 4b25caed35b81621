"""Edits of catalogues and proposals.

They go through tomlkit, so that comments and spelling of everything else stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from workbench.core.entity import Entity
from workbench.core.errors import FileError
from workbench.store.atomic import write_atomic
from workbench.store.entity_file import parse_entities
from workbench.store.strict import FORMAT, read_bytes
from workbench.store.toml_text import table_text

_OPTIONAL = ("description", "wikidata", "cameo", "country", "merged_into", "reason", "note")


def add_entity(path: Path, entity: Entity) -> None:
    """Append an entity to a file, which is made if it is not there. Raises FileError, StorageError."""
    document = _document(path)
    table = tomlkit.table()
    table["id"] = entity.id
    table["name"] = entity.name
    table["kind"] = entity.kind
    if entity.aliases:
        table["aliases"] = list(entity.aliases)
    for key in _OPTIONAL:
        if value := getattr(entity, key):
            table[key] = value
    for affiliation in entity.affiliations:
        named = {
            "entity": affiliation.entity,
            "role": affiliation.role,
            "from": affiliation.start,
            "to": affiliation.end,
        }
        row = tomlkit.table()
        row.update({key: value for key, value in named.items() if value})
        table.setdefault("affiliation", tomlkit.aot()).append(row)
    _append(path, document, "entity", table)


def add_alias(path: Path, entity_id: str, name: str, reason: str = "", note: str = "") -> None:
    """Append a further name of an entity to a file, as an ``[[alias]]``, with a reviewer's reason code and note.

    Raises FileError, StorageError.
    """
    document = _document(path)
    table = tomlkit.table()
    table["entity"] = entity_id
    table["name"] = name
    table.update({key: value for key, value in (("reason", reason), ("note", note)) if value})
    _append(path, document, "alias", table)


def _append(path: Path, document: tomlkit.TOMLDocument, name: str, table: Table) -> None:
    """Append a table and write the file, if what comes of it can be read again (a list in one line takes no table)."""
    rows = document.setdefault(name, tomlkit.aot())
    if not isinstance(rows, AoT):
        raise FileError(str(path), f"is not an array of tables; spell it [[{name}]]", key=name)
    table.trivia.indent = "\n"  # a blank line before it
    rows.append(table)
    data = tomlkit.dumps(document).encode("utf-8")
    parse_entities(data, str(path))
    write_atomic(path, data)


def _document(path: Path) -> tomlkit.TOMLDocument:
    if not path.exists():
        return tomlkit.parse(f"format = {FORMAT}\n")
    try:
        return tomlkit.parse(read_bytes(path, str(path)).decode("utf-8"))
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise FileError(str(path), f"is not TOML: {error}") from error


def with_entities(data: bytes, entities: Sequence[Entity], shown_as: str) -> bytes:
    """A file of entities (empty bytes for a new one) with more at its end. Raises FileError."""
    text = data.decode("utf-8") if data else f"format = {FORMAT}\n"
    blocks = [text if text.endswith("\n") else f"{text}\n"]
    for entity in entities:
        table = {key: getattr(entity, key) for key in ("id", "name", "kind")}
        table |= {"aliases": list(entity.aliases)} if entity.aliases else {}
        table |= {key: value for key in _OPTIONAL if (value := getattr(entity, key))}
        blocks.append(table_text("entity", table))
        for one in entity.affiliations:
            named = {"entity": one.entity, "role": one.role, "from": one.start, "to": one.end}
            blocks.append(table_text("entity.affiliation", {key: value for key, value in named.items() if value}))
    made = "".join(blocks).encode("utf-8")
    parse_entities(made, shown_as)
    return made
