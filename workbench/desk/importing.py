"""Annotations of other programs brought into a project: all of them, or nothing where something is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.core.article import PARTS
from workbench.core.codebook import Codebook
from workbench.core.entity import Catalogue, Entity
from workbench.core.errors import ConflictError, Problem, UsageError
from workbench.core.progress import Progress, Quiet
from workbench.desk.dividing import Division
from workbench.desk.gathered import Gathered, Whole
from workbench.desk.sources import Reading
from workbench.desk.unfinished import import_lock
from workbench.interchange.exchange import ExchangeFormat, Loss, Source, Surroundings
from workbench.store.annotation_file import AnnotationFile
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.article_file import metadata_text, read_metadata
from workbench.store.atomic import locked
from workbench.store.catalogue import load_catalogue
from workbench.store.codebook_edits import extended
from workbench.store.codebook_file import read_codebook
from workbench.store.entity_edits import with_entities
from workbench.store.project import ENDINGS, PROJECT_FILE, Project
from workbench.store.shipped import default_codebook
from workbench.store.staging import Stage, staged
from workbench.store.strict import read_bytes

GOLD = "gold"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the source is asked for."""

    annotator: str
    """Whose annotations they are, where the source does not say."""
    asked: bool = False
    """Somebody asked for this name: where all annotations are by one person, they become those of this one."""
    gold: bool = False
    """They become the gold."""
    layers: tuple[str, ...] = ()
    """Only these; empty for all."""
    done: bool = False
    """Only annotations that the source calls done, and their articles."""
    division: Division | None = None
    """By which each new article gets its part; None keeps what the source says itself."""


@dataclass(slots=True)
class Imported:
    """What an import did; where it names problems, it did nothing."""

    articles: list[str] = field(default_factory=list)
    """Those that are new."""
    split: dict[str, int] = field(default_factory=dict)
    """How many of them have each part of a division recorded."""
    undivided: list[str] = field(default_factory=list)
    """Those that were there already, and whose metadata, which stay, do not record the part that the division gives."""
    files: list[str] = field(default_factory=list)
    """Annotation files that are new."""
    records: int = 0
    unchanged: int = 0
    """How many annotation files were there already, with the same records."""
    named: tuple[str, ...] = ()
    """The annotators whose names the source gives, and who keep them."""
    added: tuple[str, ...] = ()
    """What the codebook gained."""
    unread: list[str] = field(default_factory=list)
    """The files of the source that were not read, because they are none of the format."""
    entities: list[str] = field(default_factory=list)
    entity_file: str = ""
    losses: list[Loss] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    """Records that lack something the codebook requires; they are imported all the same."""
    problems: list[Problem] = field(default_factory=list)


def import_annotations(
    project: Project, exchange: ExchangeFormat, path: Path, wanted: Wanted, progress: Progress | None = None
) -> Imported:
    """Read ``path``, a file, a folder or a zip, as ``exchange`` and lay down everything in it, or nothing.

    Articles, annotations, layers, issues and entities that are there already stay as they are. Raises UsageError where the
    format cannot be read, ConflictError where an article or an annotation file with other contents is there, FileError
    where the project's own files are broken, StorageError where they cannot be written; then nothing was changed.
    """
    if exchange.read is None:
        raise UsageError(f"{exchange.name} can be exported, not imported")
    if project.bare:
        raise UsageError(f"{project.root}: has no {PROJECT_FILE}; make a project first: workbench init DIR")
    exchange.ready()
    with locked(import_lock(project.root)), staged(project.root) as stage:
        reading = Reading(path, progress or Quiet(), exchange.reads, packed=exchange.packed)
        job = _Import(project, exchange, wanted, stage)
        done = job.run(reading.source, progress or Quiet())
        done.unread = reading.unread
        if not done.problems:
            stage.commit()
    return done


