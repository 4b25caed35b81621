"""What a record says in the words of a DNA statement: its type, and a value for each variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.annotation import AUTHOR, Annotations, Record, target_kind
from workbench.core.codebook import Issue, Layer, Slot
from workbench.core.entity import NIL, Entity
from workbench.interchange.dna_layers import (
    AGREEMENT,
    CLAIM,
    CONCEPT,
    CONTENT,
    CUE,
    DNA_STATEMENT,
    GRADED,
    NO,
    NOTE,
    ORGANIZATION,
    PERSON,
    POLARITY,
    SOURCE,
    YES,
    data_type,
    is_claim,
    is_stance,
    part_of,
)
from workbench.interchange.dna_making import Making, Value
from workbench.interchange.dna_nodes import MENTION, marked
from workbench.interchange.dna_notes import Copy
from workbench.interchange.dna_tables import BOOLEAN, INTEGER, LONG_TEXT, SHORT, SHORT_TEXT
from workbench.interchange.exchange import Document, Loss, Surroundings
from workbench.interchange.naming import layer_name

_SIDES = {"support": 1, "oppose": 0}
_GRADES = {"support": 1, "oppose": -1}
_UNSAID = ("wikidata", "cameo", "country")

Column = tuple[str, str, int | str | Value, Sequence[str]]
"""(variable, data type, value, the names that the value goes by)."""


@dataclass(slots=True)
class Said:
    """A statement on its way into the tables."""

    label: str
    values: list[Column] = field(default_factory=list)
    above: list[tuple[str, list[Value]]] = field(default_factory=list)
    """(variable, an issue and the wider ones above it)."""


@dataclass(slots=True)
class _At:
    """Where a record stands, for what it loses."""

    document: Document
    state: Annotations
    record: Record


class Saying:
    """Turns records into statements; ``losses`` are filled on the way."""

    def __init__(self, around: Surroundings, *, graded: bool) -> None:
        self._codebook = around.codebook
        self._catalogue = around.catalogue
        self._graded = graded
        self._told: set[str] = set()
        self.losses: list[Loss] = []

    def said(self, document: Document, state: Annotations, record: Record, label: str, making: Making) -> Said:
        """The statement of a record; ``label`` is the type of the one that it came from, or empty."""
        at = _At(document, state, record)
        layer = self._codebook.layer(record.layer)
        if is_stance(layer):
            found = self._stance(at, layer, label)
        elif is_claim(layer):
            found = self._claim(at, layer)
        else:
            found = Said(label or layer.label)
            self._slots(at, layer, found, {part_of(layer)}, making)
            if NOTE in making.variables_of(found.label) and NOTE not in layer.by_name:
                found.values.append((NOTE, LONG_TEXT, record.note, ()))
        self._lost(at, layer, noted=any(name == NOTE for name, *_ in found.values))
        if is_stance(layer) or is_claim(layer):
            known = {"holder", "target", "organization", "polarity", "evidence", "source", "cue", "content", "issue"}
            self._slots(at, layer, found, known, making)
        return found

    def _loss(self, at: _At, key: str, what: str, rule: str) -> None:
        record = f"{at.state.header.annotator}/{at.record.id}"
        self.losses.append(Loss(at.document.article.id, record, key, f"{what}; kept in the document's notes", rule))

    def _lost(self, at: _At, layer: Layer, *, noted: bool) -> None:
        """What no statement can hold, whatever the layer."""
        record = at.record
        if record.note and not noted:
            self._loss(at, "note", "a statement has no note", "notes")
        if record.flag:
            self._loss(at, "flag", "a statement cannot be flagged", "notes")
        if record.origin:
            self._loss(at, "origin", "a statement does not say where it came from", "notes")
        if record.decision is not None:
            self._loss(at, "decision", "a statement does not say what it was decided from", "notes")
        for name, fragments in record.parts.items():
            if name == part_of(layer) and len(fragments) > 1:
                self._loss(
                    at, name, f"a statement is one stretch; DNA shows the first of {len(fragments)}", "fragments"
                )

    # Stances and claims

    def _stance(self, at: _At, layer: Layer, label: str) -> Said:
        polarity = at.record.text(POLARITY)
        person, organization = self._speaker(at, "holder")
        plain = polarity in _SIDES and not self._graded
        own = label if label not in ("", DNA_STATEMENT, GRADED) else ""
        default = DNA_STATEMENT if layer.name == "stance" else layer.label
        found = Said(own or (default if plain else GRADED if layer.name == "stance" else f"{layer.label} ({GRADED})"))
        found.values += [
            (PERSON, SHORT_TEXT, *person),
            (ORGANIZATION, SHORT_TEXT, *organization),
            (CONCEPT, SHORT_TEXT, *self._concept(at, found)),
        ]
        if plain or own:
            found.values.append((AGREEMENT, BOOLEAN, _SIDES.get(polarity, 0), ()))
        else:
            found.values.append((AGREEMENT, INTEGER, _GRADES.get(polarity, 0), ()))
            found.values.append((POLARITY, SHORT_TEXT, Value(polarity), ()))
        if polarity not in _SIDES:
            self._loss(at, POLARITY, f"“{polarity}” is neither yes nor no; DNA gets the number 0", "polarity")
        return found

    def _claim(self, at: _At, layer: Layer) -> Said:
        record = at.record
        found = Said(CLAIM)
        source = self._node(at, SOURCE, record.references(SOURCE))
        named = self._node(at, ORGANIZATION, record.references(ORGANIZATION))
        if not named[0].text:
            named = self._affiliation(at, source[0].node)
        issue = record.text("issue")
        concept = self._issue_value(issue, found, CONCEPT) if issue else (Value(""), ())
        denied = record.text("certainty") == "denied"
        found.values += [
            (SOURCE, SHORT_TEXT, *source),
            (ORGANIZATION, SHORT_TEXT, *named),
            (CUE, SHORT_TEXT, Value(self._short(at, CUE, _quote(record, CUE))), ()),
            (CONCEPT, SHORT_TEXT, *concept),
            (AGREEMENT, BOOLEAN, int(not denied), ()),
            (CONTENT, LONG_TEXT, _quote(record, CONTENT), ()),
        ]
        return found

    def _speaker(self, at: _At, slot: str) -> tuple[tuple[Value, Sequence[str]], tuple[Value, Sequence[str]]]:
        """The holder as person, or as organization; with a person, on whose behalf they speak."""
        holder, kind = self._node(at, slot, at.record.references(slot)), self._kind(at, at.record.references(slot))
        named = self._node(at, ORGANIZATION, at.record.references(ORGANIZATION))
        if kind == "person":
            return holder, named if named[0].text else self._affiliation(at, holder[0].node)
        if named[0].text:
            self._loss(at, ORGANIZATION, "the holder is the organization itself in DNA", "organization")
        return (Value(""), ()), holder

    def _concept(self, at: _At, found: Said) -> tuple[Value, Sequence[str]]:
        target = next(iter(at.record.references("target")), "")
        kind, name = target_kind(target)
        if kind == "issue":
            return self._issue_value(name, found, CONCEPT)
        other = at.state.records.get(name) if kind == "record" else None
        if other is not None and is_claim(self._codebook.layer(other.layer)):
            self._loss(at, "target", "DNA has no statement about a statement; it gets the claim's issue", "target")
            issue = other.text("issue")
            return self._issue_value(issue, found, CONCEPT) if issue else (Value(""), ())
        return self._node(at, "target", (target,))

    # Slots as variables

    def _slots(self, at: _At, layer: Layer, found: Said, known: set[str], making: Making) -> None:
        """The other slots of a layer: variables of their names, or of those that they came from."""
        names = {layer_name(name): name for name in making.variables_of(found.label)}
        types = {name: one.data_type for name, one in making.variables_of(found.label).items()}
        for slot in layer.slots:
            if slot.name in known:
                continue
            name = names.get(slot.name, slot.name)
            wanted = types.get(name, data_type(slot))
            found.values.append((name, wanted, *self._slot(at, slot, wanted, found)))

    def _slot(self, at: _At, slot: Slot, wanted: str, found: Said) -> tuple[int | str | Value, Sequence[str]]:
        record = at.record
        if slot.type == "part":
            return _quote(record, slot.name), ()
        if slot.type == "link" and slot.to == ("issue",):
            return (
                self._issue_value(record.text(slot.name), found, slot.name)
                if record.text(slot.name)
                else (Value(""), ())
            )
        if slot.type in ("reference", "link"):
            prefix = "entity:" if slot.type == "link" else ""
            targets = tuple(prefix + one for one in record.references(slot.name))
            return self._node(at, slot.name, targets)
        value = record.values.get(slot.name, "")
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        if wanted == BOOLEAN:
            return int(text == YES) if text in (YES, NO) else 0, ()
        if wanted == INTEGER:
            return (value if isinstance(value, int) else 0), ()
        return (text, ()) if wanted == LONG_TEXT else (Value(self._short(at, slot.name, text)), ())

    # Actors and issues

    def _node(self, at: _At, slot: str, references: Sequence[str]) -> tuple[Value, Sequence[str]]:
        """The first of what a slot points to; empty where it points to nothing."""
        if len(references) > 1:
            self._loss(at, slot, "DNA takes one; it gets the first", "many")
        reference = next(iter(references), "")
        kind, name = target_kind(reference) if reference else ("", "")
        if kind == AUTHOR:
            self._loss(at, slot, "stands for the article's author, whom DNA gets as “(author)”", "mentions")
            return Value("(author)", AUTHOR, {"Notes": marked("", AUTHOR)}), ()
        if kind == "issue":
            return Value(self._short(at, slot, self._issue(name).label), f"issue:{name}"), ()
        if kind == "record":
            return self._mention(at, slot, name)
        return self._entity_value(name, at, slot) if name and name != NIL else (Value(""), ())

    def _mention(self, at: _At, slot: str, record_id: str) -> tuple[Value, Sequence[str]]:
        other = at.state.records.get(record_id)
        if other is None:
            return Value(""), ()
        self._loss(at, slot, f"points to {record_id}; DNA gets the name", "mentions")
        linked = self._linked(other)
        if linked:
            return self._entity_value(linked, at, slot)
        words = next((fragment.quote for _, fragment in other.fragments()), "")
        return Value(self._short(at, slot, words), "", {"Notes": marked("", MENTION)}), ()

    def _linked(self, record: Record) -> str:
        slot = self._codebook.layer(record.layer).entity_slot
        found = record.text(slot.name) if slot else ""
        return "" if found == NIL else found

    def _kind(self, at: _At, references: Sequence[str]) -> str:
        kind, name = target_kind(next(iter(references), AUTHOR))
        other = at.state.records.get(name) if kind == "record" else None
        if other is not None:
            name = self._linked(other)
            if not name:
                return other.text("kind") or "other"
        entity = self._catalogue.resolve(name)
        return entity.kind if entity else "other"

    def _affiliation(self, at: _At, node: str) -> tuple[Value, Sequence[str]]:
        entity = self._catalogue.resolve(node.removeprefix("entity:")) if node.startswith("entity:") else None
        if entity is None or entity.kind != "person":
            return Value(""), ()
        found = entity.affiliation_at(at.document.article.meta.date)
        return self._entity_value(found, at, ORGANIZATION) if found else (Value(""), ())

    def _entity_value(self, entity_id: str, at: _At, slot: str) -> tuple[Value, Sequence[str]]:
        entity = self._catalogue.resolve(entity_id) or Entity(entity_id, entity_id)
        node = f"entity:{entity.id}"
        return Value(self._short(at, slot, entity.name), node, self._about(entity, node)), entity.names

    def _about(self, entity: Entity, node: str) -> Mapping[str, str]:
        """The attributes that DNA gives to a value."""
        aliases: list[str] = []
        lost = [name for name in _UNSAID if getattr(entity, name)]
        for alias in entity.aliases:
            if ";" in alias or len("; ".join((*aliases, alias))) > SHORT:
                lost.append(f"alias “{alias}”")
            else:
                aliases.append(alias)
        notes = marked(entity.description, node)
        if len(notes) > SHORT:
            lost.append("description")
            notes = marked("", node)
        if len(notes) > SHORT:
            lost.append("id")
            notes = ""
        lost += ["affiliation"] if entity.affiliations else []
        if lost and entity.id not in self._told:
            self._told.add(entity.id)
            self.losses.append(Loss("", f"entity {entity.id}", ", ".join(lost), "stays in the catalogue", "entities"))
        texts = {"Type": entity.kind, "Alias": "; ".join(aliases), "Notes": notes}
        return {name: Copy.of(text).text for name, text in texts.items()}

    def _issue(self, issue_id: str) -> Issue:
        return self._codebook.issues_by_id.get(issue_id) or Issue(issue_id)

    def _issue_value(self, issue_id: str, found: Said, variable: str) -> tuple[Value, Sequence[str]]:
        line: list[Value] = []
        seen: set[str] = set()
        at = issue_id
        while at and at not in seen:
            seen.add(at)
            issue = self._issue(at)
            node = f"issue:{issue.id}"
            notes = marked("", node)
            line.append(Value(Copy.of(issue.label).text[:SHORT], node, {"Notes": notes} if len(notes) <= SHORT else {}))
            at = issue.parent
        found.above.append((variable, line))
        return line[0], (self._issue(issue_id).label,)

    def _short(self, at: _At, slot: str, text: str) -> str:
        plain = Copy.of(" ".join(text.split())).text
        if len(plain) > SHORT:
            self._loss(at, slot, f"is cut after {SHORT} characters", "long")
        return plain[:SHORT]


def _quote(record: Record, part: str) -> str:
    return Copy.of(" … ".join(fragment.quote for fragment in record.parts.get(part, ()))).text
