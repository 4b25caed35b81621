"""Annotations as canonical TOML.

Layers stand in the codebook's order; records by first start, then end, then id; slots in the codebook's order. The text of
a record that did not change since the last call is kept, so a save costs what changed.
"""

from __future__ import annotations

from workbench.core.annotation import Annotations, Decision, Header, Record, Refused, Rejected
from workbench.core.codebook import Codebook, Layer
from workbench.store.strict import FORMAT
from workbench.store.toml_text import Flat, Plain, flat_table, table_text


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
    if refused.entity:
        table["entity"] = refused.entity
    if refused.origin:
        table["origin"] = refused.origin
    return table_text("refused", table)


def _rejected_text(rejected: Rejected) -> str:
    table: dict[str, Plain | list[str]] = {"from": list(rejected.sources)}
    for key in ("reason", "date", "fingerprint", "note"):
        if value := getattr(rejected, key):
            table[key] = value
    return table_text("rejected", table)


class AnnotationWriter:
    """Writes the annotations of one file again and again; remembers the text of each record."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._kept: dict[str, tuple[Record, str]] = {}

    def remember(self, record: Record, text: str) -> None:
        """The canonical text of a record as it was read."""
        self._kept[record.id] = (record, text)

    def text(self, state: Annotations) -> str:
        """The whole file."""
        by_layer: dict[str, list[Record]] = {layer.name: [] for layer in self._codebook.layers}
        for record in state.records.values():
            by_layer[record.layer].append(record)
        out = [header_text(state.header)]
        for layer in self._codebook.layers:
            for record in sorted(by_layer[layer.name], key=state.order_key):
                out.append(self._record(record, layer))
        out += [_refused_text(refused) for refused in state.header.refused]
        out += [_rejected_text(rejected) for rejected in state.header.rejected]
        if len(self._kept) > 2 * len(state.records) + 64:
            self._kept = {key: kept for key, kept in self._kept.items() if key in state.records}
        return "".join(out)

    def _record(self, record: Record, layer: Layer) -> str:
        kept = self._kept.get(record.id)
        if kept is not None and kept[0] is record:
            return kept[1]
        text = record_text(record, layer)
        self._kept[record.id] = (record, text)
        return text


def annotation_bytes(state: Annotations, codebook: Codebook) -> bytes:
    """The whole file of these annotations, canonical, as UTF-8."""
    return AnnotationWriter(codebook).text(state).encode("utf-8")
