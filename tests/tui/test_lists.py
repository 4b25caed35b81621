"""Lists, fields and pages without a screen."""

from __future__ import annotations

import pytest

from workbench.core.errors import EditError
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.page_sheet import PageSheet
from workbench.tui.sheet import TextLine, wrapped

NAMES = ("Khalifa Haftar", "Saddam Haftar", "Vladimir Putin")


def make(**more: object) -> tuple[ListSheet, list[object]]:
    taken: list[object] = []
    items = [Item(name, "person", name) for name in NAMES]
    sheet = ListSheet("people", items, taken.extend, lambda: taken.append("left"), **more)  # type: ignore[arg-type]
    return sheet, taken


def test_typing_filters_by_every_word() -> None:
    sheet, taken = make()
    sheet.typed("haf sad")
    sheet.command("list.accept", 1)
    assert taken == ["Saddam Haftar"]


def test_what_begins_as_it_is_typed_comes_first_then_what_has_such_a_word() -> None:
    names = ("Previous record", "My review", "Everything", "Review it")
    sheet = ListSheet("commands", [Item(name) for name in names], lambda _: None, lambda: None)
    sheet.typed("rev")
    assert [item.label for _, item in sheet.visible()] == ["Review it", "My review", "Previous record"]


def test_the_choice_stops_at_the_ends() -> None:
    sheet, taken = make()
    sheet.command("list.up", 1)
    assert sheet.index == 0
    sheet.command("list.page.down", 1)
    sheet.command("list.accept", 1)
    assert taken == ["Vladimir Putin"]


def test_enter_in_an_empty_list_takes_nothing() -> None:
    sheet, taken = make()
    sheet.typed("nobody")
    sheet.command("list.accept", 1)
    assert taken == []


def test_ticks_survive_a_filter_and_come_in_order() -> None:
    sheet, taken = make(ticks=True)
    sheet.typed("putin")
    sheet.command("list.tick", 1)
    sheet.command("list.clear", 1)
    sheet.command("list.tick", 1)
    sheet.command("list.accept", 1)
    assert taken == ["Khalifa Haftar", "Vladimir Putin"]


def test_a_ticked_row_that_the_filter_hides_is_shown_before_it_is_taken() -> None:
    sheet, taken = make(ticks=True)
    sheet.command("list.tick", 1)
    sheet.typed("putin")
    with pytest.raises(EditError, match="1 row that would be taken too was hidden"):
        sheet.command("list.accept", 1)
    assert taken == []
    assert len(sheet.visible()) == len(NAMES)
    sheet.command("list.accept", 1)
    assert taken == ["Khalifa Haftar"]


def test_tick_all_ticks_what_is_shown_and_unticks_it_again() -> None:
    sheet, _ = make(ticks=True)
    sheet.typed("haftar")
    sheet.command("list.tick.all", 1)
    assert sheet.ticked == {0, 1}
    sheet.command("list.tick.all", 1)
    assert sheet.ticked == set()


def test_a_search_gives_the_rows_for_each_query() -> None:
    asked: list[str] = []

    def search(query: str) -> list[Item]:
        asked.append(query)
        return [Item(query.upper(), "", query)]

    sheet, taken = make(search=search)
    sheet.typed("h")
    sheet.typed("i")
    sheet.command("list.accept", 1)
    assert (taken, asked[-1]) == (["hi"], "hi")


def test_the_chosen_row_stays_in_sight() -> None:
    sheet, _ = make()
    sheet.items = [Item(str(number), "", number) for number in range(50)]
    for _ in range(30):
        sheet.command("list.down", 1)
    rows = sheet.rows(40, 10)
    assert len(rows) == 10
    assert any("30" in text and role == "chosen" for row in rows for text, role in row)


def test_a_field_tells_each_change_and_takes_the_text() -> None:
    seen: list[str] = []
    taken: list[str] = []
    sheet = FieldSheet("note", taken.append, lambda: None, on_change=seen.append)
    sheet.typed("ab")
    sheet.command("field.back", 1)
    sheet.command("field.accept", 1)
    assert (seen, taken) == (["ab", "a"], ["a"])


def test_a_line_takes_no_line_breaks_and_no_lone_surrogates() -> None:
    line = TextLine()
    line.type("a\r\nb\nc\ud800")
    assert line.text == "a b c"


def test_text_is_wrapped_at_blanks_and_long_words_are_cut() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefghij", 4) == ["abc", "def", "ghij"]
    assert wrapped("x", -5) == ["x"]


def test_a_page_scrolls_and_stops_at_its_ends() -> None:
    closed: list[bool] = []
    sheet = PageSheet("help", [("k", f"line {number}") for number in range(30)], lambda: closed.append(True))
    sheet.rows(40, 10)
    sheet.command("reader.last", 1)
    assert any("line 29" in text for row in sheet.rows(40, 10) for text, _ in row)
    sheet.command("reader.page.up", 1)
    sheet.command("reader.up", 99)
    assert sheet.top == 0
    sheet.command("reader.close", 1)
    assert closed == [True]
