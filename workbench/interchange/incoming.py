"""What a format gives when articles are brought in, and which formats there are.

A module of this package reads articles when it has a value called ``ARTICLES``, an ``ArticleFormat``; nothing else has
to be told that it exists.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath

import workbench.interchange
from workbench.core.article import Metadata
from workbench.core.errors import Problem, UsageError


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article as it came: the bytes that its file will hold, and what is known about it."""

    data: bytes
    id: str = ""
    """The id that the format itself gives; empty where it gives none."""
    ending: str = ".txt"
    meta: Metadata = field(default_factory=Metadata)
    where: str = ""
    """Where it came from, as messages name it: ``news.jsonl: line 3``."""
    dropped: tuple[str, ...] = ()
    """What the source says and an article has no place for."""


Read = Callable[[bytes, str], Iterator[Incoming | Problem]]
"""(bytes of a file, its name in messages) → its articles, and what is wrong with those that cannot be read."""


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """A format that articles can be brought in from."""

    name: str
    endings: tuple[str, ...]
    """File name endings, small letters, with the dot."""
    read: Read
    ready: Callable[[], None] = lambda: None
    """Raises UsageError where something that the format needs is not installed."""
    many: bool = False
    """Whether one file holds several articles."""


@cache
def article_formats() -> dict[str, ArticleFormat]:
    """The formats by name, in the order of their modules."""
    found: dict[str, ArticleFormat] = {}
    for module in pkgutil.iter_modules(workbench.interchange.__path__):
        made = getattr(importlib.import_module(f"{workbench.interchange.__name__}.{module.name}"), "ARTICLES", None)
        for one in made if isinstance(made, tuple) else (made,):
            if isinstance(one, ArticleFormat):
                found[one.name] = one
    return found


def format_of(name: str) -> ArticleFormat | None:
    """The format of a file by its ending; None where no module knows it."""
    ending = PurePath(name).suffix.lower()
    return next((one for one in article_formats().values() if ending in one.endings), None)


def format_called(name: str) -> ArticleFormat:
    """The format of this name. Raises UsageError."""
    formats = article_formats()
    if name not in formats:
        raise UsageError(f"there is no format “{name}”; there are {', '.join(formats)}")
    return formats[name]
