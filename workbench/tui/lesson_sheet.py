"""One difference between a coder and the gold, as it stands beside the text; in practice the question comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook
from workbench.core.entity import Catalogue
from workbench.core.width import fit
from workbench.editor.labels import Labels
from workbench.review.feedback import Feedback
from workbench.review.fingerprint import source_key
from workbench.review.item import GOLD, Item, Version
from workbench.review.lesson import Lesson
from workbench.tui.canvas import words
from workbench.tui.sheet import RowOfRoles, wrapped
from workbench.tui.versions_view import Shown, rows

YOU = "you"


class LessonSheet:
    """Paints the current difference of a lesson; ``act`` takes its commands."""

    context = "lesson"

    def __init__(
        self, lesson: Lesson, codebook: Codebook, catalogue: Catalogue, act: Callable[[str, int], bool]
    ) -> None:
        self.lesson = lesson
        self.note = ""
        """What the coder noted on the current difference."""
        self.score = (0, 0)
        """Right answers and all answers, over all articles."""
        self._codebook = codebook
        self._catalogue = catalogue
        self._act = act

    @property
    def title(self) -> str:
        """Where one is, and in practice how many answers were right."""
        number, count = self.lesson.position
        right = f"{self.score[0]} of {self.score[1]} right" if self.score[1] else "practice"
        practice = f" · {right}" if self.lesson.practice else ""
        return f"my review · {number} of {count}{practice}"

    def typed(self, text: str) -> bool:
        """Nothing can be typed here."""
        return False

    def command(self, command_id: str, count: int) -> bool:
        """Everything that this page can do."""
        return self._act(command_id, count)

    def caret(self) -> tuple[int, int] | None:
        """At the difference."""
        return 0, 0

    def rows(self, width: int, height: int) -> list[RowOfRoles]:
        """The question where the gold is hidden; else the two versions with what the reviewer said."""
        current = self.lesson.current
        if current is None:
            return [[(" the gold and you agree here", "text")]]
        if self.lesson.hidden:
            return self._question(current, width)
        return rows(self._shown(current), width, height)

    # The gold is hidden

    def _question(self, current: Feedback, width: int) -> list[RowOfRoles]:
        exercise = self.lesson.exercise
        found: list[RowOfRoles] = [[(fit(f" {current.layer} · what does the gold say?", width), "bar")]]
        if exercise.slot is not None and current.mine is not None:
            quote = words(self._labels(self.lesson.mine).quote(current.mine))
            found += [[(f" {part}", "dim")] for part in wrapped(quote, width - 2)]
            found.append([(f" {words(exercise.slot.label)}", "title")])
        for number, answer in enumerate(exercise.answers, 1):
            said = answer if isinstance(answer, str) else self._whole(answer)
            for place, part in enumerate(wrapped(said, max(8, width - 4))):
                found.append([(f" {number} " if place == 0 else "   ", "key"), (part, "text")])
        return found

    def _whole(self, record: Record | None) -> str:
        if record is None:
            return "none is right here"
        state = self.lesson.mine if self.lesson.mine.records.get(record.id) is record else self._gold()
        labels = self._labels(state)
        slots = self._codebook.layer(record.layer).slots
        given = ((slot.label, words(labels.value(record, slot))) for slot in slots)
        return " · ".join(f"{label}: {value}" for label, value in given if value)

    # The gold is shown

    def _shown(self, current: Feedback) -> Shown:
        both = ((YOU, current.mine), (GOLD, current.gold))
        records = {name: record for name, record in both if record is not None}
        versions = tuple(Version((name,), record) for name, record in records.items())
        item = Item("", current.layer, "open", records, versions, current.disagreements, 0.0, (0, 0, 0))
        kinds = ", ".join(sorted(item.kinds))
        how = " · ".join(
            one for one in ("taken" if current.decision == "take" else current.decision, current.date) if one
        )
        heading = " · ".join(one for one in (current.layer, kinds, how) if one)
        names = tuple(version.annotators[0] for version in versions)
        layer = self._codebook.layer(current.layer)
        return Shown(item, layer, heading, names, self._labels_of, tuple(self._notes(current)))

    def _labels_of(self, version: Version) -> Labels:
        return self._labels(self._gold() if version.of_gold else self.lesson.mine)

    def _gold(self) -> Annotations:
        """The gold, with the coder's records that stand in it for what is not decided yet."""
        gold, mine = self.lesson.gold, self.lesson.mine
        stand_ins = {source_key(mine.header.annotator, one.id): one for one in mine.records.values()}
        return Annotations(gold.header, {**stand_ins, **gold.records})

    def _labels(self, state: Annotations) -> Labels:
        return Labels(state, self._codebook, self._catalogue)

    def _notes(self, current: Feedback) -> Sequence[str]:
        found: list[str] = []
        if self.lesson.answered is not None and self.lesson.practice:
            right = self.lesson.exercise.right == self.lesson.answered
            found.append(
                f"your answer was {self.lesson.answered + 1}: {'right' if right else 'the gold says otherwise'}"
            )
        if current.gold is None:
            found.append("the gold has none here")
        elif current.mine is None:
            found.append("you have none here")
        if current.reason:
            found.append(f"reason: {current.reason}")
        if current.note:
            found.append(f"the reviewer: {current.note}")
        if self.note:
            found.append(f"your note: {self.note}")
        return found
