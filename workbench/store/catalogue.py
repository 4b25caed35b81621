"""All catalogues of a project put together; a broken file is named and left out, the others serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from workbench.core.entity import Catalogue, Entity, ProposedName
from workbench.core.errors import FileError, Problem
from workbench.store.entity_file import read_entities
from workbench.store.large import large_files
from workbench.store.large_lookup import LargeLookup
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
    names: tuple[ProposedName, ...] = ()
    """Every name that an annotator proposed, that is not refused, and that its entity does not have otherwise."""
    refused_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(entity id, name) of the proposed names that a reviewer refused → why."""
    whole: bool = True
    """Whether every file was read. Where one was not, an id that is unknown may stand there."""


def load_catalogue(project: Project, *, large: bool = True) -> Loaded:
    """Read ``entities/*.toml`` and the proposals; with ``large``, the entities of large catalogues are found by their ids.

    A file that cannot be read is one problem: what may lead to its entities is not called wrong besides. Hand-kept
    entities come before proposed ones with the same id, these before those of large catalogues. The index gives
    those of large catalogues sooner, and their names; without it they are looked up in the files.
    """
    problems: list[Problem] = []
    entities, where, aliases, refused, whole = _read(project, problems)
    files, broken = large_files(project)
    elsewhere = not large and bool(files)
    beyond = LargeLookup(files, problems.append) if large and files else None
    problems += broken if large else ()
    whole = whole and not broken
    kept = {(entity.id, name) for entity in entities.values() for name in entity.names}
    kept |= {(entity_id, name) for _, proposed_by, entity_id, name in aliases if not proposed_by}
    names = [ProposedName(one, name, who) for _, who, one, name in aliases if who and (one, name) not in kept]
    further, nowhere = _name(
        ((shown_as, one, name) for shown_as, _, one, name in aliases),
        entities,
        lambda one: elsewhere or (beyond is not None and beyond(one) is not None),
    )
    problems += nowhere if whole else ()
    catalogue = Catalogue(entities) if beyond is None else Catalogue(entities, beyond)
    if whole and not elsewhere:
        problems.extend(dangling(entities.values(), catalogue, where))
    for entity_id, (place, into) in beyond.merged.items() if beyond is not None and whole else ():
        if entity_id not in entities and catalogue.resolve(entity_id) is None:
            what = f"“{into}” is missing, or the merges run in a circle"
            problems.append(Problem(place, what, f"entity {entity_id}", "merged_into"))
    return Loaded(catalogue, tuple(problems), where, tuple(further), tuple(names), refused, whole)


class _Read(NamedTuple):
    """What stands in the files that are kept by hand and in the proposals."""

    entities: dict[str, Entity]
    where: dict[str, str]
    aliases: list[tuple[str, str, str, str]]
    """(file, annotator who proposes it or "", entity id, name)."""
    refused: dict[tuple[str, str], str]
    whole: bool


def _read(project: Project, problems: list[Problem]) -> _Read:
    entities: dict[str, Entity] = {}
    where: dict[str, str] = {}
    aliases: list[tuple[str, str, str, str]] = []
    refused: dict[tuple[str, str], str] = {}
    whole = True
    for path, proposed_by in project.catalogue_paths():
        shown_as = project.shown(path)
        try:
            if not project.inside(path):
                raise FileError(shown_as, "leads out of the project and is left out")
            file = read_entities(path, shown_as, proposed_by=proposed_by)
        except FileError as error:
            problems.append(error.problem)
            whole = False
            continue
        aliases.extend((shown_as, proposed_by, entity_id, name) for entity_id, name in file.aliases)
        refused.update({(entity_id, name): why for entity_id, name, why in file.refused})
        for entity in file.entities:
            if entity.id in entities:
                problems.append(Problem(shown_as, f"stands in {where[entity.id]} too", f"entity {entity.id}", "id"))
            else:
                entities[entity.id], where[entity.id] = entity, shown_as
    return _Read(entities, where, aliases, refused, whole)


def _name(
    aliases: Iterable[tuple[str, str, str]], entities: dict[str, Entity], beyond: Callable[[str], bool]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Give proposed names to their entities; what is left are those of entities ``beyond`` these, and those of none."""
    further: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for shown_as, entity_id, name in aliases:
        if entity_id in entities:
            if name not in entities[entity_id].names:
                entities[entity_id] = replace(entities[entity_id], aliases=(*entities[entity_id].aliases, name))
        elif beyond(entity_id):
            further.append((entity_id, name))
        else:
            problems.append(Problem(shown_as, f"there is no entity “{entity_id}”", "alias", "entity"))
    return further, problems


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
