"""What changed in a text file, as the stretch of lines before and after with the lines around it.

A patch is applied to whatever text has the stretch exactly once; other lines may have changed since.
"""

from __future__ import annotations

from itertools import takewhile

import msgspec

from workbench.core.errors import EditError

_AROUND = 3
"""So many lines before and after a changed stretch are kept with it."""


class Patch(msgspec.Struct, frozen=True):
    """One file, by its path in the project; ``before`` is None where there was no file."""

    path: str
    before: str | None
    after: str

    @property
    def inverse(self) -> Patch:
        """The patch that leads back."""
        return Patch(self.path, self.after, self.before or "")

    def applied(self, text: str) -> str:
        """The text with the stretch replaced. Raises EditError where it does not have it exactly once."""
        before = self.before or ""
        at = text.find(before)
        if at < 0 or (text and text.find(before, at + 1) >= 0):
            raise EditError(f"{self.path}: changed since, at that place; set it right by hand")
        return text[:at] + self.after + text[at + len(before) :]


def patch(path: str, before: str | None, after: str) -> Patch:
    """What leads from one text to another."""
    if before is None:
        return Patch(path, None, after)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = _common(old, new)
    last = min(_common(old[::-1], new[::-1]), len(old) - first, len(new) - first)
    begin, last = max(0, first - _AROUND), max(0, last - _AROUND)
    return Patch(path, "".join(old[begin : len(old) - last]), "".join(new[begin : len(new) - last]))


def _common(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
