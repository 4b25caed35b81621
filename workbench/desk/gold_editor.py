"""The gold of one article as an Editor: what changes it is a ``Review``, to which every change is handed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from workbench.core.annotation import Annotations, Header, Record, Status
from workbench.core.article import Article
from workbench.core.codebook import Slot
from workbench.core.edit import Edit, Step
from workbench.core.entity import Catalogue
from workbench.core.errors import EditError
from workbench.editor import Editor
from workbench.editor.anchoring import of_this_text
from workbench.editor.form import Choice, Choices, Form
from workbench.editor.labels import Labels
from workbench.review.alignment import Files
from workbench.review.item import GOLD, Version
from workbench.review.proposals import Proposal, ProposalDecision, refusal, refused_in
from workbench.review.state import Review


class Verb(Protocol):
    """A verb of the review with all its arguments but why."""

    def __call__(self, *, reason: str, note: str) -> Step:
        """Decide."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason code and the note that a decision is given."""

    reason: str = ""
    note: str = ""


_SETTLED = {"accept": "accepted", "merge": "merged", "refuse": "refused"}


class Outside(Protocol):
    """What a gold needs of the project around it: the proposed entities, and the files that they stand in."""

    @property
    def refused(self) -> frozenset[str]:
        """What was refused in other articles."""

    def waiting(self, files: Files, refused: frozenset[str]) -> list[Proposal]:
        """The proposed entities that these files use, but for those refused."""

    def carry_out(self, decision: ProposalDecision) -> tuple[str, ...]:
        """Accept or merge; returns what ``move`` takes."""

    def move(self, beside: tuple[str, ...], *, back: bool) -> None:
        """Take back what was carried out, or do it again."""


