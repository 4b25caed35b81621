"""Catalogues of others brought into a project, as a stream: no more is kept than the ids and what comes late."""

from __future__ import annotations

import bz2
import gzip
import io
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import FileError, Problem, UsageError
from workbench.core.progress import Progress, Quiet
from workbench.linking.catalogues.formats import format_called
from workbench.linking.catalogues.rows import Further, LeftOut, Row, Source
from workbench.store.large_writer import LargeWriter
from workbench.store.project import Project, safe_name

STDIN = "-"
_STEP = 5000
"""Progress is told every so many rows."""
_PACKED = (".gz", ".bz2")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to bring in, and what to say about it; texts that are empty are found out where they can be."""

    format: str
    source: str
    """A path, or ``-``."""
    name: str = ""
    mapping: tuple[tuple[str, str], ...] = ()
    header: bool | None = None
    split: str = ""
    languages: tuple[str, ...] = ()
    more_names: str = ""
    title: str = ""
    origin: str = ""
    licence: str = ""
    weight: float = 1.0


@dataclass(slots=True)
class Brought:
    """What came of it."""

    name: str
    path: str
    licence: str = ""
    entities: int = 0
    names: int = 0
    problems: int = 0
    replaced: bool = False
    left_out: Counter[str] = field(default_factory=Counter)


class Gathering:
    """Entities on their way into one catalogue: rows with one id become one entity."""

    def __init__(self, writer: LargeWriter, brought: Brought, report: Callable[[Problem], None]) -> None:
        self._writer = writer
        self._brought = brought
        self._report = report
        self._seen: set[str] = set()
        self._late: dict[str, tuple[list[str], list[Affiliation]]] = {}

    def take(self, row: Row) -> None:
        """One row. Raises StorageError."""
        if isinstance(row, Entity):
            if row.id in self._seen:
                self._more(row.id, row.names, row.affiliations)
                return
            try:
                self._writer.write(row)
            except UnicodeEncodeError:
                row = Problem(row.id.encode("utf-8", "replace").decode(), "holds half a character (a lone surrogate)")
            else:
                self._seen.add(row.id)
                self._brought.entities += 1
                return
        if isinstance(row, Further):
            self._more(row.id, row.aliases, row.affiliations)
        elif isinstance(row, LeftOut):
            self._brought.left_out[row.what] += 1
        else:
            self._brought.problems += 1
            self._report(row)

    def _more(self, entity_id: str, names: tuple[str, ...], affiliations: tuple[Affiliation, ...]) -> None:
        late = self._late.setdefault(entity_id, ([], []))
        late[0].extend(names)
        late[1].extend(affiliations)

    def finish(self, about: dict[str, object]) -> None:
        """All rows are there: put the catalogue in its place. Raises StorageError."""
        for entity_id in self._late.keys() - self._seen:
            names, affiliations = self._late.pop(entity_id)
            self._brought.left_out["name or affiliation of somebody who is not in it"] += len(names) + len(affiliations)
        self._brought.names = self._writer.finish(self._late, about)


def bring_in(
    project: Project, wanted: Wanted, report: Callable[[Problem], None], progress: Progress | None = None
) -> Brought:
    """Read a catalogue and write it to ``entities/large/``; one of the same name is replaced when all is there.

    Every row that cannot be read is told to ``report`` and skipped.

    Raises UsageError where the format, the name or a column is none, or no row could be read; FileError where the source
    cannot be read to its end; StorageError where the catalogue cannot be written. Nothing is written then.
    """
    progress = progress or Quiet()
    reader = format_called(wanted.format)
    if wanted.mapping and not reader.columns:
        raise UsageError(f"--map is for tables (csv, tsv); {wanted.format} knows its own fields")
    name = catalogue_name(wanted)
    shown_as = "stdin" if wanted.source == STDIN else wanted.source
    with ExitStack() as stack:
        stream, tell, total = _open(wanted.source, shown_as, stack)
        more = _open(wanted.more_names, wanted.more_names, stack)[0] if wanted.more_names else None
        source = Source(stream, shown_as, wanted.mapping, wanted.header, wanted.split, wanted.languages, more)
        rows = _told(_guarded(reader.read(source), shown_as), progress, tell, total)
        origin = wanted.origin or Path(shown_as).name
        about = {"title": wanted.title or name, "source": origin, "licence": wanted.licence or reader.licence}
        return write_rows(project, name, rows, about | {"weight": wanted.weight}, report, progress)


def write_rows(
    project: Project,
    name: str,
    rows: Iterator[Row],
    about: dict[str, object],
    report: Callable[[Problem], None],
    progress: Progress,
) -> Brought:
    """Write rows as the catalogue ``name``. Raises as ``bring_in`` does."""
    writer = LargeWriter(project, name)
    if not project.inside(writer.path):
        raise UsageError(f"{project.shown(writer.path)} leads out of the project")
    brought = Brought(name, project.shown(writer.path), str(about["licence"]), replaced=writer.path.exists())
    with writer:
        gathering = Gathering(writer, brought, report)
        for row in rows:
            gathering.take(row)
        if progress.cancelled:
            raise UsageError("stopped; nothing was written")
        if not brought.entities:
            raise UsageError("no entity could be read there; nothing was written")
        gathering.finish(about)
    return brought


def catalogue_name(wanted: Wanted) -> str:
    """The name of the catalogue: the one asked for, else the file's without its endings. Raises UsageError."""
    given = wanted.name or ("" if wanted.source == STDIN else Path(wanted.source).name)
    if not given:
        raise UsageError("what is read from stdin needs a name: --name CATALOGUE")
    if not wanted.name:
        for ending in _PACKED:
            given = given.removesuffix(ending)
        given = Path(given).stem
    name = safe_name(given)
    if wanted.name and name != wanted.name:
        raise UsageError(f"“{wanted.name}” cannot be a file’s name everywhere; how about --name {name}")
    return name


