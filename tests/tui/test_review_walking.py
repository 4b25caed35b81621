"""A review by the keyboard: going from item to item, lists, blind mode, other sizes, later changes, the sample."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui.reviewing import coded, problems, record, sitting, two_coders
from workbench.store.shipped import sample_project


@pytest.fixture
def study(project: Path) -> Path:
    """The project with two coders."""
    return two_coders(project)


async def test_deferred_items_come_last(study: Path) -> None:
    async with sitting(study) as walk:
        first = walk.item.key
        await walk.press("p")
        assert walk.item.key != first
        assert [item.key for item in walk.review.items][-1] == first
        assert walk.said == "put behind all others"


async def test_everything_of_one_annotator_is_asked_in_a_list(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.press("Y", *"bob", "enter")
        assert walk.said.startswith("5 of bob taken")
        assert walk.review.open == []
        await walk.press("u")
        assert walk.gold.records == {}


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_filter_is_named_while_it_holds_and_how_to_take_it_away(study: Path, size: tuple[int, int]) -> None:
    async with sitting(study, size) as walk:
        await walk.press("f", *"layer: actor", "enter")
        assert walk.said == "only actor: 3 items · f Enter shows all again"
        title = walk.screen.splitlines()[0]
        assert "only actor · 3 of 4 to decide · saved" in title
        await walk.press("]")
        assert walk.said == "item 2 of 3 · only actor · f Enter shows all again"
        await walk.press("x")
        assert walk.said == "actor: none is right · 2 left, only actor · u undoes"
        await walk.press("x", "x")
        assert "only actor: nothing is left; 1 item is open" in walk.screen
        assert "f Enter shows all again" in walk.screen
        await walk.press("x")
        assert "f Enter shows all again" in walk.said
        await walk.press("f", "enter")
        assert walk.said == "all items are shown"
        assert "only" not in walk.screen
        assert "1 to decide" in walk.screen.splitlines()[0]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_blind_review_says_what_is_a_version_and_who_has_none(study: Path, size: tuple[int, int]) -> None:
    async with sitting(study, size, blind=True) as walk:
        await walk.stand("bob/a-bbbbb4")
        assert "version 1" in walk.screen
        assert "1 annotator has no record here" in walk.screen
        await walk.stand("ann/c-aaaaa1")
        assert "version 1   version 2" in walk.screen
        assert "no record here" not in walk.screen
        await walk.press("a")
        assert "▸ version 1" in walk.screen


async def test_filter_order_and_list(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.press("f", *"layer: claim", "enter")
        assert {item.layer for item in walk.review.items} == {"claim"}
        assert "only claim" in walk.screen
        await walk.press("1")
        assert "nothing fits the filter" in walk.screen
        await walk.press("f", "enter")
        assert {item.layer for item in walk.review.items} == {"actor"}
        await walk.press("o")
        places = [item.place for item in walk.review.items]
        assert places == sorted(places)
        await walk.press("I", *"Zorvath", "enter")
        assert walk.item.key == "bob/a-bbbbb4"
        await walk.find("Omar")
        await walk.press("enter")
        assert walk.item.key == "ann/a-aaaaa3+bob/a-bbbbb3"


async def test_a_decision_is_opened_again_from_the_list_of_decisions(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.press("x")
        await walk.stand("ann/a-aaaaa3")
        await walk.press("1", "R", *"Omar", "enter")
        assert walk.item.key == "ann/a-aaaaa3+bob/a-bbbbb3"
        await walk.press("R", *"none was right", "enter")
        assert walk.item.key == "bob/a-bbbbb4"
        assert walk.gold.header.rejected == ()


async def test_a_blind_review_shows_no_name(study: Path) -> None:
    async with sitting(study, blind=True) as walk:
        seen: list[str] = []
        for key in (
            "]",
            "]",
            "]",
            "]",
            "r",
            "escape",
            "e",
            "escape",
            "f",
            "escape",
            "I",
            "escape",
            "1",
            "R",
            "escape",
            "!",
        ):
            await walk.press(key)
            seen.append(walk.screen)
        for screen in seen:
            assert "ann/" not in screen
            assert "bob" not in screen
            assert "record by" not in screen
        await walk.press("escape", "Y")
        assert walk.said == "names are hidden in a blind review"


async def test_suggestions_take_part_where_asked_for(study: Path) -> None:
    coded(study, "suggestions/rules", record("actor", "a-sugges", {"mention": "Nobody"}))
    async with sitting(study) as walk:
        assert all("suggestions" not in item.key for item in walk.review.open)
    async with sitting(study, with_suggestions=True) as walk:
        await walk.stand("suggestions/rules/a-sugges")
        await walk.press("1")
        assert len(walk.made_from("suggestions/rules/a-sugges")) == 1


async def test_done_theme_help_palette_and_the_next_article(study: Path) -> None:
    (study / "annotations" / "ann" / "market.toml").write_bytes(
        (study / "annotations" / "ann" / "harbour.toml").read_bytes()
    )
    async with sitting(study) as walk:
        await walk.press("D")
        assert "gold done" in walk.said
        assert walk.gold.header.status == "done"
        await walk.press("ctrl+t", "?")
        assert "Version 1 … 9 is right." in walk.screen
        assert "Version 2 is right." not in walk.screen
        await walk.press("escape", ":", *"none of the", "enter")
        assert len(walk.gold.header.rejected) == 1
        await walk.press("J")
        assert walk.app.stage.place.article == "market"
        assert "article" in walk.said
        await walk.press("K")
        assert len(walk.gold.header.rejected) == 1


async def test_a_record_changed_after_its_decision_is_open_again(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.press("Y", *"bob", "enter")
        await walk.quit()
    path = study / "annotations" / "bob" / "harbour.toml"
    path.write_text(path.read_text().replace('kind = "person"', 'kind = "other"'))
    async with sitting(study) as walk:
        assert [item.key for item in walk.review.items] == ["bob/a-bbbbb4"]
        assert "changed since it was decided: bob/a-bbbbb4" in walk.screen
        assert "1 gold   2 bob" in walk.screen
        await walk.press("2")
        assert walk.review.open == []


async def test_the_sample_is_reviewed_to_the_end_and_stays_clean(tmp_path: Path) -> None:
    root = tmp_path / "libya"
    shutil.copytree(sample_project(), root)
    async with sitting(root, (80, 24)) as walk:
        await walk.press("y")
        keys = ["1", "2", "a", "s", "x"]
        decided: set[str] = set()
        for number in range(200):
            if not walk.review.items:
                break
            kinds = walk.item.kinds
            several = len(walk.item.versions) > 1
            key = keys[number % 4] if several else "1"
            before = len(walk.review.items)
            await walk.press(key)
            if walk.context == "list":
                await walk.press("enter")
            assert len(walk.review.items) < before
            decided |= kinds
        assert {"missing", "boundary", "attribute", "link", "reference", "fragmentation", "split"} <= decided
        await walk.quit()
    assert problems(root) == []
    async with sitting(root) as walk:
        assert walk.review.open == []


async def test_another_size_keeps_item_and_versions_in_sight(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        for size in ((80, 24), (120, 40), (100, 24), (60, 20)):
            await walk.resize(*size)
            assert "⟦the ⟧Port Union" in walk.screen
            assert "²the" in walk.screen
            assert "¹Port" in walk.screen
            await walk.press("?")
            assert "In a review" in walk.screen
            await walk.press("escape", "m")
            assert "note on the decision" in walk.screen
            await walk.press("escape")
            assert "⟦the ⟧Port Union" in walk.screen


async def test_pasted_text_decides_nothing(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.paste("1x2y")
        assert walk.gold.records == {}
        assert walk.gold.header.rejected == ()
