"""A session: what was shown comes back, what was saved stands there, and a journal that is damaged costs little."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.opened import SHOWN_AS, Place, die, file_bytes, new_place, put, speaker
from tests.store.made import codebook
from workbench.core.annotation import Fragment, Record
from workbench.core.errors import EditError
from workbench.store.annotation_file import AnnotationFile

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path)


def _ids(place: Place) -> list[str]:
    """The records in the file."""
    found = AnnotationFile(place.file, codebook, SHOWN_AS, "bridge", "rose").load()
    return sorted(found.state.records) if found.state else []


def test_opening_writes_nothing_into_the_project_and_leaves_no_journal(place: Place) -> None:
    session = place.open()
    assert (session.saved, session.trouble, session.read_only, session.notices) == (True, "", "", [])
    session.close()
    assert not (place.root / "annotations").exists()
    assert place.journals() == []


def test_a_save_writes_the_canonical_file_and_says_so(place: Place) -> None:
    session = place.open()
    session.editor.make([TWO])
    session.editor.make([ONE])
    assert not session.saved
    assert not place.file.exists()
    assert session.save() == ""
    assert session.saved
    assert place.file.read_bytes() == file_bytes(ONE, TWO)
    assert place.left_over() == []
    session.close()
    assert place.journals() == ["0.jsonl"]


def test_a_save_of_nothing_new_writes_nothing(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.save()
    before = place.file.stat()
    session.save()
    session.write(session.snapshot())
    assert place.file.stat().st_mtime_ns == before.st_mtime_ns
    session.close()


def test_what_was_shown_comes_back_after_a_death_with_a_notice(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.save()
    session.editor.make([TWO])
    session.editor.note(TWO.id, "who is that?")
    shown = session.editor.state
    die(session)
    again = place.open()
    assert again.notices == ["2 unsaved changes brought back from the journal"]
    assert again.editor.state == shown
    assert not again.saved
    again.save()
    assert _ids(place) == [ONE.id, TWO.id]
    again.close()
    third = place.open()
    assert (third.notices, third.saved) == ([], True)
    third.close()


def test_one_change_is_not_several(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    die(session)
    again = place.open()
    assert again.notices == ["1 unsaved change brought back from the journal"]
    again.close()


def test_what_came_back_comes_back_again_after_a_second_death(place: Place) -> None:
    for record in (ONE, TWO, THREE):
        session = place.open()
        session.editor.make([record])
        die(session)
    last = place.open()
    assert sorted(last.editor.state.records) == sorted([ONE.id, TWO.id, THREE.id])
    last.close()


def test_closing_without_saving_keeps_the_work(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.close()
    again = place.open()
    assert ONE.id in again.editor.state.records
    again.close()


def test_work_that_was_taken_back_needs_no_save(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.save()
    session.editor.make([TWO])
    session.editor.undo()
    die(session)
    again = place.open()
    assert (again.notices, again.saved) == ([], True)
    again.editor.redo()
    assert TWO.id in again.editor.state.records
    again.close()


def test_undo_and_redo_go_on_after_a_restart(place: Place) -> None:
    session = place.open()
    for record in (ONE, TWO, THREE):
        session.editor.make([record])
        session.save()
    session.editor.undo()
    session.save()
    session.close()
    again = place.open()
    again.editor.redo()
    assert THREE.id in again.editor.state.records
    for _ in range(3):
        again.editor.undo()
    assert len(again.editor.state) == 0
    with pytest.raises(EditError, match="nothing to undo"):
        again.editor.undo()
    again.save()
    assert _ids(place) == []
    again.close()


class _Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("written", [False, True])
def test_a_death_in_the_middle_of_a_save_loses_nothing(
    written: bool, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark is in the journal, and the file is the old one or already the new one."""
    session = place.open()
    session.editor.make([ONE])
    session.save()
    session.editor.make([TWO])
    write = AnnotationFile.write

    def dies(self: AnnotationFile, data: bytes, sha256: str) -> None:
        if written:
            write(self, data, sha256)
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(AnnotationFile, "write", dies)
        with pytest.raises(_Killed):
            session.save()
    die(session)
    again = place.open()
    assert sorted(again.editor.state.records) == [ONE.id, TWO.id]
    assert again.saved is written
    again.editor.undo()
    again.editor.undo()
    assert len(again.editor.state) == 0
    again.close()


