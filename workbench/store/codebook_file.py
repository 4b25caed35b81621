"""``codebook.toml`` read into a Codebook."""

from __future__ import annotations

from pathlib import Path

import msgspec

from workbench.core.codebook import AttributeKind, Codebook, Issue, Layer, Slot, SlotType, codebook_problems
from workbench.core.errors import FileError
from workbench.store.strict import check_format, convert, parse_toml, read_bytes

_SETTLE = "keep what both sides added, each issue once under its own [[issue]], and take git’s lines out"


class _Slot(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str
    type: SlotType
    title: str = ""
    help: str = ""
    required: bool = False
    many: bool = False
    to: list[str] = []
    values: list[str] = []
    keys: list[str] = []
    kind: AttributeKind = "choice"
    default: str | int | None = None


class _Layer(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    name: str
    prefix: str
    slot: list[_Slot]
    title: str = ""
    key: str = ""
    color: str = ""
    help: str = ""


class _Issue(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    title: str = ""
    parent: str = ""
    help: str = ""


class _Codebook(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: int
    layer: list[_Layer]
    version: int = 1
    title: str = ""
    issue: list[_Issue] = []


def parse_codebook(data: bytes, shown_as: str) -> Codebook:
    """The codebook in ``data``. Raises FileError with the place of the first thing that is wrong."""
    tables = parse_toml(data, shown_as, _SETTLE)
    check_format(tables, shown_as)
    file = convert(tables, _Codebook, shown_as)
    layers = tuple(
        Layer(
            row.name,
            row.prefix,
            tuple(_slot(slot) for slot in row.slot),
            row.title,
            row.key,
            row.color,
            row.help,
        )
        for row in file.layer
    )
    issues = tuple(Issue(row.id, row.title, row.parent, row.help) for row in file.issue)
    codebook = Codebook(file.version, file.title, layers, issues)
    for key, what in codebook_problems(codebook):
        raise FileError(shown_as, what, key=key)
    return codebook


def read_codebook(path: Path, shown_as: str) -> Codebook:
    """The codebook at ``path``. Raises FileError."""
    return parse_codebook(read_bytes(path, shown_as), shown_as)


def _slot(row: _Slot) -> Slot:
    return Slot(
        row.name,
        row.type,
        row.title,
        row.help,
        row.required,
        row.many,
        tuple(row.to),
        tuple(row.values),
        tuple(row.keys),
        row.kind,
        row.default,
    )
