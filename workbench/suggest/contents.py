"""What is said: the clause, infinitive, noun phrase or quotation that an English verb group governs."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.span import Span
from workbench.suggest.extents import BREAKS, STARTERS, clause_end, opens_clause, phrase_end
from workbench.suggest.groups import Group
from workbench.suggest.inflect import Verb
from workbench.suggest.reading import QUOTE_SIGNS, Reading
from workbench.suggest.tables import en


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue: the token after the cue's last, the content's spans, and how it is joined."""

    cue_end: int
    content: tuple[Span, ...]
    kind: str


def complement(reading: Reading, group: Group, cue_end: int, verb: Verb) -> Complement | None:
    """The content to the right of a cue that ends before token ``cue_end``; ``None`` where nothing fits the frames."""
    place = cue_end
    quote = _quotation_after(reading, place)
    if quote is not None and "q" in verb.frames:
        return Complement(cue_end, (quote,), "quotation")
    if "a" in verb.frames:
        moved = _past_addressee(reading, place, verb)
        if moved is not None:
            pronoun = moved == place + 1 and reading.tagged(place) in ("O", "P", "S")
            asked = reading.tagged(moved) == "T" and ("o" in verb.frames or pronoun)
            return _after_addressee(reading, cue_end, place if asked else moved)
    moved = _past_aside(reading, place)
    if moved is not None and reading.low(moved) != "that":
        quote = _quotation_after(reading, moved)
        if quote is not None and "q" in verb.frames:
            return Complement(cue_end, (quote,), "quotation")
    if moved is not None and reading.tagged(moved) == "T" and set("io") & set(verb.frames):
        return _phrase(reading, cue_end, moved, "inf")
    if moved is not None and reading.low(moved) == "that" and "t" in verb.frames:
        return _clause(reading, cue_end, moved, "that")
    if reading.tagged(place) == "," and "t" in verb.frames and _resumes(reading, place + 1):
        return _clause(reading, cue_end, place + 1, "split")
    return _plain(reading, group, cue_end, verb)


def _resumes(reading: Reading, place: int) -> bool:
    """Whether a clause begins at ``place``, after the comma of *officials say, …*."""
    if (reading.tagged(place) not in STARTERS and reading.tagged(place) not in ("E", "B", "A")) or reading.low(
        place
    ) in ("who", "which", "but"):
        return False
    return any(group.form == "fin" and group.start > place for group in reading.groups)


def _plain(reading: Reading, group: Group, cue_end: int, verb: Verb) -> Complement | None:
    place = cue_end
    low = reading.low(place)
    sign = reading.tagged(place)
    if sign == "T" and reading.group_at(place) is not None:
        return _phrase(reading, cue_end, place, "inf") if set("io") & set(verb.frames) or verb.strength == 0 else None
    if low in verb.prepositions and _opens_phrase(reading, place + 1):
        return _phrase(reading, place + 1, place + 1, "prep")
    if low in verb.prepositions and reading.low(place + 1) in verb.prepositions and _opens_phrase(reading, place + 2):
        return _phrase(reading, place + 2, place + 2, "prep")
    if low in verb.prepositions and reading.low(place + 1) == "that":
        return _clause(reading, place + 1, place + 1, "that")
    if low == "that" and ("t" in verb.frames or verb.strength == 0):
        return _clause(reading, cue_end, place, "that")
    if low in en.WH_WORDS and ("w" in verb.frames or "t" in verb.frames or "n" in verb.frames):
        return _clause(reading, cue_end, place, "wh")
    if (
        reading.quote_at(place) is not None
        or sign in STARTERS
        or (sign == "A" and reading.tagged(place + 1) in STARTERS)
    ):
        return _object(reading, cue_end, place, verb)
    if sign == "V" and reading.tokens[place].low.endswith("ing") and set("ng") & set(verb.frames):
        return _phrase(reading, cue_end, place, "ing")
    if sign == "V" and "n" in verb.frames:
        return _phrase(reading, cue_end, place, "np")
    if sign == "E" and "t" in verb.frames and opens_clause(reading, place):
        return _clause(reading, cue_end, place, "bare")
    return None


