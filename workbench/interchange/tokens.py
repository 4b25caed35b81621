"""The text cut into tokens, as spaCy, Prodigy and WebAnno want it: words, marks of punctuation, symbols.

Tokens are cut where a mark begins or ends too, so that every mark lies on the borders of tokens. Joined with what stands
between them they are the text again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u200d\ufe00-\ufe0f"
)
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*[\w{_MARK}]*|[\w{_MARK}]+|[^\w\s]|\s+")


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text in stretches: words, single signs, and the blanks between them."""
    return (found.span() for found in _TOKEN.finditer(text))


def tokens(
    text: str, marks: Iterable[tuple[int, int]] = (), base: Iterable[tuple[int, int]] | None = None
) -> Iterator[tuple[int, int]]:
    """The tokens of a text in order, those of blanks too; one space alone behind a token is left out.

    ``marks`` are the stretches whose ends must be those of tokens; a space at the edge of one is a token. ``base`` is another
    division of the whole text, blanks included, than that of ``stretches``.
    """
    wanted = list(marks)
    starts, ends = {start for start, _ in wanted}, {end for _, end in wanted}
    borders, reached = sorted(starts | ends), -1
    for start, end in stretches(text) if base is None else base:
        first = bisect_right(borders, start)
        if first == len(borders) or borders[first] >= end:
            pieces: Iterable[tuple[int, int]] = ((start, end),)
        else:
            pieces = pairwise((start, *borders[first : bisect_left(borders, end)], end))
        for begin, stop in pieces:
            alone = stop - begin == 1 and begin == reached and text[begin] == " "
            if not alone or begin in starts or stop in ends:
                yield begin, stop
                reached = stop


def spaced(
    text: str, marks: Iterable[tuple[int, int]] = (), base: Iterable[tuple[int, int]] | None = None
) -> Iterator[tuple[int, int, bool]]:
    """Tokens that make the text when each is written, with one space behind it where the third value says so.

    Blanks that are no single space between two tokens are tokens of their own.
    """
    found = list(tokens(text, marks, base))
    for number, (start, end) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        yield start, end, following == end + 1


def covering(found: Sequence[tuple[int, int, object]], start: int, end: int) -> tuple[int, int]:
    """The first and the last token, by number, of a stretch that begins and ends on borders of tokens."""
    return bisect_right(found, start, key=_start) - 1, bisect_left(found, end, key=_start) - 1


def _start(token: tuple[int, int, object]) -> int:
    return token[0]
