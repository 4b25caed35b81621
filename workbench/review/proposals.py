"""Entities that annotators proposed: which wait for a reviewer, and what the reviewer decides, as values.

Nothing is written here: who holds the catalogue carries a ``ProposalDecision`` out. Links resolve through a merge by
themselves; a refusal leaves the coders' files alone, and ``without`` sets the gold right.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook
from workbench.core.entity import NIL, Catalogue, Entity
from workbench.core.errors import EditError
from workbench.review.alignment import Files
from workbench.review.fingerprint import source_key

Action = Literal["accept", "merge", "refuse"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed entity, the sources that link or refer to it, and where the first of them stands (start, end)."""

    entity: Entity
    sources: tuple[str, ...]
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """What a reviewer decided about a proposed entity; ``into`` is the entity that it is merged into."""

    action: Action
    entity: Entity
    into: str = ""
    reason: str = ""
    date: str = ""


def proposals(catalogue: Iterable[Entity], files: Files, codebook: Codebook) -> list[Proposal]:
    """The proposed entities that these files use, in the order of the text. Merged ones are settled."""
    waiting = {one.id: one for one in catalogue if one.proposed_by and not one.merged_into}
    used: dict[str, list[str]] = {}
    place: dict[str, tuple[int, int]] = {}
    for name, state in files:
        for record in state.records.values():
            span = state.place(record)
            at = (span.start, span.end) if span else (sys.maxsize, sys.maxsize)
            for entity_id in _entities(record, codebook) & waiting.keys():
                used.setdefault(entity_id, []).append(source_key(name, record.id))
                place[entity_id] = min(at, place.get(entity_id, at))
    found = [Proposal(waiting[one], tuple(sorted(sources)), place[one]) for one, sources in used.items()]
    return sorted(found, key=lambda one: (one.place, one.entity.id))


def accept(entity: Entity, *, reason: str = "", date: str = "") -> ProposalDecision:
    """The entity goes into the catalogue. Raises EditError where it is no proposal."""
    return ProposalDecision("accept", _waiting(entity), "", reason, date)


def merge(entity: Entity, into: str, catalogue: Catalogue, *, reason: str = "", date: str = "") -> ProposalDecision:
    """The entity is one that the catalogue has. Raises EditError where it has none such, or where it is the same one."""
    target = catalogue.resolve(into)
    if target is None:
        raise EditError(f"there is no entity “{into}” in the catalogue")
    if target.id == entity.id:
        raise EditError(f"“{entity.id}” cannot be merged into itself")
    return ProposalDecision("merge", _waiting(entity), target.id, reason, date)


def refuse(entity: Entity, *, reason: str = "", date: str = "") -> ProposalDecision:
    """The entity does not come into the catalogue. Raises EditError where it is no proposal."""
    return ProposalDecision("refuse", _waiting(entity), "", reason, date)


def without(gold: Annotations, entity_id: str, codebook: Codebook) -> list[Record]:
    """The gold records that use an entity, changed: linked to none of the catalogue, and referring to it no more.

    A required reference is left as it is: what it should point to, only a person can say.
    """
    changed: list[Record] = []
    for record in gold.records.values():
        result = record
        for slot in codebook.layer(record.layer).slots:
            targets = result.references(slot.name)
            if slot.type == "link" and "entity" in slot.to and entity_id in targets:
                result = result.with_value(slot.name, slot.shaped(NIL))
            elif slot.type == "reference" and f"entity:{entity_id}" in targets:
                kept = tuple(one for one in targets if one != f"entity:{entity_id}")
                if kept or not slot.required:
                    result = result.with_value(slot.name, kept)
        if result != record:
            changed.append(result)
    return changed


def _entities(record: Record, codebook: Codebook) -> set[str]:
    found: set[str] = set()
    for slot in codebook.layer(record.layer).slots:
        if slot.type == "link" and "entity" in slot.to:
            found.update(record.references(slot.name))
        elif slot.type == "reference":
            found.update(
                one.removeprefix("entity:") for one in record.references(slot.name) if one.startswith("entity:")
            )
    return found


def _waiting(entity: Entity) -> Entity:
    if not entity.proposed_by:
        raise EditError(f"“{entity.id}” is in the catalogue already")
    return entity
