"""Where a call goes: to the screen, or to a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

COMMANDS = ("init", "add", "status", "check", "link", "entities", "keys")
"""The commands; everything else that is no option is a PATH."""

_VALUED = ("-C", "--annotator")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program. Returns the exit status: 0 fine, 1 found something wrong, 2 could not run."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    rest = _without_options(arguments)
    if (rest and rest[0] in COMMANDS) or any(one in ("--help", "-h", "--version") for one in arguments):
        from workbench.cli.commands import run

        return run(arguments)
    from workbench.cli.screen import open_screen

    return open_screen(arguments)


def _without_options(arguments: Sequence[str]) -> list[str]:
    """The arguments from the first that is neither an option nor an option's value."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-") and arguments[at] != "--":
        at += 2 if arguments[at] in _VALUED else 1
    return list(arguments[at:])
