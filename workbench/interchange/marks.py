"""Annotations as most tools see them: labelled marks in the text, and labelled arcs between two marks.

A record becomes one mark for each of its fragments. Its *head* is the first fragment of the layer's main part (else of any
part); arcs lead from the head to the record's other fragments, and to the heads of the records that its references name.
A mark is labelled with its layer, and where the layer has several parts with the part too: ``actor``, ``claim.cue``.
What an imported mark was called in the file that it came from is said by ``called`` and is its label again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.entity import KINDS
from workbench.interchange.kinds import kind_of

SPAN_LAYER = "span"
RELATION_LAYER = "relation"
"""The layers of imported marks and arcs that no layer of the project stands for; their attribute ``label`` says what they are."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, in code points, with a label; ``key`` is ``record/part/number`` of a mark that we wrote."""

    start: int
    end: int
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A labelled arc between two marks, named by their places in the list; ``key`` is ``record/slot`` of one that we wrote."""

    head: int
    child: int
    label: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The marks and arcs of one annotator in one text."""

    marks: tuple[Mark, ...] = ()
    arcs: tuple[Arc, ...] = ()


def drawn(
    state: Annotations, codebook: Codebook, called: Mapping[str, str] | None = None, kinds: bool = False
) -> Drawing:
    """The marks of every record in the order of the text, and their arcs.

    ``called`` gives records (by id) the label that they came with; ``kinds`` labels an actor with its kind.
    """
    placed = sorted(_marks(state, codebook, called or {}, kinds), key=lambda mark: (mark.start, -mark.end, mark.key))
    at = {mark.key: number for number, mark in enumerate(placed)}
    heads = {record.id: _head(record, codebook) for record in state.records.values()}
    arcs: list[Arc] = []
    for record in sorted(state.records.values(), key=state.order_key):
        if (head := heads[record.id]) in at:
            arcs.extend(_arcs(record, head, at, heads, codebook, placed))
    return Drawing(tuple(placed), tuple(arcs))


def mark_label(record: Record, part: str, layer: Layer | None) -> str:
    """What a mark of this part is called: the layer, and the part where the layer has several."""
    if record.layer == SPAN_LAYER and (said := record.text("label")):
        return said
    return record.layer if layer is None or len(layer.parts) < 2 else f"{record.layer}.{part}"


def _marks(state: Annotations, codebook: Codebook, called: Mapping[str, str], kinds: bool) -> Iterator[Mark]:
    for record in state.records.values():
        layer = codebook.by_name.get(record.layer)
        for part, fragments in record.parts.items():
            label = mark_label(record, part, layer)
            if record.id in called and label == record.layer and _still(record, called[record.id]):
                label = called[record.id]
            elif kinds and record.text("kind") in KINDS and label == record.layer:
                label = record.text("kind")
            for number, fragment in enumerate(fragments):
                yield Mark(fragment.start, fragment.end, label, f"{record.id}/{part}/{number}")


def _still(record: Record, label: str) -> bool:
    """Whether a record is yet of the kind that its first label said."""
    return kind_of(label) in ("", record.text("kind"))


def _head(record: Record, codebook: Codebook) -> str:
    layer = codebook.by_name.get(record.layer)
    main = layer.main_part.name if layer and layer.main_part else ""
    part = main if record.parts.get(main) else next((name for name, found in record.parts.items() if found), "")
    return f"{record.id}/{part}/0"


def _arcs(
    record: Record,
    head: str,
    at: Mapping[str, int],
    heads: Mapping[str, str],
    codebook: Codebook,
    placed: list[Mark],
) -> Iterator[Arc]:
    layer = codebook.by_name.get(record.layer)
    for part, fragments in record.parts.items():
        for number in range(len(fragments)):
            if (key := f"{record.id}/{part}/{number}") != head:
                yield Arc(at[head], at[key], f"{record.layer}.{part}", f"{record.id}/{part}")
    if record.layer == RELATION_LAYER:
        return
    for slot in layer.of_type("reference") if layer else ():
        for target in record.references(slot.name):
            if heads.get(target) in at:
                yield Arc(at[head], at[heads[target]], f"{record.layer}.{slot.name}", f"{record.id}/{slot.name}")


def relation_arcs(state: Annotations, drawing: Drawing, codebook: Codebook) -> list[Arc]:
    """The arcs of records that are nothing but an arc (``relation``): from ``head`` to ``child``, called by their label."""
    at = {mark.key: number for number, mark in enumerate(drawing.marks)}
    found: list[Arc] = []
    for record in state.of_layer(RELATION_LAYER):
        ends = [state.records.get(record.text(slot)) for slot in ("head", "child")]
        keys = [_head(end, codebook) for end in ends if end is not None]
        if len(keys) == 2 and all(key in at for key in keys):
            found.append(Arc(at[keys[0]], at[keys[1]], record.text("label"), f"{record.id}/"))
    return sorted(found, key=lambda arc: (arc.head, arc.child, arc.label, arc.key))


def span_layer(prefix: str, features: tuple[str, ...] = ()) -> Layer:
    """The layer of imported marks: the text, its label, and whatever else the format says of each."""
    slots = (Slot("text", "part", required=True), *(_said(name) for name in ("label", *features)))
    return Layer(SPAN_LAYER, prefix, slots, "Spans")


def relation_layer(prefix: str, layers: tuple[str, ...]) -> Layer:
    """The layer of imported arcs between records of these layers."""
    ends = tuple(Slot(name, "reference", required=True, to=layers) for name in ("head", "child"))
    return Layer(RELATION_LAYER, prefix, (*ends, _said("label")), "Relations")


def _said(name: str) -> Slot:
    return Slot(name, "attribute", kind="text")


def quoted(text: str, start: int, end: int) -> Fragment:
    """The fragment of these code points."""
    return Fragment(start, end, text[start:end])
