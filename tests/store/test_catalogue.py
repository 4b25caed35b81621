"""The catalogues of a project put together: what is broken is named, the others serve."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.village import village
from workbench.store.catalogue import load_catalogue
from workbench.store.project import open_project

ZOE = 'format = 1\n\n[[entity]]\nid = "zoe"\nname = "Zoe"\nkind = "person"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return village(tmp_path / "village")


def test_a_file_that_leads_outside_is_named_and_those_after_it_are_read(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text(ZOE.replace("zoe", "eve"))
    (root / "entities" / "a.toml").symlink_to(tmp_path / "outside.toml")
    (root / "entities" / "z.toml").write_text(ZOE)
    loaded = load_catalogue(open_project(root)[0])
    assert [str(one) for one in loaded.problems] == ["entities/a.toml: leads out of the project and is left out"]
    assert "zoe" in loaded.catalogue
    assert "eve" not in loaded.catalogue


def test_a_broken_file_is_named_and_those_after_it_are_read(root: Path) -> None:
    (root / "entities" / "a.toml").write_text("format = 1\n[[entity]]\n")
    (root / "entities" / "z.toml").write_text(ZOE)
    loaded = load_catalogue(open_project(root)[0])
    assert [one.path for one in loaded.problems] == ["entities/a.toml"]
    assert {"zoe", "ada-brook"} <= loaded.catalogue.entities.keys()


def test_the_first_of_two_with_one_id_counts_and_the_other_is_named(root: Path) -> None:
    (root / "entities" / "z.toml").write_text(ZOE.replace("zoe", "ada-brook"))
    loaded = load_catalogue(open_project(root)[0])
    assert [str(one) for one in loaded.problems] == [
        "entities/z.toml: entity ada-brook: id: stands in entities/people.toml too"
    ]
    assert loaded.catalogue.entities["ada-brook"].name == "Ada Brook"
