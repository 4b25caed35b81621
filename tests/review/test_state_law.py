"""What holds for the gold whatever the reviewer does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.reviewing import empty_gold
from tests.review.small import CODEBOOK, TEXT, actor, claim, file, stance
from workbench.core.annotation import Annotations, Record, target_kind
from workbench.core.errors import EditError
from workbench.core.merge import merge
from workbench.review.fingerprint import split_source
from workbench.review.state import Review

FILES: list[tuple[str, Annotations]] = [
    (
        "x",
        file(
            "x",
            actor("a-1", "Ann Lee", "ann-lee"),
            actor("a-2", "port union"),
            claim("c-1", "must be built before winter", source="a-1"),
            stance("s-1", "a-2", "c-1", evidence="agreed"),
        ),
    ),
    (
        "y",
        file(
            "y",
            actor("a-1", "Mayor Ann Lee", "ann-lee"),
            actor("a-2", "union", "port-union"),
            actor("a-3", "port"),
            claim("c-1", "before winter", source="a-1"),
            stance("s-1", "a-3", "c-1", "oppose", evidence="union agreed"),
        ),
    ),
    ("z", file("z", claim("c-9", "bridge must be built", source="entity:ann-lee"), actor("a-9", "Bo Strand"))),
]

verbs: list[Callable[[Review], object]] = [
    lambda seen: seen.take(1),
    lambda seen: seen.take(2),
    lambda seen: seen.take(3),
    lambda seen: seen.union(2),
    lambda seen: seen.intersection(),
    lambda seen: seen.both(),
    lambda seen: seen.none(),
    lambda seen: seen.accept_all_that_agree(),
    lambda seen: seen.accept_everything_of("x"),
    lambda seen: seen.undo(),
    lambda seen: seen.redo(),
    lambda seen: seen.move(2),
    lambda seen: seen.reopen(min(seen.gold.records, default="")),
    lambda seen: seen.reopen_rejected(0),
]


def review(gold: Annotations, files: list[tuple[str, Annotations]], seed: int = 1) -> Review:
    return Review(files, CODEBOOK, gold, choose=random.Random(seed).choice, date="2026-03-01")


def play(seen: Review, numbers: list[int]) -> Review:
    for number in numbers:
        try:
            verbs[number](seen)
        except EditError:
            continue
    return seen


def references(gold: Annotations) -> list[tuple[Record, str]]:
    return [
        (record, target)
        for record in gold.records.values()
        for slot in CODEBOOK.layer(record.layer).of_type("reference")
        for target in record.references(slot.name)
    ]


moves = st.lists(st.integers(0, len(verbs) - 1), max_size=20)


@settings(max_examples=150)
@given(moves, moves)
def test_the_gold_refers_to_its_own_records_or_to_what_is_not_in_it(first: list[int], second: list[int]) -> None:
    early = play(review(empty_gold("small", "abc", CODEBOOK), FILES[:2]), first)
    seen = play(review(early.gold, FILES), second)
    made = {source for one in seen.gold.records.values() if one.decision for source in one.decision.sources}
    for record, target in references(seen.gold):
        kind, target_id = target_kind(target)
        if kind == "record" and target_id not in seen.gold.records:
            annotator, record_id = split_source(target_id)
            assert record_id in dict(FILES)[annotator].records
            assert target_id not in made
        assert target_id != record.id


@settings(max_examples=150)
@given(moves, moves)
def test_a_record_is_decided_or_open_and_never_both_nor_neither(first: list[int], second: list[int]) -> None:
    early = play(review(empty_gold("small", "abc", CODEBOOK), FILES[:2]), first)
    seen = play(review(early.gold, FILES), second)
    fresh = review(seen.gold, FILES)
    assert [item.key for item in fresh.open] == [item.key for item in seen.open]
    decided = {source for one in seen.gold.records.values() if one.decision for source in one.decision.sources}
    decided |= {source for rejected in seen.gold.header.rejected for source in rejected.sources}
    unsettled = [source for item in seen.open if item.status == "open" for source in item.key.split("+")]
    added = [source for item in seen.open if item.status == "added" for source in item.key.split("+")]
    assert len(unsettled) == len(set(unsettled))
    assert not decided & set(unsettled)
    assert decided | set(unsettled) | set(added) == everything()


@settings(max_examples=100)
@given(moves)
def test_every_quote_in_the_gold_stands_in_the_text(numbers: list[int]) -> None:
    seen = play(review(empty_gold("small", "abc", CODEBOOK), FILES), numbers)
    for record in seen.gold.records.values():
        for _, fragment in record.fragments():
            assert TEXT[fragment.start : fragment.end] == fragment.quote
            assert fragment.quote


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_decided_to_the_end_nothing_is_open_in_a_second_run(chance: random.Random) -> None:
    seen = review(empty_gold("small", "abc", CODEBOOK), FILES)
    while seen.current is not None or seen.agreeing:
        play(seen, [chance.choice([0, 1, 2, 3, 5, 6, 7, 11])])
    assert review(seen.gold, FILES).open == []
    assert review(seen.gold, FILES[1:]).open == []


def later(chance: random.Random) -> list[tuple[str, Annotations]]:
    """The files after their people worked on: records gone, and what another record held under an id of before."""
    found: list[tuple[str, Annotations]] = []
    for name, state in FILES:
        records: dict[str, Record] = {}
        for one in state.records.values():
            alike = [other for _, file in FILES for other in file.records.values() if other.layer == one.layer]
            other = chance.choice([None, one, one, *alike])
            if other is not None:
                records[one.id] = replace(
                    one, parts=other.parts, values=one.values if one.layer == "stance" else other.values
                )
        found.append((name, Annotations(state.header, records)))
    return found[chance.choice((0, 0, 1)) :]


@settings(max_examples=150)
@given(moves, moves, st.randoms(use_true_random=False))
def test_what_is_open_is_what_a_second_review_would_open(
    first: list[int], second: list[int], chance: random.Random
) -> None:
    """Files changed between two sittings; after every decision the open items are those that the gold leaves open."""
    gold = play(review(empty_gold("small", "abc", CODEBOOK), FILES), first).gold
    files = later(chance)
    seen = review(gold, files)
    for number in second:
        play(seen, [number])
        again = review(seen.gold, files)
        assert {(one.key, one.status) for one in seen.open} == {(one.key, one.status) for one in again.open}


def everything() -> set[str]:
    """Every record of every annotator, as decisions name it."""
    return {f"{name}/{one}" for name, state in FILES for one in state.records}


def decisions(gold: Annotations) -> Counter[str]:
    """How many decisions were made from each source."""
    made = Counter(source for one in gold.records.values() if one.decision for source in one.decision.sources)
    return made + Counter(source for one in gold.header.rejected for source in one.sources)


@settings(max_examples=150)
@given(moves, moves, st.randoms(use_true_random=False))
def test_what_two_reviewers_decided_is_asked_again_and_then_stands_once(
    first: list[int], second: list[int], chance: random.Random
) -> None:
    """Both began with the same gold, and git put their golds together record by record."""
    base = play(review(empty_gold("small", "abc", CODEBOOK), FILES[:2], 3), chance.choices(range(len(verbs)), k=3)).gold
    one, other = (play(review(base, FILES, seed), done).gold for seed, done in ((1, first), (2, second)))
    both = merge(base, one, other)
    seen = review(both.state, FILES)
    asked = {source for item in seen.open if item.status == "twice" for source in item.key.split("+")}
    assert {source for source, count in decisions(both.state).items() if count > 1} <= asked
    for _ in range(200):
        if not (seen.current or seen.agreeing):
            break
        play(seen, [chance.choice([0, 1, 2, 3, 5, 6, 7])])
    assert max(decisions(seen.gold).values(), default=0) <= 1
    assert review(seen.gold, FILES).open == []
    lost = {
        target for _, target in references(both.state)
    } - both.state.records.keys()  # by the merge; ``check`` names it
    made = {source for one in seen.gold.records.values() if one.decision for source in one.decision.sources}
    for _, target in references(seen.gold):
        kind, target_id = target_kind(target)
        assert kind != "record" or target_id in {*seen.gold.records, *lost} | everything() - made
