"""Questions about places in the text: the parts of records, and frames, which are records with all that they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import cast

from workbench.core.codebook import Layer, Slot
from workbench.review.measures import Pattern, Value, krippendorff_alpha
from workbench.review.question import NO_TEXT, Measure, Question, Strand
from workbench.review.scene import Item, Row, Scene, extent_of
from workbench.review.spans import (
    MARKED,
    RIGHT,
    Counts,
    Extent,
    covered_words,
    exact_counts,
    f1,
    partial_counts,
    partial_matches,
    set_counts,
    word_patterns,
)
from workbench.review.unitizing import unitizing_alpha_2016, unitizing_alpha_over, unitizing_counts, units

_Alike = Callable[[Extent, Extent], bool]
_Count = Callable[[Sequence[Sequence[Extent]]], Counter[Hashable]]
_WORD = "word"


def part_questions(layer: Layer, slot: Slot, annotators: int) -> Iterator[Question]:
    """Span F1 (exact, partial, by word), α by word and α for unitizing of one part."""
    ways: tuple[tuple[str, _Count, _Alike], ...] = (
        ("span_f1_exact", exact_counts, _same),
        ("span_f1_partial", partial_counts, _touch),
    )
    for name, count, alike in ways:
        yield Question(layer.name, slot.name, partial(_spans, layer.name, slot.name, count, alike), ((name, f1),))
    words = (("token_f1", _token_f1), ("token_alpha", _token_alpha))
    yield Question(layer.name, slot.name, partial(_words, layer.name, slot.name), words)
    yield unitizing_question(layer, slot.name, (slot,), annotators)


def _spans(layer: str, part: str, count: _Count, alike: _Alike, scene: Scene) -> Strand:
    rows = [row for row in scene.extents(layer, part) if row is not None]
    return Strand(count(rows), *_marked(scene, layer, (part,), alike))


def _marked(scene: Scene, layer: str, parts: Sequence[str], alike: _Alike) -> tuple[list[Item], list[Item]]:
    """The items in which somebody marked one of these parts, and those that not all who have a file marked alike."""
    key = (layer, tuple(parts))
    if alike is _same and key in scene.marked:
        return scene.marked[key]
    items: list[Item] = []
    different: list[Item] = []
    here = [index for index, state in enumerate(scene.files) if state is not None]
    names = [scene.annotators[index] for index in here]
    for row, item in zip(scene.rows(layer), scene.items(layer), strict=True):
        records = [row[index] for index in here]
        extents = [
            [scene.extent(name, record, part) if record else () for name, record in zip(names, records, strict=True)]
            for part in parts
        ]
        if any(any(made) for made in extents):
            items.append(item)
            if not all(alike(one, other) for made in extents for one, other in combinations(made, 2)):
                different.append(item)
    if alike is _same:
        scene.marked[key] = items, different
    return items, different


def _same(one: Extent, other: Extent) -> bool:
    return one == other


def _touch(one: Extent, other: Extent) -> bool:
    return one == other or bool(partial_matches([one], [other]))


def _words(layer: str, part: str, scene: Scene) -> Strand:
    if scene.words is None:
        return Strand({NO_TEXT: 1})
    spans = scene.words.spans
    covered = [None if row is None else covered_words(spans, row) for row in scene.extents(layer, part)]
    counts: dict[Hashable, float] = {**set_counts([row for row in covered if row is not None])}
    counts.update({(_WORD, pattern): count for pattern, count in word_patterns(len(spans), covered).items()})
    return Strand(counts, *_marked(scene, layer, (part,), _same))


def _token_f1(counts: Counts) -> Value:
    return Value(None, 0, NO_TEXT) if NO_TEXT in counts else f1(counts)


def _token_alpha(counts: Counts) -> Value:
    if NO_TEXT in counts:
        return Value(None, 0, NO_TEXT)
    columns = {cast(Pattern, key[1]): count for key, count in counts.items() if isinstance(key, tuple)}
    return krippendorff_alpha(columns)


def unitizing_question(layer: Layer, on: str, parts: Sequence[Slot], annotators: int) -> Question:
    """α for unitizing, over several parts as its categories; of a single part in both definitions."""
    names = [part.name for part in parts]
    measures: list[Measure] = [("unitizing_alpha_2004", partial(_unitizing_alpha, names, annotators))]
    if len(names) == 1:
        measures.append(("unitizing_alpha_2016", partial(_unitizing_alpha_2016, names[0], annotators)))
    return Question(layer.name, on, partial(_units, layer.name, names), tuple(measures))


def _units(layer: str, parts: Sequence[str], scene: Scene) -> Strand:
    """The units of each part; an article that not all annotators have coded gives none."""
    if scene.words is None:
        return Strand({NO_TEXT: 1})
    length = scene.words.length
    counts: dict[Hashable, float] = {}
    for part in parts:
        rows = [row for row in scene.extents(layer, part) if row is not None]
        if len(rows) < len(scene.annotators):
            return Strand({})
        found = [units((span for extent in row for span in extent), length) for row in rows]
        counts.update({(part, key): count for key, count in unitizing_counts(found, length).items()})
    return Strand(counts, *_marked(scene, layer, parts, _same))


def _unitizing_alpha(parts: Sequence[str], annotators: int, counts: Counts) -> Value:
    if NO_TEXT in counts:
        return Value(None, 0, NO_TEXT)
    categories: dict[str, dict[Hashable, float]] = {part: {} for part in parts}
    for key, count in counts.items():
        part, kind = cast(tuple[str, Hashable], key)
        categories[part][kind] = count
    return unitizing_alpha_over(categories.values(), annotators)


def _unitizing_alpha_2016(part: str, annotators: int, counts: Counts) -> Value:
    if NO_TEXT in counts:
        return Value(None, 0, NO_TEXT)
    return unitizing_alpha_2016({cast(tuple[str, Hashable], key)[1]: one for key, one in counts.items()}, annotators)


def frame_questions(layer: Layer) -> Iterator[Question]:
    """F1 of frames: records of which all parts, the required references and the slot *source* are right together."""
    pointers = [
        slot
        for slot in layer.slots
        if slot.type in ("reference", "link")
        and (slot.name == "source" or (slot.required and slot.type == "reference"))
    ]
    if layer.parts and len(layer.parts) + len(pointers) > 1:
        for name, alike in (("frame_f1_exact", _same), ("frame_f1_partial", _touch)):
            yield Question(layer.name, "", partial(_frames, layer, pointers, alike), ((name, f1),))


def _frames(layer: Layer, pointers: Sequence[Slot], alike: _Alike, scene: Scene) -> Strand:
    here = [index for index, state in enumerate(scene.files) if state is not None]
    counts: Counter[Hashable] = Counter()
    different: list[Item] = []
    for row, item in zip(scene.rows(layer.name), scene.items(layer.name), strict=True):
        found = [_frame_right(layer, pointers, alike, scene, row, pair) for pair in combinations(here, 2)]
        counts[RIGHT] += sum(found)
        counts[MARKED] += sum(record is not None for record in row) * (len(here) - 1)
        if not all(found):
            different.append(item)
    return Strand(counts, scene.items(layer.name), different)


def _frame_right(
    layer: Layer, pointers: Sequence[Slot], alike: _Alike, scene: Scene, row: Row, pair: tuple[int, int]
) -> bool:
    mine, theirs = row[pair[0]], row[pair[1]]
    if mine is None or theirs is None:
        return False
    if not all(alike(extent_of(mine, part.name), extent_of(theirs, part.name)) for part in layer.parts):
        return False
    who, whom = scene.annotators[pair[0]], scene.annotators[pair[1]]
    return all(scene.label(who, mine, slot) == scene.label(whom, theirs, slot) for slot in pointers)
