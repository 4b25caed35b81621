"""What tells pasted text from keys, where the terminal does not say.

A terminal that knows bracketed paste marks pasted text, and nothing has to be guessed. Others send it like typing, only
faster than anybody types. But what arrives together need not be pasted: on a slow line the keys of a second come in one
packet, and they are to do what they were pressed for. So characters that arrive in one read count as pasted where

* they are at least ``FEWEST``, more than a line that stalls for half a second gathers of somebody's typing,
* they look like words: at least ``DIFFERENT`` different ones (a key that is held down or decisions on a list repeat
  themselves), with a blank among them or letters next to letters in a third of all places,
* and they hold no control character but line ends and tabs, and of those few: fewer than one in ``PLAIN`` (somebody who
  goes through a form by keys sends many), unless there are ``MANY`` in all.

What follows within ``TAIL`` seconds belongs to it, unless it is a single key. Pasted text goes into the field that has the
focus, or nowhere. In a field, a line end that closes the text is Enter, as when somebody types a query ahead; any other is
a blank. A key that opens a field may lead the text (``/`` and what to search for): it opens the field, the rest up to the
line's end is typed there, and what comes then is judged for itself.
"""

from __future__ import annotations

from itertools import pairwise

FEWEST = 8
DIFFERENT = 6
PLAIN = 5
MANY = 64
TAIL = 0.03
"""Seconds after pasted text in which more of it may come."""

_LINE_ENDS = "\r\n"
_SPACING = "\r\n\t"


def looks_pasted(text: str) -> bool:
    """Whether characters that arrived together are pasted text; see the module's docstring."""
    controls = [char for char in text if not char.isprintable()]
    if len(text) < FEWEST or any(char not in _SPACING for char in controls):
        return False
    if PLAIN * len(controls) >= len(text) and len(text) < MANY:
        return False
    if len(set(text) - set(_SPACING)) < DIFFERENT:
        return False
    neighbours = sum(one.isalpha() and other.isalpha() for one, other in pairwise(text))
    return " " in text or 3 * neighbours >= len(text)


def continues(text: str) -> bool:
    """Whether characters that arrived right behind pasted text may belong to it."""
    return len(text) > 1 and all(char.isprintable() or char in _SPACING for char in text)


def first_line(text: str) -> tuple[str, str]:
    """The text up to and with its first line end, and the rest."""
    at = next((place for place, char in enumerate(text, 1) if char in _LINE_ENDS), len(text))
    return text[:at], text[at:]


def for_field(text: str) -> tuple[str, bool]:
    """What goes into a field, line ends made blanks, and whether the only line end closes the text and so is Enter."""
    body = text.rstrip(_LINE_ENDS)
    entered = len(text) - len(body) == 1 and not any(char in body for char in _LINE_ENDS)
    return body.replace("\r\n", " ").replace("\r", " ").replace("\n", " "), entered
