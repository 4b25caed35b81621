"""The one writer of files: it waits until something changed, then saves the newest state, one save at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from workbench.core.errors import ConflictError, FileError, StorageError
from workbench.desk.session import Session

PAUSE = 0.2
"""Seconds between a change and its save, so that a burst of changes is one save."""


class Writer:
    """Saves a session in the background."""

    def __init__(self, session: Callable[[], Session], shown: Callable[[str, bool], None]) -> None:
        self._session = session
        self._shown = shown
        self._wanted = asyncio.Event()
        self._writing = asyncio.Lock()

    def wake(self) -> None:
        """Something changed."""
        self._wanted.set()

    async def run(self) -> None:
        """Save whenever something changed, until cancelled."""
        while True:
            await self._wanted.wait()
            await asyncio.sleep(PAUSE)
            self._wanted.clear()
            await self.save()

    async def save(self) -> bool:
        """Save now; whether everything shown is on disk. What happened is told to ``shown``."""
        async with self._writing:
            session = self._session()
            said, error = "", False
            try:
                while not session.saved and not session.conflicts:
                    try:
                        await asyncio.to_thread(session.write, session.snapshot())
                    except ConflictError:
                        said = session.take_over()
            except (StorageError, FileError) as problem:
                session.trouble, error = str(problem), True
                said = f"{problem} · your work is kept in the journal; save again when it is mended"
            self._shown(said, error)
            return session.saved


SAVED_WIDTH = 6
"""The cells that the usual words take, so that from one to the other nothing else moves."""


def saved_words(session: Session) -> str:
    """How far what is shown is on disk, as the title says it."""
    if session.trouble and not session.saved:  # where only the journal cannot be written, what is saved is
        return "NOT SAVED"
    if session.conflicts:
        return "undecided"
    return "read-only" if session.read_only else "saved" if session.saved else "saving"
