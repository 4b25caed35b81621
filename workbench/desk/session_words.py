"""What a session says, in words that depend on a number."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.merge import Conflict


def records(count: int) -> str:
    """``3 records``."""
    return f"{count} record{'s' * (count != 1)}"


def changes(count: int) -> str:
    """``3 unsaved changes``."""
    return f"{count} unsaved change{'s' * (count != 1)}"


def choose(conflicts: Sequence[Conflict]) -> str:
    """That somebody has to choose."""
    return f"{records(len(conflicts))} changed both here and in the file; choose"
