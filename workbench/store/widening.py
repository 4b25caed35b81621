"""A codebook widened by what stands in files, so that files of an older or newer codebook can be compared and merged.

Git shows and merges versions of a file whose codebook is not the one in the folder: an old commit's, the other branch's.
What such a file has and the codebook lacks is added by its shape: a list of tables with a start is a part, a list of
strings a reference to several things, a string or a whole number an attribute. Nothing is checked here but the shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.core.annotation import Annotations
from workbench.core.codebook import RESERVED, Codebook, Layer, Slot
from workbench.core.errors import FileError
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.canonical_reader import CanonicalReader
from workbench.store.strict import parse_toml

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_all(files: Sequence[tuple[str, bytes]], codebook: Codebook) -> tuple[list[Annotations], Codebook]:
    """The annotations of files given as (path as shown, bytes), and the codebook that fits all of them.

    Raises FileError where one cannot be read as annotations whatever the codebook.
    """
    try:
        return [_read(data, codebook, shown_as) for shown_as, data in files], codebook
    except FileError:
        wide = codebook
        for shown_as, data in files:
            wide = _widened(wide, parse_toml(data, shown_as))
        if wide is codebook:
            raise
        return [_read(data, wide, shown_as) for shown_as, data in files], wide


def _read(data: bytes, codebook: Codebook, shown_as: str) -> Annotations:
    quick = CanonicalReader(codebook).read(data)
    return quick.state if quick is not None else AnnotationReader(codebook).read(data, shown_as)


def _widened(codebook: Codebook, tables: Mapping[str, object]) -> Codebook:
    """The codebook with the layers and slots that these tables have besides; itself where it has them all."""
    layers = list(codebook.layers)
    for name, rows in tables.items():
        if name in RESERVED or not _NAME.fullmatch(name) or not _is_tables(rows):
            continue
        number = next((n for n, layer in enumerate(layers) if layer.name == name), len(layers))
        if number == len(layers):
            layers.append(Layer(name, name, ()))
        layers[number] = _with_slots(layers[number], rows)
    if all(new is old for new, old in zip(layers, codebook.layers, strict=False)) and len(layers) == len(
        codebook.layers
    ):
        return codebook
    return Codebook(codebook.version, codebook.title, tuple(layers), codebook.issues)


def _with_slots(layer: Layer, rows: object) -> Layer:
    slots = list(layer.slots)
    known = set(layer.by_name) | RESERVED | {"fingerprint"}
    for row in rows if isinstance(rows, list) else ():
        before = ""
        for key, value in row.items():
            slot = _slot(key, value) if key not in known else None
            if slot is not None:
                at = next((n for n, one in enumerate(slots) if one.name == before), -1) + 1
                slots.insert(at if before else len(slots), slot)
                known.add(key)
            before = key if key not in RESERVED else before
    return layer if len(slots) == len(layer.slots) else replace(layer, slots=tuple(slots), by_name={})


def _slot(name: str, value: object) -> Slot | None:
    """The slot of a value's shape; None for a shape that no slot has."""
    if not _NAME.fullmatch(name):
        return None
    if _is_tables(value):
        return Slot(name, "part")
    if isinstance(value, list):
        return Slot(name, "reference", many=True)
    if isinstance(value, str):
        return Slot(name, "attribute", kind="text")
    return Slot(name, "attribute", kind="integer") if type(value) is int else None


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
