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


def threaded(spawn: Spawn, failed: Callable[[str], None]) -> Background:
    """Work on threads of a running loop; an error that a person can mend goes to ``failed``."""

    def background(work: Callable[[], T], then: Callable[[T], None]) -> None:
        async def go() -> None:
            try:
                found = await asyncio.to_thread(work)
            except WorkbenchError as error:
                failed(str(error))
                return
            then(found)

        spawn(go())

    return background
