"""What the gold says has been decided, and from which records; kept up to date step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.core.annotation import Annotations, Record, Rejected
from workbench.core.edit import Step
from workbench.review.fingerprint import digest, digests, source_key, split_source


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: the gold record made from its sources, or the sources of which none was right.

    Several gold records, or a gold record and a refusal, are decisions that two reviewers made about the same records.
    """

    sources: tuple[str, ...]
    fingerprint: str
    gold: tuple[Record, ...] = ()
    rejected: Rejected | None = None

    @property
    def twice(self) -> bool:
        """Whether it holds more than one decision."""
        return len(self.gold) + (self.rejected is not None) > 1


def clashing(entries: Sequence[Entry]) -> list[Entry]:
    """Decisions that name the same source are put together into one, which is then made twice; the others stay."""
    found: list[Entry] = []
    for entry in entries:
        same = [one for one in found if not set(one.sources).isdisjoint(entry.sources)]
        found = [one for one in found if one not in same]
        for one in same:
            entry = Entry(
                tuple(dict.fromkeys((*one.sources, *entry.sources))),
                "",
                (*one.gold, *entry.gold),
                one.rejected or entry.rejected,
            )
        found.append(entry)
    return found


class Ledger:
    """The decisions of one gold file, by source."""

    def __init__(
        self, files: Mapping[str, Annotations], gold: Annotations, stand_ins: Callable[[Record], set[str]]
    ) -> None:
        """``stand_ins`` tells the sources whose decision a gold record waits for."""
        self._files = files
        self._stand_ins = stand_ins
        self._waiting: dict[str, set[str]] = {}
        self._entries: dict[str, dict[tuple[str, ...], Entry]] = {}
        self._digests: dict[str, str] = {}
        for record in gold.records.values():
            self._add(record)
        for rejected in gold.header.rejected:
            self._put(self._entry(rejected.sources, rejected=rejected, fingerprint=rejected.fingerprint))

    def record(self, source: str) -> Record | None:
        """The record that a source names, as it is; None where its annotator does not take part or removed it."""
        annotator, record_id = split_source(source)
        state = self._files.get(annotator)
        return state.records.get(record_id) if state else None

    def takes_part(self, source: str) -> bool:
        """Whether the annotator of a source is among the files."""
        return split_source(source)[0] in self._files

    def digest(self, source: str) -> str:
        """The digest of the record that a source names; empty where there is none."""
        if source not in self._digests:
            record = self.record(source)
            self._digests[source] = digest(record) if record else ""
        return self._digests[source]

    def entries(self, source: str) -> list[Entry]:
        """The decisions that this source was part of."""
        return list(self._entries.get(source, {}).values())

    def decided(self, source: str) -> bool:
        """Whether a decision was made from this source."""
        return source in self._entries

    def gold_of(self, source: str) -> str:
        """The id of the gold record that was made from this source; empty where there is none."""
        for entry in self.entries(source):
            if entry.gold:
                return entry.gold[0].id
        return ""

    def waiting_for(self, source: str) -> set[str]:
        """The ids of the gold records that hold a stand-in for this source."""
        return self._waiting.get(source, set())

    def all_entries(self) -> list[Entry]:
        """Every decision, none twice."""
        found = {entry.sources: entry for table in self._entries.values() for entry in table.values()}
        return list(found.values())

    def changed(self, entry: Entry) -> tuple[str, ...]:
        """The sources of a decision whose records are others by now, or gone. An entry without a fingerprint tells nothing."""
        if not entry.fingerprint:
            return ()
        known = digests(entry.fingerprint, entry.sources)
        return tuple(
            source for source in entry.sources if self.takes_part(source) and self.digest(source) != known[source]
        )

    def fingerprint(self, sources: Iterable[str], entries: Iterable[Entry] = ()) -> str:
        """The fingerprint of sources as they are; of those that do not take part, as ``entries`` recorded them."""
        known: dict[str, str] = {}
        for entry in entries:
            known |= digests(entry.fingerprint, entry.sources)
        return ".".join(self.digest(one) if self.takes_part(one) else known.get(one, "") for one in sources)

    def follow(self, step: Step) -> set[str]:
        """Take over a step of the gold; returns the sources whose decisions it touched."""
        touched: set[str] = set()
        if step.header is not None:
            before, after = (dict.fromkeys(header.rejected) for header in step.header)
            for rejected in before.keys() - after.keys():
                self._put(self._entry(rejected.sources, rejected=None))
            for rejected in after:
                if rejected not in before:
                    self._put(self._entry(rejected.sources, rejected=rejected, fingerprint=rejected.fingerprint))
            touched.update(source for rejected in before.keys() ^ after.keys() for source in rejected.sources)
        for edit in step.edits:
            for record in (edit.before, edit.after):
                if record is not None and record.decision is not None:
                    touched.update(record.decision.sources)
            if edit.before is not None:
                self._drop(edit.before)
            if edit.after is not None:
                self._add(edit.after)
        return touched

    def _add(self, record: Record) -> None:
        for source in self._stand_ins(record):
            self._waiting.setdefault(source, set()).add(record.id)
        if record.decision is None:
            return
        there = self._entry(record.decision.sources)
        others = tuple(one for one in there.gold if one.id != record.id)
        self._put(replace(there, fingerprint=record.decision.fingerprint, gold=(*others, record)))

    def _drop(self, record: Record) -> None:
        for source in self._stand_ins(record):
            self._waiting.get(source, set()).discard(record.id)
        if record.decision is None:
            return
        there = self._entry(record.decision.sources)
        self._put(replace(there, gold=tuple(one for one in there.gold if one.id != record.id)))

    def _entry(self, sources: tuple[str, ...], **changes: Any) -> Entry:
        """The decision made from exactly these sources, or an empty one, with changes."""
        there = self._entries.get(sources[0], {}).get(sources) if sources else None
        return replace(there or Entry(sources, ""), **changes)

    def _put(self, entry: Entry) -> None:
        """Keep a decision under each of its sources; one that holds nothing is taken away."""
        for source in entry.sources:
            table = self._entries.setdefault(source, {})
            if entry.gold or entry.rejected:
                table[entry.sources] = entry
            else:
                table.pop(entry.sources, None)
                if not table:
                    del self._entries[source]


def sources_of(records: Mapping[str, Record]) -> tuple[str, ...]:
    """The sources that these records of annotators are."""
    return tuple(source_key(name, record.id) for name, record in records.items())
