"""A project on disk: where its files lie, which articles it has. No path that stands in data leads out of it."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from workbench.core.article_id import valid_id
from workbench.core.errors import FileError, Problem, UsageError
from workbench.store.places import safe_name as safe_name
from workbench.store.strict import check_format, convert, parse_toml, read_bytes

PROJECT_FILE = "workbench.toml"
ENDINGS = (".txt", ".md")
"""The endings of articles, in the order in which one id is looked up."""

_OURS = frozenset({"annotations", "entities", "gold", "suggestions", "foreign", "remarks"})


class CatalogueEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One catalogue of ``workbench.toml``: a file beside the hand-kept ones, and how much it counts."""

    file: str
    weight: float = 1.0


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What stands in ``workbench.toml``."""

    format: int = 1
    title: str = ""
    keymap: str = "default"
    catalogues: list[CatalogueEntry] = []
    reviewers: list[str] = []
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Project:
    """The layout of one project. ``bare`` is a folder of texts (or one text) without ``workbench.toml``."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    bare: bool = False
    only: str = ""
    """In a bare project of one text: its file name."""

    @property
    def title(self) -> str:
        """The title, or the folder's name."""
        return self.settings.title or self.root.name

    @property
    def articles_root(self) -> Path:
        """The folder that article ids are relative to."""
        return self.root if self.bare else self.root / "articles"

    @property
    def codebook_path(self) -> Path:
        """Where the project's own codebook lies or would lie."""
        return self.root / "codebook.toml"

    @property
    def guideline_path(self) -> Path:
        """The coding guideline, which people read beside the codebook."""
        return self.root / "guidelines.md"

    def shown(self, path: Path) -> str:
        """A path as messages show it: relative to the project."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def annotation_path(self, annotator: str, article_id: str) -> Path:
        """Where the file of one annotator and article lies; ``gold`` lies in a folder of its own."""
        folder = self.root / "gold" if annotator == "gold" else self.root / "annotations" / annotator
        return folder / f"{article_id}.toml"

    def suggestion_path(self, source: str, article_id: str) -> Path:
        """Where the suggestions of one source for an article lie."""
        return self.root / "suggestions" / source / f"{article_id}.toml"

    def foreign_path(self, format_name: str, article_id: str) -> Path:
        """Where lies what a foreign format carried for an article and ours has no place for."""
        return self.root / "foreign" / format_name / f"{article_id}.jsonl"

    def suggesters(self) -> list[str]:
        """Every source that has a folder under ``suggestions/``."""
        return _folders(self.root / "suggestions")

    def proposed_path(self, annotator: str) -> Path:
        """Where the entities that an annotator proposes lie."""
        return self.root / "entities" / "proposed" / f"{annotator}.toml"

    def remark_path(self, annotator: str, article_id: str) -> Path:
        """Where what an annotator remarks on the gold of an article lies."""
        return self.root / "remarks" / annotator / f"{article_id}.toml"

    def annotators(self) -> list[str]:
        """Everybody who has a folder under ``annotations/``."""
        return _folders(self.root / "annotations")

    def annotated(self, annotator: str) -> set[str]:
        """The ids of the articles that an annotator has a file for."""
        folder = self.annotation_path(annotator, "x").parent
        return {path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.rglob("*.toml"))}

    def article_paths(self) -> dict[str, Path]:
        """Article id → file, in the order of the ids; of two files with one id the ``.txt``."""
        table: dict[str, Path] = {}
        for path in self._texts():
            article_id = path.relative_to(self.articles_root).with_suffix("").as_posix()
            if article_id not in table or path.suffix == ENDINGS[0]:
                table[article_id] = path
        return dict(sorted(table.items()))

    def article_problems(self) -> Iterator[Problem]:
        """Ids that two files claim, names that cannot be ids, and links that lead out of the project."""
        seen: dict[str, Path] = {}
        for path in self._texts(outside=True):
            article_id = path.relative_to(self.articles_root).with_suffix("").as_posix()
            if not valid_id(article_id):
                what = "has a name with control characters or bytes that are not UTF-8 and is left out; rename it"
                yield Problem(self.shown(path), what)
            elif not self.inside(path):
                yield Problem(self.shown(path), "leads out of the project and is left out")
            elif article_id in seen:
                yield Problem(self.shown(path), f"has the id of {self.shown(seen[article_id])}; rename one of them")
            seen.setdefault(article_id, path)

    def inside(self, path: Path) -> bool:
        """Whether a path, links followed, lies in the project."""
        return leads_inside(path, self.root)

    def _texts(self, *, outside: bool = False) -> Iterator[Path]:
        if self.only:
            yield self.root / self.only
            return
        top = self.articles_root
        for folder, names, files in os.walk(top):
            here = Path(folder)
            ours = _OURS if self.bare and here == top else frozenset()
            names[:] = sorted(name for name in names if not name.startswith(".") and name not in ours)
            for name in sorted(files):
                path = here / name
                if path.suffix in ENDINGS and not name.startswith(".") and self._is_article(path, outside):
                    yield path

    def _is_article(self, path: Path, outside: bool) -> bool:
        if outside:
            return True
        named = valid_id(path.relative_to(self.articles_root).with_suffix("").as_posix())
        return named and (not path.is_symlink() or self.inside(path))

    def catalogue_paths(self) -> Iterator[tuple[Path, str]]:
        """The hand-kept catalogues and the proposals, as (file, who proposed it or "")."""
        folder = self.root / "entities"
        for path in sorted(folder.glob("*.toml")):
            yield path, ""
        for path in sorted((folder / "proposed").glob("*.toml")):
            yield path, path.stem


def leads_inside(path: Path, root: Path) -> bool:
    """Whether a path, links followed, lies in ``root``; a link that runs in a circle leads nowhere else."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def read_settings(path: Path, shown_as: str) -> Settings:
    """The settings of a project. Raises FileError."""
    tables = parse_toml(read_bytes(path, shown_as), shown_as)
    check_format(tables, shown_as)
    settings = convert(tables, Settings, shown_as)
    for number, entry in enumerate(settings.catalogues):
        if not valid_id(entry.file):
            raise FileError(shown_as, f"“{entry.file}” leads out of the project", key=f"catalogues[{number}].file")
        if not 0 <= entry.weight < math.inf:
            raise FileError(shown_as, f"{entry.weight} is not a weight", key=f"catalogues[{number}].weight")
    if not valid_id(settings.keymap) or "/" in settings.keymap:
        raise FileError(shown_as, f"“{settings.keymap}” is not the name of a keymap", key="keymap")
    return settings


