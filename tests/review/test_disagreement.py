"""How matched records differ, kind by kind."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.small import CODEBOOK, actor, claim, file, place, sample, stance
from workbench.core.annotation import Annotations, Record
from workbench.review.alignment import align_all
from workbench.review.disagreement import KINDS, Comparison, Disagreement, disagreements

Files = list[tuple[str, Annotations]]


def found(*files: tuple[str, list[Record]], layer: str = "") -> list[Disagreement]:
    """Every disagreement between these annotators' records, perhaps of one layer alone."""
    alignment = align_all([(name, file(name, *records)) for name, records in files], CODEBOOK)
    comparison = Comparison(alignment, CODEBOOK)
    groups = alignment.of_layer(layer) if layer else alignment.groups
    return [one for group in groups for one in comparison.disagreements(group)]


def test_the_same_records_do_not_disagree() -> None:
    one = [actor("a-1", "Ann Lee", "ann-lee"), claim("c-1", "before winter", source="a-1")]
    other = [actor("a-8", "Ann Lee", "ann-lee"), claim("c-9", "before winter", source="a-8")]
    assert found(("x", one), ("y", other)) == []


def test_notes_flags_and_origins_do_not_disagree() -> None:
    one = actor("a-1", "Ann Lee", note="is this her?", origin="crf@0.9")
    assert found(("x", [one]), ("y", [actor("a-1", "Ann Lee")])) == []


def test_a_record_that_one_has_and_another_not_is_missing() -> None:
    assert found(("x", [actor("a-1", "Ann Lee")]), ("y", [])) == [
        Disagreement("missing", "", (("x", "a-1"), ("y", None)))
    ]


def test_a_moved_boundary() -> None:
    one = found(("x", [actor("a-1", "Ann Lee")]), ("y", [actor("a-2", "Mayor Ann Lee")]))
    expected = (("x", (place("Ann Lee"),)), ("y", (place("Mayor Ann Lee"),)))
    assert one == [Disagreement("boundary", "mention", expected)]


def test_a_part_that_one_leaves_out_is_a_boundary() -> None:
    one = found(("x", [claim("c-1", "before winter", cue="said")]), ("y", [claim("c-2", "before winter")]))
    assert [(d.kind, d.slot, d.of("y")) for d in one] == [("boundary", "cue", None)]


def test_more_fragments_are_fragmentation() -> None:
    one = found(
        ("x", [claim("c-1", ["must be built", "before winter"])]), ("y", [claim("c-2", "must be built before winter")])
    )
    assert [(d.kind, d.slot) for d in one] == [("fragmentation", "content")]


def test_touching_fragments_are_one() -> None:
    whole = place("before winter")
    halves = [(whole.start, whole.start + 6), (whole.start + 6, whole.end)]
    assert found(("x", [claim("c-1", halves)]), ("y", [claim("c-2", "before winter")])) == []


def test_a_value_and_a_link() -> None:
    one = found(
        ("x", [claim("c-1", "before winter", issue="bridge", certainty="asserted")]),
        ("y", [claim("c-2", "before winter", issue="money", certainty="hedged")]),
    )
    assert one == [
        Disagreement("attribute", "certainty", (("x", "asserted"), ("y", "hedged"))),
        Disagreement("link", "issue", (("x", "bridge"), ("y", "money"))),
    ]


def test_references_to_matched_records_are_equal_whatever_else_these_differ_in() -> None:
    one = [actor("a-1", "Ann Lee", "ann-lee"), claim("c-1", "before winter", source="a-1")]
    other = [actor("a-2", "Mayor Ann Lee", "city"), claim("c-2", "before winter", source="a-2")]
    assert {d.kind for d in found(("x", one), ("y", other))} == {"boundary", "link"}


def test_references_to_two_mentions_of_one_entity_are_equal() -> None:
    one = [actor("a-1", "Ann Lee", "ann-lee"), claim("c-1", "before winter", source="a-1")]
    other = [actor("a-2", "Mayor", "ann-lee"), claim("c-2", "before winter", source="a-2")]
    assert found(("x", one), ("y", other), layer="claim") == []


def test_a_reference_to_somebody_else_differs() -> None:
    one = [actor("a-1", "Ann Lee"), claim("c-1", "before winter", source="a-1")]
    other = [actor("a-2", "Bo Strand"), claim("c-2", "before winter", source="a-2")]
    differing = found(("x", one), ("y", other), layer="claim")
    assert differing == [Disagreement("reference", "source", (("x", "a-1"), ("y", "a-2")))]


