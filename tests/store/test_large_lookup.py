from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from workbench.core.errors import Problem
from workbench.store.catalogue import load_catalogue
from workbench.store.large import LargeFile
from workbench.store.large_lookup import LargeLookup
from workbench.store.project import Project

LINES = (
    b'{"id": "a", "name": "\xc3\x84nn"}\n\nbroken\n{"id": "b", "name": "Bob", "kind": "person"}\n'
    b'{"id": "a", "name": "Other"}\n'
)


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_entities_are_found_by_their_ids_and_broken_lines_are_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    path.write_bytes(gzip.compress(LINES) if ending.endswith("gz") else LINES)
    problems: list[Problem] = []
    lookup = LargeLookup([LargeFile(path, "x", "x")], problems.append)
    found = [lookup(one) for one in ("a", "b", "c")]
    assert [one.name if one is not None else None for one in found] == ["Änn", "Bob", None]
    assert [problem.path for problem in problems] == ["x: line 3"]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress(LINES * 50)[:-20])
    problems: list[Problem] = []
    LargeLookup([LargeFile(path, "x", "x"), LargeFile(tmp_path / "no.jsonl", "no", "no")], problems.append)
    assert [str(problem).partition(":")[0] for problem in problems if "cannot be read" in problem.what] == ["x", "no"]


def test_links_and_names_that_lead_to_a_large_catalogue_are_no_problem(tmp_path: Path) -> None:
    large = tmp_path / "entities" / "large"
    large.mkdir(parents=True)
    (large / "x.jsonl").write_bytes(b'{"id": "w:1", "name": "Ann"}\n')
    (tmp_path / "entities" / "own.toml").write_text(
        '[[entity]]\nid = "me"\nname = "Me"\nmerged_into = "w:1"\n\n[[alias]]\nentity = "w:1"\nname = "Annie"\n'
    )
    loaded = load_catalogue(Project(tmp_path))
    assert loaded.problems == ()
    resolved = loaded.catalogue.resolve("me")
    assert resolved is not None
    assert resolved.name == "Ann"
    (large / "x.jsonl").write_bytes(b'{"id": "w:2", "name": "Ann"}\n')
    assert [problem.key for problem in load_catalogue(Project(tmp_path)).problems] == ["entity", "merged_into"]


def test_merges_that_lead_nowhere_are_named_with_their_lines(tmp_path: Path) -> None:
    large = tmp_path / "entities" / "large"
    large.mkdir(parents=True)
    rows = [("one", "two"), ("two", "one"), ("three", "nobody"), ("four", "five"), ("five", ""), ("six", "six")]
    lines = [f'{{"id": "{one}", "name": "{one}", "merged_into": "{into}"}}\n' for one, into in rows]
    (large / "x.jsonl").write_text("".join(lines))
    what = "is missing, or the merges run in a circle"
    assert [str(one) for one in load_catalogue(Project(tmp_path)).problems] == [
        f"entities/large/x.jsonl: line {line}: entity {one}: merged_into: “{into}” {what}"
        for line, (one, into) in enumerate(rows, 1)
        if one not in ("four", "five")
    ]


@pytest.mark.parametrize("where", ["own.toml", "large/x.jsonl"])
def test_a_name_that_is_none_is_named_and_not_searched(tmp_path: Path, where: str) -> None:
    (tmp_path / "entities" / "large").mkdir(parents=True)
    long = "x" * 1_001
    text = f'[[entity]]\nid = "a"\nname = "{long}"\n' if where == "own.toml" else f'{{"id": "a", "name": "{long}"}}\n'
    (tmp_path / "entities" / where).write_text(text)
    loaded = load_catalogue(Project(tmp_path))
    (problem,) = loaded.problems
    assert "a name of 1,001 characters; 1,000 are the most" in str(problem)
    assert "a" not in loaded.catalogue
