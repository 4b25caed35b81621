"""Further names of entities that annotators proposed, taken into the hand-kept catalogue or refused.

A name comes into the ``aliases`` of its entity. It stands as an ``[[alias]]`` of its own where a reviewer said why, and, in
``entities/names.toml``, where the entity is of a large catalogue. A refused one stays where it was proposed, with
``refused = true``, so that nobody is asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import tomlkit

from workbench.core.entity import ProposedName
from workbench.core.errors import FileError
from workbench.store.atomic import write_atomic
from workbench.store.entity_edits import add_alias
from workbench.store.entity_file import EntityFile, parse_entities
from workbench.store.project import Project
from workbench.store.strict import parse_toml, read_bytes

_LARGE = "names.toml"

_Rows = list[dict[str, object]]


def take_names(
    project: Project, names: Sequence[ProposedName], *, reason: str = "", note: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Give one entity the names that were proposed for it.

    Returns the file that has them now, as people see it, and those that the entity did not have. Raises FileError where a
    file cannot be read or changed, StorageError where one cannot be written; the catalogue is written before the proposals
    are taken away.
    """
    entity_id = names[0].entity
    path, place, file = _holder(project, entity_id)
    known = file.entities[place].names if place >= 0 else tuple(name for at, name in file.aliases if at == entity_id)
    new = tuple(dict.fromkeys(one.name for one in names if one.name not in known))
    if new and place >= 0 and not (reason or note):
        shown_as = project.shown(path)
        write_atomic(path, _with_aliases(read_bytes(path, shown_as), shown_as, place, new))
    else:
        for name in new:
            add_alias(path, entity_id, name, reason, note)
    _change(project, names, lambda document, at: _drop(document, at))
    return project.shown(path), new


def refuse_names(project: Project, names: Sequence[ProposedName], *, reason: str = "", note: str = "") -> None:
    """Mark proposed names as refused, and why. Raises FileError, StorageError."""
    marks = {"refused": True, "reason": reason, "note": note}

    def mark(document: tomlkit.TOMLDocument, at: int) -> None:
        document["alias"][at].update({key: value for key, value in marks.items() if value})

    _change(project, names, mark)


def _holder(project: Project, entity_id: str) -> tuple[Path, int, EntityFile]:
    """The hand-kept file that has an entity, and where in it; -1 in the file that has names for all others."""
    for path, proposed_by in project.catalogue_paths():
        if proposed_by:
            continue
        shown_as = project.shown(path)
        file = parse_entities(read_bytes(path, shown_as), shown_as)
        for place, entity in enumerate(file.entities):
            if entity.id == entity_id:
                return path, place, file
    path = project.root / "entities" / _LARGE
    data = read_bytes(path, project.shown(path)) if path.exists() else b""
    return path, -1, parse_entities(data, project.shown(path))


def _with_aliases(data: bytes, shown_as: str, place: int, names: Sequence[str]) -> bytes:
    document = tomlkit.parse(data.decode("utf-8"))
    aliases = document["entity"][place].setdefault("aliases", tomlkit.array())
    for name in names:
        aliases.append(name)
    made = tomlkit.dumps(document).encode("utf-8")
    parse_entities(made, shown_as)
    return made


def _change(
    project: Project, names: Sequence[ProposedName], change: Callable[[tomlkit.TOMLDocument, int], None]
) -> None:
    """Change the ``[[alias]]`` of each name in the file of whoever proposed it."""
    for by in dict.fromkeys(one.proposed_by for one in names):
        wanted = {(one.entity, one.name) for one in names if one.proposed_by == by}
        path = project.proposed_path(by)
        shown_as = project.shown(path)
        data = read_bytes(path, shown_as)
        rows: _Rows = parse_toml(data, shown_as).get("alias", [])
        there = [at for at, row in enumerate(rows) if (row["entity"], row["name"]) in wanted and not row.get("refused")]
        if not there:
            raise FileError(shown_as, f"“{names[0].name}” is not proposed any more", record="alias", key="name")
        document = tomlkit.parse(data.decode("utf-8"))
        for at in reversed(there):
            change(document, at)
        changed = tomlkit.dumps(document).encode("utf-8")
        parse_entities(changed, shown_as)
        write_atomic(path, changed)


def _drop(document: tomlkit.TOMLDocument, at: int) -> None:
    del document["alias"][at]
    if not document["alias"]:
        del document["alias"]
