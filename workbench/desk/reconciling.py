"""A reconciliation service asked for names of the project, its candidates kept as a catalogue."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from workbench.core.errors import FileError, Problem, UsageError
from workbench.core.progress import Progress
from workbench.desk.catalogues import STDIN, Brought, Wanted, write_rows
from workbench.linking.catalogues.reconciliation import candidates, greet
from workbench.linking.catalogues.rows import Row
from workbench.store.annotation_file import AnnotationFile
from workbench.store.codebook_file import read_codebook
from workbench.store.project import Project, safe_name
from workbench.store.shipped import default_codebook
from workbench.store.strict import read_bytes


def ask_service(
    project: Project,
    wanted: Wanted,
    names: Sequence[str],
    limit: int,
    report: Callable[[Problem], None],
    progress: Progress,
) -> Brought:
    """Ask the service at ``wanted.source`` for names; its candidates become the catalogue.

    Raises UsageError where it does not answer as the protocol says or has nothing, StorageError.
    """
    if not names:
        raise UsageError("there is no name to ask for")
    service = greet(wanted.source)
    name = wanted.name or safe_name(urlsplit(wanted.source).hostname or "service")
    if safe_name(name) != name:
        raise UsageError(f"“{name}” cannot be a file’s name everywhere; how about --name {safe_name(name)}")

    def rows() -> Iterator[Row]:
        for done, row in candidates(service, names, name, limit=limit):
            progress.step(done, len(names), f"{done:,} of {len(names):,} names")
            if progress.cancelled:
                return
            yield row

    about = {
        "title": wanted.title or service.name,
        "source": wanted.origin or f"{service.address} ({service.space or service.name})",
        "licence": wanted.licence,
        "weight": wanted.weight,
    }
    return write_rows(project, name, rows(), about, report, progress)


def names_in(path: str) -> list[str]:
    """The lines of a file, or of stdin, none twice and none empty. Raises FileError."""
    data = sys.stdin.buffer.read() if path == STDIN else read_bytes(Path(path), path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(path, f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def unlinked_words(project: Project) -> list[str]:
    """The words of all mentions of all annotators that are linked to nobody, none twice. Raises FileError."""
    path = project.codebook_path
    codebook = read_codebook(path if path.exists() else default_codebook(), path.name)
    found: dict[str, None] = {}
    for annotator in project.annotators():
        for article_id in sorted(project.annotated(annotator)):
            at = project.annotation_path(annotator, article_id)
            state = AnnotationFile(at, codebook, project.shown(at), article_id, annotator).load().state
            for record in state.records.values() if state is not None else ():
                slot = codebook.layer(record.layer).entity_slot
                if slot is not None and not record.text(slot.name):
                    for _, fragment in record.fragments():
                        found[" ".join(fragment.quote.split())] = None
    return list(found)
