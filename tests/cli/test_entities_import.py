from __future__ import annotations

import bz2
import gzip
import io
import json
from pathlib import Path

import pytest

from workbench.core.errors import Problem, StorageError, UsageError
from workbench.desk.catalogues import Wanted, bring_in
from workbench.store.project import Project

from .calls import Caller, write

TABLE = "1\tq1\tPER\tAnn Lee\n2\tq2\tORG\tThe Union\n3\tq1\tPER\tLee\n4\tq1\tPER\tAnn Lee\n"
MAP = ("--map", "id=2,name=4,kind=3")


def large(call: Caller, name: str) -> list[dict[str, object]]:
    """The lines of a large catalogue."""
    assert call.root is not None
    text = (call.root / "entities" / "large" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_rows_with_one_id_gather_their_names(call_new: Caller, tmp_path: Path) -> None:
    said = call_new("entities", "import", "tsv", write(tmp_path, "people.tsv", TABLE), *MAP, "--licence", "CC0")
    assert (said.status, said.out) == (0, "entities/large/people.jsonl\n")
    assert said.err == "people made: 2 entities with 3 names\n"
    assert large(call_new, "people") == [
        {"id": "q1", "name": "Ann Lee", "kind": "person", "aliases": ["Lee"]},
        {"id": "q2", "name": "The Union", "kind": "organization"},
    ]
    assert [one["id"] for one in call_new("link", "Lee", "--json").json["candidates"]] == ["q1"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, bytes])
def test_packed_files_and_stdin_are_read(call_new: Caller, monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    data = pack(TABLE.encode())  # type: ignore[operator]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]
    assert call_new("entities", "import", "tsv", "-", *MAP).status == 2
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))  # type: ignore[arg-type]
    assert call_new("entities", "import", "tsv", "-", *MAP, "--name", "piped").status == 0
    assert len(large(call_new, "piped")) == 2


def test_a_bad_row_is_named_and_skipped(call_new: Caller, tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "id,name\n1,Ann\n2\n3,Bob\n")
    said = call_new("entities", "import", "csv", path)
    assert said.status == 1
    assert said.err.splitlines()[0] == f"workbench: {path}: line 3: has 1 columns, and column 2 is asked for; skipped"
    assert [one["name"] for one in large(call_new, "t")] == ["Ann", "Bob"]


def test_very_many_bad_rows_are_counted(call_new: Caller, tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "id,name\n1,Ann\n" + "2\n" * 80)
    err = call_new("entities", "import", "csv", path).err
    assert err.count("; skipped") == 50
    assert "30 more bad rows were skipped; --all-problems names them all" in err
    assert call_new("entities", "import", "csv", path, "--all-problems").err.count("; skipped") == 80


def test_what_cannot_be_read_changes_nothing(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    good = write(tmp_path, "people.tsv", TABLE)
    call_new("entities", "import", "tsv", good, *MAP)
    before = large(call_new, "people")
    torn = write(tmp_path, "people.tsv.gz", gzip.compress(TABLE.encode() * 500)[:-40])
    for arguments, said in (
        (("tsv", torn, *MAP), "is damaged or not all there"),
        (("tsv", tmp_path / "nowhere.tsv", *MAP, "--name", "people"), "No such file"),
        (("tsv", good, "--map", "id=9,name=9"), "no entity could be read there"),
        (("exe", good), "there is no format “exe”"),
        (("jsonl", good, *MAP), "--map is for tables"),
        (("tsv", good, *MAP, "--name", "a/b"), "how about --name a-b"),
    ):
        called = call_new("entities", "import", *arguments)
        assert (called.status, said in called.err) == (2, True), called
    assert large(call_new, "people") == before
    assert sorted(one.name for one in (call_new.root / "entities" / "large").iterdir()) == [
        "people.jsonl",
        "people.toml",
    ]


def test_a_job_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    class Stopper:
        cancelled = True

        def step(self, done: int, total: int, what: str) -> None:
            assert (0 < done <= total, "rows" in what) == (True, True)

    path = write(tmp_path, "t.csv", "id,name\n" + "".join(f"{n},Ann {n}\n" for n in range(6000)))
    with pytest.raises(UsageError, match="nothing was written"):
        bring_in(Project(tmp_path / "p"), Wanted("csv", str(path)), lambda _: None, Stopper())
    assert not (tmp_path / "p" / "entities" / "large").exists()


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from workbench.store import large_writer

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(large_writer.os, "fsync", full)
    path = write(tmp_path, "t.csv", "id,name\n1,Ann\n")
    with pytest.raises(StorageError, match="the disk is full"):
        bring_in(Project(tmp_path / "p"), Wanted("csv", str(path)), lambda _: None)
    assert list((tmp_path / "p").rglob("*.*")) == []


def test_half_a_character_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, "t.jsonl", '{"id": "a", "name": "x\\ud800"}\n{"id": "b", "name": "Ann"}\n')
    found: list[Problem] = []
    brought = bring_in(Project(tmp_path / "p"), Wanted("jsonl", str(path)), found.append)
    assert (brought.entities, len(found)) == (1, 1)


