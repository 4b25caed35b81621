"""What an imported JSON task carried and ours has no place for, as one line of JSON, and how it is given back."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

import msgspec

from workbench.interchange.gathering import Gathered

_PLACE = frozenset(("start", "end", "text", "label", "token_start", "token_end", "key", "start_offset", "end_offset"))


class _Thing(msgspec.Struct, frozen=True):
    label: str = ""
    rest: dict[str, object] = {}


class _Line(msgspec.Struct, frozen=True):
    annotator: str = ""
    rest: dict[str, object] = {}
    marks: dict[str, _Thing] = {}
    arcs: dict[str, _Thing] = {}
    dropped: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """One task's own keys, and by record what its marks and arcs said."""

    annotator: str = ""
    rest: Mapping[str, object] = field(default_factory=dict)
    marks: Mapping[str, _Thing] = field(default_factory=dict)
    arcs: Mapping[str, _Thing] = field(default_factory=dict)
    dropped: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def read(cls, line: str) -> Kept:
        """A line that ``kept_of`` made; one that is something else keeps nothing."""
        try:
            found = msgspec.json.decode(line, type=_Line)
        except msgspec.DecodeError:
            return cls()
        return cls(found.annotator, found.rest, found.marks, found.arcs, found.dropped)

    @property
    def labels(self) -> dict[str, str]:
        """Record → the label that its mark came with."""
        return {record: thing.label for record, thing in self.marks.items() if thing.label}

    def of_mark(self, record: str, label: str) -> Mapping[str, object]:
        """What else the mark of a record said, as long as it is labelled as it was."""
        thing = self.marks.get(record)
        return thing.rest if thing and thing.label == label else {}

    def of_arc(self, record: str, label: str) -> Mapping[str, object]:
        """What else the arc of a record said."""
        thing = self.arcs.get(f"{record}/{label}")
        return thing.rest if thing else {}

    def whole(self, text: Mapping[str, object]) -> dict[str, object]:
        """A task that made no records, as it came."""
        return {**text, **self.rest, **self.dropped}


def kept_of(
    row: Mapping[str, object],
    ours: Container[str],
    annotator: str,
    made: Gathered,
    marks: object,
    arcs: object,
) -> dict[str, object]:
    """What is kept of a task: its keys but ``ours``, and of the objects in its lists ``marks`` and ``arcs`` what is no place.

    Where no mark and no arc became a record, but there are some, they are kept whole.
    """
    rest = {key: value for key, value in row.items() if key not in ours}
    spans = marks if isinstance(marks, list) else []
    relations = arcs if isinstance(arcs, list) else []
    line: dict[str, object] = {"annotator": annotator, "rest": rest}
    if (spans or relations) and not made.marks:
        line["dropped"] = {name: row[name] for name in ("spans", "relations", "label", "entities") if name in row}
        return line
    line["marks"] = {made.marks[n]: _thing(span) for n, span in enumerate(spans) if n in made.marks}
    line["arcs"] = {f"{made.arcs[n]}/{_label(arc)}": _thing(arc) for n, arc in enumerate(relations) if made.arcs.get(n)}
    return line


def _label(thing: object) -> str:
    return str(thing.get("label", thing.get("type", ""))) if isinstance(thing, dict) else ""


def _thing(thing: object) -> object:
    """The label of a mark or an arc, and its keys that say no place."""
    if isinstance(thing, list):
        return {"label": str(thing[2]) if len(thing) > 2 else ""}
    if not isinstance(thing, dict):
        return {}
    hidden = _PLACE | {"head", "child", "from_id", "to_id"}
    return {"label": _label(thing), "rest": {key: value for key, value in thing.items() if key not in hidden}}
