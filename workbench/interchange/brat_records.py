"""A brat file's records while they come together, and the notes by which our own come back whole."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from workbench.core.annotation import Decision, Record, Value
from workbench.core.codebook import Issue
from workbench.core.entity import Entity
from workbench.core.errors import Problem
from workbench.core.span import Span
from workbench.interchange.brat_lines import Line
from workbench.interchange.drafting import LayerDraft
from workbench.interchange.fragments import quoted

OURS = "Workbench"
"""The type of the notes that hold what brat has no place for."""

NOTE = "AnnotatorNotes"


class Rest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a note of ours says of a record, as JSON on one line."""

    id: str = ""
    anchor: bool = False
    """The trigger is only a place to hang the event on, not a part of the record."""
    note: str = ""
    flag: bool = False
    origin: str = ""
    decision: list[str] = []
    """The decision, its reason, date and fingerprint, then its sources."""
    values: dict[str, str | int | list[str]] = {}


@dataclass(slots=True)
class Mapped:
    """The records of one file, which lines each came from, and what else the lines bring."""

    records: dict[str, Record] = field(default_factory=dict)
    owners: dict[int, set[str]] = field(default_factory=dict)
    """The number of a line → the records that it is part of."""
    lines: dict[str, Line] = field(default_factory=dict)
    """Record → the line that others point to it by."""
    brought: list[Entity | Issue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dropped: list[tuple[Line, str]] = field(default_factory=list)
    """Lines that no record could take, and why."""


@dataclass(slots=True)
class Building:
    draft: LayerDraft
    id: str
    parts: dict[str, list[Span]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    rest: Rest = field(default_factory=Rest)

    def record(self, text: str) -> Record:
        """The record as it came together."""
        parts = {name: quoted(spans, text) for name, spans in self.parts.items()}
        rest = self.rest
        decision = None
        if rest.decision:
            (made, reason, date, fingerprint), sources = rest.decision[:4], rest.decision[4:]
            decision = Decision(tuple(sources), made, reason, date, fingerprint)
        more = {name: tuple(one) if isinstance(one, list) else one for name, one in rest.values.items()}
        note = rest.note or "\n".join(self.notes)
        return Record(self.draft.name, self.id, parts, {**self.values, **more}, note, rest.flag, rest.origin, decision)
