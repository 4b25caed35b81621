"""Names of known entities in an article, offered as records until somebody decides on them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.annotation import Annotations, Record, Refused
from workbench.core.codebook import Codebook, Layer
from workbench.core.span import Span
from workbench.editor.editor import Editor

ORIGIN = "names"
"""The origin of a record that was offered because its name is known."""

Known = tuple[Span, tuple[str, ...]]
"""A name in the text, and the entities that go by it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Records that are offered, in the order of the text, by ids that no record of a file has."""

    layer: Layer | None = None
    records: Mapping[str, Record] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list, compare=False, repr=False)
    _ids: list[str] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, editor: Editor, found: Iterable[Known], likeliest: Callable[[Sequence[str]], str]) -> Offered:
        """One record for each name: a mention in the first layer of mentions, linked to whom it most likely means.

        Args:
            editor: of the article that was read.
            found: the names, none overlapping another.
            likeliest: of several entities with one name the one to link to; "" for none.
        """
        layer = mention_layer(editor.codebook)
        if layer is None or layer.main_part is None or layer.entity_slot is None:
            return cls()
        records: dict[str, Record] = {}
        for number, (span, ids) in enumerate(found):
            entity = ids[0] if len(ids) == 1 else likeliest(ids)
            record = Record(layer.name, f"{ORIGIN}:{number}", origin=ORIGIN)
            record = record.with_part(layer.main_part.name, (editor.fragment(span),))
            records[record.id] = record.with_value(layer.entity_slot.name, layer.entity_slot.shaped(entity or None))
        return cls(layer, records)

    def open(self, state: Annotations) -> list[Record]:
        """What is still to be decided: neither refused, nor under a mention of one's own."""
        if self.layer is None:
            return []
        refused = {(one.start, one.end) for one in state.header.refused if one.origin == ORIGIN}
        own = sorted(
            fragment.span
            for record in state.records.values()
            if record.layer == self.layer.name
            for fragment in record.parts.get(self.layer.main_part.name if self.layer.main_part else "", ())
        )
        longest = max((span.end - span.start for span in own), default=0)
        return [one for one in self.records.values() if one.span not in refused and not _covered(one, own, longest)]

    def beside(self, span: Span) -> list[Record]:
        """The offers that share a character with a span."""
        if not self._starts:
            spans = [one.span for one in self.records.values()]
            self._starts.extend(one.start for one in spans if one is not None)
            self._ids.extend(self.records)
        found: list[Record] = []
        at = bisect_left(self._starts, span.end)
        while at and (one := self.records[self._ids[at - 1]]).span is not None and one.span.end > span.start:
            found.append(one)
            at -= 1
        return found

    def alike(self, record: Record, state: Annotations) -> list[Record]:
        """The open offers with the entity of this one, or, where it has none, with its words."""
        slot = self.layer.entity_slot if self.layer is not None else None
        entity = record.text(slot.name) if slot is not None else ""
        return [one for one in self.open(state) if slot is not None and _same(one, record, slot.name, entity)]


def refusal(record: Record) -> Refused:
    """What keeps an offer from coming back."""
    _, fragment = next(record.fragments())
    return Refused(record.layer, fragment.start, fragment.end, fragment.quote, "", ORIGIN)


def mention_layer(codebook: Codebook) -> Layer | None:
    """The first layer whose records are mentions of entities and need nothing else."""
    for layer in codebook.layers:
        needed = [slot for slot in layer.slots if slot.required and slot is not layer.main_part]
        if layer.entity_slot is not None and layer.main_part is not None and not needed:
            return layer
    return None


def _covered(record: Record, own: Sequence[Span], longest: int) -> bool:
    """Whether a span of one's own shares a character with the record's."""
    span = record.span
    if span is None:
        return True
    at = bisect_left(own, Span(span.start - longest, 0))
    while at < len(own) and own[at].start < span.end:
        if own[at].overlaps(span):
            return True
        at += 1
    return False


def _same(one: Record, other: Record, slot: str, entity: str) -> bool:
    if entity:
        return one.text(slot) == entity
    words = [fragment.quote.lower() for _, fragment in one.fragments()]
    return not one.text(slot) and words == [fragment.quote.lower() for _, fragment in other.fragments()]
