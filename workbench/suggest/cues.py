"""Which words report: the cue that begins with a verb group, with its frames."""

from __future__ import annotations

from workbench.suggest.groups import Group
from workbench.suggest.inflect import Verb, nouns, phrases, verbs
from workbench.suggest.reading import Reading
from workbench.suggest.tables import en

ANY = Verb("nwg", ("of", "for", "about", "on", "to", "with", "against", "up", "out", "down", "off", "into", "over"), 0)


_EMPTY = frozenset("be have do being having been will would can could may might shall should must".split())


_LINKS = frozenset(
    "have be go need continue begin start come try use seem appear tend manage refuse decline fail like happen get look".split()
)


def cue_of(reading: Reading, number: int, skip: set[int]) -> tuple[Group, int, Verb] | None:
    """The group at ``number``, the token after its cue and its frames; a chain (*declined to say*) counts as its last verb."""
    group = reading.groups[number]
    row = _phrased(reading, group)
    following = reading.groups[number + 1] if number + 1 < len(reading.groups) else None
    if row is not None:
        chained = row[1].frames == "i" and following is not None and following.start == row[0]
        frames = verbs().get(following.lemma) if chained and following is not None else None
        if frames is not None and following is not None and frames.strength >= 2:
            skip.add(following.start)
            return group, following.end, frames
        return group, row[0], row[1]
    if following is not None and following.form == "inf" and _chained(reading, group, following):
        inner = _phrased(reading, following)
        frames = inner[1] if inner else verbs().get(following.lemma)
        own = verbs().get(group.lemma)
        if frames is not None and (frames.strength >= 2 or own is None):
            skip.add(following.start)
            return group, inner[0] if inner else following.end, frames
    light = _light(reading, group)
    if light is not None:
        return light
    verb = verbs().get(group.lemma)
    if verb is None and group.lemma in _EMPTY:
        return None
    return group, group.end, verb if verb is not None else ANY


def _light(reading: Reading, group: Group) -> tuple[Group, int, Verb] | None:
    """*made an argument for*, *has shown a readiness to*: a light verb and a reporting noun are one cue."""
    if group.lemma not in en.LIGHT_VERBS or group.passive:
        return None
    place = group.end
    while reading.tagged(place) in ("D", "P", "A", "N") and place < group.end + 5:
        noun = nouns().get(reading.low(place))
        low = reading.low(place + 1)
        if noun is None:
            place += 1
            continue
        if low in noun.prepositions:
            return group, place + 2, Verb("ngw", (), 2)
        if low == "to" and "i" in noun.frames and reading.group_at(place + 1) is not None:
            return group, place + 1, Verb("i", (), 2)
        if low == "that" and "t" in noun.frames:
            return group, place + 1, Verb("t", (), 2)
        place += 1
    return None


def _chained(reading: Reading, group: Group, following: Group) -> bool:
    between = range(group.end, following.start)
    if not between:
        return group.lemma in _LINKS or group.lemma not in verbs()
    return group.lemma in ("have", "be") and len(between) <= 2 and all(reading.tag[at] in "NAV" for at in between)


def _phrased(reading: Reading, group: Group) -> tuple[int, Verb] | None:
    for words, verb in phrases().get(group.lemma, ()):
        place = group.end
        while reading.tagged(place) == "A":
            place += 1
        if all(reading.low(place + step) == word for step, word in enumerate(words)):
            return place + len(words), verb
    return None
