"""What records, references and slots are called on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.annotation import AUTHOR, Annotations, Record, target_kind
from workbench.core.codebook import Codebook, Slot
from workbench.core.entity import NIL, Catalogue

POLARITY_SIGNS = {"support": "+", "oppose": "-", "neutral": "0", "mixed": "~", "unclear": "="}


_SAID = 40
"""How many characters of a quote a message holds."""


def in_short(words: str) -> str:
    """Words in quotation marks, as many of them as a message holds."""
    return f"“{words if len(words) <= _SAID else f'{words[:_SAID]}…'}”"


@dataclass(frozen=True, slots=True)
class Labels:
    """Names things of one article's annotations."""

    state: Annotations
    codebook: Codebook
    catalogue: Catalogue

    def entity(self, entity_id: str) -> str:
        """The name of an entity, or its id where the catalogue has none."""
        if entity_id == NIL:
            return "(none)"
        found = self.catalogue.resolve(entity_id)
        return found.name if found else entity_id

    def issue(self, issue_id: str) -> str:
        """The title of an issue."""
        found = self.codebook.issues_by_id.get(issue_id)
        return found.label if found else issue_id

    def quote(self, record: Record) -> str:
        """The words of a record's main part, its fragments joined by an ellipsis."""
        layer = self.codebook.layer(record.layer)
        main = layer.main_part
        fragments = record.parts.get(main.name, ()) if main else ()
        if not fragments:
            fragments = next(iter(record.parts.values()), ())
        return " … ".join(" ".join(fragment.quote.split()) for fragment in fragments)

    def name(self, record: Record) -> str:
        """An actor-like record's entity, else its words."""
        slot = self.codebook.layer(record.layer).entity_slot
        entity = record.text(slot.name) if slot else ""
        return self.entity(entity) if entity and entity != NIL else self.quote(record) or record.id

    def reference(self, reference: str) -> str:
        """What a reference points to."""
        return self._reference(reference, nested=False)

    def _reference(self, reference: str, *, nested: bool) -> str:
        """``nested``: within the line of another record, where a record is named by its words, or lines had no end."""
        kind, target = target_kind(reference)
        if kind == AUTHOR:
            return "the article’s author"
        if kind == "entity":
            return self.entity(target)
        if kind == "issue":
            return self.issue(target)
        record = self.state.records.get(target)
        if record is None:
            return f"{target} (missing)"
        if self.codebook.layer(record.layer).entity_slot is not None:
            return self.name(record)
        return f"{record.layer}: {self.quote(record) or record.id if nested else self._line(record, nested=True)}"

    def value(self, record: Record, slot: Slot) -> str:
        """What stands in a slot of a record."""
        if slot.type == "part":
            return " … ".join(fragment.quote for fragment in record.parts.get(slot.name, ()))
        if slot.type == "reference":
            return ", ".join(self.reference(target) for target in record.references(slot.name))
        if slot.type == "link":
            name = self.issue if "issue" in slot.to else self.entity
            return ", ".join(name(target) for target in record.references(slot.name))
        return record.text(slot.name)

    def named(self, record: Record) -> str:
        """A record in a message: an actor-like one by its name, another by its layer and words."""
        if self.codebook.layer(record.layer).entity_slot is not None:
            return self.name(record)
        words = self.quote(record)
        return in_short(words) if words else record.id

    def line(self, record: Record) -> str:
        """A record in one line: who, how, what.

        References and signs come first, then words: ``Haftar + Russia “has been…”``, ``Harchaoui: noted “that …”``.
        """
        return self._line(record, nested=False)

    def _line(self, record: Record, *, nested: bool) -> str:
        layer = self.codebook.layer(record.layer)
        if layer.entity_slot is not None and not layer.of_type("reference"):
            return self.name(record)
        required = [
            slot for slot in layer.slots if slot.type == "reference" and (slot.required or slot is layer.slots[0])
        ]
        names = [
            ", ".join(self._reference(one, nested=nested) for one in record.references(slot.name)) or "?"
            for slot in required
        ]
        polarity = record.text("polarity")
        if len(names) == 2:
            sign = POLARITY_SIGNS.get(polarity, polarity or "→")
            head = f"{names[0]} {sign} {names[1]}"
        else:
            head = ": ".join(names[:1])
        words = self.quote(record)
        cue = " … ".join(fragment.quote for fragment in record.parts.get("cue", ()))
        rest = f"{cue} “{words}”" if cue else f"“{words}”" if words else ""
        if len(names) == 2:
            return f"{head} {rest}".strip()
        return f"{head}: {rest or record.id}" if head else rest or record.id
