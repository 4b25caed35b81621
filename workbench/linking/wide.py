"""Search among a project's own entities and the compiled names of large catalogues, as one.

Every layer gives the names that share words with the query (``pool``); all are weighed alike (``weighing``), and what is
known of their entities is added: the roster, the article, the links that were accepted and refused for these words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p
from threading import Lock
from typing import NamedTuple

import numpy as np

from workbench.core.entity import KINDS, Catalogue, Entity
from workbench.linking.index import merges
from workbench.linking.layer import Layer, rows_of
from workbench.linking.listing import listed
from workbench.linking.pool import Pool, Scores, Term, pool
from workbench.linking.query import Asked, Query
from workbench.linking.rank import Candidate, first, standing
from workbench.linking.shard import Mask, Shard
from workbench.linking.weighing import Weighed, weigh
from workbench.linking.weights import ACCEPTED, CATALOGUE, KIND, LINKED, REFUSED, ROSTER

_POOL = 80
"""So many names of a layer are weighed, beside as many of the roster."""
_FILTERED = 1_500
"""So many are looked at where a description is asked for."""
_BEND = 0.1
"""How much the length of a name counts in the choice of the pool."""
_SPARE = 8
"""So many entities more than are asked for are looked at, for those that are one with another."""
_LONG = 3
"""In a longer query, words that stand in the catalogue are taken for what they are."""
_INITIALS = 26
"""A single letter is as rare as one in so many names."""

_NONE = np.zeros(0, dtype=np.uint32)


class _Hit(NamedTuple):
    """A name of an entity, and how it scored."""

    score: float
    layer: Layer
    row: int
    entity: int
    at: int
    weighed: Weighed
    refused: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about entities at the place that is asked from, every id with those merged into it."""

    linked: frozenset[str]
    roster: frozenset[str]
    accepted: Mapping[str, int]
    refused: frozenset[str]

    @property
    def times(self) -> tuple[tuple[str, int], ...]:
        """The accepted ones by the id that their merges lead to, as a query has them."""
        return tuple(self.accepted.items())


