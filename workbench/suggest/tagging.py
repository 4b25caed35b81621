"""English tags from closed classes, endings and neighbours, and the verb groups they form.

Tags: ``D`` determiner, ``P`` possessive pronoun, ``S`` subject pronoun, ``O`` other pronoun, ``E`` preposition, ``X`` auxiliary,
``M`` modal, ``A`` adverb, ``C`` coordinator, ``B`` subordinator, ``T`` *to*, ``G`` genitive *’s*, ``U`` number, ``K`` capitalised
word, ``N`` any other word, ``V`` verb; a sign is its own tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from workbench.suggest.inflect import Form, Verb, forms, nouns, verbs
from workbench.suggest.tables import en
from workbench.suggest.tokens import Token

DO = frozenset("do does did don’t don't doesn’t doesn't didn’t didn't".split())


_NONE = Verb("", (), 0)
_PLURAL = frozenset("i you we they who people others both all some many several few most".split())


@cache
def _homographs() -> frozenset[str]:
    return frozenset(en.NOUN_HOMOGRAPHS.split()) | frozenset(en.OTHER_VERBS.split()) | frozenset(nouns())


@cache
def _closed() -> dict[str, str]:
    found: dict[str, str] = {}
    classes = (
        ("D", en.DETERMINERS),
        ("P", en.POSSESSIVES),
        ("E", en.PREPOSITIONS),
        ("B", en.SUBORDINATORS),
        ("A", en.ADVERBS),
        ("S", en.SUBJECT_PRONOUNS),
        ("O", en.OTHER_PRONOUNS),
        ("M", en.MODALS),
        ("X", en.AUXILIARIES),
        ("C", en.COORDINATORS),
    )
    for tag, words in classes:
        for word in words:
            found[word] = tag
    found["to"] = "T"
    found["that"] = "B"
    return found


def tags(tokens: Sequence[Token]) -> list[str]:
    """One tag a token (module docstring)."""
    found: list[str] = []
    for place, _token in enumerate(tokens):
        before = _before(found)
        found.append(_tag(tokens, place, before, found))
    return found


def _before(found: Sequence[str]) -> int:
    """The place of the last tag that is no adverb; -1 where there is none."""
    place = len(found) - 1
    while place >= 0 and found[place] == "A":
        place -= 1
    return place


def _tag(tokens: Sequence[Token], place: int, before: int, found: Sequence[str]) -> str:
    token = tokens[place]
    low = token.low
    if not token.word:
        return "N" if token.text in ("-", "–") and _tight(tokens, place) else token.text
    if low == "there" and place + 1 < len(tokens) and _closed().get(tokens[place + 1].low) in ("X", "M"):
        return "S"
    if low == "according" or (
        low == "to" and place and tokens[place - 1].low in ("according", "due", "thanks", "close", "prior")
    ):
        return "E"
    if low in ("’s", "'s"):
        return _genitive(tokens, place, found)
    closed = _closed().get(low)
    if (
        low in ("like", "likes")
        and before >= 0
        and (found[before] in ("T", "M") or tokens[before].low in _PLURAL or tokens[before].low in DO)
    ):
        return "V"
    if (
        closed == "D"
        and low in ("more", "most", "much")
        and place + 1 < len(tokens)
        and tokens[place + 1].low.endswith("ly")
    ):
        return "A"
    if closed:
        return closed
    if token.text[0].isdigit():
        return "U"
    if low.endswith("ly") and low not in en.NOT_ADVERBS and not (token.capital and place):
        return "A"
    if (
        _verb(tokens, place, before, found)
        or _unknown_infinitive(tokens, place, found)
        or _unknown(tokens, place, found)
    ):
        return "V"
    return "K" if token.capital else "N"


def _tight(tokens: Sequence[Token], place: int) -> bool:
    """Whether a hyphen stands between two words without blanks."""
    if not 0 < place < len(tokens) - 1:
        return False
    return tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start


def _genitive(tokens: Sequence[Token], place: int, found: Sequence[str]) -> str:
    before = tokens[place - 1].low if place else ""
    if before in ("he", "she", "it", "that", "there", "what", "who", "here", "where"):
        return "X"
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None or not after.word:
        return "G"
    if _closed().get(after.low) in ("D", "A", "P") or after.low in ("been", "going"):
        return "X"
    return "G"


def readings(token: Token) -> tuple[Form, ...]:
    """What verb forms a word may be; words outside the tables are judged by *-ed* and *-ing*."""
    known = forms().get(token.low)
    if known:
        return known
    low = token.low
    if len(low) > 4 and low.endswith("ed") and not low.endswith(("eed", "hundred", "sacred")):
        return (Form(low[:-2], "d"), Form(low[:-2], "n"))
    if (
        len(low) > 5
        and low.endswith("ing")
        and low not in ("something", "anything", "nothing", "everything", "during", "morning", "evening")
    ):
        return (Form(low[:-3], "g"),)
    return ()


def _verb(tokens: Sequence[Token], place: int, before: int, found: Sequence[str]) -> bool:
    token = tokens[place]
    entries = readings(token)
    if not entries or (token.capital and place > 0 and not _sentence_start(tokens, place) and not _headline(tokens)):
        return False
    tag = found[before] if before >= 0 else ""
    low = tokens[before].low if before >= 0 else ""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if token.capital and place > 0 and not _sentence_start(tokens, place):
        entries = tuple(entry for entry in entries if entry.kind in "sb")
    return any(_fits(entry.kind, token, tag, low, after, found, before) for entry in entries)


def _unknown_infinitive(tokens: Sequence[Token], place: int, found: Sequence[str]) -> bool:
    """*refused to mend fences*: a word of no table after *to*, where the word before *to* asks for an infinitive."""
    low = tokens[place].low
    mark = _before(found)
    if mark < 1 or found[mark] != "T" or tokens[place].capital or low.endswith("s"):
        return False
    asking = [form.lemma for form in readings(tokens[mark - 1])] if found[mark - 1] == "V" else []
    if any(set("io") & set(verbs()[lemma].frames) for lemma in asking if lemma in verbs()):
        return True
    after = _closed().get(tokens[place + 1].low, "") if place + 1 < len(tokens) else ""
    noun = nouns().get(tokens[mark - 1].low)
    return after in ("D", "P", "O", "B") or tokens[mark - 1].low in en.DAYS or (noun is not None and "i" in noun.frames)


def _unknown(tokens: Sequence[Token], place: int, found: Sequence[str]) -> bool:
    """A word of no table directly after a subject pronoun or a modal: *he revisits*, *they will gladly …*."""
    token = tokens[place]
    if not found or token.capital or not token.text[0].isalpha() or readings(token):
        return False
    low = tokens[place - 1].low
    if found[-1] == "M" and low not in ("may", "can", "will"):
        return True
    if low in ("he", "she", "who"):
        return token.low.endswith("s")
    return low in ("we", "they", "i") and found[-1] == "S"


def _sentence_start(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place - 1].text in '“"‘:—' or tokens[place - 1].text == "''"


def _headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly every longer word has a capital, so that capitals tell nothing."""
    if len(tokens) > 25:
        return False
    words = [token for token in tokens if token.word and len(token.text) > 3]
    return len(words) > 3 and sum(token.capital for token in words) >= 0.8 * len(words)


