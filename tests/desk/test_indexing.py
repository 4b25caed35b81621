"""Large catalogues of an open project: work goes on while they are compiled, and nothing is lost when they come."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from tests.linking.catalogue import CATALOGUE
from tests.linking.large import large_project
from tests.tiny_disk import fill, tiny_disk
from workbench.core.entity import Entity
from workbench.core.errors import StorageError
from workbench.core.progress import Progress
from workbench.desk import indexing
from workbench.desk.desk import Desk
from workbench.desk.indexing import Indexing, whole_catalogue
from workbench.linking.query import Query
from workbench.linking.wide import WideIndex
from workbench.store.places import cache_folder
from workbench.store.project import open_project

OWN = '[[entity]]\nid = "anna-keller"\nname = "Anna Keller"\nkind = "person"\n'


def wait(desk: Desk) -> None:
    end = time.monotonic() + 60
    while not desk.index_state.ready and not desk.index_state.failed and time.monotonic() < end:
        time.sleep(0.02)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one entity of its own and some forty in a large catalogue."""
    root = tmp_path / "project"
    large_project(root)
    (root / "entities" / "own.toml").write_text(OWN, "utf-8")
    return root


def first(desk: Desk, text: str) -> str:
    found = desk.index.search(Query(text), 1)
    return found[0].id if found else ""


def test_work_begins_with_the_project_s_own_and_goes_on_with_all(root: Path) -> None:
    desk, _ = Desk.open(root, "tester")
    assert first(desk, "Anna Keller") == "anna-keller"
    assert first(desk, "Wagner Group") != "wagner"
    assert "being built" in desk.index_state.said
    new = desk.propose_entity("Zora Newcomer", "person")
    wait(desk)
    assert (desk.index_state.ready, desk.index_state.said) == (True, "")
    assert first(desk, "Gen. Hifter") == "khalifa-haftar"
    assert first(desk, "Anna Keller") == "anna-keller"
    assert first(desk, "Zora Newcomer") == new.id
    found = desk.catalogue.resolve("old-haftar")
    assert found is not None
    assert found.name == "Khalifa Haftar"
    assert "rusi" in desk.catalogue
    assert [entity.id for entity in desk.catalogue] == ["anna-keller", new.id]


def test_what_was_waited_for_is_not_opened_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, _ = Desk.open(root, "tester")
    desk.index_state.wait()
    monkeypatch.setattr(Indexing, "_prepared", lambda *_: pytest.fail("opened a second time"))
    assert first(desk, "Gen. Hifter") == "khalifa-haftar"
    assert "large catalogues" not in {thread.name for thread in threading.enumerate()}


def test_a_name_proposed_for_an_entity_of_a_large_catalogue_is_found_now_and_later(root: Path) -> None:
    desk, _ = Desk.open(root, "tester")
    desk.index_state.wait()
    desk.propose_alias("rusi", "The Whitehall Thinkers")
    assert first(desk, "The Whitehall Thinkers") == "rusi"
    again, _ = Desk.open(root, "tester")
    again.index_state.wait()
    assert first(again, "the whitehall thinkers") == "rusi"
    assert first(again, "Royal United Services Institute") == "rusi"
    assert again.catalogue_problems == ()


def test_what_stands_in_the_project_stands_in_the_place_of_the_large_one(root: Path) -> None:
    mine = '\n[[entity]]\nid = "rusi"\nname = "Rural Unions of Silesia"\nkind = "organization"\n'
    (root / "entities" / "own.toml").write_text(OWN + mine, "utf-8")
    desk, _ = Desk.open(root, "tester")
    desk.index_state.wait()
    assert first(desk, "Rural Unions of Silesia") == "rusi"
    found = desk.index.search(Query("Royal United Services Institute"), 20)
    assert not any(one.exact for one in found)


def test_an_index_that_cannot_be_written_is_said_and_the_project_s_own_are_searched(root: Path) -> None:
    cache_folder().parent.mkdir(parents=True, exist_ok=True)
    cache_folder().write_text("in the way", "utf-8")
    desk, _ = Desk.open(root, "tester")
    assert first(desk, "Anna Keller") == "anna-keller"
    wait(desk)
    assert desk.index_state.failed.startswith("the large catalogues cannot be searched: ")
    assert first(desk, "Anna Keller") == "anna-keller"
    with pytest.raises(StorageError):
        desk.index_state.wait()