class _Import:
    """One import on its way to the stage."""

    def __init__(self, project: Project, exchange: ExchangeFormat, wanted: Wanted, stage: Stage) -> None:
        self._project = project
        self._exchange = exchange
        self._wanted = wanted
        self._stage = stage
        self._paths = project.article_paths()
        self._done = Imported()

    def run(self, source: Source, progress: Progress) -> Imported:
        """Read everything, then stage what is new."""
        codebook, catalogue = self._codebook(), load_catalogue(self._project).catalogue
        gathered = Gathered(codebook, catalogue, self._wanted.layers, self._wanted.done)
        if self._exchange.read is not None:
            gathered.take(self._exchange.read(source, Surroundings(codebook, catalogue)))
        named = gathered.annotators()
        alone = self._wanted.asked and len(named) == 1
        articles = gathered.finish(self._wanted.annotator, GOLD if self._wanted.gold else "", alone=alone)
        done = self._done
        done.named = () if alone else tuple(sorted(named - {""}))
        done.losses, done.remarks, done.problems = gathered.losses, gathered.remarks, gathered.problems
        if not articles and not done.problems:
            what = f"holds nothing that can be read as {self._exchange.name}"
            if gathered.not_done:
                what = f"none of its annotations ({gathered.not_done}) is done, or says so; import without --only done"
            done.problems.append(Problem(source.name, what))
        if done.problems:
            return done
        done.added = gathered.growth.names()
        for number, one in enumerate(articles):
            progress.step(number, len(articles), one.id)
            self._stage_article(one)
            self._stage_foreign(one.id, one.foreign)
            for state in one.annotations:
                data = annotation_bytes(state, gathered.growth.codebook)
                self._stage_annotations(one.id, state.header.annotator, data, gathered.growth.codebook)
                done.records += len(state)
        self._stage_surroundings(gathered, catalogue)
        done.split = {part: done.split[part] for part in PARTS if part in done.split}
        return done

    def _codebook(self) -> Codebook:
        path = self._project.codebook_path
        return read_codebook(path if path.exists() else default_codebook(), path.name)

    def _put(self, path: Path, data: bytes) -> None:
        if not self._project.inside(path):
            raise UsageError(f"{self._project.shown(path)}: leads out of the project")
        self._stage.put(self._project.shown(path), data)

    def _stage_article(self, one: Whole) -> None:
        there = self._paths.get(one.id)
        if there is not None and read_bytes(there, self._project.shown(there)) != one.data:
            what = f"is another article than “{one.id}” of the import, and articles never change"
            raise ConflictError(f"{self._project.shown(there)}: {what}; import under other names, or elsewhere")
        path = there or self._project.articles_root / f"{one.id}{ENDINGS[0]}"
        if there is None:
            self._put(path, one.data)
            self._done.articles.append(one.id)
        self._stage_metadata(one, path.with_suffix(".toml"), new=there is None)

    def _stage_metadata(self, one: Whole, path: Path, *, new: bool) -> None:
        division = self._wanted.division
        meta = replace(one.article.meta, split=division.part(one.id)) if division else one.article.meta
        if new and not path.exists():
            if text := metadata_text(meta):
                self._put(path, text.encode("utf-8"))
            if meta.split:
                self._done.split[meta.split] = self._done.split.get(meta.split, 0) + 1
        elif division and read_metadata(path, self._project.shown(path)).split != meta.split:
            self._done.undivided.append(one.id)

    def _stage_annotations(self, article_id: str, annotator: str, data: bytes, codebook: Codebook) -> None:
        path = self._project.annotation_path(annotator, article_id)
        shown_as = self._project.shown(path)
        if os.path.lexists(path):
            found = AnnotationFile(path, codebook, shown_as, article_id, annotator).load()
            if found.state is not None and annotation_bytes(found.state, codebook) == data:
                self._done.unchanged += 1
                return
            what = "is there already with other records, and an import overwrites nobody's work"
            raise ConflictError(f"{shown_as}: {what}; import as somebody else with --annotator NAME, or move it away")
        self._put(path, data)
        self._done.files.append(shown_as)

    def _stage_foreign(self, article_id: str, lines: Iterable[str]) -> None:
        path = self._project.foreign_path(self._exchange.name, article_id)
        shown_as = self._project.shown(path)
        there = read_bytes(path, shown_as).decode("utf-8").splitlines() if path.exists() else []
        known = set(there)
        new = [line for line in lines if line not in known]
        if new:
            self._put(path, "".join(f"{line}\n" for line in (*there, *new)).encode("utf-8"))

    def _stage_surroundings(self, gathered: Gathered, catalogue: Catalogue) -> None:
        path = self._project.codebook_path
        if additions := gathered.growth.additions():
            there = path if path.exists() else default_codebook()
            self._put(path, extended(read_bytes(there, path.name), additions, path.name))
        new = [one for one in gathered.entities.values() if one.id not in catalogue]
        if new:
            self._stage_entities(new)

    def _stage_entities(self, new: list[Entity]) -> None:
        path = self._project.root / "entities" / f"{self._exchange.name}.toml"
        shown_as = self._project.shown(path)
        self._put(path, with_entities(read_bytes(path, shown_as) if path.exists() else b"", new, shown_as))
        self._done.entities = [one.id for one in new]
        self._done.entity_file = shown_as
