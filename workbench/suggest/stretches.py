"""The noun phrase that a stretch of words before a verb ends with, past adverbials, clauses and lists."""

from __future__ import annotations

from workbench.suggest.groups import Group
from workbench.suggest.inflect import verbs
from workbench.suggest.phrases import NOMINAL
from workbench.suggest.reading import DASHES, Reading
from workbench.suggest.tables import en

TIMES = frozenset(
    en.DAYS
    + en.MONTHS
    + [
        "week",
        "month",
        "year",
        "night",
        "morning",
        "evening",
        "afternoon",
        "day",
        "time",
        "years",
        "days",
        "weeks",
        "months",
    ]
)


_LIMITING = frozenset(["only", "virtually", "nearly", "almost", "roughly", "just"])
_EMPHATIC = frozenset(["both", "himself", "herself", "themselves", "itself"])
_BARE = (
    "that",
    "if",
    "whether",
    "because",
    "while",
    "although",
    "though",
    "whereas",
    "unless",
    "where",
    "how",
    "why",
    "when",
    "as",
    "until",
    "before",
    "after",
    "since",
    "so",
    "what",
    "once",
    "whenever",
    "than",
)


def segments_of(reading: Reading, left: int, right: int) -> list[tuple[int, int]]:
    """The stretches between commas and dashes of ``[left, right)``; what stands in brackets belongs to its neighbour."""
    found: list[tuple[int, int]] = []
    start = left
    depth = 0
    for place in range(left, right):
        sign = reading.tag[place]
        depth += (sign == "(") - (sign == ")")
        if depth <= 0 and (sign == "," or sign in DASHES):
            found.append((start, place))
            start = place + 1
    found.append((start, right))
    return found


def listed(reading: Reading, segments: list[tuple[int, int]], last: tuple[int, int]) -> tuple[int, int]:
    """*A, B and C said*: a list reaches back over the segments that are names."""
    _start, end = last
    begins = segments[-1][0]
    conjoined = any(reading.low(place) == "and" for place in range(begins, end))
    if not conjoined or len(segments) < 2:
        return last
    first, stop = segments[-2]
    if (
        0 < stop - first <= 5
        and all(reading.tag[place] in NOMINAL for place in range(first, stop))
        and not _timely(reading, first, stop)
    ):
        return first, end
    return last


