"""The names of the roster in the open article, looked for beside the keys and painted faintly until they are decided on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.core.annotation import Record, Refused
from workbench.core.edit import Edit
from workbench.core.span import Span
from workbench.editor.offered import Offered, refusal
from workbench.tui.spare_memory import give_back_memory

if TYPE_CHECKING:
    from workbench.tui.stage import Stage

OFFERED = "offered: a name of the roster"
"""Whose a record is that is only offered."""


class Offering:
    """What is offered in the open article."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._offered = Offered()
        self._shown: dict[str, Record] = {}
        self._refused: tuple[Refused, ...] = ()
        self._waiting: list[Callable[[], None]] = []
        self.elsewhere: Counter[str] = Counter()
        """How often each entity is linked in the project, but for one's own file of this article."""
        self.looking = False
        """Whether the names of the article are still being looked for."""

    def begin(self) -> None:
        """Look for the names of the article that is open now; what was offered in another one is gone."""
        stage, session = self._stage, self._stage.session
        if self.record(stage.current) is not None:
            stage.point("")
        self._offered, self.looking = Offered(), True
        self._show({})
        self._waiting.clear()
        desk, text = stage.desk, session.editor.article.text

        def look() -> tuple[Offered, Counter[str]]:
            elsewhere = desk.links_elsewhere(session.editor.article.id)
            scanner = desk.scanner
            names = [] if scanner.empty else scanner.find(text.slice(0, len(text)))
            found = [(one.span, one.entity_ids) for one in names]
            offered = Offered.of(session.editor, found, lambda ids: _most(ids, elsewhere))
            give_back_memory()
            return offered, elsewhere

        def show(found: tuple[Offered, Counter[str]]) -> None:
            if stage.session is session:
                (self._offered, self.elsewhere), self.looking = found, False
                self.show()
                stage.moved_keeping_column()
                for then in self._waiting:
                    then()
                self._waiting.clear()

        stage.in_background(look, show)

    def when_found(self, then: Callable[[], None]) -> None:
        """Do something once the names are found."""
        self._waiting.append(then)

    def show(self) -> None:
        """Paint all that is still to be decided."""
        state = self._stage.editor.state
        self._refused = state.header.refused
        self._show({one.id: one for one in self._offered.open(state)})

    def repaint(self) -> None:
        """The text was shown anew, without what is offered."""
        self._shown = {}
        self.show()

    def took(self, edits: Sequence[Edit]) -> None:
        """Records changed: some offers are covered by them, or open again. A refusal changes no record."""
        if not self._offered.records:
            return
        if self._stage.editor.state.header.refused != self._refused:
            self.show()
            return
        shown = dict(self._shown)
        for edit in edits:
            for side in (edit.before, edit.after):
                for _, fragment in side.fragments() if side is not None else ():
                    for one in self._offered.beside(fragment.span):
                        shown.pop(one.id, None)
                        if self._is_open(one):
                            shown[one.id] = one
        self._show(shown)

    def _is_open(self, offer: Record) -> bool:
        """Whether no mention of one's own lies over an offer, nor a refusal."""
        layer, span = self._offered.layer, offer.span
        if layer is None or span is None or refusal(offer) in self._refused:
            return False
        number = self._stage.desk.codebook.layers.index(layer)
        return not any(mark.kind.layer == number for mark in self._stage.view.marks.within(*span))

    def _show(self, shown: dict[str, Record]) -> None:
        before, self._shown = self._shown, shown
        gone = [before[one] for one in before.keys() - shown.keys()]
        self._stage.view.change_offers(gone, [shown[one] for one in shown.keys() - before.keys()])

    def record(self, record_id: str) -> Record | None:
        """An offer by its id, while it is to be decided."""
        return self._shown.get(record_id)

    def open(self) -> Sequence[Record]:
        """What is still to be decided, in the order of the text."""
        return sorted(self._shown.values(), key=lambda one: one.span or Span(0, 0))

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
