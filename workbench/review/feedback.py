"""What a coder learns from a review: the records in which the gold differs from theirs, and why.

A gold record stands against the coder's record that it names as a source; what names none of theirs is aligned. A record of
theirs that is neither in a decision nor in the gold was not reviewed yet, and is listed only where the gold is done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook
from workbench.review.alignment import Alignment, Group, align
from workbench.review.disagreement import Comparison, Disagreement
from workbench.review.fingerprint import source_key, split_source
from workbench.review.item import GOLD


@dataclass(frozen=True, slots=True)
class Feedback:
    """One record in which the gold differs; None for ``mine`` where the coder has none, for ``gold`` where the gold has none."""

    layer: str
    mine: Record | None
    gold: Record | None
    disagreements: tuple[Disagreement, ...]
    decision: str = ""
    reason: str = ""
    note: str = ""
    date: str = ""


def feedback(gold: Annotations, mine: Annotations, codebook: Codebook) -> list[Feedback]:
    """Where the gold differs from a coder's file, in the order of the text. Notes never count."""
    me = mine.header.annotator
    groups = [*_by_source(gold, mine), *_aligned(gold, mine, codebook)]
    alignment = Alignment(((GOLD, gold), (me, mine)), tuple(groups))

    def home(name: str, record_id: str) -> Group | None:
        stands_for, there = split_source(record_id)
        return alignment.home(me, there) if name == GOLD and stands_for == me else alignment.home(name, record_id)

    comparison = Comparison(alignment, codebook, home=home)
    found = [one for group in groups if (one := _feedback(group, me, comparison, gold)) is not None]
    found += _rejected(gold, mine)
    found = [_with_refusal(one, gold, codebook) for one in found]
    return sorted(found, key=lambda one: _place(one, gold, mine))


def _by_source(gold: Annotations, mine: Annotations) -> Iterator[Group]:
    for record in gold.records.values():
        for source in record.decision.sources if record.decision else ():
            annotator, record_id = split_source(source)
            if annotator == mine.header.annotator and record_id in mine.records:
                yield Group(record.layer, {GOLD: record, annotator: mine.records[record_id]})


def _aligned(gold: Annotations, mine: Annotations, codebook: Codebook) -> Iterator[Group]:
    """The records of both that no decision joins."""
    me = mine.header.annotator
    decided = {
        record.id: [one for one in record.decision.sources if split_source(one)[0] == me]
        for record in gold.records.values()
        if record.decision
    }
    used = {source for sources in decided.values() for source in sources}
    used.update(source for rejected in gold.header.rejected for source in rejected.sources)
    left = {(GOLD, one) for one in gold.records if not _stands(decided.get(one, []), mine)}
    left |= {(me, one) for one in mine.records if source_key(me, one) not in used}
    for layer in codebook.layers:
        yield from align([(GOLD, gold), (me, mine)], layer, codebook, among=left)


def _stands(sources: list[str], mine: Annotations) -> bool:
    return any(split_source(source)[1] in mine.records for source in sources)


def _feedback(group: Group, me: str, comparison: Comparison, gold: Annotations) -> Feedback | None:
    decided, own = group.records.get(GOLD), group.records.get(me)
    if decided is None and gold.header.status != "done":
        return None
    if decided is not None and own is not None:
        found = comparison.differences(group.records)
        if not found:
            return None
    else:
        ids = ((GOLD, decided.id if decided else None), (me, own.id if own else None))
        found = (Disagreement("missing", "", ids),)
    decision = decided.decision if decided else None
    if decided is None or decision is None:
        return Feedback(group.layer, own, decided, found, note=decided.note if decided else "")
    return Feedback(group.layer, own, decided, found, decision.decision, decision.reason, decided.note, decision.date)


def _rejected(gold: Annotations, mine: Annotations) -> Iterator[Feedback]:
    me = mine.header.annotator
    for rejected in gold.header.rejected:
        for source in rejected.sources:
            annotator, record_id = split_source(source)
            own = mine.records.get(record_id)
            if annotator == me and own is not None:
                missing = Disagreement("missing", "", ((GOLD, None), (me, own.id)))
                yield Feedback(own.layer, own, None, (missing,), "none", rejected.reason, rejected.note, rejected.date)


def _with_refusal(one: Feedback, gold: Annotations, codebook: Codebook) -> Feedback:
    """With the reviewer's words on the proposed entity that the coder's record links to and the gold has refused."""
    if one.mine is None or one.gold is None:
        return one
    slot = codebook.layer(one.layer).entity_slot
    linked = one.mine.references(slot.name) if slot is not None else ()
    refused = next((refusal for refusal in gold.header.refused if refusal.entity and refusal.entity in linked), None)
    if refused is None:
        return one
    said = [*(part for part in (one.note, refused.note) if part)]
    return replace(one, reason=one.reason or refused.reason, note=" · ".join(said))


def _place(one: Feedback, gold: Annotations, mine: Annotations) -> tuple[int, int, str]:
    record, state = (one.mine, mine) if one.mine else (one.gold, gold)
    span = state.place(record) if record else None
    return (span.start, span.end, one.layer) if span else (sys.maxsize, sys.maxsize, one.layer)
