"""A review by the keyboard: every verb on the items of two coders, undone, saved, opened again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tui.reviewing import coded, piece, problems, record, saved_gold, sitting, two_coders
from workbench.desk.keymaps import layer_keys
from workbench.keys.commands import commands_for

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def study(project: Path) -> Path:
    """The project with two coders."""
    return two_coders(project)


async def test_every_command_of_a_review_has_an_action_and_no_other_has(study: Path) -> None:
    async with sitting(study) as walk:
        table = commands_for(layer_keys(walk.app.desk.codebook))
        known = set(walk.app.router._commands)
        wanted = {one.id for one in table if {"review", "app", "mark"} & set(one.contexts)}
        assert wanted - known == set()
        assert known - wanted == set()


@pytest.mark.parametrize("size", SIZES)
async def test_it_opens_at_the_most_contested_item_and_says_how_many_there_are(
    study: Path, size: tuple[int, int]
) -> None:
    async with sitting(study, size) as walk:
        assert "4 to decide" in walk.said or "5 to decide" in walk.said
        assert "y accepts 1" in walk.said
        assert walk.item.kinds == {"missing"}
        assert "no record by ann" in walk.screen
        assert "Zorvath" in walk.screen


@pytest.mark.parametrize("size", SIZES)
async def test_versions_stand_slot_by_slot_with_the_difference_in_brackets(study: Path, size: tuple[int, int]) -> None:
    async with sitting(study, size) as walk:
        await walk.stand("ann/c-aaaaa1")
        screen = walk.screen
        assert "1 ann   2 bob" in screen
        assert "≠ Kind" in screen
        assert "1 prediction   2 assertion" in screen
        assert "⟦that ⟧the harbour will close⟦ in May⟧" in screen
        assert "note on 1: is this hers?" in screen
        assert "Anna Keller" in screen


async def test_the_gutter_shows_versions_and_open_items_and_no_offers(study: Path) -> None:
    async with sitting(study) as walk:
        rows = [row for row in walk.screen.splitlines()[1:-2] if row[4:5] == "│"]
        gutters = {row[:4].strip() for row in rows}
        assert {"", "1"} <= gutters <= {"", "·", "1"}


async def test_the_text_shows_where_each_version_begins_and_ends_without_colour(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        row = next(row for row in walk.screen.split("\n") if "Port⟪" in row or "¹Port" in row)
        assert "²the¹Port Union" in row
        assert re.match(r"1(2[A-Z ]*)? │", row.strip())


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_decided_with_one_key_each_and_opens_nothing_twice(
    study: Path, size: tuple[int, int]
) -> None:
    async with sitting(study, size) as walk:
        await walk.press("y")
        assert walk.said.startswith("1 agreed")
        await walk.stand("ann/a-aaaaa2")
        await walk.press("a")
        await walk.stand("ann/a-aaaaa3")
        await walk.press("1")
        assert "version 1 (ann) taken" in walk.said
        await walk.stand("bob/a-bbbbb4")
        await walk.press("x")
        await walk.stand("ann/c-aaaaa1")
        await walk.press("2")
        assert walk.review.open == []
        assert "nothing is open" in walk.screen
        await walk.quit()
    gold = saved_gold(study)
    assert sorted(one.decision.decision for one in gold.records.values() if one.decision) == [
        "agreed",
        "take",
        "take",
        "union",
    ]
    assert [one.sources for one in gold.header.rejected] == [("bob/a-bbbbb4",)]
    assert problems(study) == []
    before = (study / "gold" / "harbour.toml").read_bytes()
    async with sitting(study, size) as walk:
        assert walk.review.open == []
        assert "nothing is open: 4 records in the gold" in walk.said
        await walk.press("1")
        assert "nothing is open" in walk.said
        assert "D done" in walk.screen
        assert "J next article" not in walk.screen
        await walk.press("D")
        assert "records in the gold, which is done" in " ".join(walk.screen.split())
        assert "D done" not in walk.screen
        await walk.press("u")
        await walk.quit()
    assert (study / "gold" / "harbour.toml").read_bytes() == before


async def test_intersection_takes_the_common_words_and_asks_whose_values(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.press("y")
        await walk.stand("ann/c-aaaaa1")
        await walk.press("i")
        assert walk.context == "list"
        assert "Kind: assertion" in walk.screen
        await walk.press("down", "enter")
        (made,) = walk.made_from("ann/c-aaaaa1")
        assert made.parts["content"] == (piece("the harbour will close"),)
        assert (made.text("kind"), made.decision and made.decision.decision) == ("assertion", "intersection")
        assert "intersection, values of version 2" in walk.said


async def test_both_makes_a_record_of_each(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa3")
        await walk.press("s")
        assert {one.text("entity") for one in walk.gold.records.values()} == {"omar-haddad", "port-union"}


async def test_of_three_versions_both_asks_which(study: Path) -> None:
    coded(study, "cid", record("actor", "a-cccccc", {"mention": "Omar Haddad"}, entity="nil"))
    async with sitting(study) as walk:
        await walk.stand("cid/a-cccccc")
        await walk.press("s")
        assert walk.context == "list"
        await walk.press("tab", "enter")
        assert "tick two or more" in walk.said
        await walk.press("down", "tab", "enter")
        assert len(walk.gold.records) == 2
        assert "versions 1, 3 are right" in walk.said


async def test_a_version_that_is_not_there_and_a_blend_of_one_are_refused(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.press("7")
        assert walk.said == "there is no version 7 here"
        await walk.press("a")
        assert walk.said == "there is one version; 1 takes it"
        assert walk.gold.records == {}


async def test_a_reason_and_a_note_go_with_the_next_decision_only(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        await walk.press("r", *"bound", "enter")
        assert "the next decision gets: boundary" in walk.screen
        await walk.press("m", *"bare", "enter")
        assert "“bare”" in walk.screen
        await walk.press("1")
        (made,) = walk.made_from("ann/a-aaaaa2")
        assert made.decision is not None
        assert (made.decision.reason, made.note) == ("boundary", "bare")
        await walk.stand("ann/a-aaaaa3")
        await walk.press("1")
        (other,) = walk.made_from("ann/a-aaaaa3")
        assert other.decision is not None
        assert (other.decision.reason, other.note) == ("", "")


async def test_a_code_of_ones_own_is_remembered_and_repeated(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        await walk.press("r", *"style", "enter", "2")
        await walk.stand("ann/a-aaaaa3")
        await walk.press("&")
        assert walk.said.startswith("actor: decided as the last one (version 2 taken)")
        (made,) = walk.made_from("ann/a-aaaaa3")
        assert made.decision is not None
        assert (made.text("entity"), made.decision.reason) == ("port-union", "style")
        await walk.press("r")
        assert "▸ style" in walk.screen
        assert "used before" in walk.screen


async def test_undo_and_redo_stand_at_the_item_and_survive_leaving(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa3")
        item = walk.item.key
        await walk.press("1", "[")
        await walk.press("u")
        assert walk.said.startswith("undone: actor: version 1 taken")
        assert (walk.item.key, walk.gold.records) == (item, {})
        await walk.press("U")
        assert len(walk.gold.records) == 1
        await walk.quit()
    async with sitting(study) as walk:
        assert len(walk.gold.records) == 1
        await walk.press("u")
        assert (walk.item.key, walk.gold.records) == (item, {})
        await walk.quit()
    assert saved_gold(study).records == {}


@pytest.mark.parametrize("size", SIZES)
async def test_the_form_makes_the_right_record_and_offers_each_version(study: Path, size: tuple[int, int]) -> None:
    async with sitting(study, size) as walk:
        await walk.stand("ann/c-aaaaa1")
        await walk.press("e")
        assert walk.context == "form"
        assert "version 2" in walk.screen
        assert "ann/" not in walk.screen
        await walk.press("2", "tab", "tab", "d", "enter")
        (made,) = walk.made_from("bob/c-bbbbb1")
        assert made.parts["content"] == (piece("the harbour will close"),)
        assert made.decision is not None
        assert made.decision.decision == "edited"
        assert walk.said.startswith("claim: a version of your own is right · ")
        assert made.references("source") == ("entity:anna-keller",)
        await walk.press("y")
        (keller,) = walk.made_from("ann/a-aaaaa1")
        assert walk.gold.records[made.id].references("source") == (keller.id,)


async def test_a_form_takes_words_from_the_article(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        await walk.press("e", "2", "space")
        assert walk.context == "mark"
        await walk.press("escape", "escape")
        assert walk.context == "review"
        assert "nothing made" in walk.said
        await walk.press("E", "enter")
        assert len(walk.made_from("ann/a-aaaaa2")) == 1


async def test_a_draft_decides_the_item_it_was_made_for(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        await walk.press("e", "2", "escape")
        await walk.stand("bob/a-bbbbb4")
        await walk.press("E")
        assert "ann/a-aaaaa2" in walk.item.key.split("+")
        await walk.press("enter")
        assert len(walk.made_from("ann/a-aaaaa2")) == 1
        assert walk.made_from("bob/a-bbbbb4") == []


async def test_a_form_decides_its_item_whichever_became_the_current_one_meanwhile(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        await walk.press("e", "2")
        other = next(one for one in walk.review.items if "bob/a-bbbbb4" in one.key.split("+"))
        walk.review.go(other.key)
        await walk.press("enter")
        assert len(walk.made_from("ann/a-aaaaa2")) == 1
        assert walk.made_from("bob/a-bbbbb4") == []


async def test_a_draft_of_an_item_that_is_decided_is_not_brought_back(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/a-aaaaa2")
        await walk.press("e", "2", "escape", "1", "E")
        assert walk.context == "review"
        assert "the item of this form is decided" in walk.said


async def test_a_reviewers_form_is_there_after_an_end_that_nobody_announced(study: Path) -> None:
    async with sitting(study) as walk:
        await walk.stand("ann/c-aaaaa1")
        await walk.press("e", "tab", "tab", "d")
        index = walk.app.forming.stage.sheets[-1].form.index  # type: ignore[union-attr]
        walk.app.saving.keep_open()
        await walk.settle()
    async with sitting(study) as walk:
        assert walk.said == "the form of a claim was open when the program ended · E brings it back"
        await walk.stand("bob/a-bbbbb4")
        await walk.press("E")
        assert walk.context == "form"
        assert walk.app.forming.stage.sheets[-1].form.index == index  # type: ignore[union-attr]
        await walk.press("shift+tab", "shift+tab")
        assert "version 2" in walk.screen
        await walk.press("enter")
        assert len(walk.made_from("ann/c-aaaaa1")) == 1
