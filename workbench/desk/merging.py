"""One entity merged into another, and the merge taken back; links resolve through it, nobody's file is rewritten.

A hand-kept or proposed entity gets the line ``merged_into`` where it stands, and loses just this line again. An entity of a
large catalogue is written out, names and all, into ``entities/merged.toml``, which stands in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from workbench.core.entity import Entity
from workbench.core.errors import FileError, Problem, UsageError
from workbench.desk.accepting import lines_of
from workbench.store.atomic import write_atomic
from workbench.store.catalogue import load_catalogue
from workbench.store.entity_edits import add_entity
from workbench.store.entity_file import EntityFile, parse_entities
from workbench.store.large import decode_entity, large_files, read_large
from workbench.store.project import Project
from workbench.store.strict import read_bytes
from workbench.store.toml_text import value_text

_MERGED = "merged.toml"
_LINE = re.compile(r"^\s*merged_into\s*=.*$")
_ID_LINE = re.compile(r"^\s*id\s*=\s*[\"'][^\"']*[\"']\s*(#.*)?$")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge, or its undoing, did: the entity, what it was merged into, the file that says so."""

    id: str
    into: str
    path: str


@dataclass(frozen=True, slots=True)
class _Place:
    """An entity in a file that is kept by hand or holds proposals."""

    path: Path
    shown_as: str
    text: str
    file: EntityFile
    entity: Entity


def find_entity(project: Project, entity_id: str) -> Entity | None:
    """An entity by its id: hand-kept, proposed, or of a large catalogue. Raises FileError."""
    place = _place(project, entity_id)
    return place.entity if place is not None else _in_large(project, entity_id)


def merge(project: Project, entity_id: str, into: str) -> Merged:
    """Merge an entity into another one.

    Raises UsageError where one of them is not there, is merged already, or the merges would run in a circle; FileError
    where its file cannot be changed; StorageError.
    """
    place = _place(project, entity_id)
    entity = place.entity if place is not None else _in_large(project, entity_id)
    if entity is None:
        raise UsageError(f"there is no entity “{entity_id}”")
    if entity.merged_into:
        raise UsageError(
            f"{entity_id} is merged into {entity.merged_into} already; workbench entities split {entity_id}"
        )
    _check_target(project, entity_id, into)
    if place is not None:
        _put_line(place, into)
        return Merged(entity_id, into, place.shown_as)
    path = project.root / "entities" / _MERGED
    add_entity(path, replace(entity, merged_into=into))
    return Merged(entity_id, into, project.shown(path))


def split(project: Project, entity_id: str) -> Merged:
    """Take a merge back. Raises UsageError where the entity is not merged, FileError, StorageError."""
    place = _place(project, entity_id)
    if place is None or not place.entity.merged_into:
        raise UsageError(f"“{entity_id}” is not merged into anything")
    merged = Merged(entity_id, place.entity.merged_into, place.shown_as)
    if place.path.name == _MERGED and _in_large(project, entity_id) == replace(place.entity, merged_into=""):
        _take_out(place)
    else:
        _take_line(place)
    return merged


def _check_target(project: Project, entity_id: str, into: str) -> None:
    seen = {entity_id}
    at = into
    while True:
        if at in seen:
            raise UsageError(f"{into} is {entity_id} itself or leads back to it; the merges would run in a circle")
        seen.add(at)
        target = find_entity(project, at)
        if target is None:
            raise UsageError(f"there is no entity “{at}”")
        if not target.merged_into:
            return
        at = target.merged_into


def _place(project: Project, entity_id: str) -> _Place | None:
    """Where an entity stands, the hand-kept files first."""
    for path, _ in project.catalogue_paths():
        shown_as = project.shown(path)
        data = read_bytes(path, shown_as)
        file = parse_entities(data, shown_as)
        for entity in file.entities:
            if entity.id == entity_id:
                return _Place(path, shown_as, data.decode("utf-8"), file, entity)
    return None


def _in_large(project: Project, entity_id: str) -> Entity | None:
    """An entity of the large catalogues, in their order; lines that do not hold the id are not read."""
    wanted = msgspec.json.encode(entity_id)
    for file in large_files(project)[0]:
        if file.path.suffix == ".gz":
            problems: list[Problem] = []
            found = (one for one in read_large(file, problems.append) if one.id == entity_id)
            entity = next(found, None)
        else:
            entity = _in_lines(file.path, wanted, entity_id)
        if entity is not None:
            return entity
    return None


def _in_lines(path: Path, wanted: bytes, entity_id: str) -> Entity | None:
    with path.open("rb") as lines:
        for line in lines:
            if wanted in line:
                try:
                    entity = decode_entity(line)
                except (msgspec.DecodeError, ValueError):
                    continue  # the line is reported where the catalogue is checked
                if entity.id == entity_id:
                    return entity
    return None


def _put_line(place: _Place, into: str) -> None:
    lines = place.text.splitlines(keepends=True)
    first, end = lines_of(place.shown_as, place.file, place.entity.id, lines)
    header = next(at for at in range(first, end) if lines[at].strip().startswith("[[entity]]"))
    at = header + 2 if header + 1 < end and _ID_LINE.match(lines[header + 1]) else header + 1
    break_ = "\r\n" if lines[header].endswith("\r\n") else "\n"
    _write(place, [*lines[:at], f"merged_into = {value_text(into)}{break_}", *lines[at:]], into)


def _take_line(place: _Place) -> None:
    lines = place.text.splitlines(keepends=True)
    first, end = lines_of(place.shown_as, place.file, place.entity.id, lines)
    kept = [line for at, line in enumerate(lines) if not (first <= at < end and _LINE.match(line.rstrip("\r\n")))]
    _write(place, kept, "")


def _write(place: _Place, lines: list[str], into: str) -> None:
    """Write the file if what it says is what was meant. Raises FileError."""
    data = "".join(lines).encode("utf-8")
    wanted = tuple(replace(one, merged_into=into) if one.id == place.entity.id else one for one in place.file.entities)
    if parse_entities(data, place.shown_as).entities != wanted:
        what = "stands in a spelling that cannot be changed here; write merged_into by hand"
        raise FileError(place.shown_as, what, record=f"entity {place.entity.id}", key="merged_into")
    write_atomic(place.path, data)


def _take_out(place: _Place) -> None:
    """Take the whole entity out of the file of merged ones, and the file away where it was the only one."""
    if len(place.file.entities) == 1 and not place.file.aliases:
        place.path.unlink()
        return
    lines = place.text.splitlines(keepends=True)
    first, end = lines_of(place.shown_as, place.file, place.entity.id, lines)
    while first and not lines[first - 1].strip() and (end == len(lines) or not lines[end].strip()):
        first -= 1
    data = "".join((*lines[:first], *lines[end:])).encode("utf-8")
    parse_entities(data, place.shown_as)
    write_atomic(place.path, data)


def merged_entities(project: Project) -> dict[str, str]:
    """By the id of each merged entity, the id that its merges lead to."""
    catalogue = load_catalogue(project).catalogue
    found = ((one.id, catalogue.resolve(one.id)) for one in catalogue if one.merged_into)
    return {entity_id: _end(project, entity_id, target) for entity_id, target in found}


def _end(project: Project, entity_id: str, target: Entity | None) -> str:
    """Where the merges of an entity end, which may be in a large catalogue; the entity itself where they end nowhere."""
    if target is not None:
        return target.id
    at, seen = entity_id, set[str]()
    while at not in seen:
        seen.add(at)
        found = find_entity(project, at)
        if found is None:
            return entity_id
        if not found.merged_into:
            return at
        at = found.merged_into
    return entity_id
