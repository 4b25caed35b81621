"""German patterns: reporting verbs in verb-second and verb-last clauses, *laut*, *so X*, *X zufolge*."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.span import Span
from workbench.suggest.attribution import Attribution
from workbench.suggest.german_forms import Verb, forms
from workbench.suggest.german_phrases import (
    FINAL,
    clause_end,
    clause_start,
    phrase_end,
    rest_of,
    said_before,
    said_later,
)
from workbench.suggest.reading import QUOTE_SIGNS, Reading
from workbench.suggest.tables import de


def found(reading: Reading) -> Iterator[Attribution]:
    """The attributions that the German patterns find, unordered."""
    for place, token in enumerate(reading.tokens):
        if reading.quoted[place] >= 0 or (token.capital and place > 0):
            continue
        for verb in sorted(forms().get(token.low, ()), key=lambda verb: not verb.participle):
            proposal = _verbal(reading, place, verb)
            if proposal is not None:
                yield proposal
                break
    yield from _sourced(reading)
    yield from _so(reading)
    yield from _nominal(reading)


def _verbal(reading: Reading, place: int, verb: Verb) -> Attribution | None:
    if (
        verb.particle
        and not reading.low(place).startswith(verb.particle)
        and not _particle_ahead(reading, place, verb.particle)
    ):
        return None
    finite, cue = place, reading.span(place, place + 1)
    if verb.participle:
        auxiliary = _auxiliary(reading, place)
        if auxiliary is None:
            return None
        finite = auxiliary
        cue = reading.span(auxiliary, place + 1) if auxiliary == place - 1 else cue
    left = clause_start(reading, finite)
    source, after = _source(reading, left, finite, place)
    if source is None:
        return None
    content, kind = _content(reading, left, finite, max(after, place + 1), after, place, verb)
    if not content or any(part.overlaps(source) or part.overlaps(cue) for part in content):
        return None
    score = 0.15 * verb.strength + {"dass": 0.3, "quotation": 0.35, "before": 0.3}.get(kind, 0.1)
    return Attribution(source, cue, content, round(score, 4), f"{reading.tokens[place].text} + {kind}", ())


def _particle_ahead(reading: Reading, place: int, particle: str) -> bool:
    for at in range(place + 1, len(reading.tokens)):
        if reading.low(at) == particle:
            after = reading.tagged(at + 1)
            return not after or after in FINAL or after in QUOTE_SIGNS
        if reading.tagged(at) in (".", ";"):
            return False
    return False


def _auxiliary(reading: Reading, place: int) -> int | None:
    for at in range(place - 1, -1, -1):
        if reading.low(at) in de.AUXILIARIES:
            return at
        if reading.tagged(at) in FINAL:
            return None
    return None


def _source(reading: Reading, left: int, finite: int, place: int) -> tuple[Span | None, int]:
    """The subject and the token after what was read: before the verb, past an apposition, or after it."""
    start = left
    if reading.low(left) in ("wie", "dass", "weil", "als", "wenn", "obwohl", "während") and place > left + 1:
        start = left + 1
        stop = phrase_end(reading, start)
        return (reading.span(start, stop), stop) if stop > start else (None, place + 1)
    if finite > left and reading.low(left) not in de.ADVERBIAL_STARTS:
        stop = phrase_end(reading, start)
        if (
            reading.low(left) in de.RELATIVES
            and reading.tagged(left - 1) == ","
            and finite > left + 1
            and reading.tokens[finite - 1].low != reading.low(left)
        ):
            return None, place + 1
        if stop > start and stop <= finite:
            return reading.span(start, stop), place + 1
    if finite == left and left > 1 and reading.tag[left - 1] == "," and reading.quoted[left - 2] < 0:
        past = _past_apposition(reading, left - 1)
        if past is not None:
            return past, place + 1
    stop = phrase_end(reading, finite + 1)
    return (reading.span(finite + 1, stop), stop) if stop > finite + 1 else (None, place + 1)


def _past_apposition(reading: Reading, comma: int) -> Span | None:
    """*Scholz, der Kanzler, sagte*: the sentence's first phrase, where one aside stands between it and the verb."""
    stop = phrase_end(reading, 0)
    commas = [at for at in range(comma + 1) if reading.tag[at] == ","]
    if stop == 0 or len(commas) != 2 or reading.tagged(stop) != "," or commas[0] != stop:
        return None
    return reading.span(0, stop)


