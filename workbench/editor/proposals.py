"""What a form begins with.

A layer with a part ``content`` and a reference ``source`` begins as an attribution; one with references ``holder`` and
``target`` as a stance; every other layer with the selection, the name or the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.annotation import Record, Value
from workbench.core.codebook import Layer, Slot
from workbench.core.span import Span
from workbench.editor.choices import Offers, without_stop
from workbench.editor.form import Form
from workbench.editor.spot import is_attribution, is_stance, shifted
from workbench.editor.spot import plausible as plausible
from workbench.suggest import certainty, claim_kind, quotation_kind


@dataclass(frozen=True, slots=True)
class Proposer(Offers):
    """Makes the forms of new records and of records that exist."""

    def new_form(self, layer: Layer, current: Record | None) -> Form:
        """The form of a new record, with proposals from the selection or the sentence."""
        draft = Record(layer.name, self.editor.fresh_id(layer.name), {}, _defaults(layer))
        form = Form(self.editor, layer, draft, True, self.choices)
        if is_attribution(layer):
            self._begin_attribution(form)
        elif is_stance(layer):
            self._begin_stance(form, current)
        else:
            self._begin_any(form)
        missing = form.missing()
        form.index = form.slots.index(missing[0]) if missing else 0
        return form

    def edit_form(self, record: Record) -> Form:
        """The form of a record that exists."""
        return Form(self.editor, self.editor.layer(record), record, False, self.choices)

    def _begin_attribution(self, form: Form) -> None:
        found = self.found()
        if not found:
            return
        best = found[0]
        record = form.record.with_part("content", self._fragments(best.content))
        cue = form.layer.by_name.get("cue")
        if best.cue is not None and cue is not None and cue.type == "part":
            record = record.with_part("cue", self._fragments([best.cue]))
        window = self.reader.window(self._sentence().start)
        inside = shifted(best, -window.start)
        record = _guessed(record, form.layer, "kind", claim_kind(window.text, inside.content))
        record = _guessed(record, form.layer, "quotation", quotation_kind(window.text, inside.content))
        form.record = _guessed(record, form.layer, "certainty", certainty(window.text, inside))
        if best.source is not None and (who := self._actor_choice(form.layer.by_name["source"], best.source)):
            form.go_to("source")
            form.take(who)

    def _begin_stance(self, form: Form, current: Record | None) -> None:
        claim = self._claim_here(current)
        holder, target = form.layer.by_name["holder"], form.layer.by_name["target"]
        if claim is not None:
            who = claim.references("source")[:1]
            issue = claim.text("issue")
            what = f"issue:{issue}" if issue and "issue" in target.to else ""
            if not what and claim.layer in target.to:
                what = claim.id
            form.record = form.record.with_value("holder", holder.shaped(who[0]) if who else None)
            form.record = form.record.with_value("target", target.shaped(what))
        else:
            self._begin_with_actors(form, holder, target)
        evidence = form.layer.main_part
        if evidence is not None:
            spans: Sequence[Span] = [self.reader.selection] if self.reader.selection else ()
            if not spans and claim is not None:
                spans = [fragment.span for fragment in claim.parts.get("content", ())]
            if not spans:
                spans = [without_stop(self.editor, self._sentence())]
            form.record = form.record.with_part(evidence.name, self._fragments(spans))

    def _begin_with_actors(self, form: Form, holder: Slot, target: Slot) -> None:
        """The first actor of the sentence towards the next one."""
        first = self._actors(holder, self._sentence())[:1]
        others = [one for one in self._actors(target, self._sentence()) if not first or one.label != first[0].label]
        for slot, choices in ((holder, first), (target, others[:1])):
            for choice in choices:
                form.go_to(slot.name)
                form.take(choice)

    def _begin_any(self, form: Form) -> None:
        main = form.layer.main_part
        if main is not None:
            span = self.mention() if form.layer.entity_slot else self._place()
            form.record = form.record.with_part(main.name, self._fragments([span]))


def _defaults(layer: Layer) -> dict[str, Value]:
    values = {slot.name: slot.shaped(slot.default) for slot in layer.of_type("attribute")}
    return {name: value for name, value in values.items() if value is not None}


def _guessed(record: Record, layer: Layer, slot: str, value: str) -> Record:
    declared = layer.by_name.get(slot)
    if declared is None or declared.type != "attribute" or value not in declared.values:
        return record
    return record.with_value(slot, declared.shaped(value))
