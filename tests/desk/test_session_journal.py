"""Journals that are damaged: what can be read is used, what cannot is put aside, and nothing stops the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.opened import Place, die, new_place, speaker

ONE, TWO, THREE = speaker("one"), speaker("two", 22), speaker("three", 51)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place(tmp_path)


def _shown(place: Place) -> list[str]:
    """The records that a new session shows."""
    session = place.open()
    session.close()
    return sorted(session.editor.state.records)


def _journal(place: Place) -> Path:
    [name] = place.journals()
    return place.state / name


def test_a_last_line_cut_short_is_dropped_without_a_word(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.editor.make([TWO])
    die(session)
    data = _journal(place).read_bytes()
    for cut in (1, 2, len(data) - data.rindex(b"\n", 0, -1) - 2):
        _journal(place).write_bytes(data[:-cut])
        again = place.open()
        assert list(again.editor.state.records) == [ONE.id]
        assert again.notices == ["1 unsaved change brought back from the journal"]
        again.editor.make([THREE])
        die(again)
        assert _shown(place) == sorted([ONE.id, THREE.id])


def test_what_stands_behind_a_damaged_line_is_put_aside(place: Place) -> None:
    session = place.open()
    for record in (ONE, TWO, THREE):
        session.editor.make([record])
    die(session)
    lines = _journal(place).read_bytes().splitlines(keepends=True)
    torn = lines[2].replace(b"p-two", b"p-t\xffo\x00")
    _journal(place).write_bytes(b"".join([*lines[:2], torn, *lines[3:]]))
    again = place.open()
    assert list(again.editor.state.records) == [ONE.id]
    aside = place.state / "0.damaged-1"
    assert again.notices[0] == f"a damaged part of the journal was put aside: {aside}"
    assert aside.read_bytes() == b"".join([torn, *lines[3:]])
    again.editor.make([TWO])
    die(again)
    third = place.open()
    assert sorted(third.editor.state.records) == [ONE.id, TWO.id]
    assert "damaged" not in " ".join(third.notices)
    third.close()


def test_damage_behind_which_the_file_was_saved_asks_nothing(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.editor.note(ONE.id, "first")
    session.editor.note(ONE.id, "second")
    session.save()
    die(session)
    lines = _journal(place).read_bytes().splitlines(keepends=True)
    _journal(place).write_bytes(b"".join([*lines[:2], b"?\n", *lines[3:]]))
    again = place.open()
    assert again.conflicts == ()
    assert again.editor.state.records[ONE.id].note == "second"
    assert again.saved
    assert len(again.notices) == 1
    again.close()


def test_a_second_damage_does_not_overwrite_what_was_put_aside_first(place: Place) -> None:
    for number in (1, 2):
        session = place.open()
        session.editor.make([speaker(f"n{number}")])
        die(session)
        _journal(place).write_bytes(b"%d damaged\n" % number + _journal(place).read_bytes())
        place.open().close()
        assert (place.state / f"0.damaged-{number}").read_bytes().startswith(b"%d damaged" % number)


def test_a_journal_without_sense_is_put_aside(place: Place) -> None:
    place.state.mkdir()
    (place.state / "0.jsonl").write_bytes(b'["undo"]\n["redo"]\n')
    session = place.open()
    assert (session.read_only, len(session.editor.state), len(session.notices)) == ("", 0, 1)
    assert (place.state / "0.damaged-1").read_bytes() == b'["undo"]\n["redo"]\n'
    session.editor.make([ONE])
    die(session)
    assert _shown(place) == [ONE.id]


def test_a_journal_with_a_layer_that_the_codebook_lost_is_put_aside(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    die(session)
    journal = _journal(place)
    journal.write_bytes(journal.read_bytes().replace(b'"speaker"', b'"crowd"'))
    again = place.open()
    assert len(again.editor.state) == 0
    assert "crowd p-one" in again.notices[0]
    assert b"crowd" in (place.state / "0.damaged-1").read_bytes()
    again.close()


def test_all_bytes_of_a_journal_flipped_in_turn_never_stop_the_program(place: Place) -> None:
    session = place.open()
    session.editor.make([ONE])
    session.save()
    session.editor.note(ONE.id, "why")
    die(session)
    data, saved = _journal(place).read_bytes(), place.file.read_bytes()
    for at in range(0, len(data), 5):
        for journal in place.state.glob("*"):
            journal.unlink()
        (place.state / "0.jsonl").write_bytes(data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :])
        again = place.open()
        assert ONE.id in again.editor.state.records or again.conflicts
        assert again.read_only == ""
        again.close()
        assert place.file.read_bytes() == saved
