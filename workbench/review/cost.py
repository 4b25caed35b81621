"""How far apart two records of one layer are: the cost of matching them, from 0 (the same) to 1.

The cost of two records is the weighted mean of what their layer declares (``WEIGHTS``):

* text: over the parts, the main part counting twice, 1 − Jaccard of the characters that each record's part covers;
* references and links: over the slots, 1 − Jaccard of the sets of what they refer to (see ``Target``);
* attributes: over the slots, 0 where the values are equal, 1 where not.

What both leave out counts as equal. The weights depend on the layer alone, so the cost is a metric: symmetric, 0 exactly
for records that are the same in everything compared, and never longer than a way round. Notes, flags and origins do not
count.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from workbench.core.annotation import Annotations, Record, Value, target_kind
from workbench.core.codebook import Codebook, Layer
from workbench.core.entity import NIL

WEIGHTS = {"part": 6.0, "reference": 2.0, "link": 1.0, "attribute": 1.0}
"""How much each type of slot counts, where the layer declares one."""

LIMIT = 0.8
"""Records at this cost or above are never matched: with nothing in common but the text, a third of it has to be shared."""

Intervals = tuple[tuple[int, int], ...]
Target = tuple[Hashable, ...]
"""What a reference refers to, in words that two files share: an entity, an issue, the author, or a record's place."""


class Features(NamedTuple):
    """What of a record is compared; equal for records that are the same to the cost."""

    parts: tuple[Intervals, ...]
    references: tuple[frozenset[Target], ...]
    links: tuple[frozenset[Target], ...]
    attributes: tuple[Value | None, ...]

    @property
    def referring(self) -> tuple[frozenset[Target], ...]:
        """What all its references and links refer to; falsy entries only, where it refers to nothing."""
        return self.references + self.links


class Targets:
    """What the references of one file refer to."""

    def __init__(self, state: Annotations, codebook: Codebook) -> None:
        self._state = state
        self._codebook = codebook
        self._records: dict[str, Target] = {}

    def of(self, reference: str) -> Target:
        """What a reference refers to: a record that is linked stands for its entity, another one for its place."""
        kind, target_id = target_kind(reference)
        if kind != "record":
            return kind, target_id
        found = self._records.get(target_id)
        if found is None:
            found = self._records[target_id] = self._of_record(target_id)
        return found

    def _of_record(self, record_id: str) -> Target:
        record = self._state.records.get(record_id)
        if record is None:
            return "gone", record_id
        layer = self._codebook.by_name.get(record.layer)
        slot = layer.entity_slot if layer else None
        entity = record.text(slot.name) if slot else ""
        if entity and entity != NIL:
            return "entity", entity
        return "place", record.layer, self._state.place(record)


def features(record: Record, layer: Layer, targets: Targets) -> Features:
    """What of a record is compared."""
    links = []
    for slot in layer.of_type("link"):
        links.append(frozenset((slot.to[0], one) for one in record.references(slot.name)))
    return Features(
        tuple(covered(record, slot.name) for slot in layer.parts),
        tuple(
            frozenset(targets.of(one) for one in record.references(slot.name)) for slot in layer.of_type("reference")
        ),
        tuple(links),
        tuple(record.values.get(slot.name) for slot in layer.of_type("attribute")),
    )


def covered(record: Record, part: str) -> Intervals:
    """The characters that a part covers, as intervals that neither overlap nor touch."""
    found = record.parts.get(part, ())
    if len(found) == 1:
        start, end, _ = found[0]
        return ((start, end),) if start < end else ()
    joined: list[tuple[int, int]] = []
    for start, end, _ in sorted(found):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def shared(one: Intervals, other: Intervals) -> int:
    """How many characters two lists of intervals have in common."""
    if len(one) == 1 == len(other):
        return max(0, min(one[0][1], other[0][1]) - max(one[0][0], other[0][0]))
    total = i = j = 0
    while i < len(one) and j < len(other):
        low, high = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if low < high:
            total += high - low
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return total


def size(intervals: Intervals) -> int:
    """How many characters they hold."""
    if len(intervals) == 1:
        return intervals[0][1] - intervals[0][0]
    return sum(end - start for start, end in intervals)


class Scale:
    """The cost between records of one layer."""

    def __init__(self, layer: Layer) -> None:
        types = {slot.type for slot in layer.slots}
        total = sum(WEIGHTS[kind] for kind in types) or 1.0
        main = layer.main_part
        counts = [2.0 if slot is main else 1.0 for slot in layer.parts]
        self._parts = [WEIGHTS["part"] / total * count / sum(counts) for count in counts]
        self._reference = WEIGHTS["reference"] / total / max(1, len(layer.of_type("reference")))
        self._link = WEIGHTS["link"] / total / max(1, len(layer.of_type("link")))
        self._attribute = WEIGHTS["attribute"] / total / max(1, len(layer.of_type("attribute")))

    def cost(self, one: Features, other: Features) -> float:
        """The cost of matching two records, from 0 to 1."""
        total = 0.0
        for weight, mine, theirs in zip(self._parts, one.parts, other.parts, strict=True):
            if mine != theirs:
                both = shared(mine, theirs)
                total += weight * (1 - both / (size(mine) + size(theirs) - both))
        if one.references != other.references:
            total += self._reference * _apart(one.references, other.references)
        if one.links != other.links:
            total += self._link * _apart(one.links, other.links)
        for left, right in zip(one.attributes, other.attributes, strict=True):
            if left != right:
                total += self._attribute
        return total


def _apart(one: Sequence[frozenset[Target]], other: Sequence[frozenset[Target]]) -> float:
    return sum(
        1 - len(mine & theirs) / len(mine | theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs
    )
