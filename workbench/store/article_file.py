"""Articles and their metadata on disk."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Literal

import msgspec

from workbench.core.article import Article, Metadata, decode
from workbench.core.errors import FileError
from workbench.core.text import Text
from workbench.store.project import Project
from workbench.store.strict import convert, parse_toml, read_bytes
from workbench.store.toml_text import flat_table


class _Metadata(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    title: str = ""
    source: str = ""
    url: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    split: Literal["", "train", "dev", "test"] = ""


def read_article(project: Project, article_id: str) -> Article:
    """The article with this id. Raises FileError where it is missing or not UTF-8; metadata that cannot be read too."""
    path = project.article_paths().get(article_id)
    if path is None:
        raise FileError(article_id, "there is no such article in the project")
    return read_article_at(project, article_id, path)


def read_article_at(project: Project, article_id: str, path: Path) -> Article:
    """The article that lies at ``path``, one of ``project.article_paths()``. Raises FileError as ``read_article``."""
    shown_as = project.shown(path)
    data = read_bytes(path, shown_as)
    text = decode(data, shown_as)
    beside = path.with_suffix(".toml")
    if beside.is_symlink() and not project.inside(beside):
        raise FileError(project.shown(beside), "leads out of the project")
    meta = read_metadata(beside, project.shown(beside))
    if not meta.language and not project.bare:
        meta = replace(meta, language=project.settings.language)
    return Article(article_id, Text(text), hashlib.sha256(data).hexdigest(), meta, shown_as)


def read_metadata(path: Path, shown_as: str) -> Metadata:
    """The metadata beside an article; empty where there are none. Raises FileError."""
    if not path.exists():
        return Metadata()
    tables = parse_toml(read_bytes(path, shown_as), shown_as)
    if isinstance(date := tables.get("date"), datetime.date):
        tables["date"] = str(date)
    return Metadata(*msgspec.structs.astuple(convert(tables, _Metadata, shown_as)))


def metadata_text(meta: Metadata) -> str:
    """Metadata as TOML; empty fields are left out."""
    return flat_table({one.name: said for one in fields(meta) if (said := getattr(meta, one.name))})
