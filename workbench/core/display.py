"""The one translation of data into what may be shown.

Text of articles, names, notes, file names and errors is data: it may hold escape sequences, bidirectional overrides and
characters without width. ``shown`` replaces each such character by one visible stand-in, one code point for one code
point, so that offsets hold:

* C0 controls and DEL → their pictures U+2400 …; tab, carriage return and line feed → a blank;
* C1 controls, surrogates and noncharacters → U+FFFD;
* bidirectional controls, characters without width, signs that terminals disagree on, the byte order mark, line
  separators, tags, variation selectors and joiners outside of emoji → U+25AB;
* combining marks beyond four on one character, characters beyond twelve and joiners beyond nine in one grapheme, and
  whatever would stand alone without taking a cell (a mark or a Hangul vowel with nothing to sit on) → U+25AB.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from workbench.core.width import simple

SMALL_SQUARE = "\u25ab"
REPLACEMENT = "\ufffd"
MARKS_SHOWN = 4
JOINERS_SHOWN = 9
CHARACTERS_SHOWN = 12

_ZERO_WIDTH = (
    [0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0x3164]
    + [*range(0x180B, 0x1810), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFA0]
    + [*range(0xFE00, 0xFE0E), *range(0xFFF0, 0xFFFC), *range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4)]
    + [*range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)]
)
_PREPENDED = [*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD]
"""Signs that enclose what follows; some terminals give them a cell, others none."""
_NONCHARACTERS = [*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))]
_PLAIN = (
    " -~\xa0-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05f4\u0620-\u064a\u0660-\u066f\u0671-\u06d5\u1e00-\u1fff"
    "\u2010-\u20cf\u2100-\u218f\u2400-\u24c1\u25ab\u2e80-\u3029\u3031-\u303c\u303e-\u3098\u309b-\u3296\u329a-\ua4cf"
    "\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9d\uffe0-\uffee\ufffd\U00020000-\U0003fffd"
)
"""Characters of their own, each at least one cell wide, whatever stands before them."""
_EMOJI = "\u2194-\u2199\u21a9\u21aa\u231a-\u23ff\u24c2\u25aa\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935"
_EMOJI += "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff"
_SELECTED = f"#*0-9\xa9\xae\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299{_EMOJI}"
"""What a variation selector may follow."""
_LOOSE = f"(?<![{_SELECTED}])[\ufe0e\ufe0f]|(?<![{_EMOJI}])(?<![{_EMOJI}]\ufe0f)\u200d|\u200d(?![{_EMOJI}])"
_JOINS_NOTHING = "\u200d(?=\u25ab|\\Z)"


@cache
def _table() -> dict[int, str]:
    """What is replaced wherever it stands; made, like the rules, when the first text needs it: few first pages do."""
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table |= {0x7F: "\u2421", 0x09: " ", 0x0A: " ", 0x0D: " "}
    table |= {code: REPLACEMENT for code in (*range(0x80, 0xA0), *range(0xD800, 0xE000), *_NONCHARACTERS)}
    return table | {code: SMALL_SQUARE for code in (*_ZERO_WIDTH, *_PREPENDED)}


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What is loose; what may be entangled, with the character before it; joiners that join nothing."""
    return re.compile(_LOOSE), re.compile(f"(?s:.)?[^{_PLAIN}]+"), re.compile(_JOINS_NOTHING)


def never_sent() -> str:
    """The characters that ``shown`` replaces wherever they stand, as ranges for a class of a regular expression."""
    ranges: list[list[int]] = []
    for code in sorted(_table()):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def shown(text: str) -> str:
    """``text`` as it may reach a terminal; as many code points as before."""
    return text if simple(text) else _shown(text)


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    loose, tangle, _ = _rules()
    text = loose.sub(SMALL_SQUARE, text.translate(_table()))
    return tangle.sub(lambda found: "".join(map(_tamed, _clusters(found.group()))), text)


def _clusters(text: str) -> Iterator[str]:
    """The graphemes, each with the vowel signs behind it that stand beside a letter and yet take no cell (Burmese)."""
    from wcwidth import iter_graphemes

    cluster = ""
    for grapheme in iter_graphemes(text):
        if unicodedata.category(grapheme[0]) == "Mc":
            cluster += grapheme
        else:
            yield cluster
            cluster = grapheme
    yield cluster


def _tamed(grapheme: str) -> str:
    """The grapheme with what it holds beyond the limits shown as squares; all of it where it takes no cell."""
    from wcwidth import wcwidth

    out: list[str] = []
    marks, joiners, characters = MARKS_SHOWN, 0, 0
    for char in grapheme:
        if char == "\u200d":
            joiners += 1
            kept = joiners <= JOINERS_SHOWN
        elif wcwidth(char) == 0:
            marks += 1
            kept = marks <= MARKS_SHOWN
        else:
            characters += 1
            kept = characters <= CHARACTERS_SHOWN
            marks = 0 if kept else MARKS_SHOWN
        out.append(char if kept else SMALL_SQUARE)
    return _rules()[2].sub(SMALL_SQUARE, "".join(out))
