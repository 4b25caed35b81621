"""Decisions on proposed entities, by the keys that decide between versions: accept, merge, refuse."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.entity import NIL
from workbench.core.errors import EditError
from workbench.desk.gold_editor import Why
from workbench.review.item import Item
from workbench.review.proposals import Proposal, ProposalDecision, accept, merge, refuse
from workbench.tui.list_sheet import Item as ListItem
from workbench.tui.list_sheet import ListSheet
from workbench.tui.proposal_rows import described
from workbench.tui.review_stage import ReviewStage


class Settling:
    """See the module's docstring."""

    def __init__(self, stage: ReviewStage) -> None:
        self.stage = stage
        self._last: tuple[Callable[[Item], None], Why] | None = None
        """How the last proposal was decided, and why; None where it was merged, or none was decided."""

    def take(self, item: Item, number: int) -> None:
        """1 accepts, the other digits merge into what is offered there."""
        proposal = self._proposal(item)
        if number == 1:
            self._accept(item)
        elif number - 2 < len(proposal.alike):
            self._merge(item, proposal.alike[number - 2].entity.id)
        else:
            raise EditError(f"there is no choice {number} here")

    def repeat(self, item: Item) -> None:
        """Accept or refuse as the last proposal, for the same reason."""
        if self._last is None:
            raise EditError("no proposal was accepted or refused yet that could be repeated")
        act, self.stage.gold.why = self._last
        act(item)

    def _accept(self, item: Item) -> None:
        """The entity, or the name, comes into the catalogue."""
        proposal, why = self._proposal(item), self.stage.gold.why
        if proposal.names:
            self._settle(
                ProposalDecision("accept", proposal.entity, names=proposal.names), "is a name in the catalogue"
            )
        else:
            self._settle(accept(proposal.entity), "comes into the catalogue")
        self._last = self._accept, why

    def refuse(self, item: Item) -> None:
        """The entity, or the name, does not come into the catalogue."""
        proposal, why = self._proposal(item), self.stage.gold.why
        if proposal.names:
            self._settle(ProposalDecision("refuse", proposal.entity, names=proposal.names), "refused")
        else:
            self._settle(refuse(proposal.entity), "refused")
        self._last = self.refuse, why

    def choose(self, item: Item) -> None:
        """Merge into any entity of the catalogue, by its name."""
        from workbench.linking.index import Query

        stage, proposal = self.stage, self._proposal(item)
        entity = proposal.entity
        if proposal.names:
            accepts, refuses = stage.key("item.take.1"), stage.key("item.none")
            raise EditError(f"a proposed name stands here: {accepts} accepts it, {refuses} refuses it")

        def search(query: str) -> list[ListItem]:
            found = stage.desk.index.search(Query(query or entity.name, "typing" if query else "mention"), 30)
            known = (stage.desk.catalogue.resolve(one.id) for one in found if one.id not in (NIL, entity.id))
            return [ListItem(one.name, described(one), one.id) for one in known if one and not one.proposed_by]

        def take(chosen: list[object]) -> None:
            stage.pop()
            self._merge(item, str(chosen[0]))

        stage.push(ListSheet(f"who is “{entity.name}”?", (), take, stage.pop, search=search, hint="type a name"))

    def _merge(self, item: Item, into: str) -> None:
        self._last = None
        decision = merge(self._proposal(item).entity, into, self.stage.desk.catalogue)
        found = self.stage.desk.catalogue.resolve(into)
        self._settle(decision, f"merged into {found.name if found else into}")

    def _settle(self, decision: ProposalDecision, said: str) -> None:
        why = self.stage.gold.why
        step = self.stage.gold.settle(decision)
        self.stage.reader.forget_names()
        reason = f" · {why.reason}" if why.reason else ""
        what = f"“{decision.names[0].name}”" if decision.names else decision.entity.name
        self.stage.took(step, said=f"{what} {said}{reason}")

    def _proposal(self, item: Item) -> Proposal:
        if item.proposal is None:
            raise EditError("no proposed entity stands here")
        return item.proposal
