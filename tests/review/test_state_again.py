"""What a second run opens: nothing, what is new, what changed."""

from __future__ import annotations

import random

from tests.review.reviewing import DAY, at, empty_gold, gold_from, review, two
from tests.review.small import CODEBOOK, actor, claim, file, place, sample
from workbench.core.annotation import Annotations, Record
from workbench.review.state import Review
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import annotation_bytes

# A second run


def closed(gold: Annotations | None = None) -> Review:
    """A review in which everything was decided."""
    seen = review(*two(), gold=gold)
    seen.accept_all_that_agree()
    while seen.current is not None:
        seen.take(1) if seen.current.key != "x/a-x3" else seen.none()
    return seen


def test_a_second_run_opens_nothing() -> None:
    assert review(*two(), gold=closed().gold).open == []


def test_a_second_run_from_the_file_opens_nothing() -> None:
    data = annotation_bytes(closed().gold, CODEBOOK)
    assert review(*two(), gold=AnnotationReader(CODEBOOK).read(data, "gold")).open == []


def test_a_coder_added_later_opens_only_what_is_new() -> None:
    third = [
        actor("a-z1", "Ann Lee", "ann-lee"),
        actor("a-z2", "Critics"),
        claim("c-z1", "before winter", source="a-z1"),
    ]
    seen = review(*two(), ("z", third), gold=closed().gold)
    assert {(item.key, item.status) for item in seen.open} == {
        ("x/a-x1+y/a-y1+z/a-z1", "added"),
        ("z/a-z2", "open"),
        ("x/c-x1+y/c-y1+z/c-z1", "added"),
    }
    assert [item.key for item in seen.agreeing] == ["x/a-x1+y/a-y1+z/a-z1"]


def test_a_record_that_joins_a_decision_keeps_the_gold_s_id() -> None:
    first = closed()
    before = gold_from(first, "x/c-x1")
    third = [claim("c-z1", "before winter", cue="said", source="entity:ann-lee")]
    seen = at(review(*two(), ("z", third), gold=first.gold), "z/c-z1")
    assert seen.current is not None
    assert seen.current.versions[0].of_gold
    seen.take(3)
    after = gold_from(seen, "z/c-z1")
    assert after.id == before.id
    assert after.parts["content"] == (place("before winter"),)
    assert after.decision is not None
    assert after.decision.sources == ("x/c-x1", "y/c-y1", "z/c-z1")
    assert seen.open == []


def test_keeping_the_gold_against_a_new_record_closes_the_item() -> None:
    third = [claim("c-z1", "before winter", cue="said", source="entity:ann-lee")]
    seen = at(review(*two(), ("z", third), gold=closed().gold), "z/c-z1")
    content = gold_from(seen, "x/c-x1").parts["content"]
    seen.take(1)
    assert gold_from(seen, "z/c-z1").parts["content"] == content
    assert seen.open == []


def test_a_record_that_joins_a_rejection_is_not_taken_for_agreed() -> None:
    seen = review(*two(), ("z", [actor("a-z9", "Bo Strand", "bo-strand")]), gold=closed().gold)
    (item,) = seen.open
    assert (item.status, item.agreeing) == ("added", False)
    at(seen, "z/a-z9").take(1)
    assert seen.gold.header.rejected == ()
    assert seen.open == []


def changed(source: str, **values: str) -> list[tuple[str, list[Record]]]:
    """The two coders, with one record changed since."""
    rows = []
    for name, records in two():
        new = []
        for one in records:
            for slot, value in values.items() if f"{name}/{one.id}" == source else ():
                one = one.with_value(slot, value)
            new.append(one)
        rows.append((name, new))
    return rows


def test_a_record_that_changed_since_is_noticed() -> None:
    seen = review(*changed("y/c-y1", issue="money"), gold=closed().gold)
    (item,) = seen.open
    assert (item.status, item.changed, "changed" in item.kinds) == ("changed", ("y/c-y1",), True)
    at(seen, "y/c-y1").take(1)
    assert seen.open == []


