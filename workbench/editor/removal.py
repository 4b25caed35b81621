"""What a removal does to the records that point to what is removed."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.annotation import Annotations, Record
from workbench.core.check import record_label
from workbench.core.codebook import Codebook
from workbench.core.edit import Edit
from workbench.core.entity import NIL
from workbench.core.errors import EditError
from workbench.editor.labels import in_short


def removal_edits(state: Annotations, codebook: Codebook, removed: Sequence[Record]) -> list[Edit]:
    """The removal of these records, and the change of each record that points to one of them.

    Where the pointing slot takes entities and the removed record is linked to one, it points there from then on; else it
    is emptied. Raises EditError where it is required, naming the record that needs it.
    """
    gone = {record.id: record for record in removed}
    edits = [Edit(record, None) for record in removed]
    changed: dict[str, Record] = {}
    for referring in state.referring_to(gone):
        if referring.id not in gone:
            changed[referring.id] = _released(referring, gone, codebook)
    return [*(Edit(state.records[one.id], one) for one in changed.values()), *edits]


def _released(record: Record, gone: dict[str, Record], codebook: Codebook) -> Record:
    for slot in codebook.layer(record.layer).of_type("reference"):
        targets = record.references(slot.name)
        if not any(target in gone for target in targets):
            continue
        kept: dict[str, None] = {}
        for target in targets:
            if target not in gone:
                kept[target] = None
            elif "entity" in slot.to and (entity := _entity_of(gone[target], codebook)):
                kept[f"entity:{entity}"] = None
        if slot.required and not kept:
            words = " ".join(" ".join(fragment.quote for _, fragment in record.fragments()).split())
            named = f"{record.layer} {in_short(words)}" if words else record_label(record)
            raise EditError(f"{named} has it as its {slot.label}; change or delete that first")
        record = record.with_value(slot.name, (tuple(kept) if slot.many else next(iter(kept))) if kept else None)
    return record


def _entity_of(record: Record, codebook: Codebook) -> str:
    slot = codebook.layer(record.layer).entity_slot
    entity = record.text(slot.name) if slot else ""
    return "" if entity == NIL else entity
