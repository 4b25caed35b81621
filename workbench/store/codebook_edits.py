"""Additions to ``codebook.toml``: layers, slots, values and issues.

They go through tomlkit, so that comments and spelling of everything else stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_letters

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from workbench.core.codebook import Issue, Layer, Slot
from workbench.core.errors import FileError
from workbench.store.codebook_file import parse_codebook
from workbench.store.toml_text import table_text


@dataclass(frozen=True, slots=True)
class Additions:
    """What a codebook gains."""

    layers: tuple[Layer, ...] = ()
    slots: Mapping[str, tuple[Slot, ...]] = field(default_factory=dict)
    """Layer → further slots."""
    values: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(layer, slot) → further values of a choice."""
    targets: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(layer, slot) → what else the slot may point to."""
    issues: tuple[Issue, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.layers or self.slots or self.values or self.targets or self.issues)


def extended(data: bytes, additions: Additions, shown_as: str) -> bytes:
    """The codebook in ``data`` with the additions. Raises FileError where it cannot take them."""
    try:
        document = tomlkit.parse(data.decode("utf-8"))
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise FileError(shown_as, f"is not TOML: {error}") from error
    layers = _rows(document, "layer", shown_as)
    places = (*additions.values, *additions.targets)
    touched = {*additions.slots, *(layer for layer, _ in places)}
    for table in layers:
        if str(table["name"]) in touched:
            _extend(table, additions, shown_as)
    for layer in additions.layers:
        layers.append(_layer_table(layer))
    if additions.issues:
        issues = _rows(document, "issue", shown_as)
        for issue in additions.issues:
            issues.append(_table({"id": issue.id, "title": issue.title, "parent": issue.parent, "help": issue.help}))
    made = tomlkit.dumps(document).encode("utf-8")
    parse_codebook(made, shown_as)
    return made


def with_issue(data: bytes, issue: Issue, shown_as: str) -> bytes:
    """The codebook in ``data`` with one more issue behind those that are there, every byte of it kept.

    The table stands at the end where the issues lie apart, and its lines end as those of the file do. Raises FileError
    where the codebook cannot take it.
    """
    made = extended(data, Additions(issues=(issue,)), shown_as)
    start = next((at for at, (old, new) in enumerate(zip(data, made, strict=False)) if old != new), len(data))
    rest = data[start:]
    if made.endswith(rest):
        block = made[start : len(made) - len(rest)]
    else:  # tomlkit brings tables together that lie apart
        row = {"id": issue.id, "title": issue.title, "parent": issue.parent, "help": issue.help}
        text = table_text("issue", {key: value for key, value in row.items() if value})
        block = (text if data.endswith(b"\n") else f"\n{text}").encode("utf-8")
        start, rest = len(data), b""
    if b"\r\n" in data:
        block = block.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    made = data[:start] + block + rest
    parse_codebook(made, shown_as)
    return made


def _rows(document: tomlkit.TOMLDocument | Table, name: str, shown_as: str) -> AoT:
    rows = document.setdefault(name, tomlkit.aot())
    if not isinstance(rows, AoT):
        raise FileError(shown_as, f"is not an array of tables; spell it [[{name}]]", key=name)
    return rows


def _extend(table: Table, additions: Additions, shown_as: str) -> None:
    name = str(table["name"])
    slots = _rows(table, "slot", shown_as)
    for row in slots:
        place = (name, str(row["name"]))
        for key, more in (("to", additions.targets.get(place, ())), ("values", additions.values.get(place, ()))):
            for value in more:
                row[key].append(value)
                if key == "values" and "keys" in row:
                    row["keys"].append(_free_key(value, [str(one) for one in row["keys"]]))
    for slot in additions.slots.get(name, ()):
        slots.append(_slot_table(slot))


def _free_key(value: str, taken: Iterable[str]) -> str:
    """A letter for a value's key that no other value has, one of its own where that can be."""
    used = set(taken)
    return next((one for one in f"{value.lower()}{ascii_letters}" if one.isalpha() and one not in used), value[:1])


def _layer_table(layer: Layer) -> Table:
    row = {"name": layer.name, "title": layer.title, "prefix": layer.prefix, "key": layer.key, "color": layer.color}
    table = _table(row | {"help": layer.help})
    slots = tomlkit.aot()
    for slot in layer.slots:
        slots.append(_slot_table(slot))
    table.append("slot", slots)
    return table


def _slot_table(slot: Slot) -> Table:
    return _table(
        {
            "name": slot.name,
            "type": slot.type,
            "to": list(slot.to),
            "kind": slot.kind if slot.type == "attribute" and slot.kind != "choice" else "",
            "values": list(slot.values),
            "keys": list(slot.keys),
            "default": "" if slot.default is None else slot.default,
            "required": slot.required,
            "many": slot.many,
            "title": slot.title,
            "help": slot.help,
        }
    )


def _table(row: Mapping[str, object]) -> Table:
    """A table with a blank line before it; what is empty is left out."""
    table = tomlkit.table()
    for key, value in row.items():
        if value not in ("", [], False, None):
            table.append(key, value)
    table.trivia.indent = "\n"
    return table
