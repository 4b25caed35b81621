"""Long work beside the keys: on a thread of its own, under a sheet that shows how far it is and takes a cancel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from workbench.core.errors import WorkbenchError
from workbench.core.progress import Progress
from workbench.tui.canvas import words
from workbench.tui.saving import Spawn
from workbench.tui.sheet import RowOfRoles
from workbench.tui.stage import Stage

_Result = TypeVar("_Result")

_EVERY = 0.1
"""Seconds between two looks at how far the work is."""


class Job:
    """How far the work is, told by its thread, and whether it should stop, told by the keys."""

    def __init__(self) -> None:
        self.done, self.total, self.what = 0, 0, ""
        self.cancelled = False

    def step(self, done: int, total: int, what: str) -> None:
        """So much is done."""
        self.done, self.total, self.what = done, total, what

    @property
    def share(self) -> float:
        """The part that is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class JobSheet:
    """The bar of one job."""

    context = "job"

    def __init__(self, title: str, job: Job, cancel: Callable[[], None], key: str) -> None:
        self.title = title
        self.job = job
        self._cancel = cancel
        self._key = key

    def typed(self, text: str) -> bool:
        """Nothing can be typed here."""
        return False

    def command(self, command_id: str, count: int) -> bool:
        """Cancel."""
        if command_id == "job.cancel":
            self._cancel()
        return command_id == "job.cancel"

    def caret(self) -> tuple[int, int] | None:
        """At the bar."""
        return 1, 1

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The bar, what is in hand, and the key that stops it."""
        room = max(10, min(50, width - 10))
        full = int(self.job.share * room)
        return [
            [],
            [(" ", "text"), ("█" * full + "░" * (room - full), "accent"), (f" {self.job.share:4.0%}", "text")],
            [(f" {words(self.job.what)}", "dim")],
            [(f" {self._key}", "key"), (" stops it", "text")],
        ]


class Jobs:
    """Runs one job at a time."""

    def __init__(self, stage: Stage, spawn: Spawn) -> None:
        self._stage = stage
        self._spawn = spawn
        self._running: Job | None = None

    def run(self, title: str, work: Callable[[Progress], _Result], then: Callable[[_Result], None]) -> None:
        """Do ``work`` on a thread; hand what it gives to ``then``, unless it was cancelled."""
        job = Job()

        def cancel() -> None:
            self.cancel()
            self._stage.pop()
            self._stage.say("stopped; nothing is changed")

        sheet = JobSheet(title, job, cancel, self._stage.key("job.cancel"))
        self._running = job
        self._stage.push(sheet)
        self._spawn(self._attend(job, sheet, work, then))

    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._running is not None:
            self._running.cancelled = True
            self._running = None

    async def _attend(
        self, job: Job, sheet: JobSheet, work: Callable[[Progress], _Result], then: Callable[[_Result], None]
    ) -> None:
        thread = asyncio.ensure_future(asyncio.to_thread(work, job))
        while not thread.done():
            await asyncio.wait({thread}, timeout=_EVERY)
            if not job.cancelled and sheet in self._stage.sheets:
                self._stage.repaint_sheet()
        try:
            result = thread.result()
        except WorkbenchError as error:
            self._end(job, sheet)
            self._stage.say(str(error), error=True)
            return
        if job.cancelled:
            return
        self._end(job, sheet)
        try:
            then(result)
        except WorkbenchError as error:
            self._stage.say(str(error), error=True)
        self._stage.repaint_sheet()

    def _end(self, job: Job, sheet: JobSheet) -> None:
        if self._running is job:
            self._running = None
        if sheet in self._stage.sheets:
            self._stage.sheets.remove(sheet)
            self._stage.on_sheets()
