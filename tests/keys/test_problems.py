from __future__ import annotations

import pytest

from workbench.core.errors import Problem
from workbench.keys.commands import LayerKey
from workbench.keys.keymap import VITAL, Keymap, parse_keymap, resolve

from .maps import LAYERS, live, own, problems, shipped


def test_nothing_is_wrong_with_changes_that_are_well_made() -> None:
    text = """
title = "Mine"
base = "default"
[article]
"move.word.next" = ["right"]
"select.swap" = ["w"]
"search.start" = []
[pane]
"record.edit" = ["E E"]
[app]
"app.draft" = ["W"]
"""
    assert problems(text) == []
    keymap = live(text)
    assert keymap.title == "Mine"
    assert keymap.keys_of("move.word.next") == keymap.keys_of("move.word.next", "mark") == ("right",)
    assert keymap.keys_of("select.swap") == ("w",)
    assert keymap.keys_of("search.start") == ()
    assert keymap.keys_of("record.edit") == ("e",)
    assert keymap.keys_of("record.edit", "pane") == ("E E",)
    assert keymap.keys_of("app.quit") == ("q",)


def test_two_commands_can_swap_their_keys() -> None:
    text = '[article]\n"record.note" = ["f"]\n"record.flag" = ["m"]\n'
    assert problems(text) == []
    assert live(text).keys_of("record.note") == live(text).keys_of("record.note", "pane") == ("f",)
    assert live(text).keys_of("record.flag") == ("m",)


READ = [
    ("[articel]\n", 'mine.toml: articel: there is no such context; did you mean "article"?'),
    ("titel = 'x'\n", 'mine.toml: titel: there is no such setting; did you mean "title"?'),
    ("qqq = 1\n", "mine.toml: qqq: there is no such setting"),
    ("title = 3\n", "mine.toml: title: should be a text, not a whole number"),
    ("base = ['default']\n", "mine.toml: base: should be a text, not a list"),
    ("article = 'x'\n", "mine.toml: article: should be a table of commands, not a text"),
    (
        '[article]\n"move.wrod.next" = ["i"]\n',
        'mine.toml: article: move.wrod.next: there is no such command; did you mean "move.word.next"?',
    ),
    ('[article]\n"zzzzzz" = ["i"]\n', "mine.toml: article: zzzzzz: there is no such command"),
    (
        '[form]\n"app.help" = ["f1"]\n',
        "mine.toml: form: app.help: does not work in this context; it belongs into [app]",
    ),
    (
        '[pane]\n"make.claim" = ["i"]\n',
        "mine.toml: pane: make.claim: does not work in this context; it belongs into [article]",
    ),
    (
        '[article]\nmove.word.next = ["i"]\n',
        'mine.toml: article: move: is a table; write the whole name of the command in quotes, as in "move.word.next"',
    ),
    ('[app]\n"app.help" = "i"\n', "mine.toml: app: app.help: should be a list of keys, not a text"),
    ('[app]\n"app.help" = 1979-05-27\n', "mine.toml: app: app.help: should be a list of keys, not a date or time"),
    ('[app]\n"app.help" = [true]\n', "mine.toml: app: app.help: a key is a text in quotes, not true or false"),
    ('[app]\n"app.help" = [1.5]\n', "mine.toml: app: app.help: a key is a text in quotes, not a number"),
    ('[app]\n"app.help" = [{}]\n', "mine.toml: app: app.help: a key is a text in quotes, not a table"),
    ('[app]\n"app.help" = ["?", "?"]\n', 'mine.toml: app: app.help: "?" is listed twice'),
    ('[app]\n"app.help" = ["ctlr+n"]\n', 'mine.toml: app: app.help: "ctlr+n" is no key; did you mean "ctrl+n"?'),
    (
        '[app]\n"app.help" = ["ctrl+h"]\n',
        'mine.toml: app: app.help: a plain terminal cannot send "ctrl+h": it arrives as backspace',
    ),
    (
        '[app]\n"app.help" = ["ctrl+shift+x"]\n',
        'mine.toml: app: app.help: a plain terminal cannot send "ctrl+shift+x"',
    ),
    (
        '[article]\n"record.edit" = ["3"]\n',
        'mine.toml: article: record.edit: "3" begins a count here, so it cannot be a key',
    ),
    ('[app]\n"app.help" = ["1 x"]\n', 'mine.toml: app: app.help: "1" begins a count here, so it cannot be a key'),
    (
        '[list]\n"list.down" = ["j"]\n',
        'mine.toml: list: list.down: "j" writes into the text here, so it cannot be a key',
    ),
    (
        '[picker]\n"picker.nil" = ["space"]\n',
        'mine.toml: picker: picker.nil: "space" writes into the text here, so it cannot be a key',
    ),
    (
        '[field]\n"field.cancel" = ["backspace"]\n',
        'mine.toml: field: field.cancel: "backspace" writes into the text here, so it cannot be a key',
    ),
]


@pytest.mark.parametrize(("text", "line"), READ, ids=[line.removeprefix("mine.toml: ")[:40] for _, line in READ])
def test_what_is_wrong_in_a_file_is_told_with_its_place_and_the_shipped_keys_stay(text: str, line: str) -> None:
    assert problems(text) == [line]
    assert live(text).slots == live().slots


