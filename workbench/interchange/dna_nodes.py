"""The values of DNA's short text variables as entities and issues: which are there already, which are new."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from anyascii import anyascii

from workbench.core.annotation import AUTHOR
from workbench.core.codebook import Issue
from workbench.core.entity import KINDS, Entity
from workbench.interchange.dna_layers import CONCEPT, ORGANIZATION, PERSON, SOURCE, Shape
from workbench.interchange.dna_tables import SHORT_TEXT, Base, EntityRow, VariableRow
from workbench.interchange.exchange import Surroundings

_OTHER = re.compile(r"[^a-z0-9]+")
_MARK = re.compile(r"\s*\[workbench:((?:(?!\[workbench:).)+)\]\s*\Z")
MENTION = "mention"
"""What a value is that names somebody whom nobody has linked."""
_SLUG = 60


def marked(notes: str, node: str) -> str:
    """The notes of an entity in DNA with what it is here."""
    return f"{notes} [workbench:{node}]".strip()


def unmarked(notes: str) -> tuple[str, str]:
    """The notes of an entity without that, and what it is here; empty where it does not say."""
    found = _MARK.search(notes)
    return (notes[: found.start()], found.group(1)) if found else (notes, "")


class Nodes:
    """``of``: entity row → ``entity:ID`` or ``issue:ID``; ``entities`` and ``issues`` are those that are new."""

    def __init__(self, base: Base, shapes: Mapping[int, Shape], around: Surroundings) -> None:
        self._base = base
        self._around = around
        self.of: dict[int, str] = {}
        self.entities: list[Entity] = []
        self._mentions: dict[int, tuple[EntityRow, Mapping[str, str], str]] = {}
        self._new_issues: list[Issue] = []
        self._parents: dict[str, str] = {}
        self._ids = {entity.id for entity in around.catalogue}
        self._issue_ids = set(around.codebook.issues_by_id)
        self._titles = {issue.label: issue.id for issue in around.codebook.issues}
        self._names: dict[tuple[str, bool], str] = {}
        for entity in around.catalogue:
            for name in entity.names:
                self._names.setdefault((name, entity.kind == "person"), entity.id)
        rows: dict[int, list[EntityRow]] = {}
        for row in base.entities:
            rows.setdefault(row.variable, []).append(row)
        # first what is surely a person or an organization, then sources, which are either
        for wanted in (PERSON, ORGANIZATION, SOURCE, CONCEPT, ""):
            for variable in base.variables:
                if variable.data_type == SHORT_TEXT and _role(variable, shapes) == (wanted or "link"):
                    self._take(variable, rows.get(variable.id, []), wanted)

    @staticmethod
    def slug(text: str) -> str:
        """A text as an id."""
        return _OTHER.sub("-", anyascii(text).lower()).strip("-")[:_SLUG].strip("-")

    @property
    def issues(self) -> list[Issue]:
        """The issues that are new, parents set."""
        return [replace(one, parent=self._parents.get(one.id, "")) for one in self._new_issues]

    def _take(self, variable: VariableRow, rows: list[EntityRow], role: str) -> None:
        for row in rows:
            if not row.value:
                continue
            attributes = self._base.attributes_of(row)
            notes, node = unmarked(attributes.get("Notes", ""))
            if node == AUTHOR:
                self.of[row.id] = AUTHOR
            elif node == MENTION:
                self._mentions[row.id] = (row, attributes, role)
            elif role == CONCEPT and not node.startswith("entity:"):
                self.of[row.id] = self._issue(row, node.removeprefix("issue:"))
            else:
                self.of[row.id] = self._entity(row.value, attributes, notes, node.removeprefix("entity:"), role)
        for row in rows:
            parent, child = self.of.get(row.child_of or 0, ""), self.of.get(row.id, "")
            if parent.startswith("issue:") and child.startswith("issue:") and parent != child:
                self._parents[child.removeprefix("issue:")] = parent.removeprefix("issue:")

    def node(self, row: int) -> str:
        """What a value is; who was only mentioned becomes an entity when a record needs it."""
        if row in self._mentions:
            found, attributes, role = self._mentions.pop(row)
            self.of[row] = self._entity(found.value, attributes, "", "", role)
        return self.of.get(row, "")

    def _entity(self, name: str, attributes: Mapping[str, str], notes: str, wanted: str, role: str) -> str:
        if wanted in self._ids:
            return f"entity:{wanted}"
        if not wanted:
            either = {PERSON: (True,), ORGANIZATION: (False,)}.get(role, (True, False))
            there = next((found for person in either if (found := self._names.get((name, person)))), "")
            if there:
                return f"entity:{there}"
            wanted = _free(self.slug(name) or "entity", self._ids)
        kind = _kind(attributes.get("Type", ""), role)
        aliases = tuple(one.strip() for one in attributes.get("Alias", "").split(";") if one.strip())
        self.entities.append(Entity(wanted, name, kind, aliases, notes))
        self._ids.add(wanted)
        self._names.setdefault((name, kind == "person"), wanted)
        return f"entity:{wanted}"

    def _issue(self, row: EntityRow, wanted: str) -> str:
        if wanted in self._issue_ids:
            return f"issue:{wanted}"
        there = "" if wanted else self._titles.get(row.value, "")
        if not there:
            there = wanted or _free(self.slug(row.value) or "issue", self._issue_ids)
            self._new_issues.append(Issue(there, row.value))
            self._issue_ids.add(there)
            self._titles[row.value] = there
        return f"issue:{there}"


def _kind(kind: str, role: str) -> str:
    """The kind of an entity whose attribute Type says ``kind``."""
    if role == PERSON:
        return "person"
    if role == ORGANIZATION:
        return kind if kind in KINDS and kind != "person" else "organization"
    return kind if kind in KINDS else "other"


def _role(variable: VariableRow, shapes: Mapping[int, Shape]) -> str:
    """What the values of a variable are: persons, organizations, sources, concepts, other links, or plain text ("")."""
    shape = shapes.get(variable.type)
    if shape is None:
        return ""
    if shape.form != "own" and variable.name not in shape.slots:
        return variable.name if variable.name in (PERSON, ORGANIZATION, SOURCE, CONCEPT) else ""
    slot = shape.layer.by_name.get(shape.slots.get(variable.name, ""))
    if slot is None or slot.type not in ("reference", "link"):
        return ""
    return CONCEPT if slot.to == ("issue",) else "link"


def _free(wanted: str, taken: set[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name
