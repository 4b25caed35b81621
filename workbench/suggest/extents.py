"""Where an English clause or noun phrase ends that somebody is said to say."""

from __future__ import annotations

from workbench.suggest.inflect import Verb, verbs
from workbench.suggest.reading import DASHES, Reading
from workbench.suggest.tables import en

STARTERS = frozenset("DPSOUKN")


_BLOCKS = frozenset(["who", "which", "that", "to", "and", "where", "when", "while", "because"])


_NONE = Verb("", (), 0)


_CLAUSAL = frozenset("when while because although though after before until since if unless during whereas".split())
_LEADING = frozenset("if when while as although though because since after before".split())


BREAKS = frozenset([";", ".", "?", "!", "…"])


def clause_end(reading: Reading, place: int) -> int:
    """The token after the clause that begins at ``place``: before another attribution, an added participle, the final sign."""
    count = len(reading.tokens)
    at = place
    while at < count:
        quote = reading.quote_at(at)
        if quote is not None:
            at = max(at + 1, reading.at(quote.end))
            continue
        if _ends_clause(reading, at, place):
            break
        at += 1
    return final_trimmed(reading, place, at)


def _ends_clause(reading: Reading, at: int, begin: int) -> bool:
    sign = reading.tagged(at)
    low = reading.low(at)
    if sign == ";" or low == "according":
        return True
    if sign == ")" and "(" not in reading.tag[begin:at]:
        return True
    if low in ("and", "but") and at > begin:
        return _next_report(reading, at + 1)
    if sign in DASHES and sum(tag in DASHES for tag in reading.tag[begin:]) == 1:
        return True
    if sign == "," or sign in DASHES:
        return _ends_at_comma(reading, at, begin)
    return False


def _next_report(reading: Reading, place: int) -> bool:
    """*said … and argued that*: another report of the same source begins."""
    group = reading.group_at(place)
    if group is None or group.form != "fin" or group.passive or verbs().get(group.lemma, _NONE).strength < 2:
        return False
    return reading.tagged(group.end) in ("B", "S", "D", "P", "K")


def _ends_at_comma(reading: Reading, at: int, begin: int) -> bool:
    low = reading.low(at + 1)
    if low in ("but", "so", "and") and opens_clause(reading, at + 2):
        return True
    if _led(reading, begin) and opens_clause(reading, at + 1):
        return True
    if low in ("who", "which") and "," not in reading.tag[at + 1 :]:
        return True
    return _aside_attribution(reading, at)


def _led(reading: Reading, begin: int) -> bool:
    """Whether the sentence begins with a subordinate clause (*If he thinks that …*, …) that lasts until ``begin``."""
    at = 0
    while at < begin and reading.tagged(at) in ("C", "A", ","):
        at += 1
    return reading.low(at) in _LEADING and "," not in reading.tag[at:begin]


def _aside_attribution(reading: Reading, at: int) -> bool:
    """Whether a comma begins *, he said.*, *, according to*, *, adding that*."""
    after = at + 1
    if reading.low(after) in (
        "according",
        "adding",
        "saying",
        "noting",
        "citing",
        "arguing",
        "referring",
        "calling",
        "suggesting",
    ):
        return True
    return trailing_attribution(reading, after)


def trailing_attribution(reading: Reading, place: int) -> bool:
    """Whether *he said*, *said X*, *officials say* stands at ``place`` and the sentence ends or pauses after it."""
    for group in reading.next_groups(place):
        if (
            group.start - place > 8
            or group.form != "fin"
            or group.lemma
            not in ("say", "tell", "add", "note", "write", "argue", "report", "think", "believe", "claim", "explain")
        ):
            return False
        between = range(place, group.start)
        if any(reading.tag[at] not in STARTERS | {"E", "G"} for at in between):
            return False
        return reading.tagged(group.end) in ("", ".", ",") or reading.tagged(group.end) in ("E",)
    return False


def phrase_end(reading: Reading, place: int) -> int:
    """The token after the noun phrase at ``place``: as a clause, and not past a comma or word that begins another clause."""
    count = clause_end(reading, place)
    at = place
    while at < count:
        quote = reading.quote_at(at)
        if quote is not None:
            at = max(at + 1, reading.at(quote.end))
            continue
        if at > place and _ends_phrase(reading, at, place):
            break
        at += 1
    return final_trimmed(reading, place, at)


