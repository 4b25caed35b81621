"""A bar on stderr that tells how far a long job is; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
import time

from workbench.cli.spelling import spelled
from workbench.core.width import fit

_WIDTH = 24
_EVERY = 0.1
"""Seconds between two paintings."""
_LINE = 78


class Bar:
    """Progress of one job, painted over itself; ``close`` takes it away."""

    cancelled = False

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._painted = 0.0
        self._dirty = False

    def step(self, done: int, total: int, what: str) -> None:
        """So much is done; painted at most ten times a second."""
        now = time.monotonic()
        if not self._live or now - self._painted < _EVERY:
            return
        self._painted = now
        self._dirty = True
        part = min(1.0, done / total) if total else 0.0
        full = int(part * _WIDTH)
        bar = f"[{'#' * full}{'.' * (_WIDTH - full)}] {part:4.0%}  " if total else ""
        sys.stderr.write(f"\r{fit(spelled(f'{bar}{what}'), _LINE)}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away, so that something else can be said; the next step paints it again."""
        if self._dirty:
            sys.stderr.write(f"\r{' ' * _LINE}\r")
            sys.stderr.flush()
            self._dirty, self._painted = False, 0.0
