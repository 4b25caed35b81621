"""German noun phrases and the stretches that an attribution leaves as its content."""

from __future__ import annotations

from workbench.core.span import Span
from workbench.suggest.german_forms import forms
from workbench.suggest.reading import QUOTE_SIGNS, Reading
from workbench.suggest.tables import de

FINAL = frozenset([".", "!", "?", ",", ";", ":", "–", "—", "-"])


_ENDINGS = ("e", "en", "er", "es", "em")


def clause_start(reading: Reading, place: int) -> int:
    at = place
    while at > 0 and reading.tag[at - 1] not in FINAL and reading.tag[at - 1] not in QUOTE_SIGNS:
        at -= 1
    return at


def phrase_end(reading: Reading, start: int) -> int:
    """The token after the noun phrase at ``start``: article, adjectives, nouns, genitives and *von*."""
    at = start
    if reading.low(at) in de.PRONOUNS and reading.low(at + 1) not in _ENDINGS and not _opens_noun(reading, at):
        return at + 1
    named = False
    while at < len(reading.tokens):
        token = reading.tokens[at]
        if not token.word and token.text != "-":
            break
        if token.low in de.DETERMINERS or (token.low == "von" and named):
            at += 1
            continue
        if token.capital and token.low not in de.TIMES and (at > 0 or token.low not in de.ADVERBIAL_STARTS):
            named = True
            at += 1
            continue
        if (
            token.low.endswith(_ENDINGS)
            and not named
            and token.low not in forms()
            and token.low not in de.ADVERBIAL_STARTS
        ):
            at += 1
            continue
        if reading.tag[at] == "U" or (
            token.low == "und" and named and at + 1 < len(reading.tokens) and reading.tokens[at + 1].capital
        ):
            at += 1
            continue
        break
    while at > start and (reading.low(at - 1) in de.DETERMINERS or reading.low(at - 1) in ("von", "und")):
        at -= 1
    return at if named else start


def _opens_noun(reading: Reading, at: int) -> bool:
    return reading.low(at) in de.DETERMINERS and at + 1 < len(reading.tokens) and reading.tokens[at + 1].capital


def said_before(reading: Reading, left: int) -> tuple[Span, ...]:
    """The quotation or clause that ends before the attribution's clause."""
    at = left - 1
    while at >= 0 and reading.tag[at] in (",", "–", "—", "-"):
        at -= 1
    if at < 0 or (at == left - 1 and reading.quoted[at] < 0):
        return ()
    number = reading.quoted[at]
    if number >= 0 and reading.quotes[number].end == reading.tokens[at].end:
        quote = reading.quotes[number]
        first = reading.at(quote.start)
        begin = first if first == 0 or reading.tag[first - 1] in (":", ",") else 0
        return (Span(reading.tokens[begin].start, quote.end),)
    return (reading.span(0, at + 1),)


def said_later(reading: Reading, after: int) -> tuple[Span, ...]:
    """The quotation with which the same speaker goes on after *sagte X*."""
    for at in range(after, len(reading.tokens)):
        quote = reading.quote_at(at)
        if quote is not None:
            return (quote,) if reading.tag[at - 1] in (",", ":", ".") else ()
    for quote in reading.quotes:
        if quote.start >= reading.region.end:
            between = reading.text[reading.region.end : quote.start]
            return () if between.strip() or "\n\n" in between else (quote,)
    return ()


def clause_end(reading: Reading, start: int) -> int:
    stop = len(reading.tokens)
    while stop > start and reading.tag[stop - 1] in FINAL and reading.quoted[stop - 1] < 0:
        stop -= 1
    return stop


def rest_of(reading: Reading, start: int, stop: int) -> tuple[Span, ...]:
    parts: list[Span] = []
    end = start
    while end > 0 and reading.tag[end - 1] in FINAL:
        end -= 1
    if end > 0:
        parts.append(reading.span(0, end))
    while stop < len(reading.tokens) and reading.tag[stop] in FINAL:
        stop += 1
    last = clause_end(reading, stop)
    if last > stop:
        parts.append(reading.span(stop, last))
    return tuple(parts)
