"""Proposals for the form of a claim: from a sentence, or from a content that the reader has selected."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from workbench.core.segment import sentences
from workbench.core.span import Span
from workbench.suggest import english, german
from workbench.suggest.attribution import Attribution
from workbench.suggest.reading import Reading, read
from workbench.suggest.tables import de, en
from workbench.suggest.tokens import without_final

_MOST = 8
"""How many patterns one sentence offers at most; a form numbers its alternatives with one digit."""

_LONGEST = 2000
"""Sentences of more code points are lists or tables; no pattern is looked for in them (nor in twice as long quotations)."""

_PERSONAL = frozenset(["he", "she", "they", "er", "sie"])
_ADJACENT = 3
"""How many characters may stand between a cue and the content that it governs (a blank, a comma, a quotation mark)."""


def attributions(
    text: str,
    sentence: Span,
    *,
    names: Sequence[Span] = (),
    language: str = "en",
    context: Span | None = None,
) -> list[Attribution]:
    """Who says what in ``sentence``, best first; never empty.

    ``text`` is a window (a paragraph), all offsets are its code points. Spans lie in ``context`` (the whole window where
    left out) but may leave the sentence where a quotation does. ``names`` are known mentions: a source that ends with one is
    narrowed to it, and one of them is offered for a pronoun. The last proposal is ``fallback``, for a sentence that states
    something with nobody named to say it.
    """
    bounds = context if context is not None else Span(0, len(text))
    bounds = bounds.hull(sentence)
    ranked = _patterns(text, sentence, bounds, names, language)[:_MOST]
    whole = fallback(text, sentence, names)
    return [*ranked, whole] if whole.content or not ranked else ranked


def attribution_for(
    text: str, content: Span, *, names: Sequence[Span] = (), language: str = "en", context: Span | None = None
) -> Attribution:
    """Source and cue for a content that is given: of the pattern whose content agrees best with it.

    The content comes back as it was given; source or cue are ``None`` where the pattern's would overlap it.
    """
    bounds = (context if context is not None else Span(0, len(text))).hull(content)
    touched = [span for span in sentences(text, language) if span.overlaps(content)]
    sentence = touched[0].hull(touched[-1]) if touched else content
    found = _patterns(text, sentence, bounds, names, language)
    best = max(found, key=lambda proposal: (_agreement(proposal, content), proposal.score), default=None)
    if best is None or _agreement(best, content) <= 0:
        before = [name for name in names if name.end <= content.start]
        nearest = max(before) if before else min((n for n in names if n.start >= content.end), default=None)
        return Attribution(nearest, None, (content,), 0.0, "nearest name")
    source = next((s for s in (best.source, *best.others) if s and not s.overlaps(content)), None)
    cue = best.cue if best.cue and not best.cue.overlaps(content) else None
    others = tuple(other for other in best.others if other != source and not other.overlaps(content))
    return replace(best, source=source, cue=cue, content=(content,), others=others)


def _agreement(proposal: Attribution, content: Span) -> float:
    """How far a proposal's content is the given one (shared ÷ joint characters), more where its cue stands beside it."""
    shared = sum(max(0, min(part.end, content.end) - max(part.start, content.start)) for part in proposal.content)
    joint = sum(part.end - part.start for part in proposal.content) + content.end - content.start - shared
    beside = 0.0
    if proposal.cue is not None and not proposal.cue.overlaps(content):
        gap = max(content.start - proposal.cue.end, proposal.cue.start - content.end)
        beside = 0.3 if 0 <= gap <= _ADJACENT else 0.0
    return shared / joint + beside if joint else 0.0


def _patterns(text: str, sentence: Span, bounds: Span, names: Sequence[Span], language: str) -> list[Attribution]:
    if sentence.end - sentence.start > _LONGEST:
        return []
    reading = read(text, sentence, bounds)
    if reading.region.end - reading.region.start > 2 * _LONGEST:
        return []
    sound = [proposal for proposal in _found(reading, language) if _sound(proposal, bounds)]
    named = [_with_antecedent(_named(proposal, names), text, names) for proposal in sound]
    return _distinct(sorted(named, key=lambda p: (-p.score, p.cue or Span(0, 0), p.content)))


