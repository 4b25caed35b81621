"""Layers that are found out while a foreign file is read: what a codebook has already counts, the rest is added to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.core.codebook import AttributeKind, Codebook, Layer, Slot, SlotType
from workbench.interchange.naming import free_prefix


@dataclass(slots=True)
class SlotDraft:
    """A slot while it is found out."""

    name: str
    type: SlotType
    many: bool = False
    kind: AttributeKind = "choice"
    to: dict[str, None] = field(default_factory=dict)
    values: dict[str, None] = field(default_factory=dict)
    required: bool = False
    title: str = ""

    def slot(self) -> Slot:
        """As it stands."""
        return Slot(
            self.name,
            self.type,
            title=self.title,
            required=self.required,
            many=self.many,
            to=tuple(self.to),
            values=tuple(self.values) if self.kind in ("choice", "ordinal") else (),
            kind=self.kind,
        )


@dataclass(slots=True)
class LayerDraft:
    """A layer while it is found out."""

    name: str
    prefix: str
    known: Layer | None
    slots: dict[str, SlotDraft] = field(default_factory=dict)
    title: str = ""

    @property
    def main_part(self) -> SlotDraft | None:
        """The part that a span of this type fills: the first required one, else the last."""
        parts = [one for one in self.slots.values() if one.type == "part"]
        return next((one for one in parts if one.required), parts[-1] if parts else None)

    def slot(self, name: str, slot_type: SlotType, **more: bool) -> SlotDraft:
        """The slot of this name, added where there is none; where another type has the name, one with a ``_`` behind."""
        while (found := self.slots.get(name)) is not None and found.type != slot_type:
            name += "_"
        if found is None:
            found = self.slots[name] = SlotDraft(name, slot_type, many=more.get("many", False))
        return found

    def layer(self) -> Layer:
        """As it stands."""
        return Layer(self.name, self.prefix, tuple(one.slot() for one in self.slots.values()), title=self.title)


class Drafts:
    """The layers of a codebook, and those that come to it."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._drafts: dict[str, LayerDraft] = {}

    def layer(self, name: str) -> LayerDraft:
        """The layer of this name, added where there is none."""
        if (found := self._drafts.get(name)) is not None:
            return found
        known = self._codebook.by_name.get(name)
        if known is None:
            prefix = free_prefix(name, self._codebook, [one.prefix for one in self._drafts.values()])
            draft = LayerDraft(name, prefix, None)
        else:
            draft = LayerDraft(name, known.prefix, known, {slot.name: _draft(slot) for slot in known.slots})
        self._drafts[name] = draft
        return draft

    def has(self, layer: str, slots: Iterable[str]) -> bool:
        """Whether the codebook itself has a layer with these slots."""
        known = self._codebook.by_name.get(layer)
        return known is not None and all(slot in known.by_name for slot in slots)

    def found(self) -> Iterator[Layer]:
        """The layers that the codebook lacks, or has with fewer slots or values."""
        for draft in self._drafts.values():
            made = draft.layer()
            if draft.known is None or [_held(one) for one in made.slots] != [_held(one) for one in draft.known.slots]:
                yield made


def _held(slot: Slot) -> tuple[object, ...]:
    return slot.name, slot.to, slot.values


def _draft(slot: Slot) -> SlotDraft:
    return SlotDraft(
        slot.name,
        slot.type,
        slot.many,
        slot.kind,
        dict.fromkeys(slot.to),
        dict.fromkeys(slot.values),
        slot.required,
        slot.title,
    )
