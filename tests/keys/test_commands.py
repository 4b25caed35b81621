from __future__ import annotations

import pytest

from workbench.keys.commands import (
    CHAINS,
    COMMANDS,
    CONTEXTS,
    Command,
    LayerKey,
    by_id,
    commands_for,
    make_id,
    pane_id,
)

from .maps import LAYERS


def test_ids_are_unique() -> None:
    assert len(by_id()) == len(COMMANDS)


def test_contexts_are_known_and_each_stands_once_in_a_command() -> None:
    for command in COMMANDS:
        assert command.contexts
        assert set(command.contexts) <= set(CONTEXTS)
        assert len(set(command.contexts)) == len(command.contexts)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_texts_are_short_sentences(command: Command) -> None:
    assert command.help.endswith(".")
    assert command.help[0].isupper()
    assert len(command.help) <= 80
    assert 0 < len(command.title) <= 20
    assert not command.title.endswith(".")


def test_every_context_has_a_chain_that_begins_with_itself() -> None:
    assert {context: chain[0] for context, chain in CHAINS.items()} == {context: context for context in CONTEXTS}


def test_motions_take_counts_and_places_do_not() -> None:
    commands = by_id()
    assert commands["move.word.next"].repeats
    assert commands["app.undo"].repeats
    assert commands["record.next"].repeats
    assert not commands["move.article.start"].repeats
    assert not commands["app.quit"].repeats


def test_motions_and_selection_work_while_a_form_takes_words_and_letting_go_is_its_own_there() -> None:
    commands = by_id()
    motions = [command for command in COMMANDS if command.id.startswith("move.")]
    assert len(motions) == 16
    assert all(command.contexts == ("article", "mark", "review") for command in motions)
    assert commands["select.grow"].contexts == ("article", "mark")
    assert commands["select.clear"].contexts == ("article",)


def test_commands_on_records_work_in_panes_too() -> None:
    records = [command for command in COMMANDS if command.id.startswith("record.")]
    assert len(records) == 14
    assert all(command.contexts[:2] == ("article", "pane") for command in records)


def test_each_layer_brings_two_commands() -> None:
    found = by_id(commands_for((LayerKey("power_shift", "Shifts of power", "w"),)))
    assert len(found) == len(COMMANDS) + 2
    assert found["make.power_shift"].title == "Make power shift"
    assert found["make.power_shift"].contexts == ("article",)
    assert found["pane.power_shift"].title == "Pane: Shifts of power"
    assert found["pane.power_shift"].contexts == ("article", "pane")


def test_layers_keep_their_order_and_stand_before_the_commands_on_records() -> None:
    ids = [command.id for command in commands_for(LAYERS)]
    place = ids.index("make.actor")
    assert ids[place : place + 6] == [
        *(make_id(layer.name) for layer in LAYERS),
        *(pane_id(layer.name) for layer in LAYERS),
    ]
    assert place < ids.index("record.next")


@pytest.mark.parametrize("name", ["down", "next", "first", "open", "leave"])
def test_a_layer_called_like_a_command_of_panes_takes_nothing_from_it(name: str) -> None:
    commands = commands_for((LayerKey(name, "Layer", "i"),))
    assert len(by_id(commands)) == len(commands)
    assert pane_id(name) == f"pane.{name}.layer"
