"""Spans: half-open intervals of Unicode code points in one text.

    text   H a f t a r ’ s
    gap   0 1 2 3 4 5 6 7 8

``Span(0, 6)`` is ``Haftar``; ``Span(3, 3)`` is the empty place before ``t``. Offsets count code points, never bytes,
UTF-16 units, graphemes or cells; everything else is converted at the edge of the program.
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open interval ``[start, end)`` of code points; ``0 <= start <= end``."""

    start: int
    end: int

    @property
    def empty(self) -> bool:
        """Whether the span holds no character."""
        return self.start >= self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def holds(self, offset: int) -> bool:
        """Whether the character at ``offset`` lies in this span."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)

    def hull(self, other: Span) -> Span:
        """The smallest span that contains both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
