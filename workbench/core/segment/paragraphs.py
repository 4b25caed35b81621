"""Paragraphs: the lines of a text that are not blank. News is stored with one paragraph a line."""

from __future__ import annotations

import re

from workbench.core.segment.graphemes import apart, widened
from workbench.core.segment.tables.marks import LINE_BREAKS
from workbench.core.span import Span

_LINE = re.compile(f"[^{LINE_BREAKS}]+")


def paragraphs(text: str) -> list[Span]:
    """The stretches without a line break, without the blanks at their ends; blank lines are none."""
    found = [trimmed(text, *match.span()) for match in _LINE.finditer(text)]
    return apart(widened(text, (span for span in found if not span.empty)))


def trimmed(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space at its ends; empty where it is all white space."""
    part = text[start:end]
    bare = part.lstrip()
    start += len(part) - len(bare)
    return Span(start, start + len(bare.rstrip()))
