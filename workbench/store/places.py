"""Where the program keeps what belongs to the user: data, settings, state and cache, as each system wants it."""

from __future__ import annotations

from pathlib import Path

from workbench.store import folders
from workbench.store.folders import key_of as key_of
from workbench.store.folders import safe_name as safe_name


def data_folder() -> Path:
    """Where the sample project is copied to."""
    return Path(folders.data_name())


def config_folder() -> Path:
    """Where ``settings.toml`` and a person's own keymaps lie."""
    return Path(folders.config_name())


def state_folder() -> Path:
    """Where journals and the last places are kept."""
    return Path(folders.state_name())


def cache_folder() -> Path:
    """Where compiled catalogues lie; everything there can be deleted at any time."""
    return Path(folders.folder("cache", "XDG_CACHE_HOME", ".cache"))


def project_state(root: Path) -> Path:
    """The state folder of one project, named by a hash of its path."""
    return Path(folders.project_state_name(str(root)))


def place_path(state: Path, annotator: str) -> Path:
    """Where it is kept, in the state folder of a project, which place a person left."""
    return Path(folders.place_name(str(state), annotator))
