"""The names that a scan looks for, as a tree of folded words, and what a word of a text must look like to be one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.linking.fold import fold

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
)
"""Combining marks and invisible signs: inside a word they belong to it."""
MARK = re.compile(f"[{MARKS}]")
APOSTROPHES = "'’‘‛＇`´′"
_APOSTROPHE = f"[{APOSTROPHES}]"
_LETTER = r"[^\W_]"
_REST = rf"[^\W_]*(?:[{MARKS}]+[^\W_]*)*"
_PART = rf"{_LETTER}{_REST}"
_TAIL = rf"{_REST}(?:{_APOSTROPHE}{_PART})*"
_WORD = rf"{_LETTER}{_TAIL}"
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[\U00020000-\U0003ffff]"
)
"""Scripts that put no space between words."""
NEXT = re.compile(rf"([\W_]{{1,40}}?)({_WORD})")
"""What stands between two words, and the second of them."""
TIED = re.compile(rf"([^\W_]+){_APOSTROPHE}\Z")
"""A word tied to the next by an apostrophe."""
WORDS = re.compile(_WORD)
_PARTS = re.compile(_PART)
_JOINTS = frozenset(("", "-", "‐", "‑", "–"))
"""What may stand between two words whatever stands there in the name; spaces are not counted."""
ELISIONS = frozenset(
    ("l", "L", "d", "qu", "Qu", "c", "j", "m", "n", "s", "t", "dell", "all", "sull", "nell", "dall", "un")
)
"""Words before an apostrophe that are none of the name after it."""
CACHE_LIMIT = 200_000
"""So many written words, or names, are kept in mind."""


class Name(NamedTuple):
    """One name: the words as written, what stands between them (spaces taken out), before the first, after the last."""

    words: tuple[str, ...]
    joints: tuple[str, ...]
    head: str
    tail: str
    plain: bool
    """No head, no tail, no single letter at an end: it reaches from its first to its last word, whatever is beside."""
    entity_id: str


class Node:
    """A place in the tree of folded words."""

    __slots__ = ("below", "names")

    def __init__(self) -> None:
        self.below: dict[str, Node] = {}
        self.names: list[Name] = []


def plant(root: Node, name: str, entity_id: str) -> None:
    """Put a name into the tree; one without a letter or digit is left out."""
    matches = list(WORDS.finditer(name))
    if not matches:
        return
    node = root
    for match in matches:
        node = node.below.setdefault(_key(match[0]), Node())
    joints = tuple("".join(name[one.end() : two.start()].split()) for one, two in pairwise(matches))
    head, tail = name[: matches[0].start()].strip(), name[matches[-1].end() :].strip()
    words = tuple(match[0] for match in matches)
    plain = not (head or tail or len(words[0]) == 1 or len(words[-1]) == 1)
    node.names.append(Name(words, joints, head, tail, plain, entity_id))


def _key(word: str) -> str:
    """What two words must share; a word in a script that has no transliteration stands for itself."""
    return fold(word) or word.lower()


class Reading(NamedTuple):
    """One way to read a written word as the first of a name."""

    start: int
    end: int
    """Both counted from the start of the word."""
    written: str
    names: tuple[Name, ...]
    """The names that are complete with it."""
    node: Node | None
    """Where it goes on; None where nothing can follow."""


class Starts(dict[str, tuple[tuple[Reading, ...], ...]]):
    """By a word as it is written, for each part at which a name may begin, the ways to read it, the longest first.

    Filled as words are met; empty for a word that begins no name.
    """

    def __init__(self, root: Node) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, word: str) -> tuple[tuple[Reading, ...], ...]:
        if len(self) > CACHE_LIMIT:
            self.clear()
        if word.isalnum() and _key(word) not in self._root.below:
            return self.setdefault(word, ())
        parts = [match.span() for match in _PARTS.finditer(word)]
        starts = []
        for first in range(len(parts)):
            if not first or word[slice(*parts[first - 1])] in ELISIONS:
                starts.append(tuple(self._readings(word, parts, first)))
        self[word] = tuple(filter(None, starts))
        return self[word]

    def _readings(self, word: str, parts: list[tuple[int, int]], first: int) -> Iterator[Reading]:
        start = parts[first][0]
        for _, end in reversed(parts[first:]):
            whole = end == parts[-1][1]
            written = word[start:end]
            node = self._root.below.get(_key(written)) if whole or _genitive(word[end:]) else None
            if node is None:
                continue
            names = tuple(name for name in node.names if fits(name, (written,), ()))
            onward = node if whole and node.below else None
            if names or onward:
                yield Reading(start, end, written, names, onward)


@lru_cache(maxsize=1 << 16)
def later_readings(word: str) -> tuple[tuple[int, str, str, bool], ...]:
    """The ways to read a word that is not the first of a name, whole or without its genitive.

    Each is its end, what is written, that folded, and whether it is the whole word.
    """
    readings = [(len(word), word, _key(word), True)]
    parts = [match.end() for match in _PARTS.finditer(word)]
    if len(parts) > 1 and _genitive(word[parts[-2] :]):
        written = word[: parts[-2]]
        readings.append((parts[-2], written, _key(written), False))
    return tuple(readings)


def _genitive(rest: str) -> bool:
    """Whether an apostrophe and what follows end a word that is whole without them."""
    return len(rest) == 2 and rest[1] in "sS"


def in_capitals(word: str) -> bool:
    """Whether a word of a name stands for nothing but itself in capitals: *US* is neither *us* nor *Us*."""
    return 1 < len(word) <= 3 and word.isupper() and word.isalpha()


def fits(name: Name, words: tuple[str, ...], joints: tuple[str, ...]) -> bool:
    """Whether words that fold to those of a name are written as it may be: the rules of case and of what stands between."""
    for wanted, written in zip(name.words, words, strict=True):
        if written.islower() and not wanted.islower() and wanted.upper() != wanted.lower():
            return False
        if in_capitals(wanted) and not written.isupper():
            return False
    for at, (wanted, written) in enumerate(zip(name.joints, joints, strict=True)):
        abbreviated = written == "." and len(words[at]) <= 3
        if written != wanted and (fold(wanted) or not (written in _JOINTS or abbreviated)):
            return False
    return True
