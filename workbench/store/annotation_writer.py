"""Annotations as canonical TOML.

Layers stand in the codebook's order; records by first start, then end, then id; slots in the codebook's order. The bytes of
a record that did not change since the last call are kept, so a save costs what changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from workbench.core.annotation import Annotations, Decision, Header, Record, Refused, Rejected
from workbench.core.codebook import Codebook, Layer
from workbench.store.strict import FORMAT
from workbench.store.toml_text import Flat, Plain, flat_table, table_text

Key = tuple[int, int, str]
"""Where a record stands in its layer: first start, the end of that fragment, id."""


class Kept(NamedTuple):
    """A record with the bytes it is written as and its place; no place where that depends on other records."""

    record: Record
    data: bytes
    key: Key | None


def header_text(header: Header) -> str:
    """The lines above the records."""
    table: dict[str, Plain] = {
        "format": FORMAT,
        "article": header.article,
        "text_sha256": header.text_sha256,
        "annotator": header.annotator,
        "status": header.status,
        "codebook": header.codebook,
    }
    return flat_table(table)


def record_text(record: Record, layer: Layer) -> str:
    """One record with its parts, each table after a blank line."""
    table: dict[str, Plain | list[str]] = {"id": record.id}
    for slot in layer.slots:
        value = record.values.get(slot.name)
        if slot.type != "part" and value is not None:
            table[slot.name] = list(value) if isinstance(value, tuple) else value
    if record.note:
        table["note"] = record.note
    if record.flag:
        table["flag"] = True
    if record.origin:
        table["origin"] = record.origin
    if record.decision is not None:
        table |= _decision_table(record.decision)
    text = [table_text(layer.name, table)]
    for slot in layer.parts:
        for fragment in record.parts.get(slot.name, ()):
            place: Flat = {"start": fragment.start, "end": fragment.end, "quote": fragment.quote}
            text.append(table_text(f"{layer.name}.{slot.name}", place))
    return "".join(text)


def _decision_table(decision: Decision) -> dict[str, Plain | list[str]]:
    table: dict[str, Plain | list[str]] = {"from": list(decision.sources), "decision": decision.decision}
    for key in ("reason", "date", "fingerprint"):
        if value := getattr(decision, key):
            table[key] = value
    return table


def _refused_text(refused: Refused) -> str:
    table: dict[str, Plain | list[str]] = {
        "layer": refused.layer,
        "start": refused.start,
        "end": refused.end,
        "quote": refused.quote,
    }
    for key in ("entity", "origin", "reason", "date", "note"):
        if value := getattr(refused, key):
            table[key] = value
    return table_text("refused", table)


def _rejected_text(rejected: Rejected) -> str:
    table: dict[str, Plain | list[str]] = {"from": list(rejected.sources)}
    for key in ("reason", "date", "fingerprint", "note"):
        if value := getattr(rejected, key):
            table[key] = value
    return table_text("rejected", table)


class AnnotationWriter:
    """Writes the annotations of one file again and again; keeps the bytes and the place of each record."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._kept: dict[str, Kept] = {}

    def remember(self, kept: Iterable[Kept]) -> None:
        """What a reader found in canonical spelling need not be dumped again."""
        self._kept.update((one.record.id, one) for one in kept)

    def data(self, state: Annotations) -> bytes:
        """The whole file."""
        rows: dict[str, list[tuple[Key, bytes]]] = {layer.name: [] for layer in self._codebook.layers}
        known = self._kept
        floating: list[Kept] = []
        for record in state.records.values():
            kept = known.get(record.id)
            if kept is None or kept.record is not record:
                kept = known[record.id] = self._renewed(record, kept)
            if kept.key is None:
                floating.append(kept)
            else:
                rows[record.layer].append((kept.key, kept.data))
        if floating:
            placed = self._in_slot_order(state, floating)
            for record, data, _ in floating:
                rows[record.layer].append((placed.order_key(placed.records[record.id]), data))
        out = [header_text(state.header).encode()]
        for layer in rows.values():
            layer.sort()
            out += [data for _, data in layer]
        out += [_refused_text(refused).encode() for refused in state.header.refused]
        out += [_rejected_text(rejected).encode() for rejected in state.header.rejected]
        if len(known) > 2 * len(state.records) + 64:
            self._kept = {record_id: known[record_id] for record_id in state.records}
        return b"".join(out)

    def _in_slot_order(self, state: Annotations, floating: Iterable[Kept]) -> Annotations:
        """The state in which records without a part hold their values in the codebook's order, not that of editing.

        Such a record stands where the first thing stands that it refers to.
        """
        records = dict(state.records)
        for record, _, _ in floating:
            slots = self._codebook.layer(record.layer).slots
            values = {slot.name: record.values[slot.name] for slot in slots if slot.name in record.values}
            records[record.id] = replace(record, values=values)
        return Annotations(state.header, records)

    def _renewed(self, record: Record, kept: Kept | None) -> Kept:
        """The record dumped, or, where it is equal to the one kept (it was read anew), that one's bytes."""
        if kept is not None and kept.record == record:
            return kept._replace(record=record)
        span = record.span
        data = record_text(record, self._codebook.layer(record.layer)).encode()
        return Kept(record, data, (*span, record.id) if span else None)


def annotation_bytes(state: Annotations, codebook: Codebook) -> bytes:
    """The whole file of these annotations, canonical, as UTF-8."""
    return AnnotationWriter(codebook).data(state)
