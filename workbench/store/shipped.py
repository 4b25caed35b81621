"""The files that come with the program: keymaps and the sample project.

A wheel carries them inside the package; a checkout and an editable install have them beside it.
"""

from __future__ import annotations

from pathlib import Path

import workbench
from workbench.core.errors import StorageError


def shipped(name: str) -> Path:
    """The folder ``keymaps`` or ``seeds``. Raises StorageError where the installation lacks it."""
    package = Path(workbench.__file__).parent
    for folder in (package / "shipped" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise StorageError(f"{name}/ is missing from this installation of article-workbench; install it again")


def shipped_keymaps() -> dict[str, Path]:
    """The shipped keymaps by name."""
    return {path.stem: path for path in sorted(shipped("keymaps").glob("*.toml"))}


def sample_project() -> Path:
    """The sample project as shipped; it is copied before anybody works in it."""
    return shipped("seeds") / "libya"


def default_codebook() -> Path:
    """The codebook of a project that has none of its own."""
    return shipped("seeds") / "default" / "codebook.toml"
