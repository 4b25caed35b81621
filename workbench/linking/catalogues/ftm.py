"""FollowTheMoney JSON lines, as OpenSanctions and Aleph publish them: ``{"id", "schema", "caption", "properties": {…}}``.

Things with a name become entities. Of the edges between them Membership, Directorship, Employment, Occupancy and
Ownership become affiliations with their role and dates; everything else is counted and left out. Schemata, properties and
the ends of edges are those of the model that the project FollowTheMoney publishes (its version 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import Problem
from workbench.linking.catalogues.rows import (
    CatalogueFormat,
    Further,
    LeftOut,
    Row,
    Source,
    decoded,
    distinct,
    made,
    tidy,
)

_KINDS = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "LegalEntity": "other",
    "PublicBody": "organization",
    "Territory": "place",
    "Country": "state",
    "Position": "other",
}
"""Schemata that are entities, with their kind; a LegalEntity may be a person or a company. Any other thing is left out."""
_EDGES = {
    "Membership": ("member", "organization", "member"),
    "Directorship": ("director", "organization", "director"),
    "Employment": ("employee", "employer", "employee"),
    "Occupancy": ("holder", "post", "holds the post"),
    "Ownership": ("owner", "asset", "owner"),
}
"""Schema of an edge → the property with who, the one with where, the role where none is given."""
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_TOLD = ("position", "topics", "notes", "summary", "description")
_COUNTRY = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship")
_START, _END = ("startDate", "periodStart"), ("endDate", "periodEnd")
"""Properties in the order in which the first that is given counts."""


class _Line(msgspec.Struct, frozen=True):
    id: str
    schema: str
    caption: str = ""
    properties: dict[str, list[str | dict[str, object]]] = {}


def read(source: Source) -> Iterator[Row]:
    """The entities, and the affiliations that edges tell of, in the order of the lines."""
    for number, line in source.numbered():
        if not line.strip():
            continue
        where = source.at(number)
        row = decoded(line, _Line, where)
        if isinstance(row, Problem):
            yield row
        elif row.schema in _EDGES:
            yield from _edge(row, where)
        elif row.schema in _KINDS:
            yield _thing(row, where)
            for key, values in row.properties.items():
                if any(isinstance(one, dict) for one in values):
                    yield LeftOut(f"what is nested in {key} (entities.ftm.json has it line by line)")
        else:
            yield LeftOut(f"schema {row.schema}")


def _strings(properties: Mapping[str, Sequence[str | Mapping[str, object]]], key: str) -> list[str]:
    """The values of a property; of an entity that is nested in one, its id."""
    values = [one if isinstance(one, str) else one.get("id") for one in properties.get(key, ())]
    return [one for one in values if isinstance(one, str)]


def _first(properties: Mapping[str, Sequence[str | Mapping[str, object]]], keys: Sequence[str]) -> str:
    return next((value for key in keys for value in _strings(properties, key)), "")


def _thing(row: _Line, where: str) -> Entity | Problem:
    names = [name for key in _NAMES for name in _strings(row.properties, key)]
    name = tidy(row.caption) or next(iter(distinct(names)), "")
    first = [tidy(value) for key in _TOLD for value in _strings(row.properties, key)[:1]]
    kind = _KINDS[row.schema]
    if row.schema == "Territory" and "country" in _strings(row.properties, "level"):
        kind = "state"
    return made(
        Entity(
            tidy(row.id),
            name,
            kind,
            distinct(names, without=name),
            next((text for text in first if text), "")[:300],
            next(iter(_strings(row.properties, "wikidataId")), row.id if _is_item(row.id) else ""),
            "",
            _first(row.properties, _COUNTRY).upper(),
        ),
        where,
    )


def _is_item(entity_id: str) -> bool:
    return entity_id[:1] == "Q" and entity_id[1:].isdigit()


def _edge(row: _Line, where: str) -> Iterator[Row]:
    who, what, usual = _EDGES[row.schema]
    holders, targets = _strings(row.properties, who), _strings(row.properties, what)
    if not holders or not targets:
        yield Problem(where, f"a {row.schema} needs {who} and {what}")
        return
    role = "; ".join(_strings(row.properties, "role")) or usual
    start, end = _first(row.properties, _START), _first(row.properties, _END)
    for holder in holders:
        yield Further(holder, (), tuple(Affiliation(target, role, start, end) for target in targets))


FTM = CatalogueFormat("ftm", read)
