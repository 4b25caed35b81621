"""The names of a shard that are worth weighing against a query, by the words that they share with it.

Every word of the query stands for some words of the catalogue, each with a likeness. A name is scored as in SoftTFIDF
(Cohen, Ravikumar and Fienberg 2003: *A comparison of string distance metrics for name-matching tasks*): the likeness of
its best word for each word of the query, weighed by rarity, over the lengths of both as vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.linking.lettering import distinct
from workbench.linking.likeness import Match
from workbench.linking.shard import TITLED_KINDS, Mask, Numbers, Shard, spread

_READ = 20_000
"""So many names are read for one word of a query; of commoner words only names that share another word are scored."""
_BEGUN_ACRONYM = 0.8
_SCORED = 1_500
"""So many names are scored exactly."""

Scores = npt.NDArray[np.float32]


class Term(NamedTuple):
    """One word of a query, as a shard knows it."""

    match: Match
    weight: float
    """Its rarity over all shards."""
    title: bool
    """Whether it belongs to a title, so that it does not count for persons."""


class Roster(NamedTuple):
    """The rows of a shard that belong to entities of the roster."""

    mask: Mask
    words: Numbers
    """Their words, those of one row behind those of another."""
    rows: Numbers
    """The row of each of these words."""

    @classmethod
    def of(cls, shard: Shard, numbers: Sequence[int]) -> Roster:
        """The rows of these entities."""
        rows = shard.rows_of(numbers)
        mask = np.zeros(shard.names, dtype=np.bool_)
        mask[rows] = True
        begins = shard.word_starts[rows].astype(np.int64)
        sizes = shard.word_starts[rows + 1].astype(np.int64) - begins
        return cls(mask, shard.row_words[spread(begins, sizes)], np.repeat(rows, sizes))

    def having(self, first: int, last: int) -> Numbers:
        """The rows with a word of a range."""
        return self.rows[(self.words >= first) & (self.words < last)]


class Pool(NamedTuple):
    """Rows to weigh, with their entities."""

    rows: Numbers
    entities: Numbers
    scores: Scores
    """1 = the same words."""
    covers: Scores
    """The share of the query's words, by rarity, that a row has, 0–1."""
    letters: Scores
    """1 where the query is an acronym of the name, rather less where it only begins one."""

    def only(self, places: npt.NDArray[np.integer]) -> Pool:
        """Some of the rows."""
        return Pool(
            self.rows[places], self.entities[places], self.scores[places], self.covers[places], self.letters[places]
        )


class Scratch:
    """Room for sums over all names and all words of a shard, always left at zero."""

    def __init__(self, shard: Shard) -> None:
        self.total = np.zeros(shard.names, dtype=np.float32)
        self.words = np.zeros(len(shard.words_starts) - 1, dtype=np.float32)


def pool(
    shard: Shard,
    scratch: Scratch,
    terms: Sequence[Term],
    letters: tuple[Numbers, Numbers],
    *,
    limit: int,
    roster: Roster | None,
    near: Numbers,
    hidden: Mask | None,
    admitted: Mask | None,
    bend: float,
) -> Pool:
    """The rows to weigh.

    Args:
        shard: where to look.
        scratch: its scratch room.
        terms: the words of the query.
        letters: rows that have the query for an acronym, and rows with one that begins so.
        limit: at most so many rows; half as many again of the roster's, and as many of acronyms.
        roster: which rows belong to entities of the roster.
        near: rows that are scored in any case.
        hidden: rows that do not count.
        admitted: which kinds pass the filter.
        bend: how much the length of a name counts, 0–1.
    """
    short = np.concatenate(letters)
    rows = _gather(shard, scratch, terms, short, roster, near)
    if hidden is not None:
        rows = rows[~hidden[rows]]
    if admitted is not None:
        rows = rows[admitted[shard.kinds[shard.owners(rows)]]]
    scores, covers = _score(shard, scratch, terms, rows, bend)
    fits = np.zeros(len(rows), dtype=np.float32)
    if len(short):
        fits[np.isin(rows, letters[1])] = _BEGUN_ACRONYM
        fits[np.isin(rows, letters[0])] = 1
    wanted = _best(rows, scores, fits, limit, roster, near)
    rows = rows[wanted]
    return Pool(rows, shard.owners(rows), scores[wanted], covers[wanted], fits[wanted])


