"""Names: known aliases, and runs of capitalised words.

A run joins capitalised words over blanks, initials, particles (``Brak al-Shati``, ``Ursula von der Leyen``) and the
hyphens of a compound; a possessive, a comma and the border of a sentence end it. Titles and roles before a name are no
part of it. Capitals at the start of a sentence prove nothing, so such a word counts only where nothing speaks against it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from workbench.core.segment.capitals import Runs, runs
from workbench.core.segment.languages import primary
from workbench.core.span import Span


def names(text: str, known: Iterable[Span] = (), language: str = "en") -> list[Span]:
    """The names in ``text``, sorted by start, the longer one first.

    ``known`` are the places of known aliases: each of them is a name (of two that overlap, the longer). A run that holds
    a known alias and more capitalised words (``Saddam Haftar`` around ``Haftar``) is a name as well and the one
    overlap there is; a run that adds nothing, or crosses the border of an alias, gives way to it. Places outside the
    text are left out.
    """
    aliases = _longest(span for span in known if 0 <= span.start < span.end <= len(text))
    reading = runs(text, primary(language))
    return sorted({*aliases, *_beside(reading, aliases)}, key=lambda span: (span.start, -span.end))


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans: of those that overlap, the longest counts, then the first."""
    kept: list[Span] = []
    for span in sorted(set(spans)):
        while kept and kept[-1].end > span.start:
            last = kept[-1]
            if last.end - last.start >= span.end - span.start:
                break
            kept.pop()
        else:
            kept.append(span)
    return kept


def _beside(reading: Runs, aliases: list[Span]) -> list[Span]:
    """The runs that the aliases leave as names."""
    found: list[Span] = []
    ends = [alias.end for alias in aliases]
    for run in reading.names:
        first = bisect_left(ends, run.start + 1)
        inside = []
        for alias in aliases[first:]:
            if alias.start >= run.end:
                break
            inside.append(alias)
        if all(run.contains(alias) for alias in inside) and (not inside or _adds(reading, run, inside)):
            found.append(run)
    return found


def _adds(reading: Runs, run: Span, inside: list[Span]) -> bool:
    """Whether the run has a capitalised word outside the aliases in it."""
    first = bisect_left(reading.capitals, run.start, key=lambda span: span.start)
    for capital in reading.capitals[first:]:
        if capital.start >= run.end:
            return False
        if not any(alias.overlaps(capital) for alias in inside):
            return True
    return False
