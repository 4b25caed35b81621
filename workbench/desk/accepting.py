"""A proposed entity moved into a hand-kept catalogue; whatever else stands in both files stays as it is.

The lines of the entity move as they are, with the comment above it. The catalogue is written before the proposal is taken
away, so that a death between the two leaves it in both, which ``check`` reports.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.article_id import valid_id
from workbench.core.entity import Entity, ProposedName
from workbench.core.errors import FileError, UsageError
from workbench.desk.further_names import take_names
from workbench.store.atomic import write_atomic
from workbench.store.entity_file import EntityFile, parse_entities
from workbench.store.large import large_files
from workbench.store.large_lookup import LargeLookup
from workbench.store.project import Project
from workbench.store.strict import read_bytes

_HEADER = re.compile(r"\s*\[\[?\s*(\w+)")
_QUOTES = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted, and the file that it stands in now; ``aliases`` are the names that an entity gained."""

    id: str
    path: str
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class _Catalogue:
    """One file of entities while it is changed."""

    path: Path
    shown_as: str
    data: bytes
    entities: EntityFile

    def replace(self, data: bytes) -> None:
        """Take other bytes, which are read strictly before anything is written. Raises FileError."""
        self.entities = parse_entities(data, self.shown_as)
        self.data = data


def accept(project: Project, ids: Sequence[str], *, into: str = "", proposer: str = "") -> Iterator[Accepted]:
    """Move proposals into hand-kept catalogues: entities with these ids, and proposed names of entities with these ids.

    Yields each when it is done. Nothing is changed where one of them was not proposed.

    Args:
        project: whose entities.
        ids: of entities.
        into: the file under ``entities/`` that takes them; empty for the one that has most of the entity's kind.
        proposer: whose proposal counts where several annotators proposed one id.

    Raises UsageError where an id was not proposed, FileError where a file cannot be read as a catalogue or holds the id
    already, StorageError where one cannot be written.
    """
    _, proposed = _read_all(project)
    owners = {e.id for one in proposed.values() for e in one.entities.entities}
    names = {owner for one in proposed.values() for owner, _ in one.entities.aliases}
    for entity_id in ids:
        if entity_id not in owners | names:
            known = ", ".join([*sorted(owners), *sorted(names - owners)])
            raise UsageError(f"there is no proposal “{entity_id}”; there are: {known or 'none'}")
    for entity_id in dict.fromkeys(ids):
        yield _accept_one(project, entity_id, into, proposer)


def _accept_one(project: Project, entity_id: str, into: str, proposer: str) -> Accepted:
    moved: Accepted | None = None
    kept, proposed = _read_all(project)
    mine = {by: one for by, one in proposed.items() if not proposer or by == proposer}
    if any(entity.id == entity_id for one in mine.values() for entity in one.entities.entities):
        moved = _move(project, entity_id, kept, mine, into)
        kept, proposed = _read_all(project)
        mine = {by: proposed[by] for by in mine}
    aliases = ((by, owner, name) for by, one in mine.items() for owner, name in one.entities.aliases)
    names = [ProposedName(owner, name, by) for by, owner, name in aliases if owner == entity_id]
    if names and not _known(project, entity_id, kept):
        raise UsageError(f"names were proposed for “{entity_id}”, which stands in no catalogue; accept it first")
    if names:
        return Accepted(entity_id, *take_names(project, names))
    if moved is None:
        raise UsageError(f"{proposer} has not proposed “{entity_id}”")
    return moved


def _known(project: Project, entity_id: str, kept: Sequence[_Catalogue]) -> bool:
    """Whether an entity stands in a hand-kept catalogue or a large one."""
    hand_kept = any(entity.id == entity_id for one in kept for entity in one.entities.entities)
    return hand_kept or LargeLookup(large_files(project)[0], lambda _: None)(entity_id) is not None


