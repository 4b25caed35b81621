"""Remarks on records of the gold: what is written is read, what is broken is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import FileError
from workbench.store.remark_file import Remark, read_remarks, write_remarks

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(rows=st.lists(st.builds(Remark, TEXT, TEXT), max_size=4))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[Remark]) -> None:
    path = tmp_path_factory.mktemp("remarks") / "x.toml"
    write_remarks(path, rows)
    assert read_remarks(path, "x") == tuple(rows)


def test_no_file_is_no_remark(tmp_path: Path) -> None:
    assert read_remarks(tmp_path / "none.toml", "none.toml") == ()


@pytest.mark.parametrize(
    "text", ["[[[", "format = 1\nwhat = 1\n", 'format = 1\n[[remark]]\nabout = "x"\n', "format = 99\n"]
)
def test_what_is_broken_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"remarks/ann/x\.toml"):
        read_remarks(path, "remarks/ann/x.toml")
