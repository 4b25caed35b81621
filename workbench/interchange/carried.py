"""What another tool's JSON carries for us: the records as we have them, beside the marks that the tool understands.

A tool that keeps keys which it does not know gives them back, and everything comes home: ids, values, notes, decisions,
and the layers, issues and entities that the records need. The marks and arcs stand here too as they were written, so that
reading sees what was changed with the tool: ``gathering`` lets the tool's own marks win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

import msgspec

from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected, Status, Value
from workbench.core.article import Article, Metadata
from workbench.core.codebook import Issue, Layer, Slot
from workbench.core.entity import Affiliation, Catalogue, Entity
from workbench.core.errors import FileError, in_a_sentence
from workbench.interchange.exchange import Surroundings
from workbench.interchange.marks import Arc, Drawing, Mark

KEY = "workbench"
"""The key under which it stands."""

_MARK_KEY, _ARC_KEY = re.compile(r"[^/]+/[^/]+/[0-9]+"), re.compile(r"[^/]+/[^/]*")


@dataclass(frozen=True, slots=True)
class Carried:
    """One annotator's records in one article, with the marks and arcs as they were written."""

    article: str
    meta: Metadata
    state: Annotations
    drawing: Drawing
    layers: tuple[Layer, ...]
    issues: tuple[Issue, ...]
    entities: tuple[Entity, ...]


class _Record(msgspec.Struct, omit_defaults=True, frozen=True):
    id: str
    layer: str
    parts: dict[str, tuple[Fragment, ...]] = {}
    values: dict[str, Value] = {}
    note: str = ""
    flag: bool = False
    origin: str = ""
    decision: Decision | None = None


class _Slot(msgspec.Struct, omit_defaults=True, frozen=True):
    name: str
    type: str
    title: str = ""
    help: str = ""
    required: bool = False
    many: bool = False
    to: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    kind: str = "choice"
    default: str | int | None = None


class _Layer(msgspec.Struct, omit_defaults=True, frozen=True):
    name: str
    prefix: str
    slots: tuple[_Slot, ...]
    title: str = ""
    key: str = ""
    color: str = ""
    help: str = ""


class _Entity(msgspec.Struct, omit_defaults=True, frozen=True):
    id: str
    name: str
    kind: str = "other"
    aliases: tuple[str, ...] = ()
    description: str = ""
    wikidata: str = ""
    cameo: str = ""
    country: str = ""
    merged_into: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    proposed_by: str = ""


class _Meta(msgspec.Struct, frozen=True):
    """Metadata; a part of a division stands only where it is recorded."""

    title: str = ""
    source: str = ""
    url: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    split: Literal["train", "dev", "test"] | msgspec.UnsetType = msgspec.UNSET


