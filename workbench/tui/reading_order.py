"""Records in the order of the text, whatever their layer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from workbench.core.annotation import Annotations

_NOWHERE = -1


class ReadingOrder:
    """The records of one state by where they begin; sorted when somebody asks after a change."""

    def __init__(self) -> None:
        self._of: Annotations | None = None
        self._keys: list[tuple[int, int, str]] = []

    def beside(self, state: Annotations, current: str, cursor: int, by: int) -> str:
        """The id of the record ``by`` places after (before) the current one, or the cursor; "" where there is none."""
        keys = self._sorted(state)
        record = state.records.get(current)
        place = state.place(record) if record is not None else None
        if record is not None and place is not None and place.holds(cursor):
            at = bisect_left(keys, state.order_key(record))
        elif by > 0:
            at = bisect_right(keys, (cursor, _NOWHERE, "")) - 1
        else:
            at = bisect_left(keys, (cursor, _NOWHERE, ""))
        return keys[at + by][2] if 0 <= at + by < len(keys) else ""

    def _sorted(self, state: Annotations) -> list[tuple[int, int, str]]:
        if self._of is not state:
            self._of, self._keys = state, sorted(state.order_key(record) for record in state.records.values())
        return self._keys
