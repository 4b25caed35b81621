"""One document of a DNA database on its way into an article: its text in both countings, and what its notes keep."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

from workbench.core.annotation import Fragment, Record
from workbench.core.article import Article
from workbench.interchange.dna_foreign import Line
from workbench.interchange.dna_notes import Copy, Kept, KeptRecord
from workbench.interchange.dna_tables import DocumentRow
from workbench.interchange.offsets import Offsets


@dataclass(slots=True)
class Opened:
    """See the module's docstring."""

    row: DocumentRow
    article: Article
    copy: Copy
    """The text that the database counts in, and how it became of the article's."""
    kept: Kept | None = None
    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    """Annotator → their records."""
    lines: list[Line] = field(default_factory=list)
    text: str = field(init=False)
    """The article's own text."""
    _offsets: Offsets = field(init=False)
    _by_digest: dict[str, list[KeptRecord]] = field(init=False)
    _by_statement: dict[int, KeptRecord] = field(init=False)

    def __post_init__(self) -> None:
        self.text = str(self.article.text)
        self._offsets = Offsets(self.copy.text, "utf-16")
        self._by_digest, self._by_statement = {}, {}
        for one in self.kept.records if self.kept else ():
            self._by_digest.setdefault(one.digest, []).append(one)
            self._by_statement[one.statement] = one

    def fragment(self, start: int, stop: int) -> Fragment:
        """A stretch of the database as one of the article. Raises ValueError where it is none."""
        begin, end = self._offsets.inward(start), self._offsets.inward(stop)
        if begin >= end:
            raise ValueError(f"the stretch ends at {stop}, not behind its start")
        first, last = self.copy.inward(begin), self.copy.inward(end - 1) + 1
        return Fragment(first, last, self.text[first:last])

    def untouched(self, digest: str, layers: Container[str]) -> tuple[str, Record | None]:
        """The record that the notes keep for a statement that nobody changed, and whose it is."""
        for one in self._by_digest.get(digest, ()):
            if one.id not in self.records.get(one.annotator, {}) and one.layer in layers:
                return one.annotator, one.record(self.text)
        return "", None

    def recoded(self, statement: int, made: Record) -> tuple[str, Record]:
        """A record that was made of a changed statement, with what the notes keep of the one that it was, and whose it is.

        That is its id, its note, flag and origin, its further fragments, and every pointer to a mention of somebody whom
        the statement still names.
        """
        old = self._by_statement.get(statement)
        before = old.record(self.text) if old is not None and old.layer == made.layer else None
        if old is None or before is None or before.id in self.records.get(old.annotator, {}):
            return "", made
        firsts = {name: min(fragments) for name, fragments in before.parts.items() if fragments}
        if any(firsts.get(name) != min(fragments) for name, fragments in made.parts.items()):
            return "", made
        values = dict(made.values)
        linked = self._linked()
        for slot, value in made.values.items():
            pointed = before.values.get(slot)
            if isinstance(pointed, str) and linked.get(pointed) == value:
                values[slot] = pointed
        return old.annotator, replace(before, values=values)

    def _linked(self) -> dict[str, object]:
        """Kept mention → the entity that it is linked to."""
        records = self.kept.records if self.kept else []
        return {one.id: f"entity:{one.values['entity']}" for one in records if "entity" in one.values}

    def without_statement(self, layers: Container[str]) -> None:
        """Records that could be no statement, because they have no place, come back from the notes."""
        for one in self.kept.records if self.kept else ():
            record = one.record(self.text) if not one.statement else None
            if record is not None and record.layer in layers:
                self.records.setdefault(one.annotator, {}).setdefault(record.id, record)

    def unpointed(self) -> None:
        """Pointers to records whose statements were removed in DNA are removed too."""
        kept = {(one.annotator, one.id) for one in self.kept.records} if self.kept else set()
        for annotator, records in self.records.items():
            gone = {record for name, record in kept if name == annotator} - records.keys()
            for record in list(records.values()) if gone else ():
                for slot in record.values:
                    left = tuple(one for one in record.references(slot) if one not in gone)
                    if left != record.references(slot):
                        whole = left if isinstance(record.values[slot], tuple) else "".join(left)
                        records[record.id] = record = record.with_value(slot, whole or None)
