"""Records become statements.

* A layer with a holder and a target (stances) or with a source and an issue (claims) makes statements; which layers those
  are is read from the slots of the codebook.
* The holder is the entity that the reference leads to, merges followed; a mention that is linked to nothing stands for
  itself by the words of the text.
* The organization is that of the record's ``organization`` slot; else the entity's affiliation at the article's date; else
  the holder itself, where it is no person.
* The concept is ``issue:ID``; a claim that is the target gives its own issue; other targets stand as ``entity:ID``.
* Polarity: support 1, oppose −1, neutral and mixed 0; unclear, and records that take no side, None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.core.annotation import AUTHOR, Annotations, Record, target_kind
from workbench.core.codebook import Codebook, Layer
from workbench.core.entity import NIL, Catalogue
from workbench.core.moment import moment
from workbench.network.statement import BETWEEN, OPPOSE, SUPPORT, Gathered, LeftOut, Statement, Who

QUALIFIERS = {"support": SUPPORT, "oppose": OPPOSE, "neutral": BETWEEN, "mixed": BETWEEN, "yes": SUPPORT, "no": OPPOSE}

PERSON = "person"
ISSUE = "issue"
_MENTION = "mention:"
_ENTITY = "entity:"
_HOLDERS = ("holder", "source")
_QUALIFIED_BY = ("polarity", "agreement")


@dataclass(frozen=True, slots=True)
class Coded:
    """One annotator's records of one article, with the article's date."""

    annotations: Annotations
    date: str = ""


def gather(coded: Iterable[Coded], codebook: Codebook, catalogue: Catalogue) -> Gathered:
    """Every statement of these annotations, in the order of time; records that make none are named."""
    gathering = _Gathering(codebook, catalogue)
    for one in coded:
        gathering.take(one)
    return gathering.gathered()


def layers_of_statements(codebook: Codebook) -> tuple[str, ...]:
    """The layers whose records make statements."""
    return tuple(layer.name for layer in codebook.layers if _holder_slot(layer) and _concept_slot(layer))


def _holder_slot(layer: Layer) -> str:
    return next((name for name in _HOLDERS if name in layer.by_name), "")


def _concept_slot(layer: Layer) -> str:
    """The slot that says what a record is about: a target, else a link to an issue."""
    if "target" in layer.by_name:
        return "target"
    return next((slot.name for slot in layer.slots if slot.type in ("link", "reference") and ISSUE in slot.to), "")


class _Gathering:
    def __init__(self, codebook: Codebook, catalogue: Catalogue) -> None:
        self._codebook = codebook
        self._catalogue = catalogue
        self._layers = [codebook.layer(name) for name in layers_of_statements(codebook)]
        self._statements: list[Statement] = []
        self._who: dict[str, Who] = {}
        self._left_out: list[LeftOut] = []

    def gathered(self) -> Gathered:
        statements = sorted(self._statements, key=lambda one: one.order)
        return Gathered(tuple(statements), self._who, tuple(self._left_out))

    def take(self, coded: Coded) -> None:
        state = coded.annotations
        for layer in self._layers:
            for record in state.of_layer(layer.name):
                holder = self._actor(record.references(_holder_slot(layer)), state)
                concepts = self._concepts(record, layer, state)
                if not holder or not concepts:
                    why = "names nobody who speaks" if not holder else "is about no issue"
                    head = state.header
                    self._left_out.append(LeftOut(f"{head.article}: {head.annotator}/{record.id}", why))
                    continue
                self._statements += [self._statement(coded, record, holder, concept) for concept in concepts]

    def _statement(self, coded: Coded, record: Record, holder: str, concept: str) -> Statement:
        state = coded.annotations
        is_person = self._who[holder].kind == PERSON
        return Statement(
            state.header.article,
            state.header.annotator,
            record.id,
            record.layer,
            concept,
            holder,
            holder if is_person else "",
            self._organization(record, holder, coded),
            next((QUALIFIERS.get(record.text(name)) for name in _QUALIFIED_BY if record.text(name)), None),
            moment(coded.date),
            state.place(record),
        )

    # Actors

    def _actor(self, references: Iterable[str], state: Annotations) -> str:
        """The node of the first reference that leads to somebody; empty where none does."""
        return next((node for reference in references if (node := self._node(reference, state))), "")

    def _node(self, reference: str, state: Annotations) -> str:
        kind, target = target_kind(reference)
        if kind == AUTHOR:
            return self._known(AUTHOR, Who("(author)", "media"))
        if kind == "entity":
            return self._entity(target)
        record = state.records.get(target) if kind == "record" else None
        if record is None:
            return ""
        layer = self._codebook.by_name.get(record.layer)
        slot = layer.entity_slot if layer else None
        linked = record.text(slot.name) if slot else ""
        if linked and linked != NIL:
            return self._entity(linked)
        words = next((" ".join(fragment.quote.split()) for _, fragment in record.fragments()), "")
        return self._known(_MENTION + words, Who(words, record.text("kind") or "other")) if words else ""

    def _entity(self, entity_id: str) -> str:
        if not entity_id or entity_id == NIL:
            return ""
        entity = self._catalogue.resolve(entity_id)
        if entity is None:
            return self._known(entity_id, Who(entity_id, "other"))
        return self._known(entity.id, Who(entity.name, entity.kind))

    def _known(self, node: str, who: Who) -> str:
        self._who.setdefault(node, who)
        return node

    def _organization(self, record: Record, holder: str, coded: Coded) -> str:
        named = self._actor(record.references("organization"), coded.annotations)
        if named:
            return named
        entity = self._catalogue.resolve(holder)
        if self._who[holder].kind != PERSON:
            return holder
        return self._entity(entity.affiliation_at(coded.date)) if entity else ""

    # Concepts

    def _concepts(self, record: Record, layer: Layer, state: Annotations) -> list[str]:
        slot = layer.by_name[_concept_slot(layer)]
        found: list[str] = []
        for value in record.references(slot.name):
            reference = f"{ISSUE}:{value}" if slot.type == "link" else value
            found += [node for node in self._concept(reference, state) if node not in found]
        return found

    def _concept(self, reference: str, state: Annotations) -> list[str]:
        kind, target = target_kind(reference)
        if kind == ISSUE:
            return [self._known_issue(target)]
        record = state.records.get(target) if kind == "record" else None
        layer = self._codebook.by_name.get(record.layer) if record else None
        if record is not None and layer is not None and layer in self._layers and "target" not in layer.by_name:
            return self._concepts(record, layer, state)
        node = self._node(reference, state)
        if not node:
            return []
        return [self._known(_ENTITY + node, self._who[node])]

    def _known_issue(self, issue_id: str) -> str:
        issue = self._codebook.issues_by_id.get(issue_id)
        return self._known(f"{ISSUE}:{issue_id}", Who(issue.label if issue else issue_id, ISSUE))
