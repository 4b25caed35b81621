"""Questions that are typed faster than they are answered: one is asked at a time, and only the newest answer counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from workbench.core.errors import WorkbenchError
from workbench.tui.background import Background

T = TypeVar("T")


class Asker(Generic[T]):
    """Asks beside the keys. A question that comes while another is being answered waits, and a newer one takes its place."""

    def __init__(
        self, background: Background, search: Callable[[str], T], answer: Callable[[T | WorkbenchError], None]
    ) -> None:
        self._background = background
        self._search = search
        self._answer = answer
        self._newest = ""
        self._busy = False

    def ask(self, question: str) -> None:
        """Ask; the answer comes later, unless a newer question comes before it."""
        self._newest = question
        if not self._busy:
            self._next()

    def _next(self) -> None:
        question, self._busy = self._newest, True
        self._background(lambda: self._found(question), lambda found: self._came(question, found))

    def _found(self, question: str) -> T | WorkbenchError:
        try:
            return self._search(question)
        except WorkbenchError as error:
            return error

    def _came(self, question: str, found: T | WorkbenchError) -> None:
        self._busy = False
        if question == self._newest:
            self._answer(found)
        else:
            self._next()
