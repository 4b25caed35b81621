"""The live keymap of a project: shipped, changed by the person's own, with the codebook's layers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.core.codebook import Codebook
from workbench.core.errors import FileError, Problem
from workbench.keys.commands import LayerKey
from workbench.keys.keymap import resolve
from workbench.keys.live import LiveKeymap
from workbench.keys.reading import Keymap, parse_keymap
from workbench.store.places import config_folder
from workbench.store.shipped import shipped_keymaps
from workbench.store.strict import parse_toml, read_bytes

FALLBACK = "default"


def layer_keys(codebook: Codebook) -> tuple[LayerKey, ...]:
    """What the keys need to know of the layers."""
    return tuple(LayerKey(layer.name, layer.label, layer.key) for layer in codebook.layers)


def live_keymap(wanted: str, codebook: Codebook) -> tuple[LiveKeymap, tuple[Problem, ...]]:
    """The keymap called ``wanted``: a person's own (``keymaps/<name>.toml`` in the config folder) or a shipped one.

    Everything that is wrong is returned as problems; the keymap is usable whatever they are.
    """
    problems: list[Problem] = []
    shipped = shipped_keymaps()
    own: Keymap | None = None
    own_path = config_folder() / "keymaps" / f"{wanted}.toml"
    base = wanted
    if own_path.exists() and (own := _read(own_path, wanted, problems)) is not None:
        base = own.base or (wanted if wanted in shipped else FALLBACK)
    if base not in shipped:
        known = ", ".join(shipped)
        problems.append(Problem("keymap", f"there is no keymap “{base}”; there are {known}; {FALLBACK} is used"))
        base = FALLBACK
    found = _read(shipped[base], base, problems)
    if found is None:
        raise FileError(str(shipped[base]), "this shipped keymap is damaged; install the program again")
    live, more = resolve(found, own, layer_keys(codebook))
    return live, (*problems, *more)


def _read(path: Path, name: str, problems: list[Problem]) -> Keymap | None:
    try:
        data = parse_toml(read_bytes(path, str(path)), str(path))
    except FileError as error:
        problems.append(error.problem)
        return None
    keymap, more = parse_keymap(data, name, str(path))
    problems.extend(more)
    return keymap


def names_of_keymaps() -> Sequence[str]:
    """The shipped keymaps and the person's own."""
    own = sorted(path.stem for path in (config_folder() / "keymaps").glob("*.toml"))
    return list(dict.fromkeys((*shipped_keymaps(), *own)))
