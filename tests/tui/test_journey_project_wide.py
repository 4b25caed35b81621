"""All occurrences of a mention in the whole project."""

from __future__ import annotations

from pathlib import Path

from tests.tui.journey import journey
from tests.tui.projects import annotation

MORE = "Haddad’s boat came back, and the Haddads rejoiced. Omar Haddad sang; haddad, they said.\n"


async def test_a_mention_is_made_again_in_every_article_that_is_not_done(project: Path) -> None:
    (project / "articles" / "boat.txt").write_text(MORE)
    (project / "articles" / "old.txt").write_text("Omar Haddad once more.\n")
    (project / "entities" / "names.toml").write_text('[[alias]]\nentity = "omar-haddad"\nname = "Haddad"\n')
    folder = project / "annotations" / "me"
    async with journey(project) as walk:
        await walk.press("O")
        await walk.type("old")
        await walk.press("enter", "D", "O")
        await walk.type("harbour")
        await walk.press("enter")
        await walk.find("Omar")
        await walk.press("a", "enter", "P")
        await walk.until(lambda: "0 here · 5 in 2 other articles" in walk.screen)
        assert "1 done article left out" in walk.said
        assert "market: …" in walk.screen
        await walk.press("enter")
        await walk.until(lambda: "in 2 other articles" in walk.said)
        assert "0 more made here, 4 in 2 other articles" in walk.said
        await walk.press("O")
        await walk.type("boat")
        await walk.press("enter")
        assert walk.quotes("actor", "mention") == ["Haddad", "Haddads", "Omar Haddad"]
        assert {one.text("entity") for one in walk.records("actor")} == {"omar-haddad"}
        await walk.press("u")
        assert walk.records() == []
        await walk.saved()
    assert "[[actor]]" not in (folder / "old.toml").read_text()
    assert annotation(project, article="market").count("[[actor]]") == 1


async def test_nothing_found_is_said_and_leaving_makes_nothing(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "enter", "p")
        assert "P looks in the whole project" in walk.said
        await walk.press("P")
        await walk.until(lambda: "no other occurrence" in walk.said)
        await walk.find("Omar")
        await walk.press("a", "enter", "P")
        await walk.until(lambda: "0 here · 1 in 1 other article" in walk.screen)
        await walk.press("escape")
        assert walk.context == "article"
    assert annotation(project, article="market") == ""


async def test_one_undo_takes_it_back_in_all_articles_also_tomorrow(project: Path) -> None:
    (project / "articles" / "boat.txt").write_text(MORE)

    def counts() -> list[int]:
        return [annotation(project, article=one).count("[[actor]]") for one in ("boat", "harbour", "market")]

    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "P")
        await walk.until(lambda: "0 here · 2 in 2 other articles" in walk.screen)
        await walk.press("enter")
        await walk.until(lambda: "u undoes all of it" in walk.said)
        await walk.saved()
        assert counts() == [1, 1, 1]
        await walk.press("u")
        await walk.until(lambda: "undone: 2 in 2 other articles too" in walk.said)
        assert counts() == [1, 0, 0]
        await walk.press("U")
        await walk.until(lambda: "redone: 2 in 2 other articles too" in walk.said)
        await walk.quit()
    assert counts() == [1, 1, 1]
    async with journey(project) as walk:
        await walk.press("2", "u")
        await walk.until(lambda: "undone: 2 in 2 other articles too" in walk.said)
        await walk.saved()
        assert counts() == [0, 0, 0]
        await walk.press("J")
        assert "harbour" in walk.screen
        await walk.press("U")
        assert len(walk.records("actor")) == 1
