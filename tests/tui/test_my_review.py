"""My review on the screen: a coder steps through the differences, practises, asks; the reviewer answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.reviewing import coded, problems, record, saved_gold, sitting, two_coders

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
async def study(project: Path) -> Path:
    """Two coders, and a gold: Bob's versions, with a reason and a note on the claim."""
    two_coders(project)
    async with sitting(project) as walk:
        await walk.press("y")
        await walk.stand("ann/c-aaaaa1")
        await walk.press("r", *"guideline", "enter", "m", *"page 3", "enter", "2")
        await walk.press("Y", *"bob", "enter")
        await walk.quit()
    return project


async def step_to(walk: Journey, *words: str) -> None:
    """Go from the first difference on until all these words stand there."""
    await walk.press("[", "[", "[", "[")
    for _ in range(6):
        if all(one in walk.screen.split("my review")[1] for one in words):
            return
        await walk.press("]")
    raise AssertionError(f"{words} never stood there")


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_for_help_and_for_leaving_are_always_offered(study: Path, size: tuple[int, int]) -> None:
    async with journey(study, size, annotator="ann") as walk:
        for opened in ("X", "H"):
            await walk.press(opened)
            assert walk.screen.splitlines()[-1].endswith("? help  Esc close")
            await walk.press("?")
            assert walk.context == "reader"
            await walk.press("escape", "escape")
            assert walk.context == "article"


@pytest.mark.parametrize("size", SIZES)
async def test_one_steps_through_what_differs_with_the_reason(study: Path, size: tuple[int, int]) -> None:
    async with journey(study, size, annotator="ann") as walk:
        await walk.press("X")
        assert walk.context == "lesson"
        seen = [walk.screen]
        for _ in range(6):
            await walk.press("]")
            if walk.said.startswith("this is the last"):
                break
            seen.append(walk.screen)
        assert len(seen) == 4
        assert "my review · 1 of 4" in seen[0]
        (claim,) = [screen for screen in seen if "claim · attribute, boundary · taken" in screen]
        assert "reason: guideline" in claim
        assert "the reviewer: page 3" in claim
        assert "⟦that ⟧the harbour will close⟦ in May⟧" in claim
        (missed,) = [screen for screen in seen if "you have none here" in screen]
        assert "Zorvath" in missed
        await walk.press("[", "[", "[", "[")
        assert walk.said == "this is the first difference"
        await walk.press("z")
        assert walk.said == "z means nothing here"
        await walk.press("escape")
        assert walk.context == "article"


async def test_practice_hides_the_gold_until_one_answers(study: Path) -> None:
    async with journey(study, annotator="ann") as walk:
        await walk.press("X", "p")
        await step_to(walk, "claim · what does the gold say?")
        assert walk.app.stage.other == ""
        assert "4 · practice" in walk.screen
        assert "2 gold" not in walk.screen
        assert "page 3" not in walk.screen
        await walk.press("9")
        assert walk.said == "there is no answer 9 here"
        await walk.press("1")
        assert walk.said in ("right", "the gold says otherwise")
        assert "your answer was 1" in walk.screen
        assert "the reviewer: page 3" in walk.screen
        assert walk.app.stage.other == "gold"
        assert "of 1 right" in walk.screen
        await walk.press("2")
        assert walk.said == "you have answered this"


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_reaches_the_reviewer_and_the_answer_the_coder(study: Path, size: tuple[int, int]) -> None:
    async with journey(study, size, annotator="ann") as walk:
        await walk.press("X")
        await step_to(walk, "you have none", "Zorvath")
        await walk.press("m", *"is silence an act?", "enter")
        assert "your note: is silence an act?" in walk.screen
        await step_to(walk, "⟦the ⟧Port Union")
        await walk.press("m", *"with the article?", "enter")
        assert "your note: with the article?" in walk.screen
        await walk.press("escape")
        await walk.quit()
    assert problems(study) == []
    async with sitting(study, size) as walk:
        assert walk.review.open == []
        await walk.press("Q")
        assert "notes 3 · 2 without an answer" in walk.screen
        await walk.press(*"silence", "enter", *"only in claims", "enter")
        assert walk.said.startswith("answered; the coder will read it")
        await walk.press("Q", *"with the art", "enter", *"yes", "enter", "u")
        assert walk.said.startswith("undone: note answered")
        await walk.press("U")
        await walk.quit()
    assert {one.note for one in saved_gold(study).records.values()} >= {"only in claims", "yes", "page 3"}
    async with journey(study, size, annotator="ann") as walk:
        await walk.press("X")
        seen = walk.screen
        for _ in range(3):
            await walk.press("]")
            seen += walk.screen
        assert "the reviewer: only in claims" in seen
        assert "the reviewer: yes" in seen
        await walk.press("n", *"silence")
        assert "is silence an act?" in walk.screen
        assert "the reviewer: only in claims" in walk.screen
        await walk.press("enter")
        assert walk.context == "article"
        assert walk.cursor_at("Zorvath")


async def test_an_answer_on_what_is_right_reaches_the_coder_too(study: Path) -> None:
    path = study / "annotations" / "bob" / "harbour.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('entity = "port-union"', 'entity = "port-union"\nnote = "ok?"', 1), encoding="utf-8")
    async with sitting(study) as walk:
        assert walk.review.open == []
        await walk.press("Q", *"ok", "enter", *"fine", "enter")
        await walk.quit()
    async with journey(study, annotator="bob") as walk:
        await walk.press("X")
        assert "these are the notes" in walk.said
        assert "the reviewer: fine" in walk.screen
        await walk.press("escape")
        assert walk.context == "article"


async def test_a_note_on_what_is_not_decided_leads_to_its_item(project: Path) -> None:
    two_coders(project)
    async with sitting(project) as walk:
        await walk.press("Q", "enter")
        assert walk.item.key == "ann/c-aaaaa1+bob/c-bbbbb1"
        assert "gives the decision a note" in walk.said
    coded(project, "ann", record("actor", "a-aaaaa1", {"mention": "Anna Keller"}))
    async with sitting(project) as walk:
        await walk.press("Q")
        assert walk.said == "nobody noted or asked anything here"


async def test_figures_over_time(study: Path) -> None:
    async with journey(study, annotator="ann") as walk:
        await walk.press("X", "t")
        await walk.until(lambda: walk.context == "reader")
        await walk.settle()
        assert "20%  1 of 5" in walk.screen
        await walk.press("escape", "enter")
        assert walk.context == "article"
        assert "X comes back to my review" in walk.said


async def test_without_a_gold_or_a_difference_it_says_so(study: Path) -> None:
    async with journey(study, annotator="zoe") as walk:
        await walk.press("X")
        assert "there is no gold of an article of yours yet" in walk.said
    async with journey(study, annotator="bob") as walk:
        await walk.press("X")
        assert "the gold and you agree in all that is decided" in walk.said
