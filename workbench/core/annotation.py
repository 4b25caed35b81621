"""Annotations: the records of one annotator in one article, as values.

A record's parts are places in the text (several fragments make one discontinuous part); its values are what its
reference, link and attribute slots hold. Which slots there are, the codebook says.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from workbench.core.span import Span

Status = Literal["open", "done"]
Value = str | int | tuple[str, ...]

AUTHOR = "author"
"""The value of a reference slot that stands for the article's own voice."""


class Fragment(NamedTuple):
    """A span with the text that stands there (or, in a broken record, once stood there)."""

    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        """The place without the quote."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided about a record of the gold: from which records, how, why, when."""

    sources: tuple[str, ...]
    decision: str
    reason: str = ""
    date: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One actor mention, stance, claim, or whatever the codebook declares."""

    layer: str
    id: str
    parts: Mapping[str, tuple[Fragment, ...]] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    note: str = ""
    flag: bool = False
    origin: str = ""
    decision: Decision | None = None

    def fragments(self) -> Iterator[tuple[str, Fragment]]:
        """Every fragment with the name of its part."""
        for part, fragments in self.parts.items():
            for fragment in fragments:
                yield part, fragment

    @property
    def span(self) -> Span | None:
        """The first start and the end of the fragment that starts first; None for a record without a part."""
        best: Fragment | None = None
        for fragments in self.parts.values():
            for fragment in fragments:
                if best is None or fragment[:2] < best[:2]:
                    best = fragment
        return best.span if best else None

    def text(self, value: str) -> str:
        """The value of a slot as a string; empty where it is not set."""
        found = self.values.get(value, "")
        return ", ".join(found) if isinstance(found, tuple) else str(found)

    def references(self, slot: str) -> tuple[str, ...]:
        """What a reference or link slot points to, as a tuple, whether declared ``many`` or not."""
        found = self.values.get(slot)
        if found is None or found == "":
            return ()
        return found if isinstance(found, tuple) else (str(found),)

    def with_value(self, slot: str, value: Value | None) -> Record:
        """The record with one slot set, or emptied by None."""
        values = {name: old for name, old in self.values.items() if name != slot}
        if value is not None and value != "" and value != ():
            values[slot] = value
        return replace(self, values=values)

    def with_part(self, part: str, fragments: tuple[Fragment, ...]) -> Record:
        """The record with one part set, its fragments in the order of the text; emptied by ()."""
        parts = {name: old for name, old in self.parts.items() if name != part}
        if fragments:
            parts[part] = tuple(sorted(fragments))
        return replace(self, parts=parts)


@dataclass(frozen=True, slots=True)
class Refused:
    """What a person turned down: an entity for these words, or a suggestion of an origin, so that it stays away."""

    layer: str
    start: int
    end: int
    quote: str
    entity: str = ""
    origin: str = ""
    reason: str = ""
    date: str = ""
    note: str = ""
    """The reason code, the day and the note: where a reviewer refused a proposed entity."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A group of records of which a reviewer found none right."""

    sources: tuple[str, ...]
    reason: str = ""
    date: str = ""
    fingerprint: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the records."""

    article: str
    text_sha256: str
    annotator: str
    status: Status = "open"
    codebook: int = 1
    refused: tuple[Refused, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotations:
    """A header and the records by id."""

    header: Header
    records: Mapping[str, Record] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.records)

    def __bool__(self) -> bool:
        """Annotations without a record are annotations all the same: they have a head."""
        return True

    def of_layer(self, layer: str) -> list[Record]:
        """The records of one layer in the order of the files."""
        return sorted((record for record in self.records.values() if record.layer == layer), key=self.order_key)

    def order_key(self, record: Record) -> tuple[int, int, str]:
        """(first start, end, id); a record without a part takes the place of what it refers to, else the end."""
        span = self.place(record)
        return (span.start, span.end, record.id) if span else (sys.maxsize, sys.maxsize, record.id)

    def place(self, record: Record) -> Span | None:
        """Where a record stands: its own span, or that of what it refers to."""
        return record.span or self._place_behind(record, {record.id})

    def _place_behind(self, record: Record, seen: set[str]) -> Span | None:
        """The place of what a record without a part refers to; ``seen`` keeps a circle of references from going round."""
        for value in record.values.values():
            for target in value if isinstance(value, tuple) else (value,):
                other = self.records.get(target) if isinstance(target, str) else None
                if other is None or other.id in seen:
                    continue
                seen.add(other.id)
                if (found := other.span or self._place_behind(other, seen)) is not None:
                    return found
        return None

    def referring(self, record_id: str) -> list[Record]:
        """The records that point to this one."""
        return self.referring_to({record_id})

    def referring_to(self, record_ids: Container[str]) -> list[Record]:
        """The records that point to one of these."""
        return [record for record in self.records.values() if _points(record, record_ids)]


def _points(record: Record, record_ids: Container[str]) -> bool:
    for value in record.values.values():
        if isinstance(value, tuple):
            if any(one in record_ids for one in value):
                return True
        elif value in record_ids:
            return True
    return False


def target_kind(reference: str) -> tuple[str, str]:
    """A reference as (kind, id): ``entity:x`` → ("entity", "x"), ``author`` → ("author", ""), else ("record", id).

    A catalogue id may hold colons itself; only the first one divides.
    """
    if reference == AUTHOR:
        return AUTHOR, ""
    kind, colon, rest = reference.partition(":")
    return (kind, rest) if colon else ("record", reference)
