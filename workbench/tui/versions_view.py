"""The versions of one item, slot by slot: those slots first in which they differ, with the differing words in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.core.annotation import Record
from workbench.core.codebook import Layer, Slot
from workbench.core.width import cells, fit
from workbench.editor.labels import Labels
from workbench.review.item import Item, Version
from workbench.tui.bars import Detail
from workbench.tui.canvas import Piece, words
from workbench.tui.contrast import line, stretches
from workbench.tui.sheet import RowOfRoles, wrapped

_LABEL = 14
_GAP = "   "
_ROOMY = 18
"""From so many rows on, differing words may take several rows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as it is shown: what stands above it, its versions' names ("" where they are hidden), what is waiting."""

    item: Item
    layer: Layer
    heading: str
    names: tuple[str, ...]
    labels: Callable[[Version], Labels]
    notes: tuple[str, ...]
    """Sentences about the item: who has none, what changed, what coders noted, the reason that waits."""

    @property
    def records(self) -> list[Record]:
        """The record of each version."""
        return [version.record for version in self.item.versions]

    def value(self, number: int, slot: Slot) -> str:
        """What version ``number`` (from 0) has in a slot."""
        version = self.item.versions[number]
        return words(self.labels(version).value(version.record, slot))


class VersionsView(Detail):
    """Paints the versions of the current item."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.shown: Shown | None = None
        self.said: tuple[RowOfRoles, ...] = ()
        """What stands there where no versions are to be compared."""
        self._rows: list[RowOfRoles] = []
        self._laid_for = (0, 0)

    def compare(self, shown: Shown | None, said: Sequence[RowOfRoles] = ()) -> None:
        """Show an item, or (None) what is said instead."""
        self.shown, self.said = shown, tuple(said)
        self._laid_for = (0, 0)
        self.refresh()

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """One row."""
        size = (width, self.size.height)
        if self._laid_for != size:
            self._laid_for = size
            said = [part for row in self.said for part in _broken(row, width)]
            self._rows = rows(self.shown, *size) if self.shown else said
        found = self._rows[y] if y < len(self._rows) else ()
        return [(text, self.palette.style(role)) for text, role in found]


def _broken(row: RowOfRoles, width: int) -> list[RowOfRoles]:
    """A sentence in as many rows as it needs; a row in several roles as it is."""
    if len(row) != 1:
        return [row]
    return [[(f" {part}", row[0][1])] for part in wrapped(row[0][0].strip(), width - 2)]


def rows(shown: Shown, width: int, height: int) -> list[RowOfRoles]:
    """An item in rows of ``width`` cells; where ``height`` is short, slots in which all agree share rows."""
    found: list[RowOfRoles] = [[(fit(f" {words(shown.heading)}", width), "bar")], _names(shown)]
    found += [[(f" {part}", "accent")] for note in shown.notes for part in wrapped(note, width - 2)]
    same: list[tuple[str, str]] = []
    for slot in shown.layer.slots:
        values = [shown.value(number, slot) for number in range(len(shown.item.versions))]
        if len(values) > 1 and (slot.name in shown.item.differing or len(set(values)) > 1):
            found += _differing(shown, slot, values, width, 3 if height >= _ROOMY else 1)
        elif values and values[0]:
            same.append((words(slot.label), values[0]))
    if len(found) + len(same) <= height:
        return found + [[(f"   {fit(label, _LABEL)} ", "dim"), (value, "text")] for label, value in same]
    joined = " · ".join(f"{label}: {value}" for label, value in same)
    return found + [[(f"   {part}", "dim")] for part in wrapped(joined, width - 4)]


def _names(shown: Shown) -> RowOfRoles:
    row: list[tuple[str, str]] = [(" ", "text")]
    for number, name in enumerate(shown.names, 1):
        row += (
            [(f"{number}", "key"), (f" {words(name)}   ", "text")]
            if name
            else [
                ("version ", "text"),
                (f"{number}", "key"),
                ("   ", "text"),
            ]
        )
    return row


def _differing(shown: Shown, slot: Slot, values: Sequence[str], width: int, lines: int) -> list[RowOfRoles]:
    """A slot in which versions differ: on one row where there is room, else ``lines`` rows at most for each."""
    label = f" ≠ {fit(words(slot.label), _LABEL)} "
    size = cells(label) + sum(2 + cells(value or "–") for value in values) + len(_GAP) * (len(values) - 1)
    if slot.type != "part" and size <= width:
        row: list[tuple[str, str]] = [(label, "title")]
        for number, value in enumerate(values, 1):
            gap = _GAP if number > 1 else ""
            row += [(f"{gap}{number} ", "key"), (value or "–", "text" if value else "dim")]
        return [row]
    found: list[RowOfRoles] = [[(label.rstrip(), "title")]]
    for number, value in enumerate(values):
        pieces = [(value or "–", "text")]
        if slot.type == "part":
            pieces = _words(shown, slot, number, (width - 8) * lines)
        for count, row_of in enumerate(laid(pieces, width - 6)):
            found.append([(f"   {number + 1} " if not count else "     ", "key"), *row_of])
    return found


def laid(pieces: Sequence[tuple[str, str]], width: int) -> list[list[tuple[str, str]]]:
    """Text in several roles, broken at blanks into rows of at most ``width`` cells; a longer word is left whole."""
    found: list[list[tuple[str, str]]] = [[]]
    used = 0
    for text, role in pieces:
        for token in re.findall(r"\S+ *| +", text):
            size = cells(token.rstrip())
            if used and used + size > width:
                found.append([])
                used = 0
            found[-1].append((token, role))
            used += cells(token)
    return found


def _words(shown: Shown, slot: Slot, number: int, room: int) -> list[tuple[str, str]]:
    parts = [record.parts.get(slot.name, ()) for record in shown.records]
    if not parts[number]:
        return [("–", "dim")]
    others = [one for n, one in enumerate(parts) if n != number and one]
    pieces = line(stretches(parts[number], others), room)
    return [(text, "accent" if differs else "text") for text, differs in pieces]
