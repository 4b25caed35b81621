"""Commands of a review: the verbs that decide, each one key and at most one confirmation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workbench.core.edit import Step
from workbench.core.errors import EditError
from workbench.desk.gold_editor import Verb, Why
from workbench.review.item import Item, Version
from workbench.tui.forming import Forming
from workbench.tui.list_sheet import Item as ListItem
from workbench.tui.list_sheet import ListSheet
from workbench.tui.moving import Command
from workbench.tui.noting import ask_note
from workbench.tui.review_stage import ReviewStage
from workbench.tui.settling import Settling

REASONS = (
    ("guideline", "the guideline says so"),
    ("boundary", "the words do not begin or end there"),
    ("wrong-entity", "somebody else is meant"),
    ("wrong-value", "another value fits better"),
    ("not-stated", "the text does not say this"),
    ("double", "marked twice"),
    ("unclear", "the text allows both"),
)
"""Reason codes that are offered beside those used before, and what they say."""


class Deciding:
    """See the module's docstring. ``edit_outside`` writes a text in the person's own editor."""

    def __init__(self, stage: ReviewStage, forming: Forming, edit_outside: Callable[[str], str | None]) -> None:
        self.stage = stage
        self._forming = forming
        self._edit_outside = edit_outside
        self._settling = Settling(stage)

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        table: dict[str, Command] = {}
        for number in range(1, 10):
            table[f"item.take.{number}"] = lambda _, number=number: self._take(number)  # type: ignore[misc]
        return table | {
            "item.union": lambda _: self._blend("union"),
            "item.intersection": lambda _: self._blend("intersection"),
            "item.both": lambda _: self._both(),
            "item.none": lambda _: self._none(),
            "item.edit": lambda _: self._edit(),
            "item.repeat": lambda _: self._repeat(),
            "item.agreed": lambda _: self._agreed(),
            "item.everything": lambda _: self._everything(),
            "item.reason": lambda _: self._reason(),
            "item.note": lambda _: self._note(),
            "app.undo": lambda count: self._again(self.stage.gold.undo, "undone", count),
            "app.redo": lambda count: self._again(self.stage.gold.redo, "redone", count),
        }

    # One item

    def _decide(self, verb: Verb, said: str) -> None:
        """Decide the current item, and say what was decided."""
        item, why = self.stage.item, self.stage.gold.why
        step = self.stage.gold.decide(verb)
        reason = f" · {why.reason}" if why.reason else ""
        self.stage.took(step, said=f"{item.layer}: {said}{reason}")

    def _compared(self) -> Item:
        """The current item, where its versions can be compared. Raises EditError at a proposed entity."""
        item = self.stage.item
        if item.proposal is not None:
            accepts, refuses = self.stage.key("item.take.1"), self.stage.key("item.none")
            what = "name" if item.proposal.names else "entity"
            raise EditError(f"a proposed {what} stands here: {accepts} accepts it, {refuses} refuses it")
        return item

    def _none(self) -> None:
        if self.stage.item.proposal is not None:
            self._settling.refuse(self.stage.item)
            return
        self._decide(lambda **why: self.stage.review.none(**why), "none is right")

    def _take(self, number: int) -> None:
        item = self.stage.item
        if item.proposal is not None:
            self._settling.take(item, number)
            return
        name = f" ({self._whose(item, number)})" if self._whose(item, number) else ""
        self._decide(partial(self.stage.review.take, number), f"version {number}{name} taken")

    def _whose(self, item: Item, number: int) -> str:
        return self.stage.review.name(item.versions[number - 1]) if number <= len(item.versions) else ""

    def _blend(self, how: str) -> None:
        """Union or intersection; where values differ too, it is asked whose they are."""
        stage, item = self.stage, self._compared()
        verb = stage.review.union if how == "union" else stage.review.intersection
        if len(item.versions) < 2:
            raise EditError(f"there is one version; {stage.key('item.take.1')} takes it")
        layer = stage.desk.codebook.layer(item.layer)
        values = [slot for slot in layer.slots if slot.type != "part" and slot.name in item.differing]
        if not values:
            self._decide(partial(verb, 1), how)
            return

        def described(version: Version) -> str:
            labels = stage.labels_of(version)
            return " · ".join(f"{slot.label}: {labels.value(version.record, slot) or '–'}" for slot in values)

        items = [
            ListItem(stage.named(number, version), described(version), number)
            for number, version in enumerate(item.versions, 1)
        ]

        def accept(chosen: list[object]) -> None:
            stage.pop()
            self._decide(partial(verb, int(str(chosen[0]))), f"{how}, values of version {chosen[0]}")

        stage.push(ListSheet(f"{how}: with whose values?", items, accept, stage.pop))

    def _both(self) -> None:
        """Two versions are both right; of more it is asked which."""
        stage, item = self.stage, self._compared()
        if len(item.versions) <= 2:
            self._decide(stage.review.both, "both are right")
            return
        items = [
            ListItem(stage.named(number, version), stage.labels_of(version).line(version.record), number)
            for number, version in enumerate(item.versions, 1)
        ]

        def accept(chosen: list[object]) -> None:
            numbers = [int(str(one)) for one in chosen]
            if len(numbers) < 2:
                raise EditError(f"tick two or more ({stage.key('list.tick')})")
            stage.pop()
            self._decide(partial(stage.review.both, *numbers), f"versions {', '.join(map(str, numbers))} are right")

        stage.push(ListSheet("which are right, side by side?", items, accept, stage.pop, ticks=True))

    def _edit(self) -> None:
        stage = self.stage
        if stage.item.proposal is not None:
            self._settling.choose(stage.item)
            return
        if stage.session.read_only:
            raise EditError(stage.session.read_only)
        stage.go_to_item()
        self._forming.open(stage.draft_form(), stage.item.key)

    def _repeat(self) -> None:
        item = self.stage.item
        if item.proposal is not None:
            self._settling.repeat(item)
            return
        step = self.stage.gold.follow(self.stage.review.repeat_last)
        self.stage.took(step, said=f"{item.layer}: decided as the last one ({step.title.partition(': ')[2]})")

    # Many items

    def _agreed(self) -> None:
        self.stage.took(self.stage.gold.follow(self.stage.review.accept_all_that_agree))

    def _everything(self) -> None:
        """Everything of one annotator, asked in a list."""
        stage = self.stage
        if stage.review.blind:
            raise EditError("names are hidden in a blind review")
        counts = {name: sum(name in item.records for item in stage.review.items) for name in stage.gold.files}
        items = [ListItem(name, f"{count} of {len(stage.review.items)}", name) for name, count in counts.items()]

        def accept(chosen: list[object]) -> None:
            stage.pop()
            name = str(chosen[0])
            step = stage.gold.decide(partial(stage.review.accept_everything_of, name))
            stage.took(step)

        stage.push(ListSheet("take everything of whom?", items, accept, stage.pop))

    def _again(self, act: Callable[[], Step], verb: str, count: int) -> None:
        """Undo or redo; an undone decision is the current item again."""
        step: Step | None = None
        for _ in range(count):
            step = act()
        if step is not None:
            self.stage.took(step, said=f"{verb}: {step.title}")

    # Why

    def _reason(self) -> None:
        """A reason code from a list, or typed anew."""
        stage = self.stage
        used = stage.gold.reasons()
        known = [ListItem(reason, "used before", reason) for reason in used]
        known += [ListItem(code, what, code) for code, what in REASONS if code not in used]

        def search(query: str) -> list[ListItem]:
            found = [one for one in known if query.lower() in f"{one.label} {one.detail}".lower()]
            if query and all(one.label != query for one in known):
                found.append(ListItem(query, "a code of your own", query))
            return found if query else [*found, ListItem("no reason", "", "", "dim")]

        def accept(chosen: list[object]) -> None:
            stage.pop()
            self._give(Why(str(chosen[0]), stage.gold.why.note))

        _ = stage.item
        stage.push(
            ListSheet("reason", (), accept, stage.pop, search=search, hint="type to filter, or a code of your own")
        )

    def _note(self) -> None:
        stage = self.stage
        _ = stage.item

        def accept(text: str) -> None:
            self._give(Why(stage.gold.why.reason, text))

        before, hint = stage.gold.why.note, "the coders will read it"
        ask_note(stage, "note on the decision", before, accept, hint, self._edit_outside)

    def _give(self, why: Why) -> None:
        self.stage.gold.why = why
        self.stage.restand()
        given = why.reason or why.note
        self.stage.say("the next decision gets it; decide" if given else "the next decision gets no reason")
