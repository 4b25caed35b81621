"""Commands that make and change records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.core.annotation import Record
from workbench.core.codebook import Layer
from workbench.core.edit import Step
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.keys.commands import make_id
from workbench.tui.carding import show_card_of_current
from workbench.tui.forming import Forming
from workbench.tui.linking_sheet import Linking
from workbench.tui.moving import Command
from workbench.tui.noting import ask_note
from workbench.tui.propagating import follow_elsewhere, propagate, propagate_in_project
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.editor.proposals import Proposer


def _lifted(step: Step) -> Span | None:
    """Where the suggestion stands that a step refused or accepted."""
    refused = step.header[0].refused if step.header is not None else ()
    fresh = [one for one in step.header[1].refused if one not in refused] if step.header is not None else []
    made = [edit.after.span for edit in step.edits if edit.after is not None and edit.after.origin]
    return Span(fresh[-1].start, fresh[-1].end) if fresh else made[-1] if made else None


class Recording:
    """See the module's docstring."""

    def __init__(self, stage: Stage, edit_outside: Callable[[str], str | None]) -> None:
        self.stage = stage
        self.linking = Linking(stage)
        self._edit_outside = edit_outside
        self.forming = Forming(stage)

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        table: dict[str, Command] = {}
        for layer in self.stage.desk.codebook.layers:
            table[make_id(layer.name)] = lambda _, layer=layer: self.make(layer)  # type: ignore[misc]
        return (
            table
            | self.forming.commands()
            | {
                "app.undo": lambda count: self._again(self.stage.editor.undo, "undone", count),
                "app.redo": lambda count: self._again(self.stage.editor.redo, "redone", count),
                "record.edit": lambda _: self._edit(),
                "record.link": lambda _: self.linking.link([self._own().id]),
                "record.relink": lambda _: self.linking.relink(self._own()),
                "record.delete": lambda _: self._delete(),
                "record.propagate": lambda _: propagate(self.stage, self._own()),
                "record.propagate.project": lambda _: propagate_in_project(self.stage, self._own()),
                "record.card": lambda _: show_card_of_current(self.stage),
                "record.note": lambda _: self._note(),
                "record.flag": lambda _: self.stage.took(self.stage.editor.flag(self._own().id)),
                "record.again": lambda _: self._make_again(),
                "record.repair": lambda _: self._repair(),
            }
        )

    # Which record

    def _own(self) -> Record:
        """The current record, if it is one's own. Raises EditError."""
        stage = self.stage
        if not stage.current and stage.focus >= 0:
            wanted = stage.panes[stage.focus].filter
            raise EditError("this pane shows no record" + (f"; its filter is “{wanted}”" if wanted else ""))
        if not stage.current:
            raise EditError(f"no record here; {stage.key('record.next')} goes to the next one")
        record = stage.own(stage.current)
        if record is None and stage.offering.record(stage.current) is not None:
            raise EditError(f"this is only offered; {stage.key('suggestion.accept')} makes it yours")
        if record is None:
            raise EditError(f"this record is {stage.other}’s and read-only; make your own")
        return record

    def _again(self, act: Callable[[], Step], verb: str, count: int) -> None:
        """Undo or redo, and go where something changed."""
        step: Step | None = None
        stopped = ""
        for _ in range(count):
            try:
                step = act()
            except EditError as error:
                if step is None:
                    raise
                stopped = f" · {error}"
                break
            if step.beside:
                follow_elsewhere(self.stage, step.beside, verb)
            self.stage.show_edits(step.edits if verb == "redone" else step.inverse.edits)
        if step is None:
            return
        self.stage.took(Step(step.title), said=f"{verb}: {step.title}{stopped}")
        sides = [
            (edit.after or edit.before) if verb == "redone" else (edit.before or edit.after) for edit in step.edits
        ]
        shown = [side.id for side in sides if side is not None and self.stage.own(side.id)]
        if shown:
            self.stage.go_to(shown[-1])
        elif verb == "undone" and (open_again := _lifted(step)):
            self.stage.go_to_span(open_again)
        else:
            self.stage.moved()
        self.forming.last = self.forming.last if self.stage.own(self.forming.last) else ""

    # Making

    def make(self, layer: Layer) -> None:
        """Make a record of a layer: through the picker where it is a mention, else through its form."""
        self._writable()
        proposer = self.stage.proposer()
        others = [slot for slot in layer.slots if slot.required and slot is not layer.main_part]
        if layer.entity_slot is not None and layer.main_part is not None and not others:
            self._make_mention(layer, proposer)
        else:
            self.forming.open(proposer.new_form(layer, self.stage.own(self.stage.current)))

    def _writable(self) -> None:
        if self.stage.session.read_only:
            raise EditError(self.stage.session.read_only)

    def _make_mention(self, layer: Layer, proposer: Proposer) -> None:
        span = proposer.mention()
        main = layer.main_part
        if main is None or span.empty or not self.stage.editor.article.quote(span).strip():
            raise EditError("there are no words here to tag")
        for mark in self.stage.view.marks.within(span.start, span.end):
            record = self.stage.editor.record(mark.record)
            if record.layer == layer.name and [one.span for one in record.parts.get(main.name, ())] == [span]:
                self.stage.point(record.id)
                self.linking.link([record.id], title="tagged already; link it")
                return
        draft = Record(layer.name, self.stage.editor.fresh_id(layer.name))
        defaults = {slot.name: slot.default for slot in layer.of_type("attribute") if slot.default is not None}
        draft = replace(draft, values=defaults).with_part(main.name, (self.stage.editor.fragment(span),))
        self.linking.pick_for(draft, self._made)

    def _made(self, step: Step, record: Record) -> None:
        self.forming.last = record.id
        self.stage.reader.clear()
        self.stage.took(step, current=record.id)
        self.stage.moved()
        self.stage.point(record.id)

    def _make_again(self) -> None:
        """The last record once more: the same values, at the selection or the words under the cursor."""
        record = self.stage.own(self.forming.last)
        if record is None:
            raise EditError("nothing was made yet that could be made again")
        proposer = self.stage.proposer()
        layer = self.stage.editor.layer(record)
        span = proposer.mention() if layer.entity_slot or self.stage.reader.selection else None
        if span is None:
            raise EditError(f"select the words first ({self.stage.key('select.toggle')})")
        step = self.stage.editor.propagate(record.id, [span])
        made = step.edits[-1].after
        if made is not None:
            self._made(step, made)

    # Other verbs

    def _edit(self) -> None:
        self._writable()
        self.forming.open(self.stage.proposer().edit_form(self._own()))

    def _delete(self) -> None:
        record = self._own()
        title = f"{record.layer} deleted: {self.stage.labels().named(record)}"
        self.stage.took(self.stage.editor.remove([record.id], title))
        self.stage.moved()
        if self.stage.focus >= 0:
            self.stage.go_to(self.stage.current)

    def _note(self) -> None:
        record = self._own()
        stage = self.stage

        def accept(text: str) -> None:
            if text != record.note:
                stage.took(stage.editor.note(record.id, text))

        hint = f"{stage.key('field.editor')} writes it in $EDITOR"
        ask_note(
            stage,
            f"note on {record.layer} {stage.labels().named(record)}",
            record.note,
            accept,
            hint,
            self._edit_outside,
        )

    def _repair(self) -> None:
        editor = self.stage.editor
        if not editor.problems and editor.state.header.text_sha256 != editor.article.sha256:
            self.stage.took(editor.repair([]))
            return
        record = self._own()
        if record.id not in editor.problems:
            raise EditError("this record is not broken")
        self.stage.took(self.stage.editor.repair([record.id]))
        self.stage.go_to(record.id)
