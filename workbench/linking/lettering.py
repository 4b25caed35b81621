"""Words as numbers: the trigrams of folded words, each trigram one number, many words at once.

A folded word consists of a–z and 0–9. With the space that marks its ends that makes 37 signs, hence 50,653 trigrams.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SIGNS = 37
TRIGRAMS = SIGNS**3

Numbers = npt.NDArray[np.uint32]

_CODES = np.zeros(256, dtype=np.uint16)
_CODES[ord("a") : ord("z") + 1] = np.arange(1, 27)
_CODES[ord("0") : ord("9") + 1] = np.arange(27, 37)


def trigrams(padded: str) -> Numbers:
    """The distinct trigrams of a folded word with its marks, as numbers in ascending order."""
    signs = _CODES[np.frombuffer(padded.encode("ascii"), dtype=np.uint8)].astype(np.uint32)
    return distinct(signs[:-2] * (SIGNS * SIGNS) + signs[1:-1] * SIGNS + signs[2:])


def trigram_postings(words: list[str]) -> tuple[Numbers, Numbers]:
    """Which words have which trigram, both ends of a word marked.

    Returns starts (one more than there are trigrams) and the numbers of words: trigram *t* is in the words
    ``postings[starts[t]:starts[t + 1]]``, ascending; a word that has a trigram twice stands there twice.
    """
    text = (" " + "  ".join(words) + " ").encode("ascii") if words else b""
    signs = _CODES[np.frombuffer(text, dtype=np.uint8)].astype(np.uint32)
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    codes = signs[:-2] * (SIGNS * SIGNS) + signs[1:-1] * SIGNS + signs[2:] if words else np.zeros(0, dtype=np.uint32)
    begins = np.cumsum(lengths + 2) - (lengths + 2)
    places = np.arange(int(lengths.sum())) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    owners = np.repeat(np.arange(len(words), dtype=np.uint32), lengths)
    return grouped(codes[places], owners, TRIGRAMS)


def grouped(keys: Numbers, values: Numbers, total: int) -> tuple[Numbers, Numbers]:
    """The values by their keys (0 … total - 1), those of one key in the order in which they came, as starts and values."""
    order = np.argsort(keys, kind="stable")
    starts = np.zeros(total + 1, dtype=np.uint32)
    np.cumsum(np.bincount(keys, minlength=total), out=starts[1:])
    return starts, values[order]


def among(values: Numbers, ascending: Numbers) -> npt.NDArray[np.bool_]:
    """Which of the values stand in an ascending array, which may be much longer."""
    if not len(ascending):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    found: npt.NDArray[np.bool_] = ascending[places] == values
    return found


def distinct(numbers: Numbers) -> Numbers:
    """The numbers in ascending order, none twice."""
    ordered = np.sort(numbers)
    return ordered if len(ordered) < 2 else ordered[_new(ordered)]


def starting(ascending: Numbers) -> npt.NDArray[np.int64]:
    """The places at which another number begins."""
    return np.flatnonzero(_new(ascending)) if len(ascending) else np.zeros(0, dtype=np.int64)


def _new(ascending: Numbers) -> npt.NDArray[np.bool_]:
    new = np.empty(len(ascending), dtype=np.bool_)
    new[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new
