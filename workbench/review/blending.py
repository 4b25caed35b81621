"""Union and intersection of the versions of a record: the characters that any, or that every version's part covers.

The quotes come from the fragments themselves, so nothing is needed but the records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from workbench.core.annotation import Fragment, Record
from workbench.core.codebook import Layer
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.review.cost import covered

Blend = Literal["union", "intersection"]


def blended(base: Record, versions: Sequence[Record], layer: Layer, how: Blend) -> Record:
    """``base`` with the union or the intersection of all versions in each of its parts.

    Raises EditError where an intersection leaves nothing of a required part.
    """
    result = base
    for slot in layer.parts:
        fragments = [fragment for record in versions for fragment in record.parts.get(slot.name, ())]
        spans = (_union if how == "union" else _intersection)([covered(record, slot.name) for record in versions])
        if slot.required and not spans:
            raise EditError(f"the versions have no character of the {slot.label} in common")
        made = tuple(Fragment(span.start, span.end, _quote(span, fragments)) for span in spans)
        result = result.with_part(slot.name, made)
    return result


def _union(places: Sequence[Sequence[tuple[int, int]]]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(interval for place in places for interval in place):
        if joined and start <= joined[-1].end:
            joined[-1] = joined[-1].hull(Span(start, end))
        else:
            joined.append(Span(start, end))
    return joined


def _intersection(places: Sequence[Sequence[tuple[int, int]]]) -> list[Span]:
    common = [Span(start, end) for start, end in places[0]]
    for place in places[1:]:
        common = [
            Span(max(span.start, start), min(span.end, end))
            for span in common
            for start, end in place
            if max(span.start, start) < min(span.end, end)
        ]
    return common


def _quote(span: Span, fragments: Sequence[Fragment]) -> str:
    """The words at a span that these fragments cover together."""
    pieces: list[str] = []
    at = span.start
    while at < span.end:
        fragment = max((one for one in fragments if one.span.holds(at)), key=lambda one: one.end)
        end = min(fragment.end, span.end)
        pieces.append(fragment.quote[at - fragment.start : end - fragment.start])
        at = end
    return "".join(pieces)
