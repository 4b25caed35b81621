"""What a small document with every trap in it becomes in each format; ``golden_case`` writes these files."""

from __future__ import annotations

import pytest

from .golden_case import COMMAND, FOLDER, FORMATS, made


@pytest.mark.parametrize("name", FORMATS)
def test_the_files_are_those_that_were_looked_at(name: str) -> None:
    there = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in (FOLDER / name).rglob("*") if path.is_file()
    }
    assert made(name) == there, f"look at what {COMMAND} changes, then keep it"
