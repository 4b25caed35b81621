"""The command line as a whole: the options before a command, which commands there are, and how a call ends."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench import __version__
from workbench.cli.main import COMMANDS, INTERRUPTED
from workbench.cli.printing import out, prepare, quiet_end, say
from workbench.cli.spelling import spelled
from workbench.core.errors import UsageError, WorkbenchError

if TYPE_CHECKING:
    from workbench.store.project import Project
    from workbench.tui.early import EarlyPage

BROKEN_PIPE = 141
"""What a shell reports for a program that died because nobody reads its output."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options before the command."""

    folder: str
    annotator: str
    page: EarlyPage | None = None
    """The first page of the reviewer's screen, where it stands already."""

    @property
    def given(self) -> Path:
        """The folder of ``-C``, else the current one."""
        return Path(self.folder or ".")

    def project(self) -> Path:
        """Where the project is. Raises UsageError where none is named and none lies around the current folder."""
        found = self.project_or_none()
        if found is None:
            raise UsageError(
                "no project lies around this folder; name one with -C DIR, or make one: workbench init DIR"
            )
        return found

    def to_write(self) -> Project:
        """The project, opened for a command that writes. Raises UsageError, FileError."""
        from workbench.desk.unfinished import finish_import, left_import
        from workbench.store.project import open_project

        project, _ = open_project(self.project())
        finish_import(project)
        for problem in left_import(project):
            say(f"workbench: {problem}")
        return project

    def project_or_none(self) -> Path | None:
        """Where the project is; None where none is named and none lies around the current folder."""
        from workbench.store.project import surrounding

        return Path(self.folder) if self.folder else surrounding(Path.cwd())


class _Help(click.HelpFormatter):
    """Help as this terminal spells it."""

    def getvalue(self) -> str:
        text = super().getvalue()
        return "\n".join(map(spelled, text.split("\n"))) if sys.stdout.isatty() else text


class _Commands(click.Group):
    """The commands, each module of them imported when one of its commands is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"workbench.cli.{COMMANDS[cmd_name]}")
        found = getattr(module, cmd_name.replace("-", "_"))
        return found if isinstance(found, click.Command) else None


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[PATH | COMMAND [ARGS]...]",
    options_metavar="[-C DIR] [--annotator NAME]",
)
@click.option("-C", "folder", metavar="DIR", default="", help="The project; else the one around the current folder.")
@click.option("--annotator", metavar="NAME", default="", help="Who is working; else as your settings say.")
@click.option("--version", is_flag=True, help="Print the version and end.")
@click.pass_context
def group(ctx: click.Context, folder: str, annotator: str, version: bool) -> None:
    """Annotate actors, stances and claims in articles, from the keyboard.

    With a PATH (a project, a folder of texts, or one text), or with nothing at all, the screen opens. A PATH that is
    spelled like a command is written ./check. With a COMMAND, data goes to stdout and talk to stderr; the exit status
    is 0 (fine), 1 (found something wrong) or 2 (could not run).
    """
    ctx.obj = Asked(folder, annotator, ctx.obj)


def run(arguments: Sequence[str], page: EarlyPage | None = None) -> int:
    """Run one command. Returns the exit status; no error that a person can mend shows a traceback.

    ``page`` is the first page of the reviewer's screen where it stands on the terminal already.
    """
    prepare()
    click.Context.formatter_class = _Help
    try:
        status = _invoke(list(arguments), page)
        sys.stdout.flush()
    except click.ClickException as error:
        hint = f" (see {error.ctx.command_path} --help)" if isinstance(error, click.UsageError) and error.ctx else ""
        return _failed(f"{error.format_message()}{hint}", page)
    except WorkbenchError as error:
        return _failed(str(error), page)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        quiet_end()
        return BROKEN_PIPE
    except OSError as error:
        quiet_end()
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}", page)
    return status


def _invoke(arguments: list[str], page: EarlyPage | None) -> int:
    if _wants_version(arguments):
        out(f"workbench {__version__}")
        return 0
    try:
        with group.make_context("workbench", arguments, obj=page) as ctx:
            result = group.invoke(ctx)
    except click.exceptions.Exit as end:
        return end.exit_code
    return result if isinstance(result, int) else 0


def _wants_version(arguments: Sequence[str]) -> bool:
    """``--version`` before any command counts, wherever it stands among the options."""
    for one in arguments:
        if one in COMMANDS or one == "--":
            return False
        if one == "--version":
            return True
    return False


def _failed(what: str, page: EarlyPage | None) -> int:
    if page is not None:
        page.leave()
    say(f"workbench: {what}")
    return 2
