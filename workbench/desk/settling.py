"""What a reviewer decides about proposed entities, carried out in the files of the catalogue, and taken back.

What a decision changes in each file is kept as a patch, see there: so it can be taken back, also tomorrow and also where other
lines changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import tomlkit

from workbench.core.errors import EditError, FileError, UsageError, WorkbenchError
from workbench.desk.accepting import accept
from workbench.desk.further_names import refuse_names, take_names
from workbench.desk.patches import Patch, patch
from workbench.review.proposals import ProposalDecision
from workbench.store.atomic import write_atomic
from workbench.store.entity_file import parse_entities
from workbench.store.project import Project
from workbench.store.strict import read_bytes


def carry_out(project: Project, decision: ProposalDecision) -> tuple[str, ...]:
    """Accept a proposed entity, or merge it into another, or accept or refuse proposed names: write the files.

    Returns what takes it back.

    Raises EditError where the proposal is gone, and what ``accept`` raises.
    """
    if decision.names:
        settle = take_names if decision.action == "accept" else refuse_names
        return _patched(project, lambda: settle(project, decision.names, reason=decision.reason, note=decision.note))
    if decision.action == "merge":
        return _patched(project, lambda: _merge(project, decision))
    return _patched(project, lambda: _accept(project, decision))


def take_back(project: Project, beside: tuple[str, ...]) -> None:
    """Undo what ``carry_out`` did. Raises EditError where the files changed there since; then nothing is written."""
    _apply(project, [one.inverse for one in _patches(beside)])
    for one in _patches(beside):
        path = project.root / one.path
        if one.before is None and not read_bytes(path, one.path).strip():
            path.unlink()


def do_again(project: Project, beside: tuple[str, ...]) -> None:
    """Do what was taken back once more. Raises EditError where the files changed there since; then nothing is written."""
    _apply(project, list(_patches(beside)))


def _accept(project: Project, decision: ProposalDecision) -> None:
    """Move the proposal; why it was accepted is written into it first, and taken out again where it cannot be moved."""
    entity = decision.entity
    path = project.proposed_path(entity.proposed_by)
    before = read_bytes(path, project.shown(path))
    if decision.reason or decision.note:
        _set(path, project.shown(path), entity.id, decision, "")
    try:
        list(accept(project, [entity.id], proposer=entity.proposed_by))
    except WorkbenchError as error:
        if read_bytes(path, project.shown(path)) != before:
            write_atomic(path, before)
        if isinstance(error, UsageError):
            raise EditError(str(error)) from error
        raise


def _merge(project: Project, decision: ProposalDecision) -> None:
    entity = decision.entity
    path = project.proposed_path(entity.proposed_by)
    _set(path, project.shown(path), entity.id, decision, decision.into)


def _set(path: Path, shown_as: str, entity_id: str, decision: ProposalDecision, into: str) -> None:
    """Write what an entity was merged into, and why it was accepted or merged, into its table."""
    wanted = {"merged_into": into, "reason": decision.reason, "note": decision.note}
    document = tomlkit.parse(read_bytes(path, shown_as).decode("utf-8"))
    tables = [table for table in document.get("entity", ()) if table["id"] == entity_id]
    if not tables:
        raise EditError(f"{shown_as}: there is no proposal “{entity_id}” any more")
    tables[0].update({key: value for key, value in wanted.items() if value})
    data = tomlkit.dumps(document).encode("utf-8")
    (found,) = (one for one in parse_entities(data, shown_as).entities if one.id == entity_id)
    if any(value not in ("", getattr(found, key)) for key, value in wanted.items()):
        raise FileError(shown_as, "cannot take “merged_into” in this spelling; write it there", record=entity_id)
    write_atomic(path, data)


def _patched(project: Project, act: Callable[[], object]) -> tuple[str, ...]:
    """Do something to the files of entities, and note what became of each."""
    before = _texts(project)
    act()
    after = _texts(project)
    found = [patch(path, before.get(path), text) for path, text in after.items() if before.get(path) != text]
    return tuple(msgspec.json.encode(one).decode("utf-8") for one in found)


def _patches(beside: tuple[str, ...]) -> Iterator[Patch]:
    return (msgspec.json.decode(one, type=Patch) for one in beside)


def _texts(project: Project) -> Mapping[str, str]:
    """The files of entities that can be read, by their path in the project."""
    found: dict[str, str] = {}
    for path, _ in project.catalogue_paths():
        shown_as = project.shown(path)
        try:
            found[shown_as] = read_bytes(path, shown_as).decode("utf-8")
        except (FileError, UnicodeDecodeError):
            continue  # such a file is named where the catalogue is read, and no decision writes it
    return found


def _apply(project: Project, patches: list[Patch]) -> None:
    """Put the stretch ``after`` in the place of ``before`` in every file; all of them are checked before one is written."""
    written: list[tuple[Path, bytes]] = []
    for one in patches:
        path = project.root / one.path
        there = read_bytes(path, one.path).decode("utf-8") if path.exists() else ""
        if not project.inside(path):
            raise EditError(f"{one.path}: leads out of the project")
        data = one.applied(there).encode("utf-8")
        parse_entities(data, one.path)
        written.append((path, data))
    for path, data in written:
        write_atomic(path, data)