def test_edges_that_come_late_are_added_and_those_of_strangers_counted(call_new: Caller, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Ann Lee"]}},
        {"id": "e", "schema": "Employment", "properties": {"employee": ["a"], "employer": ["u"]}},
        {"id": "f", "schema": "Employment", "properties": {"employee": ["z"], "employer": ["u"]}},
    ]
    path = write(tmp_path, "t.ftm.json", "".join(f"{json.dumps(row)}\n" for row in rows))
    said = call_new("entities", "import", "ftm", path, "--name", "ftm")
    assert "left out: name or affiliation of somebody who is not in it: 1" in said.err
    assert large(call_new, "ftm")[0]["affiliations"] == [{"entity": "u", "role": "employee"}]


def test_licence_and_source_are_recorded_and_shown(call_new: Caller, tmp_path: Path) -> None:
    call_new("entities", "import", "tsv", write(tmp_path, "a.tsv", TABLE), *MAP, "--licence", "CC0", "--title", "Town")
    call_new("entities", "import", "tsv", write(tmp_path, "b.tsv", TABLE), *MAP, "--weight", "0.5")
    said = call_new("entities", "list")
    assert (said.status, said.out) == (0, "")
    assert said.err == (
        "large catalogue a: Town · from a.tsv · licence CC0 · weight 1\n"
        "large catalogue b: from b.tsv · licence not stated · weight 0.5\n"
    )
    first = call_new("entities", "list", "--catalogues", "--json").json[0]
    assert first == {
        "name": "a",
        "title": "Town",
        "source": "a.tsv",
        "licence": "CC0",
        "weight": 1.0,
        "file": "entities/large/a.jsonl",
    }
    assert call_new("entities", "list", "--catalogue", "a").lines[0] == "q1  person  Ann Lee  Lee"
    assert "there are: a, b" in call_new("entities", "list", "--catalogue", "c").err


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_is_imported_again_as_it_was(call_sample: Caller, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"all.{form}"
    said = call_sample("entities", "export", "--format", form, "--out", path)
    assert (said.status, said.out) == (0, "")
    assert call_sample("entities", "export", "--format", form).out.encode() == path.read_bytes()
    assert call_sample("entities", "import", form, path, "--name", "again").status == 0
    kept = call_sample("entities", "list", "--json").json
    again = {one["id"]: one for one in large(call_sample, "again")}
    assert set(again) == {one["id"] for one in kept}
    for one in kept:
        assert (again[one["id"]]["name"], again[one["id"]].get("aliases", [])) == (one["name"], one["aliases"])


def test_a_service_is_asked_for_what_a_person_named_only(call_new: Caller) -> None:
    said = call_new("entities", "import", "reconciliation", "http://127.0.0.1:9/reconcile")
    assert (said.status, "say what to ask the service for" in said.err) == (2, True)
    assert (
        "there is no name to ask for"
        in call_new("entities", "import", "reconciliation", "http://127.0.0.1:9/x", "--mentions").err
    )
