"""How a record is spelled in brat: as which kind of line, and with which names where it came from a file of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.annotation import Annotations, Record, target_kind
from workbench.core.codebook import Codebook, Layer
from workbench.interchange.brat_lines import Line
from workbench.interchange.brat_reading import is_attribution, role_name
from workbench.interchange.brat_records import Mapped
from workbench.interchange.kinds import kind_of
from workbench.interchange.naming import layer_name, steady_id


@dataclass(frozen=True, slots=True)
class Style:
    """The spelling of one record: its letter, and the line that it was read from, if any."""

    letter: str
    """T, E, R or ``*``."""
    line: Line | None = None
    attribution: bool = False
    """It is a claim as PolNeAR has them."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Slot → the role that it had."""
    types: Mapping[str, str] = field(default_factory=dict)
    """Slot → the type of the text-bounds that it had; ``""`` → that of the trigger."""

    @property
    def reuses(self) -> bool:
        """Whether the record keeps the id of its line."""
        return self.line is not None and self.line.id[0] == self.letter

    def type_of(self, layer: Layer) -> str:
        """The type of its own line."""
        return self.line.type if self.line is not None and self.reuses else layer.name

    def role(self, slot: str) -> str:
        """The role of a slot."""
        return self.roles.get(slot, slot)

    def kind(self, codebook: Codebook) -> str:
        """The kind of an actor that the type of its line says."""
        if self.line is None or not self.reuses or self.letter != "T":
            return ""
        known = codebook.by_name
        return "" if self.line.type in known or layer_name(self.line.type) in known else kind_of(self.line.type)

    def steady(self, record: Record, layer: Layer) -> bool:
        """Whether the record gets its id from its line when that is read again."""
        return self.line is not None and self.reuses and record.id == steady_id(layer.prefix, self.line.id, ())


def styled(record: Record, state: Annotations, layer: Layer, base: Sequence[Line], mapped: Mapped) -> Style:
    """How to spell a record: as it was read, as long as it is still that sort of thing."""
    line = mapped.lines.get(record.id)
    letter = _letter(record, state, layer, line)
    if line is None or line.id[0] != letter:
        return Style(letter)
    if letter != "E":
        roles = {role_name(layer.by_name, role): role for role, _ in line.roles}
        return Style(letter, line, roles=roles)
    by_id = {one.id: one for one in base}
    roles, types = {}, {"": by_id[line.target].type}
    for role, target in line.roles:
        slot = role_name(layer.by_name, role)
        roles.setdefault(slot, role if role in layer.by_name else role.rstrip("0123456789"))
        types.setdefault(slot, by_id[target].type)
    return Style(letter, line, layer.name == "claim" and is_attribution(line), roles, types)


def _letter(record: Record, state: Annotations, layer: Layer, line: Line | None) -> str:
    old = line.id[0] if line is not None else ""
    if old == "E":
        return old
    if (old == "R" and _is_relation(record, state, layer)) or (old == "*" and _is_group(record, state)):
        return old
    return "T" if _is_bare(record, layer) else "E"


def _is_bare(record: Record, layer: Layer) -> bool:
    """Whether the record is one part and values: a text-bound."""
    main = layer.main_part
    filled = [slot for slot in layer.parts if record.parts.get(slot.name)]
    return filled == [main] and not any(record.references(slot.name) for slot in layer.of_type("reference"))


def _is_relation(record: Record, state: Annotations, layer: Layer) -> bool:
    slots = [slot.name for slot in layer.of_type("reference") if record.references(slot.name)]
    whole = all(len(record.references(slot)) == 1 and _there(record, slot, state) for slot in slots)
    return whole and len(slots) > 1 and not any(record.parts.values())


def _is_group(record: Record, state: Annotations) -> bool:
    more = record.note or record.flag or record.origin or record.decision or any(record.parts.values())
    return not more and set(record.values) == {"members"} and _there(record, "members", state)


def _there(record: Record, slot: str, state: Annotations) -> bool:
    targets = record.references(slot)
    return all(target_kind(one)[0] == "record" and state.records[one].parts for one in targets)
