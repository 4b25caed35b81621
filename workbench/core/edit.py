"""Edits, steps and history: one record before and after; what one undo takes back; the stack.

The rules by which steps come to be:

* Everything that one command changes is one step, however many records it touches.
* A step knows both sides of everything it changes, so that it can be taken back without knowing anything else.
* A step is applied only to a state that shows its before side; otherwise somebody else changed the record, and the step
  is refused rather than forced.
* A new step drops the steps that had been undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.core.annotation import Annotations, Header, Record
from workbench.core.errors import EditError


@dataclass(frozen=True, slots=True)
class Edit:
    """One record before and after; None where it does not exist. Both sides carry the same id."""

    before: Record | None
    after: Record | None

    @property
    def id(self) -> str:
        """The id of the record."""
        side = self.after or self.before
        if side is None:
            raise EditError("an edit needs a record on one side")
        return side.id


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back: edits of records, and perhaps the header before and after."""

    title: str
    edits: tuple[Edit, ...] = ()
    header: tuple[Header, Header] | None = None
    beside: tuple[str, ...] = ()
    """What was done beside this file, in words of whoever did it and can take it back; mostly nothing."""

    @property
    def empty(self) -> bool:
        """Whether the step changes nothing."""
        same = self.header is None or self.header[0] == self.header[1]
        return same and not self.beside and all(edit.before == edit.after for edit in self.edits)

    @property
    def inverse(self) -> Step:
        """The step that leads back."""
        edits = tuple(Edit(edit.after, edit.before) for edit in reversed(self.edits))
        header = (self.header[1], self.header[0]) if self.header else None
        return Step(self.title, edits, header, self.beside)

    def apply(self, state: Annotations) -> Annotations:
        """The state after this step. Raises EditError where the state does not show the step's before side."""
        records = dict(state.records)
        for edit in self.edits:
            if records.get(edit.id) != edit.before:
                raise EditError(f"“{self.title}” does not fit any more: {edit.id} was changed outside this history")
            if edit.after is None:
                del records[edit.id]
            else:
                records[edit.id] = edit.after
        header = state.header
        if self.header is not None:
            if header != self.header[0]:
                raise EditError(
                    f"“{self.title}” does not fit any more: the file's head was changed outside this history"
                )
            header = self.header[1]
        return Annotations(header, records)


def difference(title: str, before: Annotations, after: Annotations) -> Step:
    """The step that leads from one state to another."""
    edits = [
        Edit(old, after.records.get(record_id))
        for record_id, old in before.records.items()
        if after.records.get(record_id) != old
    ]
    edits += [Edit(None, new) for record_id, new in after.records.items() if record_id not in before.records]
    header = None if before.header == after.header else (before.header, after.header)
    return Step(title, tuple(edits), header)


@dataclass(slots=True)
class History:
    """Steps done and steps undone, the newest last in both."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    @classmethod
    def of(cls, done: Iterable[Step], undone: Iterable[Step] = ()) -> History:
        """A history of these steps."""
        return cls(list(done), list(undone))

    def push(self, step: Step) -> None:
        """A step was done; what had been undone can no longer be redone."""
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> Step:
        """The newest step moves to the undone ones. Raises EditError where there is none."""
        if not self.done:
            raise EditError("nothing to undo")
        self.undone.append(self.done.pop())
        return self.undone[-1]

    def redo(self) -> Step:
        """The step undone last moves back. Raises EditError where there is none."""
        if not self.undone:
            raise EditError("nothing to redo")
        self.done.append(self.undone.pop())
        return self.done[-1]
