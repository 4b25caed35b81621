"""English verb groups: auxiliaries, adverbs and the verb that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.suggest.inflect import Form
from workbench.suggest.tables import en
from workbench.suggest.tagging import DO, readings
from workbench.suggest.tokens import Token

BE = frozenset(
    "be am is are was were been being ’s 's ’re 're ’m 'm isn’t isn't aren’t aren't wasn’t wasn't weren’t weren't".split()
)


HAVE = frozenset("have has had having ’ve 've ’d 'd ’s 's haven’t haven't hasn’t hasn't hadn’t hadn't".split())


_LOOSE = frozenset(
    [
        *en.DAYS,
        "however",
        "instead",
        "meanwhile",
        "here",
        "there",
        "ago",
        "earlier",
        "later",
        "perhaps",
        "maybe",
        "thus",
        "rather",
    ]
)


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group: tokens ``[start, end)``, its last verb, and how it stands.

    ``form`` is ``fin`` (finite), ``ing``, ``inf`` or ``part`` (a participle with no auxiliary before *by*).
    """

    start: int
    end: int
    head: int
    lemma: str
    form: str
    passive: bool
    progressive: bool = False


def groups(tokens: Sequence[Token], tag: Sequence[str]) -> list[Group]:
    """The verb groups, in order; auxiliaries alone (*is*, *has*, *does*) form groups too."""
    found: list[Group] = []
    place = 0
    while place < len(tokens):
        if tag[place] not in ("V", "X", "M") and not (tag[place] == "T" and _infinitive(tokens, tag, place)):
            place += 1
            continue
        group = _group(tokens, tag, place)
        found.append(group)
        place = group.end
    return found


def _infinitive(tokens: Sequence[Token], tag: Sequence[str], place: int) -> bool:
    place += 1
    while place < len(tokens) and tag[place] == "A":
        place += 1
    if place >= len(tokens):
        return False
    return tokens[place].low in ("be", "have", "do") or (
        tag[place] == "V" and (not readings(tokens[place]) or any(r.kind == "b" for r in readings(tokens[place])))
    )


def _group(tokens: Sequence[Token], tag: Sequence[str], start: int) -> Group:
    end = start
    head = start
    while end < len(tokens) and (
        tag[end] in ("X", "M", "A")
        or (end > start and tokens[end].low in ("all", "both", "each"))
        or (tag[end] == "T" and end == start)
        or tag[end] == "V"
    ):
        if tag[end] == "V":
            head = end
            end += 1
            break
        if tag[end] != "A":
            head = end
        end += 1
    if tag[head] != "V":
        end = head + 1
    words = [tokens[place].low for place in range(start, head) if tag[place] != "A"]
    first = start
    while first > 0 and _modifies(tokens, tag, first - 1):
        first -= 1
    return _described(tokens, tag, first, start, head, end, words)


def _modifies(tokens: Sequence[Token], tag: Sequence[str], place: int) -> bool:
    """Whether an adverb before the verb belongs to its group: *also*, *repeatedly*, not *today* or *however*."""
    if tokens[place].low in ("both", "all") and place and tag[place - 1] in ("K", "N", "S"):
        return True
    return tag[place] == "A" and tokens[place].low not in _LOOSE


def _described(
    tokens: Sequence[Token], tag: Sequence[str], first: int, start: int, head: int, end: int, words: list[str]
) -> Group:
    entries = readings(tokens[head])
    kinds = {entry.kind for entry in entries}
    lemma = entries[0].lemma if entries and tag[head] == "V" else _auxiliary(tokens[head].low)
    last = words[-1] if words else ""
    if tag[start] == "T":
        passive = last in ("be", "been") and "n" in kinds
        return Group(first, end, head, _lemma(entries, "b", lemma), "inf", passive)
    if last in BE and tag[head] == "V":
        if "g" in kinds:
            return Group(first, end, head, _lemma(entries, "g", lemma), "fin", False, progressive=True)
        form = "ing" if words[0] in ("being", "having") else "fin"
        return Group(first, end, head, _lemma(entries, "n", lemma), form, True)
    if words:
        form = "ing" if words[0] in ("being", "having") else "fin"
        kind = "n" if last in HAVE else "b"
        return Group(first, end, head, _lemma(entries, kind, lemma), form, False)
    if "g" in kinds:
        return Group(first, end, head, _lemma(entries, "g", lemma), "ing", False)
    if tokens[head].low in ("being", "having", "been", "be"):
        return Group(first, end, head, lemma, "ing", False)
    after = tokens[end].low if end < len(tokens) else ""
    before = tokens[first - 1].low if first else ""
    if "n" in kinds and (after == "by" or before == "as"):
        return Group(first, end, head, _lemma(entries, "n", lemma), "part", True)
    return Group(first, end, head, lemma, "fin", False)


def _auxiliary(low: str) -> str:
    return "be" if low in BE else "have" if low in HAVE else "do" if low in DO else low


def _lemma(entries: Sequence[Form], kind: str, default: str) -> str:
    return next((entry.lemma for entry in entries if entry.kind == kind), default)
