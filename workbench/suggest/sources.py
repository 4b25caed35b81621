"""Who says it: the grammatical subject of an English verb group, past appositions, relative clauses and asides."""

from __future__ import annotations

from workbench.suggest.groups import Group
from workbench.suggest.inflect import verbs
from workbench.suggest.phrases import NOMINAL, STOPS, Source, head_of, last_name, phrase, phrase_start
from workbench.suggest.reading import DASHES, QUOTE_SIGNS, Reading
from workbench.suggest.stretches import TIMES, holds_finite, listed, segments_of, stripped
from workbench.suggest.tables import en

_INVERTING = frozenset("say add write note explain argue report warn acknowledge announce".split())

_RELATIVES = frozenset(["who", "which", "whose", "whom", "where"])


def subject(reading: Reading, group: Group) -> Source | None:
    """The subject of ``group``: to its left, else that of the verb it is joined to; ``None`` where none is found."""
    if group.form in ("ing", "inf"):
        return _borrowed(reading, group)
    left = _left_edge(reading, group.start)
    relative = _relative(reading, group.start)
    if relative is not None:
        return relative
    found = _from_segments(reading, left, group.start)
    if found is not None:
        return found
    return _coordinated(reading, group)


def _left_edge(reading: Reading, at: int) -> int:
    """The first token of the clause that ends before ``at``: after a strong sign, a quotation or a subordinator."""
    place = at - 1
    depth = 0
    while place >= 0:
        sign = reading.tag[place]
        if sign == ")":
            depth += 1
        elif sign == "(":
            depth -= 1
            if depth < 0:
                return place + 1
        elif depth == 0 and sign in STOPS:
            return place + 1
        place -= 1
    return 0


def _relative(reading: Reading, at: int) -> Source | None:
    """*X, who argues*: the antecedent of a relative pronoun that stands directly before the verb."""
    place = at - 1
    while place >= 0 and reading.tag[place] in ("A",):
        place -= 1
    if place < 0 or reading.low(place) not in ("who", "which", "that"):
        return None
    pronoun = reading.span(place, place + 1)
    end = place
    while end > 0 and (reading.tag[end - 1] in (",", ")") or reading.tag[end - 1] in DASHES):
        end -= 1
    if end < place:
        end = _before_apposition(reading, end)
    if end == 0 or reading.tag[end - 1] not in NOMINAL:
        return Source(pronoun, (), True) if reading.low(place) == "who" else None
    start = phrase_start(reading, end)
    if start == end:
        return None
    head = head_of(reading, start, end)
    if end < place and reading.low(place) == "who" and reading.tag[start] != "K":
        head = last_name(reading, start, end)
    return Source(head, tuple(dict.fromkeys([pronoun, reading.span(start, end)])))


def _before_apposition(reading: Reading, end: int) -> int:
    """*X, the commander controlling the east, who …*: the end of X, past appositions between commas."""
    while True:
        comma = max((at for at in range(end) if reading.tag[at] == ","), default=-1)
        if comma <= 0 or reading.tag[comma + 1] not in ("D", "N") or holds_finite(reading, comma, end):
            return end
        if reading.tag[comma - 1] != "K" or any(reading.tag[at] in STOPS for at in range(comma, end)):
            return end
        end = comma


def _from_segments(reading: Reading, left: int, right: int) -> Source | None:
    segments = segments_of(reading, left, right)
    if right > left and reading.low(right - 1) in ("and", "or"):
        return None
    last = stripped(reading, *segments[-1])
    if last is not None:
        start, end = listed(reading, segments, last)
        return _source(reading, start, end, end)
    return _past_asides(reading, segments)


def _past_asides(reading: Reading, segments: list[tuple[int, int]]) -> Source | None:
    """*X, a senator, who was there, said*: the first noun phrase of the run of asides before the verb."""
    best: tuple[int, int] | None = None
    for first, stop in reversed(segments[-7:-1]):
        if reading.low(first) in _RELATIVES or (
            reading.low(first + 1) == "of" and reading.low(first + 2) in _RELATIVES
        ):
            continue
        clean = stripped(reading, first, stop)
        if clean is None:
            if best is not None:
                break
            continue
        if holds_finite(reading, first, stop) and (best is not None or (first, stop) == segments[-2]):
            break
        best = clean
    if best is None:
        return None
    return _source(reading, best[0], best[1], segments[-2][1])


