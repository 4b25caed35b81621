"""What the lines of a brat file mean as records.

* An event whose type begins with *Attribution* and whose roles are Source, Cue and Content (PolNeAR) is a claim.
* A text-bound that is nobody's cue, content or trigger is a record of a layer of its type; a person, an organisation, a
  country, a place is an actor of that kind.
* Any other event is a record of a layer of its type: roles that are called like a part are that part, all others point to
  records. So are relations and equivalences.
* Attributes are values of the record that they stand on, normalisations its links, notes its note; a note of another type
  is a value too.

The same lines with the same codebook always give the same records with the same ids.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

import msgspec

from workbench.core.codebook import Issue
from workbench.core.entity import NIL, Entity
from workbench.core.errors import Problem
from workbench.interchange.brat_lines import Line
from workbench.interchange.brat_records import NOTE, OURS, Building, Mapped, Rest
from workbench.interchange.drafting import Drafts, LayerDraft
from workbench.interchange.kinds import kind_of
from workbench.interchange.naming import layer_name, steady_id


def map_lines(lines: Sequence[Line], text: str, drafts: Drafts, where: str) -> Mapped:
    """The records of the lines of one file; layers and slots that they need are added to ``drafts``."""
    mapping = _Mapping(lines, text, drafts, where)
    mapping.run()
    return mapping.mapped


class _Mapping:
    def __init__(self, lines: Sequence[Line], text: str, drafts: Drafts, where: str) -> None:
        self._lines = lines
        self._text = text
        self._drafts = drafts
        self._where = where
        self.mapped = Mapped()
        self._by_id: dict[str, Line] = {}
        self._builds: dict[str, Building] = {}
        self._build_of: dict[str, Building] = {}
        """Line id → the record that a mention of the line means."""
        self._kind_of: dict[str, str] = {}
        """Record → the kind that the type of its line says; an attribute may say another."""
        self._rests: dict[str, Rest] = {}
        self._claims = drafts.has("claim", ("source", "cue", "content")) and drafts.has("actor", ("mention",))
        self._kinds = drafts.has("actor", ("mention", "kind"))

    def run(self) -> None:
        """Lines to records, in passes: what there is, who points where, what stands on whom."""
        self._index()
        if self.mapped.problems:
            return
        events = [line for line in self._lines if line.id[0] == "E"]
        for line in events:
            self._event_parts(line)
        for line in self._lines:
            if line.id[0] == "T" and line.id not in self._build_of:
                build = self._build(self._draft_of_span(line), (line,))
                self._part(build, build.draft.main_part, line)
                self._set_kind(build, line)
        for line in self._lines:
            if line.id[0] in "R*":
                self._build(self._drafts.layer(self._layer_name(line)), (line,))
        for line in self._lines:
            if line.id[0] in "ER*":
                self._references(line)
            elif line.id[0] in "AMN#":
                self._on_record(line)
        self.mapped.records = {build.id: build.record(self._text) for build in self._builds.values()}

    # What there is

    def _index(self) -> None:
        for line in self._lines:
            if line.id[0] in "TER" and line.id in self._by_id:
                self._problem(line, f"{line.id} stands twice in this file")
            self._by_id.setdefault(line.id, line)
        for line in self._lines:
            for target in line.mentions:
                if target not in self._by_id:
                    self._problem(line, f"there is no {target} in this file")
            if line.id[0] == "E" and line.target in self._by_id and line.target[0] != "T":
                self._problem(line, f"{line.target} cannot be the trigger of an event")
            if line.id[0] == "#" and line.type == OURS:
                try:
                    self._rests[line.target] = msgspec.json.decode(line.value.encode("utf-8"), type=Rest)
                except msgspec.DecodeError as error:
                    self._problem(line, f"is no note of ours: {error}")

    def _problem(self, line: Line, what: str) -> None:
        self.mapped.problems.append(Problem(self._where, what, key=f"line {line.number}"))

    def _build(self, draft: LayerDraft, lines: Sequence[Line]) -> Building:
        """A record begun: its id is the one it had with us, else drawn from its line."""
        line = lines[0]
        rest = self._rests.get(line.id, Rest())
        wanted = rest.id if rest.id and rest.id not in self._builds else ""
        build = Building(draft, wanted or steady_id(draft.prefix, line.id, self._builds), rest=rest)
        self._builds[build.id] = build
        self.mapped.lines[build.id] = line
        for one in lines:
            self._build_of.setdefault(one.id, build)
            self._own(one, build)
        return build

    def _own(self, line: Line, build: Building) -> None:
        self.mapped.owners.setdefault(line.number, set()).add(build.id)

    def _layer_name(self, line: Line) -> str:
        return line.type if self._drafts.has(line.type, ()) else layer_name(line.type)

    def _draft_of_span(self, line: Line) -> LayerDraft:
        name = self._layer_name(line)
        if not self._drafts.has(name, ()) and self._kind(line):
            return self._drafts.layer("actor")
        if self._claims and name == "source" and not self._drafts.has(name, ()):
            return self._drafts.layer("actor")
        draft = self._drafts.layer(name)
        if draft.main_part is None:
            draft.slot("text", "part")
        return draft

    def _kind(self, line: Line) -> str:
        return kind_of(line.type) if self._kinds else ""

    def _set_kind(self, build: Building, line: Line) -> None:
        if build.draft.name == "actor" and layer_name(line.type) != "actor" and (kind := self._kind(line)):
            build.values["kind"] = self._kind_of[build.id] = kind

    def _part(self, build: Building, slot: object, *lines: Line) -> None:
        name = getattr(slot, "name", "")
        for line in lines:
            build.parts.setdefault(name, []).extend(line.spans)
            self._build_of.setdefault(line.id, build)
            self._own(line, build)

    # Events

    def _event_parts(self, line: Line) -> None:
        """The event's record, the parts that its roles fill, and the actor that it has as a source."""
        attribution = self._claims and is_attribution(line)
        draft = self._drafts.layer("claim") if attribution else self._drafts.layer(self._layer_name(line))
        roles = [(role_name(draft.slots, role), self._by_id[target]) for role, target in line.roles]
        build = self._build(draft, (line,))
        trigger = self._by_id[line.target]
        given = False
        for role, target in roles:
            slot = draft.slots.get(role)
            if target.id[0] == "T" and slot is not None and slot.type == "part":
                self._part(build, slot, target)
                given = True
        self._build_of.setdefault(trigger.id, build)
        self._own(trigger, build)
        if attribution:
            self._sources(build, [target for role, target in roles if role == "source" and target.spans])
        elif not given and not build.rest.anchor:
            if draft.main_part is None:
                draft.slot("text", "part")
            self._part(build, draft.main_part, trigger)

    def _sources(self, build: Building, lines: Sequence[Line]) -> None:
        """The source of a claim: one actor, though it may stand in several pieces."""
        if not lines:
            return
        found = self._build_of.get(lines[0].id)
        if found is None or found.draft.name != "actor":
            found = self._build(self._drafts.layer("actor"), lines)
            self._part(found, found.draft.main_part, *lines)
            self._set_kind(found, lines[0])
        build.values["source"] = found.id

    def _references(self, line: Line) -> None:
        """What an event, a relation or an equivalence points to, its parts and a claim's source left out."""
        build = self._build_of[line.id]
        for role, target in line.roles:
            name = role_name(build.draft.slots, role)
            slot = build.draft.slots.get(name)
            if line.id[0] == "E" and (
                (slot is not None and slot.type == "part" and target[0] == "T")
                or (name == "source" and "source" in build.values and self._claims and build.draft.name == "claim")
            ):
                continue
            self._refer(build, name, line, self._build_of[target])

    def _refer(self, build: Building, name: str, line: Line, other: Building) -> None:
        slot = build.draft.slot(name, "reference", many=line.id[0] != "R")
        if other is build:
            self._drop(line, "points to its own record")
            return
        slot.to[other.draft.name] = None
        there = build.values.get(slot.name)
        if slot.many:
            build.values[slot.name] = (*(there if isinstance(there, tuple) else ()), other.id)
        elif there is None:
            build.values[slot.name] = other.id
        else:
            self._drop(line, f"{slot.name} takes one record")

    # What stands on a record

    def _on_record(self, line: Line) -> None:
        build = self._build_of.get(line.target)
        if build is None:
            self._drop(line, "stands on no record")
            return
        self._own(line, build)
        if line.id[0] == "N":
            self._link(build, line)
        elif line.id[0] == "#" and line.type == NOTE:
            build.notes.append(line.value)
        elif line.id[0] != "#":
            self._attribute(build, line, line.value or "yes")
        elif line.type != OURS:
            self._text_value(build, line)

    def _attribute(self, build: Building, line: Line, value: str) -> None:
        slot = build.draft.slot(slot_name(build.draft.slots, line.type), "attribute")
        by_type = (
            build.draft.name == "actor"
            and slot.name == "kind"
            and build.values.get("kind") == self._kind_of.get(build.id)
        )
        if slot.name in build.values and not slot.many and not by_type:
            self._drop(line, f"{slot.name} takes one value")
            return
        if slot.kind == "integer":
            if not re.fullmatch(r"-?\d{1,18}", value):
                self._drop(line, f"{slot.name} takes a whole number")
                return
            build.values[slot.name] = int(value)
            return
        if slot.kind != "text":
            slot.values[value] = None
        there = build.values.get(slot.name)
        build.values[slot.name] = (*(there if isinstance(there, tuple) else ()), value) if slot.many else value

    def _text_value(self, build: Building, line: Line) -> None:
        name = slot_name(build.draft.slots, line.type)
        new = name not in build.draft.slots
        slot = build.draft.slot(name, "attribute")
        if new:
            slot.kind = "text"
        if slot.kind != "text" or slot.many or slot.name in build.values:
            self._drop(line, f"{slot.name} takes one value")
        elif line.value:
            build.values[slot.name] = line.value

    def _link(self, build: Building, line: Line) -> None:
        base, _, rest = line.value.partition(":")
        slot = build.draft.slots.get(base)
        value = rest
        if slot is None or slot.type != "link" or not rest:
            links = [one for one in build.draft.slots.values() if one.type == "link" and "entity" in one.to]
            slot, value = (links[0] if links else build.draft.slot("entity", "link")), line.value
            slot.to["entity"] = None
        if slot.name in build.values:
            self._drop(line, f"{slot.name} takes one link")
            return
        build.values[slot.name] = value
        if "issue" in slot.to:
            self.mapped.brought.append(Issue(value, line.label))
        elif value != NIL:
            kind = build.values.get("kind")
            self.mapped.brought.append(Entity(value, line.label.strip() or value, str(kind or "other")))

    def _drop(self, line: Line, what: str) -> None:
        self.mapped.dropped.append((line, what))


def slot_name(names: Container[str], foreign: str) -> str:
    """The slot, of those with these names, that a foreign name means: that very one, else the name as ours are spelled."""
    return foreign if foreign in names else layer_name(foreign)


def role_name(names: Container[str], role: str) -> str:
    """The slot that a role means, with or without its number: ``Org-Arg2`` → ``org_arg``; Arg1 of a relation keeps it."""
    if not role:
        return "members"
    plain = role.rstrip("0123456789")
    return role if role in names else slot_name(names, role if plain in ("Arg", "") else plain)


def is_attribution(line: Line) -> bool:
    """Whether an event is what PolNeAR calls an attribution: its roles are sources, cues and contents."""
    roles = {role.rstrip("0123456789").lower() for role, _ in line.roles}
    return line.type.lower().startswith("attribution") and roles <= {"source", "cue", "content"}
