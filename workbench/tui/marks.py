"""Which records lie where: the marks of a row, found without looking at the other records.

Fragments are kept in buckets of ``1 << SHIFT`` code points, so that a row asks few of them, however many there are. Looks
differ by more than colour: mentions are underlined, cues bold, required main parts stand in brackets, other main parts
between dotted bars, what is only offered behind a dot; a bracket takes the place of the blank beside it, so that nothing moves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from workbench.core.annotation import Record
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.span import Span

SHIFT = 7
_PAIRS = (("⟦", "⟧"), ("⟨", "⟩"), ("⟪", "⟫"), ("❴", "❵"))
_DOTTED = ("┊", "┊")
_OFFERED = ("∙", "")
_WEAK = ("", "∙", "┊")
"""Signs that give way to those behind them here, and to brackets."""
_SEVERAL = ("⟪", "⟫")


class Look(Enum):
    """How a part is shown, besides its colour."""

    UNDERLINE = "underlined"
    BOLD = "bold"
    BRACKETS = "in brackets"
    DOTTED = "between dotted bars"
    GUTTER = "in the gutter only"
    FAINT = "faint and underlined, behind a dot"


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A part of a layer as it is shown; one object a part, compared by identity."""

    layer: int
    letter: str
    color: str
    look: Look
    signs: tuple[str, str] = ("", "")


class Mark(NamedTuple):
    """One fragment of one record."""

    start: int
    end: int
    record: str
    kind: Kind


class Cut(NamedTuple):
    """A stretch ``[start, end)`` of a row over which the same kinds lie, and whether it shows the current record."""

    start: int
    end: int
    kinds: frozenset[Kind]
    current: bool


def kinds_of(codebook: Codebook) -> dict[tuple[str, str], Kind]:
    """(layer, part) → how it is shown."""
    table: dict[tuple[str, str], Kind] = {}
    brackets = 0
    for number, layer in enumerate(codebook.layers):
        for slot in layer.parts:
            look = _look(layer, slot)
            signs = ("", "")
            if look is Look.BRACKETS:
                signs = _PAIRS[brackets % len(_PAIRS)]
                brackets += 1
            elif look is Look.DOTTED:
                signs = _DOTTED
            letter = (layer.key or layer.name)[:1].upper()
            table[layer.name, slot.name] = Kind(number, letter, codebook.color(layer), look, signs)
    return table


def _look(layer: Layer, slot: Slot) -> Look:
    if slot is not layer.main_part:
        return Look.BOLD
    if layer.entity_slot is not None:
        return Look.UNDERLINE
    return Look.BRACKETS if slot.required else Look.DOTTED


