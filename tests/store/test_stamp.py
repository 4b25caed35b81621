"""The stamp of a review is another one whenever it may begin elsewhere, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.store.stamp import review_stamp

FILES = (
    *("articles/a/b.txt", "articles/c.txt", "codebook.toml", "workbench.toml", "entities/people.toml"),
    *("entities/proposed/ann.toml", "annotations/ann/a/b.toml", "annotations/bob/a/b.toml", "annotations/ann/c.toml"),
    *("suggestions/rules/a/b.toml", "gold/c.toml", "remarks/ann/a/b.toml"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def stamp(root: Path, only: tuple[str, ...] = (), *, suggestions: bool = False, blind: bool = False) -> str:
    return review_stamp(str(root), "a/b", only, suggestions, blind)


def touched(path: Path) -> None:
    """Written anew with as many bytes, at another time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"y")
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize(
    "name",
    [
        *("articles/a/b.txt", "codebook.toml", "workbench.toml", "entities/people.toml", "entities/new.toml"),
        *("entities/proposed/ann.toml", "annotations/bob/a/b.toml", "annotations/new/a/b.toml", "gold/a/b.toml"),
    ],
)
def test_a_file_of_the_review_changes_it(root: Path, name: str) -> None:
    before = stamp(root)
    touched(root / name)
    assert stamp(root) != before
    now = stamp(root)
    (root / name).unlink()
    assert stamp(root) != now


@pytest.mark.parametrize(
    "name",
    ["articles/c.txt", "annotations/ann/c.toml", "gold/c.toml", "suggestions/rules/a/b.toml", "remarks/ann/a/b.toml"],
)
def test_other_files_do_not(root: Path, name: str) -> None:
    before = stamp(root)
    touched(root / name)
    assert stamp(root) == before


def test_who_takes_part_and_how_belongs_to_it(root: Path) -> None:
    kinds = [stamp(root), stamp(root, ("ann",)), stamp(root, suggestions=True), stamp(root, blind=True)]
    assert len(set(kinds)) == 4
    before = stamp(root, ("ann",))
    touched(root / "annotations" / "bob" / "a" / "b.toml")
    assert stamp(root, ("ann",)) == before


def test_it_belongs_to_the_project_wherever_that_lies(root: Path) -> None:
    assert review_stamp(f"{root}/articles/..", "a/b", (), False, False) == stamp(root)
    assert review_stamp(str(root / "nowhere"), "a/b", (), False, False) != stamp(root)
