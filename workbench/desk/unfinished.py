"""What an import that was killed left half done, finished when the project is next opened by somebody who may write."""

from __future__ import annotations

import logging
from pathlib import Path

from workbench.core.errors import Problem, StorageError
from workbench.store.atomic import locked
from workbench.store.places import project_state
from workbench.store.project import Project
from workbench.store.staging import finish_stages, left_stages

_log = logging.getLogger(__name__)


def import_lock(root: Path) -> Path:
    """The file whose lock is the right to lay files down in a project, its folder made."""
    path = project_state(root) / "import.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def finish_import(project: Project) -> None:
    """Lay down the rest of what a killed import had begun to lay down, and throw away what it had not.

    Nothing is done while an import is running. Where it cannot be done, ``left_import`` says so.
    """
    if not left_stages(project.root):
        return
    try:
        with locked(import_lock(project.root), patience=0):
            finish_stages(project.root)
    except (StorageError, OSError) as error:
        _log.info("an import stays unfinished: %s", error)


def left_import(project: Project) -> list[Problem]:
    """What of an import lies there half done."""
    what = "an import is running, or one was ended half way; the next command that may write here finishes it"
    return [Problem(project.shown(path), what) for path in left_stages(project.root)]