def test_an_attempt_that_failed_is_made_again_by_a_search_after_a_minute(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_folder().parent.mkdir(parents=True, exist_ok=True)
    cache_folder().write_text("in the way", "utf-8")
    desk, _ = Desk.open(root, "tester")
    tries: list[float] = []
    prepared = Indexing._prepared

    def counted(state: Indexing, progress: Progress) -> WideIndex:
        tries.append(time.monotonic())
        return prepared(state, progress)

    monkeypatch.setattr(Indexing, "_prepared", counted)
    assert first(desk, "Anna Keller") == "anna-keller"
    wait(desk)
    why = desk.index_state.failed
    cache_folder().unlink()
    for _ in range(20):
        assert first(desk, "Wagner Group") != "wagner"
    assert len(tries) == 1
    desk.index_state._ended -= 60
    first(desk, "Anna Keller")
    assert desk.index_state.said in (why, "")
    for _ in range(1000):
        if desk.index_state.ready:
            break
        time.sleep(0.02)
    assert (desk.index_state.ready, desk.index_state.said, len(tries)) == (True, "", 2)
    assert first(desk, "Gen. Hifter") == "khalifa-haftar"


def test_a_disk_that_is_really_full_is_said_and_work_goes_on(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tiny_disk(tmp_path / "tiny") as tiny:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tiny))
        monkeypatch.setattr(indexing, "_AGAIN", 0.0)
        filler = fill(tiny)
        desk, _ = Desk.open(root, "tester")
        assert first(desk, "Anna Keller") == "anna-keller"
        wait(desk)
        assert "the disk is full" in desk.index_state.failed
        filler.unlink()
        first(desk, "Anna Keller")
        for _ in range(1000):
            if desk.index_state.ready:
                break
            time.sleep(0.02)
        assert first(desk, "Gen. Hifter") == "khalifa-haftar"
        del desk


def test_a_builder_that_dies_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.desk.indexing.sys.executable", "/bin/false" if os.name == "posix" else "where.exe")
    project, _ = open_project(root)
    with pytest.raises(StorageError, match="its builder ended with"):
        Indexing(project, CATALOGUE).wait()


def test_bad_lines_are_told(root: Path) -> None:
    with (root / "entities" / "large" / "news.jsonl").open("a", encoding="utf-8") as out:
        out.write('{"id": "half"\n')
    desk, _ = Desk.open(root, "tester")
    desk.index_state.wait()
    assert [problem.path for problem in desk.index_state.problems] == ["entities/large/news.jsonl: line 43"]


def test_a_project_without_large_catalogues_has_nothing_to_wait_for(tmp_path: Path) -> None:
    (tmp_path / "workbench.toml").write_text("format = 1\n", "utf-8")
    project, _ = open_project(tmp_path)
    state = Indexing(project, CATALOGUE)
    state.start()
    assert (state.ready, state.said, state.wait()) == (True, "", None)
    assert whole_catalogue(project, CATALOGUE) is CATALOGUE
    assert Entity("x", "X") not in CATALOGUE


def test_accepted_and_refused_links_of_the_project_are_remembered(root: Path) -> None:
    folder = root / "annotations" / "coder-b"
    folder.mkdir(parents=True)
    mention = '[[actor]]\nid = "a-{}"\nentity = "{}"\n\n[[actor.mention]]\nstart = 0\nend = 7\nquote = "{}"\n\n'
    refusal = '[[refused]]\nlayer = "actor"\nstart = 0\nend = 7\nquote = "{}"\nentity = "{}"\n\n'
    text = mention.format("aaaaaa", "robert-kennedy", "Kennedy") + mention.format("bbbbbb", "saddam-haftar", "Haftar")
    (folder / "one.toml").write_text(text + refusal.format("Obama", "barack-obama"), "utf-8")
    desk, _ = Desk.open(root, "tester")
    desk.index_state.wait()
    log = desk.link_log
    assert log.accepted("kennedy") == (("robert-kennedy", 1),)
    found = desk.index.search(Query("Kennedy", accepted=log.accepted("Kennedy")), 2)
    assert found[0].id == "robert-kennedy"
    assert "linked for these words ×1" in found[0].reasons
    assert log.refused("OBAMA") == frozenset({"barack-obama"})
    assert desk.index.search(Query("Obama", refused=log.refused("Obama")), 2)[0].id == "michelle-obama"
