"""Claims and stances in their forms: proposals, words from the text, fragments, values, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey
from tests.tui.projects import annotation
from workbench.store.shipped import default_codebook

CONTENT = "that the harbour will close in May"


async def make_claim(walk: Journey) -> None:
    """Anna Keller's claim, as it is proposed."""
    await walk.find("Mayor")
    await walk.press("c", "enter")


async def go_to_slot(walk: Journey, title: str) -> None:
    """Step on to a slot of the form."""
    for _ in range(12):
        if f"▸ {title}" in walk.screen:
            return
        await walk.press("tab")
    raise AssertionError(f"no slot {title}\n{walk.screen}")


async def test_a_claim_is_made_with_its_source(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        claim, actor = walk.only("claim"), walk.only("actor")
        assert walk.quotes("claim", "content") == [CONTENT]
        assert walk.quotes("claim", "cue") == ["said"]
        assert claim.text("source") == actor.id
        assert actor.text("entity") == "anna-keller"
        await walk.press("u")
        assert walk.records() == []
        await walk.press("U")
        assert len(walk.records()) == 2


async def test_a_selection_is_the_content(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("the harbour will")
        await walk.press("v", "w", "w", "w", "c", "enter")
        assert walk.quotes("claim", "content") == ["the harbour will close"]


async def test_a_source_that_is_tagged_already_is_taken(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter")
        actor = walk.only("actor")
        await walk.press("c", "enter")
        assert walk.only("claim").text("source") == actor.id
        assert walk.only("actor") == actor


async def test_a_boundary_moves_by_word_and_by_character(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("space")
        assert walk.context == "mark"
        assert walk.selected == CONTENT
        await walk.press("h", "h")
        assert walk.selected == "that the harbour will close"
        await walk.press("<", "<")
        assert walk.selected == "that the harbour will clo"
        await walk.press("o", ">")
        assert walk.selected == "hat the harbour will clo"
        await walk.press("enter")
        assert walk.context == "form"
        await walk.press("enter")
        assert walk.quotes("claim", "content") == ["hat the harbour will clo"]
        await walk.press("u")
        assert walk.quotes("claim", "content") == [CONTENT]


async def test_a_slot_set_from_the_text_can_be_left_as_it_was(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Cue")
        await walk.press("space", "h", "escape")
        assert walk.context == "form"
        await walk.press("enter")
        assert walk.quotes("claim", "cue") == ["said"]


async def test_help_opens_while_words_are_taken_from_the_text_and_comes_back_there(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Cue")
        await walk.press("space", "Z")
        assert "means nothing here" in walk.said
        assert "? help" in walk.screen.splitlines()[-1]
        await walk.press("?")
        assert "While a form takes words from the article" in walk.screen
        await walk.press("escape", "l")
        assert walk.context == "mark"
        assert walk.said == ""
        await walk.press("enter", "enter")
        assert walk.quotes("claim", "cue") == ["said that"]


async def test_enter_on_a_form_in_which_nothing_was_changed_leaves_it(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        before = walk.records()
        await walk.press("e", "enter")
        assert walk.said == "nothing was changed"
        assert walk.context == "article"
        assert walk.records() == before
        await walk.press("u")
        assert walk.records() == []


async def test_the_slot_in_hand_is_in_sight_however_low_the_window_is(project: Path) -> None:
    async with journey(project, (50, 14)) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        for title in ("Source", "Organization", "Cue", "Content", "Issue", "Kind", "Certainty", "Quotation", "Source"):
            assert f"▸ {title}" in walk.screen
            row = next(number for number, row in enumerate(walk.screen.splitlines()) if row.startswith("▸"))
            assert walk.app.stage.sheet_view.sheet is not None
            caret = walk.app.stage.sheet_view.sheet.caret()
            assert caret == (1, row - walk.app.stage.sheet_view.place.y - 1)
            await walk.press("tab")


@pytest.mark.parametrize(("size", "more"), [((80, 24), "… 6 more: /"), ((120, 40), "")])
async def test_proposals_that_have_no_room_are_counted(project: Path, size: tuple[int, int], more: str) -> None:
    async with journey(project, size) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Issue")
        assert more in walk.screen
        assert ("more: /" in walk.screen) == bool(more)


async def test_where_one_pane_has_room_it_is_that_of_what_was_just_made(project: Path) -> None:
    async with journey(project, (80, 24)) as walk:
        assert "Actors 0" in walk.screen
        await make_claim(walk)
        assert "Claims 1" in walk.screen
        assert "Actors " not in walk.screen.replace("A Actors", "")
        await walk.find("Omar Haddad")
        await walk.press("a", "enter")
        assert "Actors 2" in walk.screen
        await walk.press("C", "escape")
        assert "Claims 1" in walk.screen


async def test_a_fragment_is_added_from_elsewhere(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("ctrl+n")
        assert walk.said.startswith("Content, one more piece: select the words")
        await walk.press("}", "w", "v", "w", "w", "enter")
        assert walk.said == "Content set, 2 pieces"
        await walk.press("space")
        assert walk.said.startswith("Content, piece 2 of 2: select the words")
        await walk.press("escape", "enter")
        assert walk.quotes("claim", "content") == [CONTENT, "Tuesday the Port"]
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("backspace", "enter")
        assert walk.quotes("claim", "content") == [CONTENT]


async def test_of_several_fragments_the_one_under_the_cursor_or_just_set_is_moved(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("ctrl+n", "}", "w", "v", "w", "w", "enter")
        await walk.press("space")
        assert walk.selected == "Tuesday the Port"
        await walk.press("h", "enter", "enter")
        assert walk.quotes("claim", "content") == [CONTENT, "Tuesday the"]
        await walk.find("harbour will")
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("space")
        assert walk.selected == CONTENT
        await walk.press("h", "h", "o", "w", "enter", "enter")
        assert walk.quotes("claim", "content") == ["the harbour will close", "Tuesday the"]
        await walk.find("Tuesday")
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("space", "o", ">", "enter", "enter")
        assert walk.quotes("claim", "content") == ["the harbour will close", "uesday the"]
        await walk.press("u", "u", "u")
        assert walk.quotes("claim", "content") == [CONTENT]


async def test_a_fragment_that_overlaps_is_refused(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("ctrl+n", "g", "7", "w", "v", "enter")
        assert "overlaps" in walk.said
        await walk.press("escape", "escape")
        assert walk.quotes("claim", "content") == [CONTENT]


async def test_a_required_slot_cannot_be_left_empty(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Content")
        await walk.press("backspace", "enter")
        assert "Content is missing" in walk.said
        assert walk.records() == []
        await walk.press("escape")
        assert walk.records() == []


async def test_digits_queries_and_values(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c", "/")
        await walk.type("omar")
        await walk.press("enter")
        await go_to_slot(walk, "Issue")
        await walk.press("2")
        await go_to_slot(walk, "Kind")
        await walk.press("d")
        await go_to_slot(walk, "Certainty")
        await walk.press("right")
        await walk.press("ctrl+o", *"look again", "enter", "enter")
        claim = walk.only("claim")
        assert claim.text("source") == "entity:omar-haddad"
        assert claim.text("issue") == "us-libya-policy"
        assert claim.text("kind") == "demand"
        assert claim.text("certainty") in ("hedged", "denied", "asserted")
        assert claim.note == "look again"
        assert walk.records("actor") == []


async def test_a_stance_on_the_issue_of_the_claim(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Issue")
        await walk.press("1", "enter", "s", "+", "enter")
        stance = walk.only("stance")
        assert stance.text("holder") == walk.only("actor").id
        assert stance.text("target") == "issue:us-foreign-policy"
        assert stance.text("polarity") == "support"
        assert walk.quotes("stance", "evidence") == [CONTENT]


async def test_the_form_says_what_enter_does_and_what_is_missing(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("s")
        await go_to_slot(walk, "Target")
        await walk.press("backspace")
        assert walk.said == "new stance: Target and Polarity are still to be set, then Enter saves it"
        assert "Enter needs Target" in walk.screen
        await walk.press("1")
        assert walk.said == "new stance: Polarity is still to be set, then Enter saves it"
        await walk.press("enter")
        assert walk.said == "Polarity is missing"
        assert "Enter needs Polarity" in walk.screen
        await walk.press("-")
        assert walk.said == "new stance: Enter saves it as it stands"
        assert "Enter save" in walk.screen
        await walk.press("enter")
        assert walk.only("stance").text("polarity") == "oppose"
        await walk.press("e")
        assert walk.said == f"edit stance {walk.only('stance').id}: Enter saves it as it stands"


async def test_a_letter_that_sets_another_slot_says_which_and_to_what(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("s")
        await go_to_slot(walk, "Target")
        await walk.press("1", "-")
        assert walk.said == "Polarity: oppose · new stance: Enter saves it as it stands"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_where_an_issue_could_stand_it_says_that_there_is_none_and_how_one_is_made(
    project: Path, size: tuple[int, int]
) -> None:
    codebook = project / "codebook.toml"
    codebook.write_bytes(default_codebook().read_bytes())
    said = "no issues yet: / and a title make one in a form, ^E elsewhere"
    async with journey(project, size) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Issue")
        assert said in flat(walk.screen)
        await walk.press("/")
        assert "no issues yet" in walk.screen
        await walk.press("escape", "escape", "B", "G")
        assert said in walk.screen
    codebook.unlink()
    async with journey(project, size) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Issue")
        assert said in flat(walk.screen)


def flat(screen: str) -> str:
    """What stands beside the text, lines that were broken put together."""
    return " ".join(line.split("  ")[-1].strip() for line in screen.splitlines() if line.strip())


async def test_a_stance_without_a_claim_takes_the_actors_of_the_sentence(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "s")
        await walk.press("~", "enter")
        stance = walk.only("stance")
        assert stance.text("polarity") == "mixed"
        assert stance.text("holder") != ""
        assert stance.text("target") != ""


async def test_every_polarity_is_one_key(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        for key, value in {
            "+": "support",
            "-": "oppose",
            "0": "neutral",
            "~": "mixed",
            "m": "mixed",
            "=": "unclear",
        }.items():
            await walk.press("s", key)
            while "▸ Polarity" not in walk.screen:
                await walk.press("tab")
            assert "~/m mixed" in walk.screen
            await walk.press("enter")
            assert [stance.text("polarity") for stance in walk.records("stance")] == [value]
            await walk.press("u")
        assert walk.records("stance") == []


async def test_a_draft_is_brought_back(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Kind")
        await walk.press("q", "escape")
        assert walk.records() == []
        assert "E brings" in walk.said
        await walk.press("G", "E")
        assert "new claim" in walk.screen
        await walk.press("enter")
        assert walk.only("claim").text("kind") == "question"
        assert walk.quotes("claim", "content") == [CONTENT]
        await walk.press("E")
        assert "no draft" in walk.said


async def test_a_wrong_key_in_a_form_says_so(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c", "Z")
        assert "means nothing here" in walk.said
        await walk.press("9")
        assert "proposals" in walk.said
        assert walk.context == "form"


async def test_deleting_the_actor_of_a_stance_leaves_its_entity_there(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("s", "+", "enter", "A", "g", "x")
        assert walk.records("actor") == []
        assert walk.only("stance").text("holder") == "entity:anna-keller"
        assert walk.only("claim").text("source") == "entity:anna-keller"
        await walk.press("u")
        assert walk.only("stance").text("holder") == walk.only("claim").text("source") == walk.only("actor").id


async def test_a_claim_that_a_stance_needs_is_not_deleted_and_the_reason_is_said(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("s", "+", "enter", "C", "g", "x")
        assert "delete that first" in walk.said
        assert len(walk.records("claim")) == 1


async def test_a_pane_deletes_the_record_that_it_points_to(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("A", "x")
        assert walk.records("actor") == []
        assert len(walk.records("claim")) == 1


async def test_searching_while_a_form_takes_words_from_the_article(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("e")
        await go_to_slot(walk, "Content")
        await walk.press("ctrl+n", "/", *"doubt", "enter")
        assert walk.cursor_at("doubt")
        assert walk.context == "mark"
        await walk.press("v", "w", "enter", "enter")
        assert walk.quotes("claim", "content") == [CONTENT, "doubt it"]


async def test_note_and_flag(project: Path) -> None:
    async with journey(project) as walk:
        await make_claim(walk)
        await walk.press("m", *"is this hers?", "enter", "f")
        claim = walk.only("claim")
        assert claim.note == "is this hers?"
        assert claim.flag
        assert "⚑" in walk.screen
        assert "is this hers?" in walk.screen
        await walk.press("f")
        assert not walk.only("claim").flag
        await walk.press("m", "backspace", "enter")
        assert walk.only("claim").note == "is this hers"
        await walk.press("m", *" nonsense", "escape")
        assert walk.only("claim").note == "is this hers"
        assert walk.said == "not kept: “is this hers nonsense” · ! lists it with the messages"
        await walk.press("m", "escape")
        assert walk.said == ""
        await walk.saved()
    assert 'note = "is this hers"' in annotation(project)


async def test_the_last_record_is_made_again_elsewhere(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Zorvath")
        await walk.press("a", "ctrl+d")
        await walk.find("Omar")
        await walk.press("&")
        assert walk.quotes("actor", "mention") == ["Omar Haddad", "Zorvath"]
        assert [actor.text("entity") for actor in walk.records("actor")] == ["nil", "nil"]


async def test_a_form_says_what_its_keys_do_and_comes_back(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c")
        await go_to_slot(walk, "Kind")
        await walk.press("?")
        assert "In a form" in walk.screen
        assert "prediction" in walk.screen
        await walk.press("escape")
        assert walk.context == "form"
        await walk.press("enter")
        assert walk.only("claim")


def row_of(walk: Journey, slot: str) -> str:
    """What the form's row of a slot says."""
    (row,) = [line.split(f"▸ {slot}", 1)[1].strip() for line in walk.screen.splitlines() if f"▸ {slot}" in line]
    return row


def ends_of(text: str) -> tuple[str, str]:
    """The first word, and the last two with the number of pieces."""
    before, _, count = text.partition(" · ")
    parts = before.split()
    return parts[0], " ".join(parts[-2:]) + (f" · {count}" if count else "")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_long_part_shows_its_end_and_how_many_pieces_it_has(project: Path, size: tuple[int, int]) -> None:
    words = (
        "that the harbour will close in May although the union of the workers at the docks and the whole town doubt it"
    )
    (project / "articles" / "harbour.txt").write_text(f"Anna Keller said {words}.\nThen she went to Omar Haddad.\n")
    async with journey(project, size) as walk:
        await walk.press("c")
        await go_to_slot(walk, "Content")
        assert ends_of(row_of(walk, "Content")) == ("that", "doubt it")
        await walk.press("ctrl+n", "}", "v", "w", "enter")
        assert ends_of(row_of(walk, "Content")) == ("that", "Then she · 2 pieces")
        await walk.press("backspace")
        assert "piece 2 taken away, 1 left" in walk.said
        assert ends_of(row_of(walk, "Content")) == ("that", "doubt it")
        await walk.press("backspace")
        assert "taken away" not in walk.said
        assert "(missing)" in row_of(walk, "Content")
