"""Questions about what aligned records hold: the values of attributes, and what links and references come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import cast

from workbench.core.annotation import Record
from workbench.core.codebook import Layer, Slot
from workbench.review.measures import (
    Label,
    Metric,
    Pattern,
    Patterns,
    Value,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from workbench.review.question import Measure, Question, Strand
from workbench.review.scene import Item, Scene
from workbench.review.spans import MARKED, RIGHT, Counts

_SCALES: Mapping[str, tuple[Metric, ...]] = {
    "integer": ("nominal", "ordinal", "interval"),
    "ordinal": ("nominal", "ordinal"),
}
"""The scales on which attributes of a kind are measured; every other kind is nominal."""

_LabelOf = Callable[[str, Record], Label | None]


def attribute_question(layer: Layer, slot: Slot, annotators: int) -> Question:
    """Share of equal values, κ and α of an attribute. An ordinal value counts as its rank in the codebook."""
    ranks = {value: rank for rank, value in enumerate(slot.values)} if slot.kind == "ordinal" else None

    def label(annotator: str, record: Record) -> Label | None:
        value = record.values.get(slot.name)
        return value if ranks is None or value is None else ranks.get(str(value))

    share = ("percent_agreement", _of_labels(percent_agreement))
    named = (share, *_coefficients(annotators, _SCALES.get(slot.kind, ("nominal",))))
    gather = partial(gather_labels, layer.name, label)
    return Question(layer.name, slot.name, gather, named, slot, drawn=slot.kind != "text")


def pointer_questions(layer: Layer, slot: Slot, annotators: int) -> Iterator[Question]:
    """The share of links or references that come to the same, and κ and α of what they come to."""
    name = "link_agreement" if slot.type == "link" else "reference_agreement"
    yield Question(layer.name, slot.name, partial(_pointing, layer.name, slot), ((name, _share),), slot)

    def labels(scene: Scene) -> Strand:
        return gather_labels(layer.name, lambda who, record: scene.label(who, record, slot), scene)

    yield Question(layer.name, slot.name, labels, tuple(_coefficients(annotators, ("nominal",))), slot)


def _coefficients(annotators: int, scales: tuple[Metric, ...]) -> Iterator[Measure]:
    if annotators == 2:
        yield "cohen_kappa", _of_labels(cohen_kappa)
    yield "fleiss_kappa", _of_labels(fleiss_kappa)
    for scale in scales:
        yield f"krippendorff_alpha_{scale}", _of_labels(partial(krippendorff_alpha, metric=scale))


def _of_labels(measure: Callable[[Patterns], Value]) -> Callable[[Counts], Value]:
    """The counts of a question about labels are ``Patterns``."""
    return cast(Callable[[Counts], Value], measure)


def gather_labels(layer: str, label: _LabelOf, scene: Scene) -> Strand:
    """The labels of aligned records; one that somebody lacks, or left without a label, is a missing label."""
    items: list[Item] = []
    labels: list[Pattern] = []
    for row, item in zip(scene.rows(layer), scene.items(layer), strict=True):
        pattern = tuple(label(who, one) if one else None for who, one in zip(scene.annotators, row, strict=True))
        if sum(one is not None for one in pattern) >= 2:
            items.append(item)
            labels.append(pattern)
    return labelled(items, labels)


def labelled(items: list[Item], labels: list[Pattern]) -> Strand:
    """Items with their labels; they differ where two annotators gave different ones."""
    different = [item for item, pattern in zip(items, labels, strict=True) if len(set(pattern) - {None}) > 1]
    return Strand(cast(Counts, Counter(labels)), items, different, labels)


def label_measures(annotators: int, *, prefix: str) -> tuple[Measure, ...]:
    """Share of equal labels, κ and nominal α under names of their own."""
    named = (("agreement", _of_labels(percent_agreement)), *_coefficients(annotators, ("nominal",)))
    return tuple((f"{prefix}{name}", measure) for name, measure in named)


def _pointing(layer: str, slot: Slot, scene: Scene) -> Strand:
    """Aligned pairs of records of which at least one points somewhere, and those that come to the same."""
    counts: Counter[Hashable] = Counter()
    items: list[Item] = []
    different: list[Item] = []
    for row, item in zip(scene.rows(layer), scene.items(layer), strict=True):
        labels = [scene.label(who, one, slot) for who, one in zip(scene.annotators, row, strict=True) if one]
        pairs = [(one, other) for one, other in combinations(labels, 2) if one is not None or other is not None]
        if pairs:
            right = sum(one == other for one, other in pairs)
            counts.update({RIGHT: right, MARKED: len(pairs)})
            items.append(item)
            if right < len(pairs):
                different.append(item)
    return Strand(counts, items, different)


def _share(counts: Counts) -> Value:
    marked = counts.get(MARKED, 0)
    if not marked:
        return Value(None, 0, "undefined, because no record that two annotators have points anywhere")
    return Value(counts.get(RIGHT, 0) / marked, round(marked))