class Marks:
    """The marks of all records, in buckets."""

    def __init__(self, codebook: Codebook, *, faint: bool = False) -> None:
        self.kinds = kinds_of(codebook)
        if faint:
            self.kinds = {key: replace(kind, look=Look.FAINT, signs=_OFFERED) for key, kind in self.kinds.items()}
        self._buckets: dict[int, list[Mark]] = {}
        """Lists, because most buckets hold few marks: a table of each would take several times the memory."""

    def add(self, record: Record) -> None:
        """Show a record; one that is shown already is removed first."""
        for mark in self._of(record):
            for bucket in range(mark.start >> SHIFT, ((mark.end - 1) >> SHIFT) + 1):
                marks = self._buckets.get(bucket)
                if marks is None:
                    self._buckets[bucket] = [mark]
                else:
                    marks.append(mark)

    def remove(self, record: Record) -> None:
        """Show a record no longer."""
        for mark in self._of(record):
            for bucket in range(mark.start >> SHIFT, ((mark.end - 1) >> SHIFT) + 1):
                marks = self._buckets.get(bucket, [])
                if mark in marks:
                    marks.remove(mark)

    def _of(self, record: Record) -> Iterator[Mark]:
        for part, fragments in record.parts.items():
            kind = self.kinds.get((record.layer, part))
            for fragment in fragments:
                if kind is not None and 0 <= fragment.start < fragment.end:
                    yield Mark(fragment.start, fragment.end, record.id, kind)

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with ``[start, end)``, in no order."""
        first, last = start >> SHIFT, max(start, end - 1) >> SHIFT
        if first == last:
            return [mark for mark in self._buckets.get(first, ()) if mark.start < end and start < mark.end]
        found: dict[int, Mark] = {}  # by identity: a mark lies in each bucket that it touches
        for bucket in range(first, last + 1):
            for mark in self._buckets.get(bucket, ()):
                if mark.start < end and start < mark.end:
                    found[id(mark)] = mark
        return list(found.values())

    def at(self, offset: int) -> list[str]:
        """The ids of the records at an offset, innermost first."""
        marks = sorted(
            self.within(offset, offset + 1), key=lambda mark: (mark.end - mark.start, -mark.start, mark.record)
        )
        return list(dict.fromkeys(mark.record for mark in marks))


def cuts(start: int, end: int, marks: Sequence[Mark], lit: Iterable[Span]) -> list[Cut]:
    """A row cut where another set of kinds, or a ``lit`` span, begins or ends: one pass over the edges, counting the open
    marks of each kind.
    """
    changes: dict[int, list[tuple[Mark, int]]] = {start: []}
    for mark in marks:
        changes.setdefault(max(mark.start, start), []).append((mark, 1))
        if mark.end < end:
            changes.setdefault(mark.end, []).append((mark, -1))
    lights: Counter[int] = Counter()
    for span in lit:
        if span.start < end and start < span.end:
            lights[max(span.start, start)] += 1
            lights[span.end] -= 1
    for at in lights:
        if at < end:
            changes.setdefault(at, [])
    count: Counter[Kind] = Counter()
    on_current = 0
    kinds: frozenset[Kind] = frozenset()
    found: list[Cut] = []
    for at in sorted(changes):
        stale = False
        on_current += lights[at]
        for mark, by in changes[at]:
            before = count[mark.kind]
            count[mark.kind] = before + by
            stale = stale or before == 0 or before + by == 0
        if stale:
            kinds = frozenset(kind for kind, open_ in count.items() if open_)
        if found and found[-1].kinds == kinds and found[-1].current == (on_current > 0):
            continue
        if found:
            found[-1] = found[-1]._replace(end=at)
        found.append(Cut(at, end, kinds, on_current > 0))
    return [cut for cut in found if cut.start < cut.end]


def signs(row_start: int, row_end: int, marks: Iterable[Mark]) -> dict[int, str]:
    """Offset → the bracket drawn on the blank there: before an opening, behind a closing.

    ``row_start - 1`` and ``row_end`` stand for the columns left and right of the row.
    """
    drawn: dict[int, str] = {}
    for mark in marks:
        for side, offset in ((0, mark.start - 1), (1, mark.end)):
            if not mark.kind.signs[side]:
                continue
            inside = row_start - 1 <= offset < row_end if side == 0 else row_start < offset <= row_end
            if inside:
                sign = mark.kind.signs[side]
                drawn[offset] = _stronger(drawn.get(offset, ""), sign, side)
    return drawn


def _stronger(old: str, new: str, side: int) -> str:
    """What is drawn where two parts begin, or end, at one blank."""
    if old in _WEAK and new in _WEAK:
        return max(old, new, key=_WEAK.index)
    if old in _WEAK or new in _WEAK:
        return new if old in _WEAK else old
    return old if old == new else _SEVERAL[side]


def layer_letters(marks: Iterable[Mark], others: Iterable[Mark], layers: int, width: int) -> str:
    """The letters of the layers that touch a row, in ``width`` cells; a small letter where only somebody else's record does."""
    own = {mark.kind.layer: mark.kind.letter for mark in marks}
    theirs = {mark.kind.layer: "·" if mark.kind.look is Look.FAINT else mark.kind.letter.lower() for mark in others}
    table = theirs | own
    letters = "".join(table.get(number, " ") for number in range(layers))
    return letters[: width - 1].rjust(width - 1) + " "


def differing(old: Span | None, new: Span | None) -> list[tuple[int, int]]:
    """Where the selection is another than before."""
    if old is None or new is None or not old.overlaps(new):
        return [(span.start, span.end) for span in (old, new) if span is not None]
    found: list[tuple[int, int]] = []
    if old.start != new.start:
        found.append((min(old.start, new.start), max(old.start, new.start)))
    if old.end != new.end:
        found.append((min(old.end, new.end), max(old.end, new.end)))
    return found