def _source(reading: Reading, start: int, end: int, full: int) -> Source:
    head = head_of(reading, start, end)
    pronoun = end - start == 1 and reading.tag[start] in ("S", "O")
    others = [span for span in (reading.span(start, end), reading.span(start, full)) if span != head]
    return Source(head, tuple(dict.fromkeys(others)), pronoun)


def _before(reading: Reading, group: Group) -> Group | None:
    found: Group | None = None
    for other in reading.groups:
        if other.end > group.start:
            break
        found = other
    return found


def _coordinated(reading: Reading, group: Group) -> Source | None:
    """*left the hall and said*: the subject of the finite verb before, in the same sentence outside quotations."""
    previous = [
        g
        for g in reading.groups
        if g.end <= group.start and g.form == "fin" and reading.quoted[g.head] == reading.quoted[group.head]
    ]
    nearest = previous[:-4:-1]
    if reporting(group):
        nearest.sort(key=lambda other: not reporting(other))
    for other in nearest:
        left = _left_edge(reading, other.start)
        relative = _relative(reading, other.start)
        if relative is not None and reading.low(group.start - 1) in ("and", "or", "but"):
            return relative
        found = _from_segments(reading, left, other.start)
        if found is not None:
            return found
    return None


def _borrowed(reading: Reading, group: Group) -> Source | None:
    """The understood subject of *saying …*, *to assert …*: the noun directly before, else the clause's subject."""
    before = group.start - 1
    if (
        group.form == "ing"
        and before >= 0
        and (reading.tag[before] in ("N", "K", "S", "U") or reading.low(before) in ("him", "her", "them", "me", "us"))
        and reading.low(before) not in TIMES
    ):
        start = phrase_start(reading, group.start)
        if reading.tag[before] in ("S", "O", "P"):
            start = before
        if start < group.start:
            return Source(head_of(reading, start, group.start))
    for other in _main_before(reading, group):
        found = inverted(reading, other, other.end) or subject(reading, other)
        if found is not None:
            return found
    following = [g for g in reading.groups if g.start >= group.end and g.form == "fin" and reading.quoted[g.head] < 0]
    for other in following:
        comma = any(reading.tag[place] == "," for place in range(group.end, other.start))
        if comma:
            found = _from_segments(reading, max(group.end, _last_comma(reading, group.end, other.start)), other.start)
            if found is not None:
                return found
    return None


def _main_before(reading: Reading, group: Group) -> list[Group]:
    """The finite groups before ``group``, the nearest first, those of main clauses before those of subordinate ones."""
    quoted = reading.quoted[group.head]
    found = [g for g in reading.groups if g.end <= group.start and g.form == "fin" and reading.quoted[g.head] == quoted]
    found.reverse()
    said = reporting(group)
    return sorted(found, key=lambda other: (_subordinate(reading, other), said and not reporting(other)))


def reporting(group: Group) -> bool:
    """Whether a group's verb says or shows something, so that another such verb may share its subject."""
    verb = verbs().get(group.lemma)
    return verb is not None and verb.strength >= 2


def _subordinate(reading: Reading, group: Group) -> bool:
    place = group.start - 1
    while (
        place >= 0
        and place >= group.start - 9
        and reading.tag[place] not in STOPS
        and reading.tag[place] not in ("V", ",")
    ):
        if reading.tag[place] == "B" or reading.low(place) in en.RELATIVES:
            return True
        place -= 1
    return place >= 0 and reading.low(place + 1) in en.RELATIVES


def inverted(reading: Reading, group: Group, cue_end: int) -> Source | None:
    """*said X*: the source to the right of a verb, where a quotation or a comma stands before it."""
    before = reading.tagged(group.start - 1) if group.start else ""
    if (before not in QUOTE_SIGNS and before != ",") or group.end - group.start > 2:
        return None
    if reading.tagged(cue_end) not in ("K", "D", "N", "P", "U", "S", "O"):
        return None
    source = phrase(reading, cue_end)
    if source is None or before != ",":
        return source
    after = reading.at(source.span.end)
    clause = any(other.form == "fin" and other.head < group.start for other in reading.groups)
    return source if clause and group.lemma in _INVERTING and reading.tagged(after) in (",", ".", "") else None


def _last_comma(reading: Reading, first: int, stop: int) -> int:
    return max((place + 1 for place in range(first, stop) if reading.tag[place] == ","), default=first)
