"""The choice where a record was changed twice: here and in the file, or on two branches that git merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.core.annotation import Annotations, Record
from workbench.core.difference import described, differing
from workbench.core.merge import Conflict
from workbench.core.width import fit
from workbench.editor.labels import Labels
from workbench.tui.canvas import words
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.sheet import RowOfRoles
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.desk.reviewing import UndecidedFile


def conflict_sheet(stage: Stage, changed: Callable[[], None]) -> ListSheet:
    """What stands here or ours is taken, unless a tick takes the other side. Left undecided, the question comes again with
    the next save; until then nothing can be changed."""
    session = stage.session
    sides = ("here", "in the file") if session.undecided is None else ("ours", "theirs")

    def accept(values: list[object]) -> None:
        said = session.decide(frozenset(str(value) for value in values))
        stage.pop()
        stage.relist_after_outside()
        stage.say(said)
        changed()

    def cancel() -> None:
        stage.pop()
        stage.say(f"undecided, so nothing can be changed here yet · {stage.key('app.save')} asks again")

    found = _told(session.conflicts, stage.editor.state, stage, sides)
    sheet = _sheet(stage, _title(session.conflicts), found, accept, cancel)
    sheet.on_move = lambda record_id: stage.go_to(str(record_id))
    return sheet


def undecided_sheet(
    stage: Stage, file: UndecidedFile, whose: str, settle: Callable[[frozenset[str]], None]
) -> ListSheet:
    """The same for a file of somebody else in which git left a merge; leaving it leaves the file as it is."""
    conflicts = file.merged.conflicts

    def accept(values: list[object]) -> None:
        stage.pop()
        settle(frozenset(str(value) for value in values))

    found = _told(conflicts, file.merged.state, stage, ("ours", "theirs"))
    return _sheet(stage, f"{_title(conflicts)} of {whose}", found, accept, stage.pop)


@dataclass(slots=True)
class ConflictSheet(ListSheet):
    """Three lines a record: its name, and both sides, of which the one that is taken is crossed."""

    sides: Sequence[tuple[str, str]] = ()
    """Our and their side of each item, in words."""

    def unseen(self) -> int:
        """A row without a tick is decided too."""
        return len(self.items) - len(self.visible())

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The query, then the records."""
        rows = [self.query_row()]
        body = max(1, (height - 1) // 3)
        found = self.visible()
        self._top = max(0, min(self._top, self.index), self.index - body + 1)
        for place, (number, item) in enumerate(found[self._top : self._top + body], self._top):
            here = place == self.index
            name = fit(words(item.label), width - 2)
            rows.append([("▸ ", "accent"), (name, "chosen")] if here else [("  ", "text"), (name, "text")])
            for side, text in enumerate(self.sides[number]):
                taken = (number in self.ticked) == bool(side)
                line = fit(f"    [{'x' if taken else ' '}] {words(text)}", width)
                rows.append([(line, "text" if taken else "dim")])
        return rows if found else [*rows, [("   nothing fits", "dim")]]


def _sheet(
    stage: Stage,
    title: str,
    found: Sequence[tuple[str, str, str, str]],
    accept: Callable[[list[object]], None],
    cancel: Callable[[], None],
) -> ListSheet:
    """``found`` holds for each record its id, its name and both sides."""
    items = [Item(name, f"{ours} {theirs}", record_id) for record_id, name, ours, theirs in found]
    hint = f"{stage.key('list.tick')} takes the other side, {stage.key('list.accept')} decides all"
    sides = [(ours, theirs) for _, _, ours, theirs in found]
    return ConflictSheet(title, items, accept, cancel, ticks=True, hint=hint, sides=sides)


def _title(conflicts: Sequence[Conflict]) -> str:
    count = len(conflicts)
    return f"changed twice: {count} record{'s' * (count > 1)}"


def _told(
    conflicts: Sequence[Conflict], state: Annotations, stage: Stage, sides: tuple[str, str]
) -> list[tuple[str, str, str, str]]:
    """Each record's id and name, and the slots that differ as they stand on each side."""
    labels = Labels(state, stage.desk.codebook, stage.desk.catalogue)
    rows: list[tuple[str, str, str, str]] = []
    for one in conflicts:
        standing = one.ours or one.theirs
        name = f"{standing.layer} · {labels.line(standing)}" if standing is not None else one.id
        ours = _side(one.ours, one.theirs or one.base, labels)
        theirs = _side(one.theirs, one.ours or one.base, labels)
        rows.append((one.id, name, f"{sides[0]}: {ours}", f"{sides[1]}: {theirs}"))
    return rows


def _side(record: Record | None, against: Record | None, labels: Labels) -> str:
    """What a side has: the slots that differ from the other side, or, where that deleted it, from what was there before."""
    if record is None:
        return "(deleted)"
    if against is None:
        return labels.line(record)
    told = described(record, labels.state, labels.codebook)
    return ", ".join(f"{key} {told.get(key, '–')}" for key in differing(record, against, labels.codebook))
