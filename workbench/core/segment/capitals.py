"""Runs of capitalised words: how the words of a text stand to each other, and which of them make up a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from workbench.core.segment.graphemes import next_grapheme
from workbench.core.segment.languages import listed
from workbench.core.segment.sentences import sentences
from workbench.core.segment.tables import naming
from workbench.core.segment.tables.marks import APOSTROPHES, BULLETS, HYPHENS, OPENING
from workbench.core.segment.titles import title_at
from workbench.core.segment.words import words
from workbench.core.span import Span

_BLANK = re.compile(r"[^\S\n\r\x0b\x0c\x85\u2028\u2029]+")
_STOP = re.compile(r"\.[^\S\n\r\x0b\x0c\x85\u2028\u2029]?")
_MOST_PARTICLES = 4
_OFFICES = naming.OFFICES | {office.capitalize() for office in naming.OFFICES}


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of capitalised words of a text that are names, and all of its capitalised words, sorted and disjoint."""

    names: tuple[Span, ...]
    capitals: tuple[Span, ...]


def runs(text: str, language: str) -> Runs:
    """Reads the runs of ``text`` (``language``: the first part of its tag)."""
    reading = _Reading(text, language)
    found: list[Span] = []
    index, titled = 0, False
    while index < len(reading.spans):
        length = reading.title(index)
        if length:
            index, titled = index + length, True
            continue
        begin = index
        index = reading.run_from(index)
        if index == begin:
            index += 1
        elif reading.counts(begin, index, titled=titled and reading.join(begin) in ("blank", "stop")):
            found.append(reading.span(begin, index))
        titled = False
    return Runs(tuple(found), tuple(reading.capitals()))


