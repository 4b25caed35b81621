"""My review: a coder steps through what the gold has otherwise, with the reasons, or answers first and then sees it.

All logic of that page without a widget. A practice question is about the first thing that differs: a value is chosen from
all values of its slot, anything else from the two versions, which stand in an order that gives nothing away.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook, Slot
from workbench.core.errors import EditError
from workbench.review.feedback import Feedback, feedback
from workbench.review.fingerprint import split_source


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question with its answers: the values of ``slot``, or (no slot) records, None for “there is none here”."""

    slot: Slot | None
    answers: tuple[str | Record | None, ...]
    right: int
    """Which answer the gold gives, from 0."""


class Lesson:
    """What the gold of one article has otherwise than one coder, and where the coder stands in it."""

    def __init__(self, gold: Annotations, mine: Annotations, codebook: Codebook, *, practice: bool = False) -> None:
        self.gold = gold
        self.mine = mine
        self.practice = practice
        """Whether the gold is hidden until the coder answers."""
        self.items = feedback(gold, mine, codebook)
        self._codebook = codebook
        self._index = 0
        self._answers: dict[int, int] = {}

    @property
    def current(self) -> Feedback | None:
        """Where the coder stands; None where nothing differs."""
        return self.items[self._index] if self.items else None

    @property
    def position(self) -> tuple[int, int]:
        """(number of the current difference from 1, how many there are); (0, 0) where there is none."""
        return (self._index + 1, len(self.items)) if self.items else (0, 0)

    def move(self, by: int) -> bool:
        """Go on or back by so many; whether that led anywhere."""
        before = self._index
        self._index = max(0, min(self._index + by, len(self.items) - 1))
        return self._index != before

    @property
    def hidden(self) -> bool:
        """Whether the gold is still to be guessed here."""
        return self.practice and self.current is not None and self._index not in self._answers

    @property
    def answered(self) -> int | None:
        """The answer that was given here, from 0."""
        return self._answers.get(self._index)

    @property
    def score(self) -> tuple[int, int]:
        """(right answers, all answers)."""
        right = sum(self._exercise(self.items[at]).right == answer for at, answer in self._answers.items())
        return right, len(self._answers)

    @property
    def exercise(self) -> Exercise:
        """The question about the current difference. Raises EditError where there is none."""
        if self.current is None:
            raise EditError("the gold and you agree here")
        return self._exercise(self.current)

    def answer(self, number: int) -> bool:
        """Give the answer with this number, from 1; whether it is what the gold says. The first one counts.

        Raises EditError where nothing is asked, or where there is no such answer.
        """
        if not self.practice:
            raise EditError("nothing is asked; the gold is shown")
        exercise = self.exercise
        if not 1 <= number <= len(exercise.answers):
            raise EditError(f"there is no answer {number} here")
        if self.answered is not None:
            raise EditError("you have answered this")
        self._answers[self._index] = number - 1
        return exercise.right == number - 1

    def _exercise(self, one: Feedback) -> Exercise:
        if one.mine is not None and one.gold is not None:
            layer = self._codebook.layer(one.layer)
            first = next((layer.by_name[found.slot] for found in one.disagreements if found.slot), None)
            given = one.gold.text(first.name) if first is not None else ""
            if first is not None and first.type == "attribute" and given in first.values:
                return Exercise(first, first.values, first.values.index(given))
        answers = sorted((one.mine, one.gold), key=_shuffled)
        return Exercise(None, tuple(answers), answers.index(one.gold))


def _shuffled(record: Record | None) -> str:
    """An order that is always the same and says nothing."""
    content = repr((record.layer, record.parts, sorted(record.values.items()))) if record else "none"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Day:
    """What was decided on one day about a coder's work: how many things, and in how many of them the gold is theirs."""

    date: str
    decided: int
    same: int

    @property
    def share(self) -> float:
        """The part that is the coder's, 0 to 1."""
        return self.same / self.decided


def over_time(pairs: Iterable[tuple[Annotations, Annotations]], codebook: Codebook) -> list[Day]:
    """How far the gold and a coder agree, by the day of the decision, from (gold, the coder's file) of articles.

    A thing is a decided record of the gold, or a group with a record of the coder of which none was right. What was never
    decided on a day (a gold without decisions) does not count.
    """
    decided: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    for gold, mine in pairs:
        decided.update(one.decision.date for one in gold.records.values() if one.decision)
        me = mine.header.annotator
        refused = {one for one in gold.header.rejected if any(split_source(source)[0] == me for source in one.sources)}
        decided.update(one.date for one in refused)
        differ.update(_dates(feedback(gold, mine, codebook)))
        differ.update(one.date for one in refused)
    days = sorted(date for date in decided if date)
    return [Day(date, decided[date], max(0, decided[date] - differ[date])) for date in days]


def _dates(found: Sequence[Feedback]) -> Iterable[str]:
    """The day of each gold record that differs, none twice."""
    return {one.gold.id: one.date for one in found if one.gold is not None}.values()
