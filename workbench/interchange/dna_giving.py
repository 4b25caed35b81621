"""Articles and records become a DNA database.

* A stance becomes a DNA Statement: the holder as person or organization, the issue as concept, support and oppose as
  agreement. A stance that is neither becomes a statement of the type Stance, whose agreement is a number.
* A claim becomes a statement of the type Claim, any other record one of a type that is called like its layer.
* A record that came from DNA and is as it was gives the very statement that it came from.
* What a statement cannot hold is kept in the document's notes, and named as a loss.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.moment import moment
from workbench.interchange.dna_foreign import KeptDocument, KeptStatement, Line, read_lines
from workbench.interchange.dna_making import Making, Value
from workbench.interchange.dna_notes import (
    METADATA,
    STAND_IN,
    Copy,
    Kept,
    KeptRecord,
    digest,
    document_digest,
    is_crlf,
    kept_record,
    record_digest,
    statement_digest,
    with_kept,
)
from workbench.interchange.dna_password import SALT, encrypted
from workbench.interchange.dna_saying import Said, Saying
from workbench.interchange.dna_tables import SHORT, SHORT_TEXT, Base, DocumentRow, StatementRow
from workbench.interchange.exchange import Document, Loss, Surroundings
from workbench.interchange.offsets import Offsets

_EPOCH = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a call asked for."""

    password: str
    for_all: bool
    """Whether coders that came with a password of their own get this one too."""
    graded: bool
    """Whether every stance is graded by a number, not only those that are neither for nor against."""


@dataclass(slots=True)
class _Open:
    document: Document
    number: int
    copy: Copy
    offsets: Offsets
    statements: dict[tuple[str, str], KeptStatement]
    kept: list[KeptRecord] = field(default_factory=list)


