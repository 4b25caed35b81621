"""Annotation files read strictly: TOML → declared shapes → values.

A file error (syntax, unknown key, wrong type, newer format, an id twice) refuses the whole file. A record error (a span
outside the text, a quote that does not match) is left to ``core.check``: the record is read and shown as broken.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected, Value
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.errors import FileError
from workbench.store.strict import check_format, convert, parse_toml


class _Place(msgspec.Struct, forbid_unknown_fields=True, frozen=True, gc=False):
    start: int
    end: int
    quote: str


class _Refused(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    layer: str
    start: int
    end: int
    quote: str
    entity: str = ""
    origin: str = ""
    reason: str = ""
    date: str = ""
    note: str = ""


class _Rejected(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"sources": "from"}):
    sources: list[str]
    reason: str = ""
    date: str = ""
    fingerprint: str = ""
    note: str = ""


_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|'{3}.*?'{3}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'|#[^\n]*|^[ \t]*\[\[([^\]\n]+)\]\]''',
    re.DOTALL | re.MULTILINE,
)
"""Strings and comments, which may look like headers, and the headers of arrays of tables, whose name it captures."""

_RECORD_FIELDS = {
    "note": (str, ""),
    "flag": (bool, False),
    "origin": (str, ""),
    "decision": (str, ""),
    "reason": (str, ""),
    "date": (str, ""),
    "fingerprint": (str, ""),
}


def _slot_type(slot: Slot) -> Any:
    if slot.type == "part":
        return list[_Place]
    if slot.type == "attribute" and slot.kind == "integer":
        return list[int] if slot.many else int
    return list[str] if slot.many else str


def _layer_shape(layer: Layer) -> type[msgspec.Struct]:
    """The shape of one record; slot names are prefixed inside Python, because a slot may be called like a keyword."""
    fields: list[Any] = [("id", str)]
    fields += [(f"slot_{slot.name}", _slot_type(slot) | None, None) for slot in layer.slots]
    fields += [(name, kind, default) for name, (kind, default) in _RECORD_FIELDS.items()]
    fields.append(("sources", list[str], msgspec.field(default_factory=list)))
    rename = {f"slot_{slot.name}": slot.name for slot in layer.slots} | {"sources": "from"}
    return msgspec.defstruct(layer.name, fields, rename=rename, forbid_unknown_fields=True, frozen=True)


class AnnotationReader:
    """Reads files of one codebook; the shapes are made once."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        fields: list[Any] = [
            ("format", int),
            ("article", str),
            ("text_sha256", str),
            ("annotator", str),
            ("status", str, "open"),
            ("codebook", int, 1),
            ("refused", list[_Refused], msgspec.field(default_factory=list)),
            ("rejected", list[_Rejected], msgspec.field(default_factory=list)),
        ]
        for layer in codebook.layers:
            fields.append((f"layer_{layer.name}", list[_layer_shape(layer)], msgspec.field(default_factory=list)))  # type: ignore[misc]
        rename = {f"layer_{layer.name}": layer.name for layer in codebook.layers}
        self._shape = msgspec.defstruct("Annotations", fields, rename=rename, forbid_unknown_fields=True, frozen=True)

    def read(self, data: bytes, shown_as: str) -> Annotations:
        """The annotations in ``data``. Raises FileError."""
        tables = parse_toml(data, shown_as)
        check_format(tables, shown_as)
        file: Any = convert(tables, self._shape, shown_as)
        self._check_nesting(data.decode(), shown_as)
        if file.status not in ("open", "done"):
            raise FileError(shown_as, f"“{file.status}” is neither open nor done", key="status")
        records: dict[str, Record] = {}
        for layer in self._codebook.layers:
            for row in getattr(file, f"layer_{layer.name}"):
                record = _record(row, layer)
                self._check_id(record, layer, records, shown_as)
                records[record.id] = record
        refused = tuple(Refused(*msgspec.structs.astuple(one)) for one in file.refused)
        rejected = tuple(
            Rejected(tuple(one.sources), one.reason, one.date, one.fingerprint, one.note) for one in file.rejected
        )
        header = Header(file.article, file.text_sha256, file.annotator, file.status, file.codebook, refused, rejected)
        return Annotations(header, records)

    def _check_nesting(self, text: str, shown_as: str) -> None:
        """TOML gives ``[[claim.cue]]`` to the last claim, wherever it stands; a merge by lines can move it away."""
        above = ""
        for found in _TOKEN.finditer(text):
            if not found[1]:
                continue
            layer, dot, _ = name = re.sub(r"[\s\"']", "", found[1]).partition(".")
            if not dot:
                above = layer
            elif layer != above and layer in self._codebook.by_name:
                line = text.count("\n", 0, found.start(1)) + 1
                what = f"line {line}: stands under [[{above}]]; put it under the [[{layer}]] that it belongs to"
                raise FileError(shown_as, what, key="".join(name))

    def _check_id(self, record: Record, layer: Layer, records: dict[str, Record], shown_as: str) -> None:
        label = f"{layer.name} {record.id}"
        if not record.id or ":" in record.id:
            raise FileError(shown_as, "an id is letters and digits without a colon", record=label, key="id")
        if record.id in records:
            other = records[record.id].layer
            raise FileError(
                shown_as, f"stands twice (also in {other}); give one of them a new id", record=label, key="id"
            )


def _record(row: Any, layer: Layer) -> Record:
    parts: dict[str, tuple[Fragment, ...]] = {}
    values: dict[str, Value] = {}
    for slot in layer.slots:
        found = getattr(row, f"slot_{slot.name}")
        if found is None:
            continue
        if slot.type != "part":
            values[slot.name] = tuple(found) if isinstance(found, list) else found
        elif found:
            parts[slot.name] = tuple(Fragment(one.start, one.end, one.quote) for one in found)
    decision = None
    if row.decision or row.sources or row.reason or row.date or row.fingerprint:
        decision = Decision(tuple(row.sources), row.decision, row.reason, row.date, row.fingerprint)
    return Record(layer.name, row.id, parts, values, row.note, row.flag, row.origin, decision)
