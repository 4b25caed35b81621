"""References of coders in words of the gold, and what stands in for them."""

from __future__ import annotations

from tests.review.reviewing import at, gold_from, key_of, problems, review, two
from tests.review.small import actor, claim

# References


def test_a_reference_waits_as_the_entity_until_its_record_is_decided() -> None:
    seen = at(review(*two()), "x/c-x1")
    seen.take(1)
    assert gold_from(seen, "x/c-x1").values["source"] == "entity:ann-lee"
    at(seen, "x/a-x1").take(1)
    assert gold_from(seen, "x/c-x1").values["source"] == gold_from(seen, "x/a-x1").id


def test_a_reference_to_an_unlinked_record_waits_as_its_source() -> None:
    mine = [actor("a-1", "port union"), claim("c-1", "before winter", source="a-1")]
    seen = at(review(("x", mine), ("y", [])), "x/c-1")
    seen.take(1)
    assert gold_from(seen, "x/c-1").values["source"] == "x/a-1"
    assert problems(seen) == ["claim " + gold_from(seen, "x/c-1").id + ": source: there is no record “x/a-1”"]
    at(seen, "x/a-1").take(1)
    assert gold_from(seen, "x/c-1").values["source"] == gold_from(seen, "x/a-1").id
    assert problems(seen) == []


def test_a_reference_is_repaired_in_a_later_session() -> None:
    mine = [actor("a-1", "port union"), claim("c-1", "before winter", source="a-1")]
    first = at(review(("x", mine), ("y", [])), "x/c-1")
    first.take(1)
    later = at(review(("x", mine), ("y", []), gold=first.gold), "x/a-1")
    later.take(1)
    assert gold_from(later, "x/c-1").values["source"] == gold_from(later, "x/a-1").id


def test_an_entity_that_a_coder_wrote_is_left_as_it_is() -> None:
    one = [actor("a-1", "Ann Lee", "ann-lee"), claim("c-1", "before winter", source="a-1")]
    other = [claim("c-2", "before winter", source="entity:ann-lee")]
    seen = at(review(("x", one), ("y", other)), "y/c-2")
    seen.edited(claim("c-0", "before winter", source="entity:ann-lee"))
    at(seen, "x/a-1").take(1)
    assert gold_from(seen, "y/c-2").values["source"] == "entity:ann-lee"


def test_taking_a_decision_back_gives_references_back_their_stand_in() -> None:
    seen = review(*two())
    seen.accept_all_that_agree()
    at(seen, "x/c-x1").take(1)
    seen.reopen(gold_from(seen, "x/a-x1").id)
    assert gold_from(seen, "x/c-x1").values["source"] == "entity:ann-lee"
    assert gold_from(seen, "x/s-x1").values["holder"] == "entity:ann-lee"
    assert key_of(seen, "x/a-x1")


def test_references_of_two_coders_to_one_group_meet_in_one_gold_record() -> None:
    seen = review(*two())
    seen.accept_all_that_agree()
    at(seen, "x/c-x1").both()
    sources = {gold_from(seen, one).values["source"] for one in ("x/c-x1", "y/c-y1")}
    assert sources == {gold_from(seen, "x/a-x1").id}
