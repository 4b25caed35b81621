"""Jobs over a whole project: how far it is, and everything that is wrong in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations
from workbench.core.article import Article, decode
from workbench.core.article_id import valid_id
from workbench.core.check import Surroundings, annotation_problems
from workbench.core.codebook import Codebook
from workbench.core.entity import Catalogue
from workbench.core.errors import FileError, Problem
from workbench.core.progress import Progress, Quiet
from workbench.desk.keymaps import live_keymap
from workbench.desk.person import read_person_settings
from workbench.desk.unfinished import left_import
from workbench.interchange.incoming import format_of
from workbench.store.annotation_file import AnnotationFile
from workbench.store.article_file import read_article
from workbench.store.catalogue import Loaded, load_catalogue
from workbench.store.codebook_file import read_codebook
from workbench.store.peek import Peek, peek
from workbench.store.project import ENDINGS, PROJECT_FILE, Project, Settings, open_project, safe_name, surrounding
from workbench.store.remark_file import read_remarks
from workbench.store.shipped import default_codebook
from workbench.store.strict import read_bytes

GOLD = "gold"


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """One article and, for each person who has a file for it, what the file says."""

    id: str
    files: dict[str, Peek]


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """How far a project is; ``annotators`` holds everybody with a folder, the gold last."""

    title: str
    annotators: tuple[str, ...]
    articles: tuple[ArticleStatus, ...]

    def of(self, annotator: str) -> list[Peek]:
        """What the files of one person say."""
        return [article.files[annotator] for article in self.articles if annotator in article.files]


def project_status(project: Project, progress: Progress | None = None) -> ProjectStatus:
    """Articles × annotators, by a quick look at each file. A job that is cancelled ends with the articles so far."""
    progress = progress or Quiet()
    names = [*project.annotators(), *([GOLD] if (project.root / GOLD).is_dir() else [])]
    have = {name: project.annotated(name) for name in names}
    rows: list[ArticleStatus] = []
    ids = list(project.article_paths())
    for number, article_id in enumerate(ids):
        progress.step(number, len(ids), article_id)
        if progress.cancelled:
            break
        files = {name: peek(project.annotation_path(name, article_id)) for name in names if article_id in have[name]}
        rows.append(ArticleStatus(article_id, files))
    return ProjectStatus(project.title, tuple(names), tuple(rows))


def check_project(where: Path, progress: Progress | None = None) -> Iterator[Problem]:
    """Everything that is wrong in the project at ``where``, file by file.

    A broken settings file or codebook is reported and what can be checked without it still is; without a codebook no
    record can be. Raises UsageError where there is no project.
    """
    try:
        project, _ = open_project(where)
    except FileError as error:
        root = surrounding(where)
        if root is None:
            raise
        yield error.problem
        project = Project(root, Settings())
    yield from _Check(project, progress or Quiet()).problems()


class _Check:
    """One walk over a project; keeps what later parts are checked against."""

    def __init__(self, project: Project, progress: Progress) -> None:
        self._project = project
        self._progress = progress
        self._codebook: Codebook | None = None
        self._loaded = Loaded(Catalogue())

    def problems(self) -> Iterator[Problem]:
        yield from self._settings()
        yield from self._read_codebook()
        self._loaded = load_catalogue(self._project)
        yield from self._loaded.problems
        yield from self._keys()
        yield from left_import(self._project)
        yield from self._strays()
        yield from self._project.article_problems()
        yield from self._articles()
        yield from self._orphans()

    # Settings, codebook, keys

    def _settings(self) -> Iterator[Problem]:
        for number, entry in enumerate(self._project.settings.catalogues):
            path = self._project.root / "entities" / entry.file
            key = f"catalogues[{number}].file"
            if not path.is_file():
                yield Problem(PROJECT_FILE, f"there is no file “{entry.file}”", key=key)
            elif not self._project.inside(path):
                yield Problem(PROJECT_FILE, f"“{entry.file}” leads out of the project", key=key)
        path = self._project.guideline_path
        if path.is_file():
            try:
                decode(read_bytes(path, path.name), path.name)
            except FileError as error:
                yield error.problem

    def _read_codebook(self) -> Iterator[Problem]:
        path = self._project.codebook_path
        try:
            if path.exists():
                self._codebook = read_codebook(path, self._project.shown(path))
            else:
                self._codebook = read_codebook(default_codebook(), "the default codebook")
        except FileError as error:
            yield error.problem

    def _keys(self) -> Iterator[Problem]:
        wanted = self._project.settings.keymap
        try:
            wanted = read_person_settings().keymap or wanted
        except FileError as error:
            yield error.problem
        if self._codebook is not None:
            yield from live_keymap(wanted, self._codebook)[1]

    # Articles

    def _strays(self) -> Iterator[Problem]:
        """Files and folders under ``articles/`` that are no articles, though somebody may think so."""
        if self._project.bare:
            return
        failed: list[OSError] = []
        for folder, names, files in os.walk(self._project.articles_root, onerror=failed.append):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(one for one in files if not one.startswith(".")):
                path = Path(folder) / name
                what = self._stray(path)
                if what:
                    yield Problem(self._project.shown(path), what)
        for error in failed:
            yield Problem(self._project.shown(Path(error.filename)), f"cannot be read: {error.strerror}")

    def _stray(self, path: Path) -> str:
        article_id = path.relative_to(self._project.articles_root).with_suffix("").as_posix()
        if path.suffix in ENDINGS:
            what = "cannot be an article: its name holds control characters, a backslash or bytes that are not UTF-8"
            return "" if valid_id(article_id) else what
        if path.suffix == ".toml":
            texts = (path.with_suffix(ending).exists() for ending in ENDINGS)
            return "" if any(texts) else "metadata without an article; a .txt or .md of this name is missing"
        if format_of(path.name) is not None:
            return "is no article (they end in .txt or .md) and is left out; bring it in with `workbench add`"
        return ""

    def _articles(self) -> Iterator[Problem]:
        ids = list(self._project.article_paths())
        for number, article_id in enumerate(ids):
            self._progress.step(number, len(ids), article_id)
            if self._progress.cancelled:
                return
            try:
                article = read_article(self._project, article_id)
            except FileError as error:
                yield error.problem
                article = None
            yield from self._annotations_of(article_id, article)

    # Annotations

    def _annotations_of(self, article_id: str, article: Article | None) -> Iterator[Problem]:
        found: dict[str, Annotations | None] = {}
        if self._codebook is None:
            return
        for annotator in (*self._project.annotators(), GOLD):
            path = self._project.annotation_path(annotator, article_id)
            shown_as = self._project.shown(path)
            if not (path.exists() or path.is_symlink()):
                continue
            if not self._project.inside(path):
                yield Problem(shown_as, "leads out of the project")
                continue
            try:
                state = AnnotationFile(path, self._codebook, shown_as, article_id, annotator).load().state
            except FileError as error:
                yield from error.problems
                state = None
            found[annotator] = state
            if state is not None and article is not None:
                there = found if annotator == GOLD else {}
                yield from self._state_problems(state, article, shown_as, self._codebook, there)
        if found.get(GOLD) is not None:
            shown_as = self._project.shown(self._project.annotation_path(GOLD, article_id))
            yield from _source_problems(found, shown_as)
        yield from self._remarks_on(article_id, found.get(GOLD))

    def _remarks_on(self, article_id: str, gold: Annotations | None) -> Iterator[Problem]:
        """Remarks that cannot be read, or that are about no record of the gold."""
        for annotator in self._project.annotators():
            path = self._project.remark_path(annotator, article_id)
            shown_as = self._project.shown(path)
            try:
                found = read_remarks(path, shown_as)
            except FileError as error:
                yield error.problem
                continue
            for number, one in enumerate(found):
                if gold is None or one.about not in gold.records:
                    yield Problem(shown_as, f"the gold has no record “{one.about}”", key=f"remark[{number}].about")

    def _state_problems(
        self,
        state: Annotations,
        article: Article,
        shown_as: str,
        codebook: Codebook,
        others: Mapping[str, Annotations | None],
    ) -> Iterator[Problem]:
        if state.header.codebook > codebook.version:
            what = f"made with version {state.header.codebook} of the codebook; the project has {codebook.version}"
            yield Problem(shown_as, what, key="codebook")
        known = self._loaded.catalogue.__contains__ if self._loaded.whole else None
        undecided = frozenset(f"{name}/{one}" for name, other in others.items() if other for one in other.records)
        around = Surroundings(codebook, article.text, article.sha256, shown_as, known, undecided)
        yield from annotation_problems(state, around)
        for number, refused in enumerate(state.header.refused):
            key = f"refused[{number}]"
            if refused.layer not in codebook.by_name:
                yield Problem(shown_as, f"there is no layer “{refused.layer}”", key=f"{key}.layer")
            if not 0 <= refused.start < refused.end <= len(article.text):
                what = f"{refused.start}–{refused.end} lies outside the text, which ends at {len(article.text)}"
                yield Problem(shown_as, what, key=f"{key}.start")
            elif article.text.slice(refused.start, refused.end) != refused.quote:
                yield Problem(shown_as, "is not what the text says there", key=f"{key}.quote")

    def _orphans(self) -> Iterator[Problem]:
        """Annotation files without an article, and files where no annotator's can be."""
        ids = set(self._project.article_paths())
        for annotator in (*self._project.annotators(), GOLD):
            folder = self._project.annotation_path(annotator, "x").parent
            if annotator != GOLD and safe_name(annotator) != annotator:
                what = f"no annotator has a folder of this name; rename it to “{safe_name(annotator)}”"
                yield Problem(self._project.shown(folder), what)
            for article_id in sorted(self._project.annotated(annotator) - ids):
                shown_as = self._project.shown(self._project.annotation_path(annotator, article_id))
                yield Problem(shown_as, f"there is no article “{article_id}”", key="article")
        for path in sorted((self._project.root / "annotations").glob("*.toml")):
            if path.is_file():
                what = "lies in no annotator's folder; annotations/<annotator>/<article>.toml is its place"
                yield Problem(self._project.shown(path), what)


