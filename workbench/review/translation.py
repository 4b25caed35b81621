"""References of coders' records, in words of the gold.

A coder's reference to a record becomes a reference to the gold record that was made from it. Where that record is not
decided yet (or was rejected), a stand-in is written: ``entity:ID`` where it is linked and the slot takes entities, else
its source, ``annotator/id``, which ``check`` names as a reference to nowhere. As soon as the record is decided, every
stand-in for it is replaced in the same step; when a decision is taken back, or becomes a rejection, the references go back
to the stand-in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.core.annotation import Annotations, Record, target_kind
from workbench.core.codebook import Codebook, Slot
from workbench.core.entity import NIL
from workbench.review.fingerprint import source_key, split_source

GoldOf = Callable[[str], str]
"""The id of the gold record made from a source; empty where there is none."""


class Translation:
    """Rewrites the references of records between the coders' files and the gold."""

    def __init__(self, files: Mapping[str, Annotations], codebook: Codebook) -> None:
        self._files = files
        self._codebook = codebook

    def to_gold(self, annotator: str, record: Record, gold_of: GoldOf) -> Record:
        """A coder's record with its references in words of the gold."""
        result = record
        for slot in self._codebook.layer(record.layer).of_type("reference"):
            targets = record.references(slot.name)
            if targets:
                result = _with_targets(result, slot, [self._target(annotator, one, slot, gold_of) for one in targets])
        return result

    def stand_ins(self, gold: Record) -> set[str]:
        """The sources that a gold record holds stand-ins for."""
        found: set[str] = set()
        for slot in self._codebook.layer(gold.layer).of_type("reference"):
            for target in gold.references(slot.name):
                found.update(self._stands_for(gold, slot, target))
        return found

    def repaired(self, gold: Record, gold_of: GoldOf) -> Record:
        """The gold record with each stand-in replaced where what it stands for is decided by now."""
        result = gold
        for slot in self._codebook.layer(gold.layer).of_type("reference"):
            targets = gold.references(slot.name)
            changed = []
            for target in targets:
                ids = [gold_of(source) for source in self._stands_for(gold, slot, target)]
                changed.append(next((one for one in ids if one and one != gold.id), target))
            if tuple(changed) != targets:
                result = _with_targets(result, slot, changed)
        return result

    def released(self, gold: Record, removed: Mapping[str, Record]) -> Record:
        """The gold record with stand-ins for the gold records that are removed."""
        result = gold
        for slot in self._codebook.layer(gold.layer).of_type("reference"):
            targets = gold.references(slot.name)
            if any(target in removed for target in targets):
                changed = [self._without(gold, slot, removed[one]) if one in removed else one for one in targets]
                result = _with_targets(result, slot, [one for one in changed if one])
        return result

    def _target(self, annotator: str, target: str, slot: Slot, gold_of: GoldOf) -> str:
        kind, record_id = target_kind(target)
        if kind != "record":
            return target
        source = source_key(annotator, record_id)
        return gold_of(source) or self._stand_in(source, slot)

    def _stand_in(self, source: str, slot: Slot) -> str:
        entity = self._entity(self._record(source))
        return f"entity:{entity}" if entity and "entity" in slot.to else source

    def _stands_for(self, gold: Record, slot: Slot, target: str) -> list[str]:
        """The sources that one target of a gold record stands for; none where it may well be what a coder wrote."""
        kind, entity = target_kind(target)
        if kind == "record":
            return [target] if split_source(target)[0] in self._files else []
        if kind != "entity" or gold.decision is None:
            return []
        found: list[str] = []
        for source in gold.decision.sources:
            annotator, record = split_source(source)[0], self._record(source)
            for one in record.references(slot.name) if record else ():
                if one == target:
                    return []
                there = source_key(annotator, one)
                if target_kind(one)[0] == "record" and self._entity(self._record(there)) == entity:
                    found.append(there)
        return found

    def _without(self, gold: Record, slot: Slot, removed: Record) -> str:
        """The stand-in for a removed gold record: for that of its sources to which a source of this record refers."""
        sources = removed.decision.sources if removed.decision else ()
        if (entity := self._entity(removed)) and "entity" in slot.to:
            return f"entity:{entity}"
        meant: set[str] = set()
        for source in gold.decision.sources if gold.decision else ():
            record = self._record(source)
            meant.update(
                source_key(split_source(source)[0], one) for one in (record.references(slot.name) if record else ())
            )
        return next((one for one in sources if one in meant), sources[0] if sources else "")

    def _record(self, source: str) -> Record | None:
        annotator, record_id = split_source(source)
        state = self._files.get(annotator)
        return state.records.get(record_id) if state else None

    def _entity(self, record: Record | None) -> str:
        slot = self._codebook.layer(record.layer).entity_slot if record else None
        entity = record.text(slot.name) if record and slot else ""
        return "" if entity == NIL else entity


def redirected(record: Record, instead: Mapping[str, str], codebook: Codebook) -> Record:
    """The record with references to other records in the place of those named."""
    for slot in codebook.layer(record.layer).of_type("reference") if instead else ():
        targets = record.references(slot.name)
        if not instead.keys().isdisjoint(targets):
            record = _with_targets(record, slot, [instead.get(one, one) for one in targets])
    return record


def _with_targets(record: Record, slot: Slot, targets: list[str]) -> Record:
    distinct = tuple(dict.fromkeys(targets))
    if slot.many:
        return record.with_value(slot.name, distinct)
    return record.with_value(slot.name, distinct[0] if distinct else None)
