"""The desk: sample, places, proposals of entities, other people's work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbench.core.errors import FileError, UsageError
from workbench.desk.desk import Desk
from workbench.desk.places import Place
from workbench.desk.sample import own_sample
from workbench.linking.query import Query
from workbench.store.shipped import sample_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_project(), tmp_path / "libya"))


def test_the_sample_is_copied_once_and_kept() -> None:
    first = own_sample()
    (first / "mark").write_text("kept")
    again = own_sample()
    assert again == first
    assert (again / "mark").read_text() == "kept"
    assert (again / "articles" / "libya-haftar.txt").is_file()


def test_a_file_in_a_project_opens_the_project_at_that_article(project: Path) -> None:
    desk, article_id = Desk.open(project / "articles" / "libya-haftar.txt")
    assert (desk.project.root, article_id) == (project, "libya-haftar")


def test_a_folder_of_texts_is_a_project_and_nothing_is_written_there(tmp_path: Path) -> None:
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "a.txt").write_text("One two.")
    (tmp_path / "texts" / "deep" / "b.md").write_text("Three.")
    desk, _ = Desk.open(tmp_path / "texts")
    session = desk.session(desk.article("deep/b"))
    session.close()
    assert desk.article_ids == ["a", "deep/b"]
    assert sorted(path.name for path in (tmp_path / "texts").iterdir()) == ["a.txt", "deep"]


def test_one_text_is_a_project_with_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("Two.")
    desk, article_id = Desk.open(tmp_path / "a.txt")
    assert (desk.article_ids, article_id) == (["a"], "a")


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        Desk.open(tmp_path / "nothing")


def test_a_folder_without_texts_says_how_to_bring_some_in(tmp_path: Path) -> None:
    desk, _ = Desk.open(tmp_path)
    with pytest.raises(UsageError, match="workbench add"):
        desk.first_article("", desk.places.read())


def test_a_broken_codebook_is_named(project: Path) -> None:
    (project / "codebook.toml").write_text('format = 1\n[[layer]]\nname = "id"\nprefix = "i"\nslot = []\n')
    with pytest.raises(FileError, match=r"codebook\.toml: layer\[0\]\.name"):
        Desk.open(project)


def test_a_new_entity_is_written_to_the_persons_own_file_and_found_at_once(project: Path) -> None:
    desk, _ = Desk.open(project, "Coder C")
    before = {path: path.read_bytes() for path in (project / "entities").glob("*.toml")}
    entity = desk.propose_entity("Tripoli Revolutionaries Brigade", "armed-group")
    found = desk.index.search(Query("Tripoli Revolutionaries", "typing"), 3)
    assert found[0].id == entity.id
    assert {path: path.read_bytes() for path in (project / "entities").glob("*.toml")} == before
    again, _ = Desk.open(project, "Coder D")
    kept = again.catalogue.resolve(entity.id)
    assert kept is not None
    assert (kept.kind, kept.proposed_by) == ("armed-group", "coder-c")


def test_a_proposed_name_is_found_in_the_text_and_after_a_restart(project: Path) -> None:
    desk, _ = Desk.open(project, "me")
    desk.propose_alias("khalifa-haftar", "the old field marshal Heftar")
    text = "So said the old field marshal Heftar today"
    assert [text[span.start : span.end] for span in desk.known_names(text)] == ["the old field marshal Heftar"]
    again, _ = Desk.open(project, "me")
    assert "the old field marshal Heftar" in again.catalogue.entities["khalifa-haftar"].names


def test_an_alias_for_nobody_is_a_problem_not_a_stop(project: Path) -> None:
    proposed = project / "entities" / "proposed"
    proposed.mkdir()
    (proposed / "me.toml").write_text('format = 1\n[[alias]]\nentity = "nobody"\nname = "X"\n')
    desk, _ = Desk.open(project, "me")
    assert [str(problem) for problem in desk.catalogue_problems] == [
        "entities/proposed/me.toml: alias: entity: there is no entity “nobody”"
    ]


def test_one_lands_where_one_left(project: Path) -> None:
    desk, _ = Desk.open(project, "me")
    desk.places.keep(Place("libya-haftar", "1", "", "dark", {"libya-haftar": 700}))
    again, _ = Desk.open(project, "me")
    assert again.places.read() == Place("libya-haftar", "1", "", "dark", {"libya-haftar": 700})
    other, _ = Desk.open(project, "somebody")
    assert other.places.read() == Place()


def test_others_are_listed_and_read(project: Path) -> None:
    desk, _ = Desk.open(project, "coder-a")
    assert desk.others("libya-haftar") == ["coder-b"]
    assert len(desk.read_other("coder-b", "libya-haftar").records) > 50
    assert "donald-trump" in desk.roster
