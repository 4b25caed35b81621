"""Writing a text in the person's own editor: ``$VISUAL``, ``$EDITOR``, else vi."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from workbench.core.errors import EditError


def edit_outside(text: str) -> str:
    """The text as it was left in the editor, without line breaks at its end. Raises EditError where that failed."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "note.txt"
            path.write_text(text, encoding="utf-8")
            _run(command, path)
            return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
    except OSError as error:
        raise EditError(f"the note cannot be handed to an editor: {error}; write it here instead") from error


def _run(command: str, path: Path) -> None:
    try:
        subprocess.run([*shlex.split(command), str(path)], check=True)
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        why = f"it ended with {error.returncode}" if isinstance(error, subprocess.CalledProcessError) else error
        raise EditError(f"the editor “{command}” failed: {why}; set EDITOR to one that works") from error
