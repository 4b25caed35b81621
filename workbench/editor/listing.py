"""The records of one layer as a list: kept in order while records change, labelled only where somebody looks.

Records of a layer that links to entities are grouped: one row an entity, one row for each different wording of what is
not linked. In other layers each record is a row.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Layer
from workbench.core.entity import NIL

Key = tuple[int, int, str]
"""(start, end, id): the order of the files."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: the records behind it, in reading order."""

    group: str
    records: tuple[str, ...]


class Listing:
    """The rows of one layer."""

    def __init__(self, layer: Layer, state: Annotations) -> None:
        self.layer = layer
        self.count = 0
        self._slot = layer.entity_slot
        self._grouped = self._slot is not None and not layer.of_type("reference")
        self._groups: dict[str, list[Key]] = {}
        self._group_of: dict[str, tuple[str, Key]] = {}
        self._floating: set[str] = set()
        """Records without a part, which stand where what they refer to stands."""
        for record in state.records.values():
            if record.layer == layer.name:
                key = state.order_key(record)
                group = self._group(record)
                self._groups.setdefault(group, []).append(key)
                self._group_of[record.id] = (group, key)
                if record.span is None:
                    self._floating.add(record.id)
        for keys in self._groups.values():
            keys.sort()
        self._order: list[tuple[Key, str]] = sorted((keys[0], group) for group, keys in self._groups.items())
        self.count = len(self._group_of)

    def __len__(self) -> int:
        return len(self._order)

    def row(self, number: int) -> ListRow:
        """The row at a place."""
        group = self._order[number][1]
        return ListRow(group, tuple(key[2] for key in self._groups[group]))

    def rows(self) -> Iterable[ListRow]:
        """All rows."""
        return (self.row(number) for number in range(len(self._order)))

    def number_of(self, record_id: str) -> int | None:
        """The row that holds a record; None where the layer has none with this id."""
        found = self._group_of.get(record_id)
        if found is None:
            return None
        group = found[0]
        return bisect_left(self._order, (self._groups[group][0], group))

    def change(self, before: Record | None, after: Record | None, state: Annotations) -> None:
        """A record, of any layer, came, went or changed; ``state`` is what all of the step's changes led to."""
        side = after or before
        if side is not None and side.layer == self.layer.name:
            self._take_out(side.id)
            if after is not None:
                self._put_in(after, state)
        for record_id in tuple(self._floating):
            record = state.records.get(record_id)
            if record is not None and state.order_key(record) != self._group_of[record_id][1]:
                self._take_out(record_id)
                self._put_in(record, state)
        self.count = len(self._group_of)

    def _put_in(self, record: Record, state: Annotations) -> None:
        key, group = state.order_key(record), self._group(record)
        keys = self._groups.setdefault(group, [])
        if keys:
            self._order.pop(bisect_left(self._order, (keys[0], group)))
        insort(keys, key)
        insort(self._order, (keys[0], group))
        self._group_of[record.id] = (group, key)
        if record.span is None:
            self._floating.add(record.id)

    def _take_out(self, record_id: str) -> None:
        if record_id not in self._group_of:
            return
        group, key = self._group_of.pop(record_id)
        self._floating.discard(record_id)
        keys = self._groups[group]
        self._order.pop(bisect_left(self._order, (keys[0], group)))
        keys.pop(bisect_left(keys, key))
        if keys:
            insort(self._order, (keys[0], group))
        else:
            del self._groups[group]

    def _group(self, record: Record) -> str:
        if not self._grouped or self._slot is None:
            return record.id
        entity = record.text(self._slot.name)
        if entity and entity != NIL:
            return f"entity:{entity}"
        words = " ".join(fragment.quote for _, fragment in record.fragments()).lower()
        return f"words:{' '.join(words.split())}" if words else record.id