def _content(
    reading: Reading, left: int, finite: int, after: int, source_end: int, place: int, verb: Verb
) -> tuple[tuple[Span, ...], str]:
    """What is said: a quotation, the clause before, the clause after, else the object; with the kind of it."""
    before = said_before(reading, left)
    if (before and (source_end > place + 1 or reading.low(left) == "wie") and finite <= left + 1) or (
        before and reading.low(left) == "wie"
    ):
        return (*before, *said_later(reading, after)), "before"
    at = after
    while at < len(reading.tokens) and reading.tag[at] not in (",", ":") and reading.quote_at(at) is None:
        at += 1
    mark = at
    if at < len(reading.tokens) and reading.tag[at] in (",", ":"):
        at += 1
    quote = reading.quote_at(at)
    if quote is not None and "q" in verb.frames:
        return (quote,), "quotation"
    if reading.low(after) in verb.prepositions and mark > after + 1:
        stop = _object_end(reading, after + 1, mark, verb)
        return ((reading.span(after + 1, stop),), "preposition") if stop > after + 1 else ((), "")
    stop = clause_end(reading, at)
    if stop > at and reading.low(at) in de.CLAUSE_WORDS and set("tw") & set(verb.frames):
        return (reading.span(at, stop),), "dass"
    clause = reading.tagged(mark) in (",", ":") and stop > at + 1 and mark <= after + 4
    if clause and set("ti") & set(verb.frames) and reading.low(at) not in (*de.RELATIVES, "und", "aber"):
        return (reading.span(at, stop),), "clause"
    if "n" in verb.frames:
        stop = _object_end(reading, after, mark, verb)
        return ((reading.span(after, stop),), "object") if stop > after else ((), "")
    return (), ""


def _object_end(reading: Reading, start: int, mark: int, verb: Verb) -> int:
    stop = min(mark, clause_end(reading, start)) if reading.tagged(mark) == "," else clause_end(reading, start)
    while stop > start and (reading.low(stop - 1) == verb.particle or reading.tag[stop - 1] in FINAL):
        stop -= 1
    return stop


def _sourced(reading: Reading) -> Iterator[Attribution]:
    """*Laut X …*, *nach Angaben von X …*, *X zufolge …*."""
    for place in range(len(reading.tokens)):
        words = next((w for w in de.SOURCE_PREPOSITIONS if _stands(reading, place, w)), None)
        if words is None or reading.quoted[place] >= 0:
            continue
        start = place + len(words.split())
        start += reading.low(start) == "von"
        stop = phrase_end(reading, start)
        content = rest_of(reading, place, stop)
        if stop > start and content:
            cue = reading.span(place, place + len(words.split()))
            yield Attribution(reading.span(start, stop), cue, content, 0.8, words)
    for place in range(1, len(reading.tokens)):
        if reading.low(place) == "zufolge":
            start = clause_start(reading, place)
            content = rest_of(reading, start, place + 1)
            if phrase_end(reading, start) == place and content:
                yield Attribution(reading.span(start, place), reading.span(place, place + 1), content, 0.8, "zufolge")


def _stands(reading: Reading, place: int, words: str) -> bool:
    return all(reading.low(place + step) == word for step, word in enumerate(words.split()))


def _so(reading: Reading) -> Iterator[Attribution]:
    """*„…“, so die Ministerin.*"""
    for place in range(1, len(reading.tokens)):
        if reading.low(place) != "so" or reading.tag[place - 1] != "," or reading.quoted[place] >= 0:
            continue
        stop = phrase_end(reading, place + 1)
        content = said_before(reading, place)
        if stop > place + 1 and content and reading.tagged(stop) in ("", ".", ",", "in", "E"):
            rest = said_later(reading, stop)
            if not rest and reading.tagged(stop) == ",":
                last = clause_end(reading, stop + 1)
                rest = (reading.span(stop + 1, last),) if last > stop + 1 else ()
            content = (*content, *rest)
            yield Attribution(
                reading.span(place + 1, stop), reading.span(place, place + 1), content, 0.85, "so + source"
            )


def _nominal(reading: Reading) -> Iterator[Attribution]:
    """*seine Forderung nach …*, *Merkels Behauptung, dass …*."""
    for place in range(1, len(reading.tokens)):
        if reading.low(place) not in de.NOUNS or not reading.tokens[place].capital:
            continue
        owner = reading.tokens[place - 1]
        owned = owner.low.startswith(("sein", "ihr", "unser")) or (
            owner.capital and owner.low.endswith(("s", "’", "'"))
        )
        after = place + 1 + (reading.tagged(place + 1) == ",")
        if not owned or reading.low(after) not in (*de.NOUN_PREPOSITIONS, "dass"):
            continue
        begin = after if reading.low(after) == "dass" else after + 1
        stop = begin
        while reading.low(begin) == "dass" and stop < len(reading.tokens) and reading.tag[stop] not in FINAL:
            stop += 1
        stop = stop if stop > begin else phrase_end(reading, begin)
        if stop > begin:
            cue = reading.span(place, begin if begin == after + 1 else place + 1)
            yield Attribution(
                reading.span(place - 1, place), cue, (reading.span(begin, stop),), 0.3, "noun of the source"
            )
