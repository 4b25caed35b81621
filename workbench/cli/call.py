"""What a call of the screen asks for; read before anything is imported that takes time."""

from __future__ import annotations

import os
from collections.abc import Sequence

USAGE = "workbench [-C DIR] [--annotator NAME] [PATH]"


def parse_call(arguments: Sequence[str]) -> tuple[str, str, str]:
    """Folder, annotator and path, each "" where it is left out. Raises ValueError with what is wrong with the call."""
    folder = annotator = path = ""
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if one in ("-C", "--annotator"):
            if not rest:
                raise ValueError(f"{one} needs a value: {USAGE}")
            value = rest.pop(0)
            folder, annotator = (value, annotator) if one == "-C" else (folder, value)
        elif one.startswith("--annotator="):
            annotator = one.partition("=")[2]
        elif one == "--" and rest:
            path = rest.pop(0)
        elif one.startswith("-"):
            raise ValueError(f"there is no option {one}: {USAGE}; workbench --help lists everything")
        elif path:
            raise ValueError(f"one PATH at a time: {USAGE}")
        else:
            path = one
    return folder, annotator, path


def cursor_can_be_placed(term: str) -> bool:
    """Whether a terminal with this TERM can show a screen."""
    return term not in ("", "dumb", "unknown") or os.name != "posix"
