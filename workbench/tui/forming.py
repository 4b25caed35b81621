"""Forms on the screen: opening one, its queries, its slots set from the article, saving or leaving it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.core.annotation import Record
from workbench.core.errors import EditError, WorkbenchError
from workbench.core.span import Span
from workbench.desk.drafts import Draft, blank, filled, forget, interrupted, keep, waiting
from workbench.editor.form import Choice, Form
from workbench.tui.describing import without_issues
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.form_sheet import FormSheet
from workbench.tui.issue_sheet import NewIssues
from workbench.tui.keys_page import show_keys
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.moving import Command
from workbench.tui.noting import ask_note
from workbench.tui.stage import Stage


class Forming:
    """See the module's docstring. In a review each form decides an item: ``begin`` opens the one of the current item, and
    ``go`` goes to an item by its key. Raises EditError where it is not open any more.
    """

    def __init__(
        self, stage: Stage, *, begin: Callable[[], Form] | None = None, go: Callable[[str], None] = lambda _: None
    ) -> None:
        self.stage = stage
        self._begin = begin
        self._go = go
        self._item = ""
        """The key of the item that the form decides; "" for a coder's form."""
        self._begun: Record | None = None
        """What stood in the form when it was opened."""
        stage.on_keeping = self._keep_open
        self.last = ""
        """The id of the record that was made last."""
        self._draft: tuple[Form, str, int] | None = None
        """The form that was changed and cancelled last, its item, and where it was opened."""
        self._marked: tuple[Form, Span | None] | None = None
        """The form whose slot is being set from the article, and the fragment that is set anew (None adds one)."""
        self._set_last: Span | None = None
        self._reading: tuple[Span | None, int, bool] = (None, 0, True)

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {
            "app.draft": lambda _: self.bring_back(),
            "mark.accept": lambda _: self.mark_done(True),
            "mark.cancel": lambda _: self.mark_done(False),
        }

    def open(self, form: Form, item: str = "") -> None:
        """Lay a form over the panes."""
        self._item = item
        reader = self.stage.reader
        self._reading = (reader.selection, reader.cursor, reader.forward)
        self._begun = form.record
        self._set_last = None
        sheet = FormSheet(
            form,
            self.stage.desk.catalogue,
            accept=lambda: self._commit(form),
            cancel=lambda: self._cancel(form),
            mark=lambda add: self._mark(form, add),
            query=lambda: self._query(form),
            note=lambda: self._form_note(form),
            keys=lambda: show_keys(self.stage),
            say=self.stage.say,
            label_of=self.stage.key,
            changed=lambda: self._form_changed(form),
            no_issues=without_issues(self.stage),
        )
        self.stage.push(sheet)
        self._form_changed(form)

    def _form_changed(self, form: Form) -> None:
        """Paint the form, in the text what it would make, and what Enter does now."""
        self.stage.repaint_sheet()
        top = self.stage.sheets[-1] if self.stage.sheets else None
        if isinstance(top, FormSheet) and not self.stage.marking:
            self.stage.status.show(top.how())
        if self._open_forms(form):
            wanted = {target for slot in form.slots for target in form.record.references(slot.name)}
            along = [record for record in form.companions.values() if record.id in wanted]
            self.stage.show_draft([*along, form.record])

    def _open_forms(self, form: Form) -> bool:
        return any(isinstance(sheet, FormSheet) and sheet.form is form for sheet in self.stage.sheets)

    def _commit(self, form: Form) -> None:
        if not form.new and form.record == self._begun == self.stage.own(form.record.id):
            self._leave()
            self.stage.say("nothing was changed")
            return
        self.stage.show_draft(())  # before the step, which tells the text what it puts there
        try:
            self._go(self._item)
            step = form.commit()
        except WorkbenchError:
            self._form_changed(form)
            raise
        self._draft = None
        forget(self.stage.place.drafts, form)
        self.stage.pop()
        self.stage.reader.clear()
        if form.new:
            self.last = form.record.id
        self.stage.took(step, current=form.record.id)
        self.stage.view.moved()
        self.stage.follow()

    def _cancel(self, form: Form) -> None:
        self._leave()
        drafts, kept = self.stage.place.drafts, self.stage.place.drafts.get(form.editor.article.id)
        if form.record != self._begun:
            self._draft = form, self._item, self._reading[1]
            keep(drafts, form, self._item, self._reading[1])
            self.stage.remember_place()
        elif kept is not None and kept.interrupted:
            forget(drafts, form)
        kept = drafts.get(form.editor.article.id)
        here = (self._draft is not None and self._draft[0] is form) or (kept is not None and kept.record == form.record)
        back = f" · {self.stage.key('app.draft')} brings the draft back" if here else ""
        self.stage.say(f"nothing {'made' if form.new else 'changed'}{back}")

    def _leave(self) -> None:
        self.stage.show_draft(())
        self.stage.pop()
        self.stage.moved()

    def _keep_open(self) -> None:
        """The program ends, or could: what stands in an open form is kept, but for an untouched one in place of a draft."""
        drafts = self.stage.place.drafts
        for sheet in self.stage.sheets:
            if isinstance(sheet, FormSheet):
                kept = drafts.get(sheet.form.editor.article.id)
                if sheet.form.record != self._begun or kept is None or kept.interrupted:
                    keep(drafts, sheet.form, self._item, self._reading[1], unasked=True)

    def tell(self) -> None:
        """Say what was open when the program ended last."""
        stage, place = self.stage, self.stage.place
        layer, typed, place.typed = interrupted(place.drafts, stage.editor), place.typed, ""
        lists = stage.key("app.problems")
        told = f"being typed when the program ended: {typed}"
        if typed and (layer or stage.status.error):
            stage.log.append(told)
        if stage.status.error:
            return
        if layer:
            also = f" · {lists} lists what was being typed" if typed else ""
            back = stage.key("app.draft")
            stage.say(f"the form of a {layer} was open when the program ended · {back} brings it back{also}")
        elif typed:
            stage.say(f"{told} · {lists} lists it")

    def bring_back(self) -> None:
        """Open the form again that was changed and cancelled last, in this sitting or in an earlier one, at its place."""
        editor = self.stage.editor
        if self._draft is None or self._draft[0].editor is not editor:
            draft = waiting(self.stage.place.drafts, editor)
            self._go_to(draft.item, draft.record, draft.at)
            self.open(filled(self._blank(draft), draft), draft.item)
            return
        form, item, at = self._draft
        if not form.new and self.stage.own(form.record.id) is None:
            raise EditError("the record of this draft is gone")
        self._go_to(item, form.record, at)
        self.open(form, item)

    def _go_to(self, item: str, record: Record, at: int) -> None:
        """Go to the item of a draft, or to its first words, or where it was begun: there its proposals fit."""
        self._go(item)
        place = record.span or Span(at, at)
        if self._begin is None and 0 <= place.start < len(self.stage.editor.article.text):
            self.stage.go_to_span(place)

    def _blank(self, draft: Draft) -> Form:
        if self._begin is not None:
            return self._begin()
        return blank(draft, self.stage.editor, self.stage.proposer().choices)

    def _query(self, form: Form) -> None:
        """Type a query for the slot, or the text of an attribute."""
        slot = form.slot
        if slot.type == "part":
            raise EditError(f"{slot.label} is set from the text ({self.stage.key('form.mark')})")
        if slot.type == "attribute" and not slot.values:
            said = form.record.text(slot.name)
            self.stage.push(
                FieldSheet(slot.label, lambda text: self._typed(form, text), self.stage.pop, slot.help, before=said)
            )
            return

        def items(query: str) -> list[Item]:
            return [Item(choice.label, choice.detail, choice) for choice in form.choices(query)]

        def accept(values: list[object]) -> None:
            for value in values:
                if isinstance(value, Choice):
                    form.take(value)
            self.stage.pop()
            self._form_changed(form)

        sheet = ListSheet(slot.label, (), accept, self.stage.pop, search=items, hint="type a name or a title")
        if "issue" in slot.to:
            NewIssues(self.stage, form, lambda: self._form_changed(form)).offer(sheet)
        self.stage.push(sheet)

    def _typed(self, form: Form, text: str) -> None:
        if text:
            form.set_text(text)
        else:
            form.empty()
        self.stage.pop()
        self._form_changed(form)

    def _form_note(self, form: Form) -> None:
        def accept(text: str) -> None:
            form.record = replace(form.record, note=text)
            self._form_changed(form)

        ask_note(self.stage, "note", form.record.note, accept, "saved with the record")

    # A slot from the article

    def _mark(self, form: Form, add: bool) -> None:
        stage = self.stage
        before = None if add else self._fragment_in_hand(form)
        self._marked = (form, before)
        stage.mark_from_text(True)
        if before is not None:
            stage.reader.select(before)
        else:
            stage.reader.clear()
        stage.on_sheets()
        stage.view.moved()
        stage.follow()
        take, back = stage.key("mark.accept"), stage.key("mark.cancel")
        stage.say(f"{self._piece(form, before)}: select the words, {take} takes them, {back} goes back")

    def _piece(self, form: Form, span: Span | None) -> str:
        """The slot in hand, and where it has pieces besides this one which of them is meant; None is one more."""
        spans = [fragment.span for fragment in form.record.parts.get(form.slot.name, ())]
        if span is None:
            return f"{form.slot.label}, one more piece" if spans else form.slot.label
        return (
            f"{form.slot.label}, piece {spans.index(span) + 1} of {len(spans)}" if len(spans) > 1 else form.slot.label
        )

    def _fragment_in_hand(self, form: Form) -> Span | None:
        """Of several fragments the one just set, else the one under the cursor, else the last; None where there is none."""
        spans = [fragment.span for fragment in form.record.parts.get(form.slot.name, ())]
        cursor = self._reading[1]
        here = [span for span in spans if span == self._set_last] or [span for span in spans if span.holds(cursor)]
        return here[0] if here else spans[-1] if spans else None

    def mark_done(self, take: bool) -> None:
        """Come back from the article to the form, with the words selected there or without."""
        stage = self.stage
        if self._marked is None:
            return
        form, before = self._marked
        span = stage.reader.selection or stage.reader.word_at(stage.reader.cursor)
        if take:
            old = [one.span for one in form.record.parts.get(form.slot.name, ())]
            if before is None and old:
                form.add_span(span)
            else:
                form.set_spans([*(one for one in old if one != before and not one.overlaps(span)), span])
            self._set_last = span
        self._marked = None
        stage.mark_from_text(False)
        stage.reader.selection, stage.reader.cursor, stage.reader.forward = self._reading
        stage.on_sheets()
        stage.view.moved()
        self._form_changed(form)
        pieces = len(form.record.parts.get(form.slot.name, ()))
        done = f"{form.slot.label} set" + (f", {pieces} pieces" if pieces > 1 else "")
        stage.say(done if take else f"{form.slot.label} left as it was")