def _found(reading: Reading, language: str) -> Iterable[Attribution]:
    primary = language.lower().replace("_", "-").split("-")[0]
    if primary == "de":
        return german.found(reading)
    return english.found(reading) if primary == "en" else _quoted(reading)


def _quoted(reading: Reading) -> Iterator[Attribution]:
    """In a language without tables: the quotations of the sentence, with no cue."""
    inside = [quote for quote in reading.quotes if reading.region.contains(quote)]
    if inside:
        yield Attribution(None, None, tuple(inside), 0.2, "quotation")


def _sound(proposal: Attribution, bounds: Span) -> bool:
    """Whether the spans lie in the window, hold something and do not overlap one another."""
    spans = [*proposal.content]
    spans += [span for span in (proposal.source, proposal.cue) if span is not None]
    if not proposal.content or any(span.empty or not bounds.contains(span) for span in spans):
        return False
    spans.sort()
    return all(left.end <= right.start for left, right in itertools.pairwise(spans))


def _named(proposal: Attribution, names: Sequence[Span]) -> Attribution:
    """The source narrowed to the known name that it ends with (*Analyst Umberto Profazio*), or that begins it."""
    source = proposal.source
    if source is None:
        known = _beside(proposal, names) if proposal.cue is None else None
        return replace(proposal, source=known) if known else proposal
    ending = [name for name in names if source.contains(name) and name.end == source.end]
    if not ending or source in ending:
        return proposal
    longest = max(ending, key=lambda name: name.end - name.start)
    return replace(proposal, source=longest, others=(source, *proposal.others))


def _beside(proposal: Attribution, names: Sequence[Span]) -> Span | None:
    """The known name nearest to a quotation that has no cue."""
    free = [name for name in names if not any(part.overlaps(name) for part in proposal.content)]
    first = proposal.content[0]
    return min(free, key=lambda name: (max(first.start - name.end, name.start - first.end), name), default=None)


def _with_antecedent(proposal: Attribution, text: str, names: Sequence[Span]) -> Attribution:
    """For a pronoun, the last known name before it as another reading of the source."""
    source = proposal.source
    if source is None or text[source.start : source.end].lower() not in _PERSONAL:
        return proposal
    before = [
        name for name in names if name.end <= source.start and not any(p.contains(name) for p in proposal.content)
    ]
    if not before:
        return proposal
    return replace(proposal, others=tuple(dict.fromkeys((*proposal.others, max(before)))))


def _distinct(ranked: list[Attribution]) -> list[Attribution]:
    seen: set[tuple[Span | None, tuple[Span, ...]]] = set()
    kept: list[Attribution] = []
    for proposal in ranked:
        key = (proposal.cue, proposal.content)
        if key not in seen:
            seen.add(key)
            kept.append(proposal)
    return kept


def fallback(text: str, sentence: Span, names: Sequence[Span] = ()) -> Attribution:
    """The whole sentence without its final sign, said by the nearest name: the sentence's first, else the last before it."""
    content = without_final(text, sentence)
    inside = [name for name in names if sentence.contains(name)]
    before = [name for name in names if name.end <= sentence.start]
    nearest = min(inside) if inside else max(before) if before else None
    return Attribution(nearest, None, (content,) if not content.empty else (), 0.0, "nearest name, whole sentence")


def name_in(text: str, source: Span, *, language: str = "en") -> Span:
    """The name inside a source: *Analyst Umberto Profazio* gives *Umberto Profazio*; the source where it holds none.

    That is the longest run of capitalised words, without a leading article or title.
    """
    titles = frozenset(de.DETERMINERS if language.startswith("de") else [*en.TITLES, *en.DETERMINERS, *en.POSSESSIVES])
    runs: list[Span] = []
    start: int | None = None
    at = source.start
    for word in [*text[source.start : source.end].split(), ""]:
        place = text.find(word, at) if word else source.end
        if word[:1].isupper() and (start is not None or word.lower().rstrip(".") not in titles):
            start = place if start is None else start
        elif start is not None:
            runs.append(Span(start, at))
            start = None
        at = place + len(word)
    return max(runs, key=lambda run: run.end - run.start, default=source)
