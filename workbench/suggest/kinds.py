"""What kind of claim a content is, how sure its source is, how it is quoted: guesses from moods, modals and cues.

They are first values of a form, chosen from the codebook's closed lists; a person corrects them with one key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.core.span import Span
from workbench.suggest.attribution import Attribution
from workbench.suggest.quotes import quotations
from workbench.suggest.tables import moods

_WORD = re.compile(r"[’'](?:ll|d|re|ve|s|m)\b|[^\W\d_]+(?:[’'](?!(?:ll|d|re|ve|s|m)\b)[^\W\d_]+)*")


def claim_kind(text: str, content: Sequence[Span], *, cue: Span | None = None) -> str:
    """``question``, ``promise``, ``demand``, ``prediction``, ``evaluation`` or ``assertion``, the first that fits.

    The content's own mood decides; the words of ``cue``, where given, count before its modals do.
    """
    said = " ".join(text[start:end] for start, end in content)
    words = _words(said)
    reporting = _words(text[cue.start : cue.end]) if cue else []
    reported = set(reporting)
    if said.rstrip("”\"'’»“ ").endswith("?") or (words[:1] and words[0] in moods.QUESTION_STARTS):
        return "question"
    for kind, phrases in moods.CUE_PHRASES.items():
        if any(_holds(reporting, phrase.split()) for phrase in phrases):
            return kind
    for kind, cues in moods.KIND_CUES.items():
        if reported & cues:
            return kind
    for kind, pairs in moods.KIND_PHRASES.items():
        if any(_holds(words, phrase.split()) for phrase in pairs):
            return kind
    for kind, marks in moods.KIND_WORDS.items():
        if any(word in marks for word in words):
            return kind
    return "assertion"


def certainty(text: str, attribution: Attribution) -> str:
    """``denied`` (the source denies it), ``hedged`` (said with a reserve) or ``asserted``."""
    cue = _words(text[attribution.cue.start : attribution.cue.end]) if attribution.cue else []
    if any(word in moods.DENYING for word in cue) or any(word in moods.NEGATIONS for word in cue):
        return "denied"
    if any(word in moods.HEDGING_CUES for word in cue):
        return "hedged"
    said = [word for start, end in attribution.content for word in _words(text[start:end])]
    main = said[:_MAIN]
    return "hedged" if any(word in moods.HEDGES for word in main) else "asserted"


_MAIN = 12
"""The words of a content in which a modal concerns the whole of it; later ones stand in subordinate clauses."""


def quotation_kind(text: str, content: Sequence[Span]) -> str:
    """``direct`` (all of it stands in quotation marks), ``mixed`` (some of it does) or ``indirect``.

    ``text`` is the window that the content lies in, so that marks outside the content count as well.
    """
    quotes = quotations(text)
    parts = [_inside(text, span, quotes) for span in content if not span.empty]
    if parts and all(part == "all" for part in parts):
        return "direct"
    return "mixed" if any(part != "none" for part in parts) else "indirect"


def _inside(text: str, span: Span, quotes: Sequence[Span]) -> str:
    quoted = sum(max(0, min(span.end, q.end) - max(span.start, q.start)) for q in quotes)
    outside = sum(text[at].isalnum() for at in range(*span) if not any(q.start <= at < q.end for q in quotes))
    if quoted and not outside:
        return "all"
    return "some" if quoted else "none"


def _words(text: str) -> list[str]:
    return [word.lower().replace("'", "’") for word in _WORD.findall(text)]


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(list(words[at : at + size]) == list(phrase) for at in range(len(words) - size + 1))
