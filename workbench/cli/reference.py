"""The commands as the Markdown table of the README, made from what ``--help`` says."""

from __future__ import annotations

from collections.abc import Iterator

import click

from workbench.cli.commands import group

SCREEN = ("workbench [PATH]", "", "Open a project, a folder of texts or one text on the screen.")


def command_table() -> str:
    """A row for each command: how it is called, its options, what it does."""
    lines = ["| command | options | does |", "|---|---|---|"]
    with click.Context(group, info_name="workbench", **group.context_settings) as ctx:
        rows = [SCREEN, *_rows(group, ctx)]
    lines += [f"| {_code(call)} | {options} | {does} |" for call, options, does in rows]
    return "\n".join(lines) + "\n"


def _rows(commands: click.Group, ctx: click.Context) -> Iterator[tuple[str, str, str]]:
    for name in commands.list_commands(ctx):
        command = commands.get_command(ctx, name)
        if command is None:
            continue
        with click.Context(command, info_name=name, parent=ctx) as here:
            if isinstance(command, click.Group):
                yield from _rows(command, here)
                continue
            arguments = [piece for piece in command.collect_usage_pieces(here) if piece != command.options_metavar]
            call = " ".join((here.command_path, *arguments))
            yield call, " ".join(_options(command, here)), command.get_short_help_str(200)


def _options(command: click.Command, ctx: click.Context) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            value = "" if parameter.is_flag else f" {parameter.make_metavar(ctx)}"
            yield _code(f"{parameter.opts[0]}{value}")


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")
