"""Units: which word, name, clause, quotation, sentence or paragraph holds a selection, and how a selection grows and shrinks.

Units of different kinds can cross: a quotation may begin in one sentence and end in another. Growing and shrinking walk
a *nest*, a family in which no two units cross, so that each unit has one next larger one and shrinking undoes growing:

* paragraphs and quotations stay as they are;
* sentences that a quotation ties together stand as one, since ``She said: “Go. Run.” | Then …`` has no other way to grow
  from the quotation to the sentence around it; a sentence that lies whole within a quotation is there as well;
* a name, then a clause, then a word is left out where it crosses one of those before it (a known alias across a comma).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from workbench.core.segment.clauses import clauses
from workbench.core.segment.names import names
from workbench.core.segment.paragraphs import paragraphs
from workbench.core.segment.quotations import quotations
from workbench.core.segment.sentences import sentences
from workbench.core.segment.words import words
from workbench.core.span import Span

UNITS = ("word", "name", "clause", "quotation", "sentence", "paragraph")
"""The kinds of units, roughly from small to large."""

_NESTS = 16
"""How many nests are remembered: a person grows a selection several times in one paragraph."""


def segments(text: str, unit: str, *, known: Iterable[Span] = (), language: str = "en") -> list[Span]:
    """The units of one kind (of UNITS) in ``text``. Raises ``ValueError`` for a kind that does not exist."""
    match unit:
        case "word":
            return words(text)
        case "name":
            return names(text, known, language)
        case "clause":
            return clauses(text, language)
        case "quotation":
            return quotations(text)
        case "sentence":
            return sentences(text, language)
        case "paragraph":
            return paragraphs(text)
    raise ValueError(f"no such unit: {unit!r} (one of {', '.join(UNITS)})")


def enclosing(text: str, span: Span, unit: str, *, known: Iterable[Span] = (), language: str = "en") -> Span | None:
    """The smallest unit of that kind that contains ``span``; None where none does.

    An empty span is a cursor: the unit that holds the character there, else one that ends there. A cursor in no word
    takes the next one, else the one before. Raises ``ValueError`` for a kind that does not exist.
    """
    spans = segments(text, unit, known=known, language=language)
    if not span.empty:
        return min((found for found in spans if found.contains(span)), key=_length, default=None)
    if unit == "word":
        return _word_at(spans, span.start)
    return _around_cursor(spans, span.start)


def nest(text: str, *, known: Iterable[Span] = (), language: str = "en") -> list[Span]:
    """Everything that a selection can grow to or shrink to, sorted by start, the longer first; no two of them cross."""
    return list(_nest(text, tuple(known), language))


def grow(text: str, span: Span, *, known: Iterable[Span] = (), language: str = "en") -> Span:
    """The smallest unit of any kind (of the nest) that holds ``span`` and more; ``span`` itself where there is none.

    A cursor (an empty span) grows to the word that it is in or behind, else to what is around it.
    """
    units = _nest(text, tuple(known), language)
    if span.empty:
        touching = [word for word in words(text) if word.start <= span.start <= word.end]
        found = _around_cursor(touching, span.start) or _around_cursor(units, span.start)
        return span if found is None else found
    return min((found for found in units if found.contains(span) and found != span), key=_length, default=span)


def shrink(text: str, span: Span, anchor: int, *, known: Iterable[Span] = (), language: str = "en") -> Span:
    """The largest unit (of the nest) that lies in ``span``, is smaller, and holds the character at ``anchor``.

    Where there is none, the word at or next to ``anchor`` if it lies in ``span``, else ``span`` itself. An anchor outside
    of ``span`` counts as its nearest character. For a unit ``u`` of the nest that holds ``anchor``,
    ``shrink(grow(u), anchor)`` is ``u``, as long as there is anything to grow to.
    """
    if span.empty:
        return span
    anchor = min(max(anchor, span.start), span.end - 1)
    units = _nest(text, tuple(known), language)
    inside = (found for found in units if span.contains(found) and found != span and found.holds(anchor))
    found = max(inside, key=_length, default=None)
    if found is None:
        found = _word_at([word for word in words(text) if span.contains(word)], anchor)
    return span if found is None else found


def _length(span: Span) -> int:
    return span.end - span.start


def _word_at(spans: Sequence[Span], offset: int) -> Span | None:
    """The word that holds the character at ``offset``, else the next one, else the last one."""
    for span in spans:
        if span.end > offset:
            return span
    return spans[-1] if spans else None


def _around_cursor(spans: Sequence[Span], offset: int) -> Span | None:
    """The smallest span that holds the character at ``offset``, else the smallest one that ends there."""
    holding = [span for span in spans if span.holds(offset)] or [span for span in spans if span.end == offset]
    return min(holding, key=_length, default=None)


@lru_cache(maxsize=_NESTS)
def _nest(text: str, known: tuple[Span, ...], language: str) -> tuple[Span, ...]:
    quoted = quotations(text)
    whole = sentences(text, language)
    ranked = (paragraphs(text), quoted, _tied(whole, quoted), whole, names(text, known, language))
    return _without_crossings((*ranked, clauses(text, language), words(text)))


def _tied(sentence_spans: Sequence[Span], quoted: Sequence[Span]) -> list[Span]:
    """Sentences, with those that one quotation begins in, ends in or passes through put together."""
    tied: list[Span] = []
    index = 0
    reach = -1
    for sentence in sentence_spans:
        joined = bool(tied) and sentence.start < reach
        while index < len(quoted) and quoted[index].start < sentence.end:
            reach = max(reach, quoted[index].end)
            index += 1
        if joined:
            tied[-1] = Span(tied[-1].start, sentence.end)
        else:
            tied.append(sentence)
    return tied


def _without_crossings(ranked: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """The spans that no span of an earlier rank crosses, each once, sorted by start, the longer first."""
    rank_of: dict[Span, int] = {}
    for rank, spans in enumerate(ranked):
        for span in spans:
            rank_of.setdefault(span, rank)
    kept: dict[Span, None] = {}
    open_spans: list[Span] = []
    for span in sorted(rank_of, key=lambda span: (span.start, -span.end)):
        while open_spans and open_spans[-1].end <= span.start:
            open_spans.pop()
        crossed = len(open_spans)
        while crossed and open_spans[crossed - 1].end < span.end and rank_of[open_spans[crossed - 1]] > rank_of[span]:
            crossed -= 1
        if crossed and open_spans[crossed - 1].end < span.end:
            continue
        for crossing in open_spans[crossed:]:
            del kept[crossing]
        del open_spans[crossed:]
        open_spans.append(span)
        kept[span] = None
    return tuple(kept)
