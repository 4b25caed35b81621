"""What is open: the items that no decision covers, and those whose decision no longer fits the records.

A record of an annotator is decided where a gold record, or a group of which none was right, names it as a source. A group
without a decided record is one open item. A record that joins a group with a decision opens that decision again, with the
gold as one more version, unless the decision has a record of the same annotator already: then it is an item of its own. A
decision whose sources changed since is open too, and so are two decisions about the same record, which come about where git
puts the work of two reviewers together. That an annotator who came later has no record there opens nothing.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook
from workbench.review.alignment import Alignment, Group
from workbench.review.disagreement import Comparison, Disagreement
from workbench.review.fingerprint import digest, source_key, split_source
from workbench.review.item import GOLD, Item, Status, Version
from workbench.review.ledger import Entry, Ledger, clashing, sources_of


class Agenda:
    """The open items of one review, brought up to date around what a step touched."""

    def __init__(
        self, alignment: Alignment, ledger: Ledger, codebook: Codebook, gold: Annotations, blind: int | None = None
    ) -> None:
        self.items: dict[str, Item] = {}
        self._alignment = alignment
        self._ledger = ledger
        self._codebook = codebook
        self._blind = blind
        self._rank = {layer.name: number for number, layer in enumerate(codebook.layers)}
        self._states = dict(alignment.files)
        self._among = Comparison(alignment, codebook)
        self._with_gold = self._among
        self._keys: dict[str, set[str]] = {}
        sources = {source for group in alignment.groups for source in sources_of(group.records)}
        self.refresh(sources | {one for entry in ledger.all_entries() for one in entry.sources}, gold)

    def refresh(self, sources: Iterable[str], gold: Annotations) -> list[str]:
        """Bring up to date all items that hang together with these sources; returns the keys of those that are open."""
        self._with_gold = Comparison(
            self._alignment, self._codebook, beside={GOLD: gold}, home=lambda name, one: self._home(name, one, gold)
        )
        seen: set[str] = set()
        clusters: list[tuple[set[str], list[Group], list[Entry]]] = []
        for source in sorted(sources):
            if source not in seen:
                clusters.append(self._cluster(source))
                seen |= clusters[-1][0]
        for key in {key for one in seen for key in self._keys.pop(one, ())}:
            self.items.pop(key, None)  # before any is added: what hung together may have come apart
        opened: list[str] = []
        for cluster, groups, entries in clusters:
            for item in self._items(groups, entries):
                self.items[item.key] = item
                opened.append(item.key)
                for one in cluster:
                    self._keys.setdefault(one, set()).add(item.key)
        return opened

    def _home(self, name: str, record_id: str, gold: Annotations) -> Group | None:
        """The group of a record; of a gold record, that of its sources; of a stand-in in the gold, that of what it names."""
        if name != GOLD:
            return self._alignment.home(name, record_id)
        record = gold.records.get(record_id)
        sources = record.decision.sources if record and record.decision else (record_id,)
        found = (self._alignment.home(*split_source(source)) for source in sources)
        return next((group for group in found if group is not None), None)

    def _cluster(self, source: str) -> tuple[set[str], list[Group], list[Entry]]:
        """What hangs together with a source by groups and decisions."""
        seen = {source}
        waiting = [source]
        groups: dict[int, Group] = {}
        entries: dict[tuple[str, ...], Entry] = {}
        while waiting:
            one = waiting.pop()
            near: set[str] = set()
            group = self._alignment.home(*split_source(one))
            if group is not None and id(group) not in groups:
                groups[id(group)] = group
                near.update(sources_of(group.records))
            for entry in self._ledger.entries(one):
                if entry.sources not in entries:
                    entries[entry.sources] = entry
                    near.update(entry.sources)
            waiting += near - seen
            seen |= near
        return seen, list(groups.values()), sorted(entries.values(), key=lambda entry: entry.sources)

    def _items(self, groups: list[Group], entries: list[Entry]) -> Iterable[Item]:
        if not entries:
            yield from (self._open_item(group, group.records) for group in groups)
            return
        entries = clashing(entries)
        present = {entry.sources: self._present(entry) for entry in entries}
        added: dict[tuple[str, ...], dict[str, Record]] = {entry.sources: {} for entry in entries}
        for group in groups:
            left: dict[str, Record] = {}
            shares = {
                key: sum(group.records.get(name) is one for name, one in there.items())
                for key, there in present.items()
            }
            best = max(shares, key=lambda key: shares[key])
            for name, record in group.records.items():
                if self._ledger.decided(source_key(name, record.id)):
                    continue
                if shares[best] and name not in present[best] and name not in added[best]:
                    added[best][name] = record
                else:
                    left[name] = record
            if left:
                yield self._open_item(group, left)
        for entry in entries:
            changed = self._ledger.changed(entry)
            if (changed or added[entry.sources] or entry.twice) and (
                item := self._again(entry, added[entry.sources], changed)
            ):
                yield item

    def _present(self, entry: Entry) -> dict[str, Record]:
        """The records that a decision was made from and that are still there, by annotator."""
        found: dict[str, Record] = {}
        for source in entry.sources:
            record = self._ledger.record(source)
            if record is not None:
                found.setdefault(split_source(source)[0], record)
        return found

    def _open_item(self, group: Group, records: Mapping[str, Record]) -> Item:
        if len(records) < len(group.records):
            group = Group(group.layer, dict(records), group.cost)
        found = self._among.disagreements(group)
        return self._item(group, records, found, Entry((), ""), ())

    def _again(self, entry: Entry, added: Mapping[str, Record], changed: tuple[str, ...]) -> Item | None:
        """The item of a decision that was made before."""
        records = {**self._present(entry), **added}
        if not records and not entry.gold:
            return None
        layer = next(iter((*records.values(), *entry.gold))).layer
        touched = {split_source(source)[0] for source in changed} | added.keys()
        fresh = {name: record for name, record in records.items() if name in touched}
        found: tuple[Disagreement, ...] = ()
        if entry.gold and fresh:
            found = self._with_gold.differences({GOLD: entry.gold[0], **fresh})
        elif len(records) > 1:
            found = self._with_gold.differences(records)
        return self._item(Group(layer, records), records, found, entry, changed)

    def _item(
        self,
        group: Group,
        records: Mapping[str, Record],
        found: tuple[Disagreement, ...],
        entry: Entry,
        changed: tuple[str, ...],
    ) -> Item:
        key = "+".join(sources_of(records)) or f"{GOLD}/{entry.gold[0].id}"
        status: Status = "open" if not entry.sources else "changed" if changed else "added"
        status = "twice" if entry.twice else status
        home = next((self._alignment.home(name, record.id) for name, record in records.items()), None) or group
        return Item(
            key,
            group.layer,
            status,
            dict(records),
            self._versions(key, records, entry, one_version=not entry.sources and not found and len(records) > 0),
            found,
            self._contest(home),
            (*self._place(records, entry), self._rank[group.layer]),
            entry.gold,
            entry.rejected,
            changed,
        )

    def _versions(
        self, key: str, records: Mapping[str, Record], entry: Entry, *, one_version: bool
    ) -> tuple[Version, ...]:
        if one_version:
            return (Version(tuple(records), next(iter(records.values()))),)
        different = {digest(record): record for record in reversed(entry.gold)}
        versions = [Version((GOLD,), record) for record in reversed(different.values())]
        for name, record in records.items():
            for number, version in enumerate(versions):
                if not self._with_gold.differences({version.annotators[0]: version.record, name: record}):
                    versions[number] = Version((*version.annotators, name), version.record)
                    break
            else:
                versions.append(Version((name,), record))
        if self._blind is not None:
            versions.sort(key=lambda version: (not version.of_gold, self._shuffled(key, version)))
        return tuple(versions)

    def _shuffled(self, key: str, version: Version) -> str:
        return hashlib.sha256(f"{self._blind} {key} {version.annotators[0]}".encode()).hexdigest()

    def _contest(self, group: Group) -> float:
        everybody = len(self._states)
        pairs, present = everybody * (everybody - 1) / 2, len(group.records) * (len(group.records) - 1) / 2
        return (group.cost * present + pairs - present) / pairs if pairs else 0.0

    def _place(self, records: Mapping[str, Record], entry: Entry) -> tuple[int, int]:
        spans = [self._states[name].place(record) for name, record in records.items()]
        spans += [record.span for record in entry.gold if not records]
        return min(((span.start, span.end) for span in spans if span), default=(sys.maxsize, sys.maxsize))
