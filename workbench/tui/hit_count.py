"""Which of the hits of a search one stands on, where counting them costs little."""

from __future__ import annotations

import re
from bisect import bisect_left

from workbench.core.text import Text

MOST = 999
"""So many hits are counted at most."""
LONGEST = 1_000_000
"""In a text of more characters than these nothing is counted."""


class HitCount:
    """Keeps where the hits of the last search begin, for the next key."""

    def __init__(self) -> None:
        self._of: tuple[Text, str] | None = None
        self._starts: list[int] = []

    def said(self, text: Text, pattern: re.Pattern[str], start: int) -> str:
        """``3 of 12`` for the hit that begins at ``start``; "" where it was not counted."""
        if len(text) > LONGEST:
            return ""
        if self._of is None or self._of[0] is not text or self._of[1] != pattern.pattern:
            self._of, self._starts = (text, pattern.pattern), _starts(text, pattern)
        at = bisect_left(self._starts, start)
        if self._starts[at : at + 1] != [start] or at >= MOST:
            return ""
        return f"{at + 1} of {MOST}+" if len(self._starts) > MOST else f"{at + 1} of {len(self._starts)}"


def _starts(text: Text, pattern: re.Pattern[str]) -> list[int]:
    """Where the hits begin, one more than are counted at most; they may overlap, as those that one steps through."""
    whole = text.slice(0, len(text))
    starts: list[int] = []
    found = pattern.search(whole)
    while found and len(starts) <= MOST:
        starts.append(found.start())
        found = pattern.search(whole, found.start() + 1)
    return starts
