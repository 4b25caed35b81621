"""An entity's card: what its catalogue says of it, and every record of the project that points to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core.annotation import Record, target_kind
from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import WorkbenchError
from workbench.core.span import Span
from workbench.desk.desk import Desk
from workbench.desk.spreading import in_context
from workbench.store.annotation_file import AnnotationFile


@dataclass(frozen=True, slots=True)
class Pointing:
    """One record that points to the entity, and where it stands."""

    article: str
    annotator: str
    layer: str
    record: str
    span: Span
    context: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that points to an entity, by article and place; what could not be read, as sentences."""

    found: tuple[Pointing, ...]
    problems: tuple[str, ...] = ()


def card_lines(desk: Desk, entity: Entity) -> list[tuple[str, str]]:
    """What is known of an entity, as (what, text)."""
    lines = [("kind", entity.kind), ("about", entity.description), ("country", entity.country)]
    lines += [("also", ", ".join(entity.aliases)), ("wikidata", entity.wikidata), ("cameo", entity.cameo)]
    lines += [("role", _role(desk, one)) for one in entity.affiliations]
    merged = (one for one in desk.catalogue if one.merged_into and desk.catalogue.resolve(one.id) == entity)
    refused = [
        f"{name}{f' ({why})' if why else ''}" for (owner, name), why in desk.refused_names.items() if owner == entity.id
    ]
    told = sorted(f"{one.id}{f' ({why})' if (why := _why(one)) else ''}" for one in merged)
    lines += [
        ("merged", ", ".join(told)),
        ("reviewer", _why(entity)),
        ("refused", ", ".join(refused)),
        ("id", entity.id),
        ("from", desk.origin(entity.id)),
    ]
    return [(what, text) for what, text in lines if text]


def _why(entity: Entity) -> str:
    """Why a reviewer accepted or merged an entity."""
    return " · ".join(one for one in (entity.reason, entity.note) if one)


def _role(desk: Desk, one: Affiliation) -> str:
    known = desk.catalogue.resolve(one.entity)
    where = known.name if known is not None else one.entity
    when = f"{one.start or '…'} to {one.end or '…'}" if one.start or one.end else ""
    return " · ".join(part for part in (one.role, where, when) if part)


def mentions(desk: Desk, entity_id: str) -> Mentions:
    """Every record of every annotator and of the gold that points to an entity, or to one merged into it.

    Only files that hold one of the ids are read as a whole.
    """
    merged = (one.id for one in desk.catalogue if one.merged_into)
    ids = {entity_id, *(one for one in merged if (end := desk.catalogue.resolve(one)) and end.id == entity_id)}
    found: list[Pointing] = []
    problems: list[str] = []
    for annotator in (*desk.project.annotators(), "gold"):
        for article_id in sorted(desk.project.annotated(annotator)):
            try:
                found += _of_file(desk, annotator, article_id, ids)
            except WorkbenchError as error:
                problems.append(str(error))
    return Mentions(tuple(sorted(found, key=lambda one: (one.article, one.span, one.annotator))), tuple(problems))


def _of_file(desk: Desk, annotator: str, article_id: str, ids: set[str]) -> Iterator[Pointing]:
    path = desk.project.annotation_path(annotator, article_id)
    try:
        data = path.read_bytes()
    except OSError:
        data = b""  # the strict reader says what is wrong
    if data and not any(one.encode() in data for one in ids):
        return
    file = AnnotationFile(path, desk.codebook, desk.project.shown(path), article_id, annotator)
    state = file.load().state
    if state is None:
        return
    pointing = [one for one in state.records.values() if _points(desk, one, ids)]
    text = desk.article(article_id).text if pointing else None
    for record in pointing:
        span = state.place(record)
        if text is not None and span is not None and span.end <= len(text):
            context = in_context(text.slice, span, 6)
            yield Pointing(article_id, annotator, record.layer, record.id, span, context)


def _points(desk: Desk, record: Record, ids: set[str]) -> bool:
    for slot in desk.codebook.layer(record.layer).slots:
        for value in record.references(slot.name) if slot.type in ("link", "reference") else ():
            kind, target = ("entity", value) if slot.type == "link" else target_kind(value)
            if kind == "entity" and "entity" in slot.to and target in ids:
                return True
    return False
