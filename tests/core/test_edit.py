"""Steps lead there and back; the history keeps them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import HEADER, actor, state_of, states
from workbench.core.annotation import Annotations
from workbench.core.edit import Edit, History, Step, difference
from workbench.core.errors import EditError

ONE, TWO = actor("a-1"), actor("a-2", 9)
DONE = replace(HEADER, status="done")


@given(states, states)
def test_the_difference_leads_there_and_its_inverse_back(before: Annotations, after: Annotations) -> None:
    step = difference("work", before, after)
    assert step.title == step.inverse.title == "work"
    assert step.apply(before) == after
    assert step.inverse.apply(after) == before
    assert step.inverse.inverse == step
    assert step.empty == (before == after)
    assert {edit.id for edit in step.edits} == {
        one for one in {*before.records, *after.records} if before.records.get(one) != after.records.get(one)
    }


@given(states, states, states)
def test_a_step_is_applied_only_where_its_before_side_shows(
    before: Annotations, after: Annotations, other: Annotations
) -> None:
    step = difference("work", before, after)
    fits = all(other.records.get(edit.id) == edit.before for edit in step.edits)
    fits = fits and (step.header is None or step.header[0] == other.header)
    if fits:
        assert step.inverse.apply(step.apply(other)) == other
    else:
        with pytest.raises(EditError, match="“work” does not fit any more"):
            step.apply(other)


def test_a_step_leaves_the_state_it_was_applied_to_as_it_was() -> None:
    state = state_of(ONE)
    assert Step("x", (Edit(ONE, None), Edit(None, TWO))).apply(state) == state_of(TWO)
    assert state == state_of(ONE)


def test_a_step_that_does_not_fit_says_what_was_changed() -> None:
    with pytest.raises(EditError, match="a-1 was changed outside"):
        Step("x", (Edit(ONE, None),)).apply(state_of(TWO))
    with pytest.raises(EditError, match="the file's head was changed outside"):
        Step("x", (), (HEADER, DONE)).apply(state_of(header=DONE))


def test_the_edits_of_a_step_are_taken_back_in_the_other_order() -> None:
    twice = Step("x", (Edit(None, ONE), Edit(ONE, None)))
    assert twice.inverse.edits == (Edit(None, ONE), Edit(ONE, None))
    moved = Step("x", (Edit(None, ONE), Edit(ONE, replace(ONE, flag=True))))
    assert moved.inverse.apply(moved.apply(state_of())) == state_of()


def test_which_steps_change_nothing() -> None:
    assert Step("x").empty
    assert Step("x", (Edit(ONE, ONE),), (HEADER, HEADER)).empty
    assert not Step("x", (Edit(ONE, ONE), Edit(None, TWO))).empty
    assert not Step("x", (), (HEADER, DONE)).empty


def test_an_edit_has_the_id_of_its_record() -> None:
    assert Edit(ONE, None).id == Edit(None, ONE).id == Edit(ONE, ONE).id == "a-1"
    with pytest.raises(EditError, match="on one side"):
        _ = Edit(None, None).id


@given(st.lists(st.sampled_from(("do", "undo", "redo")), max_size=30))
def test_a_history_is_two_stacks(moves: list[str]) -> None:
    history, done, undone = History(), list[Step](), list[Step]()
    for number, move in enumerate(moves):
        if move == "do":
            done.append(Step(f"step {number}"))
            undone.clear()
            history.push(done[-1])
        elif not (done if move == "undo" else undone):
            with pytest.raises(EditError, match=f"nothing to {move}"):
                history.undo() if move == "undo" else history.redo()
        elif move == "undo":
            undone.append(done.pop())
            assert history.undo() is undone[-1]
        else:
            done.append(undone.pop())
            assert history.redo() is done[-1]
        assert history == History(done, undone)


def test_a_history_can_be_begun_with_steps() -> None:
    history = History.of((Step("a"), Step("b")), (Step("c"),))
    assert history.undo() == Step("b")
    assert History.of([Step("a")]).undone == []
