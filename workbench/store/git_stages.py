"""What git itself still knows of a merge that it left undecided: the common ancestor, in its index."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SECONDS = 10


def ancestor(path: Path) -> bytes | None:
    """The bytes that both sides of an undecided file began with (stage 1 of git's index).

    None where git is not there, the file is in none of its folders, or it was told already that the file is settled.
    """
    command = ["git", "cat-file", "blob", f":1:./{path.name}"]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command,
            cwd=path.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
