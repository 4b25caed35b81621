"""What a form proposes for each slot: from the sentence, the records, the codebook, the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.annotation import AUTHOR
from workbench.core.codebook import Slot
from workbench.core.span import Span
from workbench.editor.editor import Editor
from workbench.editor.form import Choice, Form
from workbench.editor.labels import Labels
from workbench.editor.spot import Spot, is_attribution


@dataclass(frozen=True, slots=True)
class Offers(Spot):
    """The proposals for the slots of a form that is open here."""

    def choices(self, form: Form, slot: Slot, query: str) -> list[Choice]:
        """The proposals for one slot."""
        if slot.type == "part":
            return list(_distinct(self._part_choices(form, slot)))
        if slot.type == "attribute":
            values = [value for value in slot.values if query.lower() in value.lower()]
            return [Choice(value, value=value) for value in values]
        if slot.type == "link" and "entity" in slot.to:
            return [
                self._candidate_choice(slot, found)
                for found in self.candidates(query or self._words(form), bool(query))
            ]
        return list(_distinct(self._target_choices(form, slot, query)))

    def _part_choices(self, form: Form, slot: Slot) -> Iterator[Choice]:
        def choice(spans: Sequence[Span], detail: str) -> Choice:
            words = " … ".join(self.editor.article.quote(span) for span in spans)
            return Choice(" ".join(words.split()), detail, spans=tuple(spans))

        if self.reader.selection is not None and slot is form.layer.main_part:
            yield choice([self.reader.selection], "selected")
        for found in self.found() if is_attribution(form.layer) else ():
            if slot.name == "cue" and found.cue is not None:
                yield choice([found.cue], found.reason)
            elif slot.name == "content" and found.content:
                yield choice(found.content, found.reason)
        sentence = self._sentence()
        if form.layer.entity_slot is not None:
            for name in self.reader.names_in(sentence):
                yield choice([name], "name")
        yield choice([without_stop(self.editor, sentence)], "sentence")

    def _target_choices(self, form: Form, slot: Slot, query: str) -> Iterator[Choice]:
        labels = Labels(self.editor.state, self.editor.codebook, self.catalogue)
        wanted = query.lower().split()

        def fits(choice: Choice) -> bool:
            return all(word in f"{choice.label} {choice.detail}".lower() for word in wanted)

        yield from filter(fits, self._near_choices(form, slot, labels))
        if "issue" in slot.to:
            yield from filter(fits, self._issue_choices(slot))
        if query and "entity" in slot.to:
            for found in self.candidates(query, True):
                yield self._candidate_choice(slot, found)
        if query:
            for record in self.editor.state.records.values():
                if record.layer in slot.to and record.id != form.record.id:
                    choice = Choice(labels.line(record), f"{record.layer} {record.id}", record.id)
                    if fits(choice):
                        yield choice
        author = Choice("the article’s author", "author", AUTHOR)
        if AUTHOR in slot.to and fits(author):
            yield author

    def _near_choices(self, form: Form, slot: Slot, labels: Labels) -> Iterator[Choice]:
        """Records and names of the sentence, those that an attribution proposes as its source first."""
        sentence = self._sentence()
        if slot.name == "source" and is_attribution(form.layer):
            for found in self.found():
                for span in (found.source, *found.others):
                    if span is not None and (choice := self._actor_choice(slot, span)) is not None:
                        yield choice
        for record in self.editor.around(sentence):
            layer = self.editor.layer(record)
            near = any(fragment.span.overlaps(sentence) for _, fragment in record.fragments())
            if near and record.layer in slot.to and layer.entity_slot is None and record.id != form.record.id:
                yield Choice(labels.line(record), record.layer, record.id)
        yield from self._actors(slot, sentence)

    def _issue_choices(self, slot: Slot) -> list[Choice]:
        """The issues, those used in this article first."""
        issues = self.editor.codebook.issues
        order = {issue.id: number for number, issue in enumerate(issues)}
        used = self.editor.nearby.used
        ranked = sorted(issues, key=lambda issue: (-used[issue.id] - used[f"issue:{issue.id}"], order[issue.id]))
        prefix = "" if slot.type == "link" else "issue:"
        return [Choice(issue.label, f"issue {issue.id}", prefix + issue.id) for issue in ranked]

    def _words(self, form: Form) -> str:
        main = form.layer.main_part
        fragments = form.record.parts.get(main.name, ()) if main else ()
        return fragments[0].quote if fragments else ""


def without_stop(editor: Editor, sentence: Span) -> Span:
    """A sentence without the sign that ends it and the blanks behind."""
    words = editor.article.quote(sentence).rstrip().rstrip(".!?…")
    return Span(sentence.start, sentence.start + len(words)) if words else sentence


def _distinct(choices: Iterable[Choice]) -> Iterator[Choice]:
    seen: set[object] = set()
    for choice in choices:
        key = choice.spans or (choice.companion.parts if choice.companion else choice.value)
        if repr(key) not in seen:
            seen.add(repr(key))
            yield choice
