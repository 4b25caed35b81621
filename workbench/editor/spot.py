"""Where a form is asked for: the article, the person's place in it, what is tagged around it, and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.core.annotation import Fragment, Record, Value
from workbench.core.codebook import Layer, Slot
from workbench.core.entity import Catalogue
from workbench.core.span import Span
from workbench.editor.editor import Editor
from workbench.editor.form import Choice
from workbench.editor.labels import Labels
from workbench.editor.reader import Reader
from workbench.linking.index import NameIndex
from workbench.linking.linklog import LinkLog
from workbench.linking.query import Query
from workbench.linking.rank import Candidate
from workbench.suggest import Attribution, attribution_for, attributions

CANDIDATES = 50
"""So many entities are proposed at most."""

_DOUBTFUL = frozenset(("some letters in common", "refused before"))
"""Reasons of candidates that the words as they stand do not speak for."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Knows the article, the person's place in it, and the catalogue."""

    editor: Editor
    reader: Reader
    index: NameIndex
    catalogue: Catalogue
    roster: frozenset[str] = frozenset()
    log: LinkLog = field(default_factory=LinkLog)

    # Places

    def mention(self) -> Span:
        """The selection, else the name under the cursor, else the words found there, else the word."""
        return self.reader.selection or self.reader.here()

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
                return [shifted(one, window.start) for one in found]
        found = attributions(window.text, sentence.shift(-window.start), names=names, language=language)
        return [shifted(one, window.start) for one in found]

    def _names(self, start: int, length: int) -> list[Span]:
        """Known names and tagged mentions in a window, as offsets of the window."""
        here = Span(start, start + length)
        window = self.reader.window(start)
        names = set(self.reader.units(window, "name"))
        for record in self.editor.around(here):
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
            for record in self.editor.around(sentence)
            if is_attribution(self.editor.layer(record))
            and any(fragment.span.overlaps(sentence) for _, fragment in record.fragments())
        ]
        if self.reader.selection is not None and (current is None or current not in claims):
            return None
        if current is not None and current in claims:
            return current
        return min(claims, key=self._distance, default=None)

    def _distance(self, record: Record) -> tuple[int, tuple[int, int, str]]:
        """The length of the record's shortest fragment under the cursor; without one, behind all that have one."""
        under = [
            fragment.end - fragment.start
            for _, fragment in record.fragments()
            if fragment.span.holds(self.reader.cursor)
        ]
        return min(under, default=len(self.editor.article.text) + 1), self.editor.state.order_key(record)

    # Actors

    def candidates(self, text: str, typing: bool, kind: str = "") -> list[Candidate]:
        """Ranked entities for a query or for the words of a mention."""
        return self.index.search(self.asked(text, typing, kind), CANDIDATES)

    def asked(self, text: str, typing: bool, kind: str = "") -> Query:
        """The question for entities, with what is known about this place; an index can be asked it on any thread."""
        linked = frozenset(one for one, times in self.editor.nearby.used.items() if times > 0 and one in self.catalogue)
        words = text.strip().lower()
        refused = frozenset(
            one.entity for one in self.editor.state.header.refused if one.entity and one.quote.lower() == words
        )
        mode = "typing" if typing else "mention"
        refused |= self.log.refused(text)
        return Query(text, mode, kind, linked, self.roster, refused, self.log.accepted(text))  # type: ignore[arg-type]

    def _actors(self, slot: Slot, sentence: Span) -> list[Choice]:
        """One choice for each actor in a sentence, in reading order: tagged mentions, and names not tagged yet."""
        if not self._actor_layer(slot):
            return []
        spans = set(self.reader.names_in(sentence))
        for record in self.editor.around(sentence):
            if record.layer in slot.to and self.editor.layer(record).entity_slot is not None:
                spans |= {fragment.span for _, fragment in record.fragments() if sentence.contains(fragment.span)}
        chosen: list[Choice] = []
        seen: set[str] = set()
        for span in sorted(spans):
            choice = self._actor_choice(slot, span)
            if choice is not None and choice.label not in seen:
                seen.add(choice.label)
                chosen.append(choice)
        return chosen

    def _actor_layer(self, slot: Slot) -> Layer | None:
        layers = (self.editor.codebook.by_name[name] for name in slot.to if name in self.editor.codebook.by_name)
        return next((layer for layer in layers if layer.entity_slot and layer.main_part), None)

    def _actor_choice(self, slot: Slot, span: Span) -> Choice | None:
        """The tagged mention at a span, else a mention to be made there, linked where a known name stands.

        Where the slot takes no mentions, the entity with this name; None where there is none.
        """
        labels = Labels(self.editor.state, self.editor.codebook, self.catalogue)
        inside: Record | None = None
        for record in self.editor.around(span):
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

    def _new_actor(self, slot: Slot, span: Span) -> Choice | None:
        layer = self._actor_layer(slot)
        words = self.editor.article.quote(span)
        best = [found for found in self.candidates(words, False)[:1] if found.exact]
        if layer is None or layer.main_part is None or layer.entity_slot is None:
            return self._candidate_choice(slot, best[0]) if best and "entity" in slot.to else None
        record = Record(layer.name, self.editor.fresh_id(layer.name))
        record = record.with_part(layer.main_part.name, self._fragments([span]))
        if best:
            record = record.with_value(layer.entity_slot.name, layer.entity_slot.shaped(best[0].id))
            return Choice(best[0].name, f"new mention “{words}”, linked", record.id, companion=record)
        return Choice(words, "new mention, not linked", record.id, companion=record)

    def _candidate_choice(self, slot: Slot, found: Candidate) -> Choice:
        value: Value = found.id if slot.type == "link" else f"entity:{found.id}"
        return Choice(found.name, f"{found.kind} · {', '.join(found.reasons)}", value, doubtful=not plausible(found))

    def _fragments(self, spans: Iterable[Span]) -> tuple[Fragment, ...]:
        return tuple(self.editor.fragment(span) for span in spans)


def plausible(candidate: Candidate) -> bool:
    """Whether a candidate is likely enough that Enter may take it."""
    return bool(candidate.reasons) and _DOUBTFUL.isdisjoint(candidate.reasons)


def is_attribution(layer: Layer) -> bool:
    """Whether a record of this layer says who says what."""
    part, reference = layer.by_name.get("content"), layer.by_name.get("source")
    return part is not None and part.type == "part" and reference is not None and reference.type == "reference"


def is_stance(layer: Layer) -> bool:
    """Whether a record of this layer says who stands for or against whom."""
    slots = (layer.by_name.get("holder"), layer.by_name.get("target"))
    return all(slot is not None and slot.type == "reference" for slot in slots)


def shifted(found: Attribution, by: int) -> Attribution:
    """The proposal with all its spans moved by ``by`` code points."""
    return Attribution(
        found.source.shift(by) if found.source else None,
        found.cue.shift(by) if found.cue else None,
        tuple(span.shift(by) for span in found.content),
        found.score,
        found.reason,
        tuple(span.shift(by) for span in found.others),
    )
