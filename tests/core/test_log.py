"""Replay: whatever was shown comes back, whatever of it the file holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.core.strategies import HEADER, actor, state_of
from workbench.core.annotation import Annotations, Record
from workbench.core.edit import Edit, History, Step, difference
from workbench.core.errors import EditError
from workbench.core.log import Did, Entry, Mark, Redid, Replayed, Synced, Undid, replay

START = state_of(actor("a-1"), actor("a-2", 3))
OURS = ("a-1", "a-2", "a-3")
"""Records that the person changes; ``x-…`` are those that change outside."""


def _hash(state: Annotations) -> str:
    return repr((state.header, sorted(state.records.items())))


@dataclass
class Program:
    """What the program does: moves, and a mark before each save, of a state that may be a few moves old."""

    state: Annotations = START
    history: History = field(default_factory=History)
    entries: list[Entry] = field(default_factory=list)
    shown: list[Annotations] = field(default_factory=lambda: [START])
    """The state after each number of moves."""
    marks: list[int] = field(default_factory=lambda: [0])

    def act(self, kind: str, record: str, place: int) -> None:
        if kind == "mark":
            count = max(0, len(self.shown) - 1 - place % 3)
            if count >= self.marks[-1]:
                self.mark(count)
        elif kind == "undo" and self.history.done:
            self._moved(Undid(), self.history.undo().inverse)
        elif kind == "redo" and self.history.undone:
            self._moved(Redid(), self.history.redo())
        elif kind == "outside":
            self.take_over(_changed(self.state, "x-1", place))
        elif kind in ("put", "remove", "status"):
            step = difference(kind, self.state, _after(kind, self.state, record, place))
            if not step.empty:
                self.history.push(step)
                self._moved(Did(step), step)

    def take_over(self, outside: Annotations) -> None:
        step = difference("outside", self.state, outside)
        if not step.empty:
            self._moved(Synced(step), step)

    def mark(self, count: int) -> None:
        self.entries.append(Mark(_hash(self.shown[count]), count))
        self.marks.append(count)

    def _moved(self, move: Entry, step: Step) -> None:
        self.entries.append(move)
        self.state = step.apply(self.state)
        self.shown.append(self.state)


def _changed(state: Annotations, record_id: str, place: int) -> Annotations:
    return Annotations(state.header, {**state.records, record_id: actor(record_id, 100 + place)})


def _after(kind: str, state: Annotations, record: str, place: int) -> Annotations:
    if kind == "put":
        return _changed(state, record, place - 100)
    if kind == "remove":
        return Annotations(state.header, {key: one for key, one in state.records.items() if key != record})
    return replace(state, header=replace(state.header, status="done" if place % 2 else "open"))


_kinds = st.sampled_from(("put", "put", "remove", "status", "undo", "undo", "redo", "outside", "mark", "mark"))
_actions = st.lists(st.tuples(_kinds, st.sampled_from(OURS), st.integers(0, 5)), max_size=25)


def _programs(actions: list[tuple[str, str, int]]) -> Program:
    program = Program()
    program.mark(0)
    for action in actions:
        program.act(*action)
    return program


programs = _actions.map(_programs)


@given(programs, st.data())
def test_a_file_that_any_save_wrote_comes_back_to_what_was_shown(program: Program, data: st.DataObject) -> None:
    held = program.shown[data.draw(st.sampled_from(program.marks))]
    found = replay(program.entries, _hash(held), held)
    assert found.state == program.state
    assert found.history == program.history
    assert found.conflicts == ()
    assert found.added is None
    assert found.covered + found.brought_back == len(program.shown) - 1
    assert program.shown[found.covered] == held


@given(programs, st.integers(0, 5))
def test_an_outside_change_of_another_record_and_what_was_shown_both_survive(program: Program, place: int) -> None:
    held = program.shown[program.marks[-1]]
    outside = _changed(held, "y-1", place)
    found = replay(program.entries, "unknown", outside)
    assert found.state == _changed(program.state, "y-1", place)
    assert found.history == program.history
    assert found.conflicts == ()
    assert found.covered == program.marks[-1]


@given(programs, st.integers(0, 5))
def test_what_was_taken_over_before_the_program_died_is_not_taken_over_twice(program: Program, place: int) -> None:
    count = program.marks[-1]
    assume(not any(isinstance(one, Synced) for one in _moves(program)[count:]))
    held, shown = program.shown[count], program.state
    outside = _changed(held, "y-1", place)
    program.take_over(_changed(shown, "y-1", place))
    found = replay(program.entries, "unknown", outside)
    assert found.state == program.state == _changed(shown, "y-1", place)
    assert found.history == program.history
    assert found.added is None


def _moves(program: Program) -> list[Entry]:
    return [entry for entry in program.entries if not isinstance(entry, Mark)]


@given(programs, st.sampled_from(OURS), st.booleans())
def test_an_outside_change_of_a_record_that_was_changed_is_a_conflict(
    program: Program, record: str, removed: bool
) -> None:
    held = program.shown[program.marks[-1]]
    there = None if removed else actor(record, 900)
    kept = {key: one for key, one in held.records.items() if key != record}
    outside = Annotations(held.header, kept if there is None else {**kept, record: there})
    assume(_get(outside, record) != _get(held, record))
    found = replay(program.entries, "unknown", outside)
    ours = _get(program.state, record)
    if ours in (_get(held, record), there):
        assert found.conflicts == ()
    else:
        assert [(one.id, one.ours, one.theirs) for one in found.conflicts] == [(record, ours, there)]
    assert _get(found.state, record) == there
    for other in {*OURS, "x-1"} - {record}:
        assert _get(found.state, other) == _get(program.state, other)
    assert found.state.header.status == program.state.header.status
    _can_be_taken_further(program, found, outside)


def _get(state: Annotations, record: str) -> Record | None:
    return state.records.get(record)


def _can_be_taken_further(program: Program, found: Replayed, outside: Annotations) -> None:
    """What the program writes down about it leads to the same state and history the next time."""
    entries = [*program.entries, Mark(_hash(outside), found.covered)]
    if found.added is not None:
        assert found.added.apply(outside) == found.state
        entries.append(Did(found.added))
    again = replay(entries, _hash(outside), outside)
    assert (again.state, again.history) == (found.state, found.history)


@given(programs)
def test_without_any_mark_the_file_holds_no_move(program: Program) -> None:
    found = replay(_moves(program), "unknown", START)
    assert (found.state, found.history) == (program.state, program.history)
    assert found.brought_back == len(program.shown) - 1
    assert found.covered == 0


def test_an_empty_log_is_the_file() -> None:
    assert replay([], "unknown", START) == Replayed(START, History(), 0)


def test_of_two_marks_with_one_hash_the_later_counts() -> None:
    step = Step("gone", (Edit(START.records["a-1"], None),))
    entries = [Mark("same", 0), Did(step), Undid(), Mark("same", 2)]
    found = replay(entries, "same", START)
    assert (found.state, found.brought_back, found.covered) == (START, 0, 2)
    assert found.history == History([], [step])


def test_heads_are_merged_where_records_are_in_conflict() -> None:
    changed = replace(START, header=replace(HEADER, status="done"))
    steps = [difference("status", START, changed), difference("gone", changed, _after("remove", changed, "a-1", 0))]
    outside = replace(_changed(START, "a-1", 5), header=replace(HEADER, codebook=2))
    found = replay([Mark("x", 0), *map(Did, steps)], "unknown", outside)
    assert found.state.header == replace(HEADER, status="done", codebook=2)
    assert found.state.records == outside.records
    assert [one.id for one in found.conflicts] == ["a-1"]
    assert (found.covered, found.brought_back) == (2, 2)


def test_a_head_taken_over_twice_is_no_conflict() -> None:
    outside = replace(START, header=replace(HEADER, codebook=2))
    entries = [Mark("x", 0), Synced(difference("outside", START, outside))]
    for file in (START, outside):
        assert replay(entries, "unknown", file) == Replayed(outside, History(), 1)


def test_a_log_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(EditError, match="nothing to undo"):
        replay([Undid()], "unknown", START)
    with pytest.raises(EditError, match="nothing to redo"):
        replay([Mark("x", 0), Redid()], "x", START)
    with pytest.raises(EditError, match="a mark counts 3 moves, the log holds 0"):
        replay([Mark("x", 3)], "x", START)