RESOLVED = [
    (
        '[article]\n"search.next" = ["w"]\n',
        'mine.toml: article: search.next: "w" is already the key of move.word.next (Next word); it is left out',
    ),
    (
        '[article]\n"search.next" = ["x x"]\n',
        'mine.toml: article: search.next: "x x" cannot stand beside "x" of record.delete (Delete), because one begins '
        "the other; it is left out",
    ),
    (
        '[article]\n"search.next" = ["u"]\n',
        'mine.toml: article: search.next: "u" would hide "u" of app.undo (Undo) in [app]; it is left out',
    ),
    (
        '[app]\n"app.draft" = ["v"]\n',
        'mine.toml: app: app.draft: "v" would be hidden by "v" of select.toggle (Select) in [article]; it is left out',
    ),
    (
        '[picker]\n"picker.nil" = ["ctrl+n"]\n',
        'mine.toml: picker: picker.nil: "ctrl+n" would hide "ctrl+n" of list.down (Down) in [list]; it is left out',
    ),
    ('[app]\n"app.quit" = []\n', "mine.toml: app: app.quit: cannot be without a key; the shipped ones stay"),
    (
        '[article]\n"make.clam" = ["i"]\n',
        "mine.toml: article: make.clam: there is no such command, and no layer of this codebook is called so; "
        'did you mean "make.claim"?',
    ),
    (
        '[pane]\n"pane.dwon" = ["i"]\n',
        "mine.toml: pane: pane.dwon: there is no such command, and no layer of this codebook is called so; "
        'did you mean "pane.down"?',
    ),
    (
        'base = "vim"\n[app]\n"app.draft" = ["i"]\n',
        'mine.toml: base: changes the keymap "vim", but "default" is in use; nothing of this file is used',
    ),
    (
        '[article]\n"make.claim" = ["e"]\n',
        'mine.toml: article: make.claim: "e" is already the key of record.edit (Edit); it is left out',
    ),
]


@pytest.mark.parametrize(
    ("text", "line"), RESOLVED, ids=[line.removeprefix("mine.toml: ")[:40] for _, line in RESOLVED]
)
def test_a_clash_is_told_once_at_the_line_that_gives_way_and_the_shipped_keys_stay(text: str, line: str) -> None:
    assert problems(text) == [line]
    assert live(text).slots == live().slots


def test_a_newer_format_is_told_and_nothing_of_the_file_is_used() -> None:
    keymap, found = parse_keymap({"format": 2, "title": "T", "app": {"app.help": ["i"]}}, "mine", "mine.toml")
    assert [str(problem) for problem in found] == [
        "mine.toml: format: 2 is newer than this program, which reads 1; nothing of this file is used"
    ]
    assert keymap == Keymap("mine", "T", "", {}, "mine.toml")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({}, "is missing; write format = 1"),
        ({"format": "1"}, "should be a whole number, not a text"),
        ({"format": True}, "should be a whole number, not true or false"),
        ({"format": 0}, "0 never existed; write format = 1"),
    ],
)
def test_a_format_that_is_no_format_is_told_and_the_rest_is_read(data: dict[str, object], what: str) -> None:
    keymap, found = parse_keymap({**data, "app": {"app.help": ["i"]}}, "mine", "mine.toml")
    assert found == (Problem("mine.toml", what, key="format"),)
    assert keymap.bindings == {"app": {"app.help": ("i",)}}


def test_the_good_keys_of_a_line_count_beside_a_bad_one() -> None:
    text = '[article]\n"search.next" = ["ctlr+n", "W", "w"]\n'
    assert len(problems(text)) == 2
    assert live(text).keys_of("search.next") == live(text).keys_of("search.next", "mark") == ("W",)


def test_two_lines_of_one_person_on_one_key_leave_it_to_the_first() -> None:
    text = '[article]\n"search.next" = ["W"]\n"search.start" = ["W"]\n'
    assert problems(text) == [
        'mine.toml: article: search.start: "W" is already the key of search.next (Next hit); it is left out'
    ]
    assert live(text).keys_of("search.next") == ("W",)
    assert live(text).keys_of("search.start") == ("/",)


def test_a_line_that_falls_back_may_push_another_one_back() -> None:
    text = '[article]\n"record.edit" = ["w"]\n"record.note" = ["e"]\n'
    assert len(problems(text)) == 2
    assert live(text).slots == live().slots


def test_a_key_that_only_clashes_where_a_command_is_not_at_home_counts_at_home() -> None:
    text = '[article]\n"record.edit" = ["enter"]\n'
    assert problems(text) == [
        'mine.toml: article: record.edit: in [pane] "enter" is already the key of pane.open (Show in text); '
        "give this command its own keys there; it is left out"
    ]
    assert live(text).keys_of("record.edit") == ("enter",)
    assert live(text).keys_of("record.edit", "pane") == ("e",)
    assert problems(text + '[pane]\n"record.edit" = ["e"]\n') == []


