"""What coders noted or asked, and the reviewer's answers."""

from __future__ import annotations

from workbench.core.errors import EditError, FileError
from workbench.desk.learning import remarks
from workbench.editor.labels import Labels
from workbench.review.fingerprint import source_key
from workbench.review.questions import Asked, answered, asked
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.moving import Command
from workbench.tui.noting import ask_note
from workbench.tui.review_stage import ReviewStage


class Answering:
    """See the module's docstring."""

    def __init__(self, stage: ReviewStage) -> None:
        self.stage = stage

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {"item.notes": lambda _: self._list()}

    def _asked(self) -> list[Asked]:
        stage = self.stage
        noted: dict[str, list[tuple[str, str]]] = {}
        for name in stage.gold.files:
            try:
                rows = remarks(stage.desk.project, name, stage.editor.article.id)
            except FileError as error:
                stage.say(str(error), error=True)
                continue
            noted[name] = [(one.about, one.note) for one in rows]
        return asked(list(stage.gold.files.items()), stage.review.gold, noted)

    def _list(self) -> None:
        """All notes; Enter answers, or goes to the item where nothing is decided yet."""
        stage = self.stage
        found = self._asked()
        if not found:
            raise EditError("nobody noted or asked anything here")
        waiting = sum(not one.answer for one in found)
        items = [Item(self._line(one), self._detail(one), one) for one in found]

        def accept(chosen: list[object]) -> None:
            stage.pop()
            if isinstance(chosen[0], Asked):
                self._answer(chosen[0])

        stage.push(ListSheet(f"notes {len(found)} · {waiting} without an answer", items, accept, stage.pop))

    def _line(self, one: Asked) -> str:
        who = "" if self.stage.review.blind else f"{one.annotator}: "
        return f"{who}{one.note}"

    def _detail(self, one: Asked) -> str:
        stage = self.stage
        state = stage.gold.files[one.annotator] if one.record is not None else stage.review.gold
        record = one.record or one.gold
        what = Labels(state, stage.desk.codebook, stage.desk.catalogue).line(record) if record is not None else ""
        said = f"answer: {one.answer}" if one.answer else "no answer yet" if one.decided else "not decided yet"
        return f"{said} · {what}"

    def _answer(self, one: Asked) -> None:
        stage = self.stage
        if not one.decided and one.record is not None:
            self._go(source_key(one.annotator, one.record.id))
            return

        def accept(text: str) -> None:
            if text != one.answer:
                step = stage.gold.follow(lambda: stage.review.settle(answered(stage.review.gold, one, text)))
                stage.took(step, said="answered; the coder will read it")

        ask_note(stage, f"answer to: {one.note}", one.answer, accept, "the coder will read it")

    def _go(self, source: str) -> None:
        stage = self.stage
        item = next((one for one in stage.review.items if source in one.key.split("+")), None)
        if item is None:
            raise EditError("the item is not among those shown; accept what agrees, or change the filter")
        stage.review.go(item.key)
        stage.restand()
        stage.go_to_item()
        stage.say(f"decide on it; {stage.key('item.note')} gives the decision a note, which is the answer")