@pytest.mark.parametrize("written", [False, True])
def test_a_death_in_a_save_and_a_change_by_git_lose_nothing(
    written: bool, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal knows no file with the new hash, and its last mark may or may not have come true."""
    test_a_death_in_the_middle_of_a_save_loses_nothing(written, place, monkeypatch)
    for journal in place.state.glob("*"):
        journal.unlink()
    put(place, ONE)
    session = place.open()
    session.editor.make([TWO])
    with monkeypatch.context() as patch:
        patch.setattr(AnnotationFile, "write", lambda *_: (_ for _ in ()).throw(_Killed))
        with pytest.raises(_Killed):
            session.save()
    die(session)
    put(place, *([ONE, TWO, THREE] if written else [ONE, THREE]))
    again = place.open()
    assert sorted(again.editor.state.records) == sorted([ONE.id, TWO.id, THREE.id])
    assert again.conflicts == ()
    assert again.saved is written
    again.save()
    assert _ids(place) == sorted([ONE.id, TWO.id, THREE.id])
    again.close()


# Files that are broken or spelled by hand


def test_a_broken_file_keeps_the_journal_that_belongs_to_it(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.save()
    session.editor.make([TWO])
    die(session)
    good = place.file.read_bytes()
    place.file.write_bytes(good + b"<<<<<<< HEAD\n")
    for _ in range(2):
        broken = place.open()
        assert "git left a merge undecided" in broken.read_only
        with pytest.raises(EditError, match="read-only"):
            broken.editor.undo() if broken.editor.history.done else broken.editor.make([THREE])
        broken.close()
    assert place.file.read_bytes() == good + b"<<<<<<< HEAD\n"
    place.file.write_bytes(good)
    mended = place.open()
    assert sorted(mended.editor.state.records) == [ONE.id, TWO.id]
    mended.close()


def test_a_file_spelled_by_hand_is_rewritten_at_the_first_edit_with_a_notice(place: Place) -> None:
    put(place, ONE)
    by_hand = place.file.read_bytes().replace(b"start = 6", b"start=6 # here")
    place.file.write_bytes(by_hand)
    session = place.open()
    assert "spelled by hand" in session.notices[0]
    assert session.save() == ""
    assert place.file.read_bytes() == by_hand
    session.editor.make([TWO])
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO)
    session.close()


def test_records_in_another_order_are_put_in_order_with_a_notice(place: Place) -> None:
    head = file_bytes()
    place.file.parent.mkdir(parents=True)
    place.file.write_bytes(head + file_bytes(TWO)[len(head) :] + file_bytes(ONE)[len(head) :])
    session = place.open()
    assert "spelled by hand" in session.notices[0]
    session.editor.make([THREE])
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE, TWO, THREE)
    session.close()


def test_half_a_character_is_refused_before_it_is_shown(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    with pytest.raises(EditError, match="half a character"):
        session.editor.note(ONE.id, "\ud83d")
    assert session.editor.state.records[ONE.id].note == ""
    session.editor.note(ONE.id, "\U0001f469")
    assert session.save() == ""
    session.close()


def test_what_a_killed_save_left_beside_the_file_is_removed_at_the_next_save(place: Place) -> None:
    put(place, ONE)
    left = place.file.with_name(".bridge.toml.4242-00aa11bb.tmp")
    other = place.file.with_name(".bridge2.toml.4242-00aa11bb.tmp")
    for path in (left, other):
        path.write_bytes(b"half")
    session = place.open()
    session.editor.make([TWO])
    session.save()
    assert place.left_over() == [other.name]
    session.close()


def test_a_removed_and_a_changed_record_and_the_head_come_back(place: Place) -> None:
    put(place, ONE, TWO)
    session = place.open()
    session.editor.remove([ONE.id])
    session.editor.mark(TWO.id, "mention", [Fragment(0, 5, "").span, Fragment(16, 20, "").span])
    session.editor.set_status("done")
    shown = session.editor.state
    die(session)
    again = place.open()
    assert again.editor.state == shown
    assert again.editor.state.header.status == "done"
    again.save()
    assert place.file.read_bytes() == file_bytes(
        replace(TWO, parts={"mention": (Fragment(0, 5, "Mayor"), Fragment(16, 20, "said"))}), status="done"
    )
    again.close()


def test_a_file_without_records_still_has_a_head(place: Place) -> None:
    put(place, status="done")
    session = place.open()
    assert session.editor.state.header.status == "done"
    session.editor.make([ONE])
    session.save()
    assert place.file.read_bytes() == file_bytes(ONE, status="done")
    put(place, status="open")
    session.take_over()
    assert session.editor.state.header.status == "open"
    session.close()


def test_records_are_equal_through_the_journal_whatever_they_hold(place: Place) -> None:
    rich = Record(
        "judgement",
        "j-rich00",
        {"grounds": (Fragment(22, 25, "the"), Fragment(26, 29, "old"))},
        {"holders": ("author", "entity:a:b"), "weight": -3, "remark": 'a\r\n"\u2028\x00👩‍👩‍👧'},
        "note",
        True,
        "crf@0.9",
    )
    session = place.open()
    session.editor.make([rich])
    die(session)
    again = place.open()
    assert again.editor.state.records[rich.id] == rich
    again.close()
