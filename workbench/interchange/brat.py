"""brat's standoff format: a text, beside it its annotations, and for a folder what may be annotated.

A folder of ``X.txt`` with ``X.ann``, as brat keeps it; or, as PolNeAR has it, ``X_<annotator>.ann`` in a folder beside the
texts'. What was imported and not changed is given back byte for byte; of a changed file the lines of unchanged records.
What is known of the articles comes from ``brat_metadata``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from workbench.core.annotation import Annotations, Header, Status
from workbench.core.article import Article, Metadata, decode
from workbench.core.errors import FileError, Problem
from workbench.interchange.brat_lines import Line, read_lines
from workbench.interchange.brat_metadata import FIELDS, TABLE, known, metadata, told
from workbench.interchange.brat_reading import map_lines
from workbench.interchange.brat_records import Mapped
from workbench.interchange.brat_writing import UNPLACED, Written, new_lines
from workbench.interchange.drafting import Drafts
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, File, Given, Loss, Source, Surroundings
from workbench.interchange.json_files import one_line, parsed
from workbench.interchange.naming import made_article

MANIFEST = "workbench.jsonl"
"""Beside an export: what a file name cannot say of an article and its annotator, a line for each file."""

CONFIGURATION = "annotation.conf"

_LOSES = {
    UNPLACED: "records that stand at no place and refer to nothing that does, and references to them",
    "second": "a second attribute, link or relation of one type on one record (given back while the file is unchanged)",
    "refused": "what was refused or rejected",
}


class _Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the manifest; kept as a foreign line it holds the file itself."""

    ann: str = ""
    txt: str = ""
    annotator: str = ""
    article: str = ""
    status: Status = "open"
    codebook: int = 1
    meta: dict[str, str] = {}
    data: str = ""
    file: str = ""
    """Another file of the folder, with ``data``: its configuration."""


# Reading


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """A document for every ``.ann`` file; the layers that they need; what is wrong, with its line."""
    drafts = Drafts(around.codebook)
    texts = [name for name in source.files if name.endswith(".txt")]
    try:
        entries, about = _manifest(source), told(source)
    except FileError as error:
        yield error.problem
        return
    found = [
        entry for name in source.files if name.endswith(".ann") for entry in [entries.get(name) or _pair(name, texts)]
    ]
    common = _common(entry.txt for entry in found if entry.txt)
    configured: set[str] = set()
    for entry in found:
        if not entry.txt or entry.txt not in source.files:
            yield Problem(
                entry.ann, f"there is no text for it; “{PurePosixPath(entry.ann).stem}.txt” should lie beside it"
            )
            continue
        article_id = entry.article or entry.txt.removesuffix(".txt").removeprefix(common)
        if not entry.article:
            entry = msgspec.structs.replace(entry, meta=metadata(about, entry.txt))
        yield from _document(source, entry, article_id, drafts, _configuration(source, entry, configured))
    yield from drafts.found()


def _manifest(source: Source) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for name in source.files:
        if PurePosixPath(name).name != MANIFEST:
            continue
        folder = name.removesuffix(MANIFEST)
        for number, line in enumerate(source.files[name]().removesuffix(b"\n").split(b"\n"), 1):
            entry = parsed(line, _Entry, name, first_line=number)
            entry = msgspec.structs.replace(entry, ann=folder + entry.ann, txt=folder + entry.txt)
            found[entry.ann] = entry
    return found


def _pair(ann: str, texts: Iterable[str]) -> _Entry:
    """An annotation file with its text: of the same name beside it, else of its name without ``_<annotator>``."""
    path = PurePosixPath(ann)
    beside = str(path.with_suffix(".txt"))
    stem, _, annotator = path.stem.rpartition("_")
    best = ""
    for text in texts:
        if text == beside:
            return _Entry(ann, text)
        if stem and PurePosixPath(text).stem == stem and (not best or _nearer(text, best, ann)):
            best = text
    return _Entry(ann, best, annotator if best else "")


def _nearer(one: str, other: str, to: str) -> bool:
    return len(os.path.commonpath((one, to))) > len(os.path.commonpath((other, to)))