class WideIndex:
    """A ``NameIndex`` over a catalogue and the shards of large catalogues."""

    def __init__(self, catalogue: Catalogue, own: Layer, fresh: tuple[Entity, ...], large: Sequence[Layer]) -> None:
        self.catalogue = catalogue
        self._own = own
        self._fresh = fresh
        self._large = tuple(large)
        recent = (Layer(Shard.of(fresh), own=True),) if fresh else ()
        self._layers = tuple(layer for layer in (own, *recent, *self._large) if layer.shard.names)
        self._absorbed = merges(catalogue)
        self._roster: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._lock = Lock()

    @classmethod
    def of(cls, catalogue: Catalogue, shards: Sequence[Shard]) -> WideIndex:
        """Index a catalogue of a project's own together with compiled ones, in the order in which they count.

        What stands in the catalogue, or in an earlier shard, stands in the place of what has its id in a later one.
        """

        def beyond(entity_id: str) -> Entity | None:
            for shard in shards:
                if (number := shard.number(entity_id)) is not None:
                    return shard.entity(number)
            return None

        catalogue = replace(catalogue, beyond=beyond)
        own = Layer(Shard.of(catalogue), own=True)
        large = [Layer(shard).without(catalogue.entities) for shard in shards if shard.weight]
        index = cls(catalogue, own, (), large)
        index.search(Query("a first search maps what every search reads"), 1)
        return index

    def with_entity(self, entity: Entity) -> WideIndex:
        """The index with this entity added, or put in the place of the one with its id."""
        fresh = (*(one for one in self._fresh if one.id != entity.id), entity)
        large = [layer.without((entity.id,)) for layer in self._large]
        return WideIndex(self.catalogue.with_entity(entity), self._own.without((entity.id,)), fresh, large)

    def place_of(self, entity_id: str) -> int:
        """Which of the large catalogues that are searched has an entity, counted in their order; -1 for none."""
        held = (at for at, layer in enumerate(self._large) if layer.shard.number(entity_id) is not None)
        return next(held, -1)

    def with_alias(self, entity_id: str, alias: str) -> WideIndex:
        """The index with one more name for an entity; KeyError if it holds none with this id."""
        entity = self.catalogue.get(entity_id)
        if entity is None:
            raise KeyError(entity_id)
        return self.with_entity(replace(entity, aliases=(*entity.aliases, alias)))

    def search(self, query: Query, limit: int) -> list[Candidate]:
        """At most ``limit`` entities, best first, none twice, each under the id that its merges lead to.

        A query without words lists what its filters admit: entities linked in the article, then the roster, then the rest.
        """
        if limit < 1:
            return []
        asked = Asked.of(query.text)
        if not asked.whole.folded:
            return listed(self.catalogue, [layer.shard for layer in self._large], query, asked, limit)
        with self._lock:
            return self._ranked(query, asked, limit)

    def _ranked(self, query: Query, asked: Asked, limit: int) -> list[Candidate]:
        known = self._known(query)
        best: dict[str, _Hit] = {}
        for layer, terms in zip(self._layers, self._terms(query, asked), strict=True):
            found = self._pool(layer, terms, query, asked, known)
            if len(found.rows):
                self._weigh(layer, found, query, asked, known, best, limit)
        scores = {i: (hit.score, hit.refused and bool(hit.weighed.exact[hit.at])) for i, hit in best.items()}
        here = Query("", query.mode, query.kind, known.linked, known.roster, known.refused, known.times)
        return [self._candidate(here, asked, i, best[i]) for i in first(scores, limit)]

    def tables(self, query: Query, right: frozenset[str]) -> list[tuple[Weighed, Mask]]:
        """The features of all names that are weighed for a query, with which of them belong to a right entity.

        For fitting weights to links that people accepted; one table for each layer.
        """
        asked = Asked.of(query.text)
        if not asked.whole.folded:
            return []
        known = self._known(query)
        found: list[tuple[Weighed, Mask]] = []
        with self._lock:
            for layer, terms in zip(self._layers, self._terms(query, asked), strict=True):
                some = self._pool(layer, terms, query, asked, known)
                if len(some.rows):
                    labels = np.isin(some.entities, layer.numbers(self._together(right)))
                    found.append((weigh(asked, query.mode, layer.shard, some), labels))
        return found

    def _terms(self, query: Query, asked: Asked) -> list[list[Term]]:
        """The words of the query as every layer knows them; those of a title only count where no person is meant."""
        typing = query.mode == "typing" or len(asked.bare.folded) <= 2
        bare = list(asked.bare.words)
        titles = list(asked.whole.words)
        for word in bare:
            if word in titles:
                titles.remove(word)
        words: dict[str, tuple[bool, bool]] = {}
        for at, word in enumerate(bare):
            words[word] = (typing and at == len(bare) - 1, False)
        for word in titles:
            words.setdefault(word, (False, True))
        thorough = len(words) <= _LONG
        names = sum(layer.shard.names for layer in self._layers)
        terms: list[list[Term]] = [[] for _ in self._layers]
        for word, (unfinished, title) in words.items():
            matches = [layer.match(word, unfinished=unfinished, thorough=thorough) for layer in self._layers]
            count = sum(match.names for match in matches) or (names / _INITIALS if len(word) == 1 else 1)
            for some, match in zip(terms, matches, strict=True):
                some.append(Term(match, log1p(names / max(1, count)), title))
        return terms

    def _pool(self, layer: Layer, terms: list[Term], query: Query, asked: Asked, known: _Known) -> Pool:
        """The names of a layer to weigh, those that the filters do not admit left out."""
        unfinished = query.mode == "typing"
        letters = layer.shard.abbreviated(asked.letters, unfinished=unfinished) if asked.letters else (_NONE, _NONE)
        found = pool(
            layer.shard,
            layer.scratch,
            terms,
            letters,
            limit=_FILTERED if asked.description else _POOL,
            roster=layer.roster(known.roster),
            near=rows_of(layer, (known.linked, frozenset(known.accepted))),
            hidden=layer.hidden,
            admitted=_admitted(asked),
            bend=_BEND,
        )
        if asked.description:
            kept = [self._admits(asked, layer, entity) for entity in found.entities.tolist()]
            found = found.only(np.flatnonzero(kept))
        return found

    def _admits(self, asked: Asked, layer: Layer, entity: int) -> bool:
        target = self.catalogue.resolve(layer.shard.id(entity))
        return target is not None and asked.admits(target)

    def _weigh(
        self, layer: Layer, found: Pool, query: Query, asked: Asked, known: _Known, best: dict[str, _Hit], limit: int
    ) -> None:
        """Put the best name of every entity into ``best``, under the id that its merges lead to."""
        weighed = weigh(asked, query.mode, layer.shard, found)
        bonuses, refused = self._bonuses(layer, found, query, known, weighed.likenesses)
        scores = weighed.scores + bonuses
        order = np.argsort(-scores, kind="stable")
        late = refused & weighed.exact
        seen: set[int] = set()
        for at in (*order.tolist(), *np.flatnonzero(late).tolist()):
            entity = int(found.entities[at])
            if entity in seen or (len(seen) > limit + _SPARE and not late[at]):
                continue
            seen.add(entity)
            target = self._target(layer, entity)
            if target and (target not in best or scores[at] > best[target].score):
                row = int(found.rows[at])
                best[target] = _Hit(float(scores[at]), layer, row, entity, at, weighed, bool(refused[at]))

    def _target(self, layer: Layer, entity: int) -> str:
        """The id that the merges of an entity lead to; empty where they lead nowhere."""
        entity_id = layer.shard.id(entity)
        if entity not in layer.merged:
            return entity_id
        resolved = self.catalogue.resolve(entity_id)
        return resolved.id if resolved is not None else ""

    def _bonuses(
        self, layer: Layer, found: Pool, query: Query, known: _Known, likenesses: Scores
    ) -> tuple[Scores, Mask]:
        """What is added to every row for its entity, as ``rank.standing`` does for one; and which are refused."""
        bonus = np.zeros(len(found.rows), dtype=np.float32)
        roster = layer.roster(known.roster)
        if roster is not None:
            bonus += np.float32(ROSTER) * roster.mask[found.rows]
        if known.linked:
            bonus += np.float32(LINKED) * np.isin(found.entities, layer.numbers(known.linked))
        for entity_id, times in known.accepted.items():
            ids = frozenset((entity_id,)) | self._absorbed.get(entity_id, frozenset())
            bonus[np.isin(found.entities, layer.numbers(ids))] += ACCEPTED - 1 / times
        if query.kind in KINDS:
            bonus += np.float32(KIND) * (layer.shard.kinds[found.entities] == KINDS.index(query.kind))
        bonus += np.float32(CATALOGUE * (min(2.0, layer.shard.weight) - 1))
        bonus *= likenesses
        refused: Mask = np.isin(found.entities, layer.numbers(known.refused))
        bonus += np.float32(REFUSED) * refused
        return bonus, refused

    def _known(self, query: Query) -> _Known:
        accepted: dict[str, int] = {}
        for entity_id, times in query.accepted:
            target = self.catalogue.resolve(entity_id)
            if target is not None:
                accepted[target.id] = accepted.get(target.id, 0) + times
        roster = self._with_targets(query.roster)
        return _Known(self._together(query.linked), roster, accepted, self._together(query.refused))

    def _with_targets(self, roster: frozenset[str]) -> frozenset[str]:
        """The roster, and what its entities were merged into."""
        before, found = self._roster
        if before is not roster:
            some = roster if any(layer.merged for layer in self._large) else roster & self.catalogue.entities.keys()
            targets = (target.id for one in some if (target := self.catalogue.resolve(one)) is not None)
            found = roster.union(targets)
            self._roster = (roster, found)
        return found

    def _together(self, entity_ids: Iterable[str]) -> frozenset[str]:
        """These ids, those that they are merged into, and those that are merged into these."""
        found: set[str] = set()
        for entity_id in entity_ids:
            target = self.catalogue.resolve(entity_id)
            if target is not None:
                found |= {entity_id, target.id} | self._absorbed.get(target.id, frozenset())
        return frozenset(found)

    def _candidate(self, here: Query, asked: Asked, entity_id: str, hit: _Hit) -> Candidate:
        shard = hit.layer.shard
        alias = shard.alias(hit.row)
        fit = hit.weighed.fit(hit.at, asked)
        name, kind, description = self._said(entity_id, hit)
        _, why, _ = standing(here, frozenset((entity_id, shard.id(hit.entity))), kind, fit.likeness)
        return Candidate(entity_id, name, alias, kind, hit.score, (*fit.reasons(alias, name), *why), description)

    def _said(self, entity_id: str, hit: _Hit) -> tuple[str, str, str]:
        """Name, kind and description of the entity that a hit leads to."""
        shard = hit.layer.shard
        if not hit.layer.own and hit.entity not in hit.layer.merged:
            return shard.name(hit.entity), shard.kind(hit.entity), shard.description(hit.entity)
        entity = self.catalogue.resolve(entity_id)
        assert entity is not None
        return entity.name, entity.kind, entity.description


def _admitted(asked: Asked) -> Mask | None:
    """Which kinds pass the filter; None for all."""
    return np.array([kind.startswith(asked.kind) for kind in KINDS]) if asked.kind else None
