"""Which labels the records of an annotator put on which stretches of the text, and what a label means when it is read."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.annotation import Annotations, Fragment, Record, Value
from workbench.interchange.drafting import Drafts, LayerDraft
from workbench.interchange.exchange import Surroundings
from workbench.interchange.kinds import kind_of
from workbench.interchange.naming import layer_name

_SHORT = {
    "person": "PER",
    "organization": "ORG",
    "state": "GPE",
    "place": "LOC",
    "media": "MEDIA",
    "armed-group": "MILITIA",
    "other": "MISC",
}
"""The kinds of actors as label schemes shorten them."""

Lost = tuple[str, str, str, str]
"""(record, slot, what, rule)."""


class Labels:
    """The labels of one annotator's records."""

    def __init__(self, around: Surroundings, state: Annotations, *, kinds: bool, roles: bool) -> None:
        self._around = around
        self._state = state
        self._kinds = kinds
        self._roles: dict[str, str] = {}
        self.annotator = state.header.annotator
        self.chosen: list[tuple[str, Fragment]] = []
        """The labelled fragments in the order of the text, none over another."""
        self.lost: list[Lost] = []
        """Those that lie over one of these, and records without any."""
        if roles:
            for record in state.records.values():
                for slot in around.codebook.layer(record.layer).of_type("reference"):
                    for target in record.references(slot.name):
                        self._roles.setdefault(target, f"{record.layer}.{slot.name}")
        self._choose()

    def _choose(self) -> None:
        order = {layer.name: at for at, layer in enumerate(self._around.codebook.layers)}
        found: list[tuple[int, int, int, str, str, Fragment]] = []
        lost, kept = self.lost, self.chosen
        for record in self._state.records.values():
            for part, fragment in record.fragments():
                rank = order[record.layer]
                found.append((fragment.start, -fragment.end, rank, record.id, part, fragment))
            if record.span is None:
                lost.append((record.id, "", "stands at no place of the text", "unplaced"))
        reached = 0
        for start, _, _, record_id, part, fragment in sorted(found, key=lambda one: one[:5]):
            if start < reached:
                lost.append((record_id, part, f"“{_short(fragment.quote)}” overlaps what begins before it", "overlap"))
            elif not fragment.quote.strip():
                lost.append((record_id, part, "holds nothing but white space", "text"))
            else:
                kept.append((self._label(self._state.records[record_id], part), fragment))
                reached = fragment.end

    def _label(self, record: Record, part: str) -> str:
        layer = self._around.codebook.layer(record.layer)
        if record.id in self._roles and len(layer.parts) == 1:
            return self._roles[record.id]
        if self._kinds and layer.name == "actor" and (kind := self._kind(record)) in _SHORT:
            return _SHORT[kind]
        return layer.name if len(layer.parts) == 1 else f"{layer.name}.{part}"

    def _kind(self, record: Record) -> str:
        """The kind of an actor: the entity's, where it is linked, else its own."""
        entity = self._around.catalogue.resolve(record.text("entity"))
        return entity.kind if entity else record.text("kind")

    def values(self) -> Iterator[Lost]:
        """Everything beside the places, a row a record."""
        for record in self._state.records.values():
            held = [*record.values, *(name for name in ("note", "flag", "origin", "decision") if getattr(record, name))]
            if held:
                yield record.id, ", ".join(held), "only the place is kept", "values"


def _short(quote: str) -> str:
    return quote if len(quote) <= 40 else f"{quote[:25]}…{quote[-12:]}"


def labelled_layer(label: str, drafts: Drafts) -> tuple[LayerDraft, str, dict[str, Value]]:
    """The layer, the part and the values that a label means: ours by its name, an actor's kind, else a layer of that name."""
    name, dot, part = label.partition(".")
    if drafts.has(name, (part,) if dot else ()):
        draft = drafts.layer(name)
        slot = draft.slots[part] if dot else draft.main_part
        if slot is not None and slot.type == "part":
            return draft, slot.name, {}
    kind = "other" if label == _SHORT["other"] else kind_of(label)
    if kind and drafts.has("actor", ("mention", "kind")):
        draft = drafts.layer("actor")
        draft.slots["kind"].values[kind] = None
        return draft, "mention", {"kind": kind}
    draft = drafts.layer(layer_name(label))
    slot = draft.main_part or draft.slot("text", "part")
    return draft, slot.name, {}