def test_a_note_is_no_change() -> None:
    rows = [
        (name, [Record(one.layer, one.id, one.parts, one.values, "hm?", True) for one in there])
        for name, there in two()
    ]
    assert review(*rows, gold=closed().gold).open == []


def test_a_record_removed_since_is_noticed() -> None:
    rows = [(name, [one for one in records if one.id != "c-y1"]) for name, records in two()]
    seen = review(*rows, gold=closed().gold)
    (item,) = seen.open
    assert (item.status, item.changed) == ("changed", ("y/c-y1",))
    at(seen, "x/c-x1").take(1)
    assert seen.open == []


def test_all_records_of_a_decision_removed_leave_the_gold_to_be_kept_or_refused() -> None:
    rows = [(name, [one for one in records if one.layer != "claim"]) for name, records in two()]
    for verb, left in ((lambda seen: seen.take(1), 1), (lambda seen: seen.none(), 0)):
        seen = review(*rows, gold=closed().gold)
        seen.go(seen.open[0].key)
        verb(seen)
        assert len(seen.gold.of_layer("claim")) == left
        assert seen.open == []


def test_a_coder_who_does_not_take_part_this_time_changes_nothing() -> None:
    assert review(two()[0], gold=closed().gold).open == []


def test_what_was_decided_of_one_who_does_not_take_part_stays_written() -> None:
    seen = review(changed("x/c-x1", issue="money")[0], gold=closed().gold)
    at(seen, "x/c-x1").take(1)
    made = gold_from(seen, "x/c-x1")
    assert made.decision is not None
    assert made.decision.sources == ("x/c-x1", "y/c-y1")
    assert review(*changed("x/c-x1", issue="money"), gold=seen.gold).open == []


def test_suggestions_are_one_more_annotator() -> None:
    model = [actor("a-1", "Critics", origin="crf@0.91")]
    seen = at(review(*two(), ("crf", model)), "crf/a-1")
    seen.take(1)
    assert gold_from(seen, "crf/a-1").origin == "crf@0.91"


# The sample


def test_the_sample_is_decided_to_the_end_without_a_broken_record() -> None:
    files, codebook = sample()
    header = files[0][1].header
    gold = empty_gold(header.article, header.text_sha256, codebook)
    seen = Review(files, codebook, gold, choose=random.Random(5).choice, date=DAY)
    seen.accept_all_that_agree()
    decisions = 0
    while seen.current is not None:
        seen.take(1)
        decisions += 1
    assert decisions == 36
    ids = {one.id for one in seen.gold.records.values()}
    for one in seen.gold.records.values():
        for slot in codebook.layer(one.layer).of_type("reference"):
            for target in one.references(slot.name):
                assert ":" in target or target in ids
    assert Review(files, codebook, seen.gold, choose=random.Random(5).choice, date=DAY).open == []


def test_what_came_apart_by_a_decision_leaves_nothing_behind_that_is_still_open() -> None:
    """A coder gave a refused record the place of one that they removed: both decisions are open, until each is decided."""
    before = [
        ("x", file("x", actor("a-1", "Ann Lee", "ann-lee"))),
        ("y", file("y", actor("a-1", "Ann Lee", "ann-lee"))),
        ("z", file("z", actor("a-4", "Ann Lee", "ann-lee"), actor("a-1", "union"))),
    ]
    seen = Review(
        before, CODEBOOK, empty_gold("small", "abc", CODEBOOK), choose=random.Random(1).choice, date="2026-03-01"
    )
    seen.accept_all_that_agree()
    seen.none()
    after = [*before[:2], ("z", file("z", actor("a-1", "Ann Lee", "ann-lee")))]
    again = Review(after, CODEBOOK, seen.gold, choose=random.Random(2).choice, date="2026-03-02")
    assert [(one.key, one.status) for one in again.open] == [("x/a-1+y/a-1", "changed"), ("z/a-1", "changed")]
    first = next(one for one in again.open if one.key == "x/a-1+y/a-1")
    again.accept_all_that_agree() if first.agreeing else again.take(1)
    assert [(one.key, one.status) for one in again.open] == [("z/a-1", "changed")]
