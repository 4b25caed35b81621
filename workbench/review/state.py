"""The review of one article: what is open, where the reviewer stands, and the verbs that decide.

All logic of the reviewer's screen without a widget. Every decision is one step of the history and is handed to ``on_move``
(the journal) before the state changes. Versions are counted from 1, as the keys that take them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from workbench.core.annotation import Annotations, Record, Status
from workbench.core.codebook import Codebook
from workbench.core.edit import Edit, History, Step, difference
from workbench.core.errors import EditError, UsageError
from workbench.core.log import Did, Move, Redid, Synced, Undid
from workbench.review.agenda import Agenda
from workbench.review.alignment import Files, align_all
from workbench.review.blending import Blend, blended
from workbench.review.deciding import Clerk, Last, Outcome, Verdict, decided_in_words
from workbench.review.item import GOLD, Filter, Item, Order, Version, item_of
from workbench.review.ledger import Ledger, sources_of
from workbench.review.proposals import Proposal
from workbench.review.translation import Translation
from workbench.review.walk import Walk


def _ignore(_: Move) -> None:
    """Nobody keeps a journal."""


class Review:
    """One article under the eyes of one reviewer."""

    def __init__(
        self,
        files: Files,
        codebook: Codebook,
        gold: Annotations,
        *,
        choose: Callable[[str], str],
        date: str,
        blind: int | None = None,
        history: History | None = None,
        on_move: Callable[[Move], None] = _ignore,
    ) -> None:
        """``choose`` draws one character of an alphabet for new ids; ``date`` is written on decisions (ISO, a day);
        ``blind`` hides the names and shuffles the versions by this seed. Raises UsageError where an annotator stands twice
        or is called as the gold.
        """
        if any(name == GOLD for name, _ in files):
            raise UsageError(f"“{GOLD}” is the decided file; it cannot be one of those to decide between")
        self.codebook, self.gold = codebook, gold
        self.date, self.blind = date, blind is not None
        self.history = history or History()
        self.alignment = align_all(files, codebook)
        self._on_move = on_move
        states = dict(files)
        translation = Translation(states, codebook)
        self._ledger = Ledger(states, gold, translation.stand_ins)
        self._clerk = Clerk(translation, codebook, self._ledger, choose)
        self._agenda = Agenda(self.alignment, self._ledger, codebook, gold, blind)
        self._walk = Walk(self._agenda.items)
        self._last: Last | None = None
        self.finish: Callable[[Step], Step] = lambda step: step  # whoever knows the text adds something to steps

    # What is open, and where the reviewer stands

    @property
    def open(self) -> list[Item]:
        """Every item that is not decided, agreeing ones too, in the order of the text."""
        return sorted(self._agenda.items.values(), key=lambda item: (item.place, item.key))

    @property
    def agreeing(self) -> list[Item]:
        """The items that ``accept_all_that_agree`` would decide."""
        return [item for item in self.open if item.agreeing]

    @property
    def items(self) -> list[Item]:
        """The open items that the filter lets through, in the chosen order, deferred ones last."""
        return self._walk.items

    @property
    def current(self) -> Item | None:
        """The item that the verbs decide; None where nothing is shown."""
        return self._walk.current

    @property
    def opening(self) -> Item | None:
        """The item that would be current if the review were opened now; None where nothing is open."""
        return Walk(self._agenda.items).current

    @property
    def position(self) -> tuple[int, int]:
        """(number of the current item from 1, how many are shown); (0, 0) where none is."""
        return (self._walk.index + 1, len(self.items)) if self.current else (0, 0)

    @property
    def shown(self) -> tuple[Filter, Order]:
        """The filter and the order of ``items``."""
        return self._walk.shown, self._walk.order

    def invite(self, proposals: Iterable[Proposal], refused: frozenset[str]) -> None:
        """Put proposed entities among the open items, in place of those before; the gold gets none that is refused."""
        items = self._agenda.items
        for key in [key for key, item in items.items() if item.proposal]:
            del items[key]
        items.update({item.key: item for item in map(item_of, proposals)})
        self._clerk.refused = refused
        self._walk.forget()

    def name(self, version: Version) -> str:
        """Whose version it is, for the screen; in blind mode only the gold's has a name."""
        return GOLD if version.of_gold else "" if self.blind else ", ".join(version.annotators)

    def move(self, by: int) -> Item | None:
        """Go on or back by so many items; stops at the ends."""
        if self.current is not None:
            self._walk.stand(self._walk.index + by)
        return self.current

    def go(self, key: str) -> Item:
        """Go to the item with this key. Raises EditError where it is not shown."""
        return self._walk.find(key)

    def show(self, shown: Filter, order: Order | None = None) -> None:
        """Filter and order the items. Raises UsageError for a filter by annotator where names are hidden."""
        if shown.annotator and self.blind:
            raise UsageError("names are hidden in a blind review")
        self._walk.show(shown, order)

    def defer(self) -> Item:
        """Put the current item behind all others, or back; it is written nowhere."""
        item = self._here()
        self._walk.defer(item)
        return item

    def deferred(self, item: Item) -> bool:
        """Whether an item was put off."""
        return self._walk.deferred(item)

    # The verbs

    def take(self, number: int, *, reason: str = "", note: str = "") -> Step:
        """The version with this number is right."""
        item = self._here()
        version = self._version(item, number)
        last = Last("take", (number,), version.annotators, reason, note)
        return self._decide(Verdict(item, "take", (self._outcome(item, version),), reason, note), last)

    def union(self, number: int = 1, *, reason: str = "", note: str = "") -> Step:
        """All that any version's parts cover is right; values are those of the version with this number."""
        return self._blend("union", number, reason, note)

    def intersection(self, number: int = 1, *, reason: str = "", note: str = "") -> Step:
        """What every version's parts cover is right; values are those of the version with this number.

        Raises EditError where a required part would be empty.
        """
        return self._blend("intersection", number, reason, note)

    def both(self, *numbers: int, reason: str = "", note: str = "") -> Step:
        """These versions (all, where none is named) are right side by side: a gold record for each."""
        item = self._here()
        versions = [self._version(item, one) for one in dict.fromkeys(numbers or range(1, len(item.versions) + 1))]
        if len(versions) < 2:
            raise EditError("“both” takes two versions; there is one")
        versions.sort(key=lambda version: not version.of_gold)  # the gold's keeps its id
        outcomes = tuple(self._outcome(item, version, whole=False) for version in versions)
        left = [one for one in self._clerk.sources(item) if not any(one in outcome.sources for outcome in outcomes)]
        first = replace(outcomes[0], sources=(*outcomes[0].sources, *left))
        return self._decide(
            Verdict(item, "take", (first, *outcomes[1:]), reason, note), Last("both", numbers, (), reason, note)
        )

    def none(self, *, reason: str = "", note: str = "") -> Step:
        """None of the versions is right; it is kept that they were refused."""
        return self._decide(Verdict(self._here(), "none", (), reason, note), Last("none", (), (), reason, note))

    def draft(self, number: int = 1) -> Record:
        """A version in words of the gold, to be edited in a form."""
        version = self._version(self._here(), number)
        if version.of_gold:
            return version.record
        return self._clerk.translation.to_gold(version.annotators[0], version.record, self._ledger.gold_of)

    def edited(self, record: Record, *, reason: str = "", note: str = "") -> Step:
        """This record, in words of the gold, is right. Its id does not matter."""
        item = self._here()
        if record.layer != item.layer:
            raise EditError(f"a {record.layer} cannot stand for a {item.layer}")
        outcome = Outcome(record, GOLD, self._clerk.sources(item))
        return self._decide(Verdict(item, "edited", (outcome,), reason, note or record.note), None)

    def accept_all_that_agree(self) -> Step:
        """Take every item on which everybody agrees, shown or not, as one step. Raises EditError where there is none."""
        verdicts = [Verdict(one, "agreed", (self._outcome(one, one.versions[0]),)) for one in self.agreeing]
        if not verdicts:
            raise EditError("there is nothing left on which all agree")
        return self._write(verdicts, f"{len(verdicts)} agreed")

    def accept_everything_of(self, annotator: str, *, reason: str = "", note: str = "") -> Step:
        """Take this annotator's version wherever the filter lets an item through, agreeing ones too, as one step.

        Where they have no version the item stays open. Raises UsageError where names are hidden, EditError where nothing of
        theirs is open.
        """
        if self.blind:
            raise UsageError("names are hidden in a blind review")
        shown = replace(self.shown[0], agreed=True)
        verdicts = [
            Verdict(item, "agreed" if item.agreeing else "take", (self._outcome(item, version),), reason, note)
            for item in self.open
            if shown.lets(item)
            for version in item.versions
            if annotator in version.annotators
        ]
        if not verdicts:
            raise EditError(f"nothing of {annotator} is open here")
        return self._write(verdicts, f"{len(verdicts)} of {annotator} taken")

    def repeat_last(self) -> Step:
        """Decide the current item as the last one: the same verb, reason and note.

        A version is taken of the same annotator where names are shown and one of theirs is there, else by its number.
        Raises EditError where nothing was decided yet, or not by a verb that can be repeated.
        """
        last = self._last
        if last is None:
            raise EditError("there is no decision to repeat")
        numbers = last.numbers
        if last.annotators and not self.blind:
            versions = enumerate(self._here().versions, 1)
            numbers = (
                tuple(n for n, version in versions if set(version.annotators) & set(last.annotators))[:1] or numbers
            )
        verb: Callable[..., Step] = getattr(self, last.verb)
        return verb(*numbers, reason=last.reason, note=last.note)

    def reopen(self, record_id: str) -> Step:
        """Take the decision behind a gold record back, so that its item is open again."""
        record = self.gold.records.get(record_id)
        if record is None or record.decision is None or not record.decision.sources:
            raise EditError(f"the gold has no decision {record_id}")
        return self._do(self._clerk.removal(self.gold, [record], [], f"{record_id} open again"))

    def reopen_rejected(self, number: int) -> Step:
        """Take back that none was right, for the group with this number in the gold's header, from 0."""
        if not 0 <= number < len(self.gold.header.rejected):
            raise EditError("there is no such rejection")
        rejected = self.gold.header.rejected[number]
        return self._do(self._clerk.removal(self.gold, [], [rejected], "rejection taken back"))

    def set_status(self, status: Status) -> Step:
        """Declare the gold of this article done, or open it again."""
        header = replace(self.gold.header, status=status)
        return self._do(Step("gold done" if status == "done" else "gold open again", (), (self.gold.header, header)))

    def settle(self, step: Step) -> Step:
        """Take a step that decides on a proposed entity: one of the gold, or one beside it."""
        return self._do(step)

    def change(self, records: Sequence[Record], title: str) -> Step:
        """Put these gold records in the place of those with their ids, as one step; what they say of decisions counts."""
        edits = tuple(Edit(self.gold.records.get(one.id), one) for one in records)
        return self._do(Step(title, tuple(edit for edit in edits if edit.before != edit.after)))

    def adopt(self, state: Annotations) -> Step:
        """Take over what changed in the gold outside, beside the history."""
        step = difference("changed outside", self.gold, state)
        if not step.empty:
            self._on_move(Synced(step))
            self._follow(state, step)
        return step

    def undo(self) -> Step:
        """Take back the newest step and go to what it had decided. Raises EditError where there is none."""
        if not self.history.done:
            raise EditError("nothing to undo")
        back = self.history.done[-1].inverse
        state = back.apply(self.gold)
        self._on_move(Undid())
        step = self.history.undo()
        self._follow(state, back, stay=True)
        return step

    def redo(self) -> Step:
        """Do the step undone last again. Raises EditError where there is none."""
        if not self.history.undone:
            raise EditError("nothing to redo")
        state = self.history.undone[-1].apply(self.gold)
        self._on_move(Redid())
        step = self.history.redo()
        self._follow(state, step)
        return step

    # How a decision is written down

    def _here(self) -> Item:
        if self.current is None:
            raise EditError("nothing is open here")
        return self.current

    def _version(self, item: Item, number: int) -> Version:
        if not 1 <= number <= len(item.versions):
            raise EditError(f"there is no version {number} here")
        return item.versions[number - 1]

    def _outcome(self, item: Item, version: Version, *, whole: bool = True) -> Outcome:
        """A version as an outcome; made from all of the item's records, or from those of the version."""
        sources = self._clerk.sources(item)
        if not whole:
            sources = sources_of({name: item.records[name] for name in version.annotators if name in item.records})
        return Outcome(version.record, version.annotators[0], sources)

    def _blend(self, how: Blend, number: int, reason: str, note: str) -> Step:
        item = self._here()
        base = self._version(item, number)
        layer = self.codebook.layer(item.layer)
        record = blended(base.record, [version.record for version in item.versions], layer, how)
        outcome = replace(self._outcome(item, base), record=record)
        last = Last(how, (number,), base.annotators, reason, note)
        return self._decide(Verdict(item, how, (outcome,), reason, note), last)

    def _decide(self, verdict: Verdict, last: Last | None) -> Step:
        step = self._write([verdict], f"{verdict.item.layer}: {decided_in_words(last)}")
        self._last = last
        return step

    def _write(self, verdicts: Sequence[Verdict], title: str) -> Step:
        return self._do(self._clerk.step(self.gold, verdicts, title, self.date))

    def _do(self, step: Step) -> Step:
        if step.empty:
            raise EditError("that changes nothing")
        step = self.finish(step)
        state = step.apply(self.gold)
        self._on_move(Did(step))
        self.history.push(step)
        self._follow(state, step)
        return step

    def _follow(self, state: Annotations, step: Step, *, stay: bool = False) -> None:
        self.gold = state
        opened = self._agenda.refresh(self._ledger.follow(step), state)
        self._walk.forget()
        shown = {item.key for item in self.items} if stay else set()
        if key := next((key for key in opened if key in shown), ""):
            self._walk.find(key)
