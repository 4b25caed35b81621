"""Known names in running text, at their exact places.

An automaton (Aho–Corasick) reads the whole text once, flattened sign by sign, and tells which names may stand where; this
costs the same for ten names and for a million. Each such place is then read word by word, as the words stand there, so
that a match satisfies:

* it begins and ends at the end of a word: no letter or digit beside it; an apostrophe may follow for a genitive
  (``Haftar’s``) and precede for an elision (``l’Algérie``), but ``Don`` is not in ``Don’t`` nor ``Brien`` in ``O’Brien``;
* a word of the name with a capital does not match one in small letters, and one of two or three capitals only such a one
  (``US`` is neither ``us`` nor ``Us``);
* between two words stands what stands there in the name, or a space, a line break, a hyphen, or the dot of an abbreviation;
* a name of a catalogue is no common word such as *The* or *May* (see ``stopwords``).

Names in scripts that put no space between words (Chinese, Japanese, Korean, Thai, …) match wherever they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from workbench.core.entity import Catalogue
from workbench.core.span import Span
from workbench.linking.flat import flatten, keys_of_name
from workbench.linking.fold import fold
from workbench.linking.nametree import (
    APOSTROPHES,
    ELISIONS,
    MARKS,
    NEXT,
    TIED,
    UNSPACED,
    WORDS,
    Name,
    Node,
    Reading,
    Starts,
    fits,
    later_readings,
    plant,
)
from workbench.linking.stopwords import is_stop_word

_TIES = tuple(re.compile(rf"{sign}(?<=[^\W_]{{2}}.)(?=[^\W_])(?!(?:s|t|re|ve|ll|d|m|S|T)(?![^\W_]))") for sign in "'’ʼ")
"""An apostrophe inside a word that may be left out of it (*Sana’a*, *Qur'an*), but no genitive, elision or contraction."""
_NEAR = 60
"""So many signs on both sides are looked at where an apostrophe is left out."""

_GAP = " . "
"""Stands between pieces of text that are read in one go; no name reaches across it."""
_BEHIND = frozenset(APOSTROPHES)
_BEFORE = frozenset((*APOSTROPHES, "."))
"""Signs beside a match that may tie it to another word, and ask for a closer look."""


class Found(NamedTuple):
    """A known name in a text, and every entity that goes by it (usually one)."""

    span: Span
    entity_ids: tuple[str, ...]


class Scanner:
    """Finds every name of a catalogue in a text; among overlapping names the longest, from left to right."""

    def __init__(self, catalogue: Catalogue) -> None:
        names = []
        for entity in catalogue:
            target = catalogue.resolve(entity.id)
            if target is not None:
                names += [(name, target.id) for name in entity.names if worth_finding(name)]
        self._build(names)

    @classmethod
    def of_names(cls, names: Iterable[tuple[str, str]]) -> Scanner:
        """A scanner for pairs of a name and the id that is reported for it."""
        scanner = cls.__new__(cls)
        scanner._build(names)
        return scanner

    def find(self, text: str, within: Span | None = None) -> list[Found]:
        """Every known name in the text (or wholly ``within`` a part of it), in order, none overlapping another."""
        within = within or Span(0, len(text))
        found = list(self._spaced(text, within)) if self._automaton is not None else []
        if self._unspaced is not None and not text.isascii():
            found = _merged(found, self._unspaced_in(text, within))
        return found

    def _build(self, names: Iterable[tuple[str, str]]) -> None:
        self._literal: dict[str, tuple[str, ...]] = {}
        keyed: list[tuple[bytes, str, str]] = []
        for name, entity_id in names:
            if UNSPACED.search(name):
                self._literal[name.strip()] = _with(self._literal.get(name.strip(), ()), entity_id)
            else:
                keyed += [(key, name, entity_id) for key in keys_of_name(name)]
        literal = list(self._literal)
        self._unspaced = AhoCorasick(literal, MatchKind.LeftmostLongest) if literal else None
        keyed.sort(key=itemgetter(0))
        self._names = [(name, entity_id) for _, name, entity_id in keyed]
        self._firsts = [at for at, (key, *_) in enumerate(keyed) if not at or keyed[at - 1][0] != key]
        """By the number of a key, where its names begin among all."""
        keys = [keyed[at][0] for at in self._firsts]
        self._firsts.append(len(keyed))
        self._small = bytearray(any(name[:1].islower() for name, _ in self._of(at)) for at in range(len(keys)))
        """Whether some name of a key begins with a small letter."""
        self._automaton = BytesAhoCorasick(keys, MatchKind.Standard, Implementation.ContiguousNFA) if keys else None
        self._root = Node()
        self._starts = Starts(self._root)
        self._planted: set[int] = set()

    def _of(self, key: int) -> list[tuple[str, str]]:
        """The names of one key, with their entities."""
        return self._names[self._firsts[key] : self._firsts[key + 1]]

    def _spaced(self, text: str, within: Span) -> Iterator[Found]:
        floor = within.start
        last = -1
        for start, minus_end, key in self._hits(text, within):
            if start < floor or start == last:
                continue
            last = start
            found = self._just_so(text, start, -minus_end, key) or self._by_words(text, start, floor, within.end)
            if found is not None:
                yield found
                floor = found.span.end

    def _hits(self, text: str, within: Span) -> list[tuple[int, int, int]]:
        """Where names may stand: (start, minus end, key), so that those that start together stand longest first."""
        part = text[within.start : within.end]
        found = self._hits_in(part, within.start)
        found += self._hits_across(part, within.start)
        found.sort()
        new = {key for _, _, key in found} - self._planted
        if new:
            self._planted |= new
            for key in new:
                for name, entity_id in self._of(key):
                    plant(self._root, name, entity_id)
            self._starts.clear()
        return found

    def _hits_in(self, text: str, base: int) -> list[tuple[int, int, int]]:
        """The hits in a piece of the text that begins at ``base``."""
        assert self._automaton is not None
        flat = flatten(text)
        small, back = self._small, flat.back
        found: list[tuple[int, int, int]] = []
        for key, first, end in self._automaton.find_matches_as_indexes(flat.data, overlapping=True):
            start = back(first + 1)
            if small[key] or not text[start].islower() or not text[start : start + end - first - 2].islower():
                found.append((start + base, -back(end - 2) - 1 - base, key))
        return found

    def _hits_across(self, text: str, base: int) -> list[tuple[int, int, int]]:
        """The hits that a word has without the apostrophe inside it: what stands around each is read once more."""
        ties = [tie.start() for sign in _TIES for tie in sign.finditer(text)]
        if not ties:
            return []
        pieces = [f"{text[max(0, at - _NEAR) : at]}{text[at + 1 : at + _NEAR]}" for at in ties]
        starts = [0, *accumulate(len(piece) + len(_GAP) for piece in pieces)]
        found: list[tuple[int, int, int]] = []
        for start, minus_end, key in self._hits_in(_GAP.join(pieces), 0):
            number = bisect_right(starts, start) - 1
            by = max(0, ties[number] - _NEAR) - starts[number]
            if start + by < ties[number] < by - minus_end:
                found.append((start + by + base, minus_end - by - base - 1, key))
        return found

    def _just_so(self, text: str, start: int, end: int, key: int) -> Found | None:
        """A name that stands in the text letter by letter, with nothing beside it that could belong to it."""
        first, last = self._firsts[key], self._firsts[key + 1]
        name, entity_id = self._names[first]
        if text[start:end] != name or not (name[:2].isalnum() and name[-2:].isalnum()):
            return None
        if text[start - 1 : start] in _BEFORE or text[end : end + 1] in _BEHIND:
            return None
        if last - first == 1:
            return Found(Span(start, end), (entity_id,))
        names = self._names[first:last]
        if any(other != name for other, _ in names):
            return None
        return Found(Span(start, end), tuple(dict.fromkeys(entity_id for _, entity_id in names)))

    def _by_words(self, text: str, start: int, floor: int, ceiling: int) -> Found | None:
        """The longest name that begins at a place, read word by word."""
        word_start = _word_start(text, start)
        match = WORDS.match(text, word_start)
        if match is None:
            return None
        if word_start and text[word_start - 1] in APOSTROPHES and _inside_word(text, word_start):
            return None
        for readings in self._starts[match[0]]:
            if readings[0].start == start - word_start:
                return self._longest(text, word_start, readings, floor, ceiling)
        return None

    def _longest(self, text: str, offset: int, readings: tuple[Reading, ...], floor: int, ceiling: int) -> Found | None:
        """The longest name that begins with a word and lies between the bounds, with all entities that have it."""
        best: Found | None = None
        for reading in readings:
            at = offset + reading.end
            complete: Iterable[tuple[Name, int]] = ((name, at) for name in reading.names)
            if reading.node is not None:
                complete = chain(complete, self._onward(text, at, reading.node, (reading.written,), ()))
            for name, stop in complete:
                span = _extent(text, offset + reading.start, stop, name)
                if span is None or span.start < floor or span.end > ceiling:
                    continue
                if best is None or span.end > best.span.end:
                    best = Found(span, (name.entity_id,))
                elif span.end == best.span.end:
                    best = Found(span, _with(best.entity_ids, name.entity_id))
        return best

    def _onward(
        self, text: str, at: int, node: Node, words: tuple[str, ...], joints: tuple[str, ...]
    ) -> Iterator[tuple[Name, int]]:
        """The names that the words from ``at`` complete, each with the end of its last word."""
        match = NEXT.match(text, at)
        if match is None or match[1].count("\n") > 1:
            return
        for end, written, folded, whole in later_readings(match[2]):
            below = node.below.get(folded)
            if below is None:
                continue
            end += match.start(2)
            said = (*words, written)
            between = (*joints, "".join(match[1].split()))
            yield from ((name, end) for name in below.names if fits(name, said, between))
            if whole and below.below:
                yield from self._onward(text, end, below, said, between)

    def _unspaced_in(self, text: str, within: Span) -> Iterator[Found]:
        assert self._unspaced is not None
        part = text[within.start : within.end]
        for _, start, end in self._unspaced.find_matches_as_indexes(part):
            yield Found(Span(start, end).shift(within.start), self._literal[part[start:end]])


def worth_finding(name: str) -> bool:
    """Whether a name of a catalogue is looked for in running text: it has two letters, and is no common word."""
    return _long_enough(name) and not is_stop_word(name)


def _long_enough(name: str) -> bool:
    return len(name.strip()) > 1 and len(fold(name)) > 1


def _extent(text: str, start: int, end: int, name: Name) -> Span | None:
    """The place of a match with the signs that the name itself begins and ends with, where they stand in the text.

    None where a sign that folds to a letter (™) is missing, or where the words are part of a longer abbreviation.
    """
    if name.plain:
        return Span(start, end)
    if len(name.words[-1]) == 1 and text.startswith(".", end) and text[end + 1 : end + 2].isalnum():
        return None
    if len(name.words[0]) == 1 and text.endswith(".", 0, start) and text[max(0, start - 2) : start - 1].isalnum():
        return None
    if name.tail and text.startswith(name.tail, end):
        end += len(name.tail)
    elif fold(name.tail):
        return None
    if name.head and text.endswith(name.head, 0, start):
        start -= len(name.head)
    elif fold(name.head):
        return None
    return Span(start, end)


def _word_start(text: str, start: int) -> int:
    """Where the word begins whose part, tied on by an apostrophe, begins at ``start``."""
    while start > 1 and text[start - 1] in APOSTROPHES and (text[start - 2].isalnum() or text[start - 2] in MARKS):
        start -= 1
        while start and (text[start - 1].isalnum() or text[start - 1] in MARKS):
            start -= 1
    return start


def _inside_word(text: str, offset: int) -> bool:
    """Whether an apostrophe ties what begins here to a word before it, and it is no elision: *Brien* in ``o’Brien``."""
    tied = TIED.search(text, max(0, offset - 8), offset)
    return tied is not None and tied[1] not in ELISIONS


def _with(ids: tuple[str, ...], entity_id: str) -> tuple[str, ...]:
    return ids if entity_id in ids else (*ids, entity_id)


def _merged(one: list[Found], other: Iterable[Found]) -> list[Found]:
    """Both in order; where two overlap the earlier stays, of two that start together the longer."""
    merged: list[Found] = []
    for found in sorted((*one, *other), key=lambda found: (found.span.start, -found.span.end)):
        if not merged or found.span.start >= merged[-1].span.end:
            merged.append(found)
    return merged
