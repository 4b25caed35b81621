"""Figures from annotations: what counts where, worked out by hand on a small text, and what stands behind each."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.review.small import ACTOR, CLAIM, CODEBOOK, TEXT, actor, claim, file, record, stance
from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.review.confusion import drawn
from workbench.review.figures import Figure, agree
from workbench.review.measures import NO_ITEMS, ONE_LABEL
from workbench.review.question import NO_TEXT
from workbench.review.scene import Item
from workbench.review.spans import NOTHING

LEE, STRAND, UNION = "Mayor Ann Lee", "Bo Strand", "the port union"


def _ask(
    versions: Mapping[str, Annotations], layer: str, on: str, measure: str, *, codebook: Codebook = CODEBOOK
) -> Figure:
    found = agree({"small": versions}, codebook, texts={"small": TEXT}, rounds=0, by_article=False)
    names = tuple(sorted(versions))
    return next(one for one in found if (one.layer, one.on, one.measure, one.annotators) == (layer, on, measure, names))


def _files(*records: list[Record]) -> dict[str, Annotations]:
    return {name: file(name, *made) for name, made in zip("abcdef", records, strict=False)}


def test_spans_of_a_part_and_the_records_behind_them() -> None:
    versions = _files(
        [actor("a-1", LEE), actor("a-2", STRAND), actor("a-3", UNION)],
        [actor("a-7", LEE), actor("a-8", "engineer Bo Strand")],
    )
    exact = _ask(versions, "actor", "mention", "span_f1_exact")
    assert (exact.value, exact.n) == (pytest.approx(2 * 1 / 5), 5)
    assert exact.items[0] == Item("small", (("a", "a-1"), ("b", "a-7")))
    assert [item.records for item in exact.different] == [(("a", "a-3"),), (("a", "a-2"), ("b", "a-8"))]
    partial = _ask(versions, "actor", "mention", "span_f1_partial")
    assert partial.value == pytest.approx(2 * 2 / 5)
    assert [item.records for item in partial.different] == [(("a", "a-3"),)]
    assert _ask(versions, "actor", "mention", "token_f1").value == pytest.approx(2 * 5 / (8 + 6))


def test_figures_by_word_and_for_unitizing_need_the_text() -> None:
    versions = _files([actor("a-1", LEE)], [actor("a-2", LEE)])
    found = {(one.measure, one.why) for one in agree({"small": versions}, CODEBOOK, rounds=0) if one.on == "mention"}
    assert found == {
        ("span_f1_exact", ""),
        ("span_f1_partial", ""),
        ("token_f1", NO_TEXT),
        ("token_alpha", NO_TEXT),
        ("unitizing_alpha_2004", NO_TEXT),
        ("unitizing_alpha_2016", NO_TEXT),
    }


def test_attributes_are_compared_on_aligned_records_with_both_values() -> None:
    kinds = ["person", "group", "group"]
    versions = _files(
        [
            actor(f"a-{n}", words, kind=kind)
            for n, (words, kind) in enumerate(zip((LEE, UNION, STRAND), kinds, strict=True))
        ],
        [actor("a-5", LEE, kind="person"), actor("a-6", UNION, kind="person"), actor("a-7", STRAND)],
    )
    share = _ask(versions, "actor", "kind", "percent_agreement")
    assert (share.value, share.n) == (0.5, 2)
    assert [item.records for item in share.different] == [(("a", "a-1"), ("b", "a-6"))]
    kappa = _ask(versions, "actor", "kind", "cohen_kappa")
    assert kappa.value == 0.0
    assert kappa.confusion is not None
    assert kappa.confusion.labels == ("person", "group")
    assert kappa.confusion.counts == ((1, 0), (1, 0))
    assert [item.records for item in kappa.confusion.items[1, 0]] == [(("a", "a-1"), ("b", "a-6"))]


def test_a_confusion_matrix_is_drawn_without_colour() -> None:
    versions = _files(
        [actor("a-1", LEE, kind="person"), actor("a-2", UNION, kind="group")],
        [actor("a-3", LEE, kind="person"), actor("a-4", UNION, kind="person")],
    )
    matrix = _ask(versions, "actor", "kind", "cohen_kappa").confusion
    assert matrix is not None
    assert drawn(matrix) == [
        "actor kind: rows a, columns b",
        "           1    2",
        "person 1 █[1]   ·",
        "group  2 █ 1   [·]",
    ]


def test_all_chose_one_label_and_nothing_to_compare_are_said() -> None:
    same = _files([actor("a-1", LEE, kind="person")], [actor("a-2", LEE, kind="person")])
    assert _ask(same, "actor", "kind", "cohen_kappa").why == ONE_LABEL
    assert _ask(same, "actor", "kind", "krippendorff_alpha_nominal").value is None
    assert _ask(same, "actor", "entity", "cohen_kappa").why == NO_ITEMS
    assert _ask(same, "claim", "cue", "span_f1_exact").why == NOTHING


def test_link_agreement_counts_a_link_that_only_one_has() -> None:
    versions = _files(
        [actor("a-1", LEE, "ann-lee"), actor("a-2", UNION, "port-union"), actor("a-3", STRAND)],
        [actor("a-4", LEE, "ann-lee"), actor("a-5", UNION), actor("a-6", STRAND)],
    )
    found = _ask(versions, "actor", "entity", "link_agreement")
    assert (found.value, found.n) == (0.5, 2)
    assert [item.records for item in found.different] == [(("a", "a-2"), ("b", "a-5"))]


def test_merged_entities_are_one() -> None:
    versions = _files([actor("a-1", LEE, "ann-lee")], [actor("a-2", LEE, "mayor-lee")])
    found = agree(
        {"small": versions}, CODEBOOK, rounds=0, resolve=lambda entity: {"mayor-lee": "ann-lee"}.get(entity, entity)
    )
    assert next(one.value for one in found if one.measure == "link_agreement") == 1.0


def test_references_agree_by_aligned_record_or_by_entity() -> None:
    said = "the new bridge must be built before winter"
    versions = _files(
        [actor("a-1", LEE, "ann-lee"), actor("a-2", UNION), claim("c-1", said, source="a-1", certainty="asserted")],
        [actor("a-3", "Ann Lee"), actor("a-4", UNION), claim("c-2", said, source="a-3", certainty="asserted")],
        [actor("a-5", UNION), claim("c-3", said, source="entity:ann-lee", certainty="asserted")],
    )
    for names, value in (("ab", 1.0), ("ac", 1.0), ("bc", 0.0), ("abc", 1.0)):
        chosen = {name: versions[name] for name in names}
        assert _ask(chosen, "claim", "source", "reference_agreement").value == value, names


def test_a_frame_is_right_with_source_cue_and_content() -> None:
    said, warned = "the new bridge must be built", "that the river will not wait"
    versions = _files(
        [
            claim("c-1", said, cue="said", source="author"),
            claim("c-2", warned, cue="warned", source="entity:bo-strand"),
            claim("c-3", "that money is short", cue="and"),
        ],
        [
            claim("c-4", said, cue="said", source="author"),
            claim("c-5", warned, cue="warned", source="author"),
            claim("c-6", "money is short", cue="and"),
        ],
    )
    exact, partial = (_ask(versions, "claim", "", f"frame_f1_{how}") for how in ("exact", "partial"))
    assert (exact.value, exact.n) == (pytest.approx(1 / 3), 6)
    assert partial.value == pytest.approx(2 / 3)
    assert {item.records for item in exact.different} == {(("a", "c-2"), ("b", "c-5")), (("a", "c-3"), ("b", "c-6"))}


def test_stance_triplets_count_once_an_article_wherever_they_stand() -> None:
    versions = _files(
        [
            stance("s-1", "entity:lee", "issue:bridge", evidence="must be built"),
            stance("s-2", "entity:lee", "issue:bridge", evidence="before winter"),
            stance("s-3", "entity:strand", "issue:bridge", "oppose", evidence="will not wait"),
        ],
        [
            stance("s-4", "entity:lee", "issue:bridge", evidence="agreed"),
            stance("s-5", "entity:strand", "issue:bridge", "support", evidence="the river"),
        ],
    )
    triplets = _ask(versions, "stance", "", "stance_triplet_f1")
    assert (triplets.value, triplets.n) == (0.5, 4)
    assert _ask(versions, "stance", "", "stance_pair_f1").value == 1.0
    shared = _ask(versions, "stance", "polarity", "shared_pair_agreement")
    assert (shared.value, shared.n) == (0.5, 2)
    assert [item.records for item in shared.different] == [(("a", "s-3"), ("b", "s-5"))]
    assert Item("small", (("a", "s-1"), ("a", "s-2"), ("b", "s-4"))) in triplets.items


def test_ordinal_values_count_by_their_rank_and_numbers_by_their_distance() -> None:
    layer = Layer(
        "mark",
        "m",
        (
            Slot("words", "part", required=True),
            Slot("force", "attribute", kind="ordinal", values=("weak", "some", "strong")),
            Slot("score", "attribute", kind="integer"),
        ),
    )
    codebook = Codebook(1, "", (layer,))
    places = [(0, 5), (6, 9), (10, 13), (14, 18)]
    made = [
        [("weak", 1), ("strong", 5), ("some", 3), ("weak", 2)],
        [("weak", 1), ("some", 5), ("some", 4), ("some", 2)],
    ]
    versions = _files(
        *(
            [
                record(layer, f"m-{side}{n}", words=[at], force=force, score=score)
                for n, (at, (force, score)) in enumerate(zip(places, values, strict=True))
            ]
            for side, values in enumerate(made)
        )
    )
    ordinal = _ask(versions, "mark", "force", "krippendorff_alpha_ordinal", codebook=codebook)
    nominal = _ask(versions, "mark", "force", "krippendorff_alpha_nominal", codebook=codebook)
    interval = _ask(versions, "mark", "score", "krippendorff_alpha_interval", codebook=codebook)
    assert nominal.value == pytest.approx(1 - 7 * 4 / (64 - 9 - 16 - 1))
    assert ordinal.value == pytest.approx(
        1 - 7 * (2 * 2.5**2 + 2 * 3.5**2) / (2 * (12 * 3.5**2 + 3 * 6**2 + 4 * 2.5**2))
    )
    assert interval.value == pytest.approx(1 - 7 * 2 / (2 * (8 * 85 - 23**2)))
    assert nominal.confusion is None
    kappa = _ask(versions, "mark", "force", "cohen_kappa", codebook=codebook)
    assert kappa.confusion is not None
    assert kappa.confusion.labels == ("weak", "some", "strong")
    assert kappa.confusion.counts == ((1, 1, 0), (0, 1, 0), (0, 1, 0))


def test_three_annotators_have_pairs_and_all_with_gaps() -> None:
    versions = _files(
        [actor("a-1", LEE, kind="person"), actor("a-2", UNION, kind="group")],
        [actor("a-1", LEE, kind="person"), actor("a-2", UNION, kind="group")],
        [actor("a-1", LEE, kind="group")],
    )
    found = agree({"one": versions, "two": {"a": versions["a"]}}, CODEBOOK, rounds=0, layers=["actor"])
    assert {one.annotators for one in found} == {("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c")}
    assert {one.article for one in found} == {None, "one"}
    assert {one.layer for one in found} == {"actor"}
    whole = {one.measure: one for one in found if len(one.annotators) == 3 and one.article is None and one.on == "kind"}
    assert "cohen_kappa" not in whole
    assert whole["fleiss_kappa"].n == 1
    assert whole["krippendorff_alpha_nominal"].n == 2


def test_an_annotator_without_a_file_is_missing_not_silent() -> None:
    lee = actor("a-1", LEE)
    files = {"one": _files([lee], [lee], [lee]), "two": _files([lee], [lee])}
    found = agree(files, CODEBOOK, texts=dict.fromkeys(files, TEXT), rounds=0, layers=["actor"])
    alpha = next(
        one for one in found if len(one.annotators) == 3 and one.measure == "token_alpha" and one.article is None
    )
    assert alpha.value == 1.0


def test_one_annotator_or_none_in_common_gives_no_figures() -> None:
    lee = actor("a-1", LEE)
    assert agree({"one": _files([lee])}, CODEBOOK) == []
    assert agree({"one": {"a": file("a", lee)}, "two": {"b": file("b", lee)}}, CODEBOOK) == []


def test_a_reference_to_nothing_and_an_unknown_layer_hurt_nobody() -> None:
    broken = claim("c-1", "the new bridge", source="a-404")
    stray = Record("gone", "g-1")
    versions = _files([broken, stray], [claim("c-2", "the new bridge", source="a-404")])
    assert _ask(versions, "claim", "source", "reference_agreement").value == 0.0


def test_slots_come_in_the_order_of_the_codebook() -> None:
    versions = _files([claim("c-1", "the new bridge")], [claim("c-2", "the new bridge")])
    found = agree({"small": versions}, CODEBOOK, rounds=0, layers=["claim"])
    assert list(dict.fromkeys(one.on for one in found)) == ["", *(slot.name for slot in CLAIM.slots)]
    assert ACTOR.name not in {one.layer for one in found}
