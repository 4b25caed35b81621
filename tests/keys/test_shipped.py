from __future__ import annotations

import string
from pathlib import Path

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from workbench.keys.commands import CHAINS, COMMANDS, TYPED, LayerKey
from workbench.keys.keymap import Found, resolve
from workbench.keys.portable import Reach, from_textual, reach, sequence_reach, steps
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook, sample_project

from .maps import LAYERS, NAMES, live, shipped
from .terminal import sent

LAYOUT_SAFE = frozenset(string.ascii_letters + string.digits + "!\"%&/()=?+*'<>,;.:-_")
"""ASCII that German, French, Swedish, Finnish, Norwegian, Danish and Icelandic layouts type with Shift at most:
no AltGr (``@ [ ] { } \\ | ~ # $`` on one or other of them) and no dead key (``^`` and the backtick)."""

CONTRACT = {
    ("app", "app.help"): ["?"],
    ("app", "app.palette"): [":"],
    ("app", "app.save"): ["ctrl+s"],
    ("app", "app.quit"): ["q"],
    ("app", "app.undo"): ["u"],
    ("app", "app.redo"): ["U"],
    ("app", "app.articles"): ["O"],
    ("app", "article.previous"): ["K"],
    ("app", "article.next"): ["J"],
    ("app", "article.done"): ["D"],
    ("app", "app.others"): ["V"],
    ("app", "pane.next"): ["tab"],
    ("article", "move.word.previous"): ["h", "b", "left"],
    ("article", "move.word.next"): ["l", "w", "right"],
    ("article", "move.line.up"): ["k", "up"],
    ("article", "move.line.down"): ["j", "down"],
    ("article", "move.sentence.previous"): ["("],
    ("article", "move.sentence.next"): [")"],
    ("article", "move.paragraph.previous"): ["{"],
    ("article", "move.paragraph.next"): ["}"],
    ("article", "move.line.start"): ["0"],
    ("article", "move.line.end"): ["$"],
    ("article", "move.article.start"): ["g"],
    ("article", "move.article.end"): ["G"],
    ("article", "move.page.down"): ["space", "pagedown", "ctrl+f"],
    ("article", "move.page.up"): ["pageup", "ctrl+b"],
    ("article", "select.toggle"): ["v"],
    ("article", "select.grow"): ["."],
    ("article", "select.shrink"): [","],
    ("article", "select.end.previous"): ["<"],
    ("article", "select.end.next"): [">"],
    ("article", "select.swap"): ["o"],
    ("article", "select.clear"): ["escape"],
    ("article", "make.actor"): ["a"],
    ("article", "make.stance"): ["s"],
    ("article", "make.claim"): ["c"],
    ("article", "pane.actor"): ["A"],
    ("article", "pane.stance"): ["S"],
    ("article", "pane.claim"): ["C"],
    ("article", "record.link"): ["L"],
    ("article", "record.edit"): ["e"],
    ("article", "record.delete"): ["x"],
    ("article", "record.propagate"): ["p"],
    ("article", "record.note"): ["m"],
    ("article", "record.flag"): ["f"],
    ("article", "record.again"): ["&"],
    ("article", "record.previous"): ["["],
    ("article", "record.next"): ["]"],
    ("article", "record.walk"): [";"],
    ("article", "search.start"): ["/"],
    ("article", "search.next"): ["n"],
    ("article", "search.previous"): ["N"],
    ("article", "suggestion.next"): ["t"],
    ("article", "suggestion.previous"): ["T"],
    ("article", "suggestion.accept"): ["y"],
    ("article", "suggestion.reject"): ["r"],
}
"""The table of the design, word for word."""


def single_keys(name: str) -> set[str]:
    return {key for keys in live(name=name).slots.values() for sequence in keys for key in steps(sequence)}


