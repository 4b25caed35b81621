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


class ReviewCall:
    """What a call of ``review`` asks for, where it is spelled without a mistake; what is left out is empty."""

    def __init__(self, arguments: Sequence[str]) -> None:
        """Raises ValueError for a call that asks for something else; whatever is wrong, the command itself says."""
        at = arguments.index("review")
        self.folder, self.annotator, path = parse_call(arguments[:at])
        if path:
            raise ValueError("no review")
        self.article = ""
        self.blind = self.with_suggestions = False
        self.only: tuple[str, ...] = ()
        rest = list(arguments[at + 1 :])
        while rest:
            self._take(rest.pop(0), rest)

    def _take(self, one: str, rest: list[str]) -> None:
        if one == "--blind":
            self.blind = True
        elif one == "--with-suggestions":
            self.with_suggestions = True
        elif (one == "--annotators" and rest) or one.startswith("--annotators="):
            names = rest.pop(0) if one == "--annotators" else one.partition("=")[2]
            self.only = tuple(name.strip() for name in names.split(",") if name.strip())
        elif one.startswith("-") or self.article:
            raise ValueError("no review")
        else:
            self.article = one


def cursor_can_be_placed(term: str) -> bool:
    """Whether a terminal with this TERM can show a screen."""
    return term not in ("", "dumb", "unknown") or os.name != "posix"
