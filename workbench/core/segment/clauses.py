"""Clauses: the parts of a sentence as a coder marks them, by its commas and by the words that begin a clause.

Commas, semicolons, colons, dashes and brackets divide, and so do a conjunction or relative word without any of them
(``noted | that the Pentagon is leading …``), a verb of saying before a pronoun (``said | they support it``) and the end
of a quotation that ends in its own mark (``“Why?” | he asked``). The parts stand side by side: none holds another, and
none begins or ends with what divides it from its neighbour. The mark that ends the sentence is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from workbench.core.segment.graphemes import apart, widened
from workbench.core.segment.languages import listed, primary
from workbench.core.segment.quotations import quotations
from workbench.core.segment.sentences import sentences
from workbench.core.segment.tables.clausal import NOT_AFTER, NOT_BEFORE
from workbench.core.segment.tables.marks import (
    CLOSING_BRACKETS,
    COMMAS,
    DASHES,
    ELLIPSES,
    FULL_STOPS,
    OPENING_BRACKETS,
    QUOTATION_MARKS,
    STRONG_ENDS,
    WIDE_ENDS,
)
from workbench.core.span import Span

_BRACKETS = re.escape(OPENING_BRACKETS + CLOSING_BRACKETS)
_ENDS = FULL_STOPS + STRONG_ENDS + WIDE_ENDS + ELLIPSES
_DIVIDER = (
    rf"(?P<divider>(?<=\d)[,:](?!\d)(?!\ \d{{4}}\b)|(?<!\d)[,:]|[{COMMAS.replace(',', '').replace(':', '')}]"
    rf"|[—―]|(?<=\s)[{DASHES}-]+(?=\s)|[{_BRACKETS}])"
)
"""A comma or colon in a number or a date does not divide, nor does a dash between figures or names."""

_LEFT = re.compile(rf"[\s{COMMAS}{DASHES}{_ENDS}{_BRACKETS}-]*")
_ABBREVIATED = re.compile(r"(?:[^\W_]\.){2,}\Z")
_PREFIX = re.compile(r"(?P<word>[^\W_]+)\s+\Z")
_FOLLOWING = re.compile(r"\s+(?P<word>[^\W_]+)")
_MOST_PREFIXES = 2
_LONGEST_PREFIX = 24
_LONGEST_LEAD = 60
"""How much of a clause is looked at for a word that is not one of those that begin the next."""

_EDGE = f"{_ENDS}{COMMAS}{DASHES}{OPENING_BRACKETS}{CLOSING_BRACKETS}-"


def clauses(text: str, language: str = "en") -> list[Span]:
    """The clauses of every sentence of ``text``, in order; they never overlap."""
    language = primary(language)
    partner: dict[int, int] = {}
    said: set[int] = set()
    for quotation in quotations(text):
        partner[quotation.start] = quotation.end - 1
        partner[quotation.end - 1] = quotation.start
        if text[quotation.end - 2] in _ENDS + COMMAS:
            said.add(quotation.end)
    found: list[Span] = []
    for sentence in sentences(text, language):
        found += _parts(text, sentence, language, partner, said)
    return apart(widened(text, found))


def _parts(text: str, sentence: Span, language: str, partner: dict[int, int], said: set[int]) -> Iterator[Span]:
    begin = sentence.start
    for end, following in (*_cuts(text, sentence, language, said), (sentence.end, sentence.end)):
        if following <= begin:
            continue
        part = _bare(text, begin, max(begin, end), partner, final=end == sentence.end)
        if not part.empty:
            yield part
        begin = following


def _cuts(text: str, sentence: Span, language: str, said: set[int]) -> Iterator[tuple[int, int]]:
    """Where a clause ends and the next begins, in order."""
    begin = sentence.start
    for match in _pattern(language).finditer(text, *sentence):
        if match["divider"] is not None:
            cut = match.span()
        elif match["mark"] is not None:
            if match.end() not in said:
                continue
            cut = match.end(), match.end()
        elif match["verb"] is not None:
            cut = match.end(), match.end()
        else:
            start = _clause_start(text, begin, match, language)
            if start is None:
                continue
            cut = start, start
        yield cut
        begin = cut[1]


def _clause_start(text: str, begin: int, match: re.Match[str], language: str) -> int | None:
    """Where the clause of a conjunction begins, the words that belong to it included; None where it begins none."""
    word = match["word"].lower()
    prefixes = listed("prefixes", language)
    following = _FOLLOWING.match(text, match.end())
    if following and following["word"].lower() in NOT_BEFORE.get(language, {}).get(word, ()):
        return None
    start = match.start()
    before = _word_before(text, begin, start)
    if before and before["word"].lower() in NOT_AFTER.get(language, {}).get(word, ()):
        return None
    for _ in range(_MOST_PREFIXES):
        if before is None or before["word"].lower() not in prefixes:
            break
        start = before.start()
        before = _word_before(text, begin, start)
    held = text[begin : min(start, begin + _LONGEST_LEAD)].lower().split()
    if prefixes.union(listed("conjunctions", language)).issuperset(held):
        return None  # nothing but words that belong to this clause: ``that while …``
    return start


def _word_before(text: str, begin: int, start: int) -> re.Match[str] | None:
    return _PREFIX.search(text, max(begin, start - _LONGEST_PREFIX), start)


def _bare(text: str, start: int, end: int, partner: dict[int, int], *, final: bool) -> Span:
    """The part without blanks, dividers and the quotation marks whose other mark stands outside; ``final``: it ends the sentence.

    The full stop of an abbreviation (``U.S.``) stays.
    """
    while start < end:
        mark = text[start]
        lonely = mark in QUOTATION_MARKS and not start < partner.get(start, -1) < end
        if not (mark.isspace() or mark in _EDGE or (lonely and start in partner)):
            break
        start += 1
    while start < end:
        mark = text[end - 1]
        lonely = end - 1 in partner and not start <= partner[end - 1] < end
        stop = mark in _ENDS and (final or mark not in FULL_STOPS)
        if stop and mark == "." and _ABBREVIATED.search(text, max(start, end - 12), end):
            break
        if not (mark.isspace() or stop or lonely or (mark in _EDGE and mark not in _ENDS)):
            break
        end -= 1
    return Span(start, end)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Everything that may divide clauses in a language."""
    verb, subject = _any_of("verbs_before_clauses", language), _any_of("subjects", language)
    return re.compile(
        rf"{_DIVIDER}|(?P<mark>[{re.escape(QUOTATION_MARKS)}])"
        rf"|(?<![\w’'.-])(?:(?P<word>{_any_of('conjunctions', language)})(?![\w’'-])"
        rf"|(?P<verb>{verb})(?=\ (?:{subject})(?![\w-])))",
        re.IGNORECASE,
    )


def _any_of(table: str, language: str) -> str:
    """A pattern for the words of a table; one that never matches where the table is empty."""
    return "|".join(sorted(map(re.escape, listed(table, language)), key=len, reverse=True)) or "(?!)"
