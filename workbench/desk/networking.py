"""What networks are made of: somebody's records of a project, or the gold; what cannot be read is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from workbench.core.codebook import Codebook
from workbench.core.entity import Catalogue
from workbench.core.errors import FileError, Problem, StorageError, UsageError
from workbench.core.progress import Progress, Quiet
from workbench.network.gathering import Coded, gather
from workbench.network.statement import Gathered
from workbench.store.annotation_file import AnnotationFile
from workbench.store.article_file import read_article
from workbench.store.atomic import write_atomic
from workbench.store.catalogue import load_catalogue
from workbench.store.codebook_file import read_codebook
from workbench.store.project import Project
from workbench.store.shipped import default_codebook

GOLD = "gold"

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a project, and whose they are."""

    gathered: Gathered
    codebook: Codebook
    catalogue: Catalogue
    annotators: tuple[str, ...]
    twice: int = 0
    """How many articles have statements of more than one annotator, so that what both say counts twice."""
    problems: tuple[Problem, ...] = ()
    """What could not be read and is left out."""


def read_statements(
    project: Project,
    annotators: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    codebook: Codebook | None = None,
    catalogue: Catalogue | None = None,
) -> Statements:
    """Read the files of these annotators; of nobody in particular: the gold where there is one, else everybody's.

    ``codebook`` and ``catalogue`` are read where they are not at hand. Raises UsageError where an annotator has no file,
    FileError where the codebook cannot be read. A job that is cancelled ends with the articles so far.
    """
    progress = progress or Quiet()
    problems: list[Problem] = []
    if codebook is None:
        path = project.codebook_path if project.codebook_path.exists() else default_codebook()
        codebook = read_codebook(path, path.name)
    if catalogue is None:
        loaded = load_catalogue(project)
        catalogue = loaded.catalogue
        problems += loaded.problems
    names = _names(project, annotators)
    owned = {name: project.annotated(name) for name in names}
    articles = [one for one in project.article_paths() if any(one in some for some in owned.values())]
    coded: list[Coded] = []
    for number, article_id in enumerate(articles):
        progress.step(number, len(articles), article_id)
        if progress.cancelled:
            break
        found = _article(project, article_id, [name for name in names if article_id in owned[name]], codebook, problems)
        coded += found
    gathered = gather(coded, codebook, catalogue)
    whose: dict[str, set[str]] = {}
    for one in gathered.statements:
        whose.setdefault(one.article, set()).add(one.annotator)
    twice = sum(len(some) > 1 for some in whose.values())
    return Statements(gathered, codebook, catalogue, tuple(names), twice, tuple(problems))


def _names(project: Project, annotators: Sequence[str]) -> list[str]:
    known = project.annotators()
    has_gold = bool(project.annotated(GOLD))
    for name in annotators:
        if name not in known and not (name == GOLD and has_gold):
            raise UsageError(f"{name} has no annotations here; there are {', '.join(known) or 'none at all'}")
    return list(dict.fromkeys(annotators)) or ([GOLD] if has_gold else known)


def _article(
    project: Project, article_id: str, names: Sequence[str], codebook: Codebook, problems: list[Problem]
) -> list[Coded]:
    article = _tried(lambda: read_article(project, article_id), problems)
    if article is None:
        return []
    found = []
    for name in names:
        path = project.annotation_path(name, article_id)
        file = AnnotationFile(path, codebook, project.shown(path), article_id, name)
        loaded = _tried(file.load, problems)
        if loaded is not None and loaded.state is not None:
            found.append(Coded(loaded.state, article.meta.date))
    return found


def _tried(read: Callable[[], _Read], problems: list[Problem]) -> _Read | None:
    try:
        return read()
    except FileError as error:
        problems.append(error.problem)
    except StorageError as error:
        problems.append(Problem("", str(error)))
    return None


def write_picture(path: Path, text: str) -> None:
    """Write a picture where no file is yet. Raises StorageError."""
    if path.exists():
        raise StorageError(f"{path}: there is a file already; choose another name")
    if not path.absolute().parent.is_dir():
        raise StorageError(f"{path.parent}: there is no such folder")
    write_atomic(path, text.encode("utf-8"))
