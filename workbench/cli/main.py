"""Where a call goes: to the screen, or to a command."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.tui.early import EarlyPage

COMMANDS = {
    "init": "making",
    "add": "making",
    "status": "looking",
    "check": "looking",
    "link": "catalogue",
    "entities": "entities",
    "import": "exchange",
    "export": "exchange",
    "review": "review",
    "agree": "agree",
    "diff": "versions",
    "merge": "versions",
    "git-setup": "versions",
    "network": "network",
    "keys": "looking",
}
"""Each command with the module of this package that holds it; everything else that is no option is a PATH."""

INTERRUPTED = 130
COULD_NOT_RUN = 2

_NEAR = 0.65
"""How much of a word must be that of a command (difflib's ratio) for it to be one with a slip."""

_VALUED = ("-C", "--annotator")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program. Returns the exit status: 0 fine, 1 found something wrong, 2 could not run."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if _is_command(arguments):
            return _run(arguments)
        return _open(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - the last resort: the details go into a file, the person gets a sentence
        return _broke()


def _run(arguments: Sequence[str]) -> int:
    """A command; the reviewer's screen begins with its first page, as the other one does."""
    if _without_options(arguments)[:1] == ["review"]:
        from workbench.cli.first_page import first_review_page

        return _with_page(first_review_page, arguments, _command)
    return _command(arguments)


def _command(arguments: Sequence[str], page: EarlyPage | None = None) -> int:
    from workbench.cli.commands import run

    return run(arguments, page)


def _open(arguments: Sequence[str]) -> int:
    """The screen: its first page at once, then everything that takes time to import."""
    if meant := _meant(arguments):
        sys.stderr.write(f"workbench: {meant}\n")
        return COULD_NOT_RUN
    from workbench.cli.first_page import first_page

    return _with_page(first_page, arguments, _screen)


def _screen(arguments: Sequence[str], page: EarlyPage | None) -> int:
    from workbench.cli.screen import open_screen

    return open_screen(arguments, page)


def _with_page(
    first: Callable[[Sequence[str]], EarlyPage | None],
    arguments: Sequence[str],
    screen: Callable[[Sequence[str], EarlyPage | None], int],
) -> int:
    """A screen behind its first page.

    What a start makes is kept, so that collecting garbage would be in vain; ``Stage.warm`` begins with it.
    """
    gc.disable()
    page = first(arguments)
    try:
        return screen(arguments, page)
    finally:
        gc.enable()
        if page is not None:
            page.leave()


def _broke() -> int:
    """An error of the program itself."""
    import traceback

    from workbench.desk.crash import write_crash

    sys.stderr.write(f"workbench: {write_crash(traceback.format_exc())}\n")
    return COULD_NOT_RUN


def _is_command(arguments: Sequence[str]) -> bool:
    rest = _without_options(arguments)
    if rest and rest[0] in COMMANDS:
        return True
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return any(one in ("--help", "-h", "--version") for one in before)


def _meant(arguments: Sequence[str]) -> str:
    """What to say where the PATH is nothing that exists, but nearly a command; "" where it is not so."""
    rest = _without_options(arguments)
    word = rest[0] if rest else ""
    if not word or set(word) & {os.sep, "/", "."} or os.path.lexists(os.path.join(_folder(arguments), word)):
        return ""
    from difflib import get_close_matches

    from workbench.cli.spelling import spelled

    near = get_close_matches(word.lower(), (*COMMANDS, "help", "version"), n=1, cutoff=_NEAR)
    if not near:
        return ""
    option = "--" if near[0] not in COMMANDS else ""
    return spelled(f"there is no file, folder or command “{word}”; did you mean “workbench {option}{near[0]}”?")


def _folder(arguments: Sequence[str]) -> str:
    """The folder of ``-C``."""
    at = list(arguments).index("-C") if "-C" in arguments else len(arguments)
    return arguments[at + 1] if at + 1 < len(arguments) else ""


def _without_options(arguments: Sequence[str]) -> list[str]:
    """The arguments from the first that is neither an option nor an option's value."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-") and arguments[at] != "--":
        at += 2 if arguments[at] in _VALUED else 1
    return list(arguments[at:])
