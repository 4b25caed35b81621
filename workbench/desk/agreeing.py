"""What agreement is computed from: everybody's files of a project, with the texts; what cannot take part is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.codebook import Codebook
from workbench.core.entity import Catalogue
from workbench.core.errors import FileError, Problem, UsageError
from workbench.core.progress import Progress, Quiet
from workbench.review.figures import Figure, agree
from workbench.review.gathering import gather
from workbench.store.annotation_file import AnnotationFile
from workbench.store.article_file import read_article
from workbench.store.catalogue import load_catalogue
from workbench.store.codebook_file import read_codebook
from workbench.store.project import Project
from workbench.store.shipped import default_codebook

GOLD = "gold"
ROUNDS = 1000
SEED = 1
"""What intervals are drawn from, where nobody says otherwise."""

_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Coded:
    """The files that take part, by article and annotator, with what else figures need."""

    files: dict[str, dict[str, Annotations]]
    texts: dict[str, str]
    codebook: Codebook
    catalogue: Catalogue
    problems: tuple[Problem, ...]
    """What is wrong with files; those that cannot take part are left out."""
    left_out: int
    """How many files could not take part."""

    def resolve(self, entity_id: str) -> str:
        """The entity that an id leads to, through merges; one that the catalogue does not know stands for itself."""
        entity = self.catalogue.resolve(entity_id)
        return entity.id if entity else entity_id


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of a project with the files that they were computed from."""

    coded: Coded
    figures: Sequence[Figure]
    rounds: int
    seed: int


def agreement(
    project: Project,
    annotators: Sequence[str] = (),
    *,
    layers: Sequence[str] = (),
    rounds: int = ROUNDS,
    seed: int = SEED,
    progress: Progress | None = None,
    by_article: bool = True,
    gamma: bool = False,
) -> Agreement:
    """All figures of these annotators, else of everybody but the gold. Raises what ``read_coded`` does.

    Raises UsageError where the codebook has no such layer. Without figures where two have nothing in common, or the job
    was cancelled.
    """
    coded = read_coded(project, annotators, progress)
    if unknown := [layer for layer in layers if layer not in coded.codebook.by_name]:
        raise UsageError(f"there is no layer “{unknown[0]}”; there are {', '.join(coded.codebook.by_name)}")
    found = agree(
        coded.files,
        coded.codebook,
        texts=coded.texts,
        rounds=rounds,
        seed=seed,
        progress=progress,
        layers=layers or None,
        resolve=coded.resolve,
        by_article=by_article,
        gamma=gamma,
    )
    return Agreement(coded, found, rounds, seed)


def stamp(project: Project) -> int:
    """Changes when a file does that figures depend on, as far as the system tells; the gold is none of them."""
    folders = (project.root / "annotations", project.root / "entities")
    paths = [path for folder in folders for path in sorted(folder.rglob("*.toml"))]
    return hash(tuple((str(path), found.st_mtime_ns, found.st_size) for path in paths if (found := path.stat())))


def read_coded(project: Project, annotators: Sequence[str] = (), progress: Progress | None = None) -> Coded:
    """Read the files of these annotators, else of everybody but the gold, for all articles that two of them have.

    A file or an article that cannot be read, and a file made on another text, is left out and named. Raises UsageError
    where an annotator has no file, FileError where the codebook cannot be read. A job that is cancelled ends with the
    articles so far.
    """
    progress = progress or Quiet()
    have = {name: project.annotated(name) for name in _names(project, annotators)}
    path = project.codebook_path if project.codebook_path.exists() else default_codebook()
    reading = _Reading(project, read_codebook(path, path.name))
    shared = [one for one in project.article_paths() if sum(one in owned for owned in have.values()) > 1]
    for number, article_id in enumerate(shared):
        progress.step(number, len(shared), article_id)
        if progress.cancelled:
            break
        reading.read(article_id, [name for name, owned in have.items() if article_id in owned])
    return reading.coded()


def _names(project: Project, annotators: Sequence[str]) -> list[str]:
    known = project.annotators()
    for name in annotators:
        if name not in known and not (name == GOLD and project.annotated(GOLD)):
            raise UsageError(f"{name} has no annotations here; there are {', '.join(known) or 'none at all'}")
    if twice := sorted({name for name in annotators if annotators.count(name) > 1}):
        raise UsageError(f"{', '.join(twice)} stands twice among the annotators to compare")
    return list(annotators) or known


class _Reading:
    """Collects what can be read, and what is wrong with the rest."""

    def __init__(self, project: Project, codebook: Codebook) -> None:
        self._project = project
        self._codebook = codebook
        self._files: dict[str, dict[str, Annotations]] = {}
        self._texts: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._left_out = 0

    def read(self, article_id: str, names: Sequence[str]) -> None:
        """One article with the files of these annotators."""
        article = self._tried(lambda: read_article(self._project, article_id))
        if article is None:
            self._left_out += len(names)
            return
        found: list[tuple[str, str, Annotations]] = []
        for name in names:
            path = self._project.annotation_path(name, article_id)
            file = AnnotationFile(path, self._codebook, self._project.shown(path), article_id, name)
            loaded = self._tried(file.load)
            if loaded is not None and loaded.state is not None:
                found.append((name, file.shown_as, loaded.state))
        kept = self._comparable(found, article)
        self._left_out += len(names) - len(kept)
        if len(kept) > 1:
            self._files[article_id] = kept
            self._texts[article_id] = article.text.slice(0, len(article.text))

    def _comparable(self, found: Sequence[tuple[str, str, Annotations]], article: Article) -> dict[str, Annotations]:
        """Those made on this text; the gold takes part as whoever else does."""
        gathered = gather([one for one in found if one[0] != GOLD], article.id, article.sha256, self._codebook)
        self._problems += gathered.problems
        kept = dict(gathered.files)
        for name, shown_as, state in found:
            if name == GOLD and state.header.text_sha256 == article.sha256:
                kept[name] = state
            elif name == GOLD:
                what = "was made on another text of this article; it is left out until its records are repaired"
                self._problems.append(Problem(shown_as, what, key="text_sha256"))
        return kept

    def _tried(self, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except FileError as error:
            self._problems.append(error.problem)
            return None

    def coded(self) -> Coded:
        """Everything read so far."""
        loaded = load_catalogue(self._project)
        problems = (*self._problems, *loaded.problems)
        return Coded(self._files, self._texts, self._codebook, loaded.catalogue, problems, self._left_out)
