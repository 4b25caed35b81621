"""Which words of a catalogue a word of a query may stand for, and how like it they are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from workbench.linking.fold import skeleton
from workbench.linking.lettering import starting, trigrams
from workbench.linking.shard import Numbers, Shard

_TRIGRAM_BUDGET = 15_000
"""So many entries of trigrams are read for one word, those of its rarest trigrams."""
_COMPARED = 120
"""So many words with the most shared trigrams are compared letter by letter."""
_SOUNDING = 150
_KEPT = 48
_LEAST = 0.58
"""Words that are less like it are another word."""
_NEXT = 0.97
"""The greatest likeness of another word."""
_INITIAL = 0.7
"""How like a single letter is to a word that begins with it."""
_BEGUN = 0.85
"""How like an unfinished word is to a word that begins with it."""

Likenesses = npt.NDArray[np.float32]


class Match(NamedTuple):
    """The words that a word of a query may stand for."""

    words: Numbers
    """Singly, in ascending likeness."""
    likenesses: Likenesses
    begins: tuple[int, int]
    """A range of words that begin with it, where it may be unfinished or an initial; else empty."""
    begun: float
    """The likeness of those of the range that do not stand in ``words``."""
    names: int
    """How many names have the very word, or (unfinished) one that begins with it; 0 where none has."""


def match(shard: Shard, word: str, *, unfinished: bool, thorough: bool) -> Match:
    """The words of a shard that ``word`` may stand for, at most a few dozen and a range.

    Args:
        shard: where to look.
        word: folded.
        unfinished: whether it may be the beginning of a word.
        thorough: whether words like it are wanted too where the very word is there.
    """
    begins, begun = (0, 0), 0.0
    if unfinished or len(word) == 1:
        begins, begun = shard.word_range(word), _BEGUN if unfinished else _INITIAL
    exact = shard.word_number(word)
    simple = len(word) == 1 or (exact is not None and not thorough)
    found = {} if simple else _alike(shard, word, unfinished=unfinished)
    if exact is not None:
        found[exact] = 1.0
    kept = sorted(found.items(), key=lambda item: item[1])[-_KEPT:]
    words = np.array([number for number, _ in kept], dtype=np.uint32)
    likenesses = np.array([likeness for _, likeness in kept], dtype=np.float32)
    if unfinished:
        count = int(shard.posting_starts[begins[1]]) - int(shard.posting_starts[begins[0]])
    else:
        count = shard.count(exact) if exact is not None else 0
    return Match(words, likenesses, begins, begun, count)


def _alike(shard: Shard, word: str, *, unfinished: bool) -> dict[int, float]:
    """Words that share trigrams or the sound, with their likeness."""
    sound = skeleton(word)
    sounding = shard.sounding(sound)[:_SOUNDING] if len(sound) > 1 else np.zeros(0, dtype=np.uint32)
    numbers = np.concatenate((_sharing(shard, word, unfinished=unfinished), sounding))
    names = shard.words(numbers)
    if not names:
        return {}
    if unfinished:
        names = [name[: len(word)] for name in names]
    likenesses = process.cdist([word], names, scorer=fuzz.ratio)[0] / 100
    likenesses[-len(sounding) or len(names) :] *= 0.15
    likenesses[-len(sounding) or len(names) :] += 0.8
    chosen = np.flatnonzero(likenesses >= _LEAST)
    return dict(zip(numbers[chosen].tolist(), np.minimum(likenesses[chosen], _NEXT).tolist(), strict=True))


def _sharing(shard: Shard, word: str, *, unfinished: bool) -> Numbers:
    """The words that share the most trigrams with it in proportion to their lengths (Dice)."""
    codes = trigrams(f" {word}" if unfinished else f" {word} ")
    starts = shard.trigram_starts
    counts = (starts[codes + 1] - starts[codes]).astype(np.int64)
    order = np.argsort(counts, kind="stable")
    spent = np.cumsum(counts[order])
    order = order[(spent <= _TRIGRAM_BUDGET) | (np.arange(len(order)) < 2)]
    parts = [shard.trigram_words[starts[codes[at]] : starts[codes[at] + 1]] for at in order.tolist()]
    entries = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)
    entries.sort()
    again = entries[1:][entries[1:] == entries[:-1]]
    left_out = 0
    if len(again) >= _COMPARED:
        # Enough words share two or more: those that share one need not be sorted out.
        entries, left_out = again, 1
    firsts = starting(entries)
    words = entries[firsts]
    shared = np.diff(firsts, append=len(entries)) + left_out
    lengths = (shard.words_starts[words + 1] - shard.words_starts[words]).astype(np.int64)
    if unfinished:
        lengths = np.minimum(lengths, len(codes))
    dice = 2 * shared / (lengths + len(codes))
    if len(words) > _COMPARED:
        best = np.argpartition(dice, -_COMPARED)[-_COMPARED:]
        return words[best]
    return words
