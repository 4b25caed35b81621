"""A stretch of a row over which the same kinds of marks lie, as styled segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from workbench.core.span import Span
from workbench.tui.marks import Cut, Kind, Look
from workbench.tui.palette import mark_style

_ORDER = (Look.BRACKETS, Look.DOTTED, Look.BOLD, Look.UNDERLINE)


def segments_of(
    cut: Cut, base: int, text: str, drawn: dict[int, str], selection: Span | None, hits: Sequence[Span], palette: str
) -> Iterable[Segment]:
    """The segments of one cut: split where the selection, a hit or a bracket begins or ends.

    ``text`` is the row's, which begins at offset ``base``; ``drawn`` tells the brackets by their offsets.
    """
    edges = {cut.start, cut.end}
    for span in hits if selection is None else (selection, *hits):
        edges.update(edge for edge in (span.start, span.end) if cut.start < edge < cut.end)
    for offset in drawn:
        if cut.start <= offset < cut.end and text[offset - base] == " ":
            edges.update((offset, offset + 1))
    ordered = sorted(edge for edge in edges if cut.start <= edge <= cut.end)
    for left, right in pairwise(ordered):
        piece = text[left - base : right - base]
        selected = selection is not None and selection.start <= left < selection.end
        hit = any(span.start <= left < span.end for span in hits)
        if right - left == 1 and piece == " " and left in drawn:
            piece = drawn[left]
        yield Segment(piece, _style(cut, selected, hit, palette))


def _style(cut: Cut, selected: bool, hit: bool, palette: str) -> Style:
    looks: dict[Look, Kind] = {}
    for kind in cut.kinds:
        looks[kind.look] = kind
    color = next((looks[look].color for look in reversed(_ORDER) if look in looks), "")
    faint = Look.FAINT in looks and len(looks) == 1
    return mark_style(
        palette,
        color,
        Look.UNDERLINE in looks,
        Look.BOLD in looks,
        Look.BRACKETS in looks,
        Look.DOTTED in looks,
        cut.current,
        selected,
        faint,
        hit,
    )