def _fits(kind: str, token: Token, tag: str, low: str, after: str, found: Sequence[str], before: int) -> bool:
    adjacent = before == len(found) - 1
    if (
        tag in ("D", "P", "G")
        and kind != "g"
        and low not in ("all", "both", "each", "some", "many", "others", "most", "this", "that")
    ):
        return False
    if kind == "b":
        joined = any(found[at] == "C" for at in range(max(0, before - 2), before))
        return _base_fits(token, tag, low, after, adjacent, joined)
    if kind == "s":
        return _third_fits(token, tag, low, after, adjacent)
    if kind == "g":
        return tag not in ("D", "P") and tag != "G"
    return not (tag == "E" and low not in ("as", "than", "when", "since"))


def _base_fits(token: Token, tag: str, low: str, after: str, adjacent: bool, joined: bool) -> bool:
    if tag in ("T", "M") or low in DO or low in ("i", "you", "we", "they"):
        return True
    if token.low in en.ADJECTIVES:
        return False
    noun_like = token.low in _homographs()
    if low in _PLURAL or (tag in ("N", "K") and joined and not noun_like):
        return True
    if tag in ("N", "K", "G") and low.endswith("s") and not low.endswith("ss"):
        return (not noun_like and tag == "N") or _opens_complement(after, not noun_like) or not adjacent
    if tag in ("N", "K", "C", ")"):
        return not noun_like and _opens_complement(after, True)
    if tag in (",", "”", '"', "''"):
        return not noun_like and (verbs().get(token.low, _NONE).strength == 3 or _opens_complement(after, False))
    return tag == "N" and low in ("men", "women", "media", "officials", "police")


def _third_fits(token: Token, tag: str, low: str, after: str, adjacent: bool) -> bool:
    if tag in ("S", "B", "O", "”", '"', "''") or low in en.RELATIVES:
        return True
    if _closed().get(after, "") in ("X", "M"):
        return False
    noun_like = any(form.lemma in _homographs() for form in readings(token))
    if tag in ("K", "N", "G", ")", ",", "—", "–", "’"):
        if tag == "K" and after and after[0].isalpha() and after not in _closed():
            return True
        return not noun_like or _opens_complement(after, tag != "N") or not adjacent
    return tag == "C" and _opens_complement(after, True)


def _opens_complement(after: str, preposition: bool) -> bool:
    """Whether a word can begin what a verb governs; ``preposition``: those count too."""
    if not after:
        return False
    tag = _closed().get(after)
    if tag == "E":
        return preposition
    return tag in ("D", "P", "S", "O", "B", "T", "A") or after[0] in "“\"'‘:,#@"
