"""Quotations: stretches between quotation marks, marks included, nested ones too.

Every mark is told from its neighbours and from what is open: a letter on either side makes an apostrophe of a single
mark, a mark that closes the last one of its family opened does so, any other opens where a quotation can begin. One that
is still open ends with its paragraph, for news leaves out the closing mark where the next paragraph goes on quoting; so
each paragraph of such a quotation is one. A single mark that nothing closes
counts as an apostrophe, but for a ``‘`` that is plainly introduced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbench.core.segment.graphemes import widened
from workbench.core.segment.paragraphs import paragraphs
from workbench.core.segment.tables.marks import GUILLEMETS, LOW_MARKS, PAIRS, QUOTATION_MARKS
from workbench.core.span import Span

_MARK = re.compile(f"[{QUOTATION_MARKS}]")
_ELISION = re.compile(
    r"(?:\d\ds?|tis|twas|em|til|cause|cos|bout|round|n|kay|s|ne|nen|ner|nem|rein|raus|runter|rauf|rum|mal)(?![^\W_])",
    re.IGNORECASE,
)
"""What begins with an apostrophe: ``’90s``, ``’em``, German ``’nen``."""

_POSSESSIVE = re.compile(r" [a-z](?:[^'’‘]|(?<=[^\W_])['’](?=[^\W_])){0,200}+['’](?![^\W_])")
"""What follows the apostrophe of ``the Emirates’ port’``: a later mark closes, so this one does not."""

_NEEDS_CLOSING = "'’‘"
"""Marks that are taken for an apostrophe where nothing closes them."""

_CLOSED_BY: dict[str, str] = {**PAIRS, **LOW_MARKS, **GUILLEMETS, '"': '"', "'": "'", "”": "”", "’": "’"}
_CLOSED_BY |= {"“": '”"', '"': '"“”', "»": "«»"}

_TURNING = "\"'”’«»‹›"
"""Marks that can close and, where nothing is open that they close, open."""

_LEAST = 3
"""The length of the shortest quotation: two marks and a character."""


def quotations(text: str) -> list[Span]:
    """The quotations of ``text``, sorted by start, a longer one before those inside it."""
    found: list[Span] = []
    for paragraph in paragraphs(text):
        if _MARK.search(text, *paragraph):
            found += _Reading(text, paragraph).spans()
    found.sort(key=lambda span: (span.start, -span.end))
    return widened(text, found)


@dataclass(slots=True)
class _Reading:
    """One paragraph read from left to right, with the marks that are open."""

    text: str
    paragraph: Span
    open: list[int] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)
    """How many of the open marks each mark could close; it saves looking through all of them."""
    found: list[Span] = field(default_factory=list)

    def spans(self) -> list[Span]:
        for match in _MARK.finditer(self.text, *self.paragraph):
            self._read(match.start())
        self._drop_until(0, self.paragraph.end)
        return self.found

    def _read(self, at: int) -> None:
        mark = self.text[at]
        before, after = self._neighbours(at)
        letter_before, letter_after = before.isalnum(), after.isalnum()
        if mark in _NEEDS_CLOSING and (letter_before and letter_after):
            return
        if mark in "'’" and before and before in "sxzSXZ" and _POSSESSIVE.match(self.text, at + 1, self.paragraph.end):
            return
        closes = self.waiting.get(mark, 0) > 0 and not (mark in "'’" and before.isspace())
        may_open = not after.isspace() and after != "" and not (letter_before and mark in _NEEDS_CLOSING)
        if closes and not self._reopens(mark, before, letter_after, may_open):
            self._close(at)
        elif self._is_apostrophe(at, letter_before=letter_before) or (mark == "“" and not may_open):
            return
        elif mark in _CLOSED_BY and (mark not in _TURNING or self._may_turn(mark, before, may_open)):
            self._open(at)

    def _is_apostrophe(self, at: int, *, letter_before: bool) -> bool:
        if self.text[at] not in _NEEDS_CLOSING:
            return False
        return letter_before or _ELISION.match(self.text, at + 1, self.paragraph.end) is not None

    def _neighbours(self, at: int) -> tuple[str, str]:
        before = self.text[at - 1] if at > self.paragraph.start else ""
        after = self.text[at + 1] if at + 1 < self.paragraph.end else ""
        return before, after

    def _reopens(self, mark: str, before: str, letter_after: bool, may_open: bool) -> bool:
        """Whether a mark that could close what is open begins a quotation inside it instead."""
        begins = before == "" or before.isspace() or before in "([–—„“‚‘«‹\"'"
        if mark in "“‘":
            return begins and letter_after and self.text[self.open[-1]] not in "„‚"
        if mark in "'\"":
            return before.isspace() and letter_after and self.text[self.open[-1]] != mark
        if mark in "«»":
            return begins and may_open and self.text[self.open[-1]] == mark
        return False

    def _may_turn(self, mark: str, before: str, may_open: bool) -> bool:
        """Whether a mark that closes elsewhere opens here: nothing it belongs to is open, and a quotation can begin."""
        begins = before == "" or before.isspace() or not (before.isalnum() or before in ".,;:!?…)]")
        if mark in "«‹":
            return True
        if mark == '"':
            return may_open or before == "" or before.isspace()
        return begins and may_open

    def _open(self, at: int) -> None:
        self.open.append(at)
        for mark in _CLOSED_BY[self.text[at]]:
            self.waiting[mark] = self.waiting.get(mark, 0) + 1

    def _pop(self) -> int:
        start = self.open.pop()
        for mark in _CLOSED_BY[self.text[start]]:
            self.waiting[mark] -= 1
        return start

    def _close(self, at: int) -> None:
        mark = self.text[at]
        depth = len(self.open) - 1
        while mark not in _CLOSED_BY[self.text[self.open[depth]]]:
            depth -= 1
        self._drop_until(depth + 1, at)
        self._keep(self._pop(), at + 1)

    def _drop_until(self, depth: int, end: int) -> None:
        """Ends the open quotations above ``depth`` at ``end``; those whose mark was an apostrophe are none."""
        while len(self.open) > depth:
            start = self._pop()
            if self.text[start] not in _NEEDS_CLOSING or self._introduced(start):
                self._keep(start, end)

    def _introduced(self, start: int) -> bool:
        """Whether a ``‘`` that nothing closes still opens a quotation: at the start of a paragraph, or after ``, : .``."""
        before = self.text[max(self.paragraph.start, start - 2) : start]
        return self.text[start] == "‘" and (before == "" or before in (", ", ": ", ". "))

    def _keep(self, start: int, end: int) -> None:
        end = start + len(self.text[start:end].rstrip())
        if end - start >= _LEAST:
            self.found.append(Span(start, end))
