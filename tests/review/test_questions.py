"""Notes go both ways and are never a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.review.small import CODEBOOK
from tests.review.test_state_feedback import MINE, THEIRS, decided, file, mine
from workbench.core.errors import EditError
from workbench.review.feedback import feedback
from workbench.review.questions import answered, asked
from workbench.review.state import Review

FILES = [("x", file("x", *MINE)), ("y", file("y", *THEIRS))]


def test_a_note_stands_beside_what_the_gold_says() -> None:
    gold = decided({"x/a-2": 1})
    (one,) = asked(FILES, gold, {})
    assert (one.annotator, one.note, one.answer) == ("x", "or the union of the ports?", "page 4")
    assert one.gold is not None
    assert one.decided


def test_what_has_no_answer_comes_first() -> None:
    gold = decided({"x/a-2": 1, "y/a-9": 1})
    (critics,) = [one for one in gold.records.values() if any("y/a-9" in source for source in one.decision.sources)]  # type: ignore[union-attr]
    silent = replace(critics, note="")
    gold = replace(gold, records={**gold.records, silent.id: silent})
    found = asked(FILES, gold, {"x": [(silent.id, "are critics actors?"), ("a-gone", "lost")]})
    assert [(one.note, one.answer) for one in found] == [
        ("are critics actors?", ""),
        ("or the union of the ports?", "page 4"),
    ]


def test_an_answer_is_a_step_of_the_gold_and_reaches_the_coder() -> None:
    gold = decided({"x/a-1": 2}, none="x/a-2")
    (one,) = asked(FILES, gold, {})
    step = answered(gold, one, "no, the union itself")
    after = step.apply(gold)
    assert after.header.rejected[0].note == "no, the union itself"
    assert step.inverse.apply(after) == gold
    assert [found.note for found in feedback(after, mine(), CODEBOOK) if found.gold is None] == ["no, the union itself"]


def test_where_nothing_is_decided_nothing_can_carry_an_answer() -> None:
    gold = decided({"x/a-1": 2})
    (one,) = asked(FILES, gold, {})
    assert not one.decided
    with pytest.raises(EditError, match="nothing is decided there yet"):
        answered(gold, one, "later")


def test_notes_on_both_sides_open_nothing_and_differ_in_nothing() -> None:
    gold = decided({"x/a-1": 1, "x/a-2": 1, "x/c-1": 1}, none="x/a-3")
    noted = file("x", *(replace(one, note="why?") for one in MINE))
    answered_gold = replace(gold, records={one.id: replace(one, note="so") for one in gold.records.values()})
    assert [one for one in feedback(answered_gold, noted, CODEBOOK) if one.gold] == []
    seen = Review([("x", noted), FILES[1]], CODEBOOK, answered_gold, choose=lambda _: "q", date="2026-03-02")
    assert [item.key for item in seen.open] == ["y/a-9"]