def test_escape_and_tab_may_mean_another_thing_further_inside() -> None:
    assert problems('[article]\n"select.grow" = ["tab"]\n') == []


@pytest.mark.parametrize("key", ["f2", "shift+up", "ctrl+left", "alt+x", "ctrl+]"])
def test_a_key_that_not_every_terminal_sends_gets_the_shipped_ones_beside_it(key: str) -> None:
    text = f'[app]\n"app.help" = ["{key}"]\n'
    (line,) = problems(text)
    assert line.startswith("mine.toml: app: app.help: not every terminal sends ")
    assert line.endswith("so it cannot be the only key; ? stays beside it")
    assert live(text).keys_of("app.help") == (key, "?")
    assert problems(f'[app]\n"app.help" = ["{key}", "?"]\n') == []


def test_a_shipped_key_that_somebody_else_took_does_not_come_back_beside_it() -> None:
    text = '[app]\n"app.help" = ["f2"]\n"app.draft" = ["?"]\n'
    assert problems(text) == ["mine.toml: app: app.help: not every terminal sends F2, so it cannot be the only key"]
    assert live(text).keys_of("app.help") == ("f2",)


def test_a_command_for_everywhere_brings_no_letter_where_one_types() -> None:
    text = '[app]\n"app.redraw" = ["W", "ctrl+y"]\n'
    assert problems(text) == []
    assert live(text).keys_of("app.redraw") == ("W", "ctrl+y")
    assert live(text).keys_of("app.redraw", "list") == live(text).keys_of("app.redraw", "form") == ("ctrl+y",)
    assert live(text).keys_of("app.redraw", "dialog") == ("W", "ctrl+y")


@pytest.mark.parametrize("command", sorted(VITAL))
def test_nobody_can_lock_themselves_in(command: str) -> None:
    context = next(row.context for row in live().rows() if row.command.id == command)
    text = f'[{context}]\n"{command}" = []\n'
    assert len(problems(text)) == 1
    assert live(text).keys_of(command) == live().keys_of(command)


def test_a_shipped_keymap_that_forgets_a_command_is_told() -> None:
    full = shipped("default")
    app = {name: keys for name, keys in full.bindings["app"].items() if name != "app.theme"}
    _, found = resolve(Keymap("x", "X", "", {**full.bindings, "app": app}, "x.toml"), None, LAYERS)
    assert [str(problem) for problem in found] == [
        "x.toml: app: app.theme: has no key; every command stands in every shipped keymap"
    ]


def test_a_shipped_keymap_that_uses_one_key_twice_is_told() -> None:
    full = shipped("default")
    app = {**full.bindings["app"], "app.theme": ("q",)}
    keymap, found = resolve(Keymap("x", "X", "", {**full.bindings, "app": app}, "x.toml"), None, LAYERS)
    assert [str(problem) for problem in found] == [
        'x.toml: app: app.theme: "q" is already the key of app.quit (Quit); it is left out'
    ]
    assert keymap.keys_of("app.quit") == ("q",)


def with_fourth(key: str, text: str = "") -> list[str]:
    return problems(text, layers=(*LAYERS, LayerKey("event", "Events", key)))


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("e", 'codebook.toml: layer event: key: "e" is already the key of record.edit (Edit); choose another, or list'),
        ("d", 'codebook.toml: layer event: key: "D" would hide "D" of article.done (Done) in [app]; choose another'),
        ("c", 'codebook.toml: layer event: key: "c" is already the key of make.claim (Make claim); choose another'),
        ("5", 'codebook.toml: layer event: key: "5" begins a count here'),
        ("ctlr+x", 'codebook.toml: layer event: key: "ctlr+x" is no key; did you mean "ctrl+x"?'),
        ("f2", "codebook.toml: layer event: key: not every terminal sends F2, so it cannot be the only key"),
    ],
)
def test_a_bad_key_of_a_layer_is_told_at_the_codebook(key: str, start: str) -> None:
    assert any(line.startswith(start) for line in with_fourth(key))


@pytest.mark.parametrize("key", ["", "w", "z", "%"])
def test_a_layer_may_have_no_key_or_one_without_a_capital(key: str) -> None:
    found = with_fourth(key)
    assert found == [] or (key == "w" and len(found) == 1)


def test_a_keymap_gives_a_layer_another_key() -> None:
    text = '[article]\n"make.event" = ["d"]\n"pane.event" = ["W"]\n'
    assert with_fourth("e", text) == []
    keymap = live(text, layers=(*LAYERS, LayerKey("event", "Events", "e")))
    assert keymap.keys_of("make.event") == ("d",)
    assert keymap.keys_of("pane.event") == keymap.keys_of("pane.event", "pane") == ("W",)


def test_a_layer_takes_a_key_that_the_person_made_free() -> None:
    assert with_fourth("e", '[article]\n"record.edit" = ["i"]\n[app]\n"app.draft" = ["W"]\n') == []


def test_problems_of_reading_are_not_repeated_by_resolving() -> None:
    keymap, read = own('[app]\n"app.help" = ["ctlr+n"]\n')
    assert len(read) == 1
    assert resolve(shipped("default"), keymap, LAYERS)[1] == ()
