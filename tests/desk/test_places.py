"""Where a person was is remembered; whatever became of the note of it, the program starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk.places import Place, PlaceFile


def test_a_place_is_read_as_it_was_written(tmp_path: Path) -> None:
    place = Place("harbour", "claim", "coder-b", offsets={"harbour": 7})
    assert PlaceFile(tmp_path / "place.json").keep(place) == ""
    assert PlaceFile(tmp_path / "place.json").read() == place


@pytest.mark.parametrize("data", [b"", b"{", b'{"article": 3}', b'{"article": "\x80"}', b'{"\xff": 1}', b"\x00" * 9])
def test_a_damaged_note_costs_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "place.json").write_bytes(data)
    assert PlaceFile(tmp_path / "place.json").read() == Place()


def test_of_two_notes_the_newer_stands_whichever_is_written_last(tmp_path: Path) -> None:
    file, place = PlaceFile(tmp_path / "place.json"), Place("harbour")
    older = file.keeping(place)
    place.article = "market"
    newer = file.keeping(place)
    assert older is not None
    assert newer is not None
    assert [newer(), older()] == ["", ""]
    assert file.read().article == "market"


def test_what_was_written_last_is_not_written_again_unless_that_failed(tmp_path: Path) -> None:
    file, place = PlaceFile(tmp_path / "gone" / "place.json"), Place("harbour")
    (tmp_path / "gone").write_text("a file where a folder should be")
    failing = file.keeping(place)
    assert failing is not None
    assert "gone" in failing()
    (tmp_path / "gone").unlink()
    again = file.keeping(place)
    assert again is not None
    assert again() == ""
    assert file.keeping(place) is None
