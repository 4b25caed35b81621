"""A question about agreement: what one article gives to it, and the measures computed from that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.core.codebook import Slot
from workbench.review.measures import Pattern, Value
from workbench.review.scene import Item, Scene
from workbench.review.spans import Counts

NO_TEXT = "undefined, because the text of the article is not at hand"

Measure = tuple[str, Callable[[Counts], Value]]
"""Its name in figures, and how it is computed from counts."""


class Strand(NamedTuple):
    """What one article gives to a question."""

    counts: Counts
    """What the measures need; it adds up over articles."""
    items: Sequence[Item] = ()
    different: Sequence[Item] = ()
    """Those of the items on which the annotators differ."""
    labels: Sequence[Pattern] = ()
    """The labels of each item, where the question is about labels."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask about a layer: ``on`` is the slot, empty for whole records."""

    layer: str
    on: str
    gather: Callable[[Scene], Strand]
    measures: tuple[Measure, ...]
    slot: Slot | None = None
    drawn: bool = False
    """Whether a confusion matrix of the labels says something."""
