"""Which records of several annotators belong together."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.small import ACTOR, CODEBOOK, STANCE, TEXT, actor, claim, file, sample, stance
from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.errors import UsageError
from workbench.review.alignment import Group, align, align_all
from workbench.review.cost import LIMIT, Scale, Targets, features

CLAIM = CODEBOOK.layer("claim")


def ids(groups: list[Group]) -> set[frozenset[str]]:
    """The groups as sets of ``annotator/id``."""
    return {frozenset(f"{name}/{record.id}" for name, record in group.records.items()) for group in groups}


def together(*members: str) -> frozenset[str]:
    return frozenset(members)


spans = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))
mentions = st.lists(st.tuples(spans, st.sampled_from(["", "ann", "bo"])), max_size=5)


@st.composite
def files_of(draw: st.DrawFn, names: str) -> list[tuple[str, Annotations]]:
    """A file of mentions for each of these names."""
    drawn = []
    for name in names:
        rows = draw(mentions)
        drawn.append((name, file(name, *(actor(f"a-{n}", span, entity) for n, (span, entity) in enumerate(rows)))))
    return drawn


def pair_cost(one: Record, other: Record, layer: Layer = ACTOR, codebook: Codebook = CODEBOOK) -> float:
    """The cost of two records that stand alone in their files."""
    first, second = (features(found, layer, Targets(file("x", found), codebook)) for found in (one, other))
    return Scale(layer).cost(first, second)


some_actor = st.builds(
    lambda places, entity, kind: actor("a-1", list(places), entity, kind=kind),
    st.lists(spans, min_size=1, max_size=3),
    st.sampled_from(["", "ann", "bo"]),
    st.sampled_from(["person", "group"]),
)


@given(some_actor, some_actor, some_actor)
def test_the_cost_is_a_metric(one: Record, other: Record, third: Record) -> None:
    assert pair_cost(one, one) == 0
    assert pair_cost(one, other) == pytest.approx(pair_cost(other, one), abs=1e-12)
    assert pair_cost(one, third) <= pair_cost(one, other) + pair_cost(other, third) + 1e-9
    assert 0 <= pair_cost(one, other) <= 1 + 1e-9


def test_the_cost_of_a_moved_boundary_is_the_share_of_text_not_in_common() -> None:
    # text 6 of 8 (text, link, attribute), 4 of 10 characters not in common
    assert pair_cost(actor("a-1", (0, 6)), actor("a-2", (0, 10))) == pytest.approx(6 / 8 * 0.4)


def test_the_main_part_counts_twice() -> None:
    same = claim("c-1", (20, 30), cue=(10, 14))
    other_cue = claim("c-2", (20, 30), cue=(15, 19))
    other_content = claim("c-3", (31, 41), cue=(10, 14))
    assert pair_cost(same, other_content, CLAIM) == pytest.approx(2 * pair_cost(same, other_cue, CLAIM))


def test_a_reference_to_a_linked_mention_costs_nothing_against_its_entity() -> None:
    one = file("x", actor("a-1", "Ann Lee", "ann-lee"), claim("c-1", "before winter", source="a-1"))
    other = file("y", claim("c-9", "before winter", source="entity:ann-lee"))
    groups = align([("x", one), ("y", other)], CLAIM, CODEBOOK)
    assert [group.cost for group in groups] == [0.0]


def test_a_note_or_flag_costs_nothing() -> None:
    one, other = actor("a-1", "Ann Lee", note="sure?"), actor("a-2", "Ann Lee")
    assert pair_cost(one, other) == 0


def best_total(rows: list[Record], columns: list[Record]) -> float:
    """The greatest sum of limit − cost over all one-to-one pairings, by trying everything."""
    if not rows:
        return 0.0
    first, rest = rows[0], rows[1:]
    totals = [best_total(rest, columns)]
    for index, column in enumerate(columns):
        meets = any(a.span.overlaps(b.span) for _, a in first.fragments() for _, b in column.fragments())
        cost = pair_cost(first, column)
        if meets and cost < LIMIT:
            totals.append(LIMIT - cost + best_total(rest, columns[:index] + columns[index + 1 :]))
    return max(totals)


@settings(max_examples=80)
@given(files_of("xy"))
def test_two_annotators_are_matched_optimally(files: list[tuple[str, Annotations]]) -> None:
    groups = align(files, ACTOR, CODEBOOK)
    same = [group for group in groups if len(group.records) == 2 and group.cost == 0]
    taken = [{group.records[name].id for group in same} for name in "xy"]
    rest = [
        [record for record in state.records.values() if record.id not in taken[number]]
        for number, (_, state) in enumerate(files)
    ]
    gained = sum(LIMIT - group.cost for group in groups if len(group.records) == 2 and group.cost > 0)
    assert gained == pytest.approx(best_total(*rest), abs=1e-6)


@given(files_of("xyz"))
def test_every_record_stands_in_exactly_one_group(files: list[tuple[str, Annotations]]) -> None:
    groups = align(files, ACTOR, CODEBOOK)
    found = sorted((name, record.id) for group in groups for name, record in group.records.items())
    assert found == sorted((name, one) for name, state in files for one in state.records)


@settings(max_examples=60)
@given(files_of("xyz"))
def test_the_order_of_the_annotators_decides_nothing(files: list[tuple[str, Annotations]]) -> None:
    expected = align(files, ACTOR, CODEBOOK)
    for order in permutations(files):
        assert align(order, ACTOR, CODEBOOK) == expected


@settings(max_examples=60)
@given(files_of("xyz"), st.permutations("xyz"))
def test_what_annotators_are_called_decides_nothing_but_ties(
    files: list[tuple[str, Annotations]], names: list[str]
) -> None:
    called = dict(zip("xyz", names, strict=True))
    groups = align(files, ACTOR, CODEBOOK)
    renamed = align([(called[name], state) for name, state in files], ACTOR, CODEBOOK)
    costs = [
        pair_cost(a, b)
        for (_, s), (_, t) in combinations(files, 2)
        for a in s.records.values()
        for b in t.records.values()
    ]
    if len(set(costs)) == len(costs):  # nothing ties, so one grouping is the best whatever the names
        back = {new: old for old, new in called.items()}
        assert ids(groups) == {frozenset(back[m[0]] + m[1:] for m in group) for group in ids(renamed)}


def test_an_exact_twin_is_preferred_to_an_overlap() -> None:
    one = file("x", actor("a-1", "Ann Lee"))
    other = file("y", actor("a-8", "Mayor Ann Lee"), actor("a-9", "Ann Lee"))
    assert ids(align([("x", one), ("y", other)], ACTOR, CODEBOOK)) == {together("x/a-1", "y/a-9"), together("y/a-8")}


def test_equal_records_are_paired_in_the_order_of_the_text() -> None:
    one = file("x", actor("a-1", "Ann Lee"), actor("a-2", "Ann Lee"))
    other = file("y", actor("a-3", "Ann Lee"))
    assert ids(align([("x", one), ("y", other)], ACTOR, CODEBOOK)) == {together("x/a-1", "y/a-3"), together("x/a-2")}


def test_mentions_of_one_entity_in_two_places_are_not_matched() -> None:
    one = file("x", actor("a-1", "Ann Lee", "ann-lee"))
    other = file("y", actor("a-2", "Bo Strand", "ann-lee"))
    assert len(align([("x", one), ("y", other)], ACTOR, CODEBOOK)) == 2


def test_little_text_in_common_and_another_entity_is_no_match() -> None:
    long = "the former engineer Bo Strand, warned that the river"
    one = file("x", actor("a-1", long, "river", kind="group"))
    other = file("y", actor("a-2", "Bo Strand", "bo-strand", kind="person"))
    assert len(align([("x", one), ("y", other)], ACTOR, CODEBOOK)) == 2


def test_stances_without_common_evidence_match_by_holder_and_target() -> None:
    one = file("x", stance("s-1", "entity:ann-lee", "issue:bridge", evidence="must be built"))
    other = file("y", stance("s-2", "entity:ann-lee", "issue:bridge"), stance("s-3", "author", "issue:bridge"))
    groups = ids(align([("x", one), ("y", other)], STANCE, CODEBOOK))
    assert groups == {together("x/s-1", "y/s-2"), together("y/s-3")}


def test_a_crowd_of_stances_between_the_same_two_is_paired_in_order() -> None:
    size = 60
    one = file("x", *(stance(f"s-{n:03}", "author", "issue:bridge", evidence=(n, n + 1)) for n in range(size)))
    other = file(
        "y", *(stance(f"s-{n:03}", "author", "issue:bridge", evidence=(100 + n, 101 + n)) for n in range(size))
    )
    groups = align([("x", one), ("y", other)], STANCE, CODEBOOK)
    assert ids(groups) == {together(f"x/s-{n:03}", f"y/s-{n:03}") for n in range(size)}


def test_three_annotators_group_around_what_they_share() -> None:
    one = file("x", actor("a-1", "Ann Lee"))
    other = file("y", actor("a-2", "Mayor Ann Lee"))
    third = file("z", actor("a-3", "Mayor Ann"), actor("a-4", "Bo Strand"))
    groups = align([("x", one), ("y", other), ("z", third)], ACTOR, CODEBOOK)
    assert ids(groups) == {together("x/a-1", "y/a-2", "z/a-3"), together("z/a-4")}


def test_a_bridge_between_two_far_records_does_not_join_them() -> None:
    # the middle one overlaps both; the outer two share nothing, so only the nearer of them comes in
    one = file("x", actor("a-1", (0, 10)))
    middle = file("y", actor("a-2", (4, 14)))
    far = file("z", actor("a-3", (13, 29)))
    groups = align([("x", one), ("y", middle), ("z", far)], ACTOR, CODEBOOK)
    assert ids(groups) == {together("x/a-1", "y/a-2"), together("z/a-3")}


def test_suggestions_take_part_as_one_more_annotator() -> None:
    one = file("x", actor("a-1", "Ann Lee"))
    model = file("crf", actor("a-2", "Ann Lee", origin="crf@0.91"))
    groups = align([("x", one), ("crf", model)], ACTOR, CODEBOOK)
    assert ids(groups) == {together("x/a-1", "crf/a-2")}


def test_an_annotator_twice_is_named() -> None:
    with pytest.raises(UsageError, match="coder-a stands twice"):
        align([("coder-a", file("coder-a")), ("coder-a", file("coder-a"))], ACTOR, CODEBOOK)


def test_a_broken_record_is_grouped_like_any_other() -> None:
    one = file("x", claim("c-1", (50, 40), source="a-gone"), claim("c-2", "before winter", source="a-gone"))
    other = file("y", claim("c-3", "before winter"))
    assert ids(align([("x", one), ("y", other)], CLAIM, CODEBOOK)) == {together("x/c-1"), together("x/c-2", "y/c-3")}


def test_a_layer_without_parts_is_matched_by_what_it_refers_to() -> None:
    tie = Layer("tie", "t", (Slot("between", "reference", many=True, to=("entity",)),))
    codebook = Codebook(1, "Ties", (tie,))
    one = file("x", Record("tie", "t-1", {}, {"between": ("entity:a", "entity:b")}))
    other = file("y", Record("tie", "t-2", {}, {"between": ("entity:b", "entity:a")}))
    assert ids(align([("x", one), ("y", other)], tie, codebook)) == {together("x/t-1", "y/t-2")}


def test_groups_stand_in_the_order_of_the_text() -> None:
    one = file("x", actor("a-1", "Bo Strand"), actor("a-2", "port union"))
    other = file("y", actor("a-3", "Ann Lee"))
    groups = align([("x", one), ("y", other)], ACTOR, CODEBOOK)
    starts = [min(record.span.start for record in group.records.values() if record.span) for group in groups]
    assert starts == sorted(starts) == [TEXT.index(words) for words in ("Ann Lee", "port union", "Bo Strand")]


def test_the_sample_is_matched_as_a_reader_would() -> None:
    files, codebook = sample()
    alignment = align_all(files, codebook)
    assert len(alignment.groups) == sum(len(state) for _, state in files) - sum(
        len(group.records) == 2 for group in alignment.groups
    )
    home = alignment.home("coder-a", "c-h9uydm")  # Haftar's promise inside Harchaoui's claim
    assert home is not None
    assert home.records["coder-b"].id == "c-6gqk9v"
    assert len([group for group in alignment.of_layer("actor") if "coder-b" not in group.records]) == 5


def test_ten_thousand_records_each_are_matched() -> None:
    size = 10_000
    one = file("x", *(actor(f"a-{n:05}", (12 * n, 12 * n + 8), f"e{n % 50}") for n in range(size)))
    other = file("y", *(actor(f"a-{n:05}", (12 * n + n % 3, 12 * n + 8), f"e{n % 50}") for n in range(size)))
    groups = align([("x", one), ("y", other)], ACTOR, CODEBOOK)
    assert len(groups) == size
    assert all(group.records["x"].id == group.records["y"].id for group in groups)
