"""What a format of annotations takes and gives, and which formats there are.

A module of this package reads or writes annotations when it has a value called ``EXCHANGE``, an ``ExchangeFormat`` (or a
tuple of them); nothing else has to be told that it exists. A format never opens a file itself: it is given a ``Source``,
and it yields ``File`` values, so that whoever calls it can lay them down together or not at all.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import workbench.interchange
from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.codebook import Codebook, Issue, Layer
from workbench.core.entity import Catalogue, Entity
from workbench.core.errors import Problem, UsageError


@dataclass(frozen=True, slots=True)
class Document:
    """One article with the annotations of everybody who is to be exchanged.

    Offsets in ``annotations`` are code points of the article's text, as everywhere; a format that counts otherwise
    converts through ``offsets``.
    """

    article: Article
    annotations: tuple[Annotations, ...] = ()
    foreign: tuple[str, ...] = ()
    """Lines of JSON, one a thing, with what the format carried and ours has no place for; given back on export."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format cannot hold: where it stood, and what became of it."""

    article: str
    record: str
    """``coder-a/c-7f3a2k``, or the foreign id; ``coder-a`` where it is something of the whole file; empty where it is the
    article's."""
    key: str
    """The slot or foreign field; ``id``, ``note``, ``flag``, ``origin``, ``decision`` of a record; ``status``,
    ``codebook``, ``refused``, ``rejected`` of a file; a field of the metadata. Empty where the whole thing is left out."""
    what: str
    rule: str = ""
    """The row of the format's ``loses`` that says so in general."""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.article, self.record, self.key, self.what) if part)


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export: its path under the place that was asked for, with ``/``, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """What is imported: the files by relative path, each read when it is asked for."""

    name: str
    """As messages name it."""
    files: Mapping[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class Options:
    """What an export asked for beside the documents; a format ignores what does not concern it."""

    split: Mapping[str, str] = field(default_factory=dict)
    """Article id → ``train``, ``dev`` or ``test``; empty where nothing is split."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Whatever a format calls its own (``--set key=value``)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the documents: the project's codebook, its catalogue, and what the call asked for."""

    codebook: Codebook
    catalogue: Catalogue = field(default_factory=Catalogue)
    options: Options = field(default_factory=Options)


LABELS = {"labels": ("layers", "kinds")}
"""The setting of formats with labels: what an actor is called by."""

Brought = Document | Entity | Issue | Layer | Problem | Loss
"""What reading yields, in any order: documents; entities, issues and layers that they need and the project may not have
yet; what is broken (``Problem``, with its line); what ours has no place for (``Loss``)."""

Given = File | Loss
"""What writing yields."""

Read = Callable[[Source, Surroundings], Iterator[Brought]]
Write = Callable[[Iterable[Document], Surroundings], Iterator[Given]]


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format that annotations can be brought in from, or given out as."""

    name: str
    """As the command line calls it."""
    title: str
    endings: tuple[str, ...]
    """File name endings, small letters, with the dot."""
    read: Read | None = None
    write: Write | None = None
    keeps: str = ""
    """What it keeps, in a few words, for the README's table."""
    loses: Mapping[str, str] = field(default_factory=dict)
    """A short name → what it cannot hold, in a few words; every ``Loss`` that it yields names one of these as its rule."""
    reads: tuple[str, ...] = ()
    """The endings of the files that are read of a folder; empty where the format looks itself for what it knows."""
    packed: bool = False
    """Whether a folder may hold, in place of a file of the first ending, a zip with the file in it."""
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What ``--set`` takes on export: a key → the values that it may have, any where none are named."""
    ready: Callable[[], None] = lambda: None
    """Raises UsageError where something that the format needs is not installed."""


def check_settings(exchange: ExchangeFormat, settings: Mapping[str, str]) -> None:
    """Raises UsageError for a setting that the format does not have, or a value that is none of its own."""
    for key, value in settings.items():
        if key not in exchange.settings:
            there = f"it has {', '.join(exchange.settings)}" if exchange.settings else "it has none"
            raise UsageError(f"{exchange.name} has no setting “{key}”; {there}")
        values = exchange.settings[key]
        if values and value not in values:
            raise UsageError(f"{key} is {' or '.join(f'“{one}”' for one in values)}, not “{value}”")


@cache
def exchange_formats() -> dict[str, ExchangeFormat]:
    """The formats by name, in the order of their modules."""
    found: dict[str, ExchangeFormat] = {}
    for module in pkgutil.iter_modules(workbench.interchange.__path__):
        made = getattr(importlib.import_module(f"{workbench.interchange.__name__}.{module.name}"), "EXCHANGE", None)
        for one in made if isinstance(made, tuple) else (made,):
            if isinstance(one, ExchangeFormat):
                found[one.name] = one
    return found


def readable() -> list[str]:
    """The names of the formats that can be imported, in the order of the alphabet."""
    return sorted(one.name for one in exchange_formats().values() if one.read is not None)


def writable() -> list[str]:
    """The names of the formats that can be exported, in the order of the alphabet."""
    return sorted(one.name for one in exchange_formats().values() if one.write is not None)


def exchange_format(name: str, among: Callable[[], list[str]] | None = None) -> ExchangeFormat:
    """The format of this name; ``among`` gives the names that come into question. Raises UsageError."""
    formats = exchange_formats()
    names = among() if among else sorted(formats)
    if name not in formats:
        raise UsageError(f"there is no format “{name}”; there are {', '.join(names)}")
    if name not in names:
        way = "imported, not exported" if formats[name].read else "exported, not imported"
        raise UsageError(f"{name} can be {way}; there are {', '.join(names)}")
    return formats[name]
