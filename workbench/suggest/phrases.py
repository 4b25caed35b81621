"""English noun phrases: read to the right and to the left, with and without what describes them."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.span import Span
from workbench.suggest.reading import DASHES, QUOTE_SIGNS, Reading
from workbench.suggest.tables import en

STOPS = frozenset([";", ":", "…", ".", "?", "!"]) | QUOTE_SIGNS


NOMINAL = frozenset("DPSOUKNG")


@dataclass(frozen=True, slots=True)
class Source:
    """A source's reading: the head without apposition, and further readings (with it; the pronoun; the antecedent)."""

    span: Span
    others: tuple[Span, ...] = ()
    pronoun: bool = False


def phrase(reading: Reading, start: int, joins: tuple[str, ...] = ("of",)) -> Source | None:
    """The noun phrase that begins at token ``start``, read to the right: *said X, the chairman*, *according to X*."""
    place = start
    count = len(reading.tokens)
    heads = {group.start: group for group in reading.groups}
    while place < count:
        sign = reading.tag[place]
        group = heads.get(place)
        if group is not None and group.form in ("fin", "inf"):
            break
        listed = sign == "C" and reading.low(place) == "and" and reading.tagged(place + 1) in ("K", "D", "P")
        joined = sign == "E" and reading.low(place) in joins and place > start
        if sign == "A" and place > start and reading.tagged(place + 1) not in ("N", "K"):
            break
        if sign not in NOMINAL and not listed and not joined and sign not in ("A", "/"):
            break
        if sign in ("S",) and place > start and reading.low(place) not in ("others", "everyone"):
            break
        if reading.low(place) in en.DAYS and place > start:
            break
        place += 1
    while place > start and reading.tag[place - 1] in ("E", "A", "D", "C"):
        place -= 1
    if place == start:
        return None
    others = (reading.span(start, _apposition(reading, place)),)
    head = head_of(reading, start, place)
    return Source(
        head,
        tuple(span for span in (reading.span(start, place), *others) if span != head),
        reading.tag[start] in ("S", "O") and place == start + 1,
    )


def _apposition(reading: Reading, place: int) -> int:
    """Where the apposition after a comma ends: *X, chairman of the institute*; ``place`` where none follows."""
    relative = reading.low(place + 1) in en.RELATIVES
    if reading.tagged(place) != "," or (reading.tagged(place + 1) not in ("D", "K", "N", "P", "U") and not relative):
        return place
    for stop in range(place + 1, len(reading.tokens)):
        sign = reading.tag[stop]
        if sign in STOPS or sign in DASHES or sign == ",":
            return stop
        group = reading.group_at(stop)
        if group is not None and group.form == "fin" and not relative and reading.low(stop - 1) not in en.RELATIVES:
            return place
    return len(reading.tokens)


def phrase_start(reading: Reading, end: int) -> int:
    """The start of the noun phrase that ends before token ``end``, with *of* and *from* phrases."""
    place = end
    while place > 0:
        sign = reading.tag[place - 1]
        joined = sign == "E" and reading.low(place - 1) in ("of", "from", "in", "for", "at", "with")
        if joined and not (place - 1 > 0 and reading.tag[place - 2] in ("N", "K", "G", "U")):
            break
        if sign == "C" and reading.low(place - 1) == "and" and place - 1 > 0 and reading.tag[place - 2] == "K":
            place -= 1
            continue
        if (sign not in NOMINAL and not joined) or sign == "S":
            break
        place -= 1
    return place


def head_of(reading: Reading, start: int, end: int) -> Span:
    """The phrase without a *from …* or *at …* that follows a name (*Mohamed Eljarh from Libya Outlook*)."""
    for place in range(start + 1, end):
        low = reading.low(place)
        named = reading.tag[place - 1] == "K" and reading.tag[start] == "K"
        if named and reading.tag[place] == "E" and low in ("from", "at", "with"):
            return reading.span(start, place)
        if reading.tag[place] == "(":
            return reading.span(start, place)
    return reading.span(start, end)


def last_name(reading: Reading, start: int, end: int) -> Span:
    """The name that a phrase ends with (*ties with General Haftar*), else the phrase."""
    place = end
    while place > start and reading.tag[place - 1] == "K":
        place -= 1
    named = place < end and place > start and reading.tag[place - 1] == "E"
    return reading.span(place, end) if named else head_of(reading, start, end)
