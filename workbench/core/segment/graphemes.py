"""Graphemes: what a person takes for one character, by the extended grapheme clusters of Unicode (UAX #29).

Every other unit of the package is widened to whole graphemes, so that no selection ever cuts a letter from its accent
or an emoji in two.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from workbench.core.span import Span

_PLAIN = (
    "\x00-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05f4\u0620-\u064a\u0671-\u06d5\u1e00-\u1fff\u2000-\u200a\u2010-\u20cf"
    "\u2100-\u2cee\u3000-\u3029\u3030-\u3098\u309b-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9d\uffe0-\uffee"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003fffd"
)
"""Characters that are one grapheme each as long as only such characters (and no CR LF) stand around them."""

_TANGLED = re.compile(f"[^{_PLAIN}]|\r\n")
_PLAIN_PAIR = re.compile(f"[{_PLAIN}]{{2}}")


def graphemes(text: str) -> list[Span]:
    """The graphemes of ``text``, one after the other without gaps."""
    starts = grapheme_starts(text)
    if starts is None:
        return [Span(offset, offset + 1) for offset in range(len(text))]
    return [Span(start, end) for start, end in zip(starts, (*starts[1:], len(text)), strict=True)]


def next_grapheme(text: str, offset: int) -> int:
    """The first boundary between graphemes after ``offset``; the length of the text where there is none."""
    if offset >= len(text) - 1:
        return len(text)
    if offset < 0:
        return 0
    if divides(text, offset + 1):
        return offset + 1
    position = _safe_start(text, offset)
    for grapheme in _clusters(text, position):
        position += len(grapheme)
        if position > offset:
            break
    return position


def previous_grapheme(text: str, offset: int) -> int:
    """The last boundary between graphemes before ``offset``; 0 where there is none."""
    if offset <= 1:
        return 0
    if offset > len(text):
        return len(text)
    if divides(text, offset - 1):
        return offset - 1
    position = _safe_start(text, offset - 1)
    for grapheme in _clusters(text, position):
        if position + len(grapheme) >= offset:
            break
        position += len(grapheme)
    return position


def _clusters(text: str, start: int = 0) -> Iterator[str]:
    """The graphemes from a boundary on; their library is imported at the first text that is not plain."""
    from wcwidth import iter_graphemes

    return iter_graphemes(text, start)


def divides(text: str, offset: int) -> bool:
    """Whether a boundary at ``offset`` is certain from its two neighbours alone."""
    return _PLAIN_PAIR.match(text, offset - 1) is not None and text[offset - 1 : offset + 1] != "\r\n"


def _safe_start(text: str, offset: int) -> int:
    """A boundary at or before ``offset`` that needs no knowledge of what stands before it."""
    while offset > 0 and not divides(text, offset):
        offset -= 1
    return offset


def grapheme_starts(text: str) -> list[int] | None:
    """Where each grapheme starts; None where each character is one, which most texts of the news are."""
    if _TANGLED.search(text) is None:
        return None
    starts: list[int] = []
    offset = 0
    for grapheme in _clusters(text):
        starts.append(offset)
        offset += len(grapheme)
    return starts


def widened(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans with their ends moved outwards to boundaries between graphemes; order is kept, nothing is dropped."""
    starts = grapheme_starts(text)
    if starts is None:
        return list(spans)
    return [Span(floor(starts, span.start), ceiling(starts, span.end, len(text))) for span in spans]


def apart(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans made disjoint: each begins where the one before it ends at the earliest; empty ones are dropped."""
    kept: list[Span] = []
    end = 0
    for span in spans:
        start = max(span.start, end)
        if start < span.end:
            kept.append(Span(start, span.end))
            end = span.end
    return kept


def floor(starts: Sequence[int], offset: int) -> int:
    """The boundary at or before ``offset``."""
    return starts[bisect_right(starts, offset) - 1]


def ceiling(starts: Sequence[int], offset: int, length: int) -> int:
    """The boundary at or after ``offset`` in a text of ``length`` characters."""
    index = bisect_left(starts, offset)
    return starts[index] if index < len(starts) else length
