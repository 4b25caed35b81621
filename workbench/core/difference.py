"""How two records, or two states of a file, differ: slot by slot, and in words that a person reads.

A slot reads as ``content: 1317–1450 “that the Pentagon …”``; a pointer to a record of the file also gives that record's
words, so that nobody has to look an id up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Header, Record, Refused, Rejected
from workbench.core.codebook import Codebook, Layer
from workbench.core.merge import Conflict

_LONGEST_NAME = 48
"""How many characters of a record's words stand in its heading."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record of which two states differ; None where a state has it not. ``keys`` are the slots that differ."""

    before: Record | None
    after: Record | None
    keys: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """The later record, or the one that is gone. Raises ValueError where there is neither."""
        side = self.after or self.before
        if side is None:
            raise ValueError("a change needs a record on one side")
        return side


@dataclass(frozen=True, slots=True)
class HeadChange:
    """One line of the head that differs; None where a state has it not."""

    key: str
    before: str | None
    after: str | None


def changes(before: Annotations, after: Annotations, codebook: Codebook) -> list[Change]:
    """The records that differ, in the order of the files."""
    found: list[Change] = []
    for record_id in dict.fromkeys((*before.records, *after.records)):
        old, new = before.records.get(record_id), after.records.get(record_id)
        if old != new:
            keys = differing(old, new, codebook) if old is not None and new is not None else ()
            found.append(Change(old, new, keys))
    ranks = {layer.name: rank for rank, layer in enumerate(codebook.layers)}

    def place(change: Change) -> tuple[int, tuple[int, int, str]]:
        record = change.record
        return ranks[record.layer], (after if change.after is not None else before).order_key(record)

    return sorted(found, key=place)


def head_changes(before: Header, after: Header) -> list[HeadChange]:
    """The lines of the head that differ; what was refused or rejected counts line by line."""
    olds, news = dict(_head(before)), dict(_head(after))
    found = [
        HeadChange(key, olds[key], news[key])
        for key in ("article", "annotator", "status", "codebook", "text_sha256")
        if olds[key] != news[key]
    ]
    for key in ("refused", "rejected"):
        old, new = (_turned_down(header, key) for header in (before, after))
        found += [HeadChange(key, one, None) for one in old if one not in new]
        found += [HeadChange(key, None, one) for one in new if one not in old]
    return found


def differing(one: Record, other: Record, codebook: Codebook) -> tuple[str, ...]:
    """The slots and other keys in which two records differ, in the order of the files."""
    if one.layer != other.layer:
        return ("layer",)
    first, second = _fields(one), _fields(other)
    keys = (*_keys(codebook.layer(one.layer)), *first, *second)
    return tuple(key for key in dict.fromkeys(keys) if first.get(key) != second.get(key))


def described(record: Record, state: Annotations, codebook: Codebook) -> dict[str, str]:
    """Key → what stands there, in words, for everything that is set; ``state`` holds what the record points to."""
    fields = _fields(record)
    words: dict[str, str] = {}
    for key in dict.fromkeys((*_keys(codebook.layer(record.layer)), *fields)):
        if key in record.parts:
            pieces = (f"{one.start}–{one.end} “{one.quote}”" for one in record.parts[key])
            words[key] = " … ".join(pieces)
        elif key in record.values:
            value = record.values[key]
            several = value if isinstance(value, tuple) else (value,)
            words[key] = ", ".join(_pointed(one, state) for one in several)
        elif key in fields and key != "layer":
            found = fields[key]
            words[key] = ", ".join(found) if isinstance(found, tuple) else str(found)
    return words


def heading(record: Record, codebook: Codebook) -> str:
    """A record by its layer, id and first words: ``claim c-7f3a2k “that the Pentagon is leading…”``."""
    words = _words(record, codebook.layer(record.layer))
    return f"{record.layer} {record.id} {words}".rstrip()


def file_lines(state: Annotations, codebook: Codebook, undecided: Sequence[Conflict] = ()) -> Iterator[str]:
    """A file as lines of which each tells one thing, in the order of the file: what git compares and shows.

    A record that is undecided stands twice, ours and theirs, between marks as git makes them.
    """
    open_ids = {conflict.id: conflict for conflict in undecided}
    standing = {one.id: side for one in undecided if (side := one.ours or one.theirs) is not None}
    whole = Annotations(state.header, {**state.records, **standing})
    yield from (f"{key}: {value}" for key, value in _head(state.header))
    for layer in codebook.layers:
        for record in whole.of_layer(layer.name):
            yield ""
            if (conflict := open_ids.get(record.id)) is None:
                yield from _record_lines(record, whole, codebook)
                continue
            yield "<<<<<<< ours"
            yield from _record_lines(conflict.ours, whole, codebook)
            yield "======="
            yield from _record_lines(conflict.theirs, whole, codebook)
            yield ">>>>>>> theirs"
    for key in ("refused", "rejected"):
        for words in _turned_down(state.header, key):
            yield ""
            yield f"{key} {words}"


def _record_lines(record: Record | None, state: Annotations, codebook: Codebook) -> Iterator[str]:
    if record is not None:
        yield heading(record, codebook)
        yield from (f"    {key}: {words}" for key, words in described(record, state, codebook).items())


def _keys(layer: Layer) -> Sequence[str]:
    return [slot.name for slot in layer.slots]


def _fields(record: Record) -> Mapping[str, object]:
    """Everything that is set, by the key under which the file has it."""
    fields: dict[str, object] = {"layer": record.layer, **record.parts, **record.values}
    for key in ("note", "flag", "origin"):
        if value := getattr(record, key):
            fields[key] = value
    if (decision := record.decision) is not None:
        fields |= {"from": decision.sources, "decision": decision.decision}
        for key in ("reason", "date", "fingerprint"):
            if value := getattr(decision, key):
                fields[key] = value
    return fields


def _pointed(value: str | int, state: Annotations) -> str:
    other = state.records.get(value) if isinstance(value, str) else None
    words = _quote(other) if other is not None else ""
    return f"{value} “{words}”" if words else str(value)


def _words(record: Record, layer: Layer) -> str:
    part = layer.main_part
    fragments = record.parts.get(part.name, ()) if part is not None else ()
    words = " … ".join(one.quote for one in fragments) or _quote(record)
    return f"“{_short(words)}”" if words else ""


def _quote(record: Record) -> str:
    first = next(iter(record.parts.values()), ())
    return _short(" … ".join(one.quote for one in first))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_NAME else f"{words[: _LONGEST_NAME - 1]}…"


def _head(header: Header) -> Iterator[tuple[str, str]]:
    yield "article", header.article
    yield "annotator", header.annotator
    yield "status", header.status
    yield "codebook", str(header.codebook)
    yield "text_sha256", header.text_sha256


def _turned_down(header: Header, key: str) -> list[str]:
    if key == "refused":
        return [_refused(one) for one in header.refused]
    return [_rejected(one) for one in header.rejected]


def _refused(one: Refused) -> str:
    why = (one.reason, one.date, f"“{one.note}”" if one.note else "")
    what = " · ".join(part for part in (" ".join(part for part in (one.entity, one.origin) if part), *why) if part)
    return f"{one.layer} {one.start}–{one.end} “{one.quote}” {what}".rstrip()


def _rejected(one: Rejected) -> str:
    why = (one.reason, one.date, one.fingerprint, f"“{one.note}”" if one.note else "")
    return " · ".join((", ".join(one.sources), *(part for part in why if part)))
