"""My review as a state: exactly what differs, the gold hidden until it is answered, agreement day by day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.review.small import CODEBOOK, actor, claim, file
from tests.review.test_state_feedback import MINE, decided, mine
from workbench.core.annotation import Annotations
from workbench.core.errors import EditError
from workbench.review.feedback import feedback
from workbench.review.lesson import Day, Lesson, over_time


def lesson(*, practice: bool = False) -> Lesson:
    """A boundary, a value, and a mention that is missed."""
    gold = decided({"x/a-1": 2, "x/a-2": 1, "x/c-1": 2, "y/a-9": 1}, none="x/a-3")
    return Lesson(gold, mine(), CODEBOOK, practice=practice)


def walk_to(found: Lesson, mine_id: str) -> None:
    """Go to the difference of this record of the coder."""
    while found.current is not None and (found.current.mine is None or found.current.mine.id != mine_id):
        assert found.move(1)


def test_one_steps_through_exactly_what_differs() -> None:
    found = lesson()
    assert found.items == feedback(found.gold, found.mine, CODEBOOK)
    seen = [found.position]
    while found.move(1):
        seen.append(found.position)
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not found.move(5)
    assert found.move(-9)
    assert found.position == (1, 4)


def test_a_value_is_chosen_from_all_values_of_its_slot() -> None:
    found = lesson(practice=True)
    walk_to(found, "c-1")
    assert found.exercise.slot is not None
    assert (found.exercise.answers, found.exercise.right) == (("asserted", "hedged"), 1)
    assert found.hidden
    assert found.answer(2)
    assert not found.hidden
    assert found.score == (1, 1)


def test_anything_else_is_chosen_from_the_versions() -> None:
    found = lesson(practice=True)
    walk_to(found, "a-3")
    assert len(found.exercise.answers) == 2
    assert MINE[2] in found.exercise.answers
    assert None in found.exercise.answers
    assert found.answer(found.exercise.answers.index(MINE[2]) + 1) is False
    assert found.score == (0, 1)


def test_the_first_answer_counts_and_nothing_is_asked_where_the_gold_is_shown() -> None:
    found = lesson(practice=True)
    found.answer(1)
    with pytest.raises(EditError, match="answered"):
        found.answer(2)
    found.move(1)
    with pytest.raises(EditError, match="no answer 9"):
        found.answer(9)
    found.practice = False
    with pytest.raises(EditError, match="nothing is asked"):
        found.answer(1)


def test_the_order_of_the_answers_gives_nothing_away() -> None:
    rights = set()
    for words in ("Ann Lee", "port union", "Bo Strand", "Critics", "river", "money", "bridge"):
        gold, coder = file("gold", actor("a-g", words, "ann-lee")), file("x", actor("a-1", words, "bo"))
        rights.add(Lesson(gold, coder, CODEBOOK, practice=True).exercise.right)
    assert rights == {0, 1}


def test_nothing_differs() -> None:
    gold = file("gold", MINE[0])
    found = Lesson(gold, file("x", MINE[0]), CODEBOOK, practice=True)
    assert (found.current, found.position, found.hidden) == (None, (0, 0), False)
    with pytest.raises(EditError, match="agree"):
        found.exercise  # noqa: B018 - a property that raises


def test_agreement_day_by_day() -> None:
    first = decided({"x/a-1": 2, "x/a-2": 1}, none="x/a-3")
    second = decided({"x/a-1": 1, "y/a-9": 1})
    later = Annotations(
        second.header,
        {
            one.id: replace(one, decision=replace(one.decision, date="2026-04-01"))
            for one in second.records.values()
            if one.decision
        },
    )
    assert over_time([(first, mine()), (later, mine())], CODEBOOK) == [Day("2026-03-01", 3, 1), Day("2026-04-01", 2, 1)]
    assert Day("2026-03-01", 4, 1).share == 0.25


def test_a_gold_without_decisions_has_no_day() -> None:
    assert over_time([(file("gold", claim("c-1", "before winter")), mine())], CODEBOOK) == []
