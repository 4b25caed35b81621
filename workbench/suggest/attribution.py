"""What a rule proposes: who is said to say it, the words that report it, what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.core.span import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One proposal; spans are code points of the window that was read.

    ``content`` has several spans where the attribution stands in the middle of what is said. ``score`` lies in ``[0, 1]``
    and orders proposals of one sentence only. ``reason`` is a few words for the person who looks at it. ``others`` are
    further readings of the source (with its apposition, a pronoun's likely antecedent), best first.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float
    reason: str
    others: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The distinct values that the proposals hold for each slot, in the order of the proposals."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[tuple[Span, ...], ...]


def alternatives(attributions: Iterable[Attribution]) -> Alternatives:
    """What a form can offer per slot: the first proposal's values first, each value once, no empty ones.

    The other readings of a source follow all first readings.
    """
    found = list(attributions)
    sources = [a.source for a in found if a.source] + [span for a in found for span in a.others]
    return Alternatives(
        tuple(dict.fromkeys(sources)),
        tuple(dict.fromkeys(a.cue for a in found if a.cue)),
        tuple(dict.fromkeys(a.content for a in found if a.content)),
    )
