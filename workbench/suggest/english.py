"""English patterns: every cue of a sentence with its source and its content, scored."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.span import Span
from workbench.suggest.attribution import Attribution
from workbench.suggest.before import content_before, following_quotes, said_before, with_rest
from workbench.suggest.contents import Complement, complement
from workbench.suggest.cues import ANY, cue_of
from workbench.suggest.extents import final_trimmed, phrase_end
from workbench.suggest.groups import Group
from workbench.suggest.inflect import Verb, verbs
from workbench.suggest.patterns import colon, nominal, sourced, viewpoint
from workbench.suggest.phrases import Source, phrase, phrase_start
from workbench.suggest.reading import Reading
from workbench.suggest.sources import inverted as _after_verb
from workbench.suggest.sources import subject

_SPEECH = 3


def found(reading: Reading) -> Iterator[Attribution]:
    """The attributions that the patterns find, unordered; cues inside quotations count less."""
    skip: set[int] = set()
    for number, group in enumerate(reading.groups):
        if group.start in skip:
            continue
        cue = cue_of(reading, number, skip)
        if cue is None:
            continue
        proposals = list(_verbal(reading, *cue))
        plain = verbs().get(group.lemma)
        if not proposals and cue[1] > group.end and plain is not None:
            proposals = list(_verbal(reading, group, group.end, plain))
        yield from proposals
    yield from sourced(reading)
    yield from nominal(reading)
    yield from colon(reading)
    yield from viewpoint(reading)


def _verbal(reading: Reading, group: Group, cue_end: int, verb: Verb) -> Iterator[Attribution]:
    if group.passive:
        passive = _passive(reading, group, cue_end, verb)
        if passive is not None:
            yield passive
            return
    after = _trailing(reading, group, cue_end, verb)
    if after is not None:
        yield after
        return
    source = subject(reading, group)
    right = (
        complement(reading, group, cue_end, verb)
        or _gapped(reading, group, cue_end, verb)
        or _announced(reading, cue_end, verb)
    )
    if right is None:
        return
    content = _joined(reading, right, verb, group)
    yield _proposal(reading, group, right.cue_end, verb, source, content, right.kind)


def _announced(reading: Reading, cue_end: int, verb: Verb) -> Complement | None:
    """*She continued:* and the quotation begins the next paragraph of the window."""
    if reading.tagged(cue_end) != ":" or cue_end + 1 < len(reading.tokens) or "q" not in verb.frames:
        return None
    for quote in reading.quotes:
        if quote.start >= reading.region.end:
            blank = not reading.text[reading.region.end : quote.start].strip()
            return Complement(cue_end, (quote,), "quotation") if blank else None
    return None


def _gapped(reading: Reading, group: Group, cue_end: int, verb: Verb) -> Complement | None:
    """*which Lind said lasted …*: the relative pronoun is the subject of what is said."""
    after = reading.group_at(cue_end)
    if reading.tagged(cue_end) in ("", ",", ".", ")", "E") and verb is not ANY and "n" in verb.frames:
        return _object_before(reading, group, cue_end)
    if "t" not in verb.frames or after is None or after.form != "fin":
        return None
    for place in range(group.start - 1, max(-1, group.start - 9), -1):
        if reading.low(place) in ("which", "who", "that"):
            stop = phrase_end(reading, cue_end)
            return Complement(cue_end, (reading.span(place, place + 1), reading.span(cue_end, stop)), "relative")
        if reading.tag[place] in ("V", ",", "."):
            return None
    return None


def _object_before(reading: Reading, group: Group, cue_end: int) -> Complement | None:
    """*the bill which Lind supported*: the relative pronoun is the verb's object."""
    for place in range(group.start - 2, max(-1, group.start - 8), -1):
        subject_follows = reading.tagged(place + 1) in ("K", "D", "S", "P")
        if (
            reading.low(place) in ("which", "that")
            and subject_follows
            and reading.tagged(place - 1) in ("N", "K", ",", "E")
        ):
            return Complement(cue_end, (reading.span(place, place + 1),), "relative")
        if reading.tag[place] in ("V", ",", "."):
            return None
    return None


