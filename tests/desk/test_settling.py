"""Proposed entities accepted and merged in the files of the catalogue, and taken back to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.projects import harbour
from workbench.core.entity import Entity
from workbench.core.errors import EditError, FileError
from workbench.desk.settling import carry_out, do_again, take_back
from workbench.review.proposals import ProposalDecision
from workbench.store.entity_file import read_entities
from workbench.store.project import Project, open_project

PROPOSED = """\
[[entity]]
id = "dockers"
name = "The Dockers"
kind = "organization"

[[alias]]
entity = "dockers"
name = "Dockers"

[[alias]]
entity = "port-union"
name = "the Union of the Port"
"""
DOCKERS = Entity("dockers", "The Dockers", "organization", proposed_by="ann")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = harbour(tmp_path)
    (root / "entities" / "proposed").mkdir()
    (root / "entities" / "proposed" / "ann.toml").write_text(PROPOSED, encoding="utf-8")
    return open_project(root)[0]


def files(project: Project) -> dict[str, bytes]:
    return {project.shown(path): path.read_bytes() for path, _ in project.catalogue_paths()}


def without_catalogue(project: Project) -> None:
    (project.root / "entities" / "town.toml").unlink()


@pytest.mark.parametrize("action", ["accept", "merge"])
def test_back_and_again_to_the_byte(project: Project, action: str) -> None:
    before = files(project)
    into = "port-union" if action == "merge" else ""
    beside = carry_out(project, ProposalDecision(action, DOCKERS, into))  # type: ignore[arg-type]
    after = files(project)
    assert after != before
    take_back(project, beside)
    assert files(project) == before
    do_again(project, beside)
    assert files(project) == after


def test_names_proposed_for_it_come_along(project: Project) -> None:
    carry_out(project, ProposalDecision("accept", DOCKERS))
    (found,) = [one for one in read_entities(project.root / "entities/town.toml", "").entities if one.id == "dockers"]
    assert found.aliases == ("Dockers",)


def test_a_catalogue_made_for_it_goes_with_it(project: Project) -> None:
    without_catalogue(project)
    before = files(project)
    beside = carry_out(project, ProposalDecision("accept", DOCKERS))
    assert "entities/accepted.toml" in files(project)
    take_back(project, beside)
    assert files(project) == before


def test_other_lines_may_change_meanwhile(project: Project) -> None:
    beside = carry_out(project, ProposalDecision("accept", DOCKERS))
    path = project.root / "entities" / "town.toml"
    path.write_text(path.read_text().replace('"Anna Keller"', '"Anna B. Keller"'), encoding="utf-8")
    take_back(project, beside)
    assert "Anna B. Keller" in path.read_text()
    assert "dockers" not in path.read_text()


def test_nothing_is_written_where_one_file_does_not_fit(project: Project) -> None:
    beside = carry_out(project, ProposalDecision("accept", DOCKERS))
    path = project.root / "entities" / "town.toml"
    path.write_text(path.read_text().replace("The Dockers", "Dock Workers"), encoding="utf-8")
    now = files(project)
    with pytest.raises(EditError, match=r"entities/town\.toml: changed since"):
        take_back(project, beside)
    assert files(project) == now


def test_a_proposal_that_is_gone_is_named(project: Project) -> None:
    (project.root / "entities/proposed/ann.toml").write_text("format = 1\n", encoding="utf-8")
    for action in ("accept", "merge"):
        with pytest.raises(EditError, match="dockers"):
            carry_out(project, ProposalDecision(action, DOCKERS, "port-union"))  # type: ignore[arg-type]


def test_why_is_taken_out_again_where_the_proposal_cannot_be_moved(project: Project) -> None:
    path = project.root / "entities" / "town.toml"
    path.write_text(path.read_text() + '\n[[entity]]\nid = "dockers"\nname = "Others"\n', encoding="utf-8")
    before = files(project)
    with pytest.raises(FileError, match="is there already"):
        carry_out(project, ProposalDecision("accept", DOCKERS, reason="guideline"))
    assert files(project) == before
