"""The picker beside a slow index, what it tells of a candidate, and the card of an entity."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.projects import annotation
from workbench.desk.indexing import Indexing
from workbench.linking.index import CatalogueIndex, Query
from workbench.linking.rank import Candidate
from workbench.store.places import cache_folder


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The index answers while this is set."""
    event = threading.Event()
    event.set()
    search: Callable[[CatalogueIndex, Query, int], list[Candidate]] = CatalogueIndex.search

    def slow(self: CatalogueIndex, query: Query, limit: int) -> list[Candidate]:
        assert event.wait(60)
        return search(self, query, limit)

    monkeypatch.setattr(CatalogueIndex, "search", slow)
    return event


async def opened(walk: Journey, gate: threading.Event, words: str = "Zorvath") -> None:
    """The picker is open, and its index does not answer."""
    await walk.find(words)
    gate.clear()
    walk.patient = False
    await walk.press("a")


async def test_no_key_waits_for_the_index_and_only_the_newest_answer_is_shown(
    project: Path, gate: threading.Event
) -> None:
    async with journey(project) as walk:
        await opened(walk, gate)
        await walk.type("omar")
        assert "/ omar" in walk.screen
        assert "searching" in walk.screen
        await walk.press("backspace", "backspace", "backspace", "backspace")
        await walk.type("port")
        assert "/ port" in walk.screen
        gate.set()
        await walk.until(lambda: "▸ Port Union" in walk.screen)
        assert "Omar Haddad" not in walk.screen.split("/ port")[1]


async def test_a_row_taken_early_is_that_of_the_query_and_later_keys_wait_their_turn(
    project: Path, gate: threading.Event
) -> None:
    async with journey(project) as walk:
        await opened(walk, gate)
        await walk.type("omar")
        await walk.press("enter", "n", "g")
        assert walk.records() == []
        gate.set()
        await walk.until(lambda: walk.records() and walk.cursor == 0)
        assert walk.only("actor").text("entity") == "omar-haddad"
        assert walk.context == "article"


async def test_a_row_taken_early_that_is_refused_is_said_and_later_keys_still_come(
    project: Path, gate: threading.Event
) -> None:
    async with journey(project) as walk:
        await walk.find("Omar Haddad")
        await walk.press("a", "enter")
        gate.clear()
        walk.patient = False
        await walk.press("L", "enter", "f", "g")
        gate.set()
        await walk.until(lambda: walk.cursor == 0)
        walk.patient = True
        await walk.settle()
        assert "that changes nothing" in "\n".join(walk.app.stage.log)
        assert walk.only("actor").flag
        await walk.press("f")
        assert walk.context == "article"


async def test_leaving_while_the_index_is_asked_makes_nothing(project: Path, gate: threading.Event) -> None:
    async with journey(project) as walk:
        await opened(walk, gate)
        await walk.press("enter", "x", "escape", "escape")
        gate.set()
        walk.patient = True
        await walk.settle()
        assert (walk.context, walk.records()) == ("article", [])
    assert annotation(project) == ""


async def test_a_candidate_tells_kind_description_source_and_how_often_it_is_linked(project: Path) -> None:
    entities = project / "entities" / "town.toml"
    entities.write_text(entities.read_text() + 'description = "looks after the quay"\n')
    folder = project / "annotations" / "coder"
    folder.mkdir(parents=True)
    rows = '[[actor]]\nid = "a-00000{}"\nentity = "harbour-authority"\n'
    (folder / "market.toml").write_text('status = "open"\n' + rows.format(1) + rows.format(2))
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        await walk.type("harbour auth")
        assert "organization · ×2" in walk.screen
        assert "looks after the quay" in walk.screen
        assert "linked 2 times · from town.toml" in walk.screen
        await walk.press("enter", "n", "a")
        await walk.type("harbour auth")
        assert "×3" in walk.screen