def _object(reading: Reading, cue_end: int, place: int, verb: Verb) -> Complement | None:
    if "t" in verb.frames and opens_clause(reading, place):
        return _clause(reading, cue_end, place, "bare")
    if "o" in verb.frames:
        return _phrase(reading, cue_end, place, "object")
    if set("nt") & set(verb.frames) or ("q" in verb.frames and reading.quote_at(place) is not None):
        return _phrase(reading, cue_end, place, "np")
    return None


def _opens_phrase(reading: Reading, place: int) -> bool:
    sign = reading.tagged(place)
    return sign in STARTERS or sign in QUOTE_SIGNS or sign in ("A", "V") or reading.low(place) in en.WH_WORDS


def _quotation_after(reading: Reading, place: int) -> Span | None:
    """*said: “…”*, *said, “…”*: a quotation after a comma, a colon or nothing, that ends where the sentence pauses."""
    if reading.tagged(place) in (",", ":"):
        place += 1
        while reading.tagged(place) == "A" or reading.low(place) in (",",):
            place += 1
        return reading.quote_at(place)
    return None


def _past_addressee(reading: Reading, place: int, verb: Verb) -> int | None:
    """The token where the content begins after *CNN*, *her closest advisers*, *guests at the gala*; else ``None``."""
    if reading.tagged(place) not in STARTERS:
        return None
    limit = min(len(reading.tokens), place + 16)
    for at in range(place + 1, limit):
        sign = reading.tagged(at)
        low = reading.low(at)
        if low in ("that", "whether", "how", "what", "why", "if", "where") or (
            sign == "T" and reading.group_at(at) is not None
        ):
            return at
        if sign in (",", ":"):
            return at if _quotation_after(reading, at) is not None else None
        if reading.tagged(at) == "S" or (
            sign == "D" and reading.tag[at - 1] in ("K", "N", "O") and opens_clause(reading, at)
        ):
            return at
        if low == "of" and low in verb.prepositions and at <= place + 5:
            return at
        group = reading.group_at(at)
        if group is not None and group.form == "fin":
            return (
                place + 1
                if at > place + 1 and reading.tagged(place) in ("O", "K") and reading.tagged(place + 1) in ("K", "N")
                else None
            )
        if sign in BREAKS or sign in QUOTE_SIGNS:
            return at if reading.quote_at(at) is not None and "q" in verb.frames else None
    return None


def _after_addressee(reading: Reading, cue_end: int, place: int) -> Complement | None:
    quote = _quotation_after(reading, place) or reading.quote_at(place)
    if quote is not None:
        return Complement(cue_end, (quote,), "quotation")
    return _clause(reading, cue_end, place, "addressee")


def _past_aside(reading: Reading, place: int) -> int | None:
    """*said in a statement that*, *said, however, that*: where *that* follows a short adverbial."""
    sign = reading.tagged(place)
    if not (
        sign in ("E", "A", ",")
        or reading.low(place) in en.DAYS
        or sign == "T"
        or reading.low(place) in ("following", "last")
    ):
        return None
    for at in range(place + 1, min(len(reading.tokens), place + 14)):
        follow = reading.group_at(at + 1)
        if reading.low(at) == "that" and (follow is None or follow.form != "fin"):
            return at
        if reading.tagged(at) in (",", ":") and _quotation_after(reading, at) is not None:
            return at
        if (
            reading.tagged(at) == "T"
            and reading.group_at(at) is not None
            and (reading.low(at - 1) in en.DAYS or at == place + 1)
        ):
            return at
        group = reading.group_at(at)
        if (
            (group is not None and group.form == "fin")
            or reading.tagged(at) in BREAKS
            or reading.tagged(at) in QUOTE_SIGNS
        ):
            return None
    return None


def _clause(reading: Reading, cue_end: int, place: int, kind: str) -> Complement | None:
    stop = clause_end(reading, place)
    return Complement(cue_end, (reading.span(place, stop),), kind) if stop > place else None


def _phrase(reading: Reading, cue_end: int, place: int, kind: str) -> Complement | None:
    stop = phrase_end(reading, place)
    return Complement(cue_end, (reading.span(place, stop),), kind) if stop > place else None
