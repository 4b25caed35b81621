"""Graphemes and how many terminal cells each takes, for text that has gone through ``display.shown``.

The library for graphemes is imported at the first text that needs it: that takes 10 ms, and most texts never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_SINGLE = re.compile(
    r"[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e"
    r"\u2400-\u2421\u2500-\u259f\u25ab\u25b8\u27e6-\u27eb\ufffd]*\Z"
)


def single_cells(text: str) -> bool:
    """Whether every code point of ``text`` is harmless, a grapheme of its own and one cell wide."""
    return _SINGLE.match(text) is not None


def graphemes_of(text: str) -> Iterator[str]:
    """The graphemes of ``text``."""
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


@lru_cache(maxsize=8192)
def grapheme_cells(grapheme: str) -> int:
    """The cells of one grapheme: 1 or 2, more only for the few that are written as several signs side by side."""
    from wcwidth import wcswidth

    return max(0, wcswidth(grapheme))


def cells(text: str) -> int:
    """The cells that ``text`` takes."""
    if single_cells(text):
        return len(text)
    return sum(grapheme_cells(grapheme) for grapheme in graphemes_of(text))


def fit(text: str, width: int) -> str:
    """``text`` cut to ``width`` cells, with an ellipsis where something was cut, and filled up with blanks."""
    if width <= 0:
        return ""
    if single_cells(text):
        return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"
    total = cells(text)
    if total <= width:
        return text + " " * (width - total)
    out, used = "", 0
    for grapheme in graphemes_of(text):
        size = grapheme_cells(grapheme)
        if used + size > width - 1:
            break
        out, used = out + grapheme, used + size
    return out + "…" + " " * (width - 1 - used)
