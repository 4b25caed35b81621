"""Work beside the keys waits for the first page, and is taken up in the order in which it was asked for."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from tests.tui.journey import journey
from tests.tui.projects import harbour
from workbench.tui.background import Threads


async def test_nothing_begins_before_it_may() -> None:
    tasks: list[asyncio.Task[None]] = []
    done: list[str] = []

    def spawn(work: Coroutine[Any, Any, None]) -> None:
        tasks.append(asyncio.create_task(work))

    threads = Threads(spawn, done.append)
    threads(lambda: "early", done.append)
    assert (threads.running, tasks) == (1, [])
    threads.begin()
    await asyncio.gather(*tasks)
    threads(lambda: "late", done.append)
    threads.begin()
    await asyncio.gather(*tasks)
    assert (threads.running, done, len(tasks)) == (0, ["early", "late"], 2)


async def test_once_the_page_stands_garbage_is_collected_again_and_the_work_is_done(tmp_path: Path) -> None:
    gc.disable()
    try:
        async with journey(harbour(tmp_path)) as person:
            assert not person.app.held
            assert not person.app.threads.running
            assert gc.isenabled()
    finally:
        gc.enable()
