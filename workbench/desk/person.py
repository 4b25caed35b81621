"""Who is working: the annotator's display name and safe folder name, and the person's settings."""

from __future__ import annotations

import getpass
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.store.places import config_folder
from workbench.store.project import safe_name
from workbench.store.strict import convert, parse_toml, read_bytes


class PersonSettings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``settings.toml`` in the person's config folder; everything is optional."""

    format: int = 1
    annotator: str = ""
    keymap: str = ""
    theme: str = ""
    mouse: bool | None = None
    plain: bool | None = None
    """Whether only ASCII is sent to the terminal; where it is left out, the terminal and the locale decide."""


@dataclass(frozen=True, slots=True)
class Person:
    """An annotator: ``name`` is safe as a folder, ``display`` is what the person is called."""

    name: str
    display: str


def read_person_settings() -> PersonSettings:
    """The person's settings; defaults where there is no file. Raises FileError."""
    path = config_folder() / "settings.toml"
    if not path.exists():
        return PersonSettings()
    return convert(parse_toml(read_bytes(path, str(path)), str(path)), PersonSettings, str(path))


def find_person(asked: str, settings: PersonSettings, where: Path) -> Person:
    """The annotator: as asked for, else WORKBENCH_ANNOTATOR, the settings, git's user.name, the login name."""
    display = asked or os.environ.get("WORKBENCH_ANNOTATOR", "") or settings.annotator or _git_name(where) or _login()
    return Person(safe_name(display), display.strip())


def _git_name(where: Path) -> str:
    folder = where if where.is_dir() else where.parent
    try:
        found = subprocess.run(
            ["git", "-C", str(folder), "config", "user.name"], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "annotator"
