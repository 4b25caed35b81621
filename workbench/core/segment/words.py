"""Words: the units that the cursor moves by.

A word is a run of letters and digits. Apostrophes and hyphens divide (``Haftar``, ``’s``; ``U.S.``, ``Russia``), the
clitic of an English word keeps its apostrophe, abbreviations with inner full stops and numbers stay whole. Punctuation
and symbols are no words: a motion skips them. An ideograph and an emoji are a word each.
"""

from __future__ import annotations

import re

from workbench.core.segment.graphemes import apart, ceiling, floor, grapheme_starts
from workbench.core.segment.tables.marks import (
    APOSTROPHES,
    EMOJI,
    HIRAGANA,
    IDEOGRAPHS,
    INVISIBLE_JOINERS,
    KATAKANA,
)
from workbench.core.span import Span

_LETTER = rf"[^\W\d_{IDEOGRAPHS}{HIRAGANA}{KATAKANA}{EMOJI}ʼ]"
_CLITIC = r"(?:[stdmnSTDMN]|re|ve|ll|RE|VE|LL)"

_WORD = re.compile(
    rf"""
      [A-Za-z]{{2,}}+ (?=[ ,])                                               # most words, the short way
    | (?<![^\W_]) {_LETTER} (?:\.{_LETTER})+ (?:\.|(?![^\W_]))              # U.S.  z.B.  a.m.
    | (?<![^\W_]) Ph\.D\.?
    | (?<=[\w.]) [{APOSTROPHES}] {_CLITIC} (?![^\W_])                      # Haftar’s
    | [^\W\d_]* (?<![^\W\d_]) \d+ (?:[.,:]\d+)* (?:{_LETTER}|\d)*           # 3.5  1,000  10:30  5th
    | {_LETTER}+ (?:[{INVISIBLE_JOINERS}]*(?:{_LETTER}|\d)
        | (?<=[a-z]{{2}})\.(?=[a-z]{{2}}) | (?<=\d)\.(?=\d))*                   # www.example.org
    | [{IDEOGRAPHS}] | [{HIRAGANA}]+ | [{KATAKANA}]+ | [{EMOJI}\U0001f1e6-\U0001f1ff]
    | [^\W_]
    """,
    re.VERBOSE,
)
_RUN = re.compile(rf"(?:{_LETTER}|\d)")


def words(text: str) -> list[Span]:
    """The words of ``text``, in order; they never overlap and never cut a grapheme."""
    found = [Span(match.start(), match.end()) for match in _WORD.finditer(text)]
    starts = grapheme_starts(text)
    if starts is None:
        return found
    return _mended(text, found, starts)


def _mended(text: str, spans: list[Span], starts: list[int]) -> list[Span]:
    """Words of whole graphemes: marks join the letter before them, and letters that only a mark divided are one word.

    Combining marks are no letters to the regular expression, so ``Ta\u0301riq`` arrives in two parts.
    """
    whole: list[Span] = []
    reached = -1
    for span in spans:
        start, end = floor(starts, span.start), ceiling(starts, span.end, len(text))
        if whole and start == reached and _RUN.match(text, span.start) and _RUN.match(text, whole[-1].start):
            whole[-1] = Span(whole[-1].start, end)
        else:
            whole.append(Span(start, end))
        reached = end if end > span.end else -1
    return apart(whole)