class GoldEditor(Editor):
    """The gold of one article under the hands of a reviewer: its state is the review's."""

    def __init__(
        self,
        article: Article,
        review: Review,
        files: Files,
        choose: Callable[[str], str],
        exists: Callable[[str], bool],
        outside: Outside,
    ) -> None:
        """``files`` are those of the review, ``exists`` tells whether a link to an id leads somewhere."""
        self._outside = outside
        self.review = review
        review.finish = lambda step: of_this_text(step, review.gold, article)
        self.files: dict[str, Annotations] = dict(files)
        self.why = Why()
        """What the next decision is given."""
        super().__init__(article, review.codebook, review.gold, choose=choose, entity_exists=exists)
        self._invite()

    # Decisions

    def decide(self, verb: Verb) -> Step:
        """Decide the current item, with the reason and note that are waiting."""
        step = self.follow(lambda: verb(reason=self.why.reason, note=self.why.note))
        self.why = Why()
        return step

    def follow(self, act: Callable[[], Step]) -> Step:
        """Do something with the review and take its state over."""
        step = act()
        self._take(self.review.gold, step)
        if step.beside or step.header is not None:
            self._invite()
        return step

    def settle(self, decision: ProposalDecision) -> Step:
        """Carry a decision on the current item's proposed entity out: in the catalogue's files, or in the gold's head.

        Raises EditError where the current item is about no proposed entity, or where the catalogue does not fit any more.
        """
        item = self.review.current
        if item is None or item.proposal is None:
            raise EditError("no proposed entity stands here")
        decision = replace(decision, reason=self.why.reason, note=self.why.note, date=self.review.date)
        if decision.names:
            title = f"“{item.proposal.name}” {_SETTLED[decision.action]}"
            step = Step(title, beside=self._outside.carry_out(decision))
        elif decision.action == "refuse":
            step = refusal(item.proposal, self.state, self.codebook, self.article.text, decision)
        else:
            into = f" into {decision.into}" if decision.into else ""
            title = f"{decision.entity.name} {_SETTLED[decision.action]}{into}"
            step = Step(title, beside=self._outside.carry_out(decision))
        self.follow(lambda: self.review.settle(step))
        self.why = Why()
        return step

    def _invite(self) -> None:
        """Ask about the proposed entities that are in use here and wait for a decision."""
        here = refused_in(self.state)
        found = self._outside.waiting([*self.files.items(), (GOLD, self.state)], here)
        self.review.invite(found, here | self._outside.refused)

    def surroundings_of(self, version: Version) -> Annotations:
        """The records that a version's references lead to; for the gold's, with those that are not decided yet."""
        if not version.of_gold:
            return self.files[version.annotators[0]]
        return self.surroundings()

    def surroundings(self) -> Annotations:
        """The gold with the coders' records that stand in it for what is not decided yet."""
        return Annotations(self.state.header, {**self.state.records, **self._stand_ins(self.state.records.values())})

    def reasons(self) -> list[str]:
        """The reason codes of this gold, the most frequent first."""
        given = [one.decision.reason for one in self.state.records.values() if one.decision]
        given += [one.reason for one in self.state.header.rejected]
        given += [one.reason for one in self.state.header.refused]
        return [reason for reason, _ in Counter(given).most_common() if reason]

    def draft_form(self, choices: Choices, catalogue: Catalogue) -> Form:
        """The form of the record that is right: it begins as the first version, and every version's slots are proposals."""
        item = self.review.current
        if item is None:
            raise EditError("nothing is open here")
        drafts = [self.review.draft(number) for number in range(1, len(item.versions) + 1)]
        stand_ins = self._stand_ins(drafts)
        known = Annotations(self.state.header, {**self.state.records, **stand_ins})
        labels = Labels(known, self.codebook, catalogue)
        layer = self.codebook.layer(item.layer)

        def offered(form: Form, slot: Slot, query: str) -> Sequence[Choice]:
            mine = [] if query else [_choice(draft, slot, labels, n) for n, draft in enumerate(drafts, 1)]
            there = [one for one in mine if one is not None]
            held = {(one.spans, one.value) for one in there}
            return [*there, *(one for one in choices(form, slot, query) if (one.spans, one.value) not in held)]

        record = replace(drafts[0], id=self.fresh_id(item.layer), origin="", decision=None)
        index = next((n for n, slot in enumerate(layer.slots) if slot.name in item.differing), 0)
        form = Form(self, layer, record, True, offered, index)
        form.companions.update(stand_ins)
        return form

    def _stand_ins(self, drafts: Iterable[Record]) -> dict[str, Record]:
        """The coders' records that drafts refer to because they are not decided yet, under what stands for them."""
        found: dict[str, Record] = {}
        for draft in drafts:
            for slot in self.codebook.layer(draft.layer).of_type("reference"):
                for target in draft.references(slot.name):
                    annotator, _, record_id = target.rpartition("/")
                    state = self.files.get(annotator)
                    if state is not None and record_id in state.records:
                        found[target] = replace(state.records[record_id], id=target)
        return found

    # The editor's verbs

    def make(self, records: Sequence[Record], title: str = "") -> Step:
        """What a form made is the decision; records made along with it are put into the gold first."""
        *along, record = records
        fresh = [one for one in along if "/" not in one.id]  # the others stand for records that are not decided yet
        if fresh:
            self.follow(lambda: self.review.change(fresh, f"{fresh[0].layer} made"))
        return self.decide(lambda *, reason, note: self.review.edited(record, reason=reason, note=note))

    def set_status(self, status: Status) -> Step:
        """Declare the gold done, or open again."""
        return self.follow(lambda: self.review.set_status(status))

    def undo(self) -> Step:
        """Take back the newest step; the review stands where it was decided."""
        done = self.review.history.done
        beside = done[-1].beside if done else ()
        if beside:
            self._outside.move(beside, back=True)
        before = {item.key for item in self.review.items}
        step = self.review.undo()
        self._take(self.review.gold, step.inverse)
        if step.beside or step.header is not None:
            self._invite()
            asked = [item.key for item in self.review.items if item.proposal and item.key not in before]
            if asked:
                self.review.go(asked[0])
        return step

    def redo(self) -> Step:
        """Do the step undone last again."""
        undone = self.review.history.undone
        if undone and undone[-1].beside:
            self._outside.move(undone[-1].beside, back=False)
        return self.follow(self.review.redo)

    def adopt(self, state: Annotations) -> Step:
        """Take over what changed outside, beside the history."""
        return self.follow(lambda: self.review.adopt(state))

    def _do(
        self, title: str, edits: Sequence[Edit], header: Header | None = None, beside: tuple[str, ...] = ()
    ) -> Step:
        raise EditError("the gold is changed by decisions")


def _choice(draft: Record, slot: Slot, labels: Labels, number: int) -> Choice | None:
    """What a version has in a slot, as a proposal; attributes have keys of their own in a form."""
    fragments = draft.parts.get(slot.name, ())
    value = draft.values.get(slot.name)
    if slot.type == "attribute" or not (fragments or value):
        return None
    words = " ".join(labels.value(draft, slot).split())
    return Choice(words, f"version {number}", value, tuple(one.span for one in fragments))
