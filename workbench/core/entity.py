"""Entities: somebody or something with an id, the names it goes by, and the catalogue that holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

KINDS = ("person", "organization", "state", "armed-group", "place", "media", "other")
"""The closed list of kinds of an entity (and of an actor that is not linked)."""

NIL = "nil"
"""The value of a link slot that says: none of the catalogue."""


LONGEST = 1_000
"""So many characters an id or a name may have at most; what is longer is no name, and would make every search slow."""


def too_long(entity_id: str, names: Iterable[str]) -> str:
    """What is too long about an entity, as a sentence; "" where nothing is."""
    if len(entity_id) > LONGEST:
        return f"an id of {len(entity_id):,} characters; {LONGEST:,} are the most"
    longest = max(map(len, names), default=0)
    return f"a name of {longest:,} characters; {LONGEST:,} are the most" if longest > LONGEST else ""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Membership of one entity in another, optionally with a role and a period (ISO dates, inclusive)."""

    entity: str
    role: str = ""
    start: str = ""
    end: str = ""

    def holds(self, date: str) -> bool:
        """Whether it holds at a date, both ISO and as exact as they are; without a date, where it has no end."""
        if not date:
            return not self.end
        begun = not self.start or self.start <= date[: len(self.start)]
        return begun and (not self.end or date[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that records link to."""

    id: str
    name: str
    kind: str = "other"
    aliases: tuple[str, ...] = ()
    description: str = ""
    wikidata: str = ""
    cameo: str = ""
    country: str = ""
    merged_into: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    proposed_by: str = ""
    """The annotator who proposed it; empty for an entity of the catalogue."""
    reason: str = ""
    note: str = ""
    """The reason code and the note of the reviewer who accepted it, or merged it into another."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias, the name first, none twice."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))

    def affiliation_at(self, date: str) -> str:
        """The entity that this one belongs to at a date: of what holds then, what began last; empty where nothing does."""
        holding = [one for one in self.affiliations if one.holds(date[:10])]
        return max(holding, key=lambda one: one.start).entity if holding else ""


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A further name that an annotator proposed for an entity, by the entity's id."""

    entity: str
    name: str
    proposed_by: str


def _nothing(_: str) -> Entity | None:
    return None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Entities by id. Links resolve through ``merged_into``."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    beyond: Callable[[str], Entity | None] = field(default=_nothing, compare=False, repr=False)
    """Finds entities that are not listed here: those of large catalogues. What stands here stands in their place."""

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Catalogue:
        """A catalogue of these entities; the first of two with one id counts."""
        table: dict[str, Entity] = {}
        for entity in entities:
            table.setdefault(entity.id, entity)
        return cls(table)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())

    def __len__(self) -> int:
        return len(self.entities)

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self.entities or (isinstance(entity_id, str) and self.beyond(entity_id) is not None)

    def get(self, entity_id: str) -> Entity | None:
        """The entity with an id, merges not followed."""
        return self.entities.get(entity_id) or self.beyond(entity_id)

    def resolve(self, entity_id: str) -> Entity | None:
        """The entity behind an id, through any chain of merges; None where there is none (a circle counts as none)."""
        seen: set[str] = set()
        while (entity := self.get(entity_id)) is not None and entity.merged_into:
            if entity_id in seen:
                return None
            seen.add(entity_id)
            entity_id = entity.merged_into
        return entity

    def with_entity(self, entity: Entity) -> Catalogue:
        """The catalogue with ``entity`` added, or put in the place of the one with its id."""
        return Catalogue({**self.entities, entity.id: entity}, self.beyond)
