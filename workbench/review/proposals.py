"""Entities that annotators proposed: which wait for a reviewer, and what the reviewer decides, as values.

Nothing is written here: who holds the catalogue carries a ``ProposalDecision`` out. Links resolve through a merge by
themselves; a refusal leaves the coders' files alone, and ``without`` sets the gold right.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Set
from dataclasses import dataclass, replace
from typing import Literal

from workbench.core.annotation import Annotations, Record, Refused
from workbench.core.codebook import Codebook
from workbench.core.edit import Edit, Step
from workbench.core.entity import NIL, Catalogue, Entity, ProposedName
from workbench.core.errors import EditError
from workbench.core.text import Text
from workbench.review.alignment import Files
from workbench.review.fingerprint import source_key

Action = Literal["accept", "merge", "refuse"]


@dataclass(frozen=True, slots=True)
class Alike:
    """An entity of the catalogue that a proposed one may be, and why."""

    entity: Entity
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed entity, the sources that link or refer to it, where the first of them stands (start, end), its layer."""

    entity: Entity
    sources: tuple[str, ...]
    place: tuple[int, int]
    layer: str = ""
    alike: tuple[Alike, ...] = ()
    """What it may be merged into, the likeliest first."""
    names: tuple[ProposedName, ...] = ()
    """Where a further name of ``entity`` is proposed instead of an entity: the name, once for each who proposed it."""

    @property
    def name(self) -> str:
        """The further name that is proposed; empty where an entity is."""
        return self.names[0].name if self.names else ""

    @property
    def key(self) -> str:
        """What tells it from all other proposals."""
        return f"{self.entity.id} {self.names[0].entity} {self.name}" if self.names else self.entity.id


@dataclass(frozen=True, slots=True)
class ProposalDecision:
    """What a reviewer decided about a proposed entity; ``into`` is the entity that it is merged into."""

    action: Action
    entity: Entity
    into: str = ""
    reason: str = ""
    date: str = ""
    note: str = ""
    names: tuple[ProposedName, ...] = ()
    """Where it is about a further name of the entity, the proposals of it."""


def proposals(
    catalogue: Iterable[Entity], files: Files, codebook: Codebook, refused: Container[str] = ()
) -> list[Proposal]:
    """The proposed entities that these files use, in the order of the text. Merged and refused ones are settled."""
    waiting = {one.id: one for one in catalogue if one.proposed_by and not one.merged_into and one.id not in refused}
    used: dict[str, list[str]] = {}
    first: dict[str, tuple[int, int, str]] = {}
    for name, state in files:
        for record in state.records.values():
            span = state.place(record)
            at = (span.start, span.end, record.layer) if span else (sys.maxsize, sys.maxsize, record.layer)
            for entity_id in _entities(record, codebook) & waiting.keys():
                used.setdefault(entity_id, []).append(source_key(name, record.id))
                first[entity_id] = min(at, first.get(entity_id, at))
    found = [
        Proposal(waiting[one], tuple(sorted(sources)), first[one][:2], first[one][2]) for one, sources in used.items()
    ]
    return sorted(found, key=lambda one: (one.place, one.entity.id))


def proposed_names(
    names: Iterable[ProposedName], catalogue: Catalogue, files: Files, codebook: Codebook
) -> list[Proposal]:
    """The proposed names that words of these files have which link to their entity, in the order of the text.

    What is proposed for a proposed entity goes with that. An entity that is not at hand stands under its id.
    """
    waiting: dict[str, dict[tuple[str, str], list[ProposedName]]] = {}
    known: dict[str, Entity] = {}
    for one in names:
        target = catalogue.resolve(one.entity) or Entity(one.entity, one.entity)
        if not target.proposed_by:
            known[target.id] = target
            waiting.setdefault(target.id, {}).setdefault((one.entity, one.name), []).append(one)
    found: dict[tuple[str, str], Proposal] = {}
    for who, state in files if waiting else ():
        for record in state.records.values():
            slot = codebook.layer(record.layer).entity_slot
            span = state.place(record)
            for link in record.references(slot.name) if slot is not None and span is not None else ():
                end = catalogue.resolve(link)
                for key, proposed in waiting.get(end.id if end else link, {}).items():
                    if span is not None and _plain(key[1]) in _plain(
                        " ".join(one.quote for _, one in record.fragments())
                    ):
                        there = found.get(key)
                        place = min((span.start, span.end), there.place if there else (sys.maxsize, 0))
                        sources = {source_key(who, record.id), *(there.sources if there else ())}
                        entity = known[end.id if end else link]
                        found[key] = Proposal(entity, tuple(sorted(sources)), place, record.layer, (), tuple(proposed))
    return sorted(found.values(), key=lambda one: (one.place, one.key))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def accept(entity: Entity) -> ProposalDecision:
    """The entity goes into the catalogue. Raises EditError where it is no proposal."""
    return ProposalDecision("accept", _waiting(entity))


def merge(entity: Entity, into: str, catalogue: Catalogue) -> ProposalDecision:
    """The entity is one that the catalogue has. Raises EditError where it has none such, or where it is the same one."""
    target = catalogue.resolve(into)
    if target is None:
        raise EditError(f"there is no entity “{into}” in the catalogue")
    if target.id == entity.id:
        raise EditError(f"“{entity.id}” cannot be merged into itself")
    return ProposalDecision("merge", _waiting(entity), target.id)


def refuse(entity: Entity) -> ProposalDecision:
    """The entity does not come into the catalogue. Raises EditError where it is no proposal."""
    return ProposalDecision("refuse", _waiting(entity))


def refusal(proposal: Proposal, gold: Annotations, codebook: Codebook, text: Text, decision: ProposalDecision) -> Step:
    """The step of the gold that refuses an entity: its header remembers that and why, and no record of the gold uses it."""
    start, end = proposal.place
    if not 0 <= start < end <= len(text):
        start, end = 0, min(1, len(text))
    entity = proposal.entity
    why = decision.reason, decision.date, decision.note
    refused = Refused(proposal.layer, start, end, text.slice(start, end), entity.id, "", *why)
    header = replace(gold.header, refused=(*gold.header.refused, refused))
    changed = [Edit(gold.records[one.id], one) for one in without(gold, entity.id, codebook)]
    return Step(f"{entity.name} refused", tuple(changed), (gold.header, header))


def refused_in(gold: Annotations) -> frozenset[str]:
    """The entities that the head of a gold file says were refused."""
    return frozenset(one.entity for one in gold.header.refused if one.entity)


def without(gold: Annotations, entity_id: str, codebook: Codebook) -> list[Record]:
    """The gold records that use an entity, changed as ``unlinked`` says."""
    changed = ((record, unlinked(record, {entity_id}, codebook)) for record in gold.records.values())
    return [after for before, after in changed if after != before]


def unlinked(record: Record, refused: Set[str], codebook: Codebook) -> Record:
    """A record without refused entities: linked to none of the catalogue instead, and referring to them no more.

    A required reference is left as it is: what it should point to, only a person can say.
    """
    named = {f"entity:{one}" for one in refused}
    for slot in codebook.layer(record.layer).slots if refused else ():
        targets = record.references(slot.name)
        if slot.type == "link" and "entity" in slot.to and not refused.isdisjoint(targets):
            record = record.with_value(slot.name, slot.shaped(NIL))
        elif slot.type == "reference" and not named.isdisjoint(targets):
            kept = tuple(one for one in targets if one not in named)
            if kept or not slot.required:
                record = record.with_value(slot.name, kept)
    return record


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
