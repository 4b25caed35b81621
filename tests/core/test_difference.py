"""What differs between two states, slot by slot, and how it reads."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from tests.store.made import annotations, codebook
from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected
from workbench.core.difference import (
    Change,
    HeadChange,
    changes,
    described,
    differing,
    file_lines,
    head_changes,
    heading,
)
from workbench.core.merge import Conflict

HEAD = Header("bridge", "0" * 64, "rose")
ADA = Record("speaker", "p-ada", {"mention": (Fragment(6, 15, "Ada Brook"),)}, {"role": "mayor"})
SAYS = Record("saying", "s-one", {"words": (Fragment(22, 44, "the old bridge must go"),)}, {"source": "p-ada"})


def state(*records: Record) -> Annotations:
    return Annotations(HEAD, {one.id: one for one in records})


def test_the_slots_that_differ_stand_in_the_order_of_the_files() -> None:
    other = replace(ADA.with_value("role", "baker").with_part("mention", (Fragment(0, 5, "Mayor"),)), note="sure?")
    assert differing(ADA, other, codebook) == ("mention", "role", "note")
    assert differing(ADA, ADA, codebook) == ()
    decided = replace(ADA, decision=Decision(("ann/p-1",), "take", "reason-1"))
    assert differing(ADA, decided, codebook) == ("from", "decision", "reason")
    assert differing(ADA, replace(SAYS, id=ADA.id), codebook) == ("layer",)


def test_a_record_reads_with_the_words_of_what_it_points_to() -> None:
    assert described(SAYS, state(ADA, SAYS), codebook) == {
        "source": "p-ada “Ada Brook”",
        "words": "22–44 “the old bridge must go”",
    }
    assert described(SAYS, state(SAYS), codebook)["source"] == "p-ada"
    assert heading(SAYS, codebook) == "saying s-one “the old bridge must go”"


def test_records_come_and_go_and_change() -> None:
    changed = ADA.with_value("role", "baker")
    assert changes(state(ADA), state(changed, SAYS), codebook) == [
        Change(ADA, changed, ("role",)),
        Change(None, SAYS),
    ]
    assert changes(state(ADA, SAYS), state(ADA), codebook) == [Change(SAYS, None)]


def test_the_head_differs_line_by_line() -> None:
    refused = Refused("speaker", 0, 5, "Mayor", "ada-brook")
    rejected = Rejected(("ann/s-1",), "unclear", "2026-01-02", "ab", "none holds")
    after = replace(HEAD, status="done", codebook=2, refused=(refused,), rejected=(rejected,))
    assert head_changes(HEAD, after) == [
        HeadChange("status", "open", "done"),
        HeadChange("codebook", "1", "2"),
        HeadChange("refused", None, "speaker 0–5 “Mayor” ada-brook"),
        HeadChange("rejected", None, "ann/s-1 · unclear · 2026-01-02 · ab · “none holds”"),
    ]
    assert head_changes(after, HEAD)[2] == HeadChange("refused", "speaker 0–5 “Mayor” ada-brook", None)


def test_a_file_as_lines() -> None:
    other = ADA.with_value("role", "baker")
    lines = list(file_lines(state(ADA, SAYS), codebook, (Conflict("p-ada", None, ADA, other),)))
    assert lines == [
        "article: bridge",
        "annotator: rose",
        "status: open",
        "codebook: 1",
        f"text_sha256: {'0' * 64}",
        "",
        "<<<<<<< ours",
        "speaker p-ada “Ada Brook”",
        "    mention: 6–15 “Ada Brook”",
        "    role: mayor",
        "=======",
        "speaker p-ada “Ada Brook”",
        "    mention: 6–15 “Ada Brook”",
        "    role: baker",
        ">>>>>>> theirs",
        "",
        "saying s-one “the old bridge must go”",
        "    source: p-ada “Ada Brook”",
        "    words: 22–44 “the old bridge must go”",
    ]


@settings(max_examples=40)
@given(annotations(), annotations())
def test_nothing_differs_where_states_are_equal_and_every_difference_has_a_key(
    one: Annotations, other: Annotations
) -> None:
    assert changes(one, one, codebook) == []
    assert head_changes(one.header, one.header) == []
    found = changes(one, other, codebook)
    assert {change.record.id for change in found} == {
        name for name in one.records.keys() | other.records.keys() if one.records.get(name) != other.records.get(name)
    }
    assert all(change.keys for change in found if change.before is not None and change.after is not None)
