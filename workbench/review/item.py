"""One thing to decide, as values: the records, their versions, how they differ, what the gold says so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workbench.core.annotation import Record, Rejected
from workbench.review.disagreement import Disagreement
from workbench.review.fingerprint import split_source
from workbench.review.proposals import Proposal

GOLD = "gold"
"""The annotator that a decided file names."""

Status = Literal["open", "added", "changed", "twice"]
"""Never decided; decided before a further record came; decided before one of its records changed; decided by two reviewers
whose files git put together."""

AGREED = "agreed"
CHANGED = "changed"
PROPOSED = "proposed"
TWICE = "decided twice"

ENTITY = "new entity"
NAME = "new name"
"""What stands for the layer of an item about a proposed entity or name; with their blank no layer is called so."""

Order = Literal["contested", "reading"]


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and everybody who has it. The record is that of the first of them."""

    annotators: tuple[str, ...]
    record: Record

    @property
    def of_gold(self) -> bool:
        """Whether this is what was decided before."""
        return GOLD in self.annotators


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. ``key`` names its records, and so its annotators: not for a blind reviewer's eyes."""

    key: str
    layer: str
    status: Status
    records: Mapping[str, Record]
    versions: tuple[Version, ...]
    disagreements: tuple[Disagreement, ...]
    contest: float
    """Mean cost over all pairs of annotators, one without a record costing 1; 0 to 1."""
    place: tuple[int, int, int]
    """First start and end in the text, and the layer's place in the codebook."""
    gold: tuple[Record, ...] = ()
    rejected: Rejected | None = None
    changed: tuple[str, ...] = ()
    """The sources whose records changed, or were removed, since the decision."""
    proposal: Proposal | None = None
    """The proposed entity that is to be accepted, merged or refused; such an item has no versions."""

    @property
    def annotators(self) -> frozenset[str]:
        """Whose records it is about."""
        sources = self.proposal.sources if self.proposal else ()
        return frozenset((*self.records, *(split_source(one)[0] for one in sources)))

    @property
    def agreeing(self) -> bool:
        """Whether there is but one version, that everybody has, and no decision against it."""
        return len(self.versions) == 1 and not self.disagreements and self.rejected is None and bool(self.records)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its disagreements; ``changed`` where a record changed, ``agreed`` where it is agreeing,
        ``proposed`` where it is about a proposed entity, ``decided twice`` where two reviewers decided it.
        """
        found = {one.kind for one in self.disagreements} | ({PROPOSED} if self.proposal else set())
        found |= {CHANGED} if self.status == "changed" else {TWICE} if self.status == "twice" else set()
        return frozenset(found | ({AGREED} if self.agreeing else set()))

    @property
    def differing(self) -> frozenset[str]:
        """The slots in which the versions differ."""
        return frozenset(one.slot for one in self.disagreements if one.slot)

    @property
    def labels(self) -> frozenset[str]:
        """Every value of every version, as text."""
        return frozenset(
            str(one)
            for version in self.versions
            for value in version.record.values.values()
            for one in (value if isinstance(value, tuple) else (value,))
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are shown; an empty field lets everything through.

    ``kind`` is a kind of disagreement, ``changed``, ``proposed`` or ``agreed``; agreeing items are shown for ``agreed`` or
    where ``agreed`` is set. ``annotator`` shows the items in which that annotator has a record.
    """

    layer: str = ""
    kind: str = ""
    annotator: str = ""
    label: str = ""
    agreed: bool = False

    def lets(self, item: Item) -> bool:
        """Whether an item is shown."""
        if item.agreeing and not (self.agreed or self.kind == AGREED):
            return False
        if (self.layer and item.layer != self.layer) or (self.label and self.label not in item.labels):
            return False
        if self.kind and self.kind not in item.kinds:
            return False
        return not self.annotator or self.annotator in item.annotators


def item_of(proposal: Proposal) -> Item:
    """A proposed entity or name as a thing to decide: before the records at its place, and as contested as can be."""
    layer = NAME if proposal.names else ENTITY
    key = f"{layer}:{proposal.key}"
    return Item(key, layer, "open", {}, (), (), 1.0, (*proposal.place, -1), proposal=proposal)
