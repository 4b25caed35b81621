"""The shipped keymaps as the tests read them, and the layers of a small codebook."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from workbench.core.errors import Problem
from workbench.keys.commands import LayerKey
from workbench.keys.keymap import Keymap, LiveKeymap, parse_keymap, resolve

FOLDER = Path(__file__).parents[2] / "keymaps"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
LAYERS = (LayerKey("actor", "Actors", "a"), LayerKey("stance", "Stances", "s"), LayerKey("claim", "Claims", "c"))


def shipped(name: str) -> Keymap:
    """A shipped keymap, which must be free of problems in itself."""
    path = FOLDER / f"{name}.toml"
    keymap, problems = parse_keymap(tomllib.loads(path.read_text("utf-8")), name, f"keymaps/{name}.toml")
    assert problems == ()
    return keymap


def own(text: str) -> tuple[Keymap, tuple[Problem, ...]]:
    """A person's keymap from TOML text; ``format`` is put before it."""
    data: Mapping[str, object] = tomllib.loads("format = 1\n" + text)
    return parse_keymap(data, "mine", "mine.toml")


def live(text: str = "", name: str = "default", layers: tuple[LayerKey, ...] = LAYERS) -> LiveKeymap:
    """A shipped keymap with a person's changes, resolved without looking at the problems."""
    return resolve(shipped(name), own(text)[0] if text else None, layers)[0]


def problems(text: str, name: str = "default", layers: tuple[LayerKey, ...] = LAYERS) -> list[str]:
    """Every problem that a person's keymap gives, reading and resolving, as lines."""
    keymap, read = own(text)
    return [str(problem) for problem in (*read, *resolve(shipped(name), keymap, layers)[1])]
