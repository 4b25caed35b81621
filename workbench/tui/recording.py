"""Commands that make and change records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench.core.annotation import Record
from workbench.core.codebook import Layer
from workbench.core.edit import Step
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.editor.form import Choice, Form
from workbench.editor.proposals import Proposer
from workbench.keys.commands import make_id
from workbench.linking.scan import occurrences
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.form_sheet import FormSheet
from workbench.tui.linking_sheet import Linking
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.moving import Command
from workbench.tui.stage import Stage


class Recording:
    """See the module's docstring."""

    def __init__(self, stage: Stage, edit_outside: Callable[[str], str | None]) -> None:
        self.stage = stage
        self.linking = Linking(stage)
        self._edit_outside = edit_outside
        self._draft: Form | None = None
        self._marked: tuple[Form, bool] | None = None
        self._reading: tuple[Span | None, int] = (None, 0)
        self._last: str = ""

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        table: dict[str, Command] = {}
        for layer in self.stage.desk.codebook.layers:
            table[make_id(layer.name)] = lambda _, layer=layer: self.make(layer)  # type: ignore[misc]
        return table | {
            "app.undo": lambda count: self._again(self.stage.editor.undo, "undone", count),
            "app.redo": lambda count: self._again(self.stage.editor.redo, "redone", count),
            "app.draft": lambda _: self._bring_back(),
            "record.edit": lambda _: self._edit(),
            "record.link": lambda _: self.linking.link([self._own().id]),
            "record.relink": lambda _: self.linking.relink(self._own()),
            "record.delete": lambda _: self._delete(),
            "record.propagate": lambda _: self._propagate(),
            "record.note": lambda _: self._note(),
            "record.flag": lambda _: self.stage.took(self.stage.editor.flag(self._own().id)),
            "record.again": lambda _: self._make_again(),
            "record.repair": lambda _: self._repair(),
            "mark.accept": lambda _: self._mark_done(True),
            "mark.cancel": lambda _: self._mark_done(False),
        }

    # Which record

    def _own(self) -> Record:
        """The current record, if it is one's own. Raises EditError."""
        stage = self.stage
        if not stage.current:
            raise EditError(f"no record here; {stage.key('record.next')} goes to the next one")
        record = stage.own(stage.current)
        if record is None:
            raise EditError(f"this record is {stage.other}’s and read-only; make your own")
        return record

    def _again(self, act: Callable[[], Step], verb: str, count: int) -> None:
        """Undo or redo, and go where something changed."""
        step: Step | None = None
        for _ in range(count):
            step = act()
            self.stage.show_edits(step.edits if verb == "redone" else step.inverse.edits)
        if step is None:
            return
        self.stage.took(Step(step.title), said=f"{verb}: {step.title}")
        sides = [
            (edit.after or edit.before) if verb == "redone" else (edit.before or edit.after) for edit in step.edits
        ]
        shown = [side.id for side in sides if side is not None and self.stage.own(side.id)]
        if shown:
            self.stage.go_to(shown[-1])
        self._last = self._last if self.stage.own(self._last) else ""

    # Making

    def make(self, layer: Layer) -> None:
        """Make a record of a layer: through the picker where it is a mention, else through its form."""
        self._writable()
        proposer = self.stage.proposer()
        others = [slot for slot in layer.slots if slot.required and slot is not layer.main_part]
        if layer.entity_slot is not None and layer.main_part is not None and not others:
            self._make_mention(layer, proposer)
        else:
            self._open_form(proposer.new_form(layer, self.stage.own(self.stage.current)))

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
        self._last = record.id
        self.stage.reader.clear()
        self.stage.took(step, current=record.id)
        self.stage.moved()
        self.stage.point(record.id)

    def _make_again(self) -> None:
        """The last record once more: the same values, at the selection or the words under the cursor."""
        record = self.stage.own(self._last)
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

    # Forms

    def _edit(self) -> None:
        self._writable()
        self._open_form(self.stage.proposer().edit_form(self._own()))

    def _open_form(self, form: Form) -> None:
        reader = self.stage.reader
        self._reading = (reader.selection, reader.cursor)
        sheet = FormSheet(
            form,
            self.stage.desk.catalogue,
            accept=lambda: self._commit(form),
            cancel=lambda: self._cancel(form),
            mark=lambda add: self._mark(form, add),
            query=lambda: self._query(form),
            note=lambda: self._form_note(form),
            say=self.stage.say,
            label_of=self.stage.key,
            changed=lambda: self._form_changed(form),
        )
        self.stage.push(sheet)
        self._form_changed(form)
        where = "Enter" if self.stage.key("form.accept") == "Enter" else self.stage.key("form.accept")
        self.stage.say(f"{sheet.title}: {where} saves it as proposed")

    def _form_changed(self, form: Form) -> None:
        """Paint the form, and in the text what it would make."""
        self.stage.repaint_sheet()
        if self._open_forms(form):
            wanted = {target for slot in form.slots for target in form.record.references(slot.name)}
            along = [record for record in form.companions.values() if record.id in wanted]
            self.stage.show_draft([*along, form.record])

    def _open_forms(self, form: Form) -> bool:
        return any(isinstance(sheet, FormSheet) and sheet.form is form for sheet in self.stage.sheets)

    def _commit(self, form: Form) -> None:
        step = form.commit()
        self._draft = None
        self.stage.show_draft(())
        self.stage.pop()
        self.stage.reader.clear()
        if form.new:
            self._last = form.record.id
        self.stage.took(step, current=form.record.id)
        self.stage.view.moved()
        self.stage.follow()

    def _cancel(self, form: Form) -> None:
        self._draft = form
        self.stage.show_draft(())
        self.stage.pop()
        self.stage.moved()
        self.stage.say(f"nothing made · {self.stage.key('app.draft')} brings the draft back")

    def _bring_back(self) -> None:
        form = self._draft
        if form is None or form.editor is not self.stage.editor:
            raise EditError("there is no draft to bring back")
        if not form.new and self.stage.own(form.record.id) is None:
            raise EditError("the record of this draft is gone")
        self._open_form(form)

    def _query(self, form: Form) -> None:
        """Type a query for the slot, or the text of an attribute."""
        slot = form.slot
        if slot.type == "part":
            raise EditError(f"{slot.label} is set from the text ({self.stage.key('form.mark')})")
        if slot.type == "attribute" and not slot.values:
            sheet = FieldSheet(slot.label, lambda text: self._typed(form, text), self.stage.pop, slot.help)
            sheet.line.type(form.record.text(slot.name))
            self.stage.push(sheet)
            return

        def items(query: str) -> list[Item]:
            return [Item(choice.label, choice.detail, choice) for choice in form.choices(query)]

        def accept(values: list[object]) -> None:
            for value in values:
                if isinstance(value, Choice):
                    form.take(value)
            self.stage.pop()
            self._form_changed(form)

        self.stage.push(ListSheet(slot.label, (), accept, self.stage.pop, search=items, hint="type a name or a title"))

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
            self.stage.pop()

        sheet = FieldSheet("note", accept, self.stage.pop)
        sheet.line.type(form.record.note)
        self.stage.push(sheet)

    # A slot from the article

    def _mark(self, form: Form, add: bool) -> None:
        stage = self.stage
        self._marked = (form, add)
        stage.marking = True
        fragments = form.record.parts.get(form.slot.name, ())
        if fragments and not add:
            stage.reader.select(fragments[-1].span)
        else:
            stage.reader.clear()
        stage.on_sheets()
        stage.view.moved()
        stage.follow()
        take, back = stage.key("mark.accept"), stage.key("mark.cancel")
        stage.say(f"{form.slot.label}: select the words, {take} takes them, {back} goes back")

    def _mark_done(self, take: bool) -> None:
        stage = self.stage
        if self._marked is None:
            return
        form, add = self._marked
        span = stage.reader.selection or stage.reader.word_at(stage.reader.cursor)
        if take:
            if add:
                form.add_span(span)
            else:
                kept = form.record.parts.get(form.slot.name, ())[:-1]
                form.set_spans([*(one.span for one in kept if not one.span.overlaps(span)), span])
        self._marked = None
        stage.marking = False
        stage.reader.selection, stage.reader.cursor = self._reading
        stage.on_sheets()
        stage.view.moved()
        self._form_changed(form)

    # Other verbs

    def _delete(self) -> None:
        record = self._own()
        self.stage.took(self.stage.editor.remove([record.id]))
        self.stage.moved()

    def _note(self) -> None:
        record = self._own()
        stage = self.stage

        def accept(text: str) -> None:
            stage.pop()
            if text != record.note:
                stage.took(stage.editor.note(record.id, text))

        def more(command_id: str) -> bool:
            if command_id != "field.editor":
                return False
            text = self._edit_outside(sheet.line.text)
            if text is not None:
                accept(text)
            return True

        editor = stage.key("field.editor")
        sheet = FieldSheet(f"note on {record.id}", accept, stage.pop, f"{editor} writes it in $EDITOR", more)
        sheet.line.text = record.note
        stage.push(sheet)

    def _repair(self) -> None:
        record = self._own()
        if record.id not in self.stage.editor.problems:
            raise EditError("this record is not broken")
        self.stage.took(self.stage.editor.repair([record.id]))
        self.stage.go_to(record.id)

    def _propagate(self) -> None:
        """Every other occurrence of the mention and its entity's names, to tick."""
        stage, record = self.stage, self._own()
        layer = stage.editor.layer(record)
        main = layer.main_part
        if main is None or not record.parts.get(main.name):
            raise EditError("this record has no words that could occur elsewhere")
        names = [fragment.quote for fragment in record.parts[main.name]]
        entity = stage.desk.catalogue.resolve(record.text(layer.entity_slot.name)) if layer.entity_slot else None
        names += list(entity.names) if entity is not None else []
        taken = [
            fragment.span
            for other in stage.editor.state.records.values()
            if other.layer == layer.name
            for fragment in other.parts.get(main.name, ())
        ]
        found = [span for span in self._occurrences(names) if not any(span.overlaps(one) for one in taken)]
        if not found:
            raise EditError("no other occurrence that is not tagged yet")

        def accept(values: list[object]) -> None:
            spans = [value for value in values if isinstance(value, Span)]
            stage.pop()
            if spans:
                step = stage.editor.propagate(record.id, spans)
                stage.took(step)
                stage.go_to(record.id)

        here = stage.reader.cursor

        def cancel() -> None:
            stage.pop()
            stage.go_to_span(Span(here, here))

        def look(value: object) -> None:
            if isinstance(value, Span):
                stage.view.show_hits([value])
                stage.reader.move(value.start)
                stage.view.moved()

        items = [Item(self._in_context(span), "", span) for span in found]
        tick = stage.key("list.tick")
        sheet = ListSheet(f"{len(found)} other occurrences", items, accept, cancel, ticks=True, on_move=look)
        sheet.hint = f"Enter makes those ticked; {tick} unticks"
        sheet.ticked = set(range(len(items)))
        stage.push(sheet)

    def _occurrences(self, names: list[str]) -> list[Span]:
        text = self.stage.editor.article.text
        return [
            span.shift(base)
            for base, block in zip(text.starts, text.blocks, strict=True)
            for span in occurrences(block, names)
        ]

    def _in_context(self, span: Span) -> str:
        text = self.stage.editor.article.text
        before = " ".join(text.slice(span.start - 18, span.start).split())
        after = " ".join(text.slice(span.end, span.end + 22).split())
        return f"…{before} [{text.slice(span.start, span.end)}] {after}…"