async def test_a_candidate_of_a_large_catalogue_tells_its_licence(project: Path) -> None:
    large = project / "entities" / "large"
    large.mkdir()
    (large / "world.jsonl").write_text(
        '{"id": "w:1", "name": "Zorvath Prime", "kind": "place", "aliases": ["Zorvath"]}\n'
    )
    (large / "world.toml").write_text('format = 1\ntitle = "World"\nlicence = "CC0"\n')
    async with journey(project) as walk:
        await walk.until(lambda: walk.app.desk.index_state.ready)
        await walk.find("Zorvath")
        await walk.press("a")
        assert "▸ Zorvath Prime" in walk.screen
        assert "from World · licence CC0" in walk.screen
        await walk.press("enter", "J", "K")
        assert walk.only("actor").text("entity") == "w:1"
        assert "w:1" in walk.app.desk.roster


async def test_what_failed_is_said_once_and_tried_again_by_a_later_search(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = project / "entities" / "large"
    large.mkdir()
    (large / "world.jsonl").write_text('{"id": "w:1", "name": "Zorvath Prime", "aliases": ["Zorvath"]}\n')
    cache_folder().parent.mkdir(parents=True, exist_ok=True)
    cache_folder().write_text("in the way", "utf-8")
    monkeypatch.setattr("workbench.tui.app._LOOK_EVERY_AFTER", 0.05)
    async with journey(project) as walk:
        errors: list[str] = []
        say = walk.app.stage.say

        def noted(said: str, *, error: bool = False) -> None:
            errors.extend([said] if error else [])
            say(said, error=error)

        monkeypatch.setattr(walk.app.stage, "say", noted)
        state = walk.app.desk.index_state
        await walk.until(lambda: bool(state.failed))
        for _ in range(2):
            state._ended -= 60
            first = state._ended
            await walk.find("Zorvath")
            await walk.press("a")
            assert "the large catalogues cannot be searched" in walk.screen
            await walk.until(lambda before=first: state._ended > before)  # type: ignore[misc]
            await walk.press("escape")
        cache_folder().unlink()
        state._ended -= 60
        await walk.press("a")
        await walk.until(lambda: state.ready)
        await walk.until(lambda: "▸ Zorvath Prime" in walk.screen)
        assert len([one for one in errors if "cannot be searched" in one]) <= 1


async def test_while_the_index_is_built_the_picker_says_so_and_fills_when_it_is_there(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = project / "entities" / "large"
    large.mkdir()
    (large / "world.jsonl").write_text(
        '{"id": "w:1", "name": "Zorvath Prime", "kind": "place", "aliases": ["Zorvath"]}\n'
    )
    built, run = threading.Event(), Indexing._run

    def waiting(self: Indexing) -> None:
        assert built.wait(60)
        run(self)

    monkeypatch.setattr(Indexing, "_run", waiting)
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        assert "is being built" in walk.said
        assert "Zorvath Prime" not in walk.screen
        built.set()
        await walk.until(lambda: "▸ Zorvath Prime" in walk.screen)
        assert "is being built" not in walk.said


async def test_the_card_lists_every_mention_and_goes_to_its_article(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "J")
        await walk.find("Omar")
        await walk.press("a", "enter", "Q")
        assert "· 2 records in 2 articles" in walk.screen
        assert "from     town.toml" in walk.screen
        assert "market me: …" in walk.screen
        await walk.type("harbour")
        await walk.press("enter")
        assert walk.app.stage.editor.article.id == "harbour"
        assert walk.cursor_at("Omar Haddad")
        assert walk.context == "article"


async def test_the_picker_opens_a_candidate_s_card_and_comes_back(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        await walk.type("anna")
        await walk.press("ctrl+o")
        assert "also     Keller" in walk.screen
        assert "no record points to it yet" in walk.screen
        await walk.press("enter")
        assert "also     Keller" in walk.screen
        assert "this row is no mention" in walk.said
        await walk.press("escape")
        assert (walk.context, "▸ Anna Keller" in walk.screen) == ("picker", True)
        await walk.press("escape", "Q")
        assert "no record here" in walk.said


async def test_the_card_of_a_merged_entity_gathers_both(project: Path) -> None:
    text = (project / "entities" / "town.toml").read_text()
    merged = text.replace('id = "port-union"\n', 'id = "port-union"\nmerged_into = "harbour-authority"\n')
    (project / "entities" / "town.toml").write_text(merged)
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        await walk.type("harbour auth")
        await walk.press("enter", "n", "Q")
        assert "merged   port-union" in walk.screen
        assert "1 record in 1 article" in walk.screen
