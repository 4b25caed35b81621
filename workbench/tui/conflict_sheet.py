"""The choice where a record was changed both here and in the file."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.annotation import Record
from workbench.core.errors import EditError
from workbench.editor.labels import Labels
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage


def conflict_sheet(stage: Stage, changed: Callable[[], None]) -> ListSheet:
    """One row a record; a tick takes the file's side, no tick keeps one's own. It cannot be left undecided."""
    session = stage.session
    labels = Labels(stage.editor.state, stage.desk.codebook, stage.desk.catalogue)

    def line(record: Record | None) -> str:
        return labels.line(record) if record is not None else "(deleted)"

    items = [Item(f"here: {line(one.ours)}", f"in the file: {line(one.theirs)}", one.id) for one in session.conflicts]

    def accept(values: list[object]) -> None:
        said = session.decide(frozenset(str(value) for value in values))
        stage.pop()
        stage.relist_after_outside()
        stage.say(said)
        changed()

    def cancel() -> None:
        raise EditError("choose first: ticked rows take the file’s side, the others keep yours")

    count = len(items)
    title = f"changed twice: {count} record{'s' * (count > 1)}"
    return ListSheet(title, items, accept, cancel, ticks=True, hint="tick what the file has right; Enter decides")
