"""An inverted index over names in plain dictionaries: which names share a trigram, a sound, an acronym with a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from workbench.core.entity import Entity
from workbench.linking.fold import acronym, compact, fold, skeleton

_LENGTH_WEIGHT = 0.75
"""BM25's *b*: how much a long name pays for its length."""

_SOUND, _ACRONYM, _EXACT, _LETTER = "~", "^", "=", "<"
"""What a key begins with; trigrams begin with a letter, a digit or a space."""


class Row(NamedTuple):
    """One name of one entity."""

    entity: str
    """The id of the entity that has the name, before merges are followed."""
    alias: str
    folded: str
    compact: str
    skeleton: str
    acronyms: frozenset[str]


def rows_of(entity: Entity) -> list[Row]:
    """The names of an entity as rows; a person and a name that folds to nothing give no acronym and no row."""
    rows: dict[str, Row] = {}
    for alias in entity.names:
        folded = fold(alias)
        if folded and folded not in rows:
            acronyms = frozenset() if entity.kind == "person" else acronym(alias)
            rows[folded] = Row(entity.id, alias, folded, compact(folded), skeleton(folded), acronyms)
    return list(rows.values())


def _trigrams(padded: str) -> set[str]:
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


@lru_cache(maxsize=1 << 16)
def _word_keys(word: str) -> frozenset[str]:
    """The keys of one word of a name: trigrams with its ends marked, and its first letter."""
    return frozenset((*_trigrams(f" {word} "), _LETTER + word[0]))


def query_keys(folded: str, sounds: str, letters: str, *, unfinished: bool) -> set[str]:
    """The keys to look up for a query; of an ``unfinished`` one the end of the last word is left open,
    and so it is of one or two letters, which no name could share three with."""
    words = folded.split()
    unfinished = unfinished or len(folded) <= 2
    keys = set[str]().union(*(_trigrams(f" {word} ") for word in words[:-1]))
    keys |= _trigrams(f" {words[-1]}" if unfinished else f" {words[-1]} ")
    keys.update(_SOUND + sound for sound in sounds.split() if len(sound) > 1)
    if letters:
        keys.add(_ACRONYM + letters)
    if len(folded) == 1:
        keys.add(_LETTER + folded)
    return keys


def exact_key(compacted: str) -> str:
    """The key under which the names stand that are this one but for case, accents, signs and dots."""
    return _EXACT + compacted


def _keys(row: Row) -> set[str]:
    keys = {_SOUND + sound for sound in row.skeleton.split() if len(sound) > 1}
    keys.update(*map(_word_keys, row.folded.split()))
    for letters in row.acronyms:
        keys.update((_ACRONYM + letters, _LETTER + letters[0], f" {letters[:2]}", letters[:3]))
    keys.add(exact_key(row.compact))
    return keys


class Postings:
    """Rows, and for every key the numbers of the rows that have it. Not changed once made."""

    __slots__ = ("_lengths", "_postings", "of_entity", "rows")

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: Sequence[Row] = tuple(rows)
        postings: defaultdict[str, list[int]] = defaultdict(list)
        of_entity: defaultdict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            of_entity[row.entity].append(number)
            for key in _keys(row):
                postings[key].append(number)
        # fifty people on one machine each hold this in memory: tuples are smaller, and the words are not asked for again
        self._postings = {key: tuple(numbers) for key, numbers in postings.items()}
        self.of_entity = {entity: tuple(numbers) for entity, numbers in of_entity.items()}
        _word_keys.cache_clear()
        mean = sum(len(row.folded) for row in self.rows) / max(1, len(self.rows))
        self._lengths = [1 / (1.2 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * len(row.folded) / mean) for row in self.rows]

    def count(self, key: str) -> int:
        """How many rows have this key."""
        return len(self._postings.get(key, ()))

    def having(self, key: str) -> Sequence[int]:
        """The numbers of the rows that have this key."""
        return self._postings.get(key, ())

    def best(
        self,
        weights: Sequence[tuple[str, float]],
        *,
        limit: int,
        admits: Callable[[str], bool] | None,
        near: frozenset[str],
        without: frozenset[str],
    ) -> dict[int, float]:
        """The ``limit`` rows with the greatest sum of weights of shared keys, short names first where they tie.

        Args:
            weights: keys and their weights, the weightiest first.
            limit: at most so many rows, beside those of ``near``.
            admits: whether rows of an entity are wanted, asked from the best row on; None for all.
            near: entities whose rows are kept whatever their place.
            without: no rows of these entities.
        """
        sums: defaultdict[int, float] = defaultdict(float)
        for key, weight in weights:
            for number in self._postings.get(key, ()):
                sums[number] += weight
        for entity_id in without:
            for number in self.of_entity.get(entity_id, ()):
                sums.pop(number, None)
        lengths = self._lengths
        scored = {number: total * lengths[number] for number, total in sums.items()}
        kept = scored
        if admits is not None:
            wanted = (n for n in sorted(scored, key=scored.__getitem__, reverse=True) if admits(self.rows[n].entity))
            kept = {n: scored[n] for n in islice(wanted, limit)}
        elif len(scored) > limit:
            kept = {n: scored[n] for n in nlargest(limit, scored, key=scored.__getitem__)}
        for entity_id in near:
            if admits is None or admits(entity_id):
                kept.update((n, scored[n]) for n in self.of_entity.get(entity_id, ()) if n in scored)
        return kept
