"""Three-way merge of annotations, record by record.

A record changed on one side only takes that side; changed on both sides in the same way, that way; changed on both sides
differently, it is a conflict, which only a person can decide. Headers merge field by field, ours where both changed (of
two versions of the codebook the newer one); refusals are united.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from workbench.core.annotation import Annotations, Header, Record

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One record that both sides changed; None where a side removed it (or, for ``base``, where both sides added it)."""

    id: str
    base: Record | None
    ours: Record | None
    theirs: Record | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged state, in which every conflict shows our side, and the conflicts."""

    state: Annotations
    conflicts: tuple[Conflict, ...]


def merge(base: Annotations, ours: Annotations, theirs: Annotations) -> Merged:
    """What both sides changed since ``base``, put together."""
    records: dict[str, Record] = {}
    conflicts: list[Conflict] = []
    for record_id in dict.fromkeys((*ours.records, *theirs.records)):
        old, our, their = (side.records.get(record_id) for side in (base, ours, theirs))
        if our == their or their == old:
            chosen = our
        elif our == old:
            chosen = their
        else:
            chosen = our
            conflicts.append(Conflict(record_id, old, our, their))
        if chosen is not None:
            records[record_id] = chosen
    return Merged(Annotations(_merge_headers(base.header, ours.header, theirs.header), records), tuple(conflicts))


def resolve(state: Annotations, conflicts: Sequence[Conflict], take_theirs: Container[str]) -> Annotations:
    """The state with their side of the conflicts named in ``take_theirs``, and our side of the others."""
    records = dict(state.records)
    for conflict in conflicts:
        chosen = conflict.theirs if conflict.id in take_theirs else conflict.ours
        if chosen is None:
            records.pop(conflict.id, None)
        else:
            records[conflict.id] = chosen
    return replace(state, records=records)


def _merge_headers(base: Header, ours: Header, theirs: Header) -> Header:
    return replace(
        ours,
        article=_pick(base.article, ours.article, theirs.article),
        annotator=_pick(base.annotator, ours.annotator, theirs.annotator),
        status=_pick(base.status, ours.status, theirs.status),
        codebook=_pick_version(base.codebook, ours.codebook, theirs.codebook),
        text_sha256=_pick(base.text_sha256, ours.text_sha256, theirs.text_sha256),
        refused=_unite(base.refused, ours.refused, theirs.refused),
        rejected=_unite(base.rejected, ours.rejected, theirs.rejected),
    )


def _pick(base: T, ours: T, theirs: T) -> T:
    return theirs if ours == base else ours


def _pick_version(base: int, ours: int, theirs: int) -> int:
    return max(ours, theirs) if base not in (ours, theirs) else _pick(base, ours, theirs)


def _unite(base: tuple[T, ...], ours: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    if ours in (base, theirs):
        return theirs
    kept = [one for one in ours if one in theirs or one not in base]
    return tuple(kept + [one for one in theirs if one not in ours and one not in base])
