"""Through the text, the records and the panes; wrong keys, counts and pasted text."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.tui.journey import Journey, journey


async def tag(walk: Journey, *names: str) -> None:
    """Tag the first place of each name."""
    for name in names:
        await walk.find(name)
        await walk.press("a", "enter")


async def test_search_goes_round(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("port union")
        first = walk.cursor
        await walk.press("n")
        second = walk.cursor
        assert second > first
        assert walk.cursor_at("Port Union")
        await walk.press("n")
        assert walk.cursor == first
        assert "other end" in walk.said
        await walk.press("N")
        assert walk.cursor == second
        await walk.press("N")
        assert walk.cursor == first


async def test_a_search_while_selecting_selects_as_far_as_the_hit(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("v", "/", *"port union", "enter")
        assert walk.selected == walk.text[: walk.text.index("Port Union") + len("Port Union")]
        await walk.press("n")
        assert walk.selected == walk.text[: walk.text.rindex("Port Union") + len("Port Union")]
        await walk.press("N")
        assert walk.selected == walk.text[: walk.text.index("Port Union") + len("Port Union")]
        await walk.press("/", "x", "escape")
        assert walk.selected.endswith("Port Union")


async def test_what_a_search_found_is_what_one_tags(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("/", *"rejected the crit", "enter", "a", "enter")
        assert walk.only("actor").parts["mention"][0].quote == "rejected the criticism"
        await walk.press("n", "w", "a", "enter")
        assert "the" in walk.quotes("actor", "mention")


async def test_a_hit_within_a_name_means_the_name(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("/", *"anna kel", "enter", "w", "b", "/", *"omar", "enter", "a", "enter")
        assert walk.only("actor").parts["mention"][0].quote == "Omar Haddad"


async def test_a_search_backwards_moves_the_other_end_of_the_selection(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("/", *"workers", "enter", "v", "/", *"keller", "enter", "N")
        assert walk.selected.startswith("Keller’s critics")
        assert walk.selected.endswith("workers")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_in_sight_stays_where_it_is_when_a_search_or_a_list_closes(
    project: Path, size: tuple[int, int]
) -> None:
    numbered = "".join(f"The word-{number} stands alone in this paragraph.\n" for number in range(200))
    (project / "articles" / "long.txt").write_text(numbered)
    async with journey(project, size, article="long") as walk:
        view = walk.app.stage.view
        await walk.press("5", "0", "j")
        top, last = view.line(0), view.line(view.size.height - 2)
        assert top is not None
        assert last is not None
        word = walk.text[last.start :].split()[1]
        await walk.press("/", *word, "enter")
        assert walk.cursor_at(word)
        assert view.line(0) == top
        for sheet in (":", "O", "!"):
            await walk.press(sheet, "escape")
            assert view.line(0) == top
        await walk.press("g", "/", *"word-150", "enter")
        assert view.y_of(walk.cursor) is not None


async def test_a_count_goes_so_many_hits_on_however_large_it_is(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("keller")
        hits = [at for at in range(len(walk.text)) if walk.text.startswith("Keller", at)]
        assert len(hits) == 4
        await walk.press("2", "n")
        assert (walk.cursor, "other end" in walk.said) == (hits[2], False)
        await walk.press("3", "N")
        assert (walk.cursor, "other end" in walk.said) == (hits[3], True)
        await walk.press(*"9999", "n")
        assert walk.cursor == hits[(3 + 9999) % 4]
        await walk.press(*"9998", "N")
        assert walk.cursor == hits[(3 + 9999 - 9998) % 4]
        await walk.press("/", *"zorvath", "enter", *"9999", "n")
        assert walk.cursor_at("Zorvath")


async def test_the_cursor_stays_in_its_row_when_lines_get_another_length(project: Path) -> None:
    async with journey(project, (80, 24)) as walk:
        view = walk.app.stage.view
        await walk.press("3", "j")
        await walk.resize(120, 40)
        first = view.line(0)
        assert first is not None
        assert first.start == 0
        y = view.y_of(walk.cursor)
        for width, height in ((80, 24), (60, 20), (90, 15)):
            await walk.resize(width, height)
            assert view.y_of(walk.cursor) == y


async def test_a_search_without_a_hit_says_so_and_leaving_it_stays(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("w", "w")
        before = walk.cursor
        await walk.press("/", *"nowhere", "enter")
        assert walk.said == "“nowhere” was not found"
        assert walk.cursor == before
        await walk.press("/", *"union", "escape")
        assert walk.cursor == before


async def test_a_search_says_which_hit_it_stands_on_and_a_failed_one_keeps_the_last(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("/", *"keller", "enter")
        assert walk.said == "found “Keller” · 1 of 4"
        await walk.press("n")
        assert walk.said == "found “Keller” · 2 of 4"
        await walk.press("/", *"nowhere", "enter")
        assert walk.said == "“nowhere” was not found"
        await walk.press("n")
        assert walk.said == "found “Keller” · 3 of 4"
        await walk.press("2", "n")
        assert walk.said == "found “Keller” · 1 of 4 · from the other end"
        await walk.press("J", "/", *"sells", "enter")
        assert walk.said == "found “sells” · 1 of 1"


async def test_searching_again_before_any_search_says_how(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("n")
        assert "/" in walk.said
        assert walk.cursor == 0


async def test_counts_repeat_motions(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("3", "w")
        assert walk.cursor_at("said")
        await walk.press("2", "b")
        assert walk.cursor_at("Anna")
        await walk.press("1", "0", "w")
        assert walk.cursor_at("Keller’s")
        await walk.press("0")
        at = walk.cursor
        await walk.press("0")
        assert walk.cursor == at


async def test_a_count_leaves_the_status_line(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("3")
        assert "3" in walk.said
        await walk.press("w")
        assert "…" not in walk.said


async def test_a_count_is_forgotten_by_escape(project: Path) -> None:
    async with journey(project) as walk:
        await walk.press("9", "escape", "w")
        assert walk.cursor_at("Anna")


@pytest.mark.parametrize("key", ["z", "Z", "ctrl+y", "f1"])
async def test_a_wrong_key_says_so_and_does_nothing(project: Path, key: str) -> None:
    async with journey(project) as walk:
        await walk.press(key)
        assert "means nothing here" in walk.said
        assert "?" in walk.said
        assert walk.cursor == 0
        assert walk.records() == []


async def test_pasted_text_goes_nowhere_in_the_article(project: Path) -> None:
    async with journey(project) as walk:
        await walk.paste("a\rq\rc\r")
        assert walk.records() == []
        assert walk.context == "article"
        assert "no place" in walk.said
        await walk.press("c")
        await walk.paste("\r\r")
        assert walk.records() == []
        assert walk.context == "form"


async def test_pasted_text_goes_into_the_field_with_the_focus(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Omar")
        await walk.press("a", "enter", "m")
        await walk.paste("two\nlines\rof it")
        await walk.press("enter")
        assert walk.only("actor").note == "two lines of it"


async def test_words_grow_to_the_paragraph_and_back(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Haddad")
        seen: list[str] = []
        for _ in range(8):
            await walk.press(".")
            if seen[-1:] != [walk.selected]:
                seen.append(walk.selected)
        assert seen[0] == "Haddad"
        assert "Omar Haddad" in seen
        assert any(one.startswith("Keller’s critics") and one.endswith("doubt it.") for one in seen)
        assert seen[-1].startswith("Mayor")
        assert all(small in large for small, large in itertools.pairwise(seen))
        for _ in range(len(seen) - 1):
            await walk.press(",")
        assert walk.selected == "Haddad"
        await walk.press("escape")
        assert walk.selected == ""


async def test_records_before_and_after(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Anna", "Omar", "Zorvath")
        await walk.press("g", "]")
        assert walk.cursor_at("Anna")
        await walk.press("]")
        assert walk.cursor_at("Omar")
        await walk.press("2", "[")
        await walk.press("]", "]")
        assert walk.cursor_at("Zorvath")
        await walk.press("]")
        assert walk.cursor_at("Zorvath")
        assert "no record" in walk.said
        await walk.press("[")
        assert walk.cursor_at("Omar")


async def test_walking_through_the_records_under_the_cursor(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Mayor")
        await walk.press("c", "enter", "s", "+", "enter")
        await walk.find("harbour")
        assert "of 2 here" in walk.screen
        first = walk.app.stage.current
        await walk.press(";")
        assert walk.app.stage.current != first
        await walk.press(";")
        assert walk.app.stage.current == first
        await walk.find("Zorvath")
        await walk.press(";")
        assert "no record" in walk.said
        await walk.press("a", "enter", ";")
        assert walk.said == "only this record is here"
        await walk.press("A", ";")
        assert (walk.context, walk.said) == ("pane", "only this record is here")


async def test_the_panes_by_key(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Omar", "Anna", "Zorvath")
        await walk.press("g", "tab")
        assert walk.context == "pane"
        await walk.press("g")
        assert walk.cursor_at("Anna")
        await walk.press("j")
        assert walk.cursor_at("Omar")
        await walk.press("G")
        assert walk.cursor_at("Zorvath")
        await walk.press("k", "enter")
        assert walk.cursor_at("Omar")
        await walk.press("tab", "tab")
        assert walk.app.stage.focus == 2
        await walk.press("tab")
        assert walk.context == "article"
        await walk.press("C")
        assert walk.app.stage.focus == 2
        await walk.press("A", "escape")
        assert walk.context == "article"


async def test_a_pane_is_filtered(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Omar", "Anna", "Zorvath")
        await walk.press("A", "/", *"had")
        assert "▸ Omar Haddad" in walk.screen
        assert "Anna Keller   " not in walk.screen
        assert "editor" not in walk.screen.splitlines()[-1]
        await walk.press("enter")
        assert walk.said == "only what holds “had” · Esc shows all"
        await walk.press("enter")
        assert walk.cursor_at("Omar")
        await walk.press("/", "escape")
        assert "Anna Keller   " in walk.screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_escape_leaves_the_filter_of_a_pane_before_the_pane(project: Path, size: tuple[int, int]) -> None:
    async with journey(project, size) as walk:
        await tag(walk, "Omar", "Anna", "Zorvath")
        await walk.press("A", "/", *"had", "enter")
        assert "/had: 1 · Esc all" in walk.screen
        await walk.press("escape")
        assert (walk.context, walk.said) == ("pane", "all are shown again")
        assert "▸ Omar Haddad" in walk.screen
        assert "Zorvath  " in walk.screen
        assert "Esc all" not in walk.screen
        await walk.press("escape")
        assert walk.context == "article"


async def test_one_row_for_the_mentions_of_an_entity_steps_through_them(project: Path) -> None:
    async with journey(project) as walk:
        await walk.find("Anna")
        await walk.press("a", "enter", "p", "enter", "A", "g")
        assert "×4" in walk.screen
        places = [walk.cursor]
        for _ in range(4):
            await walk.press("enter")
            places.append(walk.cursor)
        assert len(set(places)) == 4
        assert places[0] == places[4]


async def test_commands_on_records_work_in_a_pane(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Omar", "Zorvath")
        await walk.press("A", "g", "f", "j", "x")
        assert [actor.flag for actor in walk.records("actor")] == [True]
        assert walk.quotes("actor", "mention") == ["Omar Haddad"]
        await walk.press("e", "enter", "L", "escape", "u", "u", "u", "u")
        assert walk.records("actor") == []


async def test_deleting_in_a_pane_goes_on_with_the_row_that_is_chosen_there(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Omar", "Anna", "Zorvath")
        await walk.press("A", "g", "x", "x")
        assert len(walk.records("actor")) == 1
        await walk.press("u", "u")
        assert len(walk.records("actor")) == 3


async def test_a_pane_whose_filter_hides_everything_changes_nothing(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Omar", "Anna")
        await walk.press("A", "/", *"nothing", "enter", "j", "x")
        assert len(walk.records("actor")) == 2
        assert "its filter is “nothing”" in walk.said


async def test_a_pane_without_room_takes_no_keys(project: Path) -> None:
    async with journey(project) as walk:
        await tag(walk, "Omar", "Anna")
        await walk.press("A")
        await walk.resize(40, 12)
        assert walk.context == "article"
        await walk.press("A")
        assert "too narrow for the panes" in walk.said
        assert walk.context == "article"
