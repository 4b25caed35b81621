"""Where the words, names, clauses, quotations, sentences and paragraphs of a text begin and end.

Everything here takes a stretch of text (a paragraph or a few), gives spans with offsets into it, sorted by start, and
reads nothing else. The rules are short; what they know of words and marks stands in ``tables``, where a linguist can add
to it. Times grow with the length of the text, never with its square.
"""

from __future__ import annotations

from workbench.core.segment.clauses import clauses
from workbench.core.segment.graphemes import graphemes, next_grapheme, previous_grapheme
from workbench.core.segment.motion import next_start, previous_start
from workbench.core.segment.names import names
from workbench.core.segment.paragraphs import paragraphs
from workbench.core.segment.quotations import quotations
from workbench.core.segment.sentences import sentences
from workbench.core.segment.tables import HONORIFICS
from workbench.core.segment.units import UNITS, enclosing, grow, nest, segments, shrink
from workbench.core.segment.words import words

__all__ = [
    "HONORIFICS",
    "UNITS",
    "clauses",
    "enclosing",
    "graphemes",
    "grow",
    "names",
    "nest",
    "next_grapheme",
    "next_start",
    "paragraphs",
    "previous_grapheme",
    "previous_start",
    "quotations",
    "segments",
    "sentences",
    "shrink",
    "words",
]
