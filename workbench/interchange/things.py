"""Annotations as UIMA sees them: typed stretches of the text with features, and links from one to another.

``things_of`` writes a record as one thing of the type ``webanno.custom.workbench.<layer>`` for each of its fragments. The
first, its *host*, has the values as features and links to the other fragments and to the hosts of the records that its
references name. A record without a fragment is a host of no width. One more thing of no width, ``…workbench.Document``, carries
what belongs to the file. ``records_of`` is the way back; ``layering`` takes everybody else's things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from workbench.core.annotation import Annotations, Decision, Fragment, Record, Value
from workbench.core.article import Article
from workbench.core.codebook import Layer, Slot
from workbench.core.errors import FileError
from workbench.interchange.carried import Carried, carried, read_carried
from workbench.interchange.exchange import Surroundings
from workbench.interchange.json_reading import json_line, json_value
from workbench.interchange.marks import Drawing

PREFIX = "webanno.custom.workbench."
DOCUMENT = f"{PREFIX}Document"
LINKS = "recordLinks"
"""The feature of a host that holds its links; the role of each is the part or the slot."""

RECORD, PART, PLACE, CARRIED = "recordId", "recordPart", "exactPlace", "carried"
OWN = (RECORD, PART, PLACE, CARRIED, "note", "flag", "origin", "decision")
"""Features of our types that are no slots; a capital or a reserved word keeps them apart from the slots."""

_UIMA = {name: f"{name}Slot" for name in ("begin", "sofa", "self", "type", "links", "carried")}
"""Slots whose name means something else to UIMA → the feature that holds them."""
_SLOTS = {feature: slot for slot, feature in _UIMA.items()}


@dataclass(slots=True)
class Thing:
    """An annotation: its type, where it stands (code points; None for what stands nowhere), its features and links."""

    type: str
    start: int
    end: int
    features: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """Feature → (role, the place of the target in the list) of each link."""
    where: str = ""
    """As messages name it."""
    placed: bool = True


def things_of(article: Article, state: Annotations, around: Surroundings) -> list[Thing]:
    """The things of one annotator in one article; first the document's."""
    block = carried(article, state, Drawing(), around, records=False)
    things = [Thing(DOCUMENT, 0, 0, {CARRIED: json_line(block)})]
    hosts: dict[str, int] = {}
    for record in sorted(state.records.values(), key=state.order_key):
        layer = around.codebook.by_name.get(record.layer)
        hosts[record.id] = len(things)
        things.extend(_fragments(record, layer, len(things)))
    for record in state.records.values():
        layer = around.codebook.by_name.get(record.layer)
        host = things[hosts[record.id]]
        for slot, value in record.values.items():
            targets = record.references(slot)
            known = layer.by_name.get(slot) if layer else None
            if known is not None and known.type == "reference" and all(target in hosts for target in targets):
                host.links.setdefault(LINKS, []).extend((slot, hosts[target]) for target in targets)
            else:
                host.features[_UIMA.get(slot, slot)] = json_line(value) if isinstance(value, tuple) else str(value)
    return things


def _fragments(record: Record, layer: Layer | None, at: int) -> Iterator[Thing]:
    kind, main = PREFIX + record.layer, layer.main_part if layer else None
    placed = [(part, one) for part, fragments in record.parts.items() for one in fragments]
    placed.sort(key=lambda found: main is None or found[0] != main.name)
    own = {RECORD: record.id, "note": record.note, "flag": "true" if record.flag else "", "origin": record.origin}
    if record.decision:
        own["decision"] = json_line(record.decision)
    said = {name: value for name, value in own.items() if value}
    if not placed:
        yield Thing(kind, 0, 0, said)
    for number, (part, one) in enumerate(placed):
        if number == 0:
            links = [(other, at + more) for more, (other, _) in enumerate(placed) if more]
            yield Thing(kind, one.start, one.end, {**said, PART: part}, {LINKS: links} if links else {})
        else:
            yield Thing(kind, one.start, one.end, {RECORD: record.id, PART: part})


def is_ours(thing: Thing) -> bool:
    """Whether a thing is of one of our types."""
    return thing.type.startswith(PREFIX)


def carried_by(things: Sequence[Thing]) -> Carried | None:
    """What belongs to the file. Raises FileError where it is broken."""
    for thing in things:
        if thing.type == DOCUMENT and (said := thing.features.get(CARRIED)):
            return read_carried(json_value(said.encode("utf-8"), thing.where), thing.where)
    return None


def records_of(text: str, things: Sequence[Thing], layers: Mapping[str, Layer]) -> dict[str, Record]:
    """The records of our things. A host that is gone takes its record with it; a link to what is gone is dropped.

    Raises FileError.
    """
    records: dict[str, Record] = {}
    for thing in things:
        said = thing.features
        if not is_ours(thing) or thing.type == DOCUMENT:
            continue
        name = said.get(RECORD, "")
        if not name:
            raise FileError(
                thing.where, "has no feature “record”; annotations of this type are made by the export", key=thing.type
            )
        record = records.get(name) or Record(thing.type.removeprefix(PREFIX), name)
        if (part := said.get(PART)) and thing.start < thing.end:
            fragment = Fragment(thing.start, thing.end, text[thing.start : thing.end])
            record = record.with_part(part, (*record.parts.get(part, ()), fragment))
        if said.keys() - {RECORD, PART, PLACE} or thing.links or not part:
            record = _with_values(record, thing, things, layers.get(record.layer))
        records[name] = record
    return records


def _with_values(record: Record, host: Thing, things: Sequence[Thing], layer: Layer | None) -> Record:
    said = host.features
    slots = layer.by_name if layer else {}
    values: dict[str, Value] = {}
    for feature, value in said.items():
        if feature not in OWN:
            name = _SLOTS.get(feature, feature)
            values[name] = _value(slots.get(name), value, host.where)
    linked: dict[str, list[str]] = {}
    for role, target in host.links.get(LINKS, ()):
        if (slots[role].type if role in slots else "reference") != "part":
            linked.setdefault(role, []).append(things[target].features.get(RECORD, ""))
    for role, targets in linked.items():
        values[role] = tuple(targets) if role in slots and slots[role].many else targets[0]
    decision = None
    if text := said.get("decision"):
        try:
            decision = msgspec.json.decode(text, type=Decision)
        except msgspec.DecodeError as error:
            raise FileError(host.where, str(error), key="decision") from error
    note, origin = said.get("note", ""), said.get("origin", "")
    return replace(record, values=values, note=note, origin=origin, flag="flag" in said, decision=decision)


def _value(slot: Slot | None, value: str, where: str) -> Value:
    try:
        if slot is not None and slot.many:
            return tuple(msgspec.json.decode(value, type=list[str]))
        if slot is not None and slot.kind == "integer":
            return int(value)
    except (ValueError, msgspec.DecodeError) as error:
        raise FileError(where, f"“{value}” is no value", key=slot.name if slot else "") from error
    return value
