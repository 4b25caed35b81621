"""A DNA database put together: what came from DNA keeps its rows and ids, what is new gets the next ones.

Everything is asked for by name (a coder, a type, a variable of a type, a value of a variable) and made where it is not
there, so that projects that came from several databases fall into one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from workbench.interchange.dna_foreign import KeptEntity, KeptTables, Line
from workbench.interchange.dna_layers import AGREEMENT, CONCEPT, DNA_STATEMENT, ORGANIZATION, PERSON
from workbench.interchange.dna_password import encrypted_so
from workbench.interchange.dna_tables import (
    BOOLEAN,
    DATE,
    SETTLED_ATTRIBUTES,
    SHORT_TEXT,
    VERSION,
    AttributeRow,
    Base,
    CoderRow,
    EntityRow,
    RelationRow,
    TypeRow,
    VariableRow,
)

_COLOURS = (
    (51, 153, 255),
    (255, 102, 102),
    (102, 255, 0),
    (255, 153, 0),
    (153, 102, 255),
    (0, 204, 204),
    (204, 204, 0),
)
_YELLOW, _PALETTE = (
    (239, 208, 51),
    ((100, 200, 190), (255, 170, 120), (170, 200, 255), (200, 160, 220), (190, 220, 130)),
)


class Ids:
    """The ids of one table: a wished one where it is free, else the next."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._last = 0

    def reserve(self, ids: Iterable[int]) -> None:
        """Nothing new gets one of these."""
        self._last = max((self._last, *ids))

    def take(self, wished: int = 0) -> int:
        """An id."""
        if wished < 1 or wished in self._taken:
            self._last += 1
            wished = self._last
        self._last = max(self._last, wished)
        self._taken.add(wished)
        return wished


@dataclass(slots=True)
class Value:
    """A value of a short text variable as it is wanted: how it reads, what it is, what is said about it."""

    text: str
    node: str = ""
    attributes: Mapping[str, str] | None = None


