"""Which file gives a command its keys in a context: a person's own, the shipped keymap, or the codebook.

A *slot* is one command in one context. Its keys come from the first of these that says something:

1. the person's line in that context, 2. the shipped line in that context,
3. the person's line where the command is at home, 4. the shipped line there, 5. the layer's key in the codebook.

Lines 3 to 5 bring only keys that print nothing into contexts where one types (``commands.QUIET``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from workbench.core.errors import Problem
from workbench.keys.commands import QUIET, Command, LayerKey, layer_commands
from workbench.keys.portable import printing, steps, trouble
from workbench.keys.reading import Keymap, unfit


class Origin(IntEnum):
    """Who wrote a slot's keys; where two clash, the higher one gives way."""

    SHIPPED = 0
    LAYER = 1
    OWN = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """The keys of one command in one context, and the line that they come from."""

    context: str
    command: Command
    keys: tuple[str, ...]
    origin: Origin
    path: str
    listed: str  # the context of the line; for a key of the codebook the name of the layer

    @property
    def inherited(self) -> bool:
        """Whether the line stands where the command is at home, and this is another context."""
        return self.context != self.command.home and self.listed != self.context

    def without(self, key: str) -> Slot:
        """The slot with one key less."""
        return replace(self, keys=tuple(other for other in self.keys if other != key))

    def problem(self, what: str) -> Problem:
        """A finding at the line that the keys come from."""
        if self.origin is Origin.LAYER:
            return Problem(self.path, what, record=f"layer {self.listed}", key="key")
        return Problem(self.path, what, record=self.listed, key=self.command.id)


Place = tuple[str, str]
"""(context, id of a command)."""


def fill(
    commands: Sequence[Command], shipped: Keymap, own: Keymap | None, layers: Mapping[str, Slot]
) -> dict[Place, Slot]:
    """Every slot of the program; ``layers`` holds the codebook's key of each command that has one."""
    found: dict[Place, Slot] = {}
    for command in commands:
        for context in command.contexts:
            found[context, command.id] = _slot(context, command, shipped, own, layers.get(command.id))
    return found


def _slot(context: str, command: Command, shipped: Keymap, own: Keymap | None, layer: Slot | None) -> Slot:
    for listed in dict.fromkeys((context, command.home)):
        for keymap, origin in ((own, Origin.OWN), (shipped, Origin.SHIPPED)):
            keys = keymap.bindings.get(listed, {}).get(command.id) if keymap else None
            if keymap and keys is not None:
                live = keys if listed == context else _brought(context, keys)
                return Slot(context, command, live, origin, keymap.path, listed)
    if layer is not None:
        return replace(layer, context=context, keys=_brought(context, layer.keys))
    return Slot(context, command, (), Origin.SHIPPED, shipped.path, command.home)


def _brought(context: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that a command brings into a context where it is not at home."""
    return tuple(key for key in keys if context not in QUIET or not printing(steps(key)[0]))


def layer_slots(layers: Sequence[LayerKey], codebook: str, problems: list[Problem]) -> dict[str, Slot]:
    """The keys that the codebook gives: a layer's own key makes a record, its capital goes to the pane."""
    found: dict[str, Slot] = {}
    for layer in layers:
        if not layer.key:
            continue
        make, pane = layer_commands(layer)
        if what := trouble(layer.key) or unfit("article", make, layer.key):
            problems.append(Problem(codebook, what, record=f"layer {layer.name}", key="key"))
            continue
        capital = layer.key.upper()
        found[make.id] = Slot("article", make, (layer.key,), Origin.LAYER, codebook, layer.name)
        if capital != layer.key and len(capital) == 1:
            found[pane.id] = Slot("article", pane, (capital,), Origin.LAYER, codebook, layer.name)
    return found
