"""What a form begins with, and what it proposes for each slot: from the sentence, the records, the catalogue.

A layer with parts ``cue`` and ``content`` and a reference ``source`` is proposed as an attribution; one with references
``holder`` and ``target`` as a stance; every other layer from the selection, the names and the records of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.annotation import AUTHOR, Fragment, Record, Value
from workbench.core.codebook import Layer, Slot
from workbench.core.entity import NIL, Catalogue
from workbench.core.span import Span
from workbench.editor.editor import Editor
from workbench.editor.form import Choice, Form
from workbench.editor.labels import Labels
from workbench.editor.reader import Reader
from workbench.linking.index import NameIndex
from workbench.linking.query import Query
from workbench.linking.rank import EXACT_ALIAS, Candidate
from workbench.suggest import Attribution, attribution_for, attributions, certainty, claim_kind, quotation_kind


@dataclass(frozen=True, slots=True)
class Proposer:
    """Knows the article, the person's place in it, and the catalogue."""

    editor: Editor
    reader: Reader
    index: NameIndex
    catalogue: Catalogue
    roster: frozenset[str] = frozenset()

    # Forms

    def new_form(self, layer: Layer, current: Record | None) -> Form:
        """The form of a new record, with proposals from the selection or the sentence."""
        draft = Record(layer.name, self.editor.fresh_id(layer.name), {}, _defaults(layer))
        form = Form(self.editor, layer, draft, True, self.choices)
        if _is_attribution(layer):
            self._begin_attribution(form)
        elif _is_stance(layer):
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
        if best.cue is not None:
            record = record.with_part("cue", self._fragments([best.cue]))
        values = {"kind": claim_kind, "quotation": quotation_kind}
        window = self.reader.window(self._place().start)
        shifted = _shifted(best, -window.start)
        for name, guess in values.items():
            record = _guessed(record, form.layer, name, guess(window.text, shifted.content))
        record = _guessed(record, form.layer, "certainty", certainty(window.text, shifted))
        form.record = record
        if best.source is not None and (source := form.layer.by_name.get("source")) is not None:
            form.go_to("source")
            form.take(self._actor_choice(source, best.source))

    def _begin_stance(self, form: Form, current: Record | None) -> None:
        claim = self._claim_here(current)
        layer = form.layer
        if claim is not None:
            claim_layer = self.editor.layer(claim)
            if holder := claim.references("source"):
                form.record = form.record.with_value("holder", holder[0])
            issue = claim.text("issue") if "issue" in claim_layer.by_name else ""
            target = f"issue:{issue}" if issue and "issue" in layer.by_name["target"].to else ""
            if not target and claim.layer in layer.by_name["target"].to:
                target = claim.id
            form.record = form.record.with_value("target", target or None)
        else:
            actors = self._actors(layer.by_name["holder"], self._sentence())
            for slot, choice in zip(("holder", "target"), actors, strict=False):
                form.go_to(slot)
                form.take(choice)
        evidence = layer.main_part
        if evidence is not None:
            spans: Sequence[Span] = [self.reader.selection] if self.reader.selection else ()
            if not spans and claim is not None:
                spans = [fragment.span for fragment in claim.parts.get("content", ())]
            if not spans:
                spans = [_without_stop(self.editor, self._sentence())]
            form.record = form.record.with_part(evidence.name, self._fragments(spans))

    def _begin_any(self, form: Form) -> None:
        main = form.layer.main_part
        if main is not None:
            span = self.mention() if form.layer.entity_slot else self._place()
            form.record = form.record.with_part(main.name, self._fragments([span]))

    # Places

    def mention(self) -> Span:
        """The selection, else the name under the cursor, else the word."""
        return self.reader.selection or self.reader.name_or_word(self.reader.cursor)

    def _place(self) -> Span:
        return self.reader.selection or self._sentence()

    def _sentence(self) -> Span:
        at = self.reader.selection.start if self.reader.selection else self.reader.cursor
        return self.reader.sentence_at(at)

    def found(self) -> list[Attribution]:
        """The attributions of the sentence, or the one whose content is selected, with offsets of the whole text."""
        sentence = self._sentence()
        window = self.reader.window(sentence.start)
        names = self._names(window.start, len(window.text))
        language = self.reader.language
        if (chosen := self.reader.selection) is not None:
            content = chosen.shift(-window.start)
            if content.start >= 0 and content.end <= len(window.text):
                found = [attribution_for(window.text, content, names=names, language=language)]
                return [_shifted(one, window.start) for one in found]
        found = attributions(window.text, sentence.shift(-window.start), names=names, language=language)
        return [_shifted(one, window.start) for one in found]

    def _names(self, start: int, length: int) -> list[Span]:
        """Known names and tagged mentions in a window, as offsets of the window."""
        here = Span(start, start + length)
        window = self.reader.window(start)
        names = set(self.reader.units(window, "name"))
        for record in self.editor.state.records.values():
            if self.editor.layer(record).entity_slot is not None:
                for _, fragment in record.fragments():
                    if here.contains(fragment.span):
                        names.add(fragment.span.shift(-start))
        return sorted(names)

    def _claim_here(self, current: Record | None) -> Record | None:
        """The claim that a stance is about: the current record, one under the cursor, one in the sentence."""
        sentence = self._sentence()
        claims = [
            record
            for record in self.editor.state.records.values()
            if _is_attribution(self.editor.layer(record))
            and any(fragment.span.overlaps(sentence) for _, fragment in record.fragments())
        ]
        if self.reader.selection is not None and (current is None or current not in claims):
            return None
        if current is not None and current in claims:
            return current
        cursor = self.reader.cursor
        claims.sort(key=lambda one: (not any(fragment.span.holds(cursor) for _, fragment in one.fragments()), one.id))
        return claims[0] if claims else None

    # Choices

    def choices(self, form: Form, slot: Slot, query: str) -> list[Choice]:
        """The proposals for one slot."""
        if slot.type == "part":
            return list(_distinct(self._part_choices(form, slot)))
        if slot.type == "attribute":
            values = [value for value in slot.values if query.lower() in value]
            return [Choice(value, value=value) for value in values]
        if slot.type == "link" and "entity" in slot.to:
            return [
                self._candidate_choice(slot, found)
                for found in self.candidates(query or self._words(form), bool(query))
            ]
        return list(_distinct(self._target_choices(form, slot, query)))

    def candidates(self, text: str, typing: bool, kind: str = "") -> list[Candidate]:
        """Ranked entities for a query or for the words of a mention."""
        linked = frozenset(
            record.text(slot.name)
            for record in self.editor.state.records.values()
            if (slot := self.editor.layer(record).entity_slot) is not None and record.text(slot.name)
        )
        words = text.strip().lower()
        refused = frozenset(
            one.entity for one in self.editor.state.header.refused if one.entity and one.quote.lower() == words
        )
        mode = "typing" if typing else "mention"
        query = Query(text, mode, kind, linked - {NIL}, self.roster, refused)  # type: ignore[arg-type]
        return self.index.search(query, 50)

    def _part_choices(self, form: Form, slot: Slot) -> Iterator[Choice]:
        def choice(spans: Sequence[Span], detail: str) -> Choice:
            words = " … ".join(self.editor.article.quote(span) for span in spans)
            return Choice(" ".join(words.split()), detail, spans=tuple(spans))

        if self.reader.selection is not None and slot is form.layer.main_part:
            yield choice([self.reader.selection], "selected")
        for found in self.found() if _is_attribution(form.layer) else ():
            if slot.name == "cue" and found.cue is not None:
                yield choice([found.cue], found.reason)
            elif slot.name == "content" and found.content:
                yield choice(found.content, found.reason)
        sentence = self._sentence()
        if form.layer.entity_slot is not None:
            for name in self.reader.names_in(sentence):
                yield choice([name], "name")
        yield choice([_without_stop(self.editor, sentence)], "sentence")

    def _target_choices(self, form: Form, slot: Slot, query: str) -> Iterator[Choice]:
        labels = Labels(self.editor.state, self.editor.codebook, self.catalogue)
        wanted = query.lower()

        def fits(choice: Choice) -> bool:
            return wanted in f"{choice.label} {choice.detail}".lower()

        yield from filter(fits, self._near_choices(form, slot, labels))
        if "issue" in slot.to:
            yield from filter(fits, self._issue_choices(slot))
        if query and "entity" in slot.to:
            for found in self.candidates(query, True):
                yield self._candidate_choice(slot, found)
        if query:
            for record in self.editor.state.records.values():
                if record.layer in slot.to:
                    choice = Choice(labels.line(record), f"{record.layer} {record.id}", record.id)
                    if fits(choice):
                        yield choice
        author = Choice("the article’s author", "author", AUTHOR)
        if AUTHOR in slot.to and fits(author):
            yield author

    def _near_choices(self, form: Form, slot: Slot, labels: Labels) -> Iterator[Choice]:
        """Records and names of the sentence, those that an attribution proposes as its source first."""
        sentence = self._sentence()
        if slot.name == "source" and _is_attribution(form.layer):
            for found in self.found():
                for span in (found.source, *found.others):
                    if span is not None:
                        yield self._actor_choice(slot, span)
        for record in sorted(self.editor.state.records.values(), key=self.editor.state.order_key):
            layer = self.editor.layer(record)
            near = any(fragment.span.overlaps(sentence) for _, fragment in record.fragments())
            if near and record.layer in slot.to and layer.entity_slot is None and record.id != form.record.id:
                yield Choice(labels.line(record), record.layer, record.id)
        yield from self._actors(slot, sentence)

    def _actors(self, slot: Slot, sentence: Span) -> list[Choice]:
        """One choice for each actor in a sentence, in reading order: tagged mentions, and names not tagged yet."""
        if not self._actor_layer(slot):
            return []
        spans = set(self.reader.names_in(sentence))
        for record in self.editor.state.records.values():
            if record.layer in slot.to and self.editor.layer(record).entity_slot is not None:
                spans |= {fragment.span for _, fragment in record.fragments() if sentence.contains(fragment.span)}
        chosen: list[Choice] = []
        seen: set[str] = set()
        for span in sorted(spans):
            choice = self._actor_choice(slot, span)
            if choice.label not in seen:
                seen.add(choice.label)
                chosen.append(choice)
        return chosen

    def _actor_layer(self, slot: Slot) -> Layer | None:
        layers = (self.editor.codebook.by_name[name] for name in slot.to if name in self.editor.codebook.by_name)
        return next((layer for layer in layers if layer.entity_slot and layer.main_part), None)

    def _actor_choice(self, slot: Slot, span: Span) -> Choice:
        """The tagged mention at a span, else a mention to be made there, linked where a known name stands."""
        labels = Labels(self.editor.state, self.editor.codebook, self.catalogue)
        inside: Record | None = None
        for record in self.editor.state.records.values():
            if record.layer not in slot.to or self.editor.layer(record).entity_slot is None:
                continue
            spans = [fragment.span for _, fragment in record.fragments()]
            if span in spans:
                return Choice(labels.name(record), f"tagged {record.id}", record.id)
            if any(span.contains(one) and one.end == span.end for one in spans):
                inside = record
        if inside is not None:
            return Choice(labels.name(inside), f"tagged {inside.id}", inside.id)
        return self._new_actor(slot, span)

    def _new_actor(self, slot: Slot, span: Span) -> Choice:
        layer = self._actor_layer(slot)
        words = self.editor.article.quote(span)
        if layer is None or layer.main_part is None or layer.entity_slot is None:
            return Choice(words)
        record = Record(layer.name, self.editor.fresh_id(layer.name))
        record = record.with_part(layer.main_part.name, self._fragments([span]))
        best = self.candidates(words, False)[:1]
        if best and EXACT_ALIAS in best[0].reasons:
            record = record.with_value(layer.entity_slot.name, best[0].id)
            return Choice(best[0].name, f"new mention “{words}”, linked", record.id, companion=record)
        return Choice(words, "new mention, not linked", record.id, companion=record)

    def _candidate_choice(self, slot: Slot, found: Candidate) -> Choice:
        value: Value = found.id if slot.type == "link" else f"entity:{found.id}"
        return Choice(found.name, f"{found.kind} · {', '.join(found.reasons)}", value)

    def _issue_choices(self, slot: Slot) -> list[Choice]:
        """The issues, those used in this article first."""
        used = [
            target.removeprefix("issue:")
            for record in self.editor.state.records.values()
            for value in record.values.values()
            for target in (value if isinstance(value, tuple) else (value,))
            if isinstance(target, str)
        ]
        issues = self.editor.codebook.issues
        order = {issue.id: number for number, issue in enumerate(issues)}
        ranked = sorted(issues, key=lambda issue: (-used.count(issue.id), order[issue.id]))
        prefix = "" if slot.type == "link" else "issue:"
        return [Choice(issue.label, f"issue {issue.id}", prefix + issue.id) for issue in ranked]

    def _words(self, form: Form) -> str:
        main = form.layer.main_part
        fragments = form.record.parts.get(main.name, ()) if main else ()
        return fragments[0].quote if fragments else ""

    def _fragments(self, spans: Iterable[Span]) -> tuple[Fragment, ...]:
        return tuple(self.editor.fragment(span) for span in spans)


