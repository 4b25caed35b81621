"""Patches lead there and back, or are refused; never anywhere else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import EditError
from workbench.desk.patches import Patch, patch

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "last"]), max_size=12).map("".join)


@given(before=LINES, after=LINES)
def test_there_and_back_or_refused(before: str, after: str) -> None:
    found = patch("x.toml", before, after)
    with contextlib.suppress(EditError):
        assert found.applied(before) == after
    with contextlib.suppress(EditError):
        assert found.inverse.applied(after) == before


@given(before=LINES, after=LINES, more=LINES)
def test_what_stands_elsewhere_stays(before: str, after: str, more: str) -> None:
    unlike = more.replace("a", "x").replace("b", "y").replace("c", "z").replace("\n\n", "\n-\n")
    lines = "one\ntwo\nthree\n"
    found = patch("x.toml", f"{lines}{before}\n{lines}", f"{lines}{after}\n{lines}")
    with contextlib.suppress(EditError):
        assert found.applied(f"{unlike}{lines}{before}\n{lines}") == f"{unlike}{lines}{after}\n{lines}"


def test_only_the_lines_around_are_kept() -> None:
    lines = [f"line {number}\n" for number in range(20)]
    found = patch("x.toml", "".join(lines), "".join([*lines[:10], "new\n", *lines[10:]]))
    assert found.before == "".join(lines[7:13])
    assert found.applied("".join(lines)) == "".join([*lines[:10], "new\n", *lines[10:]])


def test_a_file_that_was_not_there() -> None:
    found = patch("x.toml", None, "all\n")
    assert found.applied("") == "all\n"
    assert found.inverse.applied("all\n") == ""
    with pytest.raises(EditError, match="changed since"):
        found.applied("something\n")


@pytest.mark.parametrize("text", ["", "other\n", "a\na\n"])
def test_a_stretch_that_is_not_there_once_is_refused(text: str) -> None:
    with pytest.raises(EditError, match=r"x\.toml: changed since"):
        Patch("x.toml", "a\n", "b\n").applied(text)