def _best(rows: Numbers, scores: Scores, fits: Scores, limit: int, roster: Roster | None, near: Numbers) -> Numbers:
    """Which of the rows to weigh: the best of all, of the roster's, of acronyms, and what is scored in any case."""
    chosen = [_top(scores, limit)]
    if roster is not None and len(rows):
        known = np.flatnonzero(roster.mask[rows])
        chosen.append(known[_top(scores[known], limit // 2)])
    if len(near):
        chosen.append(np.flatnonzero(np.isin(rows, near) & (scores > 0)))
    if fits.any():
        fitting = np.flatnonzero(fits)
        chosen.append(fitting[_top(fits[fitting] + scores[fitting], limit)])
    return distinct(np.concatenate(chosen).astype(np.uint32))


def _top(scores: Scores, limit: int) -> npt.NDArray[np.int64]:
    if len(scores) <= limit:
        return np.arange(len(scores))
    return np.argpartition(scores, -limit)[-limit:]


def _gather(
    shard: Shard, scratch: Scratch, terms: Sequence[Term], letters: Numbers, roster: Roster | None, beside: Numbers
) -> Numbers:
    """The rows with the greatest sums, roughly: those that share a word that is not too common."""
    touched: list[Numbers] = [letters]
    near: list[Numbers] = [beside]
    for term in sorted(terms, key=lambda term: -term.weight):
        rows, weights, some = _postings(shard, term, roster, alone=not any(map(len, touched)))
        if some is not None:
            near.append(some)
        if len(rows):
            # A row that stands there several times keeps the last sum, that of its greatest weight.
            scratch.total[rows] = scratch.total[rows] + weights if any(map(len, touched)) else weights
            touched.append(rows)
    rows = np.concatenate(touched)
    sums = scratch.total[rows]
    total = scratch.total
    if len(rows) > _SCORED:
        ranks = sums / (0.5 + shard.norms[rows].astype(np.float32))
        rows_best = rows[np.argpartition(ranks, -_SCORED)[-_SCORED:]]
        if roster is not None:
            near.append(rows[roster.mask[rows]][:_SCORED])
    else:
        rows_best = rows
    total[rows] = 0
    return distinct(np.concatenate((rows_best, letters, *near)))


def _postings(
    shard: Shard, term: Term, roster: Roster | None, *, alone: bool
) -> tuple[Numbers, Scores, Numbers | None]:
    """The rows of a word, in ascending weight, and those rows of the roster that were left out with common words."""
    found, starts = term.match, shard.posting_starts
    parts: list[Numbers] = []
    sizes: list[int] = []
    weights: list[float] = []
    near: Numbers | None = None
    first, last = found.begins
    if last > first:
        whole = shard.postings[starts[first] : starts[last]]
        if len(whole) > _READ:
            if roster is not None:
                near = roster.having(first, last)
            whole = _shortest(shard, first, last) if alone else whole[:0]
        parts.append(whole)
        weights.append(found.begun)
    room = _READ
    singles: list[tuple[Numbers, float]] = []
    froms, tos = starts[found.words].tolist(), starts[found.words + 1].tolist()
    for begin, end, likeness in zip(reversed(froms), reversed(tos), reversed(found.likenesses.tolist()), strict=True):
        if end - begin > room and not (alone and not singles):
            continue
        room -= end - begin
        singles.append((shard.postings[begin:end], likeness))
    for some, likeness in reversed(singles):
        parts.append(some)
        weights.append(likeness)
    sizes = [len(part) for part in parts]
    if not parts:
        return np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float32), near
    factors = np.array(weights, dtype=np.float32) * np.float32(term.weight**2)
    return np.concatenate(parts), np.repeat(factors, sizes), near


def _shortest(shard: Shard, first: int, last: int) -> Numbers:
    """Rows of the shortest words of a range."""
    lengths = np.diff(shard.words_starts[first : last + 1]).astype(np.uint16)
    begins = shard.posting_starts[first:last].astype(np.int64)
    sizes = shard.posting_starts[first + 1 : last + 1].astype(np.int64) - begins
    order = np.argsort(lengths, kind="stable")
    order = order[sizes[order] <= _READ // 2]
    order = order[np.cumsum(sizes[order]) <= _READ]
    return shard.postings[spread(begins[order], sizes[order])]


def _score(shard: Shard, scratch: Scratch, terms: Sequence[Term], rows: Numbers, bend: float) -> tuple[Scores, Scores]:
    """The score of every row and how much of the query it has, every word of the query counted, however common."""
    if not len(rows):
        return np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.float32)
    begins = shard.word_starts[rows].astype(np.int64)
    sizes = shard.word_starts[rows + 1].astype(np.int64) - begins
    edges = np.cumsum(sizes) - sizes
    words = shard.row_words[spread(begins, sizes)]
    persons = TITLED_KINDS[shard.kinds[shard.owners(rows)]] if any(term.title for term in terms) else None
    dots = np.zeros(len(rows), dtype=np.float32)
    length = np.zeros(len(rows), dtype=np.float32)
    table = scratch.words
    for term in terms:
        first, last = term.match.begins
        table[first:last] = term.match.begun
        table[term.match.words] = term.match.likenesses
        best = np.maximum.reduceat(table[words], edges)
        table[first:last] = 0
        table[term.match.words] = 0
        square = np.float32(term.weight**2)
        if term.title and persons is not None:
            best[persons] = 0
            length += square * ~persons
        else:
            length += square
        dots += best * square
    length = np.maximum(length, 1e-6)
    norm = np.sqrt(length)
    lengths = np.maximum(shard.norms[rows].astype(np.float32), 0.1)
    scores: Scores = (dots / (norm * ((1 - bend) * norm + bend * lengths))).astype(np.float32)
    return scores, dots / length
