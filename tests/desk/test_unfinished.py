"""An import that was killed while it laid its files down is finished when the project is next opened to write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.desk.adding import make_project
from workbench.desk.desk import Desk
from workbench.desk.jobs import check_project
from workbench.desk.unfinished import finish_import, import_lock, left_import
from workbench.store.atomic import locked
from workbench.store.project import Project, open_project
from workbench.store.staging import Stage


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in which an import was killed between two of its files."""
    found = open_project(make_project(tmp_path / "study"))[0]
    stage = Stage(found.root)
    stage.put("articles/b.txt", b"Bob ran.")
    stage.put("articles/c.txt", b"Cara ran.")
    (folder,) = found.root.glob(".staged-*")
    (folder / "all.json").write_text(json.dumps({"replaced": []}), "utf-8")
    (folder / "new" / "articles" / "b.txt").rename(found.root / "articles" / "b.txt")
    return found


def _articles(project: Project) -> list[str]:
    return list(project.article_paths())


def test_the_screen_finishes_it(project: Project) -> None:
    desk, _ = Desk.open(project.root, "me")
    assert _articles(project) == ["b", "c"]
    assert desk.problems() == []
    assert list(project.root.glob(".staged-*")) == []


def test_a_command_that_writes_finishes_it_and_one_that_reads_names_it(project: Project) -> None:
    (name,) = [path.name for path in project.root.glob(".staged-*")]
    said = [str(one) for one in check_project(project.root)]
    assert said == [f"{name}: {left_import(project)[0].what}"]
    assert "ended half way" in said[0]
    assert main(["-C", str(project.root), "status"]) == 0
    assert _articles(project) == ["b"]
    (project.root.parent / "d.txt").write_text("Dora ran.", "utf-8")
    assert main(["-C", str(project.root), "add", str(project.root.parent / "d.txt")]) == 0
    assert _articles(project) == ["b", "c", "d"]
    assert list(check_project(project.root)) == []


def test_an_import_that_runs_is_left_alone(project: Project) -> None:
    with locked(import_lock(project.root)):
        finish_import(project)
        assert len(left_import(project)) == 1
        desk, _ = Desk.open(project.root, "me")
        assert [one.what for one in desk.problems()] == [one.what for one in left_import(project)]
    assert _articles(project) == ["b"]


def test_what_leads_out_of_the_project_is_not_laid_down(project: Project, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (folder,) = project.root.glob(".staged-*")
    (folder / "new" / "entities").mkdir()
    (folder / "new" / "entities" / "x.toml").write_bytes(b"")
    (project.root / "entities").rmdir()
    (project.root / "entities").symlink_to(tmp_path / "outside")
    finish_import(project)
    assert list((tmp_path / "outside").iterdir()) == []
    assert len(left_import(project)) == 1
