"""Our own lines: ``{"id", "name", "kind", "aliases", "description", "wikidata", "cameo", "country", "merged_into",
"affiliations": [{"entity", "role", "from", "to"}]}``. Only ``id`` and ``name`` are required; an id may be a number.

What else an object holds is counted and left behind.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import Problem
from workbench.linking.catalogues.kinds import kind_called
from workbench.linking.catalogues.rows import CatalogueFormat, LeftOut, Row, Source, decoded, distinct, made, tidy

_KNOWN = frozenset(
    "id name kind aliases description wikidata cameo country merged_into affiliations proposed_by".split()
)


class _Affiliation(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    entity: str
    role: str | None = ""
    start: str | None = ""
    end: str | None = ""


class _Line(msgspec.Struct, frozen=True):
    id: str | int
    name: str
    kind: str | None = ""
    aliases: list[str] | None = None
    description: str | None = ""
    wikidata: str | None = ""
    cameo: str | None = ""
    country: str | None = ""
    merged_into: str | None = ""
    affiliations: list[_Affiliation] | None = None


def read(source: Source) -> Iterator[Row]:
    """The entity of every line; empty lines are passed over."""
    for number, line in source.numbered():
        if not line.strip():
            continue
        where = source.at(number)
        row = decoded(line, _Line, where)
        if isinstance(row, Problem):
            yield row
            continue
        fields = decoded(line, dict[str, msgspec.Raw], where)
        if isinstance(fields, Problem):
            yield fields
            continue
        for key in fields.keys() - _KNOWN:
            yield LeftOut(f"field “{key}”")
        kind = kind_called(row.kind or "")
        if row.kind and not kind:
            yield LeftOut(f"kind “{row.kind}”, taken as other")
        yield made(_entity(row, kind or "other"), where)


def _entity(row: _Line, kind: str) -> Entity:
    name = tidy(row.name)
    return Entity(
        tidy(str(row.id)),
        name,
        kind,
        distinct(row.aliases or (), without=name),
        row.description or "",
        row.wikidata or "",
        row.cameo or "",
        row.country or "",
        row.merged_into or "",
        tuple(Affiliation(o.entity, o.role or "", o.start or "", o.end or "") for o in row.affiliations or ()),
    )


JSONL = CatalogueFormat("jsonl", read)
