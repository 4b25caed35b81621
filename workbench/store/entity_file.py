"""Hand-kept catalogues, ``entities/*.toml``, and the proposals of annotators, as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.core.entity import KINDS, Affiliation, Entity, too_long
from workbench.core.errors import FileError
from workbench.store.strict import FORMAT, check_format, convert, parse_toml, read_bytes


class _Affiliation(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"start": "from", "end": "to"}):
    entity: str
    role: str = ""
    start: str = ""
    end: str = ""


class _Entity(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    name: str
    kind: str = "other"
    aliases: list[str] = []
    description: str = ""
    wikidata: str = ""
    cameo: str = ""
    country: str = ""
    merged_into: str = ""
    reason: str = ""
    note: str = ""
    affiliation: list[_Affiliation] = []


class _Alias(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    entity: str
    name: str
    refused: bool = False
    reason: str = ""
    note: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    entity: list[_Entity] = []
    alias: list[_Alias] = []
    format: int = FORMAT
    title: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class EntityFile:
    """What one file holds: entities, and further names for entities that may stand in other files."""

    entities: tuple[Entity, ...]
    aliases: tuple[tuple[str, str], ...] = ()
    """(entity id, name) pairs: the ``[[alias]]`` tables, by which an annotator proposes a name."""
    refused: tuple[tuple[str, str, str], ...] = ()
    """(entity id, name, why): those of them that a reviewer refused; they are names of nobody."""


def parse_entities(data: bytes, shown_as: str, *, proposed_by: str = "") -> EntityFile:
    """The entities in ``data``. Raises FileError."""
    tables = parse_toml(data, shown_as)
    if "format" in tables:
        check_format(tables, shown_as)
    file = convert(tables, _File, shown_as)
    entities: list[Entity] = []
    seen: set[str] = set()
    for row in file.entity:
        label = f"entity {row.id}"
        if not row.id.strip() or not row.name.strip():
            raise FileError(shown_as, "an entity needs an id and a name", record=label, key="id")
        if wrong := too_long(row.id, (row.name, *row.aliases)):
            raise FileError(shown_as, f"has {wrong}", record=f"entity {row.id[:40]}", key="name")
        if row.id in seen:
            raise FileError(shown_as, "stands twice", record=label, key="id")
        if row.kind not in KINDS:
            raise FileError(shown_as, f"“{row.kind}” is none of {', '.join(KINDS)}", record=label, key="kind")
        seen.add(row.id)
        entities.append(_entity(row, proposed_by))
    refused = tuple(
        (row.entity, row.name, " · ".join(why for why in (row.reason, row.note) if why))
        for row in file.alias
        if row.refused
    )
    aliases = tuple((row.entity, row.name) for row in file.alias if not row.refused)
    return EntityFile(tuple(entities), aliases, refused)


def read_entities(path: Path, shown_as: str, *, proposed_by: str = "") -> EntityFile:
    """The entities of a file. Raises FileError."""
    return parse_entities(read_bytes(path, shown_as), shown_as, proposed_by=proposed_by)


def _entity(row: _Entity, proposed_by: str) -> Entity:
    affiliations = tuple(Affiliation(one.entity, one.role, one.start, one.end) for one in row.affiliation)
    return Entity(
        row.id,
        row.name,
        row.kind,
        tuple(row.aliases),
        row.description,
        row.wikidata,
        row.cameo,
        row.country,
        row.merged_into,
        affiliations,
        proposed_by,
        row.reason,
        row.note,
    )
