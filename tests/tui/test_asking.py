from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.core.errors import StorageError, WorkbenchError
from workbench.tui.asking import Asker


class Later:
    """Work that is done when a test says so."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def __call__(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.jobs.append((work, then))

    def finish(self) -> None:
        """The oldest job is done and taken up."""
        work, then = self.jobs.pop(0)
        then(work())


def test_of_many_questions_the_newest_is_answered_and_one_runs_at_a_time() -> None:
    later, asked, answers = Later(), list[str](), list[object]()

    def search(question: str) -> str:
        asked.append(question)
        return question.upper()

    asker = Asker(later, search, answers.append)
    for question in ("h", "ha", "haf", "haft"):
        asker.ask(question)
        assert len(later.jobs) == 1
    later.finish()
    assert answers == []
    later.finish()
    assert (asked, answers, later.jobs) == (["h", "haft"], ["HAFT"], [])
    asker.ask("x")
    later.finish()
    assert answers == ["HAFT", "X"]


def test_a_search_that_fails_is_an_answer_and_the_next_one_is_asked() -> None:
    later, answers = Later(), list[object]()

    def search(question: str) -> str:
        raise StorageError("the disk is gone")

    asker = Asker(later, search, answers.append)
    asker.ask("a")
    later.finish()
    asker.ask("b")
    later.finish()
    assert [isinstance(one, WorkbenchError) for one in answers] == [True, True]
