"""Large catalogues as they are read: ``entities/large/NAME.jsonl``, one entity a line, and ``NAME.toml`` beside it.

A line is ``{"id", "name", "kind", "aliases", "description", "wikidata", "cameo", "country", "merged_into",
"affiliations": [{"entity", "role", "from", "to"}]}``; only id and name are required. The settings file says ``format``,
``title``, ``source`` (where the entities came from), ``licence`` and ``weight``.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.core.entity import KINDS, Affiliation, Entity, too_long
from workbench.core.errors import FileError, Problem
from workbench.store.project import Project
from workbench.store.strict import FORMAT, check_format, convert, parse_toml, read_bytes

ENDINGS = (".jsonl", ".jsonl.gz")


class _Affiliation(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    entity: str
    role: str = ""
    start: str = ""
    end: str = ""


class _Line(msgspec.Struct, frozen=True):
    id: str
    name: str
    kind: str = "other"
    aliases: tuple[str, ...] = ()
    description: str = ""
    wikidata: str = ""
    cameo: str = ""
    country: str = ""
    merged_into: str = ""
    affiliations: tuple[_Affiliation, ...] = ()


class _About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int = FORMAT
    title: str = ""
    source: str = ""
    licence: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class LargeFile:
    """What is known of one large catalogue without reading its entities."""

    path: Path
    shown_as: str
    name: str
    title: str = ""
    source: str = ""
    licence: str = ""
    weight: float = 1.0


_decoder = msgspec.json.Decoder(_Line)


def decode_entity(line: bytes) -> Entity:
    """The entity of one line. Raises msgspec.DecodeError, UnicodeDecodeError, ValueError."""
    row = _decoder.decode(line)
    if not row.id.strip() or not row.name.strip():
        raise ValueError("an entity needs an id and a name")
    if wrong := too_long(row.id, (row.name, *row.aliases)):
        raise ValueError(f"has {wrong}")
    affiliations = tuple(Affiliation(one.entity, one.role, one.start, one.end) for one in row.affiliations)
    return Entity(
        row.id,
        row.name,
        row.kind if row.kind in KINDS else "other",
        row.aliases,
        row.description,
        row.wikidata,
        row.cameo,
        row.country,
        row.merged_into,
        affiliations,
    )


def read_large(file: LargeFile, problems: Callable[[Problem], None]) -> Iterator[Entity]:
    """The entities of a large catalogue, one after the other; a line that cannot be read is told to ``problems``.

    Raises FileError where the file cannot be read at all.
    """
    try:
        with gzip.open(file.path) if file.path.suffix == ".gz" else file.path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    entity = decode_entity(line)
                except (msgspec.DecodeError, ValueError) as error:
                    problems(Problem(f"{file.shown_as}: line {number}", str(error)))
                    continue
                yield entity
    except (OSError, EOFError) as error:
        raise FileError(file.shown_as, f"cannot be read: {getattr(error, 'strerror', '') or error}") from error


def large_files(project: Project) -> tuple[list[LargeFile], list[Problem]]:
    """The large catalogues, those that ``workbench.toml`` names first and with its weights, the others by their names."""
    folder = project.root / "entities" / "large"
    listed = {f"entities/{one.file}": (at, one.weight) for at, one in enumerate(project.settings.catalogues)}
    found: list[tuple[int, LargeFile]] = []
    problems: list[Problem] = []
    for path in sorted(one for ending in ENDINGS for one in folder.glob(f"*{ending}")):
        shown_as, name = project.shown(path), path.name.partition(".jsonl")[0]
        if not project.inside(path):
            problems.append(Problem(shown_as, "leads out of the project and is left out"))
            continue
        about = _About()
        try:
            about = _read_about(path.with_name(f"{name}.toml"), project)
        except FileError as error:
            problems.append(error.problem)
        number, weight = listed.get(shown_as, (len(listed), about.weight))
        found.append((number, LargeFile(path, shown_as, name, about.title, about.source, about.licence, weight)))
    return [large for _, large in sorted(found, key=lambda pair: (pair[0], pair[1].name))], problems


def _read_about(path: Path, project: Project) -> _About:
    if not path.exists():
        return _About()
    shown_as = project.shown(path)
    tables = parse_toml(read_bytes(path, shown_as), shown_as)
    check_format(tables, shown_as)
    about = convert(tables, _About, shown_as)
    if not 0 <= about.weight < math.inf:
        raise FileError(shown_as, f"{about.weight} is not a weight", key="weight")
    return about
