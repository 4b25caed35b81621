"""What is offered for a query without words: what its filters admit, what is known here first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from workbench.core.entity import KINDS, Catalogue, Entity
from workbench.linking.query import Asked, Query
from workbench.linking.rank import Candidate, standing
from workbench.linking.shard import Shard

_LOOKED_AT = 20_000
"""So many entities of a large catalogue are looked at for a description."""
_KNOWN = 300
"""So many entities that the roster has from large catalogues are offered without a filter."""


def listed(catalogue: Catalogue, shards: Sequence[Shard], query: Query, asked: Asked, limit: int) -> list[Candidate]:
    """At most ``limit`` entities: those linked in the article, the roster, and, where there is a filter, others."""
    found: dict[str, Candidate] = {}
    near = sorted(query.linked) + _roster(catalogue, query, asked)
    own = (entity for entity in catalogue if not entity.merged_into)
    known = (entity for one in near if (entity := catalogue.resolve(one)) is not None)
    for entity in chain(known, own):
        if entity.id in found or not asked.admits(entity):
            continue
        bonus, why, _ = standing(query, frozenset((entity.id,)), entity.kind, 1.0)
        if asked.filtered or why:
            why = ("fits the filter", *why) if asked.filtered else why
            found[entity.id] = _candidate(entity, bonus, why)
    if asked.filtered and len(found) < limit:
        for entity in _others(catalogue, shards, asked, limit):
            found.setdefault(entity.id, _candidate(entity, 0.0, ("fits the filter",)))
    return sorted(found.values(), key=lambda one: (-one.score, one.name, one.id))[:limit]


def _roster(catalogue: Catalogue, query: Query, asked: Asked) -> list[str]:
    """The ids of the roster, those of large catalogues in the order of their ids and not all."""
    own = query.roster & catalogue.entities.keys()
    others = sorted(query.roster - own)
    return sorted(own) + (others if asked.filtered else others[:_KNOWN])


def _candidate(entity: Entity, score: float, why: tuple[str, ...]) -> Candidate:
    return Candidate(entity.id, entity.name, entity.name, entity.kind, score, why, entity.description)


def _others(catalogue: Catalogue, shards: Sequence[Shard], asked: Asked, limit: int) -> Iterator[Entity]:
    """Entities of large catalogues that the filter admits, at most ``limit`` of each."""
    kinds = np.array([kind.startswith(asked.kind) for kind in KINDS])
    for shard in shards:
        numbers = np.flatnonzero(kinds[shard.kinds])
        if asked.description:
            numbers = numbers[np.isin(numbers, shard.detailed)]
        left = limit
        for number in numbers[:_LOOKED_AT].tolist():
            entity = shard.entity(number)
            if not entity.merged_into and entity.id not in catalogue.entities and asked.admits(entity):
                yield entity
                left -= 1
            if not left:
                break
