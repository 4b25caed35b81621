"""What coders noted or asked, against what the reviewer says of the same thing. None of it counts as a difference."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.core.annotation import Annotations, Record, Rejected
from workbench.core.edit import Edit, Step
from workbench.core.errors import EditError
from workbench.review.alignment import Files
from workbench.review.fingerprint import source_key


@dataclass(frozen=True, slots=True)
class Asked:
    """One note of a coder: on a record of theirs, or (``record`` is None) on one of the gold that they do not have.

    An empty ``note`` is a record on which only the reviewer said something.
    """

    annotator: str
    note: str
    record: Record | None
    gold: Record | None
    """What the gold has there; None where nothing is decided yet, or none was right."""
    rejected: Rejected | None = None

    @property
    def decided(self) -> bool:
        """Whether there is a decision that can carry an answer."""
        return self.gold is not None or self.rejected is not None

    @property
    def answer(self) -> str:
        """The reviewer's note; empty where there is none."""
        side = self.gold or self.rejected
        return side.note if side is not None else ""


def asked(
    files: Files, gold: Annotations, remarks: Mapping[str, Iterable[tuple[str, str]]], *, unasked: bool = False
) -> list[Asked]:
    """Every note of a coder: those without an answer first, then in the order of the text.

    ``remarks`` holds for each annotator what they noted on records of the gold, as (its id, note); ``unasked`` adds the
    records on which only the reviewer said something.
    """
    by_source = {source: one for one in gold.records.values() if one.decision for source in one.decision.sources}
    refused = {source: one for one in gold.header.rejected for source in one.sources}
    found: list[tuple[int, Asked]] = []
    for name, state in files:
        for record in state.records.values():
            source = source_key(name, record.id)
            note = Asked(name, record.note, record, by_source.get(source), refused.get(source))
            if note.note or (unasked and note.answer):
                found.append((_start(state, record), note))
    for name, rows in remarks.items():
        for about, said in rows:
            if about in gold.records:
                found.append((_start(gold, gold.records[about]), Asked(name, said, None, gold.records[about])))
    return [one for _, one in sorted(found, key=lambda pair: (bool(pair[1].answer), pair[0], pair[1].annotator))]


def _start(state: Annotations, record: Record) -> int:
    place = state.place(record)
    return place.start if place is not None else sys.maxsize


def answered(gold: Annotations, one: Asked, answer: str) -> Step:
    """The step of the gold that answers a note. Raises EditError where nothing is decided, so nothing can carry it."""
    if one.gold is not None and one.gold.id in gold.records:
        now = gold.records[one.gold.id]
        return Step("note answered", (Edit(now, replace(now, note=answer)),))
    if one.rejected is not None and one.rejected in gold.header.rejected:
        kept = tuple(replace(each, note=answer) if each == one.rejected else each for each in gold.header.rejected)
        return Step("note answered", (), (gold.header, replace(gold.header, rejected=kept)))
    raise EditError("nothing is decided there yet; the note of the decision will be the answer")
