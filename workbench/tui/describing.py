"""What the detail says of the record that the cursor is on: one's own, somebody else's, or one that is only offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core.annotation import Record
from workbench.editor.labels import Labels
from workbench.tui.bars import detail_lines
from workbench.tui.offering import OFFERED

if TYPE_CHECKING:
    from workbench.tui.stage import Stage


def described(stage: Stage, record: Record) -> list[tuple[str, str]]:
    """The lines of the detail."""
    own = stage.own(record.id) is not None
    state = stage.editor.state if own or stage.others is None else stage.others
    here = stage.records_here()
    place = f"   {here.index(record.id) + 1} of {len(here)} here" if len(here) > 1 and record.id in here else ""
    labels = Labels(state, stage.desk.codebook, stage.desk.catalogue)
    problems = stage.editor.problems.get(record.id, []) if own and stage.editor.checked else []
    offered = stage.offering.record(record.id) is not None
    owner = "" if own else OFFERED if offered else stage.other
    return detail_lines(record, labels, problems, owner, place, named=not offered)


def without_issues(stage: Stage) -> str:
    """What to say where an issue could stand and the codebook has none; "" where it has some."""
    if stage.desk.codebook.issues:
        return ""
    query, anywhere = stage.key("form.query"), stage.key("app.issue")
    return f"no issues yet: {query} and a title make one in a form, {anywhere} elsewhere"
