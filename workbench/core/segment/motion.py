"""Motion: from one unit to the next, by bisection over the units of a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from workbench.core.span import Span

_START = itemgetter(0)


def next_start(spans: Sequence[Span], offset: int) -> int | None:
    """The start of the first span that starts after ``offset``; None where there is none. ``spans`` are sorted."""
    index = bisect_right(spans, offset, key=_START)
    return spans[index].start if index < len(spans) else None


def previous_start(spans: Sequence[Span], offset: int) -> int | None:
    """The start of the last span that starts before ``offset``; None where there is none. ``spans`` are sorted."""
    index = bisect_left(spans, offset, key=_START)
    return spans[index - 1].start if index else None