def test_the_three_shipped_keymaps_are_there() -> None:
    assert set(NAMES) >= {"default", "vim", "international"}


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_keymap_has_no_problem_and_a_title(name: str) -> None:
    keymap = shipped(name)
    assert resolve(keymap, None, LAYERS)[1] == ()
    assert keymap.title
    assert keymap.base == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_command_stands_in_a_shipped_keymap_where_it_is_at_home(name: str) -> None:
    bindings = shipped(name).bindings
    assert [command.id for command in COMMANDS if not bindings[command.home].get(command.id)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_a_plain_key_in_each_of_its_contexts(name: str) -> None:
    keymap = live(name=name)
    lacking = [
        (context, command.id)
        for command in keymap.commands
        for context in command.contexts
        if not any(sequence_reach(key) is Reach.PLAIN for key in keymap.keys_of(command.id, context))
    ]
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_every_key_does_what_the_keymap_says_in_the_whole_chain_of_its_context(name: str) -> None:
    keymap = live(name=name)
    for command in keymap.commands:
        for context in command.contexts:
            for chain in (chain for chain in CHAINS.values() if context in chain):
                for key in keymap.keys_of(command.id, context):
                    assert keymap.lookup(chain, steps(key)) == Found(command), (chain, key)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_comes_back_from_the_bytes_of_a_plain_terminal(name: str) -> None:
    for key in sorted(single_keys(name)):
        parser = XTermParser()
        messages = [*parser.feed(sent(key).decode("utf-8")), *parser.feed("")]
        got = [from_textual(event.key, event.character) for event in messages if isinstance(event, events.Key)]
        assert got == [key]


@pytest.mark.parametrize("name", NAMES)
def test_texts_stay_free_for_typing_and_forms_for_values(name: str) -> None:
    keymap = live(name=name)
    for (context, command), keys in keymap.slots.items():
        printing = {key for key in keys if len(steps(key)[0]) == 1 or steps(key)[0] == "space"}
        if context in TYPED:
            assert printing == set(), (context, command)
        if context == "form":
            assert printing <= set("123456789/?") | {"space"}, command


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", ["i"])
def test_a_fourth_layer_finds_a_letter_that_is_free_in_every_keymap(name: str, key: str) -> None:
    layers = (*LAYERS, LayerKey("event", "Events", key))
    keymap, problems = resolve(shipped(name), None, layers)
    assert problems == ()
    assert keymap.keys_of("make.event") == (key,)
    assert keymap.keys_of("pane.event") == keymap.keys_of("pane.event", "pane") == (key.upper(),)


def test_the_default_keymap_is_the_table_of_the_design() -> None:
    keymap = live()
    assert {place: list(keymap.slots[place]) for place in CONTRACT} == CONTRACT


def test_the_default_keymap_uses_second_keys_only_beside_plain_ones() -> None:
    second = {key for key in single_keys("default") if reach(key) is Reach.SECOND}
    assert second == {"shift+left", "shift+right", "insert", "f2", "f3", "f4", "f6", "f7", "f8"}


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_reached_with_keys_that_nothing_is_held_down_for(name: str) -> None:
    keymap = live(name=name)
    by_name = {"app", "article", "pane", "review"}
    lacking = [
        (context, command.id)
        for command in keymap.commands
        for context in command.contexts
        if context not in by_name and command.id not in ("app.redraw", "app.suspend")
        if all("+" in key.removesuffix("+") for key in keymap.keys_of(command.id, context))
    ]
    assert lacking == []
    for chain in (CHAINS[context] for context in by_name):
        assert isinstance(keymap.lookup(chain, steps(keymap.keys_of("app.palette")[0])), Found), (
            "the palette has them all"
        )


def test_the_international_keymap_needs_no_altgr_and_no_dead_key() -> None:
    assert {key for key in single_keys("international") if len(key) == 1} - LAYOUT_SAFE == set()


@pytest.mark.parametrize("book", [default_codebook(), sample_project() / "codebook.toml"], ids=["default", "sample"])
def test_every_value_of_the_shipped_codebooks_has_such_a_key_too(book: Path) -> None:
    slots = [slot for layer in read_codebook(book, "codebook.toml").layers for slot in layer.of_type("attribute")]
    values = {(slot.name, value) for slot in slots for value in slot.values}
    reached = {(slot.name, value) for slot in slots for key, value in slot.value_keys().items() if key in LAYOUT_SAFE}
    assert ("polarity", "mixed") in values
    assert values - reached == set()


def test_the_default_keymap_needs_some_so_that_the_international_one_has_a_reason() -> None:
    assert {key for key in single_keys("default") if len(key) == 1} - LAYOUT_SAFE == set("[]{}$")


def test_only_vim_has_sequences() -> None:
    with_sequences = {
        name for name in NAMES if any(" " in key for keys in live(name=name).slots.values() for key in keys)
    }
    assert with_sequences == {"vim"}


@pytest.mark.parametrize(
    ("keys", "command"),
    [
        (("h",), "move.character.previous"),
        (("l",), "move.character.next"),
        (("w",), "move.word.next"),
        (("b",), "move.word.previous"),
        (("g", "g"), "move.article.start"),
        (("G",), "move.article.end"),
        (("ctrl+d",), "move.page.down"),
        (("ctrl+u",), "move.page.up"),
        (("d", "d"), "record.delete"),
        (("x",), "record.delete"),
        (("u",), "app.undo"),
        (("ctrl+r",), "app.redo"),
        (("Z", "Z"), "app.quit"),
        (("space", "w"), "app.save"),
        (("v",), "select.toggle"),
        (("o",), "select.swap"),
        (("n",), "search.next"),
        (("a",), "make.actor"),
        (("s",), "make.stance"),
        (("c",), "make.claim"),
    ],
)
def test_vim_habits_work_in_the_article(keys: tuple[str, ...], command: str) -> None:
    found = live(name="vim").lookup(("article", "app"), keys)
    assert isinstance(found, Found)
    assert found.command.id == command
