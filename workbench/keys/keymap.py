"""From the shipped keymap, a person's own changes and the codebook's layers to the keys that are live.

Whatever is wrong is reported with file, context and command, and the program stays usable: a bad line gives way to the
shipped one.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.errors import Problem
from workbench.keys.clashes import begins, settle
from workbench.keys.commands import CHAINS, COMMANDS, Command, LayerKey, by_id, commands_for
from workbench.keys.live import Found, LiveKeymap, Pending, Row
from workbench.keys.portable import Reach, label, sequence_reach
from workbench.keys.reading import Keymap, nearest, parse_keymap
from workbench.keys.slots import Origin, Place, Slot, fill, layer_slots

__all__ = ["VITAL", "Found", "Keymap", "LiveKeymap", "Pending", "Row", "parse_keymap", "resolve"]

VITAL = frozenset(
    (
        *("app.palette", "app.quit", "form.accept", "form.cancel", "mark.accept", "mark.cancel"),
        *("list.accept", "list.cancel", "field.accept", "field.cancel", "dialog.yes", "dialog.no", "reader.close"),
    )
)
"""Commands that a person would be stuck without; their last key cannot be taken away."""


def resolve(
    shipped: Keymap, own: Keymap | None, layers: Sequence[LayerKey], codebook: str = "codebook.toml"
) -> tuple[LiveKeymap, tuple[Problem, ...]]:
    """The live keymap, without clashes, and every problem found on the way.

    ``own`` holds changes to ``shipped``; where it names another base it is reported and left out. ``codebook`` is the
    path that problems with a layer's key are reported under. Problems of ``parse_keymap`` are not repeated.
    """
    commands = commands_for(layers)
    problems: list[Problem] = []
    if own is not None and own.base not in ("", shipped.name):
        what = f'changes the keymap "{own.base}", but "{shipped.name}" is in use; nothing of this file is used'
        problems.append(Problem(own.path, what, key="base"))
        own = None
    for keymap in (shipped, own):
        problems.extend(_strangers(keymap, commands) if keymap else ())
    given = layer_slots(layers, codebook, problems)
    fallback = fill(commands, shipped, None, given)
    problems.extend(_keyless(fallback))
    slots = {place: _kept(slot, fallback, problems) for place, slot in fill(commands, shipped, own, given).items()}
    settle(slots, fallback, problems)
    _widen(slots, fallback, problems)
    title = own.title if own is not None else shipped.title
    live = {place: slot.keys for place, slot in slots.items()}
    return LiveKeymap(shipped.name, title, commands, live), tuple(problems)


def _strangers(keymap: Keymap, commands: Sequence[Command]) -> list[Problem]:
    """Lines for a layer that this codebook does not have."""
    known = by_id(commands)
    what = "there is no such command, and no layer of this codebook is called so"
    return [
        Problem(keymap.path, what + nearest(command, known), record=context, key=command)
        for context, table in keymap.bindings.items()
        for command in table
        if command not in known
    ]


def _keyless(slots: dict[Place, Slot]) -> list[Problem]:
    """Commands of the program that the shipped keymap gives no key at all."""
    static = by_id(COMMANDS)
    return [
        slot.problem("has no key; every command stands in every shipped keymap")
        for (context, name), slot in slots.items()
        if name in static and context == slot.command.home and not slot.keys
    ]


def _kept(slot: Slot, fallback: dict[Place, Slot], problems: list[Problem]) -> Slot:
    """The slot, or the shipped one where a person took the last key of a vital command away."""
    if slot.origin is not Origin.OWN or slot.keys or slot.command.id not in VITAL:
        return slot
    problems.append(slot.problem("cannot be without a key; the shipped ones stay"))
    return fallback[slot.context, slot.command.id]


def _widen(slots: dict[Place, Slot], fallback: dict[Place, Slot], problems: list[Problem]) -> None:
    """Report commands that have only keys which not every terminal sends; a person's line gets the shipped ones too."""
    for place, slot in slots.items():
        if not slot.keys or any(sequence_reach(key) is Reach.PLAIN for key in slot.keys):
            continue
        spare = tuple(key for key in fallback[place].keys if key not in slot.keys and _free(key, slot, slots))
        if not slot.inherited:
            shown = " ".join(label(key) for key in slot.keys)
            stays = f"; {' '.join(map(label, spare))} stays beside it" if spare else ""
            problems.append(slot.problem(f"not every terminal sends {shown}, so it cannot be the only key{stays}"))
        slots[place] = Slot(slot.context, slot.command, slot.keys + spare, slot.origin, slot.path, slot.listed)


def _free(key: str, slot: Slot, slots: dict[Place, Slot]) -> bool:
    """Whether a key could be bound in the slot's context: nothing in any chain through it has the key."""
    near = {context for chain in CHAINS.values() if slot.context in chain for context in chain}
    return not any(
        begins(key, used)
        for other in slots.values()
        if other.context in near and other.command != slot.command
        for used in other.keys
    )
