"""The figures of agreement on the screen: computed beside the keys, opened down to the items, and back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.reviewing import coded, record, sitting, two_coders
from workbench.core.progress import Progress
from workbench.tui.list_sheet import ListSheet

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def study(project: Path) -> Path:
    """The project with two coders."""
    return two_coders(project)


async def figures(walk: Journey) -> None:
    """Open the figures and wait for them."""
    await walk.press("F")
    await walk.until(lambda: walk.context == "figures")
    await walk.settle()


def chosen(walk: Journey) -> str:
    """The row that Enter would take."""
    return next(row for row in walk.screen.split("\n") if row.startswith("▸"))


@pytest.mark.parametrize("size", SIZES)
async def test_a_figure_opens_its_items_and_an_item_its_place_in_the_review(study: Path, size: tuple[int, int]) -> None:
    async with sitting(study, size) as walk:
        await figures(walk)
        assert "agreement · 1 article · ann / bob" in walk.screen
        await walk.press(*"actor entity link")
        assert chosen(walk).startswith("▸ 0.667")
        await walk.press("enter")
        assert "1 item · differing in actor entity" in walk.screen
        assert "ann: Omar Haddad · bob: Port Union" in walk.screen
        await walk.press("enter")
        assert walk.context == "review"
        assert walk.item.key == "ann/a-aaaaa3+bob/a-bbbbb3"
        await walk.press("1")
        assert len(walk.gold.records) == 1
        await walk.saved()
        await walk.press("F")
        assert "differing in actor entity" in walk.screen
        await walk.press("escape")
        assert walk.context == "figures"
        await walk.press("escape")
        assert walk.context == "review"


async def test_the_figures_in_a_review_are_of_those_under_review(study: Path) -> None:
    coded(study, "cat", record("actor", "a-ccccc1", {"mention": "Anna Keller"}, entity="anna-keller"))
    async with sitting(study, only=("ann", "cat")) as walk:
        await figures(walk)
        assert "agreement · 1 article · ann / cat" in walk.screen
        assert "bob" not in walk.screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_matrix_is_walked_and_a_cell_opens_its_items(study: Path, size: tuple[int, int]) -> None:
    async with sitting(study, size) as walk:
        await figures(walk)
        await walk.press(*"claim kind matrix", "enter")
        assert walk.context == "matrix"
        assert "? help  Esc close" in walk.screen.splitlines()[-1]
        assert "rows ann, columns bob" in walk.screen
        assert "ann says prediction, bob says assertion: 1 item" in walk.screen
        await walk.press("l")
        assert "ann says prediction, bob says prediction: 0 items" in walk.screen
        await walk.press("enter")
        assert walk.context == "matrix"
        assert "no item lies behind that" in walk.said
        await walk.press("z")
        assert walk.said == "z means nothing here"
        await walk.press("h", "enter", "enter")
        assert walk.item.key == "ann/c-aaaaa1+bob/c-bbbbb1"


async def test_by_article_all_behind_it_and_the_definitions(study: Path) -> None:
    coded(study, "cid", record("actor", "a-ccccc1", {"mention": "Zorvath"}))
    async with sitting(study) as walk:
        await figures(walk)
        await walk.press(*"bob / cid span_f1_exact")
        assert "bob / cid" in walk.screen
        await walk.press("ctrl+o")
        assert "actor mention · span_f1_exact · bob / cid · by article" in walk.screen
        assert "harbour" in walk.screen
        await walk.press("escape", "ctrl+e")
        assert "all of actor mention" in walk.screen
        await walk.press("escape", "ctrl+d")
        assert "Exact span F1 counts spans" in walk.screen


async def test_a_decided_item_is_shown_in_the_text(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa3")
        await walk.press("1")
        await figures(walk)
        await walk.press(*"actor entity link", "enter", "enter")
        assert walk.said.startswith("decided, or not among the items shown")
        assert walk.cursor_at("Omar Haddad")


async def test_figures_are_computed_anew_where_a_file_changed(study: Path) -> None:
    async with sitting(study) as walk:
        await figures(walk)
        await walk.press("escape")
        coded(study, "bob", record("actor", "a-bbbbb1", {"mention": "Anna Keller"}, entity="omar-haddad"))
        await figures(walk)
        await walk.press(*"actor entity link")
        assert chosen(walk).startswith("▸ 0.000")


async def test_a_coder_comes_to_the_place_with_the_other_s_work_over_it(study: Path) -> None:
    async with journey(study, annotator="ann", article="market") as walk:
        await figures(walk)
        await walk.press(*"actor entity link", "enter", "enter")
        assert walk.app.stage.editor.article.id == "harbour"
        assert walk.cursor_at("Omar Haddad")
        assert walk.app.stage.other == "bob"
        assert walk.app.stage.current == "a-aaaaa3"


async def test_one_coder_alone_is_told_so(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("F")
        await walk.until(lambda: "two annotators" in walk.said)
        assert walk.context == "article"


async def test_names_stay_hidden_in_a_blind_review(study: Path) -> None:
    async with sitting(study, blind=True) as walk:
        await walk.press("F")
        assert walk.said == "names are hidden in a blind review"


async def test_a_job_shows_how_far_it_is_and_escape_stops_it(study: Path) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        progress.step(3, 4, "article three")
        begun.set()
        while not progress.cancelled:
            ended.wait(0.001)
        ended.set()
        return "never shown"

    async with sitting(study) as walk:
        shown: list[str] = []
        walk.app.jobs.run("a long job", work, shown.append)
        await walk.until(begun.is_set)
        await walk.until(lambda: "75%" in walk.screen)
        assert "article three" in walk.screen
        await walk.press("x")
        assert walk.context == "job"
        await walk.press("escape")
        assert walk.context == "review"
        assert walk.said == "stopped; nothing is changed"
        await walk.until(ended.is_set)
        await walk.settle()
        assert shown == []
        assert not any(isinstance(sheet, ListSheet) for sheet in walk.app.stage.sheets)
