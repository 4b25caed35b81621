"""Commands on suggestions: records that a rule or a model proposed, shown over the text until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.core.annotation import Record, Refused
from workbench.core.edit import Step
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.desk.desk import SUGGESTIONS
from workbench.editor.offered import refusal
from workbench.tui.moving import Command
from workbench.tui.stage import Stage

_NOWHERE = Span(0, 0)


class Suggesting:
    """See the module's docstring. Suggestions are other people's records, and the names of the roster in the text."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._reached = ""
        """The suggestion that was gone to last: who decides on it goes on to the next one."""

    def commands(self) -> dict[str, Command]:
        """Command id → what it does."""
        return {
            "suggestion.next": lambda count: self._go(count),
            "suggestion.previous": lambda count: self._go(-count),
            "suggestion.accept": lambda _: self._accept(),
            "suggestion.accept.all": lambda _: self._accept_all(),
            "suggestion.reject": lambda _: self._reject(),
        }

    def _open(self) -> list[Record]:
        """What is still to be decided, in reading order."""
        stage = self.stage
        if stage.others is None:
            self._show()
        return [*self._theirs(), *stage.offering.open()]

    def _theirs(self) -> list[Record]:
        stage = self.stage
        if stage.others is None:
            return []
        refused = {(one.layer, one.start, one.end) for one in stage.editor.state.header.refused}
        own = {(record.layer, record.span) for record in stage.editor.state.records.values()}
        return [
            record
            for record in stage.others.records.values()
            if (span := record.span) is not None
            and (record.layer, *span) not in refused
            and (record.layer, span) not in own
        ]

    def _show(self) -> None:
        """Lay suggestions over the text, if there are any."""
        names = [name for name in self.stage.desk.others(self.stage.editor.article.id) if name.startswith(SUGGESTIONS)]
        if names:
            self.stage.lay_over(names[0])
            self.stage.relist()

    def _go(self, by: int) -> None:
        if self.stage.offering.looking:
            self.stage.offering.when_found(lambda: self._go_now(by))
            self.stage.say("the names of the roster are being looked for …")
        else:
            self._go_now(by)

    def _go_now(self, by: int, done: str = "") -> None:
        """Go to another suggestion; ``done`` is what became of the one before."""
        records = sorted(self._open(), key=lambda record: record.span or _NOWHERE)
        if not records:
            self.stage.say(f"{done}nothing is left to decide here")
            return
        cursor = self.stage.reader.cursor
        ids = [record.id for record in records]
        if self.stage.current in ids:
            at = ids.index(self.stage.current) + by
        else:
            after = [n for n, record in enumerate(records) if record.span is not None and record.span.start >= cursor]
            at = (after[0] if after else 0) if by > 0 else (after[0] - 1 if after else len(records) - 1)
        self._reached = ids[at % len(ids)]
        self.stage.go_to(self._reached)
        accept, refuse = self.stage.key("suggestion.accept"), self.stage.key("suggestion.reject")
        what = self._named(records[at % len(ids)])
        keys = "" if done else f" · {accept} accepts · {refuse} refuses"
        self.stage.say(f"{done}{at % len(ids) + 1} of {len(ids)} to decide{what}{keys}")

    def _named(self, record: Record) -> str:
        """Whom an offered name means."""
        return f": {self.stage.labels().name(record)}" if self.stage.offering.record(record.id) is not None else ""

    def _current(self) -> Record:
        stage = self.stage
        record = stage.others.records.get(stage.current) if stage.others is not None else None
        record = record or stage.offering.record(stage.current)
        if record is None:
            raise EditError(f"no suggestion under the cursor; {stage.key('suggestion.next')} goes to the next one")
        return record

    def _accept(self) -> None:
        """Make it one's own: its parts and its values without references to records that are not one's own."""
        stage, record = self.stage, self._current()
        if stage.offering.record(record.id) is not None:
            self._take([record])
            return
        layer = stage.editor.layer(record)
        mine = Record(
            record.layer, stage.editor.fresh_id(layer.name), record.parts, record.values, origin=record.origin
        )
        for slot in layer.of_type("reference"):
            kept = [self._translated(target) for target in record.references(slot.name)]
            known = tuple(target for target in kept if target)
            if slot.required and not known:
                raise EditError(f"{slot.label} refers to a record that is not yours; accept that one first")
            mine = mine.with_value(slot.name, (known if slot.many else known[0]) if known else None)
        step = stage.editor.make([mine], f"accepted from {stage.other}")
        stage.took(step, keep_others=True)
        stage.relist()
        self._taken(step, record, mine.id)

    def _taken(self, step: Step, decided: Record, mine: str) -> None:
        """A suggestion became one's own: who goes from one to the next goes on, else what was made is shown."""
        self.stage.point(mine)
        if decided.id == self._reached:
            self._go_now(1, f"{step.title} · {self.stage.key('app.undo')} undoes · ")

    def _take(self, offers: Sequence[Record]) -> None:
        """Make offered names one's own, in one step."""
        stage = self.stage
        made: list[Record] = []
        for offer in offers:
            fresh = stage.editor.fresh_id(offer.layer, [one.id for one in made])
            made.append(replace(offer, id=fresh))
        many = f"{len(made)} mentions" if len(made) > 1 else made[0].layer
        step = stage.editor.make(made, f"{many} accepted: {stage.labels().name(made[0])}")
        stage.took(step, keep_others=True)
        self._taken(step, offers[0], made[0].id)

    def _accept_all(self) -> None:
        """Accept every offer of one entity: that of the offer here, or that of a mention of one's own."""
        stage = self.stage
        own = stage.own(stage.current)
        if own is not None and stage.editor.layer(own).entity_slot is not None:
            if not (left := stage.offering.alike(own)):
                raise EditError(f"no other name of {stage.labels().name(own)} is left to decide here")
            self._take(left)
            return
        record = self._current()
        if stage.offering.record(record.id) is None:
            raise EditError("this is no name of the roster; accept it by itself")
        alike = stage.offering.alike(record)
        self._take([record, *(one for one in alike if one.id != record.id)])

    def _translated(self, target: str) -> str:
        """A reference of theirs as one of ours: the record of ours at the same place; "" where there is none."""
        stage = self.stage
        theirs = stage.others.records.get(target) if stage.others is not None else None
        if theirs is None:
            return target if ":" in target or target == "author" else ""
        for record in stage.editor.state.records.values():
            if record.layer == theirs.layer and record.span == theirs.span:
                return record.id
        return ""

    def _reject(self) -> None:
        stage, record = self.stage, self._current()
        if stage.offering.record(record.id) is not None:
            step = stage.editor.refuse(refusal(record))
        else:
            fragment = next((fragment for _, fragment in record.fragments()), None)
            if fragment is None:
                raise EditError("this record has no words in the text")
            origin = record.origin or stage.other
            refused = Refused(record.layer, fragment.start, fragment.end, fragment.quote, "", origin)
            step = stage.editor.refuse(refused)
        stage.took(step, keep_others=True)
        self._go_now(1, f"{step.title} · {stage.key('app.undo')} undoes · ")
