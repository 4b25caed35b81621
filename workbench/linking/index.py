"""Search for an entity by anything it may be called.

``NameIndex`` is what the rest of the program knows. ``CatalogueIndex`` keeps the names of one project in memory and is
made for up to some twenty thousand of them; an index over a compiled catalogue of millions answers the same questions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from math import log
from typing import NamedTuple, Protocol

from workbench.core.entity import Catalogue, Entity
from workbench.linking.fold import TITLED
from workbench.linking.postings import Postings, Row, exact_key, query_keys, rows_of
from workbench.linking.query import Asked, Mode, Query
from workbench.linking.rank import Candidate, Fit, first, fits, standing

__all__ = ["Candidate", "CatalogueIndex", "Mode", "NameIndex", "Query"]

_POOL = 200
"""So many names are weighed; a hundred times as many add one point of recall."""
_BUDGET = 15_000
"""So many postings are read before the commonest keys are left out."""
_FRESH = 1000
"""So many names are added beside before they are put with the others."""


class NameIndex(Protocol):
    """Names that can be searched. An index is a value: adding gives another, and the first stays as it was."""

    def search(self, query: Query, limit: int) -> list[Candidate]:
        """At most ``limit`` entities, best first, none twice, each under the id that its merges lead to."""
        ...

    def with_entity(self, entity: Entity) -> NameIndex:
        """The index with this entity added, or put in the place of the one with its id."""
        ...

    def with_alias(self, entity_id: str, alias: str) -> NameIndex:
        """The index with one more name for an entity; KeyError if it holds none with this id."""
        ...


class _Found(NamedTuple):
    """An entity, the name of it that fits best, and why."""

    score: float
    alias: str
    entity: Entity
    fit: Fit
    why: tuple[str, ...]
    refused: bool


class CatalogueIndex:
    """The names of a project's catalogue: trigrams, sounds, acronyms and first letters in dictionaries."""

    __slots__ = ("_absorbed", "_base", "_catalogue", "_fresh", "_hidden")

    def __init__(
        self,
        catalogue: Catalogue,
        base: Postings,
        fresh: Postings,
        hidden: frozenset[str],
        absorbed: Mapping[str, frozenset[str]],
    ) -> None:
        self._catalogue = catalogue
        self._base = base
        self._fresh = fresh
        self._hidden = hidden
        """Entities whose rows in ``base`` no longer count."""
        self._absorbed = absorbed
        """By the id of an entity, the ids that are merged into it."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> CatalogueIndex:
        """Index every name of a catalogue."""
        base = Postings(row for entity in catalogue for row in rows_of(entity))
        return cls(catalogue, base, Postings(()), frozenset(), merges(catalogue))

    def with_entity(self, entity: Entity) -> CatalogueIndex:
        """The index with this entity added, or put in the place of the one with its id."""
        catalogue = self._catalogue.with_entity(entity)
        before = self._catalogue.entities.get(entity.id)
        moved = before is None or before.merged_into != entity.merged_into
        absorbed = merges(catalogue) if moved else self._absorbed
        hidden = self._hidden | {entity.id} if entity.id in self._base.of_entity else self._hidden
        rows = [row for row in self._fresh.rows if row.entity != entity.id] + rows_of(entity)
        if len(rows) <= _FRESH:
            return CatalogueIndex(catalogue, self._base, Postings(rows), hidden, absorbed)
        kept = [row for row in self._base.rows if row.entity not in hidden]
        return CatalogueIndex(catalogue, Postings(kept + rows), Postings(()), frozenset(), absorbed)

    def with_alias(self, entity_id: str, alias: str) -> CatalogueIndex:
        """The index with one more name for an entity; KeyError if it holds none with this id."""
        entity = self._catalogue.entities[entity_id]
        return self.with_entity(replace(entity, aliases=(*entity.aliases, alias)))

    def search(self, query: Query, limit: int) -> list[Candidate]:
        """At most ``limit`` entities, best first, none twice, each under the id that its merges lead to.

        A query without words lists what its filters admit: entities linked in the article, then the roster, then the rest.
        """
        asked = Asked.of(query.text)
        if limit < 1:
            return []
        if not asked.whole.folded:
            return self._listed(query, asked, limit)
        best: dict[str, _Found] = {}
        for bare, rows in self._pool(query, asked):
            self._weigh(query, asked, bare, rows, best)
        order = first({i: (f.score, f.refused and f.fit.exact) for i, f in best.items()}, limit)
        return [self._candidate(best[entity_id]) for entity_id in order]

    def _pool(self, query: Query, asked: Asked) -> list[tuple[bool, list[tuple[Row, float]]]]:
        """The names worth weighing, each with its index score, the best = 1: those that are compared with the whole
        query, and those of persons, which are compared with the query without titles."""
        keys = set[str]().union(
            *(query_keys(f.folded, f.skeleton, asked.letters, unfinished=query.mode == "typing") for f in asked.forms)
        )
        weights = self._weights(keys)
        entities = self._catalogue.entities
        admits = self._filter(asked)
        targets = (self._catalogue.resolve(entity_id) for entity_id in query.linked)
        near = frozenset(one for target in targets if target is not None for one in self._ids(target.id))
        pool: list[tuple[Row, float]] = []
        for postings, hidden in ((self._base, self._hidden), (self._fresh, frozenset[str]())):
            best = postings.best(weights, limit=_POOL, admits=admits, near=near, without=hidden)
            exact = {n: 0.0 for form in asked.forms for n in postings.having(exact_key(form.compact))}
            for number, score in (exact | best).items():
                row = postings.rows[number]
                if row.entity not in hidden and (admits is None or admits(row.entity)):
                    pool.append((row, score))
        top = max((score for _, score in pool), default=0.0) or 1.0
        whole: list[tuple[Row, float]] = []
        bare: list[tuple[Row, float]] = []
        for row, score in pool:
            (bare if entities[row.entity].kind in TITLED else whole).append((row, score / top))
        return [(False, whole), (True, bare)]

    def _filter(self, asked: Asked) -> Callable[[str], bool] | None:
        """Whether the entity that an id leads to passes the filters; None where there are none."""
        if not asked.filtered:
            return None

        @cache
        def admits(entity_id: str) -> bool:
            target = self._catalogue.resolve(entity_id)
            return target is not None and asked.admits(target)

        return admits

    def _weights(self, keys: Iterable[str]) -> list[tuple[str, float]]:
        """Each key with the logarithm of its rarity, the rarest first, as many as the budget allows."""
        total = len(self._base.rows) + len(self._fresh.rows)
        counts = sorted((n, key) for key in keys if (n := self._base.count(key) + self._fresh.count(key)))
        weights: list[tuple[str, float]] = []
        spent = 0
        for count, key in counts:
            if weights and spent + count > _BUDGET:
                break
            spent += count
            weights.append((key, log(1 + total / count)))
        return weights

    def _weigh(
        self, query: Query, asked: Asked, bare: bool, scored: list[tuple[Row, float]], best: dict[str, _Found]
    ) -> None:
        """Put the best name of every entity into ``best``, under the id that its merges lead to."""
        rows = [row for row, _ in scored]
        for row, fit in zip(rows, fits(asked, query.mode, rows, [score for _, score in scored], bare), strict=True):
            entity = self._catalogue.resolve(row.entity)
            if entity is None:
                continue
            bonus, why, refused = standing(query, self._ids(entity.id), entity.kind, fit.likeness)
            found = _Found(fit.score + bonus, row.alias, entity, fit, why, refused)
            known = best.get(entity.id)
            if known is None or (-found.score, found.alias) < (-known.score, known.alias):
                best[entity.id] = found

    def _candidate(self, found: _Found) -> Candidate:
        score, alias, entity, fit, why, _ = found
        reasons = (*fit.reasons(alias, entity.name), *why)
        return Candidate(entity.id, entity.name, alias, entity.kind, score, reasons, entity.description)

    def _listed(self, query: Query, asked: Asked, limit: int) -> list[Candidate]:
        """What the filters admit; with neither words nor filters, what is linked here or known in the project."""
        found: list[Candidate] = []
        for entity in self._catalogue:
            if entity.merged_into or not asked.admits(entity):
                continue
            bonus, why, _ = standing(query, self._ids(entity.id), entity.kind, 1.0)
            if asked.filtered or why:
                why = ("fits the filter", *why) if asked.filtered else why
                name = entity.name
                found.append(Candidate(entity.id, name, name, entity.kind, bonus, why, entity.description))
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.name, candidate.id))[:limit]

    def _ids(self, entity_id: str) -> frozenset[str]:
        """Every id that leads to this entity, its own with them."""
        return self._absorbed.get(entity_id) or frozenset((entity_id,))


def merges(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """For every entity that others are merged into, directly or through others, all their ids and its own."""
    absorbed: defaultdict[str, set[str]] = defaultdict(set)
    for entity in catalogue:
        if entity.merged_into and (target := catalogue.resolve(entity.id)) is not None:
            absorbed[target.id] |= {target.id, entity.id}
    return {target: frozenset(ids) for target, ids in absorbed.items()}
