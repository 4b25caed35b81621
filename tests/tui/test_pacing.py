"""Little is on its way to a terminal that answers; one that does not is not waited for."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.pacing import AGAIN, ASK, FOREIGN, LIMIT, PATIENCE, QUESTION, Pacing


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def heard(clock: Clock) -> Pacing:
    """With a terminal that has answered once."""
    pacing = Pacing(clock)
    assert pacing.sent(10) == QUESTION
    pacing.answered()
    return pacing


def test_a_terminal_that_was_never_heard_is_asked_once_and_not_waited_for() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    assert pacing.sent(10) == QUESTION
    assert pacing.open
    assert [pacing.sent(5 * LIMIT) for _ in range(3)] == [""] * 3
    assert not pacing.full
    clock.seconds += PATIENCE + 0.1
    assert not pacing.open
    assert pacing.sent(5 * LIMIT) == ""


def test_what_is_small_is_not_asked_about() -> None:
    pacing = heard(Clock())
    assert [pacing.sent(10) for _ in range(ASK // 10 - 1)] == [""] * (ASK // 10 - 1)
    assert pacing.sent(10) == QUESTION
    assert not pacing.full


def test_more_than_the_limit_waits_for_the_answer() -> None:
    pacing = heard(Clock())
    assert pacing.sent(LIMIT + 1) == QUESTION
    assert pacing.full
    pacing.answered()
    assert not pacing.full
    assert not pacing.open


def test_what_is_sent_behind_the_question_counts_too() -> None:
    pacing = heard(Clock())
    assert pacing.sent(ASK) == QUESTION
    assert pacing.sent(LIMIT - ASK) == ""
    assert not pacing.full
    assert pacing.sent(1) == ""
    assert pacing.full


def test_an_answer_that_stays_away_is_given_up_until_it_comes_after_all() -> None:
    clock = Clock()
    pacing = heard(clock)
    pacing.sent(LIMIT + 1)
    clock.seconds += PATIENCE + 0.1
    assert not pacing.full
    assert pacing.sent(LIMIT + 1) == ""
    assert not pacing.full
    pacing.answered()
    assert pacing.sent(LIMIT + 1) == QUESTION
    assert pacing.full


def test_a_terminal_that_stopped_answering_is_asked_again_later_and_not_waited_for() -> None:
    clock = Clock()
    pacing = heard(clock)
    pacing.sent(LIMIT + 1)
    clock.seconds += PATIENCE + 0.1
    assert not pacing.full
    clock.seconds += AGAIN + 0.1
    assert pacing.sent(LIMIT + 1) == QUESTION
    assert not pacing.full
    pacing.answered()
    assert pacing.sent(LIMIT + 1) == QUESTION
    assert pacing.full


def test_an_answer_that_was_given_up_is_owed_by_a_terminal_that_is_known_to_answer() -> None:
    clock = Clock()
    unheard, known = Pacing(clock), heard(clock)
    for pacing in (unheard, known):
        pacing.sent(LIMIT + 1)
        assert pacing.owes
    clock.seconds += PATIENCE + 0.1
    assert (unheard.open, unheard.owes) == (False, False)
    assert (known.open, known.owes) == (False, True)
    clock.seconds += FOREIGN - PATIENCE
    assert not known.owes
    clock.seconds = 0.0
    for answer in (known.answered, known.begin):
        known.sent(LIMIT + 1)
        answer()
        assert not known.owes


def test_an_answer_that_comes_while_one_looks_is_an_answer() -> None:
    clock = Clock()
    pacing = heard(clock)

    def late() -> float:
        pacing.answered()
        return clock.seconds + PATIENCE + 0.1

    pacing.sent(LIMIT + 1)
    pacing._now = late
    assert not pacing.full
    pacing._now = clock
    assert pacing.sent(LIMIT + 1) == QUESTION, "it is not taken for one that does not answer"


def test_a_terminal_that_somebody_else_had_is_asked_anew() -> None:
    clock = Clock()
    pacing = heard(clock)
    pacing.sent(LIMIT + 1)
    pacing.begin()
    assert not pacing.full
    assert not pacing.open
    assert pacing.sent(LIMIT + 1) == QUESTION
    clock.seconds += PATIENCE + 0.1
    assert not pacing.open
    pacing.begin()
    assert pacing.sent(LIMIT + 1) == QUESTION


@given(st.lists(st.one_of(st.integers(0, 3 * LIMIT), st.just(-1), st.floats(0, 3 * PATIENCE)), max_size=60))
def test_never_full_for_longer_than_one_is_patient_and_one_question_at_a_time(steps: list[int | float]) -> None:
    clock = Clock()
    pacing, questions, since = Pacing(clock), 0, 0.0
    for step in steps:
        if isinstance(step, float):
            clock.seconds += step
        elif step < 0:
            pacing.answered()
            questions = 0
        elif pacing.sent(step):
            questions += 1
        since = clock.seconds if not pacing.full else since
        assert clock.seconds - since <= 3 * PATIENCE
        if not pacing.open:
            questions = 0
        assert questions <= 1
    clock.seconds += PATIENCE + 0.1
    assert not pacing.full
