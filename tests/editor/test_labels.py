"""What records and references are called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.strategies import CODEBOOK, actor, state_of
from workbench.core.annotation import Fragment, Record
from workbench.core.codebook import Layer, Slot
from workbench.core.entity import Catalogue, Entity
from workbench.editor.labels import Labels

SAID = Fragment(7, 11, "said")
THAT = Fragment(12, 30, "that  Saddam\nwould come")
HAFTAR = actor("a-1", 0, entity="haftar")
EXPERTS = actor("a-2", 40, entity="nil", quote="Experts")
CLAIM = Record("claim", "c-1", {"cue": (SAID,), "content": (THAT,)}, {"source": "a-1", "issue": "war"})
STANCE = Record("stance", "s-1", {"evidence": (THAT,)}, {"holder": "a-1", "target": "a-2", "polarity": "support"})
EVENT = Record("event", "e-1", {"words": (THAT, Fragment(40, 44, "left"))}, {"participants": ("a-1", "entity:haftar")})
MOOD = Layer(
    "mood", "m", (Slot("about", "reference", to=("mood", "claim")), Slot("how", "attribute", values=("good",)))
)
BOOK = replace(CODEBOOK, layers=(*CODEBOOK.layers, MOOD), by_name={}, issues_by_id={})
CATALOGUE = Catalogue.of((Entity("haftar", "Khalifa Haftar"), Entity("old", "Hifter", merged_into="haftar")))


def _mood(record_id: str, about: str) -> Record:
    return Record("mood", record_id, {}, {"about": about})


LABELS = Labels(
    state_of(HAFTAR, EXPERTS, CLAIM, STANCE, EVENT, _mood("m-1", "m-2"), _mood("m-2", "m-1"), _mood("m-3", "c-1")),
    BOOK,
    CATALOGUE,
)

LINES = [
    (HAFTAR, "Khalifa Haftar"),
    (EXPERTS, "Experts"),
    (actor("a-3", 0, quote="Saddam \n Haftar"), "Saddam Haftar"),
    (actor("a-3", 0, entity="ghost"), "ghost"),
    (actor("a-3", 0, entity="old"), "Khalifa Haftar"),
    (Record("actor", "a-3"), "a-3"),
    (CLAIM, "Khalifa Haftar: said “that Saddam would come”"),
    (CLAIM.with_part("cue", ()), "Khalifa Haftar: “that Saddam would come”"),
    (CLAIM.with_value("source", None), "?: said “that Saddam would come”"),
    (CLAIM.with_value("source", "author"), "the article’s author: said “that Saddam would come”"),
    (CLAIM.with_value("source", "a-9"), "a-9 (missing): said “that Saddam would come”"),
    (STANCE, "Khalifa Haftar + Experts “that Saddam would come”"),
    (STANCE.with_value("polarity", "oppose"), "Khalifa Haftar - Experts “that Saddam would come”"),
    (STANCE.with_value("polarity", "mixed").with_part("evidence", ()), "Khalifa Haftar ~ Experts"),
    (STANCE.with_value("polarity", "neutral").with_part("evidence", ()), "Khalifa Haftar 0 Experts"),
    (STANCE.with_value("polarity", "unclear").with_part("evidence", ()), "Khalifa Haftar = Experts"),
    (STANCE.with_value("polarity", "cool").with_part("evidence", ()), "Khalifa Haftar cool Experts"),
    (Record("stance", "s-2", {}, {"holder": "a-1"}), "Khalifa Haftar → ?"),
    (STANCE.with_value("target", "issue:war").with_part("evidence", ()), "Khalifa Haftar + The war"),
    (STANCE.with_value("target", "issue:gone").with_part("evidence", ()), "Khalifa Haftar + gone"),
    (
        STANCE.with_value("target", "c-1").with_part("evidence", ()),
        "Khalifa Haftar + claim: Khalifa Haftar: said “that Saddam would come”",
    ),
    (EVENT, "Khalifa Haftar, Khalifa Haftar: “that Saddam would come … left”"),
    (Record("event", "e-2"), "?: e-2"),
    (_mood("m-1", "m-2"), "mood: mood: m-1: m-2: m-1"),
    (_mood("m-3", "c-1"), "claim: Khalifa Haftar: said “that Saddam would come”: m-3"),
]


@pytest.mark.parametrize(("record", "line"), LINES)
def test_a_record_in_one_line(record: Record, line: str) -> None:
    assert LABELS.line(record) == line


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("author", "the article’s author"),
        ("entity:haftar", "Khalifa Haftar"),
        ("entity:nil", "(none)"),
        ("entity:cameo:LBY", "cameo:LBY"),
        ("issue:oil", "Oil"),
        ("a-2", "Experts"),
        ("a-9", "a-9 (missing)"),
        ("c-1", "claim: Khalifa Haftar: said “that Saddam would come”"),
    ],
)
def test_what_a_reference_points_to(reference: str, label: str) -> None:
    assert LABELS.reference(reference) == label


def test_what_stands_in_a_slot() -> None:
    claim, event = BOOK.layer("claim").by_name, BOOK.layer("event").by_name
    assert LABELS.value(CLAIM, claim["source"]) == "Khalifa Haftar"
    assert LABELS.value(CLAIM, claim["cue"]) == "said"
    assert LABELS.value(CLAIM, claim["issue"]) == "The war"
    assert LABELS.value(CLAIM, claim["certainty"]) == ""
    assert LABELS.value(CLAIM.with_value("certainty", "hedged"), claim["certainty"]) == "hedged"
    assert LABELS.value(HAFTAR, BOOK.layer("actor").by_name["entity"]) == "Khalifa Haftar"
    assert LABELS.value(EXPERTS, BOOK.layer("actor").by_name["entity"]) == "(none)"
    assert LABELS.value(EVENT, event["participants"]) == "Khalifa Haftar, Khalifa Haftar"
    assert LABELS.value(EVENT, event["words"]) == "that  Saddam\nwould come … left"
    assert LABELS.value(EVENT.with_value("victims", 0), event["victims"]) == "0"


def test_the_words_of_a_record_are_those_of_its_main_part_else_of_any() -> None:
    assert LABELS.quote(CLAIM) == "that Saddam would come"
    assert LABELS.quote(CLAIM.with_part("content", ())) == "said"
    assert LABELS.quote(Record("mood", "m-9")) == ""
    assert LABELS.name(EXPERTS) == "Experts"
    assert LABELS.name(Record("actor", "a-9")) == "a-9"
