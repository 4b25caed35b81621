"""Records become statements: who speaks for whom, about what, on which side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workbench.core.annotation import Annotations, Fragment, Header, Record, Value
from workbench.core.codebook import Codebook, Issue, Layer, Slot
from workbench.core.entity import Affiliation, Catalogue, Entity
from workbench.network.gathering import Coded, gather, layers_of_statements
from workbench.network.statement import Gathered, Statement

REFERENCE = Slot("holder", "reference", to=("actor", "entity", "author"))
CODEBOOK = Codebook(
    1,
    "",
    (
        Layer(
            "actor", "a", (Slot("mention", "part"), Slot("entity", "link", to=("entity",)), Slot("kind", "attribute"))
        ),
        Layer(
            "stance",
            "s",
            (
                REFERENCE,
                Slot("target", "reference", to=("actor", "entity", "issue", "claim")),
                Slot("organization", "reference", to=("actor", "entity")),
                Slot("polarity", "attribute"),
                Slot("evidence", "part"),
            ),
        ),
        Layer(
            "claim",
            "c",
            (Slot("source", "reference", to=("actor",)), Slot("content", "part"), Slot("issue", "link", to=("issue",))),
        ),
    ),
    (Issue("tax", "A tax on carbon"),),
)
CATALOGUE = Catalogue.of(
    [
        Entity("ann", "Ann Lee", "person", affiliations=(
            Affiliation("epa", start="2001", end="2003-06"), Affiliation("nrdc", start="2003-07"))),
        Entity("old-ann", "A. Lee", "person", merged_into="ann"),
        Entity("bob", "Bob", "person"),
        Entity("epa", "EPA", "organization"),
        Entity("nrdc", "NRDC", "organization"),
    ]
)  # fmt: skip


def record(layer: str, record_id: str, **values: Value) -> Record:
    return Record(layer, record_id, {"evidence": (Fragment(5, 9, "text"),)}, values)


def stance(**values: Value) -> Record:
    return record("stance", "s-1", **{"holder": "entity:ann", "target": "issue:tax", "polarity": "support", **values})


def gathered(*records: Record, date: str = "2004-02-01") -> Gathered:
    table: Mapping[str, Record] = {one.id: one for one in records}
    return gather([Coded(Annotations(Header("x", "0", "coder-a"), table), date)], CODEBOOK, CATALOGUE)


def only(*records: Record, date: str = "2004-02-01") -> Statement:
    found = gathered(*records, date=date)
    assert len(found.statements) == 1, found
    return found.statements[0]


def test_layers_are_known_by_their_slots() -> None:
    assert layers_of_statements(CODEBOOK) == ("stance", "claim")


def test_a_stance_is_a_statement() -> None:
    one = only(stance())
    assert (one.holder, one.person, one.organization, one.concept, one.qualifier) == (
        "ann",
        "ann",
        "nrdc",
        "issue:tax",
        1,
    )
    assert one.when == datetime(2004, 2, 1)
    assert one.key == "x: coder-a/s-1"
    assert gathered(stance()).label("issue:tax") == "A tax on carbon"
    assert gathered(stance()).label("ann") == "Ann Lee"


def test_the_affiliation_is_that_of_the_day() -> None:
    assert only(stance(), date="2003-06-30").organization == "epa"
    assert only(stance(), date="2003-07-01").organization == "nrdc"
    assert only(stance(), date="2000-01-01").organization == ""
    assert only(stance(), date="").organization == "nrdc"
    assert only(stance(organization="entity:epa")).organization == "epa"
    assert only(stance(holder="entity:bob")).organization == ""


def test_an_organization_speaks_for_itself() -> None:
    one = only(stance(holder="entity:epa"))
    assert (one.person, one.organization) == ("", "epa")


def test_merges_lead_on() -> None:
    assert only(stance(holder="entity:old-ann")).holder == "ann"


def test_a_mention_stands_for_its_entity_or_for_itself() -> None:
    linked = Record("actor", "a-1", {"mention": (Fragment(0, 3, "Lee"),)}, {"entity": "ann"})
    loose = Record("actor", "a-2", {"mention": (Fragment(0, 8, "the\nGroup"),)}, {"kind": "organization"})
    assert only(linked, stance(holder="a-1")).holder == "ann"
    found = gathered(loose, stance(holder="a-2"))
    assert found.statements[0].organization == "mention:the Group"
    assert found.label("mention:the Group") == "the Group"
    assert only(stance(holder="author")).organization == "author"


def test_sides() -> None:
    sides = {"support": 1, "oppose": -1, "neutral": 0, "mixed": 0, "unclear": None}
    assert {polarity: only(stance(polarity=polarity)).qualifier for polarity in sides} == sides


def test_claims_take_no_side_and_lend_their_issue() -> None:
    claim = record("claim", "c-1", source="entity:ann", issue="tax")
    assert only(claim).qualifier is None
    both = gathered(claim, stance(target="c-1")).statements
    assert [one.concept for one in both] == ["issue:tax", "issue:tax"]


def test_another_target_stands_as_an_entity() -> None:
    found = gathered(stance(target="entity:epa"))
    assert found.statements[0].concept == "entity:epa"
    assert found.label("entity:epa") == "EPA"


def test_what_is_no_statement_is_named() -> None:
    silent = record("claim", "c-1", issue="tax")
    pointless = record("claim", "c-2", source="entity:ann")
    lost = Record("stance", "s-3", {}, {"holder": "a-gone", "target": "issue:tax"})
    found = gathered(silent, pointless, lost)
    assert found.statements == ()
    assert {one.key: one.why for one in found.left_out} == {
        "x: coder-a/c-1": "names nobody who speaks",
        "x: coder-a/c-2": "is about no issue",
        "x: coder-a/s-3": "names nobody who speaks",
    }