class _Reading:
    """The words of a text, asked one at a time how they stand to their neighbours."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.spans = words(text)
        self.words = [text[start:end] for start, end in self.spans]
        starts = [span.start for span in self.spans]
        self.first = {bisect_left(starts, sentence.start) for sentence in sentences(text, language)}
        self.portfolios = listed("portfolios", language)
        self.nouns_capitalised = language in naming.GIVEN_NAMES

    @cached_property
    def inner(self) -> frozenset[str]:
        """The words that stand anywhere but first in a sentence."""
        return frozenset(word for index, word in enumerate(self.words) if index not in self.first)

    def capitals(self) -> list[Span]:
        return [span for span, word in zip(self.spans, self.words, strict=True) if word[0].isupper()]

    def span(self, begin: int, end: int) -> Span:
        """The place of the words ``[begin, end)``, with the full stop of a last ``Jr.``."""
        stop = self.spans[end - 1].end
        abbreviated = self.words[end - 1] in naming.NAME_ABBREVIATIONS and self.text.startswith(".", stop)
        whole = abbreviated and next_grapheme(self.text, stop) == stop + 1
        return Span(self.spans[begin].start, stop + 1 if whole else stop)

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.spans[index - 1].end if index else 0 : self.spans[index].start]

    def join(self, index: int) -> str:
        """How a word hangs on the one before it: blank, hyphen, apostrophe, stop, or not at all (an empty string)."""
        if not 0 < index < len(self.words) or index in self.first:
            return ""
        gap = self.gap(index)
        if _BLANK.fullmatch(gap):
            return "blank"
        if len(gap) == 1 and gap in HYPHENS:
            return "hyphen"
        if len(gap) == 1 and gap in APOSTROPHES:
            return "apostrophe"
        return "stop" if _STOP.fullmatch(gap) else ""

    def title(self, index: int) -> int:
        """How many words of an honorific begin here; 0 where none does or where it is part of a name."""
        word = self.words[index]
        length = title_at(self.text, self.spans[index].start, word, self.language)
        after = index + length
        if length and after < len(self.words) and self.words[after] in naming.NOT_HONORIFIC_BEFORE.get(word, ()):
            length = 0
        if not length and word in self.portfolios:
            return self._led(index)
        if word in _OFFICES and (about := self._about(index + (length or 1))):
            return (length or 1) + about
        return length

    def _led(self, index: int) -> int:
        """How many words make up a title that begins with what the office is about (``Transport Minister``)."""
        after = self._past_portfolios(index)
        if after >= len(self.words) or self.join(after) != "blank":
            return 0
        office = self.title(after) or int(self.words[after] in naming.OFFICES)
        return after - index + office if office else 0

    def _about(self, index: int) -> int:
        """How many words from here on say what the office before them is about (``for Transport``, ``of the Interior``)."""
        if index >= len(self.words) or self.words[index] not in ("of", "for") or self.join(index) != "blank":
            return 0
        begin = index + 2 if self.words[index + 1 : index + 2] == ["the"] else index + 1
        after = self._past_portfolios(begin)
        return after - index if after > begin else 0

    def _past_portfolios(self, index: int) -> int:
        """The first word from ``index`` on that is no portfolio, nor an *and* between two."""
        row, known, after = self.words, self.portfolios, index
        while after < len(row) and row[after] in known and (after == index or self.join(after) == "blank"):
            after += 1
            if row[after : after + 1] == ["and"] and known.intersection(row[after + 1 : after + 2]):
                after += 1
        return after

    def run_from(self, index: int) -> int:
        """The end (exclusive) of the run of words that begins here; ``index`` itself where none does."""
        last = self._opening(index)
        if last is None:
            return index
        begin = index
        while (following := self._next(begin, last)) is not None:
            last = following
        return last + 1

    def _opening(self, index: int) -> int | None:
        """The first capitalised word of a run that begins here, past its leading particles."""
        word = self.words[index]
        if word in naming.ARABIC_ARTICLES and self.join(index + 1) == "hyphen" and self._capital(index + 1):
            return index + 1
        if word in listed("leading_particles", self.language):
            return self._past_particles(index)
        titled = naming.TITLED_PARTICLES.get(self.language, ())
        if titled and self.text.startswith(titled, self.spans[index].start) and self._titled(index):
            return self._past_particles(index)
        if not self._is_name_word(index):
            return None
        return index

    def _next(self, begin: int, last: int) -> int | None:
        """The next capitalised word of the run that began at ``begin`` and has come to ``last``."""
        index = last + 1
        join = self.join(index)
        if not join:
            return None
        left, word = self.words[last], self.words[index]
        if join == "hyphen":
            return index if self._hyphen_joins(left, word, index) else self._particles_join(begin, last)
        if join == "apostrophe":
            return index if len(left) <= 2 and left[0].isupper() and word[0].isupper() else None
        if join == "stop":
            abbreviated = (len(left) == 1 and left.isupper()) or left in naming.NAME_ABBREVIATIONS
            return index if abbreviated and self._belongs(index) else None
        return index if self._belongs(index) else self._particles_join(begin, last)

    def _belongs(self, index: int) -> bool:
        """Whether a word goes on with a run: it is capitalised, and no title of another name."""
        if not self._is_name_word(index, inside=True):
            return False
        if self.title(index):
            if self.words[index] not in naming.ALSO_SURNAMES:
                return False
            after = index + 1
            if self.join(after) != "blank" or self.words[after] in naming.GENERATIONS:
                return True
            return not self._is_name_word(after, inside=True)
        return True

    def _hyphen_joins(self, left: str, right: str, index: int) -> bool:
        if left in naming.ARABIC_ARTICLES and left[0].isupper():
            return right[0].isupper()
        if right[0].isdigit():
            return True
        if not right[0].isupper():
            return False
        return len(left) == 1 or not (_acronym(left) or _acronym(right) or self.title(index))

    def _particles_join(self, begin: int, last: int) -> int | None:
        """The capitalised word behind the particles after ``last``; None where they do not join."""
        index = last + 1
        word = self.words[index]
        if word in naming.ORGANIZATION_LINKS and self.join(index) == "blank":
            heads = any(head in naming.ORGANIZATION_HEADS for head in self.words[begin:index])
            skip = 1 if index + 1 < len(self.words) and self.words[index + 1] == "the" else 0
            after = index + 1 + skip
            return after if heads and self.join(after) == "blank" and self._belongs(after) else None
        arabic = word in naming.ARABIC_ARTICLES and self.join(index + 1) == "hyphen"
        if word in listed("articles", self.language) and not arabic:
            return None
        nouns = self.nouns_capitalised and not arabic
        if nouns and self.words[last] not in listed("given_names", self.language):
            return None
        return self._past_particles(index)

    def _titled(self, begin: int) -> bool:
        """Whether a title of one word stands right before a run."""
        return self.join(begin) in ("blank", "stop") and self.title(begin - 1) == 1

    def _past_particles(self, index: int) -> int | None:
        """The capitalised word behind the particles that begin at ``index``; None where there is none."""
        particles = listed("particles", self.language)
        for position in range(index, min(index + _MOST_PARTICLES, len(self.words) - 1)):
            word, join = self.words[position], self.join(position + 1)
            arabic = word in naming.ARABIC_ARTICLES and join == "hyphen"
            elided = len(word) == 1 and join == "apostrophe"
            if not (arabic or (word in particles and (elided or join == "blank"))):
                return None
            if self._capital(position + 1):
                return position + 1 if self._belongs(position + 1) else None
        return None

    def _capital(self, index: int) -> bool:
        return index < len(self.words) and self.words[index][0].isupper()

    def _is_name_word(self, index: int, *, inside: bool = False) -> bool:
        """Whether a word is (``inside`` a run: may go on) a name."""
        if index >= len(self.words):
            return False
        word = self.words[index]
        if word.islower() or not any(letter.isupper() for letter in word):
            return False
        if word.rstrip(".") in listed("not_names", self.language):
            return False
        if word in listed("months", self.language):
            return inside
        if not word[0].isupper() or _acronym(word):
            return True
        if len(word) == 1 and not inside:
            return self.join(index + 1) in ("stop", "hyphen", "apostrophe", "blank") and self._next_is_capital(index)
        if word in listed("starters", self.language):
            named = word in listed("name_starters", self.language) and (inside or not self._initial(index))
            return named and self._next_is_capital(index)
        return inside or not self._initial(index) or self._counts_at_start(index)

    def _next_is_capital(self, index: int) -> bool:
        following = index + 1
        if self.join(following) == "hyphen" and following < len(self.words) and self.words[following][0].isdigit():
            return True
        return bool(self.join(following)) and self._capital(following)

    def _initial(self, index: int) -> bool:
        """Whether a word is capitalised for its place: first in a sentence, a quotation, an item, or after a colon."""
        return index in self.first or any(mark in OPENING or mark in BULLETS or mark == ":" for mark in self.gap(index))

    def _counts_at_start(self, index: int) -> bool:
        """Whether a capitalised word at the start of a sentence is a name rather than a word like any other."""
        word = self.words[index]
        if word in listed("openers", self.language):
            return False
        if word in self.portfolios:
            return self.join(index + 1) == "blank" and self._belongs(index + 1)
        if word in self.inner:
            return True
        endings = naming.OPENER_ENDINGS.get(self.language, ())
        if word.endswith(endings) and word not in listed("opener_exceptions", self.language):
            return False
        if word.lower() in self.inner:
            return self.join(index + 1) == "blank" and self._belongs(index + 1) and not _acronym(self.words[index + 1])
        return True

    def counts(self, begin: int, end: int, *, titled: bool) -> bool:
        """Whether the run ``[begin, end)`` is a name: more than a letter, and no mere noun."""
        if end - begin == 1 and len(self.words[begin]) == 1:
            return False
        if not self.nouns_capitalised or titled:
            return True
        if any(_acronym(word) or any(letter.isupper() for letter in word[1:]) for word in self.words[begin:end]):
            return True
        return any(self.join(index) != "hyphen" for index in range(begin + 1, end))


def _acronym(word: str) -> bool:
    """``RUSI``, ``U.S.``, ``G7``: all capitals, at least two characters."""
    return len(word) > 1 and word.isupper()
