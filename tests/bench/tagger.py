"""What the tagger of the training loop sees of a sentence.

Of each token and its neighbours the form, the shape and the endings; the tags and the table of reporting verbs that our own rules
for claims use (`workbench.suggest`); where the nearest reporting verb stands; and whether a quotation is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.suggest.inflect import forms, nouns, verbs
from workbench.suggest.tagging import tags
from workbench.suggest.tokens import Token

AROUND = 3
"""How many tokens on either side are looked at."""

_OPENING, _CLOSING, _EITHER = frozenset("“„«") | {"``"}, frozenset("”»"), frozenset(('"', "''"))


def features(words: Sequence[str]) -> list[list[str]]:
    """The features of every token of a sentence, as names."""
    low = [word.lower() for word in words]
    sentence = _Sentence(words, low)
    return [list(sentence.at(place)) for place in range(len(words))]


def shape(word: str) -> str:
    """The first letters of a word as what they are: ``Haftar`` → ``Xxxxxx``."""
    kinds = ((str.isupper, "X"), (str.islower, "x"), (str.isdigit, "d"))
    return "".join(next((sign for test, sign in kinds if test(char)), char) for char in word[:6])


class _Sentence:
    def __init__(self, words: Sequence[str], low: Sequence[str]) -> None:
        self._words, self._low = words, low
        places = [0]
        for word in words:
            places.append(places[-1] + len(word) + 1)
        self._tags = tags([Token(at, at + len(one), one, one.lower()) for at, one in zip(places, words, strict=False)])
        self._quoted = list(_quoted(words))
        self._reporting = [_reporting(one) for one in low]
        self._cues = [place for place, (_, lemma) in enumerate(self._reporting) if lemma]

    def at(self, place: int) -> Iterator[str]:
        """The features of one token."""
        yield from ("bias", f"at={min(place, 5)}", f"end={min(len(self._words) - 1 - place, 3)}")
        around = (self._quoted[one] if 0 <= one < len(self._words) else "none" for one in (place - 1, place, place + 1))
        yield from (f"quoted={self._quoted[place]}", f"quotes={'>'.join(around)}")
        yield f"quotation={any(one != 'out' for one in self._quoted)}"
        for step in range(-AROUND, AROUND + 1):
            yield from self._neighbour(place + step, step)
        yield from self._runs(place)
        yield from self._nearest(place)

    def _neighbour(self, there: int, step: int) -> Iterator[str]:
        if not 0 <= there < len(self._words):
            yield f"{step}:none"
            return
        low, (form, lemma) = self._low[there], self._reporting[there]
        yield from (f"{step}:{low}", f"{step}:{shape(self._words[there])}", f"{step}:tag={self._tags[there]}")
        if abs(step) < 3:
            yield from (f"{step}:-{low[-3:]}", f"{step}:-{low[-2:]}", f"{step}:lemma={lemma}")
        if abs(step) < 2:
            yield f"{step}:{low[:4]}-"
        if form:
            yield f"{step}:reports={form}"

    def _runs(self, place: int) -> Iterator[str]:
        """Pairs of forms, pairs and threes of tags."""
        for row, steps, size in (
            (self._low, range(-2, 2), 2),
            (self._tags, range(-3, 3), 2),
            (self._tags, range(-2, 1), 3),
        ):
            for step in steps:
                if 0 <= place + step <= len(row) - size:
                    yield f"{step}:{' '.join(row[place + step : place + step + size])}"

    def _nearest(self, place: int) -> Iterator[str]:
        """The nearest reporting verbs before and behind, and how far they are."""
        left = max((one for one in self._cues if one < place), default=-1)
        right = min((one for one in self._cues if one > place), default=-1)
        yield f"between={left >= 0},{right >= 0}"
        if left >= 0:
            that = "that" in self._low[left:place]
            yield from (f"left={min(place - left, 10)}", f"left={self._reporting[left][1]}", f"that={that}")
            yield f"left-then={self._low[left + 1]}"
        if right >= 0:
            yield from (f"right={min(right - place, 10)}", f"right={self._reporting[right][1]}")


def _quoted(words: Sequence[str]) -> Iterator[str]:
    """Of each token whether it opens or closes a quotation, or lies in or outside one."""
    inside = False
    for word in words:
        opens = word in _OPENING or (word in _EITHER and not inside)
        closes = word in _CLOSING or (word in _EITHER and inside)
        yield "open" if opens else "close" if closes else "in" if inside else "out"
        inside = (inside or opens) and not closes


def _reporting(low: str) -> tuple[str, str]:
    """The form and strength of a reporting verb and its lemma; of a reporting noun only that it is one."""
    noun = "n" if low in nouns() else ""
    for form in forms().get(low, ()):
        if verb := verbs().get(form.lemma):
            return f"{form.kind}{verb.strength}{noun}", form.lemma
    return noun, ""