class Giving:
    """Gives one database; ``losses`` are filled on the way."""

    def __init__(self, documents: Sequence[Document], around: Surroundings, wish: Wish) -> None:
        self._documents = documents
        self._around = around
        self._making = Making(lambda: _kept_password(wish.password), for_all=wish.for_all)
        self._saying = Saying(around, graded=wish.graded)
        self.losses: list[Loss] = []

    def base(self) -> Base:
        """The whole database."""
        lines = {one.article.id: read_lines(one.foreign, one.article.id) for one in self._documents}
        every = [line for found in lines.values() for line in found]
        self._making.adopt(every)
        self._making.begin()
        self._making.ids("documents").reserve(line.row.id for line in every if isinstance(line, KeptDocument))
        self._making.ids("statements").reserve(line.row.id for line in every if isinstance(line, KeptStatement))
        for document in self._documents:
            self._document(document, lines[document.article.id])
        base = self._making.finished()
        self.losses += self._saying.losses
        return base

    # Documents

    def _document(self, document: Document, lines: Sequence[Line]) -> None:
        kept = next((line for line in lines if isinstance(line, KeptDocument)), None)
        statements = {(line.annotator, line.record): line for line in lines if isinstance(line, KeptStatement)}
        number = self._making.ids("documents").take(kept.row.id if kept else 0)
        text = str(document.article.text)
        copy = Copy.of(text)
        opened = _Open(document, number, copy, Offsets(copy.text, "utf-16"), statements)
        for state in document.annotations:
            for layer in self._around.codebook.layers:
                for record in state.of_layer(layer.name):
                    self._record(opened, state, record)
        self._making.base.documents.append(self._row(opened, kept))

    def _row(self, opened: _Open, kept: KeptDocument | None) -> DocumentRow:
        article = opened.document.article
        meta = article.meta
        row = kept.row if kept else DocumentRow(0, "", "", 0)
        coder = self._making.coder_of.get((kept.base, kept.row.coder)) if kept else None
        if coder is None:
            names = [state.header.annotator for state in opened.document.annotations]
            coder = self._making.coder(names[0]) if names else self._making.base.coders[0].id
        row = row._replace(id=opened.number, text=opened.copy.text, coder=coder)
        same = kept is not None and kept.digest == document_digest(article.id, meta)
        if not same:
            row = row._replace(
                title=self._cut(article.id, "title", article.title),
                author=self._cut(article.id, "author", meta.author),
                source=self._cut(article.id, "source", meta.source),
                date=self._seconds(article.id, meta.date),
            )
        self._changed_text(article.id, opened.copy)
        open_files = [state.header for state in opened.document.annotations if state.header.status != "open"]
        changed = opened.kept or open_files or opened.copy.returns or opened.copy.wide or meta.split
        if same and not changed:
            return row
        return row._replace(notes=with_kept(row.notes, self._kept(opened)))

    def _kept(self, opened: _Open) -> Kept:
        article, copy = opened.document.article, opened.copy
        crlf = is_crlf(copy)
        heads = [state.header for state in opened.document.annotations]
        return Kept(
            article.id,
            digest(copy.text),
            {name: value for name in METADATA if (value := str(getattr(article.meta, name)))},
            crlf,
            [] if crlf else list(copy.returns),
            list(copy.wide),
            [(head.annotator, head.status, head.codebook) for head in heads],
            opened.kept,
        )

    def _changed_text(self, article: str, copy: Copy) -> None:
        if copy.returns:
            what = f"{len(copy.returns)} carriage returns are left out of the copy that DNA gets, and kept in its notes"
            self.losses.append(Loss(article, "", "text", what, "line-ends"))
        if copy.wide:
            chars = "".join(dict.fromkeys(char for _, char in copy.wide))
            what = f"{len(copy.wide)} characters ({chars}) stand as {STAND_IN} in DNA's copy, and are kept in its notes"
            self.losses.append(Loss(article, "", "text", what, "characters"))

    def _cut(self, article: str, key: str, text: str) -> str:
        plain = Copy.of(text).text
        if len(plain) > SHORT:
            what = f"is cut after {SHORT} characters, and kept whole in the document's notes"
            self.losses.append(Loss(article, "", key, what, "long"))
        return plain[:SHORT]

    def _seconds(self, article: str, date: str) -> int:
        found = moment(date)
        if found is None:
            what = f"“{date}” is no date" if date else "is not known"
            self.losses.append(Loss(article, "", "date", f"{what}; DNA gets {_EPOCH}", "date"))
            return 0
        start = moment(_EPOCH)
        return int((found - start).total_seconds()) if start else 0

    # Records

    def _record(self, opened: _Open, state: Annotations, record: Record) -> None:
        annotator = state.header.annotator
        kept = opened.statements.get((annotator, record.id))
        if kept is not None and kept.digest == record_digest(record) and self._unchanged(opened, kept, annotator):
            return
        place = self._place(opened, state, record)
        if place is None:
            what = "has no place in the text, so DNA gets no statement; it is kept in the document's notes"
            self.losses.append(Loss(opened.document.article.id, f"{annotator}/{record.id}", "", what, "place"))
            opened.kept.append(kept_record(record, annotator, 0, ""))
            return
        label = self._making.type_of.get((kept.base, kept.row.type), "") if kept else ""
        said = self._saying.said(opened.document, state, record, label, self._making)
        row = StatementRow(
            self._making.ids("statements").take(kept.row.id if kept else 0),
            self._making.type(said.label),
            opened.number,
            *place,
            self._making.coder(annotator) if kept is None else self._coder(kept, annotator),
        )
        self._making.base.statements.append(row)
        values = self._written(row, said)
        opened.kept.append(
            kept_record(record, annotator, row.id, statement_digest(said.label, row.start, row.stop, values))
        )

    def _coder(self, kept: KeptStatement, annotator: str) -> int:
        return self._making.coder_of.get((kept.base, kept.row.coder)) or self._making.coder(annotator)

    def _unchanged(self, opened: _Open, kept: KeptStatement, annotator: str) -> bool:
        """Whether the statement that a record came from could be given again as it was."""
        label = self._making.type_of.get((kept.base, kept.row.type))
        if label is None:
            return False
        variables = self._making.variables_of(label)
        if not kept.values.keys() <= variables.keys():
            return False
        number = self._making.ids("statements").take(kept.row.id)
        coder = self._coder(kept, annotator)
        row = kept.row._replace(id=number, type=self._making.type(label), document=opened.number, coder=coder)
        self._making.base.statements.append(row)
        for name, value in kept.values.items():
            variable = variables[name]
            if variable.data_type == SHORT_TEXT:
                value = self._making.entity(variable, Value(str(value))).id
            self._making.base.data[number, variable.id] = value
        return True

    def _place(self, opened: _Open, state: Annotations, record: Record) -> tuple[int, int] | None:
        """Where the statement begins and ends, in DNA's units: the first fragment of the main part, else of any."""
        layer = self._around.codebook.layer(record.layer)
        fragments: tuple[Fragment, ...] = record.parts.get(layer.main_part.name, ()) if layer.main_part else ()
        found = min(fragments, default=None) or record.span or state.place(record)
        if found is None:
            return None
        start, stop = opened.copy.outward(found.start), opened.copy.outward(found.end)
        return (opened.offsets.outward(start), opened.offsets.outward(stop)) if start < stop else None

    def _written(self, row: StatementRow, said: Said) -> Mapping[str, object]:
        """Put a statement's values into the tables; the values as they read."""
        written: dict[str, object] = {}
        for name, data_type, value, names in said.values:
            variable = self._making.variable(
                said.label, name, data_type, linked=isinstance(value, Value) and bool(value.node)
            )
            if isinstance(value, Value):
                entity = self._making.entity(variable, value, names=names)
                self._making.base.data[row.id, variable.id] = entity.id
                written[name] = entity.value
            else:
                self._making.base.data[row.id, variable.id] = value
                written[name] = value
        self._hang(said)
        return written

    def _hang(self, said: Said) -> None:
        """Issues lie below the wider ones."""
        for name, line in said.above:
            variable = self._making.variables_of(said.label)[name]
            rows = [self._making.entity(variable, value) for value in line]
            for child, parent in pairwise(rows):
                self._making.child(child.id, parent.id)


@lru_cache(maxsize=4)
def _kept_password(password: str) -> str:
    """The password as the database keeps it. It takes a tenth of a second, so one salt serves for all coders of a run."""
    return encrypted(password, secrets.token_bytes(SALT))


def split_documents(documents: Sequence[Document], split: Mapping[str, str]) -> Iterator[tuple[str, list[Document]]]:
    """The documents by part of the split; one nameless part where nothing is split."""
    parts: dict[str, list[Document]] = {}
    for one in documents:
        parts.setdefault(split.get(one.article.id, ""), []).append(one)
    yield from parts.items()