class _Block(msgspec.Struct, omit_defaults=True, frozen=True):
    article: str
    annotator: str
    meta: _Meta = _Meta()
    text_sha256: str = ""
    status: Status = "open"
    codebook: int = 1
    refused: tuple[Refused, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    records: tuple[_Record, ...] = ()
    marks: tuple[tuple[int, int, str, str], ...] = ()
    arcs: tuple[tuple[int, int, str, str], ...] = ()
    layers: tuple[_Layer, ...] = ()
    issues: tuple[Issue, ...] = ()
    entities: tuple[_Entity, ...] = ()


def carried(
    article: Article, state: Annotations, drawing: Drawing, around: Surroundings, records: bool = True
) -> object:
    """The value of the key ``workbench``: objects and lists that any JSON holds; without ``records`` only what they need."""
    head, layers = state.header, {record.layer for record in state.records.values()}
    used = {target for record in state.records.values() for target in _pointed(record)}
    block = _Block(
        article.id,
        head.annotator,
        _meta(article.meta),
        head.text_sha256,
        head.status,
        head.codebook,
        head.refused,
        head.rejected,
        tuple(_packed(record) for record in state.records.values() if records),
        tuple((mark.start, mark.end, mark.label, mark.key) for mark in drawing.marks),
        tuple((arc.head, arc.child, arc.label, arc.key) for arc in drawing.arcs),
        tuple(_layer(layer) for layer in around.codebook.layers if layer.name in layers),
        _issues(used, around),
        tuple(_entity(entity) for entity in _entities(used, around.catalogue)),
    )
    return msgspec.to_builtins(block)


def read_carried(value: object, where: str) -> Carried:
    """What ``carried`` gave. Raises FileError where somebody changed it into something else."""
    try:
        block = msgspec.convert(value, _Block)
        layers = msgspec.convert(msgspec.to_builtins(block.layers), tuple[_Shape, ...])
        drawing = Drawing(tuple(Mark(*one) for one in block.marks), tuple(Arc(*one) for one in block.arcs))
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at `$")
        raise FileError(where, in_a_sentence(what), key=KEY + place.strip("`")) from error
    if any(not 0 <= end < len(drawing.marks) for arc in drawing.arcs for end in (arc.head, arc.child)):
        raise FileError(where, "an arc leads to a mark that is not there", key=KEY)
    keys = (*((mark.key, _MARK_KEY) for mark in drawing.marks), *((arc.key, _ARC_KEY) for arc in drawing.arcs))
    if wrong := next((key for key, shape in keys if not shape.fullmatch(key)), None):
        raise FileError(where, f"“{wrong}” names no mark or arc that this program wrote", key=KEY)
    header = Header(
        block.article, block.text_sha256, block.annotator, block.status, block.codebook, block.refused, block.rejected
    )
    records = {
        one.id: Record(one.layer, one.id, one.parts, one.values, one.note, one.flag, one.origin, one.decision)
        for one in block.records
    }
    return Carried(
        block.article,
        Metadata(**{name: said for name, said in msgspec.structs.asdict(block.meta).items() if said}),
        Annotations(header, records),
        drawing,
        tuple(Layer(one.name, one.prefix, one.slots, one.title, one.key, one.color, one.help) for one in layers),
        block.issues,
        tuple(Entity(*msgspec.structs.astuple(one)) for one in block.entities),
    )


class _Shape(msgspec.Struct, frozen=True):
    name: str
    prefix: str
    slots: tuple[Slot, ...]
    title: str = ""
    key: str = ""
    color: str = ""
    help: str = ""


def _meta(meta: Metadata) -> _Meta:
    said = {one.name: getattr(meta, one.name) for one in fields(meta) if one.name != "split"}
    part = next((one for one in ("train", "dev", "test") if one == meta.split), msgspec.UNSET)
    return _Meta(**said, split=part)


def _packed(record: Record) -> _Record:
    parts = {part: tuple(fragments) for part, fragments in record.parts.items()}
    return _Record(
        record.id, record.layer, parts, dict(record.values), record.note, record.flag, record.origin, record.decision
    )


def _layer(layer: Layer) -> _Layer:
    slots = tuple(_Slot(*(getattr(slot, name) for name in _Slot.__struct_fields__)) for slot in layer.slots)
    return _Layer(layer.name, layer.prefix, slots, layer.title, layer.key, layer.color, layer.help)


def _entity(entity: Entity) -> _Entity:
    return _Entity(*(getattr(entity, name) for name in _Entity.__struct_fields__))


def _pointed(record: Record) -> Iterable[str]:
    for value in record.values.values():
        for one in value if isinstance(value, tuple) else (str(value),):
            kind, colon, rest = one.partition(":")
            yield one
            if colon and kind in ("entity", "issue"):
                yield rest


def _issues(used: Iterable[str], around: Surroundings) -> tuple[Issue, ...]:
    """The issues that are used, and those above them."""
    wanted: set[str] = set()
    for one in used:
        while (issue := around.codebook.issues_by_id.get(one)) is not None and issue.id not in wanted:
            wanted.add(issue.id)
            one = issue.parent
    return tuple(issue for issue in around.codebook.issues if issue.id in wanted)


def _entities(used: Iterable[str], catalogue: Catalogue) -> Iterable[Entity]:
    """The entities that are used, in the order of their ids, with those that they are merged into or belong to."""
    wanted: set[str] = set()
    waiting = [one for one in used if one in catalogue]
    while waiting:
        if (one := waiting.pop()) in wanted:
            continue
        wanted.add(one)
        entity = catalogue.entities[one]
        behind = (entity.merged_into, *(affiliation.entity for affiliation in entity.affiliations))
        waiting.extend(other for other in behind if other in catalogue)
    return [catalogue.entities[one] for one in sorted(wanted)]
