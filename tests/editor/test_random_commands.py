"""Five hundred commands at random: nothing breaks, all of it can be taken back and done again, byte for byte."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import CODEBOOK
from tests.editor.commands import NASTY, Person, editor_of, quotes_stand
from workbench.core.annotation import Annotations
from workbench.core.edit import Edit
from workbench.core.log import Move, replay
from workbench.editor import Editor
from workbench.editor.listing import Listing
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import annotation_bytes

COMMANDS = 500


def _bytes(editor: Editor) -> bytes:
    return annotation_bytes(editor.state, CODEBOOK)


def test_every_verb_of_the_editor_is_among_the_commands() -> None:
    steps = {
        name for name, verb in vars(Editor).items() if getattr(verb, "__annotations__", {}).get("return") == "Step"
    }
    verbs = {name for name in steps if not name.startswith("_")}
    outside = {"adopt"}  # what somebody else wrote: beside the history, so that undo does not take it back
    drawn = {name.partition(" ")[0] for name in Person(editor_of(), 0).commands}
    assert verbs - outside == drawn
    assert {"make", "change", "undo", "redo"} <= drawn


@pytest.mark.parametrize("seed", range(4))
def test_five_hundred_commands(seed: int) -> None:
    moves: list[Move] = []
    editor = editor_of(seed=seed, on_move=moves.append)
    person = Person(editor, seed)
    first_state, first = editor.state, _bytes(editor)
    drawn, changed = Counter[str](), Counter[str]()
    for _ in range(COMMANDS):
        version, written = editor.version, len(moves)
        name, did = person.press()
        drawn[name] += 1
        changed[name] += did
        assert (editor.version - version, len(moves) - written) == (did, did)
        assert editor.problems == {}
        assert quotes_stand(list(editor.state.records.values()), NASTY)
    assert set(drawn) == set(person.commands)
    assert all(changed[name] for name in person.commands if name != "repair")  # nothing is broken there
    assert changed.total() >= 0.6 * COMMANDS

    again = replay(moves, "unknown", first_state)
    assert (again.state, again.history) == (editor.state, editor.history)
    last, done = _bytes(editor), len(editor.history.done)
    assert AnnotationReader(CODEBOOK).read(last, "file.toml") == editor.state
    for _ in range(done):
        editor.undo()
        assert editor.problems == {}
    assert _bytes(editor) == first
    assert editor.state == first_state
    for _ in range(done):
        editor.redo()
        assert editor.problems == {}
    assert _bytes(editor) == last


@given(st.integers(0, 10**6), st.integers(1, 25))
def test_each_command_is_taken_back_and_done_again(seed: int, count: int) -> None:
    editor = editor_of(seed=seed)
    person = Person(editor, seed)
    for _ in range(count):
        before, history = editor.state, (list(editor.history.done), list(editor.history.undone))
        name, did = person.press()
        if did and name not in ("undo", "redo"):
            after = editor.state
            assert editor.undo() == editor.redo()
            assert editor.state == after
            editor.undo()
            assert editor.state == before
            editor.redo()
            assert editor.history.undone == []
        elif not did:
            assert (editor.history.done, editor.history.undone) == history


def _rows(listing: Listing) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.group, row.records) for row in listing.rows()]


@given(st.integers(0, 10**6), st.integers(1, 40))
def test_a_listing_that_was_told_of_each_change_is_that_of_the_state(seed: int, count: int) -> None:
    editor = editor_of(seed=seed)
    person = Person(editor, seed)
    listings = [Listing(layer, editor.state) for layer in CODEBOOK.layers]
    for _ in range(count):
        before = editor.state
        person.press()
        edits = [Edit(before.records.get(one), editor.state.records.get(one)) for one in _touched(before, editor.state)]
        for listing in listings:
            for edit in edits:
                listing.change(edit.before, edit.after, editor.state)
            fresh = Listing(listing.layer, editor.state)
            assert _rows(listing) == _rows(fresh)
            assert (listing.count, len(listing)) == (fresh.count, len(fresh))
            for number, row in enumerate(fresh.rows()):
                assert {listing.number_of(record) for record in row.records} == {number}
            assert listing.number_of("nobody") is None


def _touched(before: Annotations, after: Annotations) -> list[str]:
    ids = dict.fromkeys((*before.records, *after.records))
    return [one for one in ids if before.records.get(one) is not after.records.get(one)]
