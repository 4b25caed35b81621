"""Where the program keeps what belongs to the user: data, settings, state and cache, as each system wants it."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from pathlib import Path

_APP = "article-workbench"
_UNSAFE = re.compile(r"[^\w.+-]+")


def _folder(kind: str, variable: str, default: str) -> Path:
    """The user's folder of a kind. On Linux by the rule itself (XDG Base Directory Specification 0.8).

    The library for every other system takes longer to import than the first page of an article to be painted.
    """
    if sys.platform == "linux" and os.environ.get("HOME"):
        named = os.environ.get(variable, "").strip()
        return Path(named if os.path.isabs(named) else os.path.join(os.environ["HOME"], default), _APP)
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_dir")(_APP, appauthor=False))


def data_folder() -> Path:
    """Where the sample project is copied to."""
    return _folder("data", "XDG_DATA_HOME", ".local/share")


def config_folder() -> Path:
    """Where ``settings.toml`` and a person's own keymaps lie."""
    return _folder("config", "XDG_CONFIG_HOME", ".config")


def state_folder() -> Path:
    """Where journals and the last places are kept."""
    return _folder("state", "XDG_STATE_HOME", ".local/state")


def cache_folder() -> Path:
    """Where compiled catalogues lie; everything there can be deleted at any time."""
    return _folder("cache", "XDG_CACHE_HOME", ".cache")


def project_state(root: Path) -> Path:
    """The state folder of one project, named by a hash of its path."""
    digest = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_folder() / "projects" / digest


def safe_name(name: str) -> str:
    """A person's name as a folder name: letters, digits, ``. + - _``; never empty, hidden or ``gold``."""
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", name).strip().lower()).strip("-.")
    return f"{plain}-1" if plain == "gold" else plain[:64] or "annotator"


def key_of(text: str) -> str:
    """A short name for a file that belongs to some text."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def place_path(state: Path, annotator: str) -> Path:
    """Where it is kept, in the state folder of a project, which place a person left."""
    return state / f"place-{key_of(annotator)}.json"
