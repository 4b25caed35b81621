"""How a command tells on stderr how far a long job is."""

from __future__ import annotations

import sys

import click


class Told:
    """Tells on stderr how far a job is, where that is a terminal; ctrl+c ends it like any command."""

    cancelled = False

    def __init__(self) -> None:
        self._shown = -1

    def step(self, done: int, total: int, what: str) -> None:
        """Show the share that is done, each time that it is another percent."""
        percent = 100 * done // total if total else 100
        if percent != self._shown and sys.stderr.isatty():
            self._shown = percent
            click.echo(f"\r{'#' * (percent // 5):.<20} {percent:3} %", err=True, nl=False)

    def end(self) -> None:
        """Take the bar away."""
        if self._shown >= 0:
            click.echo("\r" + " " * 26 + "\r", err=True, nl=False)
