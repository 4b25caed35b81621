"""A shard with what is kept at hand while it is searched: scratch room, matched words, masks of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from workbench.linking.likeness import Match, match
from workbench.linking.pool import Roster, Scratch
from workbench.linking.shard import Mask, Numbers, Shard

_REMEMBERED = 1024
"""So many words and sets of ids are remembered: while one types, most words of a query stay."""


class Layer:
    """One shard of an index. Everything but ``hidden`` is shared by layers that were made from one another."""

    def __init__(self, shard: Shard, *, own: bool = False) -> None:
        self.shard = shard
        self.own = own
        """Whether its entities are the project's own."""
        self.hidden: Mask | None = None
        """Rows that do not count, because another layer has their entity."""
        self.scratch = Scratch(shard)
        self.merged = frozenset(shard.merged.tolist())
        self._matches: dict[tuple[str, bool, bool], Match] = {}
        self._numbers: dict[frozenset[str], Numbers] = {}
        self._roster: tuple[frozenset[str], Roster | None] = (frozenset(), None)

    def without(self, entity_ids: Iterable[str]) -> Layer:
        """The layer with these entities hidden, besides those that are."""
        numbers = self.shard.numbers(entity_ids)
        if not numbers:
            return self
        other = Layer.__new__(Layer)
        other.__dict__.update(self.__dict__)
        other.hidden = np.zeros(self.shard.names, dtype=np.bool_) if self.hidden is None else self.hidden.copy()
        other.hidden[self.shard.rows_of(numbers)] = True
        return other

    def match(self, word: str, *, unfinished: bool, thorough: bool) -> Match:
        """The words that a word of a query may stand for."""
        key = (word, unfinished, thorough)
        found = self._matches.pop(key, None) or match(self.shard, word, unfinished=unfinished, thorough=thorough)
        self._matches[key] = found
        if len(self._matches) > _REMEMBERED:
            del self._matches[next(iter(self._matches))]
        return found

    def numbers(self, entity_ids: frozenset[str]) -> Numbers:
        """The numbers of those of these entities that the shard has."""
        found = self._numbers.get(entity_ids)
        if found is None:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            found = self._numbers[entity_ids] = np.array(self.shard.numbers(entity_ids), dtype=np.uint32)
        return found

    def roster(self, entity_ids: frozenset[str]) -> Roster | None:
        """The rows that belong to entities of the roster; None for no roster."""
        if not entity_ids:
            return None
        before, found = self._roster
        if before is not entity_ids and before != entity_ids:
            found = Roster.of(self.shard, self.shard.numbers(entity_ids))
            self._roster = (entity_ids, found)
        return found


def rows_of(layer: Layer, entity_ids: Sequence[frozenset[str]]) -> Numbers:
    """The rows of these entities in a layer."""
    numbers = [number for ids in entity_ids if ids for number in layer.numbers(ids).tolist()]
    return layer.shard.rows_of(numbers)