def _ends_phrase(reading: Reading, at: int, begin: int) -> bool:
    sign = reading.tagged(at)
    low = reading.low(at)
    if low == "because" and reading.low(at + 1) == "of":
        return False
    if low in _CLAUSAL or low in ("despite", "here") or _ends_at_time(reading, at):
        return True
    if low == "by" and reading.tagged(at + 1) == "V" and reading.low(at + 1).endswith("ing"):
        return True
    if low == "as" and reading.low(at - 1) not in ("such", "well", "as", "seen", "known", "described"):
        return reading.tagged(at + 1) == "S" or opens_clause(reading, at + 1)
    if sign == "," or sign in DASHES:
        return _pauses_phrase(reading, at, begin)
    if sign == "C" and low in ("and", "but"):
        group = reading.group_at(at + 1)
        clause = (group is not None and group.form == "fin") or opens_clause(reading, at + 1)
        return clause and not _inside_relative(reading, begin, at)
    return False


def _ends_at_time(reading: Reading, at: int) -> bool:
    """*on Monday*, *Thursday morning*, *in 2009*: when it was said, not what."""
    after = reading.low(at + 1)
    if reading.tagged(at) == "E":
        year = reading.tagged(at + 1) == "U" and len(after) == 4 and after[:2] in ("19", "20")
        return year or after in en.DAYS
    return reading.low(at) in en.DAYS and len(reading.tokens) - at < 6


def _pauses_phrase(reading: Reading, at: int, begin: int) -> bool:
    """Whether a noun phrase is over at a comma or dash: another clause, a participle, an adverbial follows."""
    after = reading.low(at + 1)
    tag = reading.tagged(at + 1)
    if after in ("but", "yet", "which", "who", "where", "so", "with"):
        return True
    if tag in ("S", "E") and after not in ("including", "like", "such", "from", "of", "to"):
        return True
    if tag == "V":
        group = reading.group_at(at + 1)
        return group is not None and (group.form == "fin" or reading.tagged(begin) != "V")
    return opens_clause(reading, at + 2 if after == "and" else at + 1) and not _inside_relative(reading, begin, at)


def nominal_end(reading: Reading, place: int) -> int:
    """The token after the noun phrase at ``place`` where that belongs to a noun: also before the sentence's own verb."""
    stop = phrase_end(reading, place)
    if reading.low(place) == "that":
        return _own_verb(reading, place, stop)
    if reading.tagged(place) in ("B", "T") or reading.low(place) in en.WH_WORDS:
        return stop
    for group in reading.groups:
        if place < group.start < stop and group.form == "fin":
            return stop if _inside_relative(reading, place, group.start) else final_trimmed(reading, place, group.start)
    return stop


def _own_verb(reading: Reading, place: int, stop: int) -> int:
    """*the claim that the bank lied | surprised nobody*: before the second verb, where nothing opens another clause."""
    finite = [group for group in reading.groups if place < group.start < stop and group.form == "fin"]
    if len(finite) < 2:
        return stop
    first, second = finite[:2]
    between = range(first.end, second.start)
    joined = any(reading.tag[at] in ("B", "C", "S", ",") or reading.low(at) in _BLOCKS for at in between)
    return stop if joined else final_trimmed(reading, place, second.start)


def opens_clause(reading: Reading, place: int) -> bool:
    """Whether a finite verb follows before the clause is over, so that the words before it are its subject."""
    for group in reading.next_groups(place + 1):
        between = range(place, group.start)
        if any(reading.tag[at] in BREAKS or reading.low(at) in _BLOCKS for at in between):
            return False
        if group.form == "fin":
            commas = sum(reading.tag[at] == "," for at in between)
            return not (commas == 1 or (commas and reading.tag[group.start - 1] not in (",",)))
    return False


def _inside_relative(reading: Reading, begin: int, at: int) -> bool:
    return any(reading.low(place) in ("who", "which", "that", "what", "how", "whether") for place in range(begin, at))


def final_trimmed(reading: Reading, start: int, stop: int) -> int:
    """``stop`` moved left past commas, dashes and the final sign, which are no part of what is said."""
    while stop > start:
        sign = reading.tag[stop - 1]
        outside = reading.quoted[stop - 1] < 0 or (
            reading.quoted[stop - 1] == reading.quoted[start] and reading.quote_at(start) is None
        )
        if outside and (sign in (",", ".", ";", ":", "!", "?", "C") or sign in DASHES):
            stop -= 1
            continue
        break
    return stop
