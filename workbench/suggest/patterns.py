"""English attributions without a reporting verb: *according to X*, *X’s claim that …*, *X: “…”*, *in his view*."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.span import Span
from workbench.suggest.attribution import Attribution
from workbench.suggest.contents import Complement, complement
from workbench.suggest.extents import final_trimmed, nominal_end
from workbench.suggest.groups import Group
from workbench.suggest.inflect import Verb, nouns
from workbench.suggest.phrases import Source, phrase
from workbench.suggest.reading import Reading
from workbench.suggest.tables import en


def sourced(reading: Reading) -> Iterator[Attribution]:
    """*According to X, …* and the other prepositions that name a source."""
    for words in en.SOURCE_PREPOSITIONS:
        parts = words.split()
        for place in range(len(reading.tokens) - len(parts)):
            if any(reading.low(place + step) != part for step, part in enumerate(parts)) or reading.quoted[place] >= 0:
                continue
            source = _whole_phrase(reading, place + len(parts))
            if source is None:
                continue
            content = _around(reading, place, source)
            if content:
                cue = reading.span(place, place + len(parts))
                yield Attribution(source.span, cue, content, 0.8, words, source.others)


def _whole_phrase(reading: Reading, place: int) -> Source | None:
    """The noun phrase at ``place`` with all that describes it, up to the next sign."""
    source = phrase(reading, place, ("of", "by", "from", "in", "for", "on", "with", "at", "to"))
    stop = place
    while stop < len(reading.tokens) and (reading.tokens[stop].word or reading.tag[stop] in ("/", "&")):
        stop += 1
    if source is None or stop == place or reading.at(source.span.end) >= stop:
        return source
    clause = any(place < group.start < stop and group.form == "fin" for group in reading.groups)
    relative = any(reading.low(at) in en.RELATIVES for at in range(place, stop))
    if clause and not relative:
        return source
    return Source(reading.span(place, stop), (source.span, *source.others))


def _around(reading: Reading, place: int, source: Source) -> tuple[Span, ...]:
    end = max(span.end for span in (source.span, *source.others))
    left = final_trimmed(reading, 0, place)
    right = reading.at(end)
    while right < len(reading.tokens) and not reading.tokens[right].word and reading.quote_at(right) is None:
        right += 1
    stop = final_trimmed(reading, right, len(reading.tokens))
    parts: list[Span] = []
    if left > 0:
        parts.append(reading.span(0, left))
    if stop > right and (left == 0 or reading.tagged(right - 1) == ","):
        parts.append(reading.span(right, stop))
    return tuple(parts)


def nominal(reading: Reading) -> Iterator[Attribution]:
    """*Haftar’s claim that …*, *her push for …*: a reporting noun with a possessor."""
    for place in range(1, len(reading.tokens)):
        noun = nouns().get(reading.low(place))
        if noun is None or reading.tag[place] == "V":
            continue
        owner = _owner(reading, place)
        if owner is None:
            continue
        low = reading.low(place + 1)
        cue_end = place + 1
        if low in noun.prepositions:
            cue_end = place + 2
        elif not ((low == "that" and "t" in noun.frames) or (low == "to" and "i" in noun.frames)):
            continue
        verb = Verb("tiwn", (), noun.strength)
        fake = Group(owner[1], cue_end, place, low, "fin", False)
        right = complement(reading, fake, cue_end, verb)
        if right is None:
            continue
        first = reading.at(right.content[0].start)
        right = Complement(cue_end, (reading.span(first, max(first + 1, nominal_end(reading, first))),), "noun")
        cue = reading.span(owner[1], cue_end)
        score = 0.1 + 0.1 * noun.strength - (0.2 if reading.quoted[place] >= 0 else 0.0)
        yield Attribution(
            owner[0], cue, right.content, round(max(0.01, score), 4), f"{reading.tokens[place].text} of the source"
        )


def _owner(reading: Reading, place: int) -> tuple[Span, int] | None:
    """The possessor before a noun, past adjectives, and the token after it."""
    at = place - 1
    while at >= 0 and reading.tag[at] in ("N", "A", "K", "U") and place - at < 4:
        at -= 1
    if at < 0:
        return None
    if reading.tag[at] == "P":
        return reading.span(at, at + 1), at + 1
    if reading.tag[at] != "G":
        return None
    start = at
    while start > 0 and reading.tag[start - 1] in ("K", "N", "D", "U") and at - start < 6:
        start -= 1
        if reading.tag[start] == "D":
            break
    return (reading.span(start, at), at + 1) if start < at else None


def colon(reading: Reading) -> Iterator[Attribution]:
    """*X: “…”*: a name, a colon and a quotation, with no verb."""
    if len(reading.tokens) < 4:
        return
    for place in range(1, min(8, len(reading.tokens) - 1)):
        if reading.tag[place] == ":" and not any(group.start < place for group in reading.groups):
            source = phrase(reading, 0, ("of", "at", "in", "to", "on"))
            stop = final_trimmed(reading, place + 1, len(reading.tokens))
            if source is not None and reading.at(source.span.end) == place and stop > place + 1:
                yield Attribution(
                    source.span, reading.span(place, place + 1), (reading.span(place + 1, stop),), 0.3, "name and colon"
                )
            return


def viewpoint(reading: Reading) -> Iterator[Attribution]:
    """*For Sanders, …*, *To critics, …*, *…, in his view*: somebody's view with no verb of saying."""
    if reading.low(0) in ("for", "to", "under") and reading.tagged(1) in ("K", "D", "N"):
        source = phrase(reading, 1)
        comma = reading.at(source.span.end) if source else 0
        stop = final_trimmed(reading, comma + 1, len(reading.tokens)) if source else 0
        if source and reading.tagged(comma) == "," and stop > comma + 1:
            after = (reading.span(comma + 1, stop),)
            yield Attribution(source.span, reading.span(0, 1), after, 0.22, "point of view", source.others)
    for place in range(2, len(reading.tokens)):
        if reading.low(place) not in en.VIEW_NOUNS:
            continue
        owner = _owner(reading, place)
        if owner is None:
            continue
        begin = reading.at(owner[0].start)
        if reading.low(begin - 1) in ("in", "by") and reading.tagged(place + 1) in (",", ".", ""):
            content = _around(reading, begin - 1, Source(reading.span(begin, place + 1)))
            if content:
                cue = reading.span(owner[1], place + 1)
                yield Attribution(owner[0], cue, content, 0.6, "point of view")
