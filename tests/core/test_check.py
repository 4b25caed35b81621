"""The rules a record keeps, one case for each way to break one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.strategies import CODEBOOK, HEADER, actor, state_of
from workbench.core.annotation import Fragment, Record
from workbench.core.check import Surroundings, annotation_problems, record_label, record_problems
from workbench.core.errors import Problem
from workbench.core.text import Text

TEXT = "Haftar said that Saddam Haftar would come. " + "x" * 60
AROUND = Surroundings(CODEBOOK, Text(TEXT), "0" * 64, "file.toml", {"haftar", "cameo:LBY"}.__contains__)
ACTOR = actor("a-1", entity="haftar")
CLAIM = Record("claim", "c-1", {"content": (Fragment(12, 16, "that"),)}, {"source": "a-1", "issue": "war"})
STATE = state_of(ACTOR, CLAIM)


def _content(*fragments: tuple[int, int, str]) -> Record:
    return replace(CLAIM, parts={"content": tuple(Fragment(*one) for one in fragments)})


def _event(**values: object) -> Record:
    return Record("event", "e-1", {}, values)  # type: ignore[arg-type]


def _stance(holder: str, target: str = "entity:haftar") -> Record:
    return Record("stance", "s-1", {}, {"holder": holder, "target": target, "polarity": "mixed"})


WRONG = {
    "before the text": (_content((-1, 3, "")), "content[0].start", "-1 lies before the text"),
    "behind the text": (_content((100, 104, "")), "content[0].end", "104 lies behind the text, which ends at 103"),
    "turned round": (_content((6, 6, "")), "content[0].end", "6 is not behind the start, 6"),
    "another quote": (_content((0, 6, "Hifter")), "content[0].quote", "the text says “Haftar” there, not “Hifter”"),
    "a long quote": (
        _content((0, 42, "no")),
        "content[0].quote",
        "the text says “Haftar said that Saddam H… would come.” there, not “no”",
    ),
    "overlap": (_content((0, 6, "Haftar"), (5, 11, "r said")), "content[1].start", "overlaps the fragment before it"),
    "no part": (replace(CLAIM, parts={}), "content", "is required"),
    "an empty part": (replace(CLAIM, parts={"content": ()}), "content", "is required"),
    "a part of another layer": (replace(CLAIM, parts={**CLAIM.parts, "mention": ()}), "mention", "is no part of claim"),
    "words in a value": (replace(CLAIM, parts={**CLAIM.parts, "issue": ()}), "issue", "is no part of claim"),
    "a value of another layer": (CLAIM.with_value("kind", "state"), "kind", "claim has no such value"),
    "a value in a part": (CLAIM.with_value("cue", "said"), "cue", "claim has no such value"),
    "one in a list": (_event(participants="a-1"), "participants", "takes a list"),
    "a list for one": (CLAIM.with_value("source", ("a-1",)), "source", "takes one value"),
    "half a character": (_event(remark="x\ud800"), "remark", "half a character"),
    "a note of half": (replace(CLAIM, note="\udfff"), "note", "half a character"),
    "a value that is none": (CLAIM.with_value("certainty", "sure"), "certainty", "“sure” is none of asserted, hedged"),
    "one of several values": (_event(topics=("oil", "gold")), "topics", "“gold” is none of war, oil, aid"),
    "an ordinal": (_event(severity="worst"), "severity", "“worst” is none of low, high"),
    "words as a number": (_event(victims="ten"), "victims", "“ten” is not a whole number"),
    "a number as words": (_event(remark=10), "remark", "10 is not a text"),
    "no such record": (CLAIM.with_value("source", "a-9"), "source", "there is no record “a-9”"),
    "one of many": (_event(participants=("a-1", "a-9")), "participants", "there is no record “a-9”"),
    "a record of another layer": (
        CLAIM.with_value("source", "c-1"),
        "source",
        "“c-1” is a record of claim; source takes actor, entity, author",
    ),
    "itself": (_event(participants=("e-1",)), "participants", "points to its own record"),
    "a kind it does not take": (
        CLAIM.with_value("source", "issue:war"),
        "source",
        "“issue:war” is none of actor, entity, author",
    ),
    "the author where none may be": (_stance("a-1", "author"), "target", "“author” is none of actor, entity"),
    "no such issue": (CLAIM.with_value("issue", "peace"), "issue", "there is no issue “peace” in the codebook"),
    "no such issue as target": (_stance("a-1", "issue:peace"), "target", "there is no issue “peace”"),
    "no such entity": (ACTOR.with_value("entity", "putin"), "entity", "there is no entity “putin” in the catalogue"),
    "no such entity as holder": (_stance("entity:putin"), "holder", "there is no entity “putin”"),
    "a layer is no kind": (_stance("actor:a-1"), "holder", "“actor:a-1” is not a reference"),
    "the author is one": (_stance("author:x"), "holder", "“author:x” is not a reference"),
    "required and missing": (_stance(""), "holder", "is required"),
    "required and left out": (
        Record("stance", "s-1", {}, {"holder": "a-1", "polarity": "mixed"}),
        "target",
        "is required",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_broken_rule_is_named_with_record_and_key(name: str) -> None:
    record, key, what = WRONG[name]
    around = replace(AROUND, text=Text(TEXT))
    found = record_problems(record, state_of(ACTOR, CLAIM, *([record] if record.layer == "event" else [])), around)
    assert [problem.key for problem in found] == [key]
    assert what in found[0].what
    assert (found[0].path, found[0].record) == ("file.toml", f"{record.layer} {record.id}")


FINE = {
    "whole text": _content((0, len(TEXT), TEXT)),
    "fragments side by side": _content((0, 6, "Haftar"), (6, 11, " said")),
    "the author": CLAIM.with_value("source", "author"),
    "an entity with a colon": CLAIM.with_value("source", "entity:cameo:LBY"),
    "an issue": _stance("author", "issue:oil"),
    "a claim": _stance("a-1", "c-1"),
    "none of the catalogue": ACTOR.with_value("entity", "nil"),
    "numbers and words": _event(victims=0, remark="…", severity="low", topics=("oil", "aid"), participants=("a-1",)),
    "a note": replace(CLAIM, note="Zoë 👍🏽\n\x1b", flag=True, origin="crf@0.9"),
}


@pytest.mark.parametrize("name", FINE)
def test_what_keeps_the_rules_has_no_problem(name: str) -> None:
    assert record_problems(FINE[name], STATE, AROUND) == []


def test_fragments_are_compared_with_the_one_that_reaches_furthest() -> None:
    record = _content((0, 30, TEXT[0:30]), (2, 4, "ft"), (20, 25, TEXT[20:25]))
    assert [problem.key for problem in record_problems(record, STATE, AROUND)] == [
        "content[1].start",
        "content[2].start",
    ]


def test_without_a_catalogue_every_entity_may_exist() -> None:
    around = replace(AROUND, entity_exists=None)
    assert record_problems(ACTOR.with_value("entity", "putin"), STATE, around) == []


def test_a_file_has_the_problems_of_its_records_and_of_its_hash() -> None:
    broken = CLAIM.with_value("issue", "peace")
    found = annotation_problems(state_of(ACTOR, broken, header=replace(HEADER, text_sha256="1" * 64)), AROUND)
    assert [(problem.record, problem.key) for problem in found] == [("", "text_sha256"), ("claim c-1", "issue")]
    assert annotation_problems(STATE, AROUND) == []


def test_a_problem_is_one_line_without_what_does_not_apply() -> None:
    assert record_label(CLAIM) == "claim c-1"
    assert str(Problem("f.toml", "is required", "claim c-1", "content")) == "f.toml: claim c-1: content: is required"
    assert str(Problem("f.toml", "is gone")) == "f.toml: is gone"


def test_a_quote_of_forty_characters_is_told_whole() -> None:
    forty = record_problems(_content((0, 4, "y" * 40)), STATE, AROUND)
    more = record_problems(_content((0, 4, "y" * 41)), STATE, AROUND)
    assert f"not “{'y' * 40}”" in forty[0].what
    assert f"not “{'y' * 25}…{'y' * 12}”" in more[0].what
