"""The files that agreement is computed from: whose they are, which are left out, and where merges lead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbench.core.errors import UsageError
from workbench.desk.agreeing import read_coded
from workbench.store.project import open_project
from workbench.store.shipped import sample_project

ARTICLE = "libya-haftar"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the sample project, with its two coders."""
    return Path(shutil.copytree(sample_project(), tmp_path / "sample"))


def _as(root: Path, folder: str, annotator: str) -> Path:
    """Coder-a's file as that of somebody else."""
    source = root / "annotations" / "coder-a" / f"{ARTICLE}.toml"
    path = root / folder / f"{ARTICLE}.toml"
    path.parent.mkdir(parents=True)
    path.write_text(source.read_text("utf-8").replace('annotator = "coder-a"', f'annotator = "{annotator}"'), "utf-8")
    return path


def test_everybody_s_files_with_the_text(root: Path) -> None:
    coded = read_coded(open_project(root)[0])
    assert {article: list(versions) for article, versions in coded.files.items()} == {ARTICLE: ["coder-a", "coder-b"]}
    assert coded.texts[ARTICLE].encode("utf-8") == (root / "articles" / f"{ARTICLE}.txt").read_bytes()
    assert (coded.problems, coded.left_out) == ((), 0)


def test_the_gold_takes_part_only_when_it_is_named(root: Path) -> None:
    _as(root, "gold", "gold")
    project, _ = open_project(root)
    assert "gold" not in read_coded(project).files[ARTICLE]
    assert list(read_coded(project, ["gold", "coder-b"]).files[ARTICLE]) == ["coder-b", "gold"]


@pytest.mark.parametrize("name", ["gold", "nobody"])
def test_somebody_without_a_file_is_said(root: Path, name: str) -> None:
    with pytest.raises(UsageError, match=f"{name} has no annotations here; there are coder-a, coder-b"):
        read_coded(open_project(root)[0], ["coder-a", name])


def test_files_on_another_text_are_left_out_and_named(root: Path) -> None:
    article = root / "articles" / f"{ARTICLE}.txt"
    article.write_bytes(article.read_bytes() + b"More.\n")
    coded = read_coded(open_project(root)[0])
    assert coded.files == {}
    assert coded.left_out == 2
    assert {problem.key for problem in coded.problems} == {"text_sha256"}


def test_an_article_that_cannot_be_read_is_left_out(root: Path) -> None:
    (root / "articles" / f"{ARTICLE}.txt").write_bytes(b"\xff\xfe")
    coded = read_coded(open_project(root)[0])
    assert (coded.files, coded.left_out) == ({}, 2)
    assert "not UTF-8" in coded.problems[0].what


def test_entities_lead_through_merges(root: Path) -> None:
    catalogue = root / "entities" / "people.toml"
    catalogue.write_text(
        catalogue.read_text("utf-8")
        + '\n[[entity]]\nid = "old-name"\nname = "Old Name"\nkind = "person"\nmerged_into = "khalifa-haftar"\n',
        "utf-8",
    )
    coded = read_coded(open_project(root)[0])
    assert [coded.resolve(one) for one in ("old-name", "khalifa-haftar", "stranger")] == [
        "khalifa-haftar",
        "khalifa-haftar",
        "stranger",
    ]


class Stopped:
    """A progress that is cancelled from the start."""

    cancelled = True

    def step(self, done: int, total: int, what: str) -> None:
        """Nobody looks."""


def test_a_cancelled_reading_ends_at_once(root: Path) -> None:
    assert read_coded(open_project(root)[0], progress=Stopped()).files == {}
