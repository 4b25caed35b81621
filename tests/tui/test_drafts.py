"""What stood in a form that was left: brought back in the same sitting, after other articles, and after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.test_journey_forms import CONTENT, go_to_slot
from workbench.desk.drafts import MOST


async def claim_in_hand(walk: Journey) -> None:
    """A claim's form with a kind that was not proposed."""
    await walk.find("Mayor")
    await walk.press("c")
    await go_to_slot(walk, "Kind")
    await walk.press("q")


async def kept(walk: Journey) -> None:
    """Nobody has typed for a while: the place and what is open are on disk."""
    walk.app.saving.keep_open()
    await walk.settle()


async def test_a_draft_survives_a_restart_with_what_would_be_made_along(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await walk.press("escape")
        await walk.quit()
    async with journey(project) as walk:
        assert "brings it back" not in walk.said
        await walk.press("G", "E")
        assert "new claim" in walk.screen
        assert "▸ Kind" in walk.screen
        await walk.press("enter")
        assert walk.only("claim").text("kind") == "question"
        assert walk.quotes("claim", "content") == [CONTENT]
        assert walk.only("claim").text("source") == walk.only("actor").id
        await walk.saved()
        await walk.press("E")
        assert "no draft" in walk.said
        await walk.quit()
    async with journey(project) as walk:
        await walk.press("E")
        assert "no draft" in walk.said


async def test_a_draft_that_was_cancelled_is_on_disk_at_once(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await walk.press("escape")
    async with journey(project) as walk:
        await walk.press("E", "enter")
        assert walk.only("claim").text("kind") == "question"


async def test_a_form_that_is_open_when_the_connection_drops_is_kept_and_told_of_once(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        walk.app.saving.hung_up()
        await walk.until(lambda: walk.app._exit)
    async with journey(project) as walk:
        assert walk.said == "the form of a claim was open when the program ended · E brings it back"
        assert walk.records() == []
        await walk.quit()
    async with journey(project) as walk:
        assert "open when the program ended" not in walk.said
        await walk.press("E", "enter")
        assert walk.only("claim").text("kind") == "question"


async def test_a_form_is_kept_at_rest_so_that_no_end_needs_to_be_announced(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await kept(walk)
    async with journey(project) as walk:
        assert walk.said == "the form of a claim was open when the program ended · E brings it back"
        await walk.press("E", "enter")
        assert walk.only("claim").text("kind") == "question"
        await walk.saved()
    async with journey(project) as walk:
        assert "brings it back" not in walk.said
        await walk.press("E")
        assert "no draft" in walk.said


async def test_a_form_that_was_kept_at_rest_and_then_left_untouched_is_no_draft(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await kept(walk)
        await walk.press("escape")
        await kept(walk)
    async with journey(project) as walk:
        assert "brings it back" not in walk.said


async def test_an_untouched_form_that_is_open_at_the_end_replaces_no_draft(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await walk.press("escape", "s")
        await kept(walk)
    async with journey(project) as walk:
        await walk.press("E")
        assert "new claim" in walk.screen


async def test_a_note_that_is_being_typed_at_the_end_is_told_at_the_next_start(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await walk.press("enter", "m", *"is it hers")
        await kept(walk)
    async with journey(project) as walk:
        assert walk.said.startswith("being typed when the program ended: note")
        assert "“is it hers”" in walk.said
        await walk.press("!")
        assert walk.screen.count("being typed when") == 1
        await walk.press("escape")
        await kept(walk)
    async with journey(project) as walk:
        assert "hers" not in walk.said


async def test_each_article_has_its_draft_and_an_untouched_form_replaces_none(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await walk.press("escape", "J", "E")
        assert "no draft" in walk.said
        await walk.find("Omar")
        await walk.press("s", "+", "escape", "K")
        await walk.press("E")
        assert "new claim" in walk.screen
        await walk.press("escape", "c", "escape")
        await walk.quit()
    async with journey(project) as walk:
        await walk.press("E", "enter")
        assert walk.only("claim").text("kind") == "question"
        await walk.press("J", "E")
        assert "new stance" in walk.screen
        assert "chosen" not in walk.said


async def test_the_draft_of_a_change_is_brought_back_while_the_record_is_as_it_was(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c", "enter", "e")
        await go_to_slot(walk, "Kind")
        await walk.press("q", "escape")
        await walk.quit()
    async with journey(project) as walk:
        await walk.press("E")
        assert "edit claim" in walk.screen
        await walk.press("enter")
        assert walk.only("claim").text("kind") == "question"
        await walk.press("e", "d", "escape", "C", "f")
        await walk.quit()
    async with journey(project) as walk:
        await walk.press("E")
        assert "changed meanwhile" in walk.said
        assert walk.context != "form"


async def test_a_draft_that_the_codebook_no_longer_allows_is_none(project: Path) -> None:
    async with journey(project) as walk:
        await claim_in_hand(walk)
        await walk.press("escape")
        await walk.quit()
    codebook = project / "codebook.toml"
    codebook.write_text(codebook.read_text().replace('name = "quotation"', 'name = "quoted"'))
    async with journey(project) as walk:
        await walk.press("E")
        assert "no draft" in walk.said


async def test_so_many_articles_have_a_draft_and_no_more(project: Path) -> None:
    for number in range(MOST + 1):
        (project / "articles" / f"a{number}.txt").write_text("Omar Haddad said that he will go.\n")
    async with journey(project, article="a0") as walk:
        for _ in range(MOST + 1):
            await walk.press("c", "shift+tab", "right", "escape", "J")
        drafts = walk.app.stage.place.drafts
        assert list(drafts) == [f"a{number}" for number in range(1, MOST + 1)]


async def test_an_untouched_form_is_no_draft_and_is_not_said_to_be_one(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("s", "escape")
        assert walk.said == "nothing made"
        await walk.press("E")
        assert "no draft" in walk.said
        await claim_in_hand(walk)
        await walk.press("escape")
        assert walk.said == "nothing made · E brings the draft back"
        await walk.find("Zorvath")
        await walk.press("s", "escape")
        assert walk.said == "nothing made"
        await walk.press("E")
        assert "new claim" in walk.screen
        await walk.press("escape")
        assert walk.said == "nothing made · E brings the draft back"
        await walk.quit()
    async with journey(project) as walk:
        await walk.press("E", "escape")
        assert walk.said == "nothing made · E brings the draft back"


@pytest.mark.parametrize("again", [False, True])
async def test_a_draft_is_brought_back_at_its_place_in_the_text(project: Path, *, again: bool) -> None:
    below = "The end of the story is told in many words, and nobody listens to it.\n\n" * 40
    article = project / "articles" / "harbour.txt"
    article.write_text(below + article.read_text())
    async with journey(project, (80, 24)) as walk:
        await claim_in_hand(walk)
        await walk.press("escape")
        if not again:
            await walk.press("g", "E")
            await said_there(walk)
        await walk.press("g")
        await walk.quit()
    if again:
        async with journey(project, (80, 24)) as walk:
            assert walk.cursor == 0
            await walk.press("E")
            await said_there(walk)


async def said_there(walk: Journey) -> None:
    """The form of the claim is open, its place is in sight, and its proposals are those of its sentence."""
    assert "new claim" in walk.screen
    assert "Mayor" in walk.screen
    await go_to_slot(walk, "Content")
    assert f"1 {CONTENT}" in walk.screen
    await walk.press("escape")


async def test_a_draft_without_words_is_brought_back_where_it_was_begun(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        at = walk.cursor
        await walk.press("s", "+")
        await go_to_slot(walk, "Evidence")
        await walk.press("backspace")
        assert "Evidence        –" in walk.screen
        await walk.press("escape", "g", "E")
        assert walk.cursor == at
        await walk.press("escape", "g")
        await walk.quit()
    async with journey(project) as walk:
        await walk.press("E")
        assert walk.cursor == at
