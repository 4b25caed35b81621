"""The codebook: the layers of a project, the slots of their records, and the issues.

A slot is a part (a place in the text), a reference (pointers to records, entities, issues or the author), a link (a pointer
to one entity or issue) or an attribute (a value).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

SlotType = Literal["part", "reference", "link", "attribute"]
AttributeKind = Literal["choice", "text", "integer", "ordinal"]

_POINTED_AT = frozenset(("entity", "issue", "author"))
"""What a slot can point to beside records; a layer with such a name would be taken for it."""

RESERVED = frozenset(
    "format article text_sha256 annotator status codebook refused rejected id note flag origin from decision reason date "
    "start end quote".split()
)
"""Names that no layer and no slot may carry, because the files use them."""

COLORS = ("cyan", "magenta", "green", "yellow", "blue", "red")
"""The colours a layer may be given; one that names none takes the next of these."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DIGITS = frozenset("123456789")
_NOT_A_VALUE_KEY = _DIGITS | {"/", "?", " "}
_FAR_SIGNS = frozenset("@[]{}\\|~#$^`")
"""Signs that German, French or Nordic keyboards type with AltGr or as a dead key, if at all."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a layer."""

    name: str
    type: SlotType
    title: str = ""
    help: str = ""
    required: bool = False
    many: bool = False
    to: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    kind: AttributeKind = "choice"
    default: str | int | None = None

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self.title or self.name

    def shaped(self, value: str | int | tuple[str, ...] | None) -> str | int | tuple[str, ...] | None:
        """One value as the slot holds it: in a list where it is declared ``many``."""
        return (value,) if self.many and isinstance(value, str) else value

    def value_keys(self) -> dict[str, str]:
        """Key → value in a form: the declared keys, else the first free letter of each value.

        A value whose declared key is a sign that some keyboards hardly type has its letter besides.
        """
        declared = dict(zip(self.keys, self.values, strict=False))
        lettered = [value for key, value in declared.items() if key in _FAR_SIGNS] if self.keys else self.values
        table = dict(declared)
        for value in lettered:
            letter = next((letter for letter in value if letter.isalpha() and letter not in table), "")
            if letter:
                table[letter] = value
        return table


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of record."""

    name: str
    prefix: str
    slots: tuple[Slot, ...]
    title: str = ""
    key: str = ""
    color: str = ""
    help: str = ""
    by_name: dict[str, Slot] = field(default_factory=dict, repr=False, compare=False)
    entity_slot: Slot | None = field(init=False, repr=False, compare=False)
    """The link slot that points to an entity."""

    def __post_init__(self) -> None:
        self.by_name.update({slot.name: slot for slot in self.slots})
        entity = next((slot for slot in self.slots if slot.type == "link" and "entity" in slot.to), None)
        object.__setattr__(self, "entity_slot", entity)

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self.title or self.name

    @property
    def parts(self) -> tuple[Slot, ...]:
        """The slots that are places in the text."""
        return tuple(slot for slot in self.slots if slot.type == "part")

    @property
    def main_part(self) -> Slot | None:
        """The part that a selection fills: the first required one, else the last."""
        parts = self.parts
        return next((slot for slot in parts if slot.required), parts[-1] if parts else None)

    def of_type(self, kind: SlotType) -> tuple[Slot, ...]:
        """The slots of one type."""
        return tuple(slot for slot in self.slots if slot.type == kind)


@dataclass(frozen=True, slots=True)
class Issue:
    """A named topic, with an optional parent topic."""

    id: str
    title: str = ""
    parent: str = ""
    help: str = ""

    @property
    def label(self) -> str:
        """What the screen calls it."""
        return self.title or self.id


@dataclass(frozen=True, slots=True)
class Codebook:
    """Layers and issues of one version."""

    version: int
    title: str
    layers: tuple[Layer, ...]
    issues: tuple[Issue, ...] = ()
    by_name: dict[str, Layer] = field(default_factory=dict, repr=False, compare=False)
    issues_by_id: dict[str, Issue] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.by_name.update({layer.name: layer for layer in self.layers})
        self.issues_by_id.update({issue.id: issue for issue in self.issues})

    def layer(self, name: str) -> Layer:
        """The layer of this name; KeyError where there is none (names are checked when files are read)."""
        return self.by_name[name]

    def color(self, layer: Layer) -> str:
        """The layer's colour, or the next of ``COLORS`` by its place."""
        return layer.color or COLORS[self.layers.index(layer) % len(COLORS)]


