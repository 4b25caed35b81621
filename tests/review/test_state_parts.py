"""The pieces beneath the review: fingerprints, blending, gathering, proposals."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.small import ACTOR, CODEBOOK, TEXT, actor, claim, file, place, stance
from workbench.core.annotation import Header, Record
from workbench.core.entity import Catalogue, Entity
from workbench.core.errors import EditError
from workbench.review.blending import Blend, blended
from workbench.review.fingerprint import digest, digests, split_source
from workbench.review.gathering import gather
from workbench.review.proposals import accept, merge, proposals, refuse, without

# Fingerprints


def test_a_digest_is_the_same_whenever_it_is_made() -> None:
    # the first 16 digits of the SHA-256 of ["actor",{"mention":[[6,13,"Ann Lee"]]},{"entity":"ann-lee"}]
    assert digest(actor("a-1", "Ann Lee", "ann-lee")) == "699d537c3b3740d4"


def test_a_digest_tells_content_not_notes() -> None:
    one = actor("a-1", "Ann Lee", "ann-lee")
    assert digest(one) == digest(replace(one, id="a-2", note="!", flag=True, origin="crf"))
    assert digest(one) != digest(one.with_value("entity", "nil"))
    assert digest(one) != digest(actor("a-1", "Mayor Ann Lee", "ann-lee"))


def test_a_fingerprint_of_another_shape_knows_nothing() -> None:
    assert digests("aa.bb", ("x/1", "y/2")) == {"x/1": "aa", "y/2": "bb"}
    assert digests("whatever", ("x/1", "y/2")) == {"x/1": "", "y/2": ""}


def test_an_annotator_may_have_a_slash() -> None:
    assert split_source("crf/v2/a-1") == ("crf/v2", "a-1")


# Blending

spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
versions = st.lists(st.lists(spans, min_size=1, max_size=4), min_size=1, max_size=4)


def characters(record: Record) -> set[int]:
    return {at for _, fragment in record.fragments() for at in range(fragment.start, fragment.end)}


@pytest.mark.parametrize("how", ["union", "intersection"])
@given(versions)
def test_a_blend_covers_what_any_or_what_every_version_covers(how: Blend, drawn: list[list[tuple[int, int]]]) -> None:
    records = [actor(f"a-{n}", list(places)) for n, places in enumerate(drawn)]
    sets = [characters(one) for one in records]
    expected = set.union(*sets) if how == "union" else set.intersection(*sets)
    if not expected:
        with pytest.raises(EditError):
            blended(records[0], records, ACTOR, how)
        return
    made = blended(records[0], records, ACTOR, how)
    assert characters(made) == expected
    fragments = made.parts["mention"]
    assert all(TEXT[one.start : one.end] == one.quote for one in fragments)
    assert all(one.end < other.start for one, other in pairwise(fragments))


def test_a_part_that_may_be_left_out_is_emptied_by_an_intersection() -> None:
    one, other = claim("c-1", "before winter", cue="said"), claim("c-2", "before winter")
    made = blended(one, [one, other], CODEBOOK.layer("claim"), "intersection")
    assert made.parts == {"content": (place("before winter"),)}


# Gathering


def test_files_that_cannot_be_compared_are_left_out_with_a_message_each() -> None:
    fine = file("x", actor("a-1", "Ann Lee"))
    older = replace(file("v"), header=Header("small", "abc", "v", codebook=0))
    elsewhere = replace(file("w"), header=Header("other", "abc", "w"))
    found = gather(
        [
            ("x", "annotations/x/small.toml", fine),
            ("x", "copy/small.toml", fine),
            ("y", "annotations/y/small.toml", file("y", sha="another")),
            ("w", "annotations/w/small.toml", elsewhere),
            ("gold", "gold/small.toml", file("gold")),
            ("v", "annotations/v/small.toml", older),
        ],
        "small",
        "abc",
        CODEBOOK,
    )
    assert [name for name, _ in found.files] == ["x", "v"]
    assert [(one.path, one.key) for one in found.problems] == [
        ("copy/small.toml", "annotator"),
        ("annotations/y/small.toml", "text_sha256"),
        ("annotations/w/small.toml", "article"),
        ("gold/small.toml", "annotator"),
        ("annotations/v/small.toml", "codebook"),
    ]
    assert "version 0" in found.problems[-1].what


# Proposals

LEE = Entity("ann-lee", "Ann Lee", "person")
NEW = Entity("lee-a", "A. Lee", "person", proposed_by="x")
UNUSED = Entity("nobody", "Nobody", proposed_by="y")
CATALOGUE = Catalogue.of([LEE, NEW, UNUSED, Entity("old", "Old", proposed_by="x", merged_into="ann-lee")])


def test_proposals_are_listed_where_they_are_used() -> None:
    files = [
        ("x", file("x", actor("a-1", "Ann Lee", "lee-a"), actor("a-2", "Bo Strand", "old"))),
        ("y", file("y", claim("c-1", "before winter", source="entity:lee-a"))),
    ]
    (one,) = proposals(CATALOGUE, files, CODEBOOK)
    assert (one.entity, one.sources) == (NEW, ("x/a-1", "y/c-1"))
    assert one.place == (TEXT.index("Ann Lee"), TEXT.index("Ann Lee") + 7)


def test_the_three_decisions_are_values() -> None:
    assert accept(NEW).action == "accept"
    assert merge(NEW, "ann-lee", CATALOGUE).into == "ann-lee"
    assert refuse(NEW).action == "refuse"


def test_a_merge_goes_to_the_end_of_the_chain() -> None:
    assert merge(NEW, "old", CATALOGUE).into == "ann-lee"


@pytest.mark.parametrize("into", ["nowhere", "lee-a"])
def test_a_merge_into_nothing_or_itself_is_refused(into: str) -> None:
    with pytest.raises(EditError):
        merge(NEW, into, CATALOGUE)


def test_an_entity_of_the_catalogue_is_no_proposal() -> None:
    for decide in (accept, refuse):
        with pytest.raises(EditError, match="already"):
            decide(LEE)


def test_a_refused_entity_leaves_the_gold() -> None:
    gold = file(
        "gold",
        actor("a-1", "Ann Lee", "lee-a"),
        actor("a-2", "Bo Strand", "bo"),
        claim("c-1", "before winter", source="entity:lee-a"),
        stance("s-1", "entity:lee-a", "issue:bridge"),
    )
    changed = {one.id: one for one in without(gold, "lee-a", CODEBOOK)}
    assert changed.keys() == {"a-1", "c-1"}  # a required holder stays: only a person can say who it is
    assert changed["a-1"].values["entity"] == "nil"
    assert "source" not in changed["c-1"].values
