"""Which layer a statement type is, and which slot a variable.

* ``source``, ``concept``, ``content``: a claim.
* ``concept`` and ``person`` or ``organization`` (and ``agreement``): a stance; its other variables are attributes.
* A type that is called like a layer of the project: that layer, its variables the slots of their names.
* Any other: a layer of its own with the part ``passage``, its variables attributes; a long text ``note`` is the record's note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.core.codebook import Codebook, Layer, Slot
from workbench.interchange.dna_tables import BOOLEAN, INTEGER, LONG_TEXT, SHORT_TEXT, VariableRow
from workbench.interchange.naming import free_prefix, layer_name

DNA_STATEMENT = "DNA Statement"
GRADED = "Stance"
"""The type of stances that are neither for nor against: its agreement is a number."""
CLAIM = "Claim"

PERSON, ORGANIZATION, CONCEPT, AGREEMENT = "person", "organization", "concept", "agreement"
SOURCE, CUE, CONTENT, POLARITY = "source", "cue", "content", "polarity"
NOTE = "note"
PASSAGE = "passage"
YES, NO = "yes", "no"

Form = Literal["stance", "claim", "own"]

_STANCE = Layer(
    "stance",
    "s",
    (
        Slot("holder", "reference", to=("actor", "entity", "author"), required=True),
        Slot("target", "reference", to=("actor", "entity", "issue", "claim"), required=True),
        Slot("organization", "reference", to=("actor", "entity")),
        Slot("polarity", "attribute", values=("support", "oppose", "neutral", "mixed", "unclear"), required=True),
        Slot("evidence", "part"),
    ),
    title="Stances",
)
_CLAIM = Layer(
    "claim",
    "c",
    (
        Slot("source", "reference", to=("actor", "entity", "author")),
        Slot("organization", "reference", to=("actor", "entity")),
        Slot("cue", "part"),
        Slot("content", "part", required=True),
        Slot("issue", "link", to=("issue",)),
    ),
    title="Claims",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement type becomes."""

    form: Form
    layer: Layer
    part: str
    """The part that is the statement's stretch of text."""
    slots: Mapping[str, str]
    """Variable → slot, for those that are attributes or, in a layer of the project, whatever the slot is."""

    @property
    def note(self) -> bool:
        """Whether a variable is the record's note."""
        return self.form == "own" and NOTE not in self.slots


def is_stance(layer: Layer) -> bool:
    """Whether records of a layer are stances: somebody holds one towards something."""
    return {"holder", "target", "polarity"} <= layer.by_name.keys()


def is_claim(layer: Layer) -> bool:
    """Whether records of a layer are claims: somebody says something."""
    return {"source", "content"} <= layer.by_name.keys()


def part_of(layer: Layer) -> str:
    """The part of a record that is the stretch of a statement; empty where the layer has none."""
    return layer.main_part.name if layer.main_part else ""


def shape_of(label: str, variables: Sequence[VariableRow], codebook: Codebook, prefixes: Sequence[str]) -> Shape:
    """What a type of this label and these variables becomes; ``prefixes`` are taken by layers that are new too."""
    names = {one.name for one in variables}
    if {SOURCE, CONCEPT, CONTENT} <= names:
        known = {SOURCE, ORGANIZATION, CUE, CONCEPT, AGREEMENT, CONTENT}
        return _shaped("claim", _based(_CLAIM, codebook), CONTENT, variables, known)
    if CONCEPT in names and names & {PERSON, ORGANIZATION}:
        called = label in (DNA_STATEMENT, GRADED)
        base = _based(_STANCE if called else _own_stance(label, codebook, prefixes), codebook)
        return _shaped("stance", base, "evidence", variables, {PERSON, ORGANIZATION, CONCEPT, AGREEMENT, POLARITY})
    known_layer = _called(label, codebook)
    if known_layer is not None:
        slots = {one.name: one.name for one in variables if one.name in known_layer.by_name}
        return Shape("own", known_layer, part_of(known_layer), slots)
    name = layer_name(label)
    empty = Layer(name, free_prefix(name, codebook, prefixes), (Slot(PASSAGE, "part", required=True),), title=label)
    skipped = {NOTE} if any(one.name == NOTE and one.data_type == LONG_TEXT for one in variables) else set()
    return _shaped("own", empty, PASSAGE, variables, skipped)


def _own_stance(label: str, codebook: Codebook, prefixes: Sequence[str]) -> Layer:
    name = layer_name(label)
    return Layer(name, free_prefix(name, codebook, prefixes), _STANCE.slots, title=label)


def _based(wanted: Layer, codebook: Codebook) -> Layer:
    """The project's layer of this name with the slots that it lacks, else the wanted one."""
    there = codebook.by_name.get(wanted.name)
    if there is None:
        return wanted
    missing = tuple(slot for slot in wanted.slots if slot.name not in there.by_name)
    return _with_slots(there, missing)


def _shaped(form: Form, base: Layer, part: str, variables: Sequence[VariableRow], known: set[str]) -> Shape:
    """The layer with a slot for each variable that is not known."""
    slots: dict[str, str] = {}
    new: list[Slot] = []
    for one in variables:
        if one.name in known:
            continue
        name = layer_name(one.name)
        while name in slots.values() or (name in base.by_name and base.by_name[name].type != "attribute"):
            name = f"x_{name}"
        slots[one.name] = name
        if name not in base.by_name:
            new.append(_slot(name, one))
    return Shape(form, _with_slots(base, tuple(new)), part, slots)


def _with_slots(layer: Layer, slots: tuple[Slot, ...]) -> Layer:
    if not slots:
        return layer
    return Layer(layer.name, layer.prefix, (*layer.slots, *slots), layer.title, layer.key, layer.color, layer.help)


def _slot(name: str, variable: VariableRow) -> Slot:
    title = variable.name if variable.name != name else ""
    if variable.data_type == BOOLEAN:
        return Slot(name, "attribute", title, values=(YES, NO))
    return Slot(name, "attribute", title, kind="integer" if variable.data_type == INTEGER else "text")


def _called(label: str, codebook: Codebook) -> Layer | None:
    name = layer_name(label)
    return next((one for one in codebook.layers if label in (one.title, one.name) or one.name == name), None)


def data_type(slot: Slot) -> str:
    """The data type of the variable that a slot becomes."""
    if slot.type == "part" or (slot.type == "attribute" and slot.kind == "text"):
        return LONG_TEXT
    return INTEGER if slot.type == "attribute" and slot.kind == "integer" else SHORT_TEXT
