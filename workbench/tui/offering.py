"""The names of the roster in the open article, looked for beside the keys and painted faintly until they are decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.core.annotation import Record
from workbench.editor.offered import Offered

if TYPE_CHECKING:
    from workbench.tui.stage import Stage

OFFERED = "the names of the roster"
"""Whose a record is that is only offered."""


class Offering:
    """What is offered in the open article."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._offered = Offered()
        self._waiting: list[Callable[[], None]] = []
        self.elsewhere: Counter[str] = Counter()
        """How often each entity is linked in the project, but for one's own file of this article."""
        self.looking = False
        """Whether the names of the article are still being looked for."""

    def begin(self) -> None:
        """Look for the names of the article that is open now; what was offered in another one is gone."""
        stage, session = self._stage, self._stage.session
        self._offered, self.looking = Offered(), True
        self._waiting.clear()
        desk, text = stage.desk, session.editor.article.text

        def look() -> tuple[Offered, Counter[str]]:
            elsewhere = desk.links_elsewhere(session.editor.article.id)
            found = [(one.span, one.entity_ids) for one in desk.scanner.find(text.slice(0, len(text)))]
            return Offered.of(session.editor, found, lambda ids: _most(ids, elsewhere)), elsewhere

        def show(found: tuple[Offered, Counter[str]]) -> None:
            if stage.session is session:
                (self._offered, self.elsewhere), self.looking = found, False
                self.show()
                for then in self._waiting:
                    then()
                self._waiting.clear()

        stage.in_background(look, show)

    def when_found(self, then: Callable[[], None]) -> None:
        """Do something once the names are found."""
        self._waiting.append(then)

    def show(self) -> None:
        """Paint what is still to be decided; a step may have covered an offer, refused it, or opened it again."""
        if self._offered.records:
            self._stage.view.show_offers(self.open())

    def record(self, record_id: str) -> Record | None:
        """An offer by its id."""
        return self._offered.records.get(record_id)

    def open(self) -> Sequence[Record]:
        """What is still to be decided, in the order of the text."""
        return self._offered.open(self._stage.editor.state)

    def alike(self, record: Record) -> list[Record]:
        """The open offers of the entity of this one."""
        return self._offered.alike(record, self._stage.editor.state)

    def times_linked(self, entity_id: str) -> int:
        """How often an entity is linked in the project, one's own unsaved links among them."""
        return self.elsewhere[entity_id] + max(0, self._stage.editor.nearby.used[entity_id])


def _most(ids: Sequence[str], counts: Counter[str]) -> str:
    """The one that is linked more often than each of the others; "" where there is no such one."""
    (first, often), (_, less) = Counter({one: counts[one] for one in ids}).most_common(2)
    return first if often > less else ""
