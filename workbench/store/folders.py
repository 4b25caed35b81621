"""The folders and names of ``places``, as strings: the first page of an article is found with these.

The library for paths, the one for the folders of other systems and OpenSSL behind ``hashlib`` each take longer to import
than the page to be painted, so nothing here needs them where that can be helped.
"""

from __future__ import annotations

import os
import re
import sys
import unicodedata

_APP = "article-workbench"
_UNSAFE = r"[^\w.+-]+"


def folder(kind: str, variable: str, default: str) -> str:
    """The user's folder of a kind. On Linux by the rule itself (XDG Base Directory Specification 0.8)."""
    if sys.platform == "linux" and os.environ.get("HOME"):
        named = os.environ.get(variable, "").strip()
        return os.path.join(named if os.path.isabs(named) else os.path.join(os.environ["HOME"], default), _APP)
    import platformdirs

    return str(getattr(platformdirs, f"user_{kind}_dir")(_APP, appauthor=False))


def data_name() -> str:
    """Where the sample project is copied to."""
    return folder("data", "XDG_DATA_HOME", ".local/share")


def config_name() -> str:
    """Where ``settings.toml`` and a person's own keymaps lie."""
    return folder("config", "XDG_CONFIG_HOME", ".config")


def state_name() -> str:
    """Where journals and the last places are kept."""
    return folder("state", "XDG_STATE_HOME", ".local/state")


def project_state_name(root: str) -> str:
    """The state folder of one project, named by a hash of its path without links in it."""
    return os.path.join(state_name(), "projects", key_of(os.path.realpath(root)))


def place_name(state: str, annotator: str, kind: str = "") -> str:
    """Where it is kept, in the state folder of a project, which place a person left; ``kind`` is "review-" for a review."""
    return os.path.join(state, f"place-{kind}{key_of(annotator)}.json")


def safe_name(name: str) -> str:
    """A person's name as a folder name: letters, digits, ``. + - _``; never empty, hidden or ``gold``."""
    plain = re.sub(_UNSAFE, "-", unicodedata.normalize("NFC", name).strip().lower()).strip("-.")
    return f"{plain}-1" if plain == "gold" else plain[:64] or "annotator"


def key_of(text: str) -> str:
    """A short name for a file that belongs to some text: the first 16 hexadecimal digits of its SHA-256."""
    data = text.encode("utf-8", "surrogateescape")
    for module in ("_sha2", "_sha256"):  # Python's own code, under its name from 3.12 on and before
        try:
            return str(__import__(module).sha256(data).hexdigest()[:16])
        except (ImportError, AttributeError):
            continue
    import hashlib

    return hashlib.sha256(data).hexdigest()[:16]
