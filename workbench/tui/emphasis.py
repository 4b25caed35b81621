"""How the current record is told from the others in the text: short parts as a whole, long ones by their first and last words.

The brackets of a long part and its row in the pane say the rest, and going into it or out of it sends some words to the
terminal and not the whole part.
"""

from __future__ import annotations

from workbench.core.span import Span
from workbench.core.text import Text, surely_apart

LONG = 40
"""Code points up to which a part is shown as a whole."""
_LEAST, _REACH = 4, 20
"""The code points that are shown at either end at least, and within which the end of a word is looked for."""


def is_long(start: int, end: int) -> bool:
    """Whether a part ``[start, end)`` is shown by its ends alone."""
    return end - start > LONG


def lit(text: Text, start: int, end: int) -> list[Span]:
    """What of a part ``[start, end)`` is shown as the current record's: no grapheme is ever cut."""
    if is_long(start, end):
        head, tail = text.slice(start, start + _REACH), text.slice(end - _REACH, end)
        first = _edge(head, range(_LEAST, len(head)), 0)
        last = _edge(tail, range(len(tail) - _LEAST, 0, -1), -1)
        if first and last:
            return [Span(start, start + first), Span(end - len(tail) + last, end)]
    return [Span(start, end)]


def _edge(text: str, places: range, blank: int) -> int:
    """The first of some places beside a blank, which stands at the place or before it (-1); where there is none, the first
    one between two characters; 0 where the text has neither.
    """
    apart = [at for at in places if _apart(text, at)]
    return next((at for at in apart if text[at + blank].isspace()), apart[0] if apart else 0)


def _apart(text: str, at: int) -> bool:
    if surely_apart(text[at - 1 : at + 1]):
        return True
    if text[at - 1 : at + 1].isascii():
        return False
    from workbench.core.segment.graphemes import divides

    return divides(text, at)
