"""Graphemes and how many terminal cells each takes, for text that has gone through ``display.shown``.

The library for graphemes is imported at the first text that needs it: that takes 10 ms, and most texts never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

_ONE = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u05be\u05d0-\u05ea\u05f3\u05f4\u060c\u061b\u061f-\u064a"
    "\u0660-\u066f\u0671-\u06d5\u06f0-\u06ff\u10a0-\u10ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u20c0"
    "\u2100-\u218b\u2190-\u22ff\u2400-\u2421\u2500-\u259f\u25ab\u25b8\u27e6-\u27eb\ufffd"
)
_TWO = (
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3131-\u3163\u3165-\u318e\u3190-\u31e3"
    "\u31f0-\u321e\u3220-\u3247\u3250-\ua48c\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
"""Characters, one and two cells wide, that are a grapheme of their own beside all others of these."""
_BETWEEN = " … "
_LEAST = 8
"""In fewer cells than these the beginning alone says more."""
_SINGLE = re.compile(f"[{_ONE}]*\\Z")


@cache
def _simple() -> re.Pattern[str]:
    """Texts of characters of one and two cells; compiled at the first text that is not of those of one cell alone."""
    return re.compile(f"(?:[{_ONE}]|[{_TWO}])*\\Z")


def single_cells(text: str) -> bool:
    """Whether every code point of ``text`` is harmless, a grapheme of its own and one cell wide."""
    return _SINGLE.match(text) is not None


def simple(text: str) -> bool:
    """Whether every code point of ``text`` is harmless, a grapheme of its own and one or two cells wide."""
    return _SINGLE.match(text) is not None or _simple().match(text) is not None


def graphemes_of(text: str) -> Iterator[str]:
    """The graphemes of ``text``."""
    if simple(text):
        return iter(text)
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


@lru_cache(maxsize=8192)
def grapheme_cells(grapheme: str) -> int:
    """The cells of one grapheme: 1 or 2, more only for the few that are written as several signs side by side."""
    if len(grapheme) == 1 and simple(grapheme):
        return 1 if single_cells(grapheme) else 2
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


def ends(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells: where it is longer, its beginning and its end, cut between words if possible."""
    if cells(text) <= width:
        return text
    room = width - len(_BETWEEN)
    if room < _LEAST:
        return fit(text, width)
    graphemes = list(graphemes_of(text))
    head = _begin(graphemes, room - room // 2)
    tail = _begin(graphemes[::-1], room - cells(head))
    return f"{head.rstrip()}{_BETWEEN}{''.join(list(graphemes_of(tail))[::-1]).lstrip()}"


def _begin(graphemes: Sequence[str], width: int) -> str:
    """As many graphemes as fit; cut at a blank, unless half of the room would be lost."""
    kept = used = blank = 0
    for grapheme in graphemes:
        if used + grapheme_cells(grapheme) > width:
            break
        blank = kept if grapheme == " " and used * 2 >= width else blank
        kept, used = kept + 1, used + grapheme_cells(grapheme)
    whole = kept == len(graphemes) or graphemes[kept] == " "
    return "".join(graphemes[: kept if whole or not blank else blank])
