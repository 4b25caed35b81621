"""Questions about stances, wherever in the text they were marked: who is for or against whom, as a set of triples.

They are asked about every layer that has the slots *holder*, *target* and *polarity*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from workbench.core.codebook import Layer
from workbench.review.choices import label_measures, labelled
from workbench.review.measures import Label, Pattern
from workbench.review.question import Question, Strand
from workbench.review.scene import Item, Scene
from workbench.review.spans import f1, set_counts

_Triple = tuple[Label, Label, str]
_Found = Mapping[_Triple, list[str]]


def stance_questions(layer: Layer, annotators: int) -> Iterator[Question]:
    """F1 of (holder, target) and (holder, target, polarity), each once an article; polarity where two share a pair."""
    if not {"holder", "target", "polarity"} <= layer.by_name.keys():
        return
    for name, size in (("stance_pair_f1", 2), ("stance_triplet_f1", 3)):
        yield Question(layer.name, "", partial(_sets, layer, size), ((name, f1),))
    yield Question(
        layer.name,
        "polarity",
        partial(_shared_pairs, layer),
        label_measures(annotators, prefix="shared_pair_"),
        layer.by_name["polarity"],
    )


def _sets(layer: Layer, size: int, scene: Scene) -> Strand:
    rows: list[dict[tuple[Label, ...], list[tuple[str, str]]]] = []
    for name, found in _triples(layer, scene):
        cut: dict[tuple[Label, ...], list[tuple[str, str]]] = defaultdict(list)
        for triple, ids in found.items():
            cut[triple[:size]] += [(name, record_id) for record_id in ids]
        rows.append(cut)
    items: list[Item] = []
    different: list[Item] = []
    for key in dict.fromkeys(key for row in rows for key in row):
        items.append(Item(scene.article, tuple(one for row in rows for one in row.get(key, ()))))
        if not all(key in row for row in rows):
            different.append(items[-1])
    return Strand(set_counts([set(row) for row in rows]), items, different)


def _shared_pairs(layer: Layer, scene: Scene) -> Strand:
    """Pairs of holder and target that two annotators have; one who has several polarities for it has them as a set."""
    rows = dict(_triples(layer, scene))
    pairs: dict[tuple[Label, Label], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    records: dict[tuple[Label, Label], list[tuple[str, str]]] = defaultdict(list)
    for name, found in rows.items():
        for (holder, target, polarity), ids in found.items():
            pairs[holder, target][name].append(polarity)
            records[holder, target] += [(name, record_id) for record_id in ids]
    items: list[Item] = []
    labels: list[Pattern] = []
    for pair, polarities in pairs.items():
        if len(polarities) >= 2:
            items.append(Item(scene.article, tuple(records[pair])))
            labels.append(
                tuple(" + ".join(sorted(polarities[n])) if n in polarities else None for n in scene.annotators)
            )
    return labelled(items, labels)


def _triples(layer: Layer, scene: Scene) -> Iterator[tuple[str, _Found]]:
    """Each annotator with a file, and their triples with the ids of the records; stances without both ends are none."""
    holder, target = layer.by_name["holder"], layer.by_name["target"]
    for name, state in zip(scene.annotators, scene.files, strict=True):
        if state is None:
            continue
        found: dict[_Triple, list[str]] = defaultdict(list)
        for record in state.of_layer(layer.name):
            ends = scene.label(name, record, holder), scene.label(name, record, target)
            if ends[0] is not None and ends[1] is not None:
                found[ends[0], ends[1], record.text("polarity")].append(record.id)
        yield name, found
