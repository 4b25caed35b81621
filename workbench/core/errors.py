"""What can go wrong, said in words that name the file, the place and the cure.

A ``WorkbenchError`` stops what was asked for. A ``Problem`` is one finding of a check; many can be shown together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``path: record: key: what``; parts that do not apply are empty."""

    path: str
    what: str
    record: str = ""
    key: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.record, self.key, self.what) if part)


class WorkbenchError(Exception):
    """Anything that the program can explain to the person; ``str()`` of it is one line without a traceback."""


class FileError(WorkbenchError):
    """A file cannot be read as what it should be; it is shown as broken and never overwritten."""

    def __init__(self, path: str, what: str, *, record: str = "", key: str = "") -> None:
        self.problem = Problem(path, what, record, key)
        super().__init__(str(self.problem))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a check lists: the problem, or each of several that make the file unreadable."""
        return (self.problem,)


class StorageError(WorkbenchError):
    """A file cannot be written (full disk, read-only folder, no permission); the work is still in memory."""


class ConflictError(WorkbenchError):
    """A file changed underneath in a way that only a person can decide."""


class EditError(WorkbenchError):
    """An edit breaks a rule of the codebook or of the article; nothing was changed."""


class UsageError(WorkbenchError):
    """The command line or a setting asks for something that does not exist."""


def in_a_sentence(what: str) -> str:
    """What another library says, as the middle of a sentence: its first letter small, but for that of an acronym."""
    return what if what[1:2].isupper() else what[:1].lower() + what[1:]
