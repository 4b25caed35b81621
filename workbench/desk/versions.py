"""Versions of one annotation file, as git hands them over: read, merged record by record, made readable for a comparison.

The codebook is that of the project around the file, widened by what the versions have besides; so neither an old commit
nor a branch with a newer codebook is out of reach.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations, Header
from workbench.core.check import record_label
from workbench.core.codebook import Codebook
from workbench.core.difference import file_lines
from workbench.core.errors import FileError, Problem
from workbench.core.merge import Merged, merge
from workbench.store.codebook_file import read_codebook
from workbench.store.project import PROJECT_FILE, surrounding
from workbench.store.shipped import default_codebook
from workbench.store.strict import read_bytes
from workbench.store.undecided import MARKER_SIZE, Labels, is_marked, read_undecided, undecided_bytes
from workbench.store.widening import read_all

_NOTHING = Annotations(Header("", "", "", codebook=0))
"""What a base stands for that git has not: both sides added the file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge of three versions came to."""

    data: bytes
    merged: Merged
    dangling: tuple[Problem, ...]
    """References to records that one side removed; ``check`` names them too."""


def codebook_around(path: Path) -> Codebook:
    """The codebook of the project that a file lies in; the default one outside of a project, or where it is broken."""
    root = surrounding(path.absolute().parent)
    if root is not None and (own := root / "codebook.toml").is_file():
        try:
            return read_codebook(own, own.name)
        except FileError:
            pass  # it may stand undecided itself; the versions' own slots are added to the default one then
    return _default_codebook()


def read_versions(paths: Sequence[Path], near: Path) -> tuple[list[Annotations], Codebook]:
    """Files read with the codebook around ``near``, and the codebook that fits them all. Raises FileError."""
    files = [(str(path), _bytes(path)) for path in paths]
    codebook = codebook_around(near)
    for shown_as, data in files:
        if is_marked(data):
            raise read_undecided(data, codebook, shown_as)
    return read_all(files, codebook)


def merge_versions(
    base: Path,
    ours: Path,
    theirs: Path,
    place: Path,
    labels: Labels | None = None,
    marker_size: int = MARKER_SIZE,
    *,
    near: Path | None = None,
) -> Outcome:
    """Merge three versions of the file that lies at ``place``, record by record; nothing is written.

    The codebook is that of the project around ``near``, else around ``place``. An empty base stands for none. Raises
    FileError where a version cannot be read, or where ours and theirs are files of different articles or annotators.
    """
    codebook, known = codebook_around(near or place), _bytes(base)
    files = [(f"{place} ({name})", _bytes(path)) for name, path in (("ours", ours), ("theirs", theirs))]
    if not known.strip():
        (mine, other), codebook = read_all(files, codebook)
        old = _NOTHING
    elif is_marked(known):
        (mine, other), codebook = read_all(files, codebook)
        old = _decided(read_undecided(known, codebook, f"{place} (base)").merged)
    else:
        (old, mine, other), codebook = read_all([(f"{place} (base)", known), *files], codebook)
    _check_same_file(old.header, mine.header, other.header, str(place))
    merged = merge(old, mine, other)
    return Outcome(
        undecided_bytes(merged, codebook, labels, marker_size),
        merged,
        tuple(_dangling(merged, (old, mine, other), codebook, str(place))),
    )


def _decided(merged: Merged) -> Annotations:
    """What two ancestors agree on; what they left undecided was in neither, so that it is asked again."""
    open_ids = {conflict.id for conflict in merged.conflicts}
    records = {one: record for one, record in merged.state.records.items() if one not in open_ids}
    return Annotations(merged.state.header, records)


def _check_same_file(base: Header, ours: Header, theirs: Header, shown_as: str) -> None:
    """A file that was renamed says something else on one side; on both, they are two files."""
    for key in ("article", "annotator"):
        old, our, their = (getattr(header, key) for header in (base, ours, theirs))
        if our != their and old not in (our, their):
            raise FileError(shown_as, f"“{our}” and “{their}” are two files, not two versions of one", key=key)


def _dangling(merged: Merged, versions: Sequence[Annotations], codebook: Codebook, shown_as: str) -> Iterator[Problem]:
    undecided = {conflict.id for conflict in merged.conflicts}
    gone = {one for state in versions for one in state.records} - merged.state.records.keys() - undecided
    for record in merged.state.referring_to(gone):
        for slot in codebook.layer(record.layer).slots:
            for target in record.references(slot.name) if slot.type == "reference" else ():
                if target in gone:
                    what = f"points to {target}, which one side removed; `workbench check` names it until it is mended"
                    yield Problem(shown_as, what, record_label(record), slot.name)


def readable(path: Path, project: Path) -> str | None:
    """A version as lines that tell one thing each; None where it cannot be read as annotations.

    Git hands old versions over as temporary files; their codebook is then that of the project around ``project``.
    """
    inside = surrounding(path.absolute().parent) is not None
    for codebook in (codebook_around(path if inside else project / PROJECT_FILE), _default_codebook()):
        try:
            data = read_bytes(path, str(path))
            if is_marked(data):
                merged, wide = read_undecided(data, codebook, str(path)).merged, codebook
            else:
                (state,), wide = read_all([(str(path), data)], codebook)
                merged = Merged(state, ())
        except FileError:
            continue
        return "".join(f"{line}\n" for line in file_lines(merged.state, wide, merged.conflicts))
    return None


def _default_codebook() -> Codebook:
    return read_codebook(default_codebook(), "the default codebook")


def _bytes(path: Path) -> bytes:
    return b"" if str(path) == os.devnull else read_bytes(path, str(path))
