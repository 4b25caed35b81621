"""Commands of a review that decide nothing: going from item to item, the lists of items and decisions, filter and order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from workbench.core.annotation import Record, Rejected
from workbench.core.errors import EditError
from workbench.editor.labels import Labels
from workbench.review.item import AGREED, Filter, Item
from workbench.tui.items_pane import difference
from workbench.tui.list_sheet import Item as ListItem
from workbench.tui.list_sheet import ListSheet
from workbench.tui.moving import Command
from workbench.tui.review_stage import ReviewStage


class Walking:
    """See the module's docstring."""

    def __init__(self, stage: ReviewStage) -> None:
        self.stage = stage

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {
            "item.next": lambda count: self._move(count),
            "item.previous": lambda count: self._move(-count),
            "item.defer": lambda _: self._defer(),
            "item.list": lambda _: self._list(),
            "pane.next": lambda _: self._list(),
            "item.here": lambda _: self._here(),
            "item.filter": lambda _: self._filter(),
            "item.order": lambda _: self._order(),
            "item.decided": lambda _: self._decided(),
        }

    # From item to item

    def _move(self, by: int) -> None:
        review = self.stage.review
        before = self.stage.item
        review.move(by)
        self._stand()
        if review.current is before:
            self.stage.say("this is the last item" if by > 0 else "this is the first item")
        else:
            self._say_place()

    def _stand(self) -> None:
        self.stage.restand()
        self.stage.go_to_item()

    def _defer(self) -> None:
        item = self.stage.item
        self.stage.review.defer()
        self.stage.relist()
        self.stage.go_to_item()
        behind = self.stage.review.deferred(item)
        self.stage.say("put behind all others" if behind else "back in its place")

    def _list(self) -> None:
        """All open items; the text follows the row."""
        stage, review = self.stage, self.stage.review
        here = stage.item
        items = [ListItem(f"{difference(one)}  {stage.line_of(one)}", "", one.key) for one in review.items]

        def go(value: object) -> None:
            review.go(str(value))
            self._stand()

        def accept(chosen: list[object]) -> None:
            stage.pop()
            go(chosen[0])

        def cancel() -> None:
            stage.pop()
            go(here.key)

        sheet = ListSheet(f"open items {len(items)}", items, accept, cancel, on_move=go)
        sheet.index = review.position[0] - 1
        stage.push(sheet)

    def _here(self) -> None:
        """The items under the cursor, one after the other."""
        stage, review = self.stage, self.stage.review
        keys = stage.view.items_at(stage.reader.cursor)
        if not keys:
            raise EditError("no open item lies under the cursor")
        here = review.current.key if review.current is not None else ""
        review.go(keys[(keys.index(here) + 1) % len(keys)] if here in keys else keys[0])
        stage.restand()
        self._say_place()

    def _say_place(self) -> None:
        number, count = self.stage.review.position
        only = f" · only {self.stage.filtered} · {self.stage.all_again}" if self.stage.filtered else ""
        self.stage.say(f"item {number} of {count}{only}")

    # Filter and order

    def _order(self) -> None:
        review = self.stage.review
        shown, order = review.shown
        here = review.current
        review.show(shown, "reading" if order == "contested" else "contested")
        if here is not None:
            review.go(here.key)
        self.stage.relist()
        self.stage.go_to_item()
        self.stage.say("in the order of the text" if order == "contested" else "most contested first")

    def _filter(self) -> None:
        """One condition more, or none; conditions on different things hold together."""
        stage = self.stage
        shown = stage.review.shown[0]

        def accept(chosen: list[object]) -> None:
            stage.pop()
            if isinstance(chosen[0], Filter):
                stage.review.show(chosen[0])
            stage.relist()
            stage.go_to_item()
            only = f"only {stage.filtered}: {len(stage.review.items)} items · {stage.all_again}"
            stage.say(only if stage.filtered else "all items are shown")

        title = f"show only · now {stage.filtered}" if stage.filtered else "show only"
        stage.push(ListSheet(title, self._conditions(shown), accept, stage.pop))

    def _conditions(self, shown: Filter) -> list[ListItem]:
        review = self.stage.review
        items = [item for item in review.open if not item.agreeing or shown.agreed]
        rows = [ListItem("everything that is open", "no filter", Filter())]
        agreed = f"{len(review.agreeing)} more"
        rows.append(ListItem("those that agree, too", agreed, replace(shown, agreed=not shown.agreed)))
        for layer, count in Counter(item.layer for item in items).items():
            rows.append(ListItem(f"layer: {layer}", str(count), replace(shown, layer=layer)))
        for kind, count in Counter(kind for item in items for kind in sorted(item.kinds)).most_common():
            if kind != AGREED:
                rows.append(ListItem(f"kind: {kind}", str(count), replace(shown, kind=kind)))
        if not review.blind:
            for name, count in Counter(name for item in items for name in item.records).items():
                rows.append(ListItem(f"annotator: {name}", str(count), replace(shown, annotator=name)))
        for label, count in Counter(
            label for item in items for label in item.labels if self._public(label)
        ).most_common():
            rows.append(ListItem(f"label: {label}", str(count), replace(shown, label=label)))
        return rows

    def _public(self, label: str) -> bool:
        """Whether a value says something to a person: a value, an entity, an issue, but no id of a record."""
        return not any(label in state.records for state in self.stage.gold.files.values()) and "/" not in label

    # What is decided

    def _decided(self) -> None:
        """Every decision; Enter takes one back, so that its item is open again."""
        stage, gold = self.stage, self.stage.review.gold
        labels = Labels(stage.gold.surroundings(), stage.desk.codebook, stage.desk.catalogue)
        made = sorted((one for one in gold.records.values() if one.decision), key=gold.order_key)
        items = [ListItem(f"{one.layer}: {labels.line(one)}", _how(one), one) for one in made]
        items += [
            ListItem(f"none was right: {self._rejected(one)}", one.reason, (number, one))
            for number, one in enumerate(gold.header.rejected)
        ]
        if not items:
            raise EditError("nothing is decided yet")

        def accept(chosen: list[object]) -> None:
            stage.pop()
            self._reopen(chosen[0])

        stage.push(ListSheet(f"decided {len(items)} · Enter opens again", items, accept, stage.pop))

    def _rejected(self, rejected: Rejected) -> str:
        for source in rejected.sources:
            name, _, record_id = source.rpartition("/")
            state = self.stage.gold.files.get(name)
            if state is not None and record_id in state.records:
                labels = Labels(state, self.stage.desk.codebook, self.stage.desk.catalogue)
                return labels.line(state.records[record_id])
        return "records that are gone"

    def _reopen(self, chosen: object) -> None:
        stage, review = self.stage, self.stage.review
        sources: tuple[str, ...] = ()
        if isinstance(chosen, Record):
            sources = chosen.decision.sources if chosen.decision else ()
            step = stage.gold.follow(lambda: review.reopen(chosen.id))
        elif isinstance(chosen, tuple):
            number, rejected = chosen
            sources = rejected.sources
            step = stage.gold.follow(lambda: review.reopen_rejected(number))
        else:
            return
        item = next((one for one in review.items if set(_sources(one)) & set(sources)), None)
        if item is not None:
            review.go(item.key)
        stage.took(step, said="open again")


def _how(record: Record) -> str:
    decision = record.decision
    return " · ".join(one for one in (decision.decision, decision.reason) if one) if decision else ""


def _sources(item: Item) -> list[str]:
    return [f"{name}/{record.id}" for name, record in item.records.items()]
