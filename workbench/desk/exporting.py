"""Annotations of a project given to other programs: all files of an export, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from workbench.core.article import PARTS
from workbench.core.article_id import valid_id
from workbench.core.errors import Problem, UsageError
from workbench.core.progress import Progress, Quiet
from workbench.desk.dividing import Division, divided
from workbench.desk.leaving import Leaving
from workbench.interchange.exchange import ExchangeFormat, File, Loss, Options, Surroundings, check_settings
from workbench.store.atomic import storage_error, sync_folder, write_atomic
from workbench.store.catalogue import load_catalogue
from workbench.store.codebook_file import read_codebook
from workbench.store.project import Project
from workbench.store.shipped import default_codebook
from workbench.store.staging import staged


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of the project is asked for."""

    annotators: tuple[str, ...] = ()
    """Whose annotations; empty for everybody's but the gold."""
    gold: bool = False
    """The gold, instead or as well."""
    layers: tuple[str, ...] = ()
    """Only these; empty for all."""
    done: bool = False
    """Only files that say they are done."""
    division: Division | None = None
    """Into train, dev and test; None where nothing is divided."""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Exported:
    """What an export wrote."""

    files: list[str] = field(default_factory=list)
    articles: int = 0
    records: int = 0
    split: dict[str, int] = field(default_factory=dict)
    """How many articles each part has."""
    moved: list[str] = field(default_factory=list)
    """Articles whose metadata record another part than the one that they went to."""
    losses: list[Loss] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Files and records that could not take part, because they are broken."""
    data: bytes = b""
    """The one file, where it was asked for on stdout."""


def export_annotations(
    project: Project,
    exchange: ExchangeFormat,
    out: str,
    chosen: Chosen,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write what is chosen as ``exchange``: into the folder ``out``, or where that has one of the format's endings, into
    that file; ``-`` gives the one file back. Broken files and records are left out and named; where nothing else is there,
    nothing is written.

    Raises UsageError where nothing is there of what is asked for, or ``out`` is there already (``force`` replaces the files
    of the same names), StorageError; then nothing was written.
    """
    if exchange.write is None:
        raise UsageError(f"{exchange.name} can be imported, not exported")
    check_settings(exchange, chosen.settings)
    exchange.ready()
    around = _surroundings(project)
    leaving = Leaving(project, around, exchange.name, chosen.annotators, chosen.layers)
    ids = leaving.articles(gold=chosen.gold, done=chosen.done)
    if not ids:
        raise UsageError("there is nothing to export: no article has annotations of whom and what you asked for")
    split, moved = divided(project, ids, chosen.division) if chosen.division else ({}, [])
    around = replace(around, options=Options(split, chosen.settings))
    done = Exported(moved=moved)
    documents = leaving.documents(ids, progress or Quiet())
    if (first := next(documents, None)) is not None:
        target = Path(out)
        files = _files(exchange.write(chain((first,), documents), around), done)
        if out == "-" or (target.suffix.lower() in exchange.endings and not target.is_dir()):
            _into_file(files, out, target, done, force)
        else:
            _into_folder(files, target, done, force)
    done.split = _counted(split.get(one, "") for one in leaving.given)
    done.problems, done.articles, done.records = leaving.problems, len(leaving.given), leaving.records
    done.losses += leaving.losses
    return done


def _counted(parts: Iterable[str]) -> dict[str, int]:
    counts = Counter(parts)
    return {part: counts[part] for part in PARTS if counts[part]}


def _surroundings(project: Project) -> Surroundings:
    codebook = project.codebook_path if project.codebook_path.exists() else default_codebook()
    return Surroundings(read_codebook(codebook, codebook.name), load_catalogue(project).catalogue)


def _files(given: Iterator[File | Loss], done: Exported) -> Iterator[File]:
    """The files, while the losses are put aside."""
    seen: set[str] = set()
    for one in given:
        if isinstance(one, Loss):
            done.losses.append(one)
            continue
        if not valid_id(one.name) or one.name in seen:
            raise UsageError(f"“{one.name}” cannot be the name of a file of this export, or stands twice in it")
        seen.add(one.name)
        done.files.append(one.name)
        yield one


def _into_file(files: Iterator[File], out: str, target: Path, done: Exported, force: bool) -> None:
    if out != "-" and target.exists() and not force:
        raise UsageError(f"{target}: is there already; choose another name, or replace it with --force")
    found = list(files)
    if len(found) != 1:
        raise UsageError(f"{out}: this export has {len(found)} files; name a folder with --out")
    if out == "-":
        done.data = found[0].data
        return
    write_atomic(target, found[0].data)
    done.files = [str(target)]


def _into_folder(files: Iterator[File], target: Path, done: Exported, force: bool) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target}: is a file; name a folder")
    if target.is_dir() and any(target.iterdir()):
        if not force:
            raise UsageError(f"{target}: is not empty; choose another folder, or replace its files with --force")
        with staged(target) as stage:
            for file in files:
                stage.put(file.name, file.data)
            stage.commit()
        return
    _new_folder(files, target)


def _new_folder(files: Iterator[File], target: Path) -> None:
    """Write the files into a folder beside, which then takes the name."""
    target = target.absolute()
    beside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name[:60]}.", suffix=".tmp", dir=target.parent))
        for file in files:
            path = beside / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        os.chmod(beside, 0o777 & ~_umask())
        if target.is_dir():
            target.rmdir()
        os.rename(beside, target)
        sync_folder(target.parent)
    except OSError as error:
        raise storage_error(target, error) from error
    finally:
        if beside is not None and beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