def _told(rows: Iterator[Row], progress: Progress, tell: Callable[[], int], total: int) -> Iterator[Row]:
    """The rows, while progress is told; they end where the person asked to stop."""
    count = 0
    for count, row in enumerate(rows, 1):
        if count % _STEP == 0:
            progress.step(tell(), total, f"{count:,} rows")
            if progress.cancelled:
                return
        yield row
    progress.step(total, total, f"{count:,} rows")


def _guarded(rows: Iterator[Row], shown_as: str) -> Iterator[Row]:
    """The rows; where the source breaks off, a FileError."""
    try:
        yield from rows
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(shown_as, f"is damaged or not all there: {error}") from error
    except OSError as error:
        raise FileError(shown_as, f"cannot be read: {error.strerror or error}") from error


def _open(path: str, shown_as: str, stack: ExitStack) -> tuple[BinaryIO, Callable[[], int], int]:
    """A source to read, unpacked; how many of its bytes are read; how many it has (0 where nobody knows)."""
    try:
        if path == STDIN:
            raw: BinaryIO = sys.stdin.buffer
            tell, total = (lambda: 0), 0
        else:
            file = stack.enter_context(Path(path).open("rb"))  # noqa: SIM115 - the stack closes it
            raw, tell, total = file, file.tell, Path(path).stat().st_size
        start = raw.peek(3)[:3] if isinstance(raw, io.BufferedReader) else b""
    except OSError as error:
        raise FileError(shown_as, f"cannot be read: {error.strerror or error}") from error
    if start.startswith(b"\x1f\x8b"):
        return stack.enter_context(io.BufferedReader(gzip.GzipFile(fileobj=raw), 1 << 20)), tell, total
    if start == b"BZh":
        return stack.enter_context(io.BufferedReader(bz2.BZ2File(raw))), tell, total
    return raw, tell, total
