"""The rules a record keeps: its spans lie in the text, its quotes stand there, its values and references exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.core.annotation import AUTHOR, Annotations, Record, target_kind
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.entity import NIL
from workbench.core.errors import Problem
from workbench.core.text import Text

REQUIRED = "is required"
"""What is said of a slot that is empty and must not be: the record is incomplete, and what it holds may be sound."""

ANOTHER_TEXT = "the article’s text is another than these annotations were made on"
"""What is said of a file whose hash is not that of the text."""

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record is checked against; ``entity_exists`` is None where no catalogue is at hand.

    ``undecided`` holds the records of annotators (``annotator/id``) that a gold may point to while its review goes on.
    """

    codebook: Codebook
    text: Text
    sha256: str
    path: str = ""
    entity_exists: Callable[[str], bool] | None = None
    undecided: frozenset[str] = frozenset()


def record_label(record: Record) -> str:
    """A record as messages name it: ``claim c-7f3a2k``."""
    return f"{record.layer} {record.id}"


def record_problems(record: Record, state: Annotations, around: Surroundings) -> list[Problem]:
    """Everything that is wrong with one record, each with its key."""
    found = [
        *_shape_problems(record, around.codebook.layer(record.layer)),
        *_part_problems(record, around),
        *_value_problems(record, state, around),
    ]
    return [Problem(around.path, what, record_label(record), key) for key, what in found]


def annotation_problems(state: Annotations, around: Surroundings) -> list[Problem]:
    """Everything that is wrong with a file's records, and with its hash."""
    found: list[Problem] = []
    if state.header.text_sha256 != around.sha256:
        what = f"{ANOTHER_TEXT}; repair the records whose quote moved, or take it as it is"
        found.append(Problem(around.path, what, key="text_sha256"))
    for record in state.records.values():
        found.extend(record_problems(record, state, around))
    return found


def _shape_problems(record: Record, layer: Layer) -> Iterator[tuple[str, str]]:
    """What no file could hold: something in a slot of another type, half a character."""
    for name in record.parts:
        if name not in layer.by_name or layer.by_name[name].type != "part":
            yield name, f"is no part of {layer.name}"
    for name, value in record.values.items():
        slot = layer.by_name.get(name)
        if slot is None or slot.type == "part":
            yield name, f"{layer.name} has no such value"
        elif isinstance(value, tuple) != slot.many:
            yield name, "takes a list" if slot.many else "takes one value"
    texts = {"note": record.note, **{name: record.text(name) for name in record.values}}
    for name, text in texts.items():
        if _HALF.search(text):
            yield name, "holds half a character (a lone surrogate), which no file can keep"


def _part_problems(record: Record, around: Surroundings) -> Iterator[tuple[str, str]]:
    length = len(around.text)
    layer = around.codebook.layer(record.layer)
    for part, fragments in record.parts.items():
        last_end = -1
        for number, fragment in enumerate(fragments):
            key = f"{part}[{number}]"
            if fragment.start < 0:
                yield f"{key}.start", f"{fragment.start} lies before the text"
            elif fragment.end > length:
                yield f"{key}.end", f"{fragment.end} lies behind the text, which ends at {length}"
            elif fragment.start >= fragment.end:
                yield f"{key}.end", f"{fragment.end} is not behind the start, {fragment.start}"
            elif (there := around.text.slice(fragment.start, fragment.end)) != fragment.quote:
                yield f"{key}.quote", f"the text says {_short(there)} there, not {_short(fragment.quote)}"
            elif fragment.start < last_end:
                yield f"{key}.start", "overlaps the fragment before it"
            last_end = max(last_end, fragment.end)
    for slot in layer.parts:
        if slot.required and not record.parts.get(slot.name):
            yield slot.name, REQUIRED


def _value_problems(record: Record, state: Annotations, around: Surroundings) -> Iterator[tuple[str, str]]:
    for slot in around.codebook.layer(record.layer).slots:
        if slot.type == "part":
            continue
        value = record.values.get(slot.name)
        if value is None or value == "" or value == ():
            if slot.required:
                yield slot.name, REQUIRED
        elif slot.type == "attribute":
            yield from _attribute_problems(slot, value)
        else:
            for target in value if isinstance(value, tuple) else (value,):
                if what := _target_problem(slot, str(target), record, state, around):
                    yield slot.name, what


def _attribute_problems(slot: Slot, value: object) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, tuple) else (value,):
        if slot.kind == "integer":
            if not isinstance(one, int):
                yield slot.name, f"“{one}” is not a whole number"
        elif not isinstance(one, str):
            yield slot.name, f"{one} is not a text"
        elif slot.kind != "text" and one not in slot.values:
            yield slot.name, f"“{one}” is none of {', '.join(slot.values)}"


def _target_problem(slot: Slot, target: str, record: Record, state: Annotations, around: Surroundings) -> str:
    if slot.type == "link":
        kind, target_id = slot.to[0], target
    else:
        kind, target_id = target_kind(target)
    if kind == "record":
        other = state.records.get(target_id)
        if other is None and target_id in around.undecided:
            return "" if state.header.status == "open" else f"“{target_id}” is not decided, and the gold is done"
        if other is None:
            return f"there is no record “{target_id}”"
        if other.layer not in slot.to:
            return f"“{target_id}” is a record of {other.layer}; {slot.name} takes {', '.join(slot.to)}"
        return "points to its own record" if target_id == record.id else ""
    if kind not in slot.to:
        return f"“{target}” is none of {', '.join(slot.to)}"
    if kind == "issue" and target_id not in around.codebook.issues_by_id:
        return f"there is no issue “{target_id}” in the codebook"
    if kind == "entity" and target_id != NIL and around.entity_exists and not around.entity_exists(target_id):
        return f"there is no entity “{target_id}” in the catalogue"
    if kind not in ("entity", "issue", AUTHOR) or (kind == AUTHOR and target != AUTHOR):
        return f"“{target}” is not a reference"
    return ""


def _short(quote: str) -> str:
    return f"“{quote}”" if len(quote) <= 40 else f"“{quote[:25]}…{quote[-12:]}”"
