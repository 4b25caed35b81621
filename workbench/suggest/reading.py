"""One sentence as the rules see it: its tokens, tags, verb groups and quotations, and walks over them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from workbench.core.span import Span
from workbench.suggest.groups import Group, groups
from workbench.suggest.quotes import quotations
from workbench.suggest.tagging import tags
from workbench.suggest.tokens import Token, tokenize

OPENING = frozenset(["“", "„", "«", "``"])
QUOTE_SIGNS = frozenset(["“", "”", "„", '"', "''", "``", "«", "»"])
DASHES = frozenset(["—", "–", "--", "-", "―"])


_REACH = 40
"""How many tokens after a place the verb of the clause that begins there is looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence (widened to whole quotations) of a window.

    ``quoted[i]`` is the number of the quotation that token ``i`` lies in, else -1; ``quotes`` are those of the window.
    """

    text: str
    region: Span
    tokens: tuple[Token, ...]
    tag: tuple[str, ...]
    groups: tuple[Group, ...]
    quotes: tuple[Span, ...]
    quoted: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The code points of tokens ``[start, end)``; ``start < end``."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def low(self, place: int) -> str:
        """The token at ``place`` in lower case; empty outside the sentence."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def tagged(self, place: int) -> str:
        """The tag at ``place``; empty outside the sentence."""
        return self.tag[place] if 0 <= place < len(self.tag) else ""

    def at(self, offset: int) -> int:
        """The first token that starts at ``offset`` or later."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)

    def group_at(self, place: int) -> Group | None:
        """The verb group that starts at token ``place``."""
        number = bisect_left(self.groups, place, key=lambda group: group.start)
        return self.groups[number] if number < len(self.groups) and self.groups[number].start == place else None

    def next_groups(self, place: int) -> tuple[Group, ...]:
        """The verb groups that start at token ``place`` or within ``_REACH`` tokens after it."""
        first = bisect_left(self.groups, place, key=lambda group: group.start)
        last = bisect_left(self.groups, place + _REACH, key=lambda group: group.start)
        return self.groups[first:last]

    def quote_at(self, place: int) -> Span | None:
        """The quotation whose first mark is the token at ``place``."""
        if not 0 <= place < len(self.tokens) or self.quoted[place] < 0:
            return None
        quote = self.quotes[self.quoted[place]]
        return quote if quote.start == self.tokens[place].start else None


def read(text: str, sentence: Span, bounds: Span) -> Reading:
    """Read ``sentence`` of ``text``; a quotation that crosses its edge is taken whole, as far as ``bounds`` goes."""
    quotes = tuple(q for q in quotations(text[: bounds.end]) if q.start >= bounds.start)
    start, end = sentence
    for quote in quotes:
        if quote.start < start < quote.end:
            start = quote.start
        if quote.start < end < quote.end:
            end = quote.end
    if end > sentence.end:
        end = _closed(text, end, bounds)
    if start < sentence.start:
        start = _opened(text, start, bounds)
    tokens = tuple(tokenize(text, start, end))
    quoted = tuple(_quoted(tokens, quotes))
    tag = tuple(tags(tokens))
    return Reading(text, Span(start, end), tokens, tag, tuple(groups(tokens, tag)), quotes, quoted)


def _closed(text: str, end: int, bounds: Span) -> int:
    """Where the sentence ends that goes on after a quotation's last mark: *“A. B,” she said.*"""
    if text[max(0, end - 2) : end - 1] in (".", "…") and text[end : end + 1] != ",":
        return end
    stop = end
    while stop < bounds.end and text[stop] not in ".!?\n“":
        stop += 1
    return min(stop + 1, bounds.end) if text[stop : stop + 1] in (".", "!", "?") else end


def _opened(text: str, start: int, bounds: Span) -> int:
    """Where the sentence that holds an earlier quotation's first mark begins: after the last full stop before it."""
    begin = start
    while begin > bounds.start and text[begin - 1] not in ".!?”\n":
        begin -= 1
    while begin < start and text[begin].isspace():
        begin += 1
    return begin


def _quoted(tokens: tuple[Token, ...], quotes: tuple[Span, ...]) -> list[int]:
    found: list[int] = []
    number = 0
    for token in tokens:
        while number < len(quotes) and quotes[number].end <= token.start:
            number += 1
        inside = number < len(quotes) and quotes[number].start <= token.start
        found.append(number if inside else -1)
    return found
