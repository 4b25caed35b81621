"""Hand-kept catalogues: read strictly, and kept as they are spelled when something is added."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.village import PEOPLE, village
from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import FileError
from workbench.store.catalogue import load_catalogue
from workbench.store.entity_edits import add_alias, add_entity
from workbench.store.entity_file import parse_entities, read_entities
from workbench.store.project import Project

FULL = Entity(
    "clerk:1",
    'The "clerk"\\',
    "person",
    ("Clerk\u2028", "Ms Clerk 👩‍👩‍👧"),
    "keeps\nthe books",
    "Q1",
    "XYZ",
    "GB",
    "ada-brook",
    (Affiliation("town:council", "clerk", "2019-01-01", "2020"), Affiliation("baker-street")),
)


def test_every_field_is_read() -> None:
    text = """
title = "t"
source = "s"
licence = "l"
[[entity]]
id = "a"
name = "A"
kind = "state"
aliases = ["B", "A", "B"]
description = "d"
wikidata = "Q1"
cameo = "AAA"
country = "LY"
merged_into = "b"
[[entity.affiliation]]
entity = "c"
role = "r"
from = "2000"
to = "2001-02-03"
[[entity]]
id = "b"
name = "Only a name"
[[alias]]
entity = "a"
name = "Another"
"""
    file = parse_entities(text.encode(), "x.toml", proposed_by="rose")
    first, second = file.entities
    assert first == Entity(
        "a",
        "A",
        "state",
        ("B", "A", "B"),
        "d",
        "Q1",
        "AAA",
        "LY",
        "b",
        (Affiliation("c", "r", "2000", "2001-02-03"),),
        "rose",
    )
    assert second == Entity("b", "Only a name", "other", proposed_by="rose")
    assert file.aliases == (("a", "Another"),)


def test_adding_keeps_comments_and_spelling(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(PEOPLE)
    add_entity(path, FULL)
    add_alias(path, "ada-brook", "Mayor")
    text = path.read_text()
    assert text.startswith(PEOPLE)
    assert "# kept by the town clerk" in text
    assert 'name = "Ada Brook"      # since 2019' in text
    file = read_entities(path, "people.toml")
    assert file.entities[-1] == FULL
    assert len(file.entities) == 4
    assert file.aliases == (("ada-brook", "Mayor"),)


def test_a_file_is_made_for_the_first_proposal(tmp_path: Path) -> None:
    path = tmp_path / "proposed" / "rose.toml"
    add_entity(path, Entity("a", "A", "person", ("B",)))
    add_entity(path, Entity("b", "B"))
    assert path.read_text() == (
        'format = 1\n\n[[entity]]\nid = "a"\nname = "A"\nkind = "person"\naliases = ["B"]\n'
        '\n[[entity]]\nid = "b"\nname = "B"\nkind = "other"\n'
    )
    other = tmp_path / "alias.toml"
    add_alias(other, "a", "C")
    assert read_entities(other, "alias.toml").aliases == (("a", "C"),)


@pytest.mark.parametrize(
    "text", ["[[entity", "entity = [{ id = 'a', name = 'A' }]\n", "format = 9\n", "x = 1\n", "\ufeff"]
)
def test_a_file_that_cannot_take_it_is_left(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rose.toml"
    path.write_text(text)
    with pytest.raises(FileError, match=r"rose\.toml"):
        add_entity(path, Entity("b", "B"))
    assert path.read_text() == text


def test_an_id_that_stands_there_already_is_not_added_twice(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(PEOPLE)
    with pytest.raises(FileError, match="entity ada-brook: id: stands twice"):
        add_entity(path, Entity("ada-brook", "Ada"))
    assert path.read_text() == PEOPLE


def test_bytes_that_are_no_text_are_left(tmp_path: Path) -> None:
    path = tmp_path / "rose.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(FileError, match="is not TOML"):
        add_alias(path, "b", "B")
    assert path.read_bytes() == b"\xff"


@pytest.mark.parametrize(
    ("old", "new", "record", "key", "what"),
    [
        ('"ada-brook"', '" "', "entity  ", "id", "needs an id and a name"),
        ('"Ada Brook"', '""', "entity ada-brook", "id", "needs an id and a name"),
        ('"person"', '"people"', "entity ada-brook", "kind", "is none of person, organization"),
        ("format = 1", "format = 2", "", "format", "newer"),
        (
            "aliases = [",
            "aliases = [1, ",
            "entity baker-street",
            "aliases[0]",
            "should be a string, not a whole number",
        ),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, record: str, key: str, what: str) -> None:
    with pytest.raises(FileError) as raised:
        parse_entities(PEOPLE.replace(old, new, 1).encode(), "people.toml")
    problem = raised.value.problem
    assert (problem.path, problem.record, problem.key) == ("people.toml", record, key)
    assert what in problem.what


# All files together


def _project(tmp_path: Path) -> Project:
    return Project(village(tmp_path / "village"))


def test_proposals_come_after_what_is_kept_by_hand(tmp_path: Path) -> None:
    project = _project(tmp_path)
    add_entity(project.proposed_path("tom"), Entity("ada-brook", "Another Ada"))
    add_entity(project.proposed_path("tom"), Entity("new", "New"))
    add_alias(project.proposed_path("rose"), "new", "Newer")
    add_alias(project.proposed_path("rose"), "ada-brook", "Ada Brook")
    add_alias(project.proposed_path("rose"), "gone", "X")
    loaded = load_catalogue(project)
    assert loaded.catalogue.entities["ada-brook"].name == "Ada Brook"
    assert loaded.catalogue.entities["ada-brook"].aliases == ()
    assert loaded.catalogue.entities["new"] == Entity("new", "New", aliases=("Newer",), proposed_by="tom")
    assert [str(problem) for problem in loaded.problems] == [
        "entities/proposed/tom.toml: entity ada-brook: id: stands in entities/people.toml too",
        "entities/proposed/rose.toml: alias: entity: there is no entity “gone”",
    ]


def test_merges_and_affiliations_that_lead_nowhere_are_named(tmp_path: Path) -> None:
    project = _project(tmp_path)
    path = project.root / "entities" / "more.toml"
    path.write_text(
        '[[entity]]\nid = "a"\nname = "A"\nmerged_into = "b"\n[[entity]]\nid = "b"\nname = "B"\nmerged_into = "a"\n'
        '[[entity]]\nid = "c"\nname = "C"\nmerged_into = "ada-brook"\n[[entity.affiliation]]\nentity = "d"\n'
        '[[entity.affiliation]]\nentity = "ada-brook"\n'
    )
    loaded = load_catalogue(project)
    assert [(problem.record, problem.key) for problem in loaded.problems] == [
        ("entity a", "merged_into"),
        ("entity b", "merged_into"),
        ("entity c", "affiliation[0].entity"),
    ]
    assert {problem.path for problem in loaded.problems} == {"entities/more.toml"}
    assert len(loaded.catalogue) == 6


def test_one_broken_file_does_not_take_the_others_away(tmp_path: Path) -> None:
    project = _project(tmp_path)
    (project.root / "entities" / "a.toml").write_text("[[")
    (project.root / "entities" / "z.toml").write_text('[[entity]]\nid = "z"\nname = "Z"\n')
    loaded = load_catalogue(project)
    assert [problem.path for problem in loaded.problems] == ["entities/a.toml"]
    assert sorted(loaded.catalogue.entities) == ["ada-brook", "baker-street", "town:council", "z"]
