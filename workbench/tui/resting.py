"""What waits until the hands rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

REST = 0.25
"""Seconds after the last key until what is beside the text follows it."""

KEEP = 2.0
"""Seconds after the last key until the place and what is open are kept, for an end that nobody can announce."""


class Resting:
    """Does something soon after the last key, and something else when nobody has typed for longer."""

    def __init__(self, soon: Callable[[], object], later: Callable[[], object]) -> None:
        self._soon = soon
        self._later = later
        self._timers: list[asyncio.TimerHandle] = []

    def begin(self, *, at_once: bool) -> None:
        """A key was pressed. ``at_once``: nobody waits for what happens soon, and nothing is kept later."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        if at_once:
            self._soon()
            return
        loop = asyncio.get_running_loop()
        self._timers = [loop.call_later(REST, self._soon), loop.call_later(KEEP, self._later)]
