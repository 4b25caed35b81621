"""Which records lie near a place, and what records point to: kept while records change, asked at every form and picker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from workbench.core.annotation import Record
from workbench.core.span import Span

SHIFT = 9
"""Fragments are kept in buckets of ``1 << SHIFT`` code points."""


class Nearby:
    """An index over the records of one article."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._buckets: dict[int, list[str]] = {}
        """Lists, because a bucket holds few records: sets would take several times the memory."""
        self.used: Counter[str] = Counter()
        """How often each value of a link or reference slot stands in the records."""
        for record in records:
            self.change(None, record)

    def change(self, before: Record | None, after: Record | None) -> None:
        """A record came, went or changed."""
        if before is not None:
            for bucket in _buckets(before):
                if before.id in (near := self._buckets.get(bucket, [])):
                    near.remove(before.id)
            self.used.subtract(_targets(before))
        if after is not None:
            for bucket in _buckets(after):
                self._buckets.setdefault(bucket, []).append(after.id)
            self.used.update(_targets(after))

    def around(self, span: Span) -> set[str]:
        """The ids of the records that may share a character with ``span``, or touch it."""
        found: set[str] = set()
        for bucket in range(max(0, span.start - 1) >> SHIFT, (span.end >> SHIFT) + 1):
            found.update(self._buckets.get(bucket, ()))
        return found


def _buckets(record: Record) -> set[int]:
    return {
        bucket
        for _, fragment in record.fragments()
        if fragment.start < fragment.end
        for bucket in range(max(0, fragment.start) >> SHIFT, ((fragment.end - 1) >> SHIFT) + 1)
    }


def _targets(record: Record) -> Iterator[str]:
    for value in record.values.values():
        for target in value if isinstance(value, tuple) else (value,):
            if isinstance(target, str):
                yield target
