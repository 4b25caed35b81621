"""What a codebook has to gain so that it can hold what is imported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workbench.core.codebook import Codebook, Issue, Layer, Slot
from workbench.store.codebook_edits import Additions


@dataclass(slots=True)
class Growth:
    """Collects layers and issues; what the codebook has already is left as it is."""

    codebook: Codebook
    """As it will be."""
    troubles: list[str] = field(default_factory=list)
    """What cannot be added, because the codebook means something else by the same name."""
    _layers: dict[str, Layer] = field(default_factory=dict)
    _slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)
    _values: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    _targets: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    _issues: dict[str, Issue] = field(default_factory=dict)

    def additions(self) -> Additions:
        """Everything that was collected."""
        issues = tuple(self._issues.values())
        return Additions(tuple(self._layers.values()), self._slots, self._values, self._targets, issues)

    def names(self) -> tuple[str, ...]:
        """What was collected, as a person is told it: ``layer disease``, ``stance.polarity: mixed``."""
        added = [f"layer {name}" for name in self._layers]
        added += [f"slot {layer}.{slot.name}" for layer, slots in self._slots.items() for slot in slots]
        for table in (self._values, self._targets):
            added += [f"{layer}.{slot}: {', '.join(more)}" for (layer, slot), more in table.items()]
        return (*added, *(f"issue {issue_id}" for issue_id in self._issues))

    def add_issue(self, issue: Issue) -> None:
        """An issue that may be known."""
        if issue.id not in self.codebook.issues_by_id:
            self._issues[issue.id] = issue
            self.codebook = _with(self.codebook, issues=(*self.codebook.issues, issue))

    def add_layer(self, layer: Layer) -> None:
        """A layer that may be known, wholly or in part."""
        known = self.codebook.by_name.get(layer.name)
        if known is None:
            layer = self._fitting(layer)
            self._layers[layer.name] = layer
            self.codebook = _with(self.codebook, layers=(*self.codebook.layers, layer))
            return
        grown = known
        for slot in layer.slots:
            grown = self._grow(grown, slot)
        if grown.slots != known.slots:
            if layer.name in self._layers:
                self._layers[layer.name] = grown
            layers = (grown if one.name == grown.name else one for one in self.codebook.layers)
            self.codebook = _with(self.codebook, layers=tuple(layers))

    def _fitting(self, layer: Layer) -> Layer:
        """A layer whose prefix and key no other layer has."""
        prefixes = {one.prefix for one in self.codebook.layers}
        prefix, number = layer.prefix, 2
        while prefix in prefixes:
            prefix, number = f"{layer.prefix}{number}", number + 1
        key = "" if layer.key in {one.key for one in self.codebook.layers} else layer.key
        return replace(layer, prefix=prefix, key=key, by_name={})

    def _grow(self, layer: Layer, slot: Slot) -> Layer:
        known = layer.by_name.get(slot.name)
        new = layer.name in self._layers
        if known is None:
            if not new:
                self._slots[layer.name] = (*self._slots.get(layer.name, ()), slot)
            return replace(layer, slots=(*layer.slots, slot), by_name={})
        if known.type != slot.type or known.many != slot.many:
            what = f"the codebook has {_kind(known)} “{slot.name}” in “{layer.name}”, the import {_kind(slot)}"
            self.troubles.append(f"{what}; rename one of them")
            return layer
        values = _more(known.values, slot.values) if known.type == "attribute" and known.kind != "text" else ()
        targets = _more(known.to, slot.to) if known.type == "reference" else ()
        if not values and not targets:
            return layer
        for table, more in ((self._values, values), (self._targets, targets)):
            if more and not new:
                table[layer.name, slot.name] = (*table.get((layer.name, slot.name), ()), *more)
        grown = replace(known, values=(*known.values, *values), to=(*known.to, *targets))
        slots = tuple(grown if one.name == slot.name else one for one in layer.slots)
        return replace(layer, slots=slots, by_name={})


def _kind(slot: Slot) -> str:
    article = "an" if slot.type == "attribute" else "a"
    return f"{article} {slot.type} of many values" if slot.many else f"{article} {slot.type}"


def _more(known: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    there = set(known)
    return tuple(dict.fromkeys(one for one in wanted if one not in there))


def _with(
    codebook: Codebook, *, layers: tuple[Layer, ...] | None = None, issues: tuple[Issue, ...] | None = None
) -> Codebook:
    layers = codebook.layers if layers is None else layers
    return Codebook(codebook.version, codebook.title, layers, codebook.issues if issues is None else issues)
