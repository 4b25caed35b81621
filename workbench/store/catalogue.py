"""All catalogues of a project put together; a broken file is named and left out, the others serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from workbench.core.entity import Catalogue, Entity
from workbench.core.errors import FileError, Problem
from workbench.store.entity_file import read_entities
from workbench.store.large import large_files, read_large
from workbench.store.project import Project


@dataclass(frozen=True, slots=True)
class Loaded:
    """The entities of a project and what is wrong with their files."""

    catalogue: Catalogue
    problems: tuple[Problem, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    """By an entity's id, the file that it stands in, as people see it."""
    further: tuple[tuple[str, str], ...] = ()
    """Names proposed for entities that stand in none of these files: (entity id, name). Where large catalogues were not
    read, the entities may stand there."""


SMALL = 20_000
"""A large catalogue of up to so many entities is kept in memory with the hand-kept ones."""


def load_catalogue(project: Project, *, large: bool = True) -> Loaded:
    """Read ``entities/*.toml`` and the proposals, and large catalogues where they are asked for and not too large.

    Hand-kept entities come before proposed ones with the same id, these before those of large catalogues.
    """
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    where: dict[str, str] = {}
    aliases: list[tuple[str, str, str]] = []
    for path, proposed_by in project.catalogue_paths():
        shown_as = project.shown(path)
        if not project.inside(path):
            problems.append(Problem(shown_as, "leads out of the project and is left out"))
            continue
        try:
            file = read_entities(path, shown_as, proposed_by=proposed_by)
        except FileError as error:
            problems.append(error.problem)
            continue
        aliases.extend((shown_as, entity_id, name) for entity_id, name in file.aliases)
        for entity in file.entities:
            if entity.id in entities:
                problems.append(Problem(shown_as, f"stands in {where[entity.id]} too", f"entity {entity.id}", "id"))
            else:
                entities[entity.id], where[entity.id] = entity, shown_as
    own = dict(entities)
    elsewhere = not large and bool(large_files(project)[0])
    further: list[tuple[str, str]] = []
    if large:
        _add_large(project, entities, where, problems)
    for shown_as, entity_id, name in aliases:
        if entity_id not in entities and elsewhere:
            further.append((entity_id, name))
        elif entity_id not in entities:
            problems.append(Problem(shown_as, f"there is no entity “{entity_id}”", "alias", "entity"))
        elif name not in entities[entity_id].names:
            entities[entity_id] = replace(entities[entity_id], aliases=(*entities[entity_id].aliases, name))
    if not elsewhere:
        problems.extend(dangling(own.values(), Catalogue(entities), where))
    return Loaded(Catalogue(entities), tuple(problems), where, tuple(further))


def _add_large(project: Project, entities: dict[str, Entity], where: dict[str, str], problems: list[Problem]) -> None:
    """Add the entities of large catalogues that fit into memory, the first of those with one id."""
    files, broken = large_files(project)
    problems.extend(broken)
    for file in files:
        some = {one.id: one for one in islice(read_large(file, problems.append), SMALL + 1)}
        if len(some) > SMALL:
            problems.append(
                Problem(file.shown_as, f"holds more than {SMALL:,} entities and is searched by its index only")
            )
            continue
        for entity in some.values():
            if entity.id not in entities:
                entities[entity.id], where[entity.id] = entity, file.shown_as


def dangling(entities: Iterable[Entity], catalogue: Catalogue, where: Mapping[str, str]) -> list[Problem]:
    """The merges and affiliations of these entities that lead nowhere in a catalogue."""
    problems: list[Problem] = []
    for entity in entities:
        label = f"entity {entity.id}"
        if entity.merged_into and catalogue.resolve(entity.id) is None:
            what = f"“{entity.merged_into}” is missing, or the merges run in a circle"
            problems.append(Problem(where[entity.id], what, label, "merged_into"))
        for number, affiliation in enumerate(entity.affiliations):
            if affiliation.entity not in catalogue:
                what = f"there is no entity “{affiliation.entity}”"
                problems.append(Problem(where[entity.id], what, label, f"affiliation[{number}].entity"))
    return problems
