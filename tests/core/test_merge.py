"""Three-way merge: what one side changed is kept, what both changed differently is a conflict."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import HEADER, IDS, actor, state_of, states
from workbench.core.annotation import Annotations, Refused
from workbench.core.merge import Conflict, merge, resolve

BASE, OURS, THEIRS = actor("a-1"), actor("a-1", 4), actor("a-1", 9)
R1, R2, R3 = (Refused("actor", n, n + 1, "x", "e") for n in range(3))


@given(states, states)
def test_what_only_one_side_changed_is_that_side(base: Annotations, side: Annotations) -> None:
    for merged in (merge(base, side, side), merge(base, side, base), merge(base, base, side)):
        assert merged.state == side
        assert merged.conflicts == ()


@given(states, states, states)
def test_each_record_is_merged_for_itself(base: Annotations, ours: Annotations, theirs: Annotations) -> None:
    merged = merge(base, ours, theirs)
    conflicts = {conflict.id: conflict for conflict in merged.conflicts}
    for one in IDS:
        b, o, t = (side.records.get(one) for side in (base, ours, theirs))
        if len({str(b), str(o), str(t)}) == 3 or (o == b) + (t == b) + (o == t) == 0:
            assert conflicts.pop(one) == Conflict(one, b, o, t)
            assert merged.state.records.get(one) == o
        else:
            assert merged.state.records.get(one) == (t if o == b else o)
    assert conflicts == {}


@given(states, states, states)
def test_without_conflicts_the_sides_can_change_places(
    base: Annotations, ours: Annotations, theirs: Annotations
) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert {c.id for c in one.conflicts} == {c.id for c in other.conflicts}
    if not one.conflicts:
        assert one.state.records == other.state.records
    assert set(one.state.header.refused) == set(other.state.header.refused)
    assert set(one.state.header.rejected) == set(other.state.header.rejected)
    assert one.state.header.status == other.state.header.status


@given(states, states, states, st.sets(st.sampled_from(IDS)))
def test_a_conflict_is_resolved_to_the_side_that_was_chosen(
    base: Annotations, ours: Annotations, theirs: Annotations, taken: set[str]
) -> None:
    merged = merge(base, ours, theirs)
    state = resolve(merged.state, merged.conflicts, taken)
    in_conflict = {conflict.id for conflict in merged.conflicts}
    for one in IDS:
        if one in in_conflict:
            assert state.records.get(one) == (theirs if one in taken else ours).records.get(one)
        else:
            assert state.records.get(one) == merged.state.records.get(one)
    assert state.header == merged.state.header


def test_the_ways_to_be_in_conflict() -> None:
    assert merge(state_of(BASE), state_of(OURS), state_of(THEIRS)).conflicts == (Conflict("a-1", BASE, OURS, THEIRS),)
    assert merge(state_of(BASE), state_of(), state_of(THEIRS)).conflicts == (Conflict("a-1", BASE, None, THEIRS),)
    assert merge(state_of(BASE), state_of(OURS), state_of()).conflicts == (Conflict("a-1", BASE, OURS, None),)
    assert merge(state_of(), state_of(OURS), state_of(THEIRS)).conflicts == (Conflict("a-1", None, OURS, THEIRS),)
    assert merge(state_of(BASE), state_of(), state_of()).conflicts == ()
    assert merge(state_of(), state_of(OURS), state_of(OURS)).conflicts == ()


def test_heads_merge_field_by_field() -> None:
    ours = replace(HEADER, status="done", refused=(R1, R2))
    theirs = replace(HEADER, codebook=2, text_sha256="1" * 64, refused=(R3,))
    merged = merge(state_of(header=HEADER), state_of(header=ours), state_of(header=theirs)).state.header
    assert merged == replace(HEADER, status="done", codebook=2, text_sha256="1" * 64, refused=(R1, R2, R3))
    both = merge(state_of(header=HEADER), state_of(header=replace(HEADER, codebook=3)), state_of(header=theirs))
    assert both.state.header.codebook == 3


def test_a_refusal_taken_back_on_one_side_stays_away() -> None:
    base = replace(HEADER, refused=(R1, R2))
    ours, theirs = replace(HEADER, refused=(R1, R2, R3)), replace(HEADER, refused=(R2,))
    merged = merge(state_of(header=base), state_of(header=ours), state_of(header=theirs))
    assert merged.state.header.refused == (R2, R3)
    turned = merge(state_of(header=base), state_of(header=theirs), state_of(header=ours))
    assert turned.state.header.refused == (R2, R3)
