"""Links in people's files put to where the merges of their entities lead; nothing is written unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Record, Value, target_kind
from workbench.core.codebook import Codebook, Slot
from workbench.core.edit import Edit, Step
from workbench.core.errors import Problem, WorkbenchError
from workbench.desk.desk import key_of
from workbench.desk.merging import merged_entities
from workbench.store.annotation_file import AnnotationFile
from workbench.store.atomic import locked
from workbench.store.codebook_file import read_codebook
from workbench.store.places import project_state
from workbench.store.project import Project
from workbench.store.shipped import default_codebook


@dataclass(frozen=True, slots=True)
class Relinked:
    """One value of a record that pointed to a merged entity."""

    path: str
    record: str
    slot: str
    old: str
    new: str


def relink(project: Project, *, write: bool) -> Iterator[Relinked | Problem]:
    """Every link to a merged entity in the files of annotators and in the gold; rewritten where ``write`` is set.

    Each file is written durably under the lock that an open window takes; a window that has it open takes the change
    over. A file that cannot be read or written is a problem, and the others are done.
    """
    path = project.codebook_path
    codebook = read_codebook(path if path.exists() else default_codebook(), path.name)
    moved = {old: new for old, new in merged_entities(project).items() if old != new}
    if not moved:
        return
    for annotator in (*project.annotators(), "gold"):
        for article_id in sorted(project.annotated(annotator)):
            at = project.annotation_path(annotator, article_id)
            if not _mentions(at, moved):
                continue
            lock = project_state(project.root) / "journals" / key_of(f"{annotator}\n{article_id}") / "file.lock"
            try:
                file = AnnotationFile(at, codebook, project.shown(at), article_id, annotator)
                yield from _file(file, codebook, moved, lock if write else None)
            except WorkbenchError as error:
                yield Problem(project.shown(at), str(error).removeprefix(f"{project.shown(at)}: "))


def _mentions(path: Path, moved: Mapping[str, str]) -> bool:
    """A quick look: does the file hold one of the ids at all?"""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return True  # the strict reader says what is wrong
    return any(old in text for old in moved)


def _file(file: AnnotationFile, codebook: Codebook, moved: Mapping[str, str], lock: Path | None) -> list[Relinked]:
    if lock is None:
        return _changes(file, codebook, moved)[0]
    lock.parent.mkdir(parents=True, exist_ok=True)
    with locked(lock):
        found, edits = _changes(file, codebook, moved)
        if edits:
            state = file.load().state
            assert state is not None
            file.write(*file.render(Step("links follow merges", tuple(edits)).apply(state)))
    return found


def _changes(file: AnnotationFile, codebook: Codebook, moved: Mapping[str, str]) -> tuple[list[Relinked], list[Edit]]:
    state = file.load().state
    found: list[Relinked] = []
    edits: list[Edit] = []
    for record in state.records.values() if state is not None else ():
        after = record
        for slot in codebook.layer(record.layer).slots:
            if slot.type in ("link", "reference") and "entity" in slot.to:
                after = _moved(file.shown_as, after, slot, moved, found)
        if after != record:
            edits.append(Edit(record, after))
    return found, edits


def _moved(path: str, record: Record, slot: Slot, moved: Mapping[str, str], found: list[Relinked]) -> Record:
    """The record with the values of one slot put where they lead; each is noted in ``found``."""
    before = record.references(slot.name)
    after: list[str] = []
    for value in before:
        kind, target = ("entity", value) if slot.type == "link" else target_kind(value)
        new = moved.get(target, target) if kind == "entity" else target
        if new != target:
            found.append(Relinked(path, record.id, slot.name, target, new))
        after.append(value if new == target else new if slot.type == "link" else f"entity:{new}")
    if tuple(after) == before:
        return record
    values = tuple(dict.fromkeys(after))
    put: Value = values if slot.many else values[0]
    return record.with_value(slot.name, put)
