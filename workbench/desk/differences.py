"""What differs between two annotation files, or between two annotators of a project, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook
from workbench.core.difference import Change, changes, described, head_changes, heading
from workbench.core.errors import Problem, UsageError
from workbench.desk.agreeing import read_coded
from workbench.desk.versions import read_versions
from workbench.review.alignment import align_all
from workbench.review.disagreement import Comparison
from workbench.store.project import Project

Slot = tuple[str, str | None, str | None]
"""A key with what stands there in the first and in the second file, in words; None where nothing does."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record, or one line of the head, of which two files differ."""

    article: str
    change: str
    """``added`` (only the second has it), ``removed`` (only the first has it) or ``changed``."""
    layer: str
    """The layer of the record; "head" for a line above the records."""
    one: str
    other: str
    """The ids of the record in the first and in the second file; empty where it has none."""
    heading: str
    slots: tuple[Slot, ...]


def file_differences(first: Path, second: Path, near: Path | None = None) -> list[Difference]:
    """Two files against each other: two versions of one annotator's by the ids, two annotators' by what stands where.

    The codebook is that of the project around ``near``, else around the second. Raises FileError where one cannot be
    read, UsageError where they are of different articles, or by two annotators on different texts.
    """
    (one, other), codebook = read_versions((first, second), near or second)
    if one.header.article != other.header.article:
        said = f"“{one.header.article}” and “{other.header.article}”"
        raise UsageError(f"{first}, {second}: are of two articles, {said}; compare files of one article")
    if one.header.annotator != other.header.annotator:
        if one.header.text_sha256 != other.header.text_sha256:
            raise UsageError(f"{first}, {second}: were made on two texts of the article, so places cannot be compared")
        return list(_aligned(one, other, codebook))
    return [*_head(one, other), *(_by_id(change, one, other, codebook) for change in changes(one, other, codebook))]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two annotators, and what is wrong with their files."""

    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]
    left_out: int
    """How many files could not take part."""


def annotator_differences(project: Project, first: str, second: str) -> Compared:
    """Two annotators against each other, in all articles that both have.

    Raises UsageError where an annotator has no file, FileError where the codebook cannot be read.
    """
    coded = read_coded(project, (first, second))
    found: list[Difference] = []
    for files in coded.files.values():
        found += _aligned(files[first], files[second], coded.codebook)
    return Compared(tuple(found), coded.problems, coded.left_out)


def _head(one: Annotations, other: Annotations) -> Iterator[Difference]:
    article = other.header.article
    for head in head_changes(one.header, other.header):
        change = "added" if head.before is None else "removed" if head.after is None else "changed"
        yield Difference(article, change, "head", "", "", head.key, ((head.key, head.before, head.after),))


def _by_id(change: Change, one: Annotations, other: Annotations, codebook: Codebook) -> Difference:
    before, after = change.before, change.after
    kind = "added" if before is None else "removed" if after is None else "changed"
    return _difference(kind, before, after, change.keys, one, other, codebook)


def _aligned(one: Annotations, other: Annotations, codebook: Codebook) -> Iterator[Difference]:
    """By what stands where, as a review matches it; notes and flags are no differences there."""
    first, second = one.header.annotator, other.header.annotator
    alignment = align_all(((first, one), (second, other)), codebook)
    comparison = Comparison(alignment, codebook)
    for group in alignment.groups:
        found = comparison.disagreements(group)
        before, after = group.records.get(first), group.records.get(second)
        if before is None or after is None:
            yield _difference("removed" if after is None else "added", before, after, (), one, other, codebook)
        elif keys := tuple(dict.fromkeys(disagreement.slot for disagreement in found if disagreement.slot)):
            yield _difference("changed", before, after, keys, one, other, codebook)


def _difference(
    kind: str,
    before: Record | None,
    after: Record | None,
    keys: tuple[str, ...],
    one: Annotations,
    other: Annotations,
    codebook: Codebook,
) -> Difference:
    old = described(before, one, codebook) if before is not None else {}
    new = described(after, other, codebook) if after is not None else {}
    record = Change(before, after).record
    layer = record.layer
    told = keys or tuple(dict.fromkeys((*old, *new)))
    if keys == ("layer",):
        old, new = {"layer": before.layer if before else ""}, {"layer": layer}
    slots = tuple((key, old.get(key), new.get(key)) for key in told)
    ids = (before.id if before is not None else "", after.id if after is not None else "")
    return Difference(other.header.article, kind, layer, *ids, heading(record, codebook), slots)
