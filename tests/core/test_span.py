"""Spans, against the sets of characters that they stand for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.span import Span

spans = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: Span(min(pair), max(pair)))


def _chars(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(spans, spans, st.integers(-1, 13))
def test_spans_are_sets_of_characters(one: Span, other: Span, offset: int) -> None:
    assert one.empty == (not _chars(one))
    assert one.holds(offset) == (offset in _chars(one))
    if not one.empty and not other.empty:
        assert one.overlaps(other) == bool(_chars(one) & _chars(other))
        assert one.contains(other) == (_chars(one) >= _chars(other))


@given(spans, spans)
def test_the_hull_is_the_smallest_span_around_both(one: Span, other: Span) -> None:
    hull = one.hull(other)
    assert hull == other.hull(one)
    assert hull.contains(one)
    assert hull.contains(other)
    assert {hull.start, hull.end} <= {*one, *other}


@given(spans, st.integers(-5, 5))
def test_a_shift_moves_both_ends(span: Span, by: int) -> None:
    assert _chars(span.shift(by)) == {at + by for at in _chars(span)}
    assert span.shift(by).shift(-by) == span


def test_an_empty_span_lies_in_a_span_that_it_touches() -> None:
    assert Span(3, 6).contains(Span(6, 6))
    assert not Span(3, 6).contains(Span(7, 7))
    assert not Span(3, 6).contains(Span(2, 4))
    assert not Span(3, 6).overlaps(Span(6, 8))
