"""The entities of a project given out, as lines that ``entities import`` reads again."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workbench.core.entity import Entity
from workbench.core.errors import Problem
from workbench.store.atomic import storage_error
from workbench.store.catalogue import load_catalogue
from workbench.store.large import LargeFile, large_files, read_large
from workbench.store.large_writer import encode_entity
from workbench.store.project import Project

_FIELDS = ("id", "name", "alias", "kind", "description", "country", "wikidata", "cameo")
CSV_HEAD = ",".join(_FIELDS)


def entities_of(project: Project, only: LargeFile | None, report: Callable[[Problem], None]) -> Iterator[Entity]:
    """The entities of one large catalogue, or all of the project; of two with one id the first."""
    if only is not None:
        yield from read_large(only, report)
        return
    loaded = load_catalogue(project, large=False)
    for problem in loaded.problems:
        report(problem)
    yield from loaded.catalogue
    seen = set(loaded.catalogue.entities)
    files, problems = large_files(project)
    for problem in problems:
        report(problem)
    for file in files:
        for entity in read_large(file, report):
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity


def json_line(entity: Entity) -> str:
    """An entity as a line of JSON, in ASCII but for letters, so that no line breaks within it."""
    text = encode_entity(entity).decode("utf-8")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def csv_rows(entity: Entity) -> Iterator[str]:
    """A row for each name: the first with the name alone, then one for each alias. Affiliations have no column."""
    told = (entity.kind, entity.description, entity.country, entity.wikidata, entity.cameo)
    for alias in ("", *entity.aliases):
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow((entity.id, entity.name, alias, *told))
        yield row.getvalue().replace("\r", " ").replace("\n", " ")


def export_to(path: str, lines: Iterable[str], head: str) -> int:
    """Write lines to a file, which stands there when all are written; how many they are. Raises StorageError."""
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    count = 0
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            if head:
                file.write(f"{head}\n")
            for count, line in enumerate(lines, 1):  # noqa: B007 - the last number is how many there are
                file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        raise storage_error(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
    return count