def test_a_list_of_references_has_no_order() -> None:
    def both_ways(record_id: str, *targets: str) -> Record:
        return stance(record_id, "author", targets[0]).with_value("target", targets)

    one = both_ways("s-1", "issue:bridge", "entity:ann-lee")
    other = both_ways("s-2", "entity:ann-lee", "issue:bridge")
    shorter = both_ways("s-3", "issue:bridge")
    comparison = Comparison(align_all([("x", file("x", one)), ("y", file("y", other))], CODEBOOK), CODEBOOK)
    assert comparison.differences({"x": one, "y": other}) == ()
    assert [d.kind for d in comparison.differences({"x": one, "y": shorter})] == ["reference"]


def test_one_claim_against_two_is_a_split_that_both_groups_tell() -> None:
    whole = [claim("c-1", "the river will not wait and that money is short", cue="warned")]
    halves = [
        claim("c-2", "the river will not wait", cue="warned"),
        claim("c-3", "that money is short", cue="warned"),
    ]
    splits = [one for one in found(("x", whole), ("y", halves)) if one.kind != "boundary"]
    assert [one.kind for one in splits] == ["split", "split"]
    assert all(set(one.values) == {("x", "c-1"), ("y", ("c-2", "c-3"))} for one in splits)


def test_a_name_within_a_matched_name_is_missing_not_split() -> None:
    nested = [actor("a-1", "Mayor Ann Lee"), actor("a-2", "Ann Lee")]
    assert [one.kind for one in found(("x", nested), ("y", [actor("a-3", "Mayor Ann Lee")]))] == ["missing"]


def test_three_annotators_of_whom_one_differs() -> None:
    same = [claim("c-1", "before winter", certainty="hedged")]
    other = [claim("c-1", "before winter", certainty="asserted")]
    (one,) = found(("x", same), ("y", other), ("z", same))
    assert (one.kind, one.of("x"), one.of("y"), one.of("z")) == ("attribute", "hedged", "asserted", "hedged")


def test_a_reference_to_nowhere_is_compared_without_complaint() -> None:
    one = claim("c-1", "before winter", source="a-gone")
    kinds = [d.kind for d in found(("x", [one]), ("y", [claim("c-2", "before winter", source="author")]))]
    assert kinds == ["reference"]


@given(st.permutations(["x", "y", "z"]))
def test_the_order_of_annotators_changes_no_kind(names: list[str]) -> None:
    records = {
        "x": [actor("a-1", "Ann Lee", "ann-lee"), claim("c-1", "before winter", source="a-1")],
        "y": [actor("a-2", "Mayor Ann Lee", "city")],
        "z": [claim("c-3", "built before winter", source="entity:ann-lee")],
    }
    kinds = Counter((one.kind, one.slot) for one in found(*((name, records[name]) for name in names)))
    assert kinds == {("missing", ""): 2, ("boundary", "mention"): 1, ("link", "entity"): 1, ("boundary", "content"): 1}


@pytest.fixture(scope="module")
def of_sample() -> list[tuple[str, Disagreement]]:
    files, codebook = sample()
    alignment = align_all(files, codebook)
    return [(group.layer, one) for group in alignment.groups for one in disagreements(group, alignment, codebook)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_shows_each_kind_at_least_twice(of_sample: list[tuple[str, Disagreement]], kind: str) -> None:
    assert sum(one.kind == kind for _, one in of_sample) >= 2


def test_what_the_sample_s_coders_do_not_share(of_sample: list[tuple[str, Disagreement]]) -> None:
    missing = [dict(one.values) for layer, one in of_sample if layer == "actor" and one.kind == "missing"]
    assert sum(row["coder-b"] is None for row in missing) == 5
    assert sum(row["coder-a"] is None for row in missing) == 2


@pytest.mark.parametrize(
    ("kind", "slot", "coder_a", "coder_b"),
    [
        ("link", "entity", "trump-administration", "donald-trump"),
        ("link", "entity", "united-states", "us-defense-department"),
        ("link", "issue", "russian-forces-libya", "russia-influence-libya"),
        ("reference", "target", "issue:haftar-alignment", "a-gfmcx0"),
        ("reference", "source", "a-l52f4f", "a-dtsxhu"),
        ("attribute", "polarity", "neutral", "unclear"),
        ("attribute", "certainty", "asserted", "hedged"),
        ("split", "", ("c-znoedr", "c-m6p2jm"), "c-icyp70"),
    ],
)
def test_an_intended_disagreement_of_the_sample(
    of_sample: list[tuple[str, Disagreement]], kind: str, slot: str, coder_a: object, coder_b: object
) -> None:
    rows = [dict(one.values) for _, one in of_sample if (one.kind, one.slot) == (kind, slot)]
    assert {"coder-a": coder_a, "coder-b": coder_b} in rows
