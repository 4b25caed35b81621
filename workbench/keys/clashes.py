"""Two commands on one key: found, reported at the line that gives way, and settled.

Keys clash in a context where they are equal or one begins the other (``g`` and ``g g``); and along a chain of contexts,
where a narrower one would hide a wider one's key. What gives way loses that key only; a person's line that has no
key left falls back to the shipped one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.errors import Problem
from workbench.keys.commands import CHAINS
from workbench.keys.portable import steps
from workbench.keys.slots import Origin, Place, Slot

MAY_HIDE = frozenset(("escape", "tab"))
"""Keys that mean one thing after another as one goes inwards, so that a narrower context may take them."""


@dataclass(frozen=True, slots=True)
class Use:
    """One key of one slot."""

    slot: Slot
    key: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A use that gives way to another, found while looking at a context's chain."""

    loser: Use
    winner: Use


def begins(first: str, second: str) -> bool:
    """Whether two sequences cannot both be bound: they are equal or one begins the other."""
    one, other = steps(first), steps(second)
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def settle(slots: dict[Place, Slot], shipped: Mapping[Place, Slot], problems: list[Problem]) -> None:
    """Take keys away until nothing clashes, and report each; ``shipped`` holds what a person's line falls back to."""
    said: set[tuple[str, str, str]] = set()
    while (clash := first_clash(slots)) is not None:
        slot, key = clash.loser.slot, clash.loser.key
        saying = (slot.command.id, key, clash.winner.slot.command.id)
        if not slot.inherited or saying not in said:
            problems.append(slot.problem(_what(clash)))
        said.add(saying)
        for place, other in list(slots.items()):
            same_line = other.command == slot.command and other.origin == slot.origin and other.listed == slot.listed
            if other == slot or (same_line and other.inherited and not slot.inherited):
                _drop(slots, place, key, shipped)


def _drop(slots: dict[Place, Slot], place: Place, key: str, shipped: Mapping[Place, Slot]) -> None:
    slot = slots[place]
    left = slot.without(key)
    falls_back = slot.keys and not left.keys and slot.origin is Origin.OWN
    slots[place] = shipped[place] if falls_back else left


def first_clash(slots: Mapping[Place, Slot]) -> Clash | None:
    """The first clash in the order of contexts and commands; ``None`` where every key has one meaning."""
    uses: dict[str, list[Use]] = {}
    for slot in slots.values():
        uses.setdefault(slot.context, []).extend(Use(slot, key) for key in slot.keys)
    for chain in CHAINS.values():
        by_first: dict[str, list[Use]] = {}
        for use in (use for context in reversed(chain) for use in uses.get(context, ())):
            alike = by_first.setdefault(steps(use.key)[0], [])
            for other in alike:
                if _disagree(other, use):
                    return _decided(other, use)
            alike.append(use)
    return None


def _disagree(wider: Use, narrower: Use) -> bool:
    if wider.slot.command == narrower.slot.command or not begins(wider.key, narrower.key):
        return False
    return wider.slot.context == narrower.slot.context or narrower.key not in MAY_HIDE


def _decided(earlier: Use, later: Use) -> Clash:
    """Which of two gives way: what a person wrote before the codebook, that before the shipped; else the later one."""
    if earlier.slot.origin > later.slot.origin or (
        earlier.slot.origin == later.slot.origin and earlier.slot.inherited and not later.slot.inherited
    ):
        return Clash(earlier, later)
    return Clash(later, earlier)


def _what(clash: Clash) -> str:
    loser, winner = clash.loser, clash.winner
    named = f"{winner.slot.command.id} ({winner.slot.command.title})"
    rank = {context: place for chain in CHAINS.values() for place, context in enumerate(chain)}
    if loser.slot.context == winner.slot.context:
        said = f'"{loser.key}" is already the key of {named}'
        if loser.key != winner.key:
            said = f'"{loser.key}" cannot stand beside "{winner.key}" of {named}, because one begins the other'
    elif rank[loser.slot.context] < rank[winner.slot.context]:
        said = f'"{loser.key}" would hide "{winner.key}" of {named} in [{winner.slot.context}]'
    else:
        said = f'"{loser.key}" would be hidden by "{winner.key}" of {named} in [{winner.slot.context}]'
    if loser.slot.inherited:
        said = f"in [{loser.slot.context}] {said}; give this command its own keys there"
    if loser.slot.origin is Origin.LAYER:
        said += f'; choose another, or list "{loser.slot.command.id}" in a keymap'
    return f"{said}; it is left out"
