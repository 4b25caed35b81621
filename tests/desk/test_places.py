"""Where a person was is remembered; whatever became of the note of it, the program starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk.places import Place, read_place, write_place


def test_a_place_is_read_as_it_was_written(tmp_path: Path) -> None:
    place = Place("harbour", "claim", "coder-b", offsets={"harbour": 7})
    assert write_place(tmp_path / "place.json", place) == ""
    assert read_place(tmp_path / "place.json") == place


@pytest.mark.parametrize("data", [b"", b"{", b'{"article": 3}', b'{"article": "\x80"}', b'{"\xff": 1}', b"\x00" * 9])
def test_a_damaged_note_costs_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "place.json").write_bytes(data)
    assert read_place(tmp_path / "place.json") == Place()
