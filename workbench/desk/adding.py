"""A project made, and articles brought into it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workbench.core.article_id import valid_id
from workbench.core.errors import FileError, Problem, UsageError
from workbench.interchange.incoming import ArticleFormat, Incoming, article_formats, format_called, format_of
from workbench.store.article_file import metadata_text, read_metadata
from workbench.store.atomic import storage_error, write_atomic
from workbench.store.project import ENDINGS, PROJECT_FILE, Project, surrounding
from workbench.store.shipped import default_codebook
from workbench.store.strict import FORMAT, read_bytes
from workbench.store.toml_text import flat_table

STDIN = "-"
"""The name that stands for what is piped in."""

_LONGEST = 240
"""The bytes that a part of an id may have; with an ending, file systems take 255."""

_FOLDERS = ("articles", "entities", "annotations")


@dataclass(frozen=True, slots=True)
class Added:
    """One article after it was brought in."""

    id: str
    where: str
    """Where it came from."""
    new: bool
    """False where the project had it already, byte for byte."""
    dropped: tuple[str, ...] = ()
    """What the source said and an article has no place for."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One file to read: its path (None for what is piped in), its name in messages, its format, the id that it suggests."""

    path: Path | None
    name: str
    format: ArticleFormat
    id: str


def make_project(folder: Path, title: str = "") -> Path:
    """Make an empty project: settings, the default codebook, the folders. Returns its root.

    Raises UsageError where a project or a part of one is there already, StorageError where it cannot be written.
    """
    folder = folder.absolute()
    if (around := surrounding(folder)) is not None:
        raise UsageError(f"{folder}: there is a project already: {around / PROJECT_FILE}")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; a project is a folder")
    taken = [name for name in ("codebook.toml", *_FOLDERS, "gold") if _holds_something(folder / name)]
    if taken:
        raise UsageError(f"{folder}: is not empty: {taken[0]} is there already; choose another folder")
    settings = flat_table({"format": FORMAT, "title": title or folder.name, "keymap": "default", "language": "en"})
    try:
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(folder, error) from error
    write_atomic(folder / "codebook.toml", read_bytes(default_codebook(), "the default codebook"))
    write_atomic(folder / PROJECT_FILE, settings.encode("utf-8"))
    return folder


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def add_articles(
    project: Project, files: Sequence[str], stdin: BinaryIO, *, article_id: str = "", format_name: str = ""
) -> Iterator[Added | Problem]:
    """Bring articles in, one after the other: each as it was added, or what is wrong with it.

    Args:
        project: where to.
        files: paths of files and of folders, which are walked; ``-`` reads ``stdin`` (JSON lines, if no format is named).
        stdin: what is piped in.
        article_id: the id of the article, where ``files`` is one that holds one.
        format_name: the format of all files; empty to tell it by their endings.

    Raises UsageError where a file is missing, its format unknown, or what the format needs not installed: then nothing
    was written. Raises StorageError where an article cannot be written.
    """
    if project.bare:
        raise UsageError(f"{project.root}: has no {PROJECT_FILE}; make a project first: workbench init DIR")
    sources = [source for file in files for source in _sources(file, format_name)]
    if article_id and (len(files) != 1 or len(sources) != 1 or sources[0].format.many):
        raise UsageError("--id is for one file that holds one article; JSON lines name each article themselves")
    for article_format in {source.format.name: source.format for source in sources}.values():
        article_format.ready()
    for source in sources:
        try:
            yield from _add_source(project, source, stdin, article_id)
        except FileError as error:
            yield error.problem


def _sources(file: str, format_name: str) -> Iterator[_Source]:
    path = Path(file)
    if file == STDIN:
        yield _Source(None, "stdin", format_called(format_name or "jsonl"), "")
    elif path.is_dir():
        yield from _in_folder(path, format_name)
    elif not path.exists():
        raise UsageError(f"{file}: there is no such file or folder")
    else:
        found = format_called(format_name) if format_name else format_of(path.name)
        if found is None:
            known = " ".join(ending for one in article_formats().values() for ending in one.endings)
            raise UsageError(f"{file}: the ending says no format that can be read ({known}); name it with --format")
        yield _Source(path, file, found, path.stem)


def _in_folder(folder: Path, format_name: str) -> Iterator[_Source]:
    """The files of a folder whose endings are known; the id of each is its path in the folder without the ending."""
    for here, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            found = format_of(name)
            if found is not None and not name.startswith("."):
                path = Path(here) / name
                chosen = format_called(format_name) if format_name else found
                yield _Source(path, str(path), chosen, path.relative_to(folder).with_suffix("").as_posix())


def _add_source(project: Project, source: _Source, stdin: BinaryIO, article_id: str) -> Iterator[Added | Problem]:
    data = stdin.read() if source.path is None else read_bytes(source.path, source.name)
    for number, one in enumerate(source.format.read(data, source.name), 1):
        if isinstance(one, Problem):
            yield one
            continue
        suggested = f"{source.id or 'stdin'}-{number}" if source.format.many else source.id
        yield _add(project, one, source, article_id or one.id or suggested)


def _add(project: Project, incoming: Incoming, source: _Source, article_id: str) -> Added | Problem:
    if what := id_trouble(article_id):
        return Problem(incoming.where, what, key="id")
    path = project.articles_root / f"{article_id}{incoming.ending}"
    if not project.inside(path):
        return Problem(incoming.where, f"articles/{article_id} leads out of the project", key="id")
    there = next((one for ending in ENDINGS if (one := project.articles_root / f"{article_id}{ending}").exists()), None)
    if there is not None and read_bytes(there, project.shown(there)) != incoming.data:
        what = f"there is another article “{article_id}” ({project.shown(there)}), and articles never change"
        return Problem(incoming.where, f"{what}; give this one an id of its own", key="id")
    meta = incoming.meta
    if source.path is not None and not source.format.many and (beside := source.path.with_suffix(".toml")).is_file():
        meta = read_metadata(beside, str(beside))
    if there is None:
        write_atomic(path, incoming.data)
    meta_path = path.with_suffix(".toml")
    if (text := metadata_text(meta)) and not meta_path.exists():
        write_atomic(meta_path, text.encode("utf-8"))
    return Added(article_id, incoming.where, there is None, incoming.dropped)


def id_trouble(article_id: str) -> str:
    """What is wrong with an id as a path under ``articles/``; empty where nothing is."""
    if not article_id:
        return "names no id; give one with --id"
    if any("\ud800" <= char <= "\udfff" for char in article_id):
        return "the file's name is not UTF-8; give an id with --id"
    if not valid_id(article_id) or any(part.startswith(".") for part in article_id.split("/")):
        return f"“{article_id}” cannot be a path under articles/; give another id"
    if any(len(part.encode("utf-8", "surrogatepass")) > _LONGEST for part in article_id.split("/")):
        return f"“{article_id[:40]}…” is too long for the name of a file; give another id"
    return ""
