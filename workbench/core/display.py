"""The one translation of data into what may be shown.

Text of articles, names, notes, file names and errors is data: it may hold escape sequences, bidirectional overrides and
characters without width. ``shown`` replaces each such character by one visible stand-in, one code point for one code
point, so that offsets hold:

* C0 controls and DEL → their pictures U+2400 …; tab, carriage return and line feed → a blank;
* C1 controls and surrogates → U+FFFD;
* bidirectional controls, characters without width, the byte order mark, line separators, tags → U+25AB;
* combining marks beyond four on one character, and joiners beyond nine in one emoji → U+25AB.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SMALL_SQUARE = "\u25ab"
REPLACEMENT = "\ufffd"
MARKS_SHOWN = 4
JOINERS_SHOWN = 9

_ZERO_WIDTH = (
    [0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0x3164]
    + [*range(0x180B, 0x1810), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFA0]
    + [*range(0xFFF0, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)]
)
_TABLE: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}
_TABLE |= {0x7F: "\u2421", 0x09: " ", 0x0A: " ", 0x0D: " "}
_TABLE |= {code: REPLACEMENT for code in range(0x80, 0xA0)}
_TABLE |= {code: SMALL_SQUARE for code in _ZERO_WIDTH}
_HARMLESS = re.compile(r"[ -~]*\Z")
_PLAIN = re.compile(r"[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]*\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAGS = re.compile("[\U000e0000-\U000e0fff]")
_JOINER = "\u200d"
_LOOSE_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_MARK_RUN = re.compile(r"[^\x00-\u02ff]{5,}")


def shown(text: str) -> str:
    """``text`` as it may reach a terminal; as many code points as before."""
    if _HARMLESS.match(text):
        return text
    return _shown(text)


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    text = text.translate(_TABLE)
    if _PLAIN.match(text):
        return text
    text = _TAGS.sub(SMALL_SQUARE, _SURROGATE.sub(REPLACEMENT, text))
    text = _LOOSE_JOINER.sub(SMALL_SQUARE, text)
    return _MARK_RUN.sub(lambda found: _capped(found.group()), text)


def _capped(run: str) -> str:
    """The run with the marks and joiners beyond the limits shown as squares."""
    out: list[str] = []
    marks = joiners = 0
    for index, char in enumerate(run):
        if char == _JOINER:
            joiners += 1
            out.append(char if joiners <= JOINERS_SHOWN else SMALL_SQUARE)
        elif unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
            out.append(char if marks <= MARKS_SHOWN else SMALL_SQUARE)
        else:
            marks = 0
            if index and run[index - 1] != _JOINER:
                joiners = 0
            out.append(char)
    return "".join(out)
