"""The log of one person's work on one article, and how it is replayed onto the file that is found.

A log holds moves (a step done, undone, redone, or taken over from the file) and marks. A mark is written before a save
renames its file: ``sha256`` is that of the file's bytes, ``count`` the number of moves that those bytes hold. So a mark
whose hash is that of the file on disk tells which moves the file holds, at whatever instant the program died; the moves
behind it are what was shown but not saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Record
from workbench.core.edit import History, Step, difference
from workbench.core.errors import EditError
from workbench.core.merge import Conflict, merge


@dataclass(frozen=True, slots=True)
class Did:
    """A step was done."""

    step: Step


@dataclass(frozen=True, slots=True)
class Undid:
    """The newest step was undone."""


@dataclass(frozen=True, slots=True)
class Redid:
    """The step undone last was done again."""


@dataclass(frozen=True, slots=True)
class Synced:
    """The file had changed outside; its changes were taken over, beside the history."""

    step: Step


@dataclass(frozen=True, slots=True)
class Mark:
    """The bytes with this hash hold the first ``count`` moves; ``sha256`` is empty where there was no file."""

    sha256: str
    count: int


Move = Did | Undid | Redid | Synced
Entry = Move | Mark


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to."""

    state: Annotations
    history: History
    brought_back: int
    """How many moves were shown but not saved, and are now in ``state``."""
    conflicts: tuple[Conflict, ...] = ()
    """Records of which file and log differ; ``state`` shows the file's side."""
    covered: int = 0
    """How many moves the file was taken to hold."""
    added: Step | None = None
    """Where moves did not fit the file: the one step that stands for what could be merged of them."""


def replay(entries: Sequence[Entry], sha256: str, state: Annotations) -> Replayed:
    """The log replayed onto ``state``, which the file with this hash holds.

    Of several marks with this hash the last one counts; where none has it, the file was changed outside since the last mark
    of all. Raises EditError where the log contradicts itself.
    """
    moves = [entry for entry in entries if not isinstance(entry, Mark)]
    marks = [entry for entry in entries if isinstance(entry, Mark)]
    known = [mark for mark in marks if mark.sha256 == sha256] or marks
    count = known[-1].count if known else 0
    if count > len(moves):
        raise EditError(f"a mark counts {count} moves, the log holds {len(moves)}")
    history = _history(moves[:count])
    steps = _steps(moves[count:], history)
    try:
        after = _apply(steps, moves[count:], state)
    except EditError:
        return _merge_unsaved(steps, history, len(moves), state)
    return Replayed(after, history, len(moves) - count, covered=count)


def _history(moves: Sequence[Move]) -> History:
    history = History()
    _steps(moves, history)
    return history


def _steps(moves: Sequence[Move], history: History) -> list[Step]:
    """What each move changes; ``history`` goes on with them."""
    return [_advance(history, move) for move in moves]


def _advance(history: History, move: Move) -> Step:
    """Move the history on and return the step that leads from the old state to the new one."""
    if isinstance(move, Did):
        history.push(move.step)
        return move.step
    if isinstance(move, Undid):
        return history.undo().inverse
    if isinstance(move, Redid):
        return history.redo()
    return move.step


def _apply(steps: Sequence[Step], moves: Sequence[Move], state: Annotations) -> Annotations:
    for step, move in zip(steps, moves, strict=True):
        state = (_outstanding(step, state) if isinstance(move, Synced) else step).apply(state)
    return state


def _outstanding(step: Step, state: Annotations) -> Step:
    """What is left of a step that took over the file's changes: a file found later may hold them already."""
    edits = tuple(edit for edit in step.edits if state.records.get(edit.id) != edit.after)
    return Step(step.title, edits, None if step.header and state.header == step.header[1] else step.header)


def _merge_unsaved(steps: Sequence[Step], history: History, moves: int, state: Annotations) -> Replayed:
    """The file changed in records that unsaved moves changed too: merge the net change, the file's side first."""
    before: dict[str, Record | None] = {}
    after: dict[str, Record | None] = {}
    for step in steps:
        for edit in step.edits:
            before.setdefault(edit.id, edit.before)
            after[edit.id] = edit.after
    headers = [step.header for step in steps if step.header is not None]
    base, ours = _overlaid(state, before), _overlaid(state, after)
    if headers:
        base = Annotations(headers[0][0], base.records)
        ours = Annotations(headers[-1][1], ours.records)
    merged = merge(base, ours, state)
    kept = dict(merged.state.records)
    for conflict in merged.conflicts:
        if conflict.theirs is None:
            kept.pop(conflict.id, None)
        else:
            kept[conflict.id] = conflict.theirs
    result = Annotations(merged.state.header, kept)
    step = difference("recovered work", state, result)
    if not step.empty:
        history.push(step)
    return Replayed(result, history, len(steps), merged.conflicts, moves, None if step.empty else step)


def _overlaid(state: Annotations, changes: dict[str, Record | None]) -> Annotations:
    records = {**state.records}
    for record_id, record in changes.items():
        if record is None:
            records.pop(record_id, None)
        else:
            records[record_id] = record
    return Annotations(state.header, records)
