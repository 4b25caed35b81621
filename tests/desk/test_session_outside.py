"""The file changed underneath: by git, by another program, by a drive that went away."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import SHOWN_AS, Place, die, file_bytes, new_place, put, speaker
from workbench.core.errors import ConflictError, EditError, FileError
from workbench.desk.session import Session

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path)


@pytest.fixture
def session(place: Place) -> Session:
    """A session on a file with ONE and TWO, everything saved."""
    put(place, ONE, TWO)
    return place.open()


def test_nothing_changed_is_nothing_changed(session: Session, place: Place) -> None:
    assert not session.changed_outside()
    place.file.write_bytes(place.file.read_bytes())
    assert not session.changed_outside()
    session.editor.make([THREE])
    session.save()
    assert not session.changed_outside()


def test_another_record_is_merged_before_saving(session: Session, place: Place) -> None:
    put(place, ONE, TWO, THREE)
    assert session.changed_outside()
    session.editor.note(ONE.id, "mine")
    assert session.save() == "taken over from the file: 1 record"
    assert session.saved
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"), TWO, THREE)
    session.close()


def test_a_file_rewritten_with_the_same_records_asks_nothing(session: Session, place: Place) -> None:
    place.file.write_bytes(place.file.read_bytes() + b"\n# by hand\n")
    assert session.take_over() == "the file was changed outside"
    assert session.saved
    assert session.conflicts == ()


def test_a_record_changed_on_both_sides_is_a_choice_and_never_overwritten(session: Session, place: Place) -> None:
    theirs = file_bytes(replace(ONE, note="theirs"), TWO, THREE)
    session.editor.note(ONE.id, "mine")
    place.file.write_bytes(theirs)
    for _ in range(3):
        with pytest.raises(ConflictError, match="1 record changed both here and in the file"):
            session.save()
        with pytest.raises(ConflictError):
            session.write(session.snapshot())
    with pytest.raises(ConflictError):
        session.take_over()
    assert place.file.read_bytes() == theirs
    [conflict] = session.conflicts
    assert (conflict.id, conflict.ours and conflict.ours.note, conflict.theirs and conflict.theirs.note) == (
        ONE.id,
        "mine",
        "theirs",
    )
    with pytest.raises(EditError, match="first choose"):
        session.editor.make([speaker("four", 0)])
    with pytest.raises(EditError, match="first choose"):
        session.editor.undo()


@pytest.mark.parametrize(("take", "note"), [((), "mine"), ((ONE.id,), "theirs")])
def test_the_choice_is_saved(take: tuple[str, ...], note: str, session: Session, place: Place) -> None:
    session.editor.note(ONE.id, "mine")
    place.file.write_bytes(file_bytes(replace(ONE, note="theirs"), TWO, THREE))
    with pytest.raises(ConflictError):
        session.save()
    session.decide(take)
    assert session.conflicts == ()
    assert session.editor.state.records[ONE.id].note == note
    assert THREE.id in session.editor.state.records
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note=note), TWO, THREE)
    with pytest.raises(EditError, match="nothing to decide"):
        session.decide(())
    die(session)
    again = place.open()
    assert (again.saved, again.notices, again.editor.state.records[ONE.id].note) == (True, [], note)
    again.close()


def test_taking_all_of_theirs_needs_no_save(session: Session, place: Place) -> None:
    session.editor.note(ONE.id, "mine")
    theirs = file_bytes(replace(ONE, note="theirs"), TWO)
    place.file.write_bytes(theirs)
    with pytest.raises(ConflictError):
        session.save()
    assert session.decide({ONE.id}) == "taken over from the file: 1 record"
    assert session.saved
    assert place.file.read_bytes() == theirs


def test_a_conflict_comes_back_after_a_death(session: Session, place: Place) -> None:
    session.editor.note(ONE.id, "mine")
    session.editor.make([THREE])
    place.file.write_bytes(file_bytes(replace(ONE, note="theirs"), TWO))
    with pytest.raises(ConflictError):
        session.save()
    die(session)
    for _ in range(2):
        again = place.open()
        assert [one.id for one in again.conflicts] == [ONE.id]
        assert THREE.id in again.editor.state.records
        with pytest.raises(ConflictError):
            again.save()
        die(again)
    last = place.open()
    last.decide(())
    last.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"), TWO, THREE)
    last.close()
    final = place.open()
    assert (final.conflicts, final.saved) == ((), True)
    final.close()


def test_a_choice_that_was_made_is_not_asked_again_after_a_death(session: Session, place: Place) -> None:
    session.editor.note(ONE.id, "mine")
    die(session)
    put(place, replace(ONE, note="theirs"), TWO)
    asked = place.open()
    assert [one.id for one in asked.conflicts] == [ONE.id]
    asked.decide(())
    shown = asked.editor.state
    die(asked)
    again = place.open()
    assert (again.conflicts, again.editor.state) == ((), shown)
    again.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"), TWO)
    again.close()


def test_recovered_work_that_did_not_fit_can_be_undone_over_restarts(session: Session, place: Place) -> None:
    """The file holds a part of the unsaved work already; the rest comes back as one step."""
    session.editor.note(ONE.id, "mine")
    session.editor.make([THREE])
    die(session)
    put(place, replace(ONE, note="mine"), TWO)
    for _ in range(2):
        again = place.open()
        assert (again.conflicts, again.saved) == ((), False)
        assert THREE.id in again.editor.state.records
        die(again)
    again = place.open()
    again.editor.undo()
    assert THREE.id not in again.editor.state.records
    shown = again.editor.state
    die(again)
    last = place.open()
    assert last.editor.state == shown
    last.editor.redo()
    last.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"), TWO, THREE)
    last.close()


def test_a_record_deleted_there_and_changed_here_is_a_choice(session: Session, place: Place) -> None:
    session.editor.note(ONE.id, "mine")
    put(place, TWO)
    with pytest.raises(ConflictError):
        session.save()
    [conflict] = session.conflicts
    assert conflict.theirs is None
    session.decide(())
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"), TWO)


def test_a_record_deleted_here_and_changed_there_is_a_choice(session: Session, place: Place) -> None:
    session.editor.remove([ONE.id])
    put(place, replace(ONE, note="theirs"), TWO)
    with pytest.raises(ConflictError):
        session.save()
    session.decide({ONE.id})
    assert session.editor.state.records[ONE.id].note == "theirs"
    assert session.saved


def test_a_status_changed_there_is_taken_over(session: Session, place: Place) -> None:
    put(place, ONE, TWO, status="done")
    session.editor.note(ONE.id, "mine")
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"), TWO, status="done")


def test_a_file_removed_by_git_takes_its_records_away_but_not_what_was_changed_here(
    session: Session, place: Place
) -> None:
    session.editor.note(ONE.id, "mine")
    shutil.rmtree(place.root / "annotations")
    with pytest.raises(ConflictError):
        session.save()
    assert [one.id for one in session.conflicts] == [ONE.id]
    session.decide(())
    session.save()
    assert place.file.read_bytes() == file_bytes(replace(ONE, note="mine"))


def test_a_removed_file_is_written_anew_at_the_next_change(session: Session, place: Place) -> None:
    place.file.unlink()
    assert session.changed_outside()
    assert session.take_over() == "taken over from the file: 2 records"
    assert (session.saved, len(session.editor.state)) == (True, 0)
    session.editor.make([THREE])
    session.save()
    assert place.file.read_bytes() == file_bytes(THREE)


def test_conflict_markers_stop_the_saving_not_the_work(session: Session, place: Place) -> None:
    good = place.file.read_bytes()
    marked = good + b"<<<<<<< HEAD\n=======\n>>>>>>> other\n"
    place.file.write_bytes(marked)
    session.editor.make([THREE])
    for _ in range(2):
        with pytest.raises(FileError, match="git left a merge undecided") as raised:
            session.save()
        assert str(raised.value).startswith(SHOWN_AS)
    session.editor.note(THREE.id, "still at work")
    assert place.file.read_bytes() == marked
    assert not session.saved
    place.file.write_bytes(good)
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, replace(THREE, note="still at work"))
    session.close()


def test_a_file_put_back_to_an_older_version_while_open_is_taken_over(session: Session, place: Place) -> None:
    old = place.file.read_bytes()
    session.editor.make([THREE])
    session.save()
    place.file.write_bytes(old)
    session.take_over()
    assert THREE.id not in session.editor.state.records
    assert session.saved
    session.close()
    again = place.open()
    assert (again.saved, again.notices) == (True, [])
    assert THREE.id not in again.editor.state.records
    again.close()


def test_a_file_put_back_to_an_older_version_while_closed_stays_so(session: Session, place: Place) -> None:
    """What was saved once and then put back by somebody is not unsaved work."""
    old = place.file.read_bytes()
    session.editor.make([THREE])
    session.save()
    session.editor.note(THREE.id, "saved too")
    session.save()
    session.close()
    place.file.write_bytes(old)
    again = place.open()
    assert sorted(again.editor.state.records) == [ONE.id, TWO.id]
    assert again.saved
    again.editor.note(TWO.id, "on the old version")
    again.save()
    assert place.file.read_bytes() == file_bytes(ONE, replace(TWO, note="on the old version"))
    again.close()


def test_unsaved_work_is_put_onto_the_older_version(session: Session, place: Place) -> None:
    old = place.file.read_bytes()
    session.editor.note(ONE.id, "saved")
    session.save()
    session.editor.make([THREE])
    die(session)
    place.file.write_bytes(old)
    again = place.open()
    assert again.editor.state.records[ONE.id].note == ""
    assert THREE.id in again.editor.state.records
    assert not again.saved
    again.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, THREE)
    again.close()


def test_a_file_made_by_somebody_else_before_the_first_save_is_merged(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    put(place, TWO)
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO)
    session.close()


def test_undo_that_does_not_fit_any_more_says_so(session: Session, place: Place) -> None:
    session.editor.note(ONE.id, "mine")
    session.save()
    put(place, replace(ONE, note="theirs"), TWO)
    session.take_over()
    with pytest.raises(EditError, match="changed outside"):
        session.editor.undo()
    assert session.editor.state.records[ONE.id].note == "theirs"
