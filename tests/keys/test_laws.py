"""Whatever a person writes into a keymap, the program can be used, and every key means one thing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.keys.clashes import MAY_HIDE, begins, first_clash
from workbench.keys.commands import CHAINS, COMMANDS, CONTEXTS, Command, LayerKey
from workbench.keys.keymap import VITAL, Found, parse_keymap, resolve
from workbench.keys.portable import steps, trouble
from workbench.keys.slots import Origin, Slot

from .maps import LAYERS, NAMES, shipped

MAPS = {name: shipped(name) for name in NAMES}
KEYS = st.sampled_from(
    [
        *"abeghijlnoquvwxz0/?[+",
        "g g",
        "g",
        "d d",
        "space w",
        "enter",
        "escape",
        "tab",
        "ctrl+n",
        "ctrl+l",
        "f2",
        "alt+x",
    ]
    + ["ctrl+h", "ctlr+x", "", " ", "7", "g  g"]
)
IDS = [command.id for command in COMMANDS] + ["make.claim", "pane.claim", "make.other", "nothing.at.all"]
OWN = st.dictionaries(
    st.sampled_from(list(CONTEXTS)),
    st.dictionaries(st.sampled_from(IDS), st.lists(KEYS, max_size=3), max_size=12),
    max_size=4,
)
FOURTH = st.sampled_from(["", "e", "i", "g", "q", "ctrl+n", "f2", "0", "3", "ß", "escape"])

# Lines that all stand where they belong, so that clashes are met and not only lines that are left out.
PLACED = st.lists(
    st.tuples(
        st.sampled_from([c for c in COMMANDS if c.home in ("app", "article", "pane")]), st.lists(KEYS, max_size=3)
    ),
    max_size=14,
)


def assert_usable(name: str, data: Mapping[str, object], fourth: str) -> None:
    own, _ = parse_keymap({"format": 1, **data}, "mine", "mine.toml")
    keymap, _ = resolve(MAPS[name], own, (*LAYERS, LayerKey("event", "Events", fourth)))
    slots = {
        (context, command.id): Slot(context, command, keymap.keys_of(command.id, context), Origin.OWN, "", context)
        for command in keymap.commands
        for context in command.contexts
    }
    assert first_clash(slots) is None
    assert all(keymap.keys_of(command) for command in VITAL)
    for (context, _), slot in slots.items():
        for key in slot.keys:
            assert trouble(key) == ""
            assert keymap.lookup((context,), steps(key)) == Found(slot.command)
            for chain in (chain for chain in CHAINS.values() if context in chain):
                found = keymap.lookup(chain, steps(key))
                assert found == Found(slot.command) or any(begins(key, hidden) for hidden in MAY_HIDE)


@pytest.mark.parametrize("name", NAMES)
@given(data=OWN, fourth=FOURTH)
def test_any_keymap_leaves_a_program_that_can_be_used(
    name: str, data: dict[str, dict[str, list[str]]], fourth: str
) -> None:
    assert_usable(name, data, fourth)


@pytest.mark.parametrize("name", NAMES)
@given(lines=PLACED, fourth=FOURTH)
def test_any_clash_is_settled(name: str, lines: list[tuple[Command, list[str]]], fourth: str) -> None:
    data: dict[str, dict[str, list[str]]] = {}
    for command, keys in lines:
        data.setdefault(command.home, {})[command.id] = keys
    assert_usable(name, data, fourth)


@given(data=OWN, fourth=FOURTH)
def test_resolving_twice_gives_the_same(data: dict[str, dict[str, list[str]]], fourth: str) -> None:
    own, read = parse_keymap({"format": 1, **data}, "mine", "mine.toml")
    layers = (*LAYERS, LayerKey("event", "Events", fourth))
    first, second = resolve(MAPS["default"], own, layers), resolve(MAPS["default"], own, layers)
    assert first == second
    assert len(set(read)) == len(read)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | KEYS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*CONTEXTS, *IDS, "format", "x"]), inner)
        ),
        max_leaves=20,
    )
)
def test_any_shape_of_data_is_read_with_problems_instead_of_errors(value: object) -> None:
    for data in ({"app": value}, {"format": value}, {"form": {"form.next": value}}, {"title": value, "base": value}):
        keymap, found = parse_keymap(data, "mine", "mine.toml")
        assert all(problem.path == "mine.toml" and problem.what for problem in found)
        assert all(
            isinstance(key, str) for table in keymap.bindings.values() for keys in table.values() for key in keys
        )
