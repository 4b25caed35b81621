"""Work that takes longer than a key may: done on another thread, what comes of it taken up between two keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from workbench.core.errors import WorkbenchError

T = TypeVar("T")

Spawn = Callable[[Coroutine[Any, Any, None]], None]


class Background(Protocol):
    """Does ``work``, which touches nothing of the screen, and calls ``then`` with what came of it."""

    def __call__(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """See the class."""


class Threads:
    """Work on threads of a running loop, from ``begin`` on; an error that a person can mend goes to ``failed``."""

    def __init__(self, spawn: Spawn, failed: Callable[[str], None]) -> None:
        self._spawn = spawn
        self._failed = failed
        self._waiting: list[Callable[[], Coroutine[Any, Any, None]]] | None = []
        self.running = 0
        """How many pieces of work are not taken up yet."""

    def __call__(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """See ``Background``."""

        async def go() -> None:
            try:
                then(await self._done(work))
            except WorkbenchError as error:
                self._failed(str(error))

        self.running += 1
        if self._waiting is None:
            self._spawn(go())
        else:
            self._waiting.append(go)

    def begin(self) -> None:
        """The first page stands: what was asked for until then no longer holds it up."""
        waiting, self._waiting = self._waiting or [], None
        for one in waiting:
            self._spawn(one())

    async def _done(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(work)
        finally:
            self.running -= 1


class Tasks:
    """Runs things beside the keys; an error in one goes to ``failed``, which ends the program like any other."""

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._failed = failed
        self._running: set[asyncio.Task[None]] = set()

    def __call__(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin one."""

        async def guarded() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001
                self._failed(error)

        task = asyncio.create_task(guarded())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
