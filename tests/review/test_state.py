"""The review: what is open, the verbs that decide, blind mode, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.reviewing import DAY, at, gold_from, key_of, review, two
from tests.review.small import claim, place
from workbench.core.errors import EditError, UsageError
from workbench.core.log import Did, Move, Redid, Undid
from workbench.review.item import Filter
from workbench.review.state import Review

# What is open


def test_agreeing_items_are_open_but_not_shown() -> None:
    seen = review(*two())
    assert [item.key for item in seen.agreeing] == ["x/a-x1+y/a-y1", "x/s-x1+y/s-y1"]
    assert {item.key for item in seen.items} == {"x/a-x2+y/a-y2", "x/a-x3", "x/c-x1+y/c-y1"}


def test_the_most_contested_stands_first() -> None:
    contests = [item.contest for item in review(*two()).items]
    assert contests == sorted(contests, reverse=True)
    assert contests[0] == 1.0  # the mention that one has alone


def test_reading_order_follows_the_text_across_layers() -> None:
    seen = review(*two())
    seen.show(Filter(), "reading")
    assert [item.key for item in seen.items] == ["x/c-x1+y/c-y1", "x/a-x2+y/a-y2", "x/a-x3"]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Filter(layer="claim"), {"x/c-x1+y/c-y1"}),
        (Filter(kind="missing"), {"x/a-x3"}),
        (Filter(kind="agreed"), {"x/a-x1+y/a-y1", "x/s-x1+y/s-y1"}),
        (Filter(annotator="y"), {"x/a-x2+y/a-y2", "x/c-x1+y/c-y1"}),
        (Filter(label="hedged"), {"x/c-x1+y/c-y1"}),
        (Filter(layer="stance", agreed=True), {"x/s-x1+y/s-y1"}),
        (Filter(kind="link"), set()),
    ],
)
def test_a_filter_shows_what_it_says(shown: Filter, expected: set[str]) -> None:
    seen = review(*two())
    seen.show(shown)
    assert {item.key for item in seen.items} == expected


def test_those_who_agree_share_a_version() -> None:
    (_, x), (_, y) = two()
    seen = review(("x", x), ("y", y), ("z", x))
    seen.go(key_of(seen, "x/c-x1"))
    assert seen.current is not None
    assert [version.annotators for version in seen.current.versions] == [("x", "z"), ("y",)]


def test_the_gold_is_no_annotator() -> None:
    with pytest.raises(UsageError, match="decided file"):
        review(("gold", []))


# The verbs


def test_a_version_is_taken_with_its_sources_reason_date_and_fingerprint() -> None:
    seen = at(review(*two()), "x/c-x1")
    seen.take(2, reason="shorter", note="see the guideline")
    made = gold_from(seen, "y/c-y1")
    assert made.parts["content"] == (place("must be built before winter"),)
    assert made.note == "see the guideline"
    assert made.decision is not None
    assert (made.decision.sources, made.decision.decision) == (("x/c-x1", "y/c-y1"), "take")
    assert (made.decision.reason, made.decision.date) == ("shorter", DAY)
    assert len(made.decision.fingerprint) == 33


def test_after_a_decision_the_next_item_is_current() -> None:
    seen = review(*two())
    following = seen.items[1].key
    seen.take(1)
    assert seen.current is not None
    assert seen.current.key == following
    assert seen.position == (1, 2)


def test_a_version_that_is_not_there_changes_nothing() -> None:
    seen = review(*two())
    with pytest.raises(EditError, match="no version 9"):
        seen.take(9)
    assert not seen.gold.records


def test_union_and_intersection_of_the_spans() -> None:
    for verb, words in (("union", "the port union"), ("intersection", "port union")):
        seen = at(review(*two()), "x/a-x2")
        getattr(seen, verb)()
        made = gold_from(seen, "x/a-x2")
        assert made.parts["mention"] == (place(words),)
        assert made.decision is not None
        assert made.decision.decision == verb


def test_a_union_takes_the_values_of_the_version_named() -> None:
    seen = at(review(*two()), "x/c-x1")
    seen.union(2)
    made = gold_from(seen, "x/c-x1")
    assert made.values["certainty"] == "hedged"
    assert made.parts["content"] == (place("the new bridge must be built before winter"),)


def test_an_intersection_of_nothing_is_refused() -> None:
    one, other = claim("c-1", "must be built", cue="said"), claim("c-2", "before winter", cue="said", issue="bridge")
    seen = review(("x", [one]), ("y", [other]))
    with pytest.raises(EditError, match="no character"):
        seen.intersection()


def test_both_makes_a_gold_record_for_each() -> None:
    seen = at(review(*two()), "x/c-x1")
    seen.both()
    made = [gold_from(seen, source) for source in ("x/c-x1", "y/c-y1")]
    assert made[0].id != made[1].id
    assert [one.decision.decision for one in made if one.decision] == ["take", "take"]
    assert key_of(seen, "x/a-x3")
    assert not [item for item in seen.open if item.layer == "claim"]


def test_both_takes_two() -> None:
    seen = at(review(*two()), "x/a-x3")
    with pytest.raises(EditError, match="two versions"):
        seen.both()


def test_none_is_kept_as_a_group() -> None:
    seen = at(review(*two()), "x/a-x3")
    seen.none(reason="not an actor", note="an engineer only")
    (rejected,) = seen.gold.header.rejected
    assert (rejected.sources, rejected.reason, rejected.date) == (("x/a-x3",), "not an actor", DAY)
    assert rejected.note == "an engineer only"
    assert not [item for item in seen.open if "x/a-x3" in item.key]


def test_an_edited_record_is_in_words_of_the_gold() -> None:
    seen = review(*two())
    seen.accept_all_that_agree()
    at(seen, "x/c-x1")
    draft = seen.draft(1)
    assert draft.values["source"] == gold_from(seen, "x/a-x1").id
    seen.edited(draft.with_value("certainty", "hedged"), reason="fits neither")
    made = gold_from(seen, "x/c-x1")
    assert made.values["certainty"] == "hedged"
    assert made.decision is not None
    assert made.decision.decision == "edited"


def test_an_edited_record_of_another_layer_is_refused() -> None:
    seen = at(review(*two()), "x/a-x3")
    with pytest.raises(EditError, match="cannot stand for"):
        seen.edited(claim("c-1", "before winter"))


def test_deferring_puts_an_item_last_and_decides_nothing() -> None:
    seen = review(*two())
    put_off = seen.defer()
    assert seen.items[-1] is put_off
    assert seen.deferred(put_off)
    assert seen.current is not put_off
    assert not seen.history.done


def test_accept_all_that_agree_is_one_step() -> None:
    seen = review(*two())
    seen.accept_all_that_agree()
    assert len(seen.history.done) == 1
    assert {one.decision.decision for one in seen.gold.records.values() if one.decision} == {"agreed"}
    holder = gold_from(seen, "x/s-x1").values["holder"]
    assert holder == gold_from(seen, "x/a-x1").id
    with pytest.raises(EditError, match="nothing left"):
        seen.accept_all_that_agree()


def test_everything_of_one_annotator_leaves_open_what_they_lack() -> None:
    seen = review(*two())
    seen.accept_everything_of("y", reason="expert")
    assert [item.key for item in seen.items] == ["x/a-x3"]
    assert gold_from(seen, "x/c-x1").values["certainty"] == "hedged"
    with pytest.raises(EditError, match="nothing of y"):
        seen.accept_everything_of("y")


def test_the_last_decision_is_repeated_for_the_same_annotator() -> None:
    seen = at(review(*two()), "x/a-x2")
    seen.take(2, reason="with its article")
    at(seen, "x/c-x1").repeat_last()
    made = gold_from(seen, "x/c-x1")
    assert made.values["certainty"] == "hedged"
    assert made.decision is not None
    assert made.decision.reason == "with its article"


def test_there_may_be_nothing_to_repeat() -> None:
    seen = review(*two())
    with pytest.raises(EditError, match="no decision to repeat"):
        seen.repeat_last()


# Blind


def test_a_blind_review_hides_names_and_shuffles_by_its_seed() -> None:
    (_, x), (_, y) = two()

    def order(seed: int) -> list[tuple[str, ...]]:
        blind = review(("x", x), ("y", y), blind=seed)
        item = next(item for item in blind.items if item.layer == "claim")
        assert [blind.name(version) for version in item.versions] == ["", ""]
        return [version.annotators for version in item.versions]

    orders = [order(seed) for seed in range(12)]
    assert orders == [order(seed) for seed in range(12)]
    assert {tuple(one) for one in orders} == {(("x",), ("y",)), (("y",), ("x",))}


def test_a_blind_review_refuses_what_needs_names() -> None:
    blind = review(*two(), blind=1)
    with pytest.raises(UsageError):
        blind.accept_everything_of("x")
    with pytest.raises(UsageError):
        blind.show(Filter(annotator="x"))


# Undo


def test_undo_opens_what_was_decided_and_stands_there() -> None:
    seen = review(*two())
    before, decided = seen.gold, seen.items[1].key
    seen.go(decided)
    seen.take(1)
    seen.undo()
    assert seen.gold == before
    assert seen.current is not None
    assert seen.current.key == decided
    seen.redo()
    assert len(seen.gold) == 1


def test_every_move_is_handed_on_before_it_shows() -> None:
    moves: list[tuple[Move, int]] = []
    seen = review(*two(), on_move=lambda move: moves.append((move, len(seen.gold))))
    seen.take(1)
    seen.undo()
    seen.redo()
    assert [(type(move), size) for move, size in moves] == [(Did, 0), (Undid, 1), (Redid, 0)]


def test_there_may_be_nothing_to_undo() -> None:
    with pytest.raises(EditError, match="nothing to undo"):
        review(*two()).undo()


verbs: list[Callable[[Review], object]] = [
    lambda seen: seen.take(1),
    lambda seen: seen.take(2),
    lambda seen: seen.union(),
    lambda seen: seen.both(),
    lambda seen: seen.none(reason="no"),
    lambda seen: seen.edited(seen.draft(1)),
    lambda seen: seen.accept_all_that_agree(),
    lambda seen: seen.accept_everything_of("y"),
    lambda seen: seen.repeat_last(),
    lambda seen: seen.undo(),
    lambda seen: seen.redo(),
    lambda seen: seen.defer(),
    lambda seen: seen.move(1),
    lambda seen: seen.reopen(next(iter(seen.gold.records), "")),
    lambda seen: seen.reopen_rejected(0),
]


@settings(max_examples=150)
@given(st.lists(st.integers(0, len(verbs) - 1), max_size=14))
def test_whatever_is_done_the_open_items_are_those_of_a_fresh_review(numbers: list[int]) -> None:
    seen = review(*two())
    for number in numbers:
        try:
            verbs[number](seen)
        except EditError:
            continue
    fresh = review(*two(), gold=seen.gold)
    assert {item.key: item for item in fresh.open} == {item.key: item for item in seen.open}


@settings(max_examples=80)
@given(st.lists(st.integers(0, len(verbs) - 1), max_size=14))
def test_undoing_everything_leads_back_to_the_beginning(numbers: list[int]) -> None:
    seen = review(*two())
    start = seen.gold, seen.open
    for number in numbers:
        try:
            verbs[number](seen)
        except EditError:
            continue
    while seen.history.done:
        seen.undo()
    assert (seen.gold, seen.open) == start
