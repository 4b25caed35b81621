"""Decisions become one step of the gold: records made, changed and removed, groups rejected, references set right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from workbench.core.annotation import Annotations, Decision, Header, Record, Rejected
from workbench.core.codebook import Codebook
from workbench.core.edit import Edit, Step
from workbench.core.identity import new_id
from workbench.review.item import GOLD, Item
from workbench.review.ledger import Entry, Ledger, sources_of
from workbench.review.proposals import unlinked
from workbench.review.translation import GoldOf, Translation, redirected


@dataclass(frozen=True, slots=True)
class Outcome:
    """One record that the gold is to have; ``annotator`` says in whose words its references are, ``gold`` for the gold's."""

    record: Record
    annotator: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an item comes to: the outcomes, none of them where none was right."""

    item: Item
    decision: str
    outcomes: tuple[Outcome, ...]
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Last:
    """The last decision on one item, to be repeated on another."""

    verb: str
    numbers: tuple[int, ...]
    annotators: tuple[str, ...]
    reason: str
    note: str


def decided_in_words(last: Last | None) -> str:
    """What was decided on an item, as its step is called; None where the reviewer made the record."""
    if last is None:
        return "a version of your own is right"
    numbers = ", ".join(map(str, last.numbers))
    if last.verb == "take":
        return f"version {numbers} taken"
    if last.verb == "both":
        return f"versions {numbers} are right" if numbers else "both are right"
    return "none is right" if last.verb == "none" else f"{last.verb}, with the values of version {numbers}"


class Clerk:
    """Writes verdicts down as steps of the gold."""

    def __init__(
        self, translation: Translation, codebook: Codebook, ledger: Ledger, choose: Callable[[str], str]
    ) -> None:
        self.translation = translation
        self._codebook = codebook
        self._ledger = ledger
        self._choose = choose
        self.refused: frozenset[str] = frozenset()
        """Proposed entities that were refused: no gold record gets them."""

    def sources(self, item: Item) -> tuple[str, ...]:
        """Everything an item is decided from: its records, and what its decision named of those who do not take part."""
        there = sources_of(item.records)
        named = [one for record in item.gold if record.decision for one in record.decision.sources]
        named += item.rejected.sources if item.rejected else ()
        return (*there, *dict.fromkeys(one for one in named if not self._ledger.takes_part(one)))

    def step(self, gold: Annotations, verdicts: Sequence[Verdict], title: str, date: str) -> Step:
        """The step that writes these verdicts down."""
        made: dict[str, Record] = {}
        origins: dict[str, tuple[Verdict, Outcome]] = {}
        removed: dict[str, Record] = {}
        moved: dict[str, str] = {}
        instead: dict[str, str] = {}
        taken = set(gold.records)
        for verdict in verdicts:
            free = [record.id for record in verdict.item.gold]
            for outcome in verdict.outcomes:
                prefix = self._codebook.layer(outcome.record.layer).prefix
                gold_id = free.pop(0) if free else new_id(prefix, taken, self._choose)
                taken.add(gold_id)
                origins[gold_id] = verdict, outcome
                moved.update(dict.fromkeys(outcome.sources, gold_id))
            removed.update((one, gold.records[one]) for one in free)
            if verdict.outcomes and free:
                instead.update(dict.fromkeys(free, verdict.item.gold[0].id))
        gone = set(removed)

        def gold_of(source: str) -> str:
            found = moved.get(source) or self._ledger.gold_of(source)
            return "" if found in gone else found

        for gold_id, (verdict, outcome) in origins.items():
            made[gold_id] = self._decided(gold_id, verdict, outcome, gold_of, date)
        made.update(self._set_right(gold, made, removed, moved, gold_of, instead))
        edits = [Edit(gold.records.get(one), record) for one, record in made.items()]
        edits += [Edit(record, None) for record in removed.values()]
        header = self._header(gold.header, verdicts, date)
        changed = (gold.header, header) if header != gold.header else None
        return Step(title, tuple(edit for edit in edits if edit.before != edit.after), changed)

    def removal(self, gold: Annotations, records: Sequence[Record], rejected: Sequence[Rejected], title: str) -> Step:
        """The step that takes decisions back, so that what they were made from is open again."""
        removed = {record.id: record for record in records}
        made = self._set_right(gold, {}, removed, {}, self._ledger.gold_of)
        edits = [Edit(gold.records[one], record) for one, record in made.items()]
        edits += [Edit(record, None) for record in removed.values()]
        kept = tuple(one for one in gold.header.rejected if one not in rejected)
        header = (gold.header, replace(gold.header, rejected=kept)) if kept != gold.header.rejected else None
        return Step(title, tuple(edits), header)

    def _decided(self, gold_id: str, verdict: Verdict, outcome: Outcome, gold_of: GoldOf, date: str) -> Record:
        record = outcome.record
        if outcome.annotator == GOLD:
            record = self.translation.repaired(record, gold_of)
        else:
            record = self.translation.to_gold(outcome.annotator, record, gold_of)
        record = unlinked(record, self.refused, self._codebook)
        decision = Decision(
            outcome.sources, verdict.decision, verdict.reason, date, self._fingerprint(verdict.item, outcome.sources)
        )
        note = verdict.note or (record.note if outcome.annotator == GOLD else "")
        return replace(record, id=gold_id, note=note, flag=False, decision=decision)

    def _fingerprint(self, item: Item, sources: tuple[str, ...]) -> str:
        known = [Entry(one.decision.sources, one.decision.fingerprint) for one in item.gold if one.decision]
        known += [Entry(item.rejected.sources, item.rejected.fingerprint)] if item.rejected else []
        return self._ledger.fingerprint(sources, known)

    def _set_right(
        self,
        gold: Annotations,
        made: Mapping[str, Record],
        removed: Mapping[str, Record],
        moved: Mapping[str, str],
        gold_of: GoldOf,
        instead: Mapping[str, str] = MappingProxyType({}),
    ) -> dict[str, Record]:
        """The gold records whose references change because others are decided, or not decided any more.

        ``instead`` names the record that stands for one that is removed.
        """
        touched: dict[str, Record] = {}
        waiting = {one for source in moved for one in self._ledger.waiting_for(source)} - made.keys() - removed.keys()
        for one in sorted(waiting):
            record = self.translation.repaired(gold.records[one], gold_of)
            if record != gold.records[one]:
                touched[one] = record
        for record in gold.referring_to(removed) if removed else ():
            if record.id not in removed:
                now = touched.get(record.id, made.get(record.id, record))
                touched[record.id] = self.translation.released(redirected(now, instead, self._codebook), removed)
        return touched

    def _header(self, header: Header, verdicts: Sequence[Verdict], date: str) -> Header:
        replaced = {verdict.item.rejected for verdict in verdicts}
        kept = [one for one in header.rejected if one not in replaced]
        for verdict in verdicts:
            if not verdict.outcomes:
                sources = self.sources(verdict.item)
                fingerprint = self._fingerprint(verdict.item, sources)
                kept.append(Rejected(sources, verdict.reason, date, fingerprint, verdict.note))
        return replace(header, rejected=tuple(kept))