def plausible(candidate: Candidate) -> bool:
    """Whether a candidate is likely enough that Enter may take it."""
    return bool(candidate.reasons) and candidate.reasons[0] not in ("some letters in common", "refused here")


def _defaults(layer: Layer) -> dict[str, Value]:
    return {slot.name: slot.default for slot in layer.of_type("attribute") if slot.default is not None}


def _guessed(record: Record, layer: Layer, slot: str, value: str) -> Record:
    declared = layer.by_name.get(slot)
    return record.with_value(slot, value) if declared is not None and value in declared.values else record


def _is_attribution(layer: Layer) -> bool:
    part, reference = layer.by_name.get("content"), layer.by_name.get("source")
    return part is not None and part.type == "part" and reference is not None and reference.type == "reference"


def _is_stance(layer: Layer) -> bool:
    slots = (layer.by_name.get("holder"), layer.by_name.get("target"))
    return all(slot is not None and slot.type == "reference" for slot in slots)


def _shifted(found: Attribution, by: int) -> Attribution:
    return Attribution(
        found.source.shift(by) if found.source else None,
        found.cue.shift(by) if found.cue else None,
        tuple(span.shift(by) for span in found.content),
        found.score,
        found.reason,
        tuple(span.shift(by) for span in found.others),
    )


def _without_stop(editor: Editor, sentence: Span) -> Span:
    words = editor.article.quote(sentence).rstrip().rstrip(".!?…")
    return Span(sentence.start, sentence.start + len(words)) if words else sentence


def _distinct(choices: Iterable[Choice]) -> Iterator[Choice]:
    seen: set[object] = set()
    for choice in choices:
        key = choice.spans or (choice.companion.parts if choice.companion else choice.value)
        if repr(key) not in seen:
            seen.add(repr(key))
            yield choice
