"""Leaving and coming back, undo across restarts, sizes of the terminal, files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import journey
from tests.tui.projects import annotation
from workbench.desk.jobs import check_project

SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


async def test_a_person_comes_back_to_the_place_that_they_left(project: Path) -> None:
    async with journey(project, article="market") as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "C")
        await walk.quit()
    async with journey(project) as walk:
        assert walk.app.stage.editor.article.id == "market"
        assert walk.cursor_at("Omar")
        assert walk.app.stage.focus == 2
        assert [actor.text("entity") for actor in walk.records("actor")] == ["omar-haddad"]


async def test_undo_and_redo_over_a_restart(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "p", "enter", "M", *"omar", "enter", "n", "x")
        await walk.quit()
    last = annotation(project)
    async with journey(project) as walk:
        for _ in range(20):
            await walk.press("u")
        assert walk.records() == []
        await walk.quit()
    assert "[[" not in annotation(project)
    async with journey(project) as walk:
        for _ in range(20):
            await walk.press("U")
        await walk.quit()
    assert annotation(project) == last


async def test_a_count_beyond_the_first_step_takes_all_of_them_back_and_saves(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "ctrl+d")
        await walk.find("Omar")
        await walk.press("a", "enter")
        await walk.saved()
        await walk.press(*"10", "u")
        assert walk.records() == []
        assert walk.said == "undone: actor made, none of the catalogue · nothing to undo"
        await walk.saved()
        assert "[[actor]]" not in annotation(project)
        await walk.press(*"9999", "U")
        assert walk.said == "redone: actor made: Omar Haddad · nothing to redo"
        await walk.saved()
        assert annotation(project).count("[[actor]]") == 2


async def test_undo_where_nothing_was_done_says_so(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("u")
        assert "nothing" in walk.said.lower()
        await walk.press("U")
        assert "nothing" in walk.said.lower()


async def test_nothing_is_written_until_the_first_record(project: Path) -> None:
    before = sorted(path.relative_to(project) for path in project.rglob("*"))
    async with journey(project) as walk:
        await walk.press("w", "v", "w", "escape", "c", "escape", "?", "escape", "O", "escape")
        await walk.quit()
    assert sorted(path.relative_to(project) for path in project.rglob("*")) == before


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_main_job_at_every_size(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size=size) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        assert "new claim" in walk.screen
        assert "Keller" in walk.screen
        await walk.press("enter", "s", "+", "enter")
        await walk.press("A", "g", "j", "escape", "?", "space", "q", "O", "escape", ":", "escape", "B", "escape")
        assert len(walk.records()) == 3
        assert len(walk.screen.splitlines()) <= size[1]
        assert "Keller" in walk.screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_sentence_stays_in_sight_while_its_form_is_open(project: Path, size: tuple[int, int]) -> None:
    text = "".join(f"Line {number} of this article says nothing.\n\n" for number in range(60))
    (project / "articles" / "long.txt").write_text(
        text + "In the end Omar Haddad said that it rains.\n", encoding="utf-8"
    )
    async with journey(project, size=size, article="long") as walk:
        await walk.find("In the end")
        await walk.press("c")
        assert "In the" in walk.screen
        await walk.press("escape", "a")
        assert "In the" in walk.screen
        await walk.press("escape")
        assert "In the" in walk.screen


async def test_a_narrow_terminal_gives_the_text_at_least_half_of_its_columns(project: Path) -> None:
    async with journey(project, size=(40, 12)) as walk:
        assert walk.app.stage.view.size.width >= 20


async def test_the_terminal_is_resized_while_a_form_is_open(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c", "tab")
        for width, height in [(80, 24), (40, 12), (20, 6), (10, 3), (200, 60), (99, 30), (100, 29), (80, 24)]:
            await walk.resize(width, height)
            await walk.press("tab")
            assert walk.context == "form"
        assert "new claim" in walk.screen
        await walk.press("enter")
        assert len(walk.records("claim")) == 1


@pytest.mark.parametrize("opener", ["a", "c", "s", "?", ":", "O", "B", "!", "/"])
async def test_a_tiny_terminal_shows_every_sheet(project: Path, opener: str) -> None:
    async with journey(project, size=(16, 4)) as walk:
        await walk.press(opener, "escape")
        assert walk.context == "article"
        await walk.resize(1, 1)
        await walk.press(opener, "escape", "w")
        assert walk.context == "article"


async def test_a_broken_file_is_shown_read_only_and_left_as_it_is(project: Path) -> None:
    path = project / "annotations" / "me" / "harbour.toml"
    path.parent.mkdir(parents=True)
    path.write_text("format = 1\narticle = [\n", encoding="utf-8")
    before = path.read_bytes()
    async with journey(project) as walk:
        assert "harbour.toml" in walk.said
        assert "read-only" in walk.screen.splitlines()[0]
        assert "Mayor∙Anna Keller" in walk.screen
        await walk.find("Omar")
        for keys in (["a"], ["c"], ["D"]):
            await walk.press(*keys)
            assert "harbour.toml" in walk.said, keys
            while walk.context != "article":
                await walk.press("escape")
        assert walk.records() == []
        await walk.press("ctrl+s")
        await walk.quit()
    assert path.read_bytes() == before


async def test_a_broken_record_is_shown_listed_and_repaired(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "enter")
        await walk.quit()
    path = project / "annotations" / "me" / "harbour.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("start = ", "start = 1"), encoding="utf-8")
    async with journey(project) as walk:
        for _ in range(200):
            if "broken" in walk.said:
                break
            await walk.pilot.pause(0.02)
        assert "broken" in walk.said
        await walk.press("!")
        assert "mention" in walk.screen
        await walk.press("enter", "A", "g", "R")
        assert walk.app.stage.editor.problems == {}
        assert walk.quotes("actor", "mention") == ["Zorvath"]


async def test_a_text_that_changed_is_said_and_can_be_taken_as_it_is(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter")
        await walk.quit()
    article = project / "articles" / "harbour.txt"
    article.write_text(article.read_text(encoding="utf-8") + "One more line.\n", encoding="utf-8")
    assert ["text_sha256" in str(problem) for problem in check_project(project)] == [True]
    async with journey(project) as walk:
        await walk.until(lambda: "another than these annotations were made on; R takes it" in walk.said)
        await walk.press("!")
        assert "text_sha256" in walk.screen
        await walk.press("escape", "]", "R")
        assert walk.said.startswith("text taken as it is")
        await walk.press("u", "U")
        await walk.saved()
        assert list(check_project(project)) == []
        await walk.press("R")
        assert walk.said == "this record is not broken"
    async with journey(project) as walk:
        assert "another" not in walk.said


async def test_a_file_changed_by_somebody_else_is_merged(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        await walk.saved()
        path = project / "annotations" / "me" / "harbour.toml"
        text = path.read_text(encoding="utf-8")
        start = walk.text.index("Zorvath")
        more = f'\n[[actor]]\nid = "a-zzzzzz"\n\n[[actor.mention]]\nstart = {start}\nend = {start + 7}\nquote = "Zorvath"\n'
        path.write_text(text + more, encoding="utf-8")
        await walk.find("Omar")
        await walk.press("a", "enter")
        await walk.saved()
        assert walk.quotes("actor", "mention") == ["Anna Keller", "Omar Haddad", "Zorvath"]
    assert 'quote = "Zorvath"' in annotation(project)
    assert 'quote = "Omar Haddad"' in annotation(project)


async def test_a_record_changed_on_both_sides_is_offered_as_a_choice(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        await walk.saved()
        path = project / "annotations" / "me" / "harbour.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('entity = "anna-keller"', 'entity = "omar-haddad"'), encoding="utf-8")
        await walk.press("L", "ctrl+d")
        await walk.until(lambda: walk.context == "list")
        assert "changed twice" in walk.screen
        await walk.press("escape")
        assert walk.context == "article"
        assert "undecided" in walk.screen.splitlines()[0]
        await walk.press("ctrl+s")
        await walk.until(lambda: walk.context == "list")
        await walk.press("tab", "enter")
        await walk.saved()
        assert walk.only("actor").text("entity") == "omar-haddad"


async def test_save_now(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "ctrl+s")
        await walk.saved()
        await walk.until(lambda: "saved" in walk.screen.splitlines()[0])
    assert "anna-keller" in annotation(project)


async def test_quitting_right_after_a_change_saves_it(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        await walk.quit()
    assert "anna-keller" in annotation(project)
