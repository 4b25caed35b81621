"""The choice where a record was changed twice: here and in the file, or on two branches that git merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.core.annotation import Annotations, Record
from workbench.core.difference import described, differing
from workbench.core.errors import EditError
from workbench.core.merge import Conflict
from workbench.core.width import fit
from workbench.editor.labels import Labels
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.desk.reviewing import UndecidedFile

_LINE, _VALUE = 18, 32
"""How many cells of a record's line, and of a value, are shown."""


def conflict_sheet(stage: Stage, changed: Callable[[], None]) -> ListSheet:
    """One row a record; a tick takes the file's side, no tick keeps one's own. It cannot be left undecided."""
    session = stage.session
    sides = ("here", "in the file") if session.undecided is None else ("ours", "theirs")

    def accept(values: list[object]) -> None:
        said = session.decide(frozenset(str(value) for value in values))
        stage.pop()
        stage.relist_after_outside()
        stage.say(said)
        changed()

    def cancel() -> None:
        raise EditError(f"choose first: ticked rows take what is {sides[1]}, the others what is {sides[0]}")

    items = _items(session.conflicts, stage.editor.state, stage, sides)
    return _sheet(_title(session.conflicts), items, accept, cancel, sides[1])


def undecided_sheet(
    stage: Stage, file: UndecidedFile, whose: str, settle: Callable[[frozenset[str]], None]
) -> ListSheet:
    """The same for a file of somebody else in which git left a merge; leaving it leaves the file as it is."""
    conflicts = file.merged.conflicts

    def accept(values: list[object]) -> None:
        stage.pop()
        settle(frozenset(str(value) for value in values))

    items = _items(conflicts, file.merged.state, stage, ("ours", "theirs"))
    return _sheet(f"{_title(conflicts)} of {whose}", items, accept, stage.pop, "theirs")


def _sheet(
    title: str, items: list[Item], accept: Callable[[list[object]], None], cancel: Callable[[], None], theirs: str
) -> ListSheet:
    hint = f"tick where {theirs} is right; Enter decides"
    return ListSheet(title, items, accept, cancel, ticks=True, hint=hint)


def _title(conflicts: Sequence[Conflict]) -> str:
    count = len(conflicts)
    return f"changed twice: {count} record{'s' * (count > 1)}"


def _items(conflicts: Sequence[Conflict], state: Annotations, stage: Stage, sides: tuple[str, str]) -> list[Item]:
    """What stands on the first side, and beside it what stands on the second: the slots that differ, in words."""
    labels = Labels(state, stage.desk.codebook, stage.desk.catalogue)
    rows: list[Item] = []
    for one in conflicts:
        ours, theirs = _side(one.ours, one.theirs, stage, labels), _side(one.theirs, one.ours, stage, labels)
        standing = one.ours or one.theirs
        line = _short(labels.line(standing), _LINE) if standing is not None and one.ours and one.theirs else ""
        head = f"{line} · " if line else ""
        rows.append(Item(f"{head}{sides[0]}: {ours}", f"{sides[1]}: {theirs}", one.id))
    return rows


def _side(record: Record | None, other: Record | None, stage: Stage, labels: Labels) -> str:
    if record is None:
        return "(deleted)"
    if other is None:
        return labels.line(record)
    words = described(record, labels.state, stage.desk.codebook)
    keys = differing(record, other, stage.desk.codebook)
    return ", ".join(f"{key} {_short(words.get(key, '–'), _VALUE)}" for key in keys)


def _short(text: str, cells: int) -> str:
    return fit(text, cells).rstrip()