class Making:
    """See the module's docstring. ``password`` gives, encrypted, that of every coder who has none that DNA can read."""

    def __init__(self, password: Callable[[], str], *, for_all: bool) -> None:
        self.base = Base()
        self._password = password
        self._for_all = for_all
        self._ids: dict[str, Ids] = {}
        self._coders: dict[str, int] = {}
        self._types: dict[str, int] = {}
        self._variables: dict[tuple[int, str], VariableRow] = {}
        self._rows: dict[int, EntityRow] = {}
        self._entities: dict[tuple[int, str], int] = {}
        self._nodes: dict[int, str] = {}
        self._by_node: dict[tuple[int, str], int] = {}
        self._attributes: dict[tuple[int, str], int] = {}
        self.coder_of: dict[tuple[str, int], int] = {}
        """(database, coder there) → coder here."""
        self.type_of: dict[tuple[str, int], str] = {}
        """(database, type there) → its label."""

    def ids(self, table: str) -> Ids:
        """The ids of a table."""
        return self._ids.setdefault(table, Ids())

    # What came from DNA

    def adopt(self, lines: Iterable[Line]) -> None:
        """Take over the tables and entities of the databases that these lines speak of."""
        lines = list(lines)
        tables = {line.base: line for line in lines if isinstance(line, KeptTables)}
        names: dict[tuple[str, int], tuple[int, str]] = {}
        for kept in tables.values():
            self._adopt_tables(kept, names)
        entities = [line for line in lines if isinstance(line, KeptEntity) and (line.base, line.row.variable) in names]
        moved: dict[tuple[str, int], int] = {}
        for one in entities:
            variable = self._variables[names[one.base, one.row.variable]]
            moved[one.base, one.row.id] = self._adopt_entity(variable, one)
        self._adopt_parents(entities, moved)

    def _adopt_tables(self, kept: KeptTables, names: dict[tuple[str, int], tuple[int, str]]) -> None:
        base = self.base
        base.settings = base.settings or dict(kept.settings)
        for coder in kept.coders:
            known = coder.name in self._coders
            self.coder_of[kept.base, coder.id] = self._coders[coder.name] if known else self._coder(coder)
        for one in kept.types:
            self.type_of[kept.base, one.id] = one.label
            type_id = self.type(one.label, one)
            for variable in kept.variables:
                if variable.type == one.id:
                    self._variable(type_id, variable.name, variable.data_type, variable.id)
                    names[kept.base, variable.id] = (type_id, variable.name)
        for attribute in kept.attributes:
            if (kept.base, attribute.variable) in names:
                self._attribute(self._variables[names[kept.base, attribute.variable]].id, attribute.name, attribute.id)
        known_regexes = {one.label for one in base.regexes}
        base.regexes += [one for one in kept.regexes if one.label not in known_regexes]
        for link in kept.links:
            ends = [names.get((kept.base, end)) for end in (link.source, link.target)]
            if all(ends):
                source, target = (self._variables[end].id for end in ends if end)
                base.links.append(link._replace(id=self.ids("links").take(link.id), source=source, target=target))
        for relation in kept.relations:
            pair = [self.coder_of.get((kept.base, one)) for one in (relation.coder, relation.other)]
            if pair[0] and pair[1] and not self._related(pair[0], pair[1]):
                number = self.ids("relations").take(relation.id)
                base.relations.append(relation._replace(id=number, coder=pair[0], other=pair[1]))

    def _related(self, coder: int, other: int) -> bool:
        return any((one.coder, one.other) == (coder, other) for one in self.base.relations)

    def _adopt_entity(self, variable: VariableRow, kept: KeptEntity) -> int:
        there = self._entities.get((variable.id, kept.row.value))
        if there is not None:
            return there
        number = self.ids("entities").take(kept.row.id)
        self._rows[number] = kept.row._replace(id=number, variable=variable.id, child_of=None)
        self._entities[variable.id, kept.row.value] = number
        if kept.node:
            self._nodes[number] = kept.node
            self._by_node.setdefault((variable.id, kept.node), number)
        for name, value in kept.attributes.items():
            self.base.attribute_values[number, self._attribute(variable.id, name)] = value
        return number

    def _adopt_parents(self, kept: Iterable[KeptEntity], moved: Mapping[tuple[str, int], int]) -> None:
        for one in kept:
            parent = moved.get((one.base, one.row.child_of)) if one.row.child_of else None
            if parent is not None:
                self.child(moved[one.base, one.row.id], parent)

    # By name

    def coder(self, name: str) -> int:
        """The coder of this name."""
        if name not in self._coders:
            colour = _COLOURS[len(self._coders) % len(_COLOURS)] if self._coders else (255, 255, 0)
            return self._coder(CoderRow(0, name, *colour))
        return self._coders[name]

    def _coder(self, wanted: CoderRow) -> int:
        number = self.ids("coders").take(wanted.id)
        password = wanted.password
        if self._for_all or not encrypted_so(password):
            password = self._password()
        self.base.coders.append(wanted._replace(id=number, password=password))
        self._coders[wanted.name] = number
        return number

    def type(self, label: str, wanted: TypeRow | None = None) -> int:
        """The statement type of this label."""
        if label not in self._types:
            colour = _YELLOW if label == DNA_STATEMENT else _PALETTE[len(self._types) % len(_PALETTE)]
            row = wanted or TypeRow(0, label, *colour)
            self._types[label] = self.ids("types").take(row.id)
            self.base.types.append(row._replace(id=self._types[label]))
        return self._types[label]

    def variable(self, label: str, name: str, data_type: str, *, linked: bool = False) -> VariableRow:
        """A variable of a type; ``linked`` gives its values the attributes of persons and concepts."""
        type_id = self.type(label)
        if (type_id, name) not in self._variables:
            row = self._variable(type_id, name, data_type, 0)
            for attribute in SETTLED_ATTRIBUTES if linked else ():
                self._attribute(row.id, attribute)
        return self._variables[type_id, name]

    def variables_of(self, label: str) -> dict[str, VariableRow]:
        """The variables of a type by name."""
        type_id = self.type(label)
        return {name: row for (owner, name), row in self._variables.items() if owner == type_id}

    def _variable(self, type_id: int, name: str, data_type: str, wished: int) -> VariableRow:
        if (type_id, name) not in self._variables:
            row = VariableRow(self.ids("variables").take(wished), name, data_type, type_id)
            self._variables[type_id, name] = row
            self.base.variables.append(row)
        return self._variables[type_id, name]

    def _attribute(self, variable: int, name: str, wished: int = 0) -> int:
        if (variable, name) not in self._attributes:
            number = self.ids("attributes").take(wished)
            self._attributes[variable, name] = number
            self.base.attributes.append(AttributeRow(number, variable, name))
        return self._attributes[variable, name]

    def entity(self, variable: VariableRow, wanted: Value, *, names: Iterable[str] = ()) -> EntityRow:
        """The value of a variable. What came from DNA keeps how it reads there, if that is still one of its ``names``."""
        number = self._by_node.get((variable.id, wanted.node)) if wanted.node else None
        if number is not None:
            row = self._rows[number]
            if row.value == wanted.text or row.value in names or row.value.startswith(f"{wanted.text} ("):
                return row
        there = self._entities.get((variable.id, wanted.text))
        if there is not None:
            if not wanted.node or self._nodes.setdefault(there, wanted.node) == wanted.node:
                return self._rows[there]
            apart = f" ({wanted.node.partition(':')[2]})"
            return self.entity(
                variable, Value(wanted.text[: max(0, 190 - len(apart))] + apart[:190], "", wanted.attributes)
            )
        row = EntityRow(self.ids("entities").take(), variable.id, wanted.text)
        self._rows[row.id] = row
        self._entities[variable.id, wanted.text] = row.id
        if wanted.node:
            self._nodes[row.id] = wanted.node
            self._by_node[variable.id, wanted.node] = row.id
        for name, value in (wanted.attributes or {}).items():
            if value:
                self.base.attribute_values[row.id, self._attribute(variable.id, name)] = value
        return row

    def child(self, entity: int, parent: int) -> None:
        """Put one value below another, where it lies below none."""
        above: int | None = parent
        while above is not None and above != entity:
            above = self._rows[above].child_of
        if above is None and not self._rows[entity].child_of:
            self._rows[entity] = self._rows[entity]._replace(child_of=parent)

    def finished(self) -> Base:
        """The database, with what every one has: settings, a first coder, empty values, relations of all coders."""
        base = self.base
        modern = base.settings.get("version", "").startswith("3")
        base.settings = {**(base.settings if modern else {"date": DATE}), "version": VERSION}
        for variable in base.variables:
            if variable.data_type == SHORT_TEXT:
                self.entity(variable, Value(""))
        for one in base.coders:
            for other in base.coders:
                if one.id != other.id and not self._related(one.id, other.id):
                    base.relations.append(RelationRow(self.ids("relations").take(), one.id, other.id))
        base.entities = list(self._rows.values())
        return base

    def begin(self) -> None:
        """What a new database has from the beginning; one that came from DNA has it already."""
        if self.base.types:
            return
        if not self.base.coders:
            self.coder("Admin")
        for name in (PERSON, ORGANIZATION, CONCEPT):
            self.variable(DNA_STATEMENT, name, SHORT_TEXT, linked=True)
        self.variable(DNA_STATEMENT, AGREEMENT, BOOLEAN)
