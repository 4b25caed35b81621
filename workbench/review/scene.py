"""One article as some annotators coded it: their records in aligned rows, and what a reference comes to.

Two references are the same if they come to the same label: ``entity:…``, ``issue:…``, ``author``, or for a record the
entity that most records of its aligned group are linked to (on a tie the first by id), else the group itself. So two
annotators who point to the same mention agree, whether or not both have linked it, and so do two who point to different
mentions of one entity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from workbench.core.annotation import AUTHOR, Annotations, Record, target_kind
from workbench.core.codebook import Codebook, Slot
from workbench.core.entity import NIL
from workbench.core.segment.words import words
from workbench.core.span import Span
from workbench.review.alignment import align
from workbench.review.measures import Label
from workbench.review.spans import Extent


class Item(NamedTuple):
    """What one value of a figure was computed from: an article, and the records as (annotator, record id)."""

    article: str
    records: tuple[tuple[str, str], ...]


class Words:
    """The length of a text in code points, and its words, found when they are asked for."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._text = text

    @cached_property
    def spans(self) -> list[Span]:
        """The words in order."""
        return words(self._text)


Row = tuple[Record | None, ...]
"""An aligned group: a record or None for each annotator of the scene, in their order."""


class Scene:
    """One article by the annotators of one comparison; an annotator without a file here is in ``annotators`` too."""

    def __init__(
        self,
        article: str,
        annotators: Sequence[str],
        files: Mapping[str, Annotations],
        codebook: Codebook,
        words: Words | None,
        resolve: Callable[[str], str],
    ) -> None:
        self.article = article
        self.annotators = tuple(annotators)
        self.words = words
        self._files = {name: files[name] for name in self.annotators if name in files}
        self._codebook = codebook
        self._resolve = resolve
        self._rows: dict[str, list[Row]] = {}
        self._items: dict[str, list[Item]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._labelled: set[str] = set()
        self._extents: dict[tuple[str, str, str], Extent] = {}
        self.marked: dict[tuple[str, tuple[str, ...]], tuple[list[Item], list[Item]]] = {}
        """By layer and parts, what several questions ask alike: the items that somebody marked, and the different ones."""

    @property
    def files(self) -> list[Annotations | None]:
        """What each annotator made of the article; None where there is no file."""
        return [self._files.get(name) for name in self.annotators]

    def rows(self, layer: str) -> list[Row]:
        """The records of a layer, aligned."""
        if layer not in self._rows:
            groups = align(list(self._files.items()), self._codebook.layer(layer), self._codebook)
            self._rows[layer] = [tuple(map(group.records.get, self.annotators)) for group in groups]
        return self._rows[layer]

    def items(self, layer: str) -> list[Item]:
        """The same as items, row by row."""
        if layer not in self._items:
            self._items[layer] = [
                Item(self.article, tuple((n, r.id) for n, r in zip(self.annotators, row, strict=True) if r is not None))
                for row in self.rows(layer)
            ]
        return self._items[layer]

    def extents(self, layer: str, part: str) -> list[list[Extent] | None]:
        """By annotator, the extents of one part over all records; None for one without a file."""
        found: list[list[Extent] | None] = []
        for name, state in zip(self.annotators, self.files, strict=True):
            records = [] if state is None else [one for one in state.records.values() if one.layer == layer]
            extents = (self.extent(name, record, part) for record in records)
            found.append(None if state is None else [extent for extent in extents if extent])
        return found

    def extent(self, annotator: str, record: Record, part: str) -> Extent:
        """The fragments of one part of a record, see ``extent_of``; looked up once."""
        key = (annotator, record.id, part)
        found = self._extents.get(key)
        if found is None:
            found = self._extents[key] = extent_of(record, part)
        return found

    def label(self, annotator: str, record: Record, slot: Slot) -> Label | None:
        """What a reference or link slot of a record comes to; None where it is empty. A list counts as a set."""
        targets = record.references(slot.name)
        if slot.type == "link":
            kind = slot.to[0] if slot.to else "entity"
            names = {one if one == NIL or kind != "entity" else self._resolve(one) for one in targets}
        else:
            names = {self._referred(annotator, target) for target in targets}
        if slot.many:
            return tuple(sorted(names)) or None
        return next(iter(names), None)

    def _referred(self, annotator: str, reference: str) -> str:
        kind, target = target_kind(reference)
        if kind == "entity":
            return f"entity:{self._resolve(target)}"
        if kind != "record":
            return reference if kind != AUTHOR else AUTHOR
        state = self._files.get(annotator)
        record = state.records.get(target) if state else None
        if record is None or record.layer not in self._codebook.by_name:
            return f"{self.article}/{annotator}/{target}"
        self._label_records(record.layer)
        return self._labels[annotator, target]

    def _label_records(self, layer: str) -> None:
        if layer in self._labelled:
            return
        self._labelled.add(layer)
        slot = self._codebook.layer(layer).entity_slot
        for number, row in enumerate(self.rows(layer)):
            links = [record.text(slot.name) for record in row if record is not None] if slot else []
            votes = Counter(self._resolve(link) for link in links if link and link != NIL)
            best = min(votes, key=lambda entity: (-votes[entity], entity)) if votes else None
            label = f"entity:{best}" if best is not None else f"{self.article}/{layer}/{number}"
            for name, record in zip(self.annotators, row, strict=True):
                if record is not None:
                    self._labels[name, record.id] = label


def extent_of(record: Record, part: str) -> Extent:
    """The fragments of one part in the order of the text, without empty ones."""
    spans = (fragment.span for fragment in record.parts.get(part, ()))
    return tuple(sorted(span for span in spans if not span.empty))