def stripped(reading: Reading, first: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that a stretch ends with: past the last verb, subordinator, leading adverbials and conjunctions."""
    relative = _restrictive(reading, first, stop)
    if relative is not None:
        found = stripped(reading, first, relative)
        if found is not None:
            return found[0], stop
    begin = _past_preposition(reading, _past_clauses(reading, first, stop), stop)
    end = stop
    while end > begin and (reading.tag[end - 1] in ("A", "C", "E") or reading.low(end - 1) in _EMPHATIC):
        end -= 1
    begin = _last_pronoun(reading, begin, end)
    if end - 2 > begin and reading.low(end - 1) in TIMES and reading.low(end - 2) in ("this", "last", "on"):
        end -= 2
    if end <= begin or _timely(reading, begin, end) or reading.tag[end - 1] not in NOMINAL | {")", "V"}:
        return None
    return begin, end


def _past_clauses(reading: Reading, first: int, stop: int) -> int:
    """The token after the last verb, subordinator or conjunction that can stand before a subject."""
    begin = first
    for group in reading.groups:
        if first <= group.start < stop and group.end <= stop and not _inside_phrase(reading, group, first, stop):
            begin = max(begin, group.end)
    for place in range(begin, stop):
        if (reading.tag[place] == "B" and reading.low(place) in _BARE) or reading.low(place) in ("who", "which"):
            begin = place + 1
    verb = max((group.end for group in reading.groups if first <= group.start and group.end <= begin), default=-1)
    if first < begin < stop and (reading.tag[begin] in ("E", "T") or (verb == begin and _plain_before(reading, begin))):
        begin = max([begin, *(at + 1 for at in range(begin, stop) if reading.tag[at] == "C")])
    while begin < stop and (reading.tag[begin] in ("C", "A", "B", "T", ",") or not reading.tokens[begin].word):
        if reading.low(begin) in _LIMITING and reading.tagged(begin + 1) in ("D", "U") and begin + 2 < stop:
            break
        begin += 1
    return begin


def _plain_before(reading: Reading, end: int) -> bool:
    """Whether the verb that ends before ``end`` opens no clause, so that *and* after its object begins another one."""
    group = next(group for group in reading.groups if group.end == end)
    verb = verbs().get(group.lemma)
    return group.form == "fin" and (verb is None or "t" not in verb.frames)


def _restrictive(reading: Reading, first: int, stop: int) -> int | None:
    """The place of *who* or *that* in *voters who like Trump* **say**: a relative clause inside the subject."""
    for place in range(first + 1, stop - 1):
        noun = reading.tag[place - 1] in ("N", "K", "G", "O")
        low = reading.low(place)
        if not noun or low not in ("who", "whom", "that", "which"):
            continue
        verb = any(
            place < group.start < stop and group.form == "fin" and group.start - place <= 3 for group in reading.groups
        )
        joined = any(reading.tag[at] == "C" or reading.low(at) in _BARE for at in range(place + 2, stop))
        reported = any(group.end == place or group.end == place - 1 for group in reading.groups) and low == "that"
        if verb and not joined and not reported and not _ends_with_pronoun(reading, stop):
            return place
    return None


def _ends_with_pronoun(reading: Reading, stop: int) -> bool:
    return reading.low(stop - 1) in ("he", "she", "they", "i", "we", "you", "it")


def _inside_phrase(reading: Reading, group: Group, first: int, stop: int) -> bool:
    """Whether a non-finite verb belongs to the subject: *two of the boats seen Friday*, *an ad urging …*."""
    if group.form == "ing" and group.end - group.start == 1:
        adjective = group.start == first == 0 and group.end < stop and reading.tag[group.end] in ("N", "K")
        noun = group.end == stop and reading.tag[group.start - 1] in ("N", "K") and group.start > first
        if adjective or noun:
            return True
    return (
        group.form in ("ing", "inf", "part")
        and group.start > first
        and group.end < stop
        and reading.tag[group.start - 1] in ("N", "K", "D")
    )


def _past_preposition(reading: Reading, begin: int, stop: int) -> int:
    """Past *On Monday*, *In 2007*, *After the vote*: a leading preposition with its phrase, where more follows."""
    while begin < stop and reading.tag[begin] == "E" and reading.low(begin) not in ("like",):
        place = begin + 1
        while (
            place < stop and reading.tag[place] in ("D", "P") and reading.low(place) not in ("a", "the")
        ) or reading.tagged(place) == "A":
            place += 1
        while (
            place < stop
            and reading.tag[place] in ("N", "K", "U", "D", "P", "G", "E")
            and reading.low(place) not in TIMES
        ):
            place += 1
        if place < stop and reading.low(place) in TIMES:
            begin = place + 1
            continue
        if place < stop and reading.tag[place] == "S":
            return place
        return stop
    return begin


def _last_pronoun(reading: Reading, begin: int, end: int) -> int:
    """A subject pronoun begins its own phrase: *told CNN | he*."""
    for place in range(end - 1, begin, -1):
        if reading.low(place) in ("i", "he", "she", "we", "they") and reading.tag[place - 1] != "C":
            return place
    return begin


def holds_finite(reading: Reading, first: int, stop: int) -> bool:
    return any(first <= group.head < stop and group.form == "fin" for group in reading.groups)


def _timely(reading: Reading, first: int, stop: int) -> bool:
    if stop <= first:
        return False
    if stop - first == 1 and reading.tag[first] == "U" and len(reading.low(first)) == 4:
        return reading.low(first)[:2] in ("19", "20")
    return reading.low(stop - 1) in TIMES and reading.low(stop - 1) != "may"