def _common(texts: Iterable[str]) -> str:
    """The folder that all texts lie in, with its ``/``; empty where there is none."""
    folders = {str(PurePosixPath(text).parent) for text in texts}
    common = os.path.commonpath(folders) if folders else ""
    return f"{common}/" if common and common != "." else ""


def _configuration(source: Source, entry: _Entry, seen: set[str]) -> list[_Entry]:
    """The configuration and the tables in the folder of an annotation file and in those above it, each file once."""
    folders = {str(folder) for folder in PurePosixPath(entry.ann).parents}
    beside = [PurePosixPath(one) for one in source.files if one.endswith((".conf", TABLE))]
    names = [str(one) for one in beside if (one.suffix == ".conf" or one.name == TABLE) and str(one.parent) in folders]
    found = [
        _Entry(file=name, data=source.files[name]().decode("utf-8", "replace")) for name in names if name not in seen
    ]
    seen.update(names)
    return found


def _document(
    source: Source, entry: _Entry, article_id: str, drafts: Drafts, beside: Iterable[_Entry]
) -> Iterator[Brought]:
    try:
        text = decode(source.files[entry.txt](), entry.txt)
        data = decode(source.files[entry.ann](), entry.ann)
    except FileError as error:
        yield error.problem
        return
    lines, mapped = _mapped(data, text, drafts, entry.ann)
    if mapped.problems:
        yield from mapped.problems
        return
    article = made_article(article_id, text, Metadata(**known(entry.meta)))
    header = Header(article_id, article.sha256, entry.annotator, entry.status, entry.codebook)
    kept = msgspec.structs.replace(entry, article="", status="open", codebook=1, meta=known(entry.meta), data=data)
    foreign = [one_line(one) for one in (kept, *beside)] if lines or not entry.article else []
    yield Document(article, (Annotations(header, mapped.records),), tuple(foreign))
    yield from mapped.brought
    for line, what in mapped.dropped:
        yield Loss(article_id, line.id, line.type, f"{what}; kept for the export", "second")


def _mapped(data: str, text: str, drafts: Drafts, where: str) -> tuple[list[Line], Mapped]:
    lines: list[Line] = []
    problems: list[Problem] = []
    for one in read_lines(data, text, where):
        if isinstance(one, Line):
            lines.append(one)
        else:
            problems.append(one)
    return lines, Mapped(problems=problems) if problems else map_lines(lines, text, drafts, where)


# Writing


@dataclass(slots=True)
class _Export:
    """The names that are taken, the types that were used, and the manifest."""

    around: Surroundings
    names: set[str]
    used: Written
    manifest: list[str]


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """The files of every document, the configuration, and the manifest where file names do not say all."""
    export = _Export(around, set(), Written(), [])
    for document in documents:
        part = around.options.split.get(document.article.id, "")
        folder = f"{part}/" if part else ""
        entries = _foreign(document)
        yield from _beside(entries, folder, export)
        for state in document.annotations:
            yield from _annotated(document.article, state, entries, folder, export)
    if CONFIGURATION not in export.names and (export.used.entities or export.used.events):
        yield File(CONFIGURATION, _configured(export.used).encode("utf-8"))
    if export.manifest:
        yield File(MANIFEST, "".join(f"{line}\n" for line in export.manifest).encode("utf-8"))


def _foreign(document: Document) -> list[_Entry]:
    found = []
    for line in document.foreign:
        try:
            found.append(parsed(line.encode("utf-8"), _Entry, MANIFEST))
        except FileError:
            continue  # somebody edited it; the records are written all the same
    return found