def open_project(path: Path) -> tuple[Project, str]:
    """The project at ``path`` and the id of the article that the path names ("" if it names none).

    A file inside a project opens that project; a folder of texts, or one text, is a project with defaults.
    Raises UsageError where nothing is there, FileError where ``workbench.toml`` is broken.
    """
    path = path.absolute()
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder")
    if path.is_file() and path.name == PROJECT_FILE:
        path = path.parent
    root = surrounding(path)
    if root is not None:
        project = Project(root, read_settings(root / PROJECT_FILE, PROJECT_FILE))
        return project, _article_of(project, path)
    if path.is_file():
        if path.suffix not in ENDINGS:
            raise UsageError(f"{path}: an article ends in .txt or .md; bring other formats in with `workbench add`")
        if not valid_id(path.stem):
            raise UsageError(f"{path}: has a name with control characters or bytes that are not UTF-8; rename it")
        return Project(path.parent, bare=True, only=path.name), path.stem
    return Project(path, bare=True), ""


def surrounding(path: Path) -> Path | None:
    """The nearest folder at or above ``path`` that holds ``workbench.toml``."""
    start = path.absolute()
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    return None


def _article_of(project: Project, path: Path) -> str:
    if not path.is_file() or not path.is_relative_to(project.articles_root):
        return ""
    article_id = path.relative_to(project.articles_root).with_suffix("").as_posix()
    return article_id if project.article_paths().get(article_id) == path else ""


def _folders(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
