"""The index of what lies near a place equals a search through all records, whatever came and went before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.annotation import Fragment, Record
from workbench.core.span import Span
from workbench.editor.nearby import Nearby

SPANS = st.tuples(st.integers(0, 3000), st.integers(1, 900)).map(lambda one: (one[0], one[0] + one[1]))
CHANGES = st.lists(
    st.tuples(st.integers(0, 6), st.none() | st.lists(SPANS, max_size=3), st.sampled_from("xyz")), max_size=25
)


def record(number: int, spans: list[tuple[int, int]], target: str) -> Record:
    parts = {"text": tuple(Fragment(start, end, "") for start, end in spans)}
    return Record("claim", f"c-{number}", parts, {"source": target, "also": (target, "issue:i")})


@given(CHANGES, SPANS)
def test_it_equals_a_search_through_all(
    changes: list[tuple[int, list[tuple[int, int]] | None, str]], span: tuple[int, int]
) -> None:
    index, records = Nearby([]), dict[str, Record]()
    for number, spans, target in changes:
        before = records.pop(f"c-{number}", None)
        after = record(number, spans, target) if spans is not None else None
        if after is not None:
            records[after.id] = after
        index.change(before, after)
    place = Span(*span)
    touching = {
        one.id
        for one in records.values()
        if any(fragment.start <= place.end and place.start <= fragment.end for _, fragment in one.fragments())
    }
    assert touching <= index.around(place)
    assert index.around(place) <= set(records)
    fresh = Nearby(records.values())
    assert {key: count for key, count in index.used.items() if count} == {
        key: count for key, count in fresh.used.items() if count
    }