def _joined(reading: Reading, right: Complement, verb: Verb, group: Group) -> tuple[Span, ...]:
    """The content with the quotations that follow it in the same paragraph."""
    if verb.strength < _SPEECH or group.passive or reading.quoted[group.head] >= 0:
        return right.content
    return (*right.content, *following_quotes(reading, right.content[-1].end))


def _passive(reading: Reading, group: Group, cue_end: int, verb: Verb) -> Attribution | None:
    """*X was rejected by Y*, *as articulated by Y*: the source stands after *by*, the content before the verb."""
    place = cue_end
    while reading.tagged(place) in ("A", "N", "V") and place < cue_end + 3:
        place += 1
    if reading.low(place) != "by" or (verb is ANY and place > cue_end):
        return None
    source = phrase(reading, place + 1, ("of", "from", "in"))
    if source is None:
        return None
    content = _before_passive(reading, group)
    if content is None:
        return None
    cue = reading.span(group.start, group.end)
    return Attribution(
        source.span, cue, (content,), _score(reading, group, verb, source, "passive"), "passive with by", source.others
    )


def _before_passive(reading: Reading, group: Group) -> Span | None:
    if group.form == "part":
        joined = reading.low(group.start - 1) == "as"
        stop = final_trimmed(reading, 0, group.start - 1 if joined else group.start)
        begin = 0 if joined else phrase_start(reading, stop)
        return reading.span(begin, stop) if stop > begin else None
    content = subject(reading, group)
    return content.others[-1] if content and content.others else content.span if content else None


def _trailing(reading: Reading, group: Group, cue_end: int, verb: Verb) -> Attribution | None:
    """*“…,” he said*, *“…,” said X*, *…, officials said*: the content stands before the attribution."""
    if group.form == "inf" or reading.quoted[group.head] >= 0:
        return None
    says = bool(set("qt") & set(verb.frames)) and verb.strength >= 2
    inverted = _after_verb(reading, group, cue_end) if says else None
    if inverted is not None and reading.tagged(group.start - 1) == "," and verb.strength < _SPEECH:
        inverted = None
    if inverted is not None:
        left = content_before(reading, group.start)
        if left is None:
            return None
        content = with_rest(reading, left, max(span.end for span in (inverted.span, *inverted.others)))
        return _proposal(reading, group, cue_end, verb, inverted, content, "inverted")
    source = subject(reading, group)
    if source is None or group.form == "ing":
        return None
    start = min(reading.at(span.start) for span in (source.span, *source.others))
    left = content_before(reading, start)
    if left is None or not said_before(reading, left, group, cue_end, verb, says):
        return None
    content = with_rest(reading, left, reading.tokens[cue_end - 1].end)
    return _proposal(reading, group, cue_end, verb, source, content, "trailing")


def _proposal(
    reading: Reading,
    group: Group,
    cue_end: int,
    verb: Verb,
    source: Source | None,
    content: tuple[Span, ...],
    kind: str,
) -> Attribution:
    cue = reading.span(group.start, cue_end)
    reason = f"{reading.tokens[group.head].text} + {kind}"
    score = _score(reading, group, verb, source, kind)
    return Attribution(source.span if source else None, cue, content, score, reason, source.others if source else ())


_KINDS = {
    "quotation": 0.3,
    "trailing": 0.3,
    "inverted": 0.35,
    "that": 0.25,
    "addressee": 0.2,
    "bare": 0.15,
    "inf": 0.1,
    "prep": 0.1,
    "wh": 0.1,
}


def _score(reading: Reading, group: Group, verb: Verb, source: Source | None, kind: str) -> float:
    score = 0.15 * verb.strength + _KINDS.get(kind, 0.0) + (0.1 if group.form == "fin" else 0.0)
    score += 0.1 if source is not None else -0.1
    score -= 0.3 if reading.quoted[group.head] >= 0 else 0.0
    score -= 0.05 * group.start / max(1, len(reading.tokens))
    return round(min(1.0, max(0.01, score)), 4)