def _beside(entries: Iterable[_Entry], folder: str, export: _Export) -> Iterator[Given]:
    for entry in entries:
        if entry.file and (name := f"{folder}{entry.file}") not in export.names:
            export.names.add(name)
            yield File(name, entry.data.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class _Origin:
    """A file that was imported, as it is read today."""

    entry: _Entry
    lines: list[Line]
    mapped: Mapped


def _origin(article: Article, state: Annotations, entries: Iterable[_Entry], around: Surroundings) -> _Origin | None:
    """The imported file that these annotations come from: of those that can be, the one that shares most records."""
    best: tuple[tuple[bool, int], _Origin] | None = None
    for entry in entries:
        if entry.file or not entry.ann:
            continue
        lines, mapped = _mapped(entry.data, str(article.text), Drafts(around.codebook), entry.ann)
        shared = sum(1 for one, record in mapped.records.items() if state.records.get(one) == record)
        rank = (entry.annotator == state.header.annotator, shared)
        if not mapped.problems and (best is None or rank > best[0]):
            best = rank, _Origin(entry, lines, mapped)
    return best[1] if best else None


def _annotated(
    article: Article, state: Annotations, entries: Iterable[_Entry], folder: str, export: _Export
) -> Iterator[Given]:
    origin = _origin(article, state, entries, export.around)
    annotator = state.header.annotator
    if origin is not None and folder + origin.entry.ann not in export.names:
        ann, txt = folder + origin.entry.ann, folder + origin.entry.txt
    else:
        ann, txt = f"{folder}{annotator}/{article.id}.ann", f"{folder}{annotator}/{article.id}.txt"
    export.names.add(ann)
    if txt not in export.names:
        export.names.add(txt)
        yield File(txt, str(article.text).encode("utf-8"))
    whole = origin is not None and origin.mapped.records == dict(state.records)
    if origin is not None and whole:
        yield File(ann, origin.entry.data.encode("utf-8"))
    else:
        yield from _rewritten(article, state, origin, ann, export)
    meta = {key: value for key in FIELDS if (value := getattr(article.meta, key))}
    if not whole or state.header.status != "open" or (origin is not None and _retold(meta, origin.entry.meta)):
        header = state.header
        entry = _Entry(ann, txt, annotator, article.id, header.status, header.codebook, meta)
        export.manifest.append(one_line(entry))
    for key in ("refused", "rejected"):
        if getattr(state.header, key):
            yield Loss(article.id, annotator, key, "brat has no place for it", "refused")


def _retold(meta: dict[str, str], came: dict[str, str]) -> bool:
    """Whether the metadata are others than those that came; a language may be that of the whole project."""
    return any(meta.get(key, "") != came.get(key, "") for key in FIELDS if key != "language")


def _rewritten(
    article: Article, state: Annotations, origin: _Origin | None, ann: str, export: _Export
) -> Iterator[Given]:
    base, mapped = (origin.lines, origin.mapped) if origin else ([], Mapped())
    around = export.around
    made = new_lines(state, str(article.text), around.codebook, around.catalogue, base, mapped)
    yield File(ann, "".join(f"{line}\n" for line in made.lines).encode("utf-8"))
    export.used.entities |= made.entities
    for mine, theirs in ((export.used.events, made.events), (export.used.attributes, made.attributes)):
        for name, more in theirs.items():
            mine.setdefault(name, set()).update(more)
    for record_id, key, what in made.lost:
        yield Loss(article.id, f"{state.header.annotator}/{record_id}", key, what, UNPLACED)


def _configured(used: Written) -> str:
    """What brat lets people annotate: the types and attributes of the export."""
    events = [
        f"{name}\t{', '.join(f'{role}*:<ANY>' for role in sorted(roles))}".rstrip()
        for name, roles in sorted(used.events.items())
    ]
    attributes = [
        f"{name}\tArg:<ANY>, Value:{'|'.join(sorted(values))}" for name, values in sorted(used.attributes.items())
    ]
    sections = {"entities": sorted(used.entities), "relations": [], "events": events, "attributes": attributes}
    return "\n".join("\n".join((f"[{name}]", *rows, "")) for name, rows in sections.items())


EXCHANGE = ExchangeFormat(
    "brat",
    "brat standoff",
    (".ann",),
    read,
    write,
    keeps="records, discontinuous parts, references (events), choices (attributes), links (normalisations), notes; all else "
    "in notes of the type Workbench; imported files byte for byte; a table metadata.tsv beside them",
    loses=_LOSES,
)
