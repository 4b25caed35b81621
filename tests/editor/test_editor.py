"""The verbs, one by one: what they change, what they say, what they refuse."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.core.strategies import CODEBOOK, HEADER, actor, fragment, state_of
from tests.editor.commands import article_of
from workbench.core.annotation import Annotations, Fragment, Record, Refused
from workbench.core.edit import History, Step
from workbench.core.errors import EditError
from workbench.core.log import Did, Move, Redid, Synced, Undid
from workbench.core.span import Span
from workbench.editor import Editor

TEXT = "Haftar said that Saddam Haftar would come. Haftar left."
HAFTAR = actor("a-1", 0, entity="haftar")
SADDAM = actor("a-2", 17, quote="Saddam Haftar")
CLAIM = Record("claim", "c-1", {"content": (fragment(TEXT, "that Saddam Haftar would come"),)}, {"source": "a-1"})
STANCE = Record("stance", "s-1", {}, {"holder": "a-1", "target": "a-2", "polarity": "mixed"})
GROUP = Record("event", "e-1", {}, {"participants": ("a-1", "a-2", "entity:haftar")})


def _editor(*records: Record, history: History | None = None) -> tuple[Editor, list[Move]]:
    moves: list[Move] = []
    article = article_of(TEXT)
    choose = random.Random(0).choice
    exists = {"haftar", "saddam", "nil"}.__contains__
    editor = Editor(
        article,
        CODEBOOK,
        state_of(*records),
        choose=choose,
        history=history,
        entity_exists=exists,
        on_move=moves.append,
    )
    return editor, moves


def _now(editor: Editor, record_id: str) -> Record:
    return editor.state.records[record_id]


def test_records_are_made_as_one_step() -> None:
    editor, moves = _editor()
    step = editor.make([HAFTAR, SADDAM, CLAIM])
    assert editor.state == state_of(HAFTAR, SADDAM, CLAIM)
    assert (step.title, len(step.edits), moves) == ("actor made", 3, [Did(step)])
    assert editor.history.done == [step]
    assert editor.version == 1
    assert editor.make([STANCE], "stance on Saddam").title == "stance on Saddam"


def test_what_exists_is_not_made_again() -> None:
    editor, moves = _editor(HAFTAR)
    for records, what in (
        ([HAFTAR], "a-1 exists already"),
        ([], "nothing to make"),
        ([SADDAM, SADDAM], "does not fit"),
    ):
        with pytest.raises(EditError, match=what):
            editor.make(records)
    assert (editor.state, editor.version, moves, editor.history.done) == (state_of(HAFTAR), 0, [], [])


def test_what_breaks_a_rule_is_refused_with_its_key() -> None:
    editor, _ = _editor(HAFTAR)
    for record, what in (
        (CLAIM.with_value("source", "a-9"), "source: there is no record “a-9”"),
        (CLAIM.with_part("content", ()), "content: is required"),
        (actor("a-3", 1), r"mention\[0\].quote: the text says"),
        (HAFTAR.with_value("kind", "robot"), "kind: “robot” is none of"),
    ):
        with pytest.raises(EditError, match=what):
            editor.change([record], "x")
    assert editor.state == state_of(HAFTAR)


def test_a_value_is_set_and_emptied() -> None:
    editor, _ = _editor(HAFTAR, GROUP)
    assert editor.set("a-1", "kind", "person").title == "kind set"
    assert _now(editor, "a-1").values["kind"] == "person"
    assert editor.set("a-1", "kind", None).title == "kind emptied"
    assert _now(editor, "a-1") == HAFTAR
    assert editor.set("e-1", "victims", 0).title == "victims set"
    assert _now(editor, "e-1").values["victims"] == 0
    for slot, value, what in (
        ("mood", "x", "actor has no mood"),
        ("mention", "x", "mention: actor has no such value"),
        ("kind", None, "that changes nothing"),
    ):
        with pytest.raises(EditError, match=what):
            editor.set("a-1", slot, value)
    with pytest.raises(EditError, match="there is no record a-9"):
        editor.set("a-9", "kind", "person")


def test_a_part_is_marked_in_the_order_of_the_text() -> None:
    editor, _ = _editor(CLAIM, HAFTAR)
    step = editor.mark("c-1", "cue", [Span(50, 54), Span(7, 11)])
    assert step.title == "cue marked"
    assert [one.quote for one in _now(editor, "c-1").parts["cue"]] == ["said", "left"]
    editor.mark("c-1", "cue", [])
    assert _now(editor, "c-1") == CLAIM
    for part, spans, what in (
        ("content", [], "content: is required"),
        ("source", [Span(0, 2)], "source: is no part of claim"),
        ("mood", [Span(0, 2)], "claim has no mood"),
        ("cue", [Span(7, 11), Span(9, 13)], r"cue\[1\].start: overlaps"),
        ("cue", [Span(7, 7)], r"cue\[0\].end: 7 is not behind"),
        ("cue", [Span(50, 99)], r"cue\[0\].end: 99 lies behind the text"),
    ):
        with pytest.raises(EditError, match=what):
            editor.mark("c-1", part, spans)


def test_a_boundary_is_moved() -> None:
    editor, _ = _editor(CLAIM, HAFTAR)
    editor.mark("c-1", "cue", [Span(7, 11), Span(50, 54)])
    assert editor.resize("c-1", "cue", 1, Span(43, 49)).title == "boundary moved"
    assert _now(editor, "c-1").parts["cue"] == (Fragment(7, 11, "said"), Fragment(43, 49, "Haftar"))
    for number in (-1, 2):
        with pytest.raises(EditError, match=f"cue has no fragment {number + 1}"):
            editor.resize("c-1", "cue", number, Span(0, 2))
    with pytest.raises(EditError, match="mood has no fragment 1"):
        editor.resize("c-1", "mood", 0, Span(0, 2))


def test_links() -> None:
    editor, _ = _editor(HAFTAR, SADDAM, CLAIM)
    assert editor.link("a-2", "saddam").title == "linked to saddam"
    assert editor.link_all(["a-1", "a-2", "a-1"], "nil").title == "linked to none (2 records)"
    assert editor.link("a-1", None).title == "unlinked"
    assert _now(editor, "a-1").values == {}
    assert _now(editor, "a-2").values == {"entity": "nil"}
    with pytest.raises(EditError, match="claim has no link to an entity"):
        editor.link_all(["a-1", "c-1"], "haftar")
    with pytest.raises(EditError, match="entity: there is no entity “putin” in the catalogue"):
        editor.link("a-1", "putin")
    assert editor.link_all(["a-1", "a-2"], "haftar").title == "linked to haftar (2 records)"


def test_a_record_is_made_at_other_places_without_its_references() -> None:
    record = replace(HAFTAR.with_value("kind", "person"), note="look", flag=True)
    editor, _ = _editor(
        record, SADDAM, CLAIM.with_value("certainty", "hedged").with_value("issue", "war"), STANCE, GROUP
    )
    step = editor.propagate("a-1", [Span(24, 30), Span(43, 49)])
    made = [edit.after for edit in step.edits if edit.after]
    assert step.title == "2 more made"
    assert [one.parts["mention"] for one in made] == [(Fragment(24, 30, "Haftar"),), (Fragment(43, 49, "Haftar"),)]
    assert all(one.values == record.values and not one.note and not one.flag for one in made)
    assert len({one.id for one in made}) == 2
    claim = editor.propagate("c-1", [Span(43, 54)]).edits[0].after
    assert claim is not None
    assert claim.values == {"certainty": "hedged", "issue": "war"}
    with pytest.raises(EditError, match="holder: is required"):
        editor.propagate("s-1", [Span(0, 6)])
    with pytest.raises(EditError, match="nothing to make"):
        editor.propagate("a-1", [])


def test_notes_and_flags() -> None:
    editor, _ = _editor(HAFTAR)
    assert editor.note("a-1", "look\nagain").title == "note set"
    assert _now(editor, "a-1").note == "look\nagain"
    assert editor.note("a-1", "").title == "note removed"
    assert editor.flag("a-1").title == "flagged"
    assert _now(editor, "a-1").flag
    assert editor.flag("a-1").title == "flag removed"
    assert _now(editor, "a-1") == HAFTAR
    with pytest.raises(EditError, match="note: holds half a character"):
        editor.note("a-1", "\udc80")


def test_the_status_and_what_was_refused() -> None:
    editor, _ = _editor(HAFTAR)
    refused = Refused("actor", 0, 6, "Haftar", entity="saddam")
    assert editor.set_status("done").title == "article done"
    assert editor.state.header.status == "done"
    with pytest.raises(EditError, match="that changes nothing"):
        editor.set_status("done")
    assert editor.set_status("open").title == "article open again"
    assert editor.refuse(refused).title == "refused “Haftar”"
    other = replace(refused, entity="", origin="crf@0.9", quote="Haftar\nand his\tson " + "Saddam " * 9)
    assert editor.refuse(other).title == "refused “Haftar and his son Saddam Saddam Saddam …”"
    assert editor.state.header.refused == (refused, other)
    with pytest.raises(EditError, match="refused already"):
        editor.refuse(refused)
    for _ in range(4):
        editor.undo()
    assert editor.state.header == HEADER


def test_undo_and_redo_walk_the_history_and_tell_the_journal_first() -> None:
    moves: list[Move] = []
    seen: list[Annotations] = []

    def on_move(move: Move) -> None:
        moves.append(move)
        seen.append(editor.state)

    editor = Editor(article_of(TEXT), CODEBOOK, state_of(), choose=random.Random(0).choice, on_move=on_move)
    step = editor.make([HAFTAR])
    assert editor.undo() is step
    assert editor.state == state_of()
    assert editor.redo() is step
    assert editor.state == state_of(HAFTAR)
    assert moves == [Did(step), Undid(), Redid()]
    assert seen == [state_of(), state_of(HAFTAR), state_of()]
    assert editor.version == 3
    with pytest.raises(EditError, match="nothing to redo"):
        editor.redo()
    editor.undo()
    with pytest.raises(EditError, match="nothing to undo"):
        editor.undo()
    assert moves[3:] == [Undid()]


def test_a_journal_that_refuses_keeps_everything_as_it_was() -> None:
    read_only: list[str] = []

    def on_move(_: Move) -> None:
        if read_only:
            raise EditError(read_only[0])

    editor = Editor(article_of(TEXT), CODEBOOK, state_of(HAFTAR), choose=random.Random(0).choice, on_move=on_move)
    editor.flag("a-1")
    state, history = editor.state, list(editor.history.done)
    read_only.append("read-only")
    for verb in (lambda: editor.flag("a-1"), editor.undo, lambda: editor.adopt(state_of(SADDAM))):
        with pytest.raises(EditError, match="read-only"):
            verb()
    assert (editor.state, editor.history.done, editor.version) == (state, history, 1)


def test_a_history_goes_on_where_it_was() -> None:
    step = Step("flagged")
    editor, _ = _editor(HAFTAR, history=History([step]))
    assert editor.history.done == [step]


def test_what_changed_outside_is_taken_over_beside_the_history() -> None:
    editor, moves = _editor(HAFTAR)
    editor.flag("a-1")
    outside = state_of(_now(editor, "a-1"), SADDAM)
    step = editor.adopt(outside)
    assert editor.state == outside
    assert moves[1:] == [Synced(step)]
    assert len(editor.history.done) == 1
    assert editor.adopt(outside).empty
    assert len(moves) == 2
    editor.undo()
    assert editor.state == state_of(HAFTAR, SADDAM)
    editor.adopt(state_of(SADDAM))
    with pytest.raises(EditError, match="does not fit any more: a-1 was changed outside"):
        editor.redo()


def test_a_broken_record_stays_broken_but_may_be_changed_otherwise() -> None:
    broken = replace(HAFTAR, parts={"mention": (Fragment(0, 6, "Hifter"),)})
    editor, _ = _editor(broken)
    assert [problem.key for problem in editor.problems["a-1"]] == ["mention[0].quote"]
    editor.flag("a-1")
    assert list(editor.problems) == ["a-1"]
    with pytest.raises(EditError, match="kind: “robot”"):
        editor.set("a-1", "kind", "robot")
    editor.mark("a-1", "mention", [Span(0, 6)])
    assert editor.problems == {}
    editor.undo()
    assert list(editor.problems) == ["a-1"]


def test_problems_follow_what_comes_and_goes() -> None:
    editor, _ = _editor(CLAIM)
    assert editor.problems["c-1"][0].what == "there is no record “a-1”"
    editor.make([HAFTAR])
    assert editor.problems == {}
    editor.undo()
    assert list(editor.problems) == ["c-1"]
    editor.redo()
    assert editor.problems == {}
    editor.adopt(state_of(CLAIM))
    assert list(editor.problems) == ["c-1"]
    editor.adopt(state_of(HAFTAR))
    assert editor.problems == {}


def test_the_head_says_that_it_is_of_this_text_once_every_quote_stands_in_it() -> None:
    moved = article_of("Now " + TEXT, "2" * 64)
    gone = Refused("actor", 0, 6, "nobody at all", entity="putin")
    refused = (Refused("actor", 0, 6, "Haftar", entity="saddam"), gone)
    stale = replace(HEADER, text_sha256="1" * 64, refused=refused)
    one, two = (Record("actor", f"a-{n}", {"mention": (Fragment(0, 6, "Haftar"),)}) for n in (1, 2))
    editor = Editor(moved, CODEBOOK, Annotations(stale, {"a-1": one, "a-2": two}), choose=lambda _: "x")
    editor.repair(["a-1"])
    assert editor.state.header == stale
    editor.remove(["a-2"])
    assert editor.state.header.text_sha256 == "2" * 64
    assert editor.state.header.refused == (replace(refused[0], start=4, end=10), gone)
    editor.undo()
    assert editor.state.header == stale


def test_a_text_that_moved_under_no_quote_is_taken_over() -> None:
    longer = article_of(TEXT + "More.", "2" * 64)
    one = Record("actor", "a-1", {"mention": (Fragment(0, 6, "Haftar"),)})
    state = Annotations(replace(HEADER, text_sha256="1" * 64), {"a-1": one})
    editor = Editor(longer, CODEBOOK, state, choose=lambda _: "x")
    step = editor.repair([])
    assert (step.title, editor.state.header.text_sha256, editor.state.records) == (
        "the text taken over",
        "2" * 64,
        {"a-1": one},
    )
    with pytest.raises(EditError, match="changes nothing"):
        editor.repair([])


def test_broken_records_are_repaired_where_their_words_stand() -> None:
    moved = Record(
        "claim",
        "c-1",
        {"content": (Fragment(20, 32, "would come."),), "cue": (Fragment(7, 11, "said"), Fragment(60, 64, "left"))},
    )
    state = state_of(moved, HAFTAR, header=replace(HEADER, text_sha256="1" * 64))
    editor = Editor(article_of(TEXT), CODEBOOK, state, choose=random.Random(0).choice)
    step = editor.repair(["c-1", "c-1"])
    assert step.title == "1 repaired"
    assert editor.state.header == HEADER
    assert editor.problems == {}
    assert _now(editor, "c-1").parts == {
        "content": (fragment(TEXT, "would come."),),
        "cue": (Fragment(7, 11, "said"), Fragment(50, 54, "left")),
    }
    editor.undo()
    assert editor.state == state
    lost = replace(moved, id="c-2", parts={"content": (Fragment(0, 4, "gone"),)})
    editor.adopt(state_of(lost))
    with pytest.raises(EditError, match="“gone” stands nowhere in the text"):
        editor.repair(["c-2"])


def test_fresh_ids_are_free() -> None:
    letters = iter("000000000000111111000000111111222222")
    editor = Editor(article_of(TEXT), CODEBOOK, state_of(actor("a-000000")), choose=lambda _: next(letters))
    assert editor.fresh_id("actor") == "a-111111"
    assert editor.fresh_id("actor", ["a-111111"]) == "a-222222"
