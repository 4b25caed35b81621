"""Who stands for or against whom in a sentence: a modest guess from words of support and opposition."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.span import Span
from workbench.suggest.tables import polarity
from workbench.suggest.tokens import Token, tokenize


def actors_in(names: Sequence[Span], sentence: Span) -> list[Span]:
    """The names that lie in the sentence, first to last, then the others, the nearest first; each span once."""
    inside = sorted({name for name in names if sentence.contains(name)})
    outside = {name for name in names if not sentence.contains(name)}
    return [*inside, *sorted(outside, key=lambda name: (_distance(name, sentence), name))]


def _distance(name: Span, sentence: Span) -> int:
    return max(sentence.start - name.end, name.start - sentence.end, 0)


def stance_proposals(text: str, sentence: Span, names: Sequence[Span]) -> list[tuple[Span, Span, str]]:
    """Pairs of holder, target and polarity (support, oppose, neutral, mixed, unclear), the likeliest first.

    Names of the sentence are paired in reading order; the words of support and opposition between the two, else after
    the pair, decide the polarity, a negation before such a word turns it. A pair with a deciding word comes first.
    """
    inside = actors_in([name for name in names if sentence.contains(name)], sentence)
    tokens = tokenize(text, *sentence)
    found: list[tuple[int, int, Span, Span, str]] = []
    for first, holder in enumerate(inside):
        for second, target in enumerate(inside):
            if holder == target or holder.overlaps(target) or text[slice(*holder)] == text[slice(*target)]:
                continue
            guess, weight = _guess(tokens, holder, target)
            backwards = second < first
            if backwards and guess == "unclear":
                continue
            found.append((-weight + backwards, abs(second - first), holder, target, guess))
    found.sort(key=lambda row: (row[0], row[1], row[2], row[3]))
    return [(holder, target, guess) for _, _, holder, target, guess in found]


def _guess(tokens: Sequence[Token], holder: Span, target: Span) -> tuple[str, int]:
    """The polarity and how much speaks for it: 2 for a word between the two, 1 for one after both, 0 for none."""
    if holder.end <= target.start:
        between = [at for at, token in enumerate(tokens) if holder.end <= token.start and token.end <= target.start]
        if between and tokens[between[-1]].low in polarity.AGENTS:
            return "unclear", 0
        after = [at for at, token in enumerate(tokens) if token.start >= target.end]
        for places, weight in ((between, 2), (after[:_REACH], 1)):
            guess = _polarity(tokens, places)
            if guess != "unclear":
                return guess, weight
        return "unclear", 0
    passive = [at for at, token in enumerate(tokens) if target.end <= token.start and token.end <= holder.start]
    guess = _polarity(tokens, passive)
    by = bool(passive) and tokens[passive[-1]].low in polarity.AGENTS
    return (guess, 2) if by and guess != "unclear" else ("unclear", 0)


_REACH = 8
"""How many words after a pair may still tell its polarity."""


def _polarity(tokens: Sequence[Token], places: Sequence[int]) -> str:
    signs: set[int] = set()
    for at in places:
        low = tokens[at].low
        sign = 1 if low in polarity.SUPPORT else -1 if low in polarity.OPPOSE else 0
        if sign and any(tokens[back].low in polarity.NEGATIONS for back in range(max(0, at - 3), at)):
            sign = -sign
        if sign:
            signs.add(sign)
    if signs == {1}:
        return "support"
    if signs == {-1}:
        return "oppose"
    return "mixed" if signs else "unclear"
