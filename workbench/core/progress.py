"""How a long job tells how far it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Given to a job by whoever shows its progress."""

    def step(self, done: int, total: int, what: str) -> None:
        """So much is done; ``what`` is in hand now."""

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop; the job then ends at the next step and leaves nothing half done."""


class Quiet:
    """Nobody is watching, nobody cancels."""

    cancelled = False

    def step(self, done: int, total: int, what: str) -> None:
        """Nothing is shown."""