def _read_all(project: Project) -> tuple[list[_Catalogue], dict[str, _Catalogue]]:
    """The hand-kept catalogues, and the proposals by annotator."""
    files = [(by, _read(project, path)) for path, by in project.catalogue_paths()]
    return [one for by, one in files if not by], {by: one for by, one in files if by}


def _read(project: Project, path: Path) -> _Catalogue:
    shown_as = project.shown(path)
    data = read_bytes(path, shown_as)
    return _Catalogue(path, shown_as, data, parse_entities(data, shown_as))


def _move(
    project: Project, entity_id: str, kept: Sequence[_Catalogue], proposed: dict[str, _Catalogue], into: str
) -> Accepted:
    holders = [by for by, one in proposed.items() if any(e.id == entity_id for e in one.entities.entities)]
    if len(holders) > 1:
        raise UsageError(f"“{entity_id}” was proposed by {', '.join(holders)}; say whose counts with --from")
    for one in kept:
        if any(entity.id == entity_id for entity in one.entities.entities):
            raise FileError(
                one.shown_as, "is there already; give the proposal another id", record=f"entity {entity_id}"
            )
    source = proposed[holders[0]]
    entity = next(one for one in source.entities.entities if one.id == entity_id)
    lines = source.data.decode("utf-8").splitlines(keepends=True)
    first, end = lines_of(source.shown_as, source.entities, entity_id, lines)
    target = _target(project, kept, entity, into)
    before = target.data.decode("utf-8")
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    target.replace(f"{before}{gap}{''.join(lines[first:end]).strip()}\n".encode())
    if target.entities.entities[-1] != entity:
        raise FileError(target.shown_as, "cannot take an entity at its end; is its last table closed?")
    source.replace("".join((*lines[:first], *lines[end:])).encode("utf-8"))
    write_atomic(target.path, target.data)
    write_atomic(source.path, source.data)
    return Accepted(entity_id, target.shown_as)


def _target(project: Project, kept: Sequence[_Catalogue], entity: Entity, into: str) -> _Catalogue:
    """The file that takes an entity; a new one where the project has none of that name, or none at all."""
    if into:
        name = into.removeprefix("entities/").removesuffix(".toml")
        if not valid_id(name) or "/" in name:
            raise UsageError(f"--into: “{into}” is no file of the project's entities/")
        found = [one for one in kept if one.path.stem == name]
    else:
        name = "accepted"
        alike = Counter(one.path.stem for one in kept for other in one.entities.entities if other.kind == entity.kind)
        best = alike.most_common(1)
        found = [one for one in kept if one.path.stem == (best[0][0] if best else name)]
    if found:
        return found[0]
    path = project.root / "entities" / f"{name}.toml"
    return _Catalogue(path, project.shown(path), b"", EntityFile(()))


def lines_of(shown_as: str, file: EntityFile, entity_id: str, lines: Sequence[str]) -> tuple[int, int]:
    """The lines [first, end) of one ``[[entity]]`` with its sub-tables and the comment above it. Raises FileError."""
    starts: list[tuple[int, bool]] = []
    within = False
    for number, line in enumerate(lines):
        if not within and (header := _HEADER.match(line)):
            begins = line.strip().startswith("[[entity]]")
            if begins or header[1] != "entity":
                first = number
                while first and lines[first - 1].lstrip().startswith("#"):
                    first -= 1
                starts.append((first, begins))
        within ^= len(_QUOTES.findall(line)) % 2 == 1
    ends = [*(first for first, _ in starts), len(lines)][1:]
    blocks = [(first, end) for (first, is_entity), end in zip(starts, ends, strict=True) if is_entity]
    for place, entity in enumerate(file.entities):
        if entity.id == entity_id and len(blocks) == len(file.entities):
            return blocks[place]
    what = "stands in a spelling that cannot be moved; write it as an [[entity]] table, or move it by hand"
    raise FileError(shown_as, what, record=f"entity {entity_id}")
