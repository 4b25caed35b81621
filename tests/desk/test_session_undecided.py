"""A session on a file in which git left a merge: nothing is overwritten before somebody has decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import ARTICLE, Place, die, file_bytes, new_place, put, speaker
from tests.store.made import codebook
from workbench.core.annotation import Annotations, Header, Record
from workbench.core.errors import ConflictError, EditError, FileError
from workbench.core.merge import merge
from workbench.store.undecided import undecided_bytes

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)
OURS, THEIRS = replace(ONE, note="ours"), replace(ONE, note="theirs")


def _state(*records: Record) -> Annotations:
    head = Header("bridge", ARTICLE.sha256, "rose", codebook=codebook.version)
    return Annotations(head, {one.id: one for one in records})


MARKED = undecided_bytes(merge(_state(ONE, TWO), _state(OURS, TWO), _state(THEIRS, TWO, THREE)), codebook)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = new_place(tmp_path)
    put(made)
    made.file.write_bytes(MARKED)
    return made


@pytest.mark.parametrize(("take", "kept"), [((), OURS), ((ONE.id,), THEIRS)])
def test_it_opens_with_the_question_and_writes_the_answer(take: tuple[str, ...], kept: Record, place: Place) -> None:
    session = place.open()
    assert [one.id for one in session.conflicts] == [ONE.id]
    assert (session.saved, session.read_only) == (False, "")
    assert any("git left a merge undecided" in notice for notice in session.notices)
    with pytest.raises(EditError, match="first choose"):
        session.editor.note(TWO.id, "no")
    for _ in range(2):
        with pytest.raises(ConflictError):
            session.save()
    assert place.file.read_bytes() == MARKED
    assert session.decide(take) == "decided; git add annotations/rose/bridge.toml"
    session.save()
    assert place.file.read_bytes() == file_bytes(kept, TWO, THREE)
    session.editor.note(TWO.id, "later")
    session.save()
    session.close()
    again = place.open()
    assert (again.conflicts, again.saved, again.notices) == ((), True, [])
    again.close()


def test_a_death_before_the_answer_asks_again(place: Place) -> None:
    die(place.open())
    again = place.open()
    assert [one.id for one in again.conflicts] == [ONE.id]
    assert place.file.read_bytes() == MARKED
    again.close()


@pytest.mark.parametrize(("take", "kept"), [((), OURS), ((ONE.id,), THEIRS)])
def test_a_death_between_answer_and_save_loses_nothing(take: tuple[str, ...], kept: Record, place: Place) -> None:
    session = place.open()
    session.decide(take)
    die(session)
    assert place.file.read_bytes() == MARKED
    again = place.open()
    if again.conflicts:
        again.decide(take)
    again.save()
    assert place.file.read_bytes() == file_bytes(kept, TWO, THREE)
    again.close()


def test_unsaved_work_of_a_journal_comes_first_and_then_gits_question(place: Place) -> None:
    place.file.write_bytes(file_bytes(ONE, TWO))
    session = place.open()
    session.editor.note(TWO.id, "mine")
    session.editor.note(ONE.id, "mine too")
    die(session)
    place.file.write_bytes(MARKED)
    again = place.open()
    [first] = again.conflicts
    assert {first.ours and first.ours.note, first.theirs and first.theirs.note} == {"mine too", "ours"}
    again.decide([] if first.ours and first.ours.note == "mine too" else [ONE.id])
    [second] = again.conflicts
    assert (second.ours and second.ours.note, second.theirs and second.theirs.note) == ("mine too", "theirs")
    again.decide(())
    again.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine too"), replace(TWO, note="mine"), THREE)
    again.close()


def test_a_merge_under_unsaved_work_stops_the_saving_not_the_work(place: Place) -> None:
    place.file.write_bytes(file_bytes(ONE, TWO))
    session = place.open()
    session.editor.note(TWO.id, "mine")
    place.file.write_bytes(MARKED)
    for _ in range(2):
        with pytest.raises(FileError, match="git left a merge undecided"):
            session.save()
    session.editor.note(TWO.id, "still mine")
    assert place.file.read_bytes() == MARKED
    die(session)
    again = place.open()
    assert [one.id for one in again.conflicts] == [ONE.id]
    assert again.editor.state.records[TWO.id].note == "still mine"
    again.decide([ONE.id])
    again.save()
    assert place.file.read_bytes() == file_bytes(THEIRS, replace(TWO, note="still mine"), THREE)
    again.close()


def test_a_merge_under_a_session_with_everything_saved_is_taken_over_with_its_question(place: Place) -> None:
    place.file.write_bytes(file_bytes(ONE, TWO))
    session = place.open()
    place.file.write_bytes(MARKED)
    assert session.changed_outside()
    session.take_over()
    assert [one.id for one in session.conflicts] == [ONE.id]
    assert THREE.id in session.editor.state.records
    session.decide(())
    session.save()
    assert place.file.read_bytes() == file_bytes(OURS, TWO, THREE)
    session.close()


@pytest.mark.parametrize("take", [(), (ONE.id,)])
def test_settled_by_hand_while_the_question_stands_it_is_not_overwritten(take: tuple[str, ...], place: Place) -> None:
    session = place.open()
    by_hand = file_bytes(replace(ONE, note="by hand"), TWO)
    place.file.write_bytes(by_hand)
    session.decide(take)
    if take:
        with pytest.raises(ConflictError, match="1 record changed both here and in the file"):
            session.save()
    else:
        session.save()
        assert session.editor.state.records[ONE.id].note == "by hand"
    assert place.file.read_bytes() == by_hand
    session.close()
