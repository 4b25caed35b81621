"""Tagging actors, linking them, and all their occurrences."""

from __future__ import annotations

from pathlib import Path

from tests.tui.journey import journey
from tests.tui.projects import annotation


async def test_a_known_actor_takes_two_keys(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter")
        actor = walk.only("actor")
        assert actor.text("entity") == "omar-haddad"
        assert walk.quotes("actor", "mention") == ["Omar Haddad"]
        assert "Omar Haddad" in walk.said
        await walk.saved()
    assert 'entity = "omar-haddad"' in annotation(project)


async def test_the_name_around_the_cursor_is_taken(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Haddad")
        await walk.press("a", "enter")
        assert walk.quotes("actor", "mention") == ["Omar Haddad"]


async def test_an_unknown_actor_is_left_unlinked_by_enter(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "enter")
        assert walk.only("actor").text("entity") == ""
        assert walk.quotes("actor", "mention") == ["Zorvath"]
        assert "not linked" in walk.said


async def test_a_common_word_is_linked_to_nobody_by_enter(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("the harbour")
        await walk.press("a", "enter")
        assert walk.only("actor").text("entity") == ""


async def test_leaving_the_picker_makes_nothing(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "escape")
        assert walk.records() == []
        assert walk.context == "article"
    assert annotation(project) == ""


async def test_a_typed_query_finds_another_entity(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        await walk.type("harb auth")
        assert "▸ Harbour Authority" in walk.screen
        await walk.press("enter")
        assert walk.only("actor").text("entity") == "harbour-authority"


async def test_a_new_entity_is_proposed_and_linked(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "ctrl+e")
        assert "what is “Zorvath”?" in walk.screen
        await walk.type("org")
        await walk.press("enter")
        actor = walk.only("actor")
        assert actor.text("entity") != ""
        assert "proposed" in walk.said
        assert walk.context == "article"
        await walk.find("Zorvath")
        await walk.press("x", "a", "enter")
        assert walk.only("actor").text("entity") == actor.text("entity")
    proposed = (project / "entities" / "proposed" / "me.toml").read_text(encoding="utf-8")
    assert 'name = "Zorvath"' in proposed
    assert 'kind = "organization"' in proposed


async def test_none_of_these_and_no_link_at_all(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "ctrl+d")
        assert walk.only("actor").text("entity") == "nil"
        await walk.press("L", "ctrl+k")
        assert walk.only("actor").text("entity") == ""
        await walk.press("L", "enter")
        assert walk.only("actor").text("entity") == "omar-haddad"
        await walk.press("u", "u")
        assert walk.only("actor").text("entity") == "nil"


async def test_words_that_are_no_alias_are_offered_as_one(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        await walk.type("harb")
        await walk.press("enter")
        assert walk.context == "dialog"
        assert "Keep it as one" in " ".join(walk.screen.split())
        await walk.press("y")
        assert "name of Harbour Authority" in walk.said
        assert "u undoes the link; the name stays" in walk.said
        await walk.press("x", "a")
        assert "▸ Harbour Authority" in walk.screen
        await walk.press("enter")
        assert walk.context == "article"
        assert walk.only("actor").text("entity") == "harbour-authority"
    assert "Zorvath" in (project / "entities" / "proposed" / "me.toml").read_text(encoding="utf-8")


async def test_an_alias_can_be_declined(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a")
        await walk.type("harb")
        await walk.press("enter", "n")
        assert walk.context == "article"
        assert walk.only("actor").text("entity") == "harbour-authority"
        assert walk.said == "actor made: Harbour Authority · u undoes"
    assert not (project / "entities" / "proposed" / "me.toml").exists()


async def test_tagging_a_tagged_mention_links_it(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "ctrl+d", "a")
        assert "tagged already" in walk.screen
        await walk.press("enter")
        assert walk.only("actor").text("entity") == "omar-haddad"


async def test_all_occurrences_with_ticks_are_one_step(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "p")
        assert "3 other occurrences" in walk.screen
        await walk.press("down", "tab", "enter")
        assert walk.quotes("actor", "mention") == ["Anna Keller", "Keller", "Keller"]
        assert {actor.text("entity") for actor in walk.records("actor")} == {"anna-keller"}
        assert "2 more made" in walk.said
        await walk.press("u")
        assert walk.quotes("actor", "mention") == ["Anna Keller"]
        await walk.press("U")
        assert len(walk.records("actor")) == 3


async def test_leaving_the_list_of_occurrences_makes_nothing_and_comes_back(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        before = walk.cursor
        await walk.press("p", "down", "down", "escape")
        assert len(walk.records("actor")) == 1
        assert walk.cursor == before


async def test_all_unticked_makes_nothing(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "p", "ctrl+t", "enter")
        assert len(walk.records("actor")) == 1
        assert walk.context == "article"


async def test_relinking_changes_every_mention_of_the_entity_at_once(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "p", "enter", "M")
        assert "4 records" in walk.screen
        await walk.type("omar")
        await walk.press("enter", "n")
        assert [actor.text("entity") for actor in walk.records("actor")] == ["omar-haddad"] * 4
        await walk.press("u")
        assert [actor.text("entity") for actor in walk.records("actor")] == ["anna-keller"] * 4


async def test_what_was_done_is_said_in_words_and_not_in_ids(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c", "enter", "s", "+", "enter")
        claim, actor = walk.only("claim"), walk.only("actor")
        await walk.press("m")
        assert "note on stance “that the harbour" in walk.screen
        await walk.press("escape", "x")
        assert walk.said == "stance deleted: “that the harbour will close in May” · u undoes"
        await walk.press("u")
        await walk.find("Anna")
        await walk.press("L", *"omar", "enter")
        assert walk.context == "dialog"
        await walk.press("n")
        assert walk.said == "linked to Omar Haddad · u undoes"
        await walk.press("u")
        assert walk.said == "undone: linked to Omar Haddad"
        await walk.press("x")
        assert walk.said == "actor deleted: Anna Keller · u undoes"
        assert not any(one.id in "\n".join(walk.app.stage.log) for one in (claim, actor))
