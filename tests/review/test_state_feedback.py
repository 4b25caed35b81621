"""What a coder sees after a review."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.review.reviewing import empty_gold
from tests.review.small import CODEBOOK, actor, claim, file, sample
from workbench.core.annotation import Annotations, Record
from workbench.review.feedback import Feedback, feedback
from workbench.review.item import Filter
from workbench.review.state import Review

MINE = [
    actor("a-1", "Ann Lee", "ann-lee"),
    actor("a-2", "port union", note="or the union of the ports?"),
    actor("a-3", "Bo Strand"),
    claim("c-1", "before winter", source="a-1", certainty="asserted"),
]
THEIRS = [
    actor("a-7", "Mayor Ann Lee", "ann-lee"),
    actor("a-8", "port union"),
    actor("a-9", "Critics"),
    claim("c-9", "before winter", source="a-7", certainty="hedged"),
]


def decided(take: dict[str, int], *, none: str = "") -> Annotations:
    """The gold where of the item of each of these sources a version was taken, and one was rejected."""
    files = [("x", file("x", *MINE)), ("y", file("y", *THEIRS))]
    start = empty_gold("small", "abc", CODEBOOK)
    seen = Review(files, CODEBOOK, start, choose=random.Random(2).choice, date="2026-03-01")
    seen.show(Filter(agreed=True))
    for source, number in take.items():
        seen.go(next(item.key for item in seen.items if source in item.key.split("+")))
        seen.take(number, reason=f"because of {source}", note="page 4")
    if none:
        seen.go(next(item.key for item in seen.items if none in item.key.split("+")))
        seen.none(reason="no actor", note="too vague")
    return seen.gold


def mine(*records: Record) -> Annotations:
    return file("x", *(records or MINE))


def lines(found: list[Feedback]) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [
        (
            one.mine.id if one.mine else "",
            " ".join(fragment.quote for _, fragment in one.gold.fragments()) if one.gold else "",
            tuple(f"{d.kind} {d.slot}".strip() for d in one.disagreements),
            one.reason,
        )
        for one in found
    ]


def test_only_what_the_gold_has_otherwise_is_listed_with_its_reason() -> None:
    gold = decided({"x/a-1": 2, "x/a-2": 1, "x/c-1": 2})
    assert lines(feedback(gold, mine(), CODEBOOK)) == [
        ("a-1", "Mayor Ann Lee", ("boundary mention",), "because of x/a-1"),
        ("c-1", "before winter", ("attribute certainty",), "because of x/c-1"),
    ]


def test_the_decision_its_note_and_date_come_along() -> None:
    (one,) = feedback(decided({"x/c-1": 2}), mine(), CODEBOOK)
    assert (one.decision, one.note, one.date) == ("take", "page 4", "2026-03-01")


def test_a_reference_to_the_gold_record_made_from_mine_is_no_difference() -> None:
    assert feedback(decided({"x/a-1": 1, "x/c-1": 1}), mine(), CODEBOOK) == []
    assert feedback(decided({"x/c-1": 1}), mine(), CODEBOOK) == []


def test_what_i_missed_is_listed() -> None:
    assert lines(feedback(decided({"y/a-9": 1}), mine(), CODEBOOK)) == [
        ("", "Critics", ("missing",), "because of y/a-9")
    ]


def test_what_was_rejected_is_listed_with_the_reason() -> None:
    (one,) = feedback(decided({}, none="x/a-3"), mine(), CODEBOOK)
    assert (one.mine, one.gold, one.reason, one.note) == (MINE[2], None, "no actor", "too vague")


def test_what_was_not_reviewed_yet_is_not_listed() -> None:
    assert feedback(decided({}), mine(), CODEBOOK) == []


def test_once_the_gold_is_done_what_it_lacks_is_listed() -> None:
    gold = decided({"x/a-1": 1, "x/a-2": 1, "x/c-1": 1})
    done = Annotations(replace(gold.header, status="done"), gold.records)
    assert lines(feedback(done, mine(), CODEBOOK)) == [("a-3", "", ("missing",), "")]


def test_a_gold_without_decisions_is_aligned() -> None:
    gold = file("gold", actor("a-g", "Mayor Ann Lee", "ann-lee"))
    assert lines(feedback(gold, mine(MINE[0]), CODEBOOK)) == [("a-1", "Mayor Ann Lee", ("boundary mention",), "")]


def test_a_note_is_no_difference() -> None:
    noted = [replace(one, note="I was not sure", flag=True) for one in MINE]
    assert feedback(decided({"x/a-1": 1, "x/a-2": 1, "x/c-1": 1}), mine(*noted), CODEBOOK) == []


def test_in_the_sample_a_coder_whose_versions_were_all_taken_hears_of_what_they_missed_alone() -> None:
    files, codebook = sample()
    header = files[0][1].header
    start = empty_gold(header.article, header.text_sha256, codebook)
    seen = Review(files, codebook, start, choose=random.Random(2).choice, date="2026-03-01")
    seen.accept_everything_of("coder-a")
    while seen.current is not None:
        seen.take(1)
    found = feedback(seen.gold, files[0][1], codebook)
    assert {one.mine for one in found} == {None}
    assert len(found) == 3
    assert len(feedback(seen.gold, files[1][1], codebook)) == 33
