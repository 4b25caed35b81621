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
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "note.txt"
        path.write_text(text, encoding="utf-8")
        try:
            subprocess.run([*shlex.split(command), str(path)], check=True)
        except (OSError, subprocess.CalledProcessError, ValueError) as error:
            raise EditError(f"the editor “{command}” failed: {error}; set EDITOR to one that works") from error
        return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
