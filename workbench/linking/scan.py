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
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from workbench.core.entity import Catalogue
from workbench.core.span import Span
from workbench.linking.edges import TIED_TO, ends_there, extent, inside_word, word_start
from workbench.linking.flat import Flat, flatten
from workbench.linking.fold import fold
from workbench.linking.nametable import NameTable
from workbench.linking.nametree import (
    APOSTROPHES,
    CACHE_LIMIT,
    NEXT,
    UNSPACED,
    WORDS,
    Name,
    Node,
    Reading,
    Starts,
    fits,
    in_capitals,
    later_readings,
    plant,
)
from workbench.linking.stopwords import STOP, is_stop_word

_TIES = tuple(re.compile(rf"{sign}(?<=[^\W_]{{2}}.)(?=[^\W_])(?!(?:s|t|re|ve|ll|d|m|S|T)(?![^\W_]))") for sign in "'’ʼ")
"""An apostrophe inside a word that may be left out of it (*Sana’a*, *Qur'an*), but no genitive, elision or contraction."""
_NEAR = 60
"""So many signs on both sides are looked at where an apostrophe is left out."""

_PIECE = 1 << 16
"""So many signs are read in one go."""
_LONG = 1 << 20
"""From so many signs on, it is worth while to import NumPy."""
_GAP = " . "
"""Stands between pieces of text that are read in one go; no name reaches across it."""
_ANY, _CAPITAL, _CAPITALS, _UNKNOWN = 0, 1, 2, 255
"""Rules of case: which letter of the first word must be a capital, if any (1: one of all words, mostly the first)."""
_SMALL = ord("a")
_STOP_KEYS = frozenset(word.encode() for word in STOP)
_NOWHERE = b"\0"
"""A key that no flat text has."""


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

    @property
    def empty(self) -> bool:
        """Whether there is no name to look for."""
        return self._automaton is None and self._unspaced is None

    def find(self, text: str, within: Span | None = None) -> list[Found]:
        """Every known name in the text (or wholly ``within`` a part of it), in order, none overlapping another."""
        within = within or Span(0, len(text))
        found: list[Found] = []
        if self.empty:
            return found
        floor = within.start
        unspaced, in_bulk = False, within.end - within.start > _LONG
        for piece in _pieces(text, within):
            flat = flatten(text[piece.start : piece.end], in_bulk)
            unspaced = unspaced or flat.unspaced
            if self._automaton is not None:
                self._read(text, self._hits(text, piece, flat), Span(floor, within.end), found)
                floor = found[-1].span.end if found else floor
        if unspaced and self._unspaced is not None:
            found = _merged(found, self._unspaced_in(text, within))
        return found

    def _build(self, names: Iterable[tuple[str, str]]) -> None:
        self._literal: dict[str, tuple[str, ...]] = {}
        spaced: list[tuple[str, str]] = []
        for name, entity_id in names:
            if not name.isascii() and UNSPACED.search(name):
                self._literal[name.strip()] = _with(self._literal.get(name.strip(), ()), entity_id)
            else:
                spaced.append((name, entity_id))
        literal = list(self._literal)
        self._unspaced = AhoCorasick(literal, MatchKind.LeftmostLongest) if literal else None
        self._names = NameTable(spaced)
        keys = self._names.take_keys()
        self._loud = [number for number, key in enumerate(keys) if key[1:-1] in _STOP_KEYS and self._is_loud(number)]
        """The keys of common words that are names in capitals only: they are looked for by themselves, in the cased text,
        since in small letters they stand everywhere."""
        louds = [keys[number].upper() for number in self._loud]
        self._capitals = BytesAhoCorasick(louds, MatchKind.Standard, Implementation.DFA) if louds else None
        for number in self._loud:
            keys[number] = _NOWHERE
        self._automaton = BytesAhoCorasick(keys, MatchKind.Standard, Implementation.ContiguousNFA) if keys else None
        self._rules = bytearray(b"%c" % _UNKNOWN * len(keys))
        """By the number of a key, which letter must be a capital; filled as keys are met."""
        self._root = Node()
        self._starts = Starts(self._root)
        self._alone: dict[str, tuple[str, ...] | None] = {}
        """By what is written, whose name it is where nothing beside it matters; None where this must be looked at."""

    def _is_loud(self, key: int) -> bool:
        """Whether the first word of all names of a key stands for nothing but itself in capitals."""
        return all(_rule(name) == _CAPITALS for name, _ in self._names.of(key))

    def _read(self, text: str, hits: Iterable[tuple[int, int]], bounds: Span, found: list[Found]) -> None:
        """Add the names that stand at these places, in order, and lie between the bounds."""
        floor, ceiling = bounds
        passed = -1
        alone, tied, made = self._alone, TIED_TO, tuple.__new__
        for start, end in hits:
            if start < floor or start == passed:
                continue
            written = text[start:end]
            ids = alone[written] if written in alone else self._read_alone(written)
            if (
                ids is None
                or tied[text[start - 1 : start]]
                or (tied[text[end : end + 1]] and not ends_there(text, end))
            ):
                passed = start
                closer = self._by_words(text, start, floor, ceiling)
                if closer is not None:
                    found.append(closer)
                    floor = closer.span.end
            elif ids:
                # Made as their constructors make them, in half the time.
                found.append(made(Found, (made(Span, (start, end)), ids)))
                floor = end

    def _hits(self, text: str, piece: Span, flat: Flat) -> Iterable[tuple[int, int]]:
        """Where names may stand, in order; those that start together stand longest first."""
        return flat.in_order(self._near(flat), self._hits_across(text[piece.start : piece.end]), piece.start)

    def _near(self, flat: Flat) -> list[int]:
        """The hits of the automaton that no rule of case turns away, each as ``(start << 32) - end``."""
        assert self._automaton is not None
        hits = self._automaton.find_matches_as_indexes(flat.data, overlapping=True)
        cased = flat.cased
        loud = self._capitals.find_matches_as_indexes(cased, overlapping=True) if self._capitals is not None else []
        rules = self._rules_of([key for key, _, _ in hits])
        self._rules_of([self._loud[key] for key, _, _ in loud])
        return [(first << 32) - end for _, first, end in loud] + [
            (first << 32) - end
            for rule, (_, first, end) in zip(rules, hits, strict=True)
            # Below the small letters stand capitals, digits and the blank.
            if cased[first + rule] < _SMALL or (rule == _CAPITAL and not cased[first:end].islower())
        ]

    def _rules_of(self, keys: list[int]) -> bytes:
        """The rule of each key; the names of those that were not met before are made ready to be read."""
        rules = bytes(map(self._rules.__getitem__, keys))
        if _UNKNOWN not in rules:
            return rules
        self._meet({key for key in keys if self._rules[key] == _UNKNOWN})
        return bytes(map(self._rules.__getitem__, keys))

    def _meet(self, keys: set[int]) -> None:
        """Make the names of keys that were not met before ready to be read."""
        for key in keys:
            names = self._names.of(key)
            self._rules[key] = min(_rule(name) for name, _ in names)
            for name, entity_id in names:
                plant(self._root, name, entity_id)
        self._starts.clear()
        self._alone.clear()

    def _hits_across(self, text: str) -> Iterator[tuple[int, int]]:
        """The hits that a word has without the apostrophe inside it: what stands around each is read once more."""
        ties = [tie.start() for sign in _TIES for tie in sign.finditer(text)]
        if not ties:
            return
        pieces = [f"{text[max(0, at - _NEAR) : at]}{text[at + 1 : at + _NEAR]}" for at in ties]
        starts = [0, *accumulate(len(piece) + len(_GAP) for piece in pieces)]
        flat = flatten(_GAP.join(pieces))
        for start, end in flat.in_order(self._near(flat), ()):
            number = bisect_right(starts, start) - 1
            by = max(0, ties[number] - _NEAR) - starts[number]
            if start + by < ties[number] < end + by:
                yield start + by, end + by + 1

    def _read_alone(self, written: str) -> tuple[str, ...] | None:
        """Whose name this is, written so; empty where it is nobody's, None where it depends on what stands beside it."""
        if len(self._alone) > CACHE_LIMIT:
            self._alone.clear()
        ids: tuple[str, ...] | None = ()
        match = WORDS.match(written)
        for readings in self._starts[match[0]] if match else ():
            for name, start, stop in self._completed(written, 0, readings):
                if not name.plain:
                    ids = None
                elif ids is not None and (start, stop) == (0, len(written)):
                    ids = _with(ids, name.entity_id)
        self._alone[written] = ids
        return ids

    def _by_words(self, text: str, start: int, floor: int, ceiling: int) -> Found | None:
        """The longest name that begins at a place, read word by word."""
        begun = word_start(text, start)
        match = WORDS.match(text, begun)
        if match is None:
            return None
        if begun and text[begun - 1] in APOSTROPHES and inside_word(text, begun):
            return None
        for readings in self._starts[match[0]]:
            if readings[0].start == start - begun:
                return self._longest(text, begun, readings, floor, ceiling)
        return None

    def _longest(self, text: str, offset: int, readings: tuple[Reading, ...], floor: int, ceiling: int) -> Found | None:
        """The longest name that begins with a word and lies between the bounds, with all entities that have it."""
        best: Found | None = None
        for name, start, stop in self._completed(text, offset, readings):
            span = extent(text, start, stop, name)
            if span is None or span.start < floor or span.end > ceiling:
                continue
            if best is None or span.end > best.span.end:
                best = Found(span, (name.entity_id,))
            elif span.end == best.span.end:
                best = Found(span, _with(best.entity_ids, name.entity_id))
        return best

    def _completed(self, text: str, offset: int, readings: Iterable[Reading]) -> Iterator[tuple[Name, int, int]]:
        """The names that begin with the word at ``offset``, each from its first to behind its last word."""
        for reading in readings:
            start, at = offset + reading.start, offset + reading.end
            yield from ((name, start, at) for name in reading.names)
            if reading.node is not None:
                for name, stop in self._onward(text, at, reading.node, (reading.written,), ()):
                    yield name, start, stop

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


def _rule(name: str) -> int:
    """Which letter of the first word must be a capital in a text."""
    if name[:1].islower():
        return _ANY
    match = WORDS.search(name)
    return _CAPITALS if match is not None and in_capitals(match[0]) else _CAPITAL


def _pieces(text: str, within: Span) -> Iterator[Span]:
    """A long text in parts that end with a paragraph, since no name reaches into the next: less is in memory at a time."""
    start, end = within
    while end - start > _PIECE:
        cut = text.find("\n\n", start + _PIECE, end)
        if cut < 0:
            break
        yield Span(start, cut + 1)
        start = cut + 1
    yield Span(start, end)


def _with(ids: tuple[str, ...], entity_id: str) -> tuple[str, ...]:
    return ids if entity_id in ids else (*ids, entity_id)


def _merged(one: list[Found], other: Iterable[Found]) -> list[Found]:
    """Both in order; where two overlap the earlier stays, of two that start together the longer."""
    merged: list[Found] = []
    for found in sorted((*one, *other), key=lambda found: (found.span.start, -found.span.end)):
        if not merged or found.span.start >= merged[-1].span.end:
            merged.append(found)
    return merged