def _source_problems(found: Mapping[str, Annotations | None], shown_as: str) -> Iterator[Problem]:
    """The ``from`` of gold records that name a record which its annotator does not have (any more).

    ``found`` holds None for an annotator whose file cannot be read.
    """
    gold = found[GOLD]
    for record in gold.records.values() if gold is not None else ():
        for number, source in enumerate(record.decision.sources if record.decision else ()):
            annotator, _, record_id = source.partition("/")
            state = found.get(annotator)
            if annotator not in found or (state is not None and record_id not in state.records):
                what = f"there is no record “{source}”"
                yield Problem(shown_as, what, f"{record.layer} {record.id}", f"from[{number}]")
    yield from _decided_twice(gold, shown_as) if gold is not None else ()


def _decided_twice(gold: Annotations, shown_as: str) -> Iterator[Problem]:
    """The records of annotators about which the gold holds two decisions."""
    decided: dict[str, str] = {source: "none was right" for one in gold.header.rejected for source in one.sources}
    for record in gold.records.values():
        label = f"{record.layer} {record.id}"
        sources = record.decision.sources if record.decision else ()
        if source := next((one for one in sources if one in decided), ""):
            what = f"“{source}” was decided twice ({decided[source]}); `workbench review` asks which counts"
            yield Problem(shown_as, what, label, f"from[{sources.index(source)}]")
        decided.update((one, f"also as {label}") for one in sources)
