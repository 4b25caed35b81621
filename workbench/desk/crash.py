"""What the program leaves behind when it breaks: a file with the details, and a sentence for the person."""

from __future__ import annotations

import os
from pathlib import Path

from workbench.store.places import state_folder


def write_crash(details: str) -> str:
    """Write the details of an error into the state folder; a sentence that names the file."""
    path: Path = state_folder() / f"crash-{os.getpid()}.txt"
    said = "stopped by an error of its own. What you saw as made is in the journal and comes back at the next start."
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(details, encoding="utf-8", errors="replace")
    except OSError as error:
        return f"{said} (The details could not be written: {error.strerror}.)"
    return f"{said} Please report {path}."
