"""The entities that annotators proposed, as the review of one article meets them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from workbench.core.codebook import Codebook
from workbench.core.entity import Entity
from workbench.desk.desk import Desk
from workbench.desk.settling import carry_out, do_again, take_back
from workbench.review.alignment import Files
from workbench.review.item import GOLD
from workbench.review.proposals import Alike, Proposal, ProposalDecision, proposals, proposed_names
from workbench.store.peek import refused_entities

MOST = 8
"""So many entities at most are offered to merge a proposed one into; with accepting, one digit each."""


class ProposedEntities:
    """See the module's docstring. What is decided changes the files of the catalogue, and the desk reads them anew."""

    def __init__(self, desk: Desk, article_id: str) -> None:
        self._desk = desk
        self._article_id = article_id

    @property
    def _codebook(self) -> Codebook:
        return self._desk.codebook

    @property
    def _any(self) -> bool:
        return any(one.proposed_by for one in self._desk.catalogue)

    @cached_property
    def refused(self) -> frozenset[str]:
        """The entities that were refused in the gold of other articles."""
        if not self._any:
            return frozenset()
        project = self._desk.project
        others = project.annotated(GOLD) - {self._article_id}
        found = (refused_entities(project.annotation_path(GOLD, one)) for one in sorted(others))
        return frozenset(entity for one in found for entity in one)

    def waiting(self, files: Files, refused: frozenset[str]) -> list[Proposal]:
        """The proposed entities and names that these files use.

        An entity that was refused elsewhere waits only where the gold here uses it.
        """
        names = proposed_names(self._desk.proposed_names, self._desk.catalogue, files, self._codebook)
        if not self._any:
            return names
        settled = refused | self.refused
        found = proposals(self._desk.catalogue, files, self._codebook, settled)
        gold = [(name, state) for name, state in files if name == GOLD]
        found += proposals(
            (one for one in self._desk.catalogue if one.id in self.refused), gold, self._codebook, refused
        )
        return [*names, *(replace(one, alike=self._alike(one.entity)) for one in found)]

    def _alike(self, entity: Entity) -> tuple[Alike, ...]:
        from workbench.linking.index import Query

        found = self._desk.index.search(Query(entity.name, kind=entity.kind), MOST + 4)
        known = ((self._desk.catalogue.resolve(one.id), one.reasons) for one in found)
        return tuple(
            Alike(one, ", ".join(reasons)) for one, reasons in known if one is not None and not one.proposed_by
        )[:MOST]

    def carry_out(self, decision: ProposalDecision) -> tuple[str, ...]:
        """Accept or merge, or refuse a name, and read the catalogue anew."""
        beside = carry_out(self._desk.project, decision)
        self._desk.renew_catalogue()
        return beside

    def move(self, beside: tuple[str, ...], *, back: bool) -> None:
        """Take back what was carried out, or do it again."""
        (take_back if back else do_again)(self._desk.project, beside)
        self._desk.renew_catalogue()
