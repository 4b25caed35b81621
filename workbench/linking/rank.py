"""How well a name fits a query: several ratios, weighed, with a reason for every candidate.

Two sets of weights, because typing wants prefixes and a mention wants words; ``weights`` holds them, with their source.
A name that folds to the query is a tier of its own above all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process

from workbench.linking.postings import Row
from workbench.linking.query import Asked, Form, Query
from workbench.linking.weights import (
    ACCEPTED,
    EXACT,
    KIND,
    LINKED,
    MENTION,
    REFUSED,
    ROSTER,
    SAME_SIGNS,
    TYPING,
    Weights,
)

EXACT_NAME, EXACT_ALIAS = "exact name", "exact alias"
"""The reasons for a name that folds to the query: the one that the entity is shown by, or another one."""

_EXACTLY = frozenset((EXACT_NAME, EXACT_ALIAS))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant."""

    id: str
    name: str
    alias: str
    """The name of the entity that fits best."""
    kind: str
    score: float
    """Comparable within one answer only; greater is better."""
    reasons: tuple[str, ...]
    """Why it is here, in words for a person, the weightiest first."""
    description: str

    @property
    def exact(self) -> bool:
        """Whether one of its names is the query."""
        return not _EXACTLY.isdisjoint(self.reasons)


class Fit(NamedTuple):
    """How one row fits, the standing of its entity left aside."""

    score: float
    likeness: float
    """0–1: how alike the two are; the bonuses of the entity count in proportion."""
    exact: bool
    acronym: bool
    prefix: bool
    sound: bool
    initials: bool
    words: bool

    def reasons(self, alias: str, name: str) -> tuple[str, ...]:
        """Why the alias of the entity called ``name`` is here. The likeness of the spelling is named where nothing better
        can be said."""
        if self.exact:
            return (EXACT_NAME if alias == name else EXACT_ALIAS,)
        said = (
            (self.acronym, f"acronym of {alias}"),
            (self.prefix, "starts with"),
            (self.sound, "same consonants"),
            (self.initials, "initials fit"),
            (self.words and not self.prefix, "shares whole words"),
        )
        spelling = "similar spelling" if self.likeness >= 0.7 else "some letters in common"
        return tuple(reason for holds, reason in said if holds) or (spelling,)


def fits(asked: Asked, mode: str, rows: Sequence[Row], index_scores: Sequence[float], bare: bool) -> list[Fit]:
    """The fit of every row to the query, in the rows' order.

    Args:
        asked: the query.
        mode: ``mention`` or ``typing``.
        rows: the names to weigh.
        index_scores: of each row, the best = 1.
        bare: compare with the words without titles, as for persons.
    """
    form = asked.bare if bare else asked.whole
    weights = TYPING if mode == "typing" else MENTION
    ratios = _ratios(form, rows, weights)
    return [
        _fit(asked, form, weights, row, score, ratio)
        for row, score, ratio in zip(rows, index_scores, ratios, strict=True)
    ]


class _Ratios(NamedTuple):
    whole: float
    word_set: float
    word_sort: float
    sound_sort: float
    sound_set: float


def _ratios(form: Form, rows: Sequence[Row], weights: Weights) -> list[_Ratios]:
    """The ratios of the rows, 0–1. What has no weight is left out, but for the two that tell likeness."""
    folded = [row.folded for row in rows]
    sounds = [row.skeleton for row in rows]
    none = [0.0] * len(rows)

    def column(query: str, names: list[str], weight: float, scorer: Callable[..., float]) -> list[float]:
        if not weight:
            return none
        return [score / 100 for _, score, _ in process.extract_iter(query, names, scorer=scorer)]

    columns = (
        column(form.folded, folded, weights.whole_ratio, fuzz.WRatio),
        column(form.folded, folded, 1.0, fuzz.token_set_ratio),
        column(form.folded, folded, weights.word_sort, fuzz.token_sort_ratio),
        column(form.skeleton, sounds, weights.sound_sort, fuzz.token_sort_ratio),
        column(form.skeleton, sounds, 1.0, fuzz.token_set_ratio),
    )
    return [_Ratios(*values) for values in zip(*columns, strict=True)]