def codebook_problems(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Everything a codebook says that cannot be meant, as (key, what)."""
    yield from _layer_problems(codebook)
    ids = [issue.id for issue in codebook.issues]
    for number, issue in enumerate(codebook.issues):
        if ids.index(issue.id) != number:
            yield f"issue[{number}].id", f"“{issue.id}” stands twice; take one of the two [[issue]] tables out"
        if issue.parent and issue.parent not in codebook.issues_by_id:
            yield f"issue[{number}].parent", f"there is no issue “{issue.parent}”"
        seen, above = {issue.id}, issue.parent
        while above in codebook.issues_by_id:
            if above in seen:
                yield f"issue[{number}].parent", "the parents form a circle"
                break
            seen.add(above)
            above = codebook.issues_by_id[above].parent


def _layer_problems(codebook: Codebook) -> Iterator[tuple[str, str]]:
    if not codebook.layers:
        yield "layer", "a codebook needs at least one layer"
    for what, values in (
        ("name", [layer.name for layer in codebook.layers]),
        ("prefix", [layer.prefix for layer in codebook.layers]),
        ("key", [layer.key for layer in codebook.layers if layer.key]),
    ):
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield f"layer.{what}", f"“{value}” stands twice"
    for number, layer in enumerate(codebook.layers):
        place = f"layer[{number}]"
        if not _NAME.fullmatch(layer.name) or layer.name in RESERVED | _POINTED_AT:
            yield f"{place}.name", f"“{layer.name}” is not a free name of small letters, digits and _"
        if not _NAME.fullmatch(layer.prefix):
            yield f"{place}.prefix", f"“{layer.prefix}” is not a short name of small letters"
        if len(layer.key) > 1 or layer.key in _DIGITS:
            yield f"{place}.key", "a key is one letter or sign"
        if layer.color and layer.color not in COLORS:
            yield f"{place}.color", f"“{layer.color}” is none of {', '.join(COLORS)}"
        names = [slot.name for slot in layer.slots]
        for index, slot in enumerate(layer.slots):
            for key, what in _slot_problems(slot, codebook):
                yield f"{place}.slot[{index}].{key}", what
            if names.index(slot.name) != index:
                yield f"{place}.slot[{index}].name", f"“{slot.name}” stands twice"


def _slot_problems(slot: Slot, codebook: Codebook) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(slot.name) or slot.name in RESERVED:
        yield "name", f"“{slot.name}” is not a free name of small letters, digits and _"
    targets = {"entity", "issue"} if slot.type == "link" else _POINTED_AT | codebook.by_name.keys()
    if slot.type in ("link", "reference"):
        if not slot.to:
            yield "to", f"a {slot.type} needs `to`: what may it point to?"
        for target in slot.to:
            if target not in targets:
                yield "to", f"“{target}” is none of {', '.join(sorted(targets))}"
    if slot.type == "link" and len(slot.to) > 1:
        yield "to", "a link points to either entities or issues; use a reference for several kinds"
    if slot.type == "attribute" and slot.kind in ("choice", "ordinal") and not slot.values:
        yield "values", f"an attribute of kind {slot.kind} needs values"
    for value in sorted({value for value in slot.values if not value or slot.values.count(value) > 1}):
        yield "values", f"“{value}” stands twice" if value else "a value needs at least one letter"
    yield from _default_problems(slot)
    if slot.keys and (len(slot.keys) != len(slot.values) or len(set(slot.keys)) != len(slot.keys)):
        yield "keys", "one different key for each value"
    for key in slot.keys:
        if len(key) != 1 or key in _NOT_A_VALUE_KEY:
            yield "keys", f"“{key}” is taken in forms; use another letter or sign"


def _default_problems(slot: Slot) -> Iterator[tuple[str, str]]:
    if slot.default is None:
        return
    if slot.type != "attribute":
        yield "default", "only an attribute has a default"
    elif slot.kind == "integer":
        if not isinstance(slot.default, int):
            yield "default", f"“{slot.default}” is not a whole number"
    elif not isinstance(slot.default, str):
        yield "default", f"{slot.default} is a number; put it in quotation marks"
    elif slot.values and slot.default not in slot.values:
        yield "default", f"“{slot.default}” is none of {', '.join(slot.values)}"
