"""The YAML files of the project congress-legislators: members of the US Congress, executives, committees.

Each file is one list. It is read entry by entry, so that a broken one is skipped, and by PyYAML's safe loader, which makes
plain values only: a tag that asks for anything else is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import Problem, UsageError, in_a_sentence
from workbench.linking.catalogues.rows import CatalogueFormat, LeftOut, Row, Source, distinct, made

_BODIES = {
    "sen": ("congress:senate", "United States Senate", ("US Senate", "U.S. Senate"), "senator"),
    "rep": (
        "congress:house",
        "United States House of Representatives",
        ("US House of Representatives", "U.S. House of Representatives", "House of Representatives"),
        "representative",
    ),
    "prez": ("congress:presidency", "Presidency of the United States", ("White House",), "president"),
    "viceprez": ("congress:vice-presidency", "Vice Presidency of the United States", (), "vice president"),
}
"""The type of a term → id, name and other names of the body, and what somebody is there."""


class _Ids(msgspec.Struct, frozen=True):
    bioguide: str = ""
    govtrack: int | str = ""
    wikidata: str = ""
    wikipedia: str = ""


class _Name(msgspec.Struct, frozen=True):
    first: str
    last: str
    middle: str = ""
    nickname: str = ""
    suffix: str = ""
    official_full: str = ""


class _OtherName(msgspec.Struct, frozen=True):
    first: str = ""
    middle: str = ""
    last: str = ""


class _Term(msgspec.Struct, frozen=True):
    type: str
    start: str
    end: str = ""
    state: str = ""
    party: str = ""


class _Member(msgspec.Struct, frozen=True):
    id: _Ids
    name: _Name
    terms: list[_Term]
    other_names: list[_OtherName] = []


class _Committee(msgspec.Struct, frozen=True):
    thomas_id: str
    name: str
    type: str = ""
    jurisdiction: str = ""


def ready() -> None:
    """Raises UsageError where PyYAML is not installed."""
    try:
        import yaml  # noqa: F401
    except ImportError as error:
        raise UsageError("reading YAML needs PyYAML; install it with pip install 'article-workbench[yaml]'") from error


def read(source: Source) -> Iterator[Row]:
    """The people or committees, each body that somebody served in before the first who did."""
    seen: set[str] = set()
    for number, text in _entries(source):
        where = source.at(number)
        row = _parsed(text, where)
        if isinstance(row, _Member):
            for kind in dict.fromkeys(term.type for term in row.terms):
                if kind in _BODIES and kind not in seen:
                    seen.add(kind)
                    entity_id, name, others, _ = _BODIES[kind]
                    yield Entity(entity_id, name, "organization", others, country="US")
            yield made(_member(row), where)
        elif isinstance(row, _Committee):
            yield made(_committee(row), where)
        else:
            yield row


def _entries(source: Source) -> Iterator[tuple[int, bytes]]:
    """Each entry of the list at the top, from its dash to the next one, with its first line."""
    first, lines = 0, list[bytes]()
    for number, line in source.numbered():
        if line.startswith(b"- "):
            if lines:
                yield first, b"".join(lines)
            first, lines = number, []
        if line.rstrip() not in (b"---", b"...") and (lines or not line.startswith(b"#")):
            first = first or number
            lines.append(line)
    if b"".join(lines).strip():
        yield first, b"".join(lines)


def _parsed(text: bytes, where: str) -> _Member | _Committee | Problem | LeftOut:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        found = yaml.load(text, loader)  # both are safe loaders
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = getattr(error, "problem", None) or str(error)
        return Problem(where, f"is not plain YAML: {' '.join(str(said).split())}")
    row = found[0] if isinstance(found, list) and found else None
    shape: type[_Member | _Committee]
    if isinstance(row, dict) and "terms" in row:
        shape = _Member
    elif isinstance(row, dict) and "thomas_id" in row:
        shape = _Committee
    else:
        return Problem(where, "is neither a person with terms nor a committee with a thomas_id")
    try:
        return msgspec.convert(row, shape, strict=False)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$")
        return Problem(where, in_a_sentence(what), key=place.strip("`.").removeprefix("."))


def _member(row: _Member) -> Entity:
    name = row.name
    full = name.official_full or f"{name.first} {name.last}"
    names = [full, f"{name.first} {name.last}", f"{name.first} {name.middle} {name.last}"]
    if name.nickname:
        names.append(f"{name.nickname} {name.last}")
    if name.suffix:
        names.append(f"{name.first} {name.last} {name.suffix}")
    names.append(row.id.wikipedia.partition(" (")[0])
    names += [f"{one.first or name.first} {one.middle} {one.last or name.last}" for one in row.other_names]
    entity_id = f"congress:{row.id.bioguide or row.id.govtrack}" if row.id.bioguide or row.id.govtrack else ""
    return Entity(
        entity_id,
        distinct(names)[0],
        "person",
        distinct(names, without=distinct(names)[0]),
        _told(row.terms[-1]) if row.terms else "",
        row.id.wikidata,
        country="US",
        affiliations=tuple(_served(term) for term in row.terms),
    )


def _served(term: _Term) -> Affiliation:
    body, _, _, role = _BODIES.get(term.type, (f"congress:{term.type}", "", (), term.type))
    more = ", ".join(part for part in (term.state, term.party) if part)
    return Affiliation(body, f"{role} ({more})" if more else role, term.start, term.end)


def _told(term: _Term) -> str:
    role = _BODIES.get(term.type, ("", "", (), term.type))[3]
    parts = [f"US {role}", *(part for part in (term.state, term.party) if part), f"{term.start[:4]}–{term.end[:4]}"]
    return ", ".join(parts)


def _committee(row: _Committee) -> Entity:
    told = row.jurisdiction.strip() or f"{row.type} committee of the US Congress".strip()
    return Entity(f"congress:{row.thomas_id}", row.name, "organization", (), told[:300], country="US")


CONGRESS = CatalogueFormat("congress", read, licence="CC0 1.0 (public domain)", ready=ready)