def _fit(asked: Asked, form: Form, weights: Weights, row: Row, index_score: float, ratios: _Ratios) -> Fit:
    letters = acronym_fit(asked, row, unfinished=weights is TYPING)
    first_letters = initials_fit(form.words, row.folded)
    prefix = row.folded.startswith(form.folded)
    starts = f" {row.folded}"
    word_prefix = sum([f" {part}" in starts for part in form.words]) / max(1, len(form.words))
    exact = row.compact in (asked.whole.compact, asked.bare.compact)
    score = (
        weights.index * index_score
        + weights.whole_ratio * ratios.whole
        + weights.word_set * ratios.word_set
        + weights.word_sort * ratios.word_sort
        + weights.sound_sort * ratios.sound_sort
        + weights.sound_set * ratios.sound_set
        + weights.acronym * letters
        + weights.initials * first_letters
        + weights.prefix * prefix
        + weights.word_prefix * word_prefix
        + EXACT * exact
        + SAME_SIGNS * (row.alias == asked.text)
    )
    likeness = max(ratios.word_set, ratios.sound_set, word_prefix, min(1.0, letters))
    sound = len(form.skeleton) > 1 and form.skeleton == row.skeleton
    return Fit(score, likeness, exact, letters > 0, prefix, sound, first_letters > 0, ratios.word_set == 1.0)


def acronym_fit(asked: Asked, row: Row, *, unfinished: bool) -> float:
    """1 where the query is an acronym of the name, rather less where it is the beginning of one and unfinished, twice
    as much where it is written in capitals."""
    if not asked.letters or not row.acronyms:
        return 0.0
    capitals = 2.0 if asked.capitals else 1.0
    if asked.letters in row.acronyms:
        return capitals
    begun = unfinished and any(key.startswith(asked.letters) for key in row.acronyms)
    return 0.8 * capitals if begun else 0.0


def initials_fit(query: tuple[str, ...], folded: str) -> float:
    """1 where every single letter of one side is the initial of a word of the other and the full words are equal,
    the letters standing in the order of the words; 0 where there is no such letter. ``K. Haftar`` fits *Khalifa Haftar*."""
    name = folded.split()
    if not 2 <= len(query) <= len(name):
        return 0.0
    if not any(len(word) == 1 for word in (*query, *name)):
        return 0.0
    at = 0
    abbreviated = False
    for word in query:
        while at < len(name) and not _abbreviates(word, name[at]):
            at += 1
        if at == len(name):
            return 0.0
        abbreviated = abbreviated or word != name[at]
        at += 1
    return 1.0 if abbreviated else 0.0


def _abbreviates(one: str, other: str) -> bool:
    return one == other or (one[0] == other[0] and 1 in (len(one), len(other)))


def standing(query: Query, ids: frozenset[str], kind: str, likeness: float) -> tuple[float, tuple[str, ...], bool]:
    """What is added for the entity itself, why, and whether it was refused.

    Args:
        query: what is known about the place.
        ids: every id that resolves to the entity.
        kind: of the entity.
        likeness: of its name, 0–1.
    """
    bonus = 0.0
    reasons: list[str] = []
    if times := sum(count for entity_id, count in query.accepted if entity_id in ids):
        bonus += (ACCEPTED - 1 / times) * likeness
        reasons.append(f"linked for these words ×{times}")
    if not ids.isdisjoint(query.linked):
        bonus += LINKED * likeness
        reasons.append("linked in this article")
    if not ids.isdisjoint(query.roster):
        bonus += ROSTER * likeness
        reasons.append("known in this project")
    if query.kind and query.kind == kind:
        bonus += KIND * likeness
        reasons.append("same kind")
    refused = not ids.isdisjoint(query.refused)
    if refused:
        bonus += REFUSED
        reasons.append("refused before")
    return bonus, tuple(reasons), refused


def first(scores: Mapping[str, tuple[float, bool]], limit: int) -> list[str]:
    """The ids of the ``limit`` greatest scores, ties by id.

    Args:
        scores: by id, the score and whether it is an exact one that was refused: such a one keeps a place at the end,
            so that what was turned down once can still be had by its name.
        limit: at most so many.
    """
    everyone = sorted(scores, key=lambda entity_id: (-scores[entity_id][0], entity_id))
    late = [entity_id for entity_id in everyone[limit:] if scores[entity_id][1]][: limit - 1]
    return everyone[: limit - len(late)] + late
