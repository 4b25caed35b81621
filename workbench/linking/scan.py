"""Known names in running text, at their exact places.

A text is walked by its words as they stand, and each word is folded by itself, so offsets are never translated. Words are
looked up in a tree of the names' folded words; only words that may begin a name are looked at, which one regular
expression finds. What a match must satisfy:

* it begins and ends at the end of a word: no letter or digit beside it; an apostrophe may follow for a genitive
  (``Haftar’s``) and precede for an elision (``l’Algérie``), but ``Don`` is not in ``Don’t`` nor ``Brien`` in ``O’Brien``;
* a word of the name with a capital does not match one in small letters, and one of two or three capitals only such a one
  (``US`` is neither ``us`` nor ``Us``);
* between two words stands what stands there in the name, or a space, a line break, a hyphen, or the dot of an abbreviation.

Names in scripts that put no space between words (Chinese, Japanese, Korean, Thai, …) match wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from workbench.core.entity import Catalogue
from workbench.core.span import Span
from workbench.linking.fold import fold
from workbench.linking.nametree import (
    APOSTROPHES,
    CAPITALISED,
    ELISIONS,
    NEXT,
    SPACE,
    TIED,
    UNSPACED,
    Name,
    Node,
    Reading,
    Starts,
    fits,
    later_readings,
    plant,
    small_words,
)


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
                names += [(name, target.id) for name in entity.names if _long_enough(name)]
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
        found = list(self._spaced(text, within)) if self._root.below else []
        if self._unspaced is not None:
            found = _merged(found, self._unspaced_in(text, within))
        return found

    def _build(self, names: Iterable[tuple[str, str]]) -> None:
        self._root = Node()
        self._literal: dict[str, tuple[str, ...]] = {}
        for name, entity_id in names:
            if UNSPACED.search(name):
                self._literal[name.strip()] = _with(self._literal.get(name.strip(), ()), entity_id)
            else:
                plant(self._root, name, entity_id)
        literal = "|".join(map(re.escape, sorted(self._literal, key=len, reverse=True)))
        self._unspaced = re.compile(literal) if literal else None
        self._starts = Starts(self._root)
        self._small = small_words(self._root)

    def _spaced(self, text: str, within: Span) -> Iterator[Found]:
        floor = within.start
        for offset, known in self._candidates(text, within):
            if offset < floor or (offset and text[offset - 1] in APOSTROPHES and _inside_word(text, offset)):
                continue
            for readings in known:
                if (found := self._longest(text, offset, readings, floor, within.end)) is not None:
                    yield found
                    floor = found.span.end
                    break

    def _candidates(self, text: str, within: Span) -> list[tuple[int, tuple[tuple[Reading, ...], ...]]]:
        """The places of the words that may begin a name, in order."""
        after = SPACE.search(text, within.end)
        stop = after.start() if after else len(text)
        starts = self._starts
        begins = [(m.start(), k) for m in CAPITALISED.finditer(text, within.start, stop) if (k := starts[m[0]])]
        if self._small is None:
            return begins
        small = [(m.start(), k) for m in self._small.finditer(text, within.start, stop) if (k := starts[m[0]])]
        return sorted(begins + small, key=itemgetter(0))

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
        for match in self._unspaced.finditer(text, within.start, within.end):
            yield Found(Span(*match.span()), self._literal[match[0]])


def occurrences(text: str, names: Iterable[str]) -> list[Span]:
    """Where any of these names stands in the text, by the rules of the scanner; a name may be one sign long."""
    scanner = Scanner.of_names((name, "") for name in dict.fromkeys(names) if name.strip())
    return [found.span for found in scanner.find(text)]


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
