"""A DNA database becomes articles, records, entities and issues.

Persons and organizations become entities, concepts issues; what is there already by id or name is taken. Each coder
becomes an annotator. What ours has no place for goes into the lines that lie beside the articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from workbench.core.annotation import Annotations, Fragment, Header, Record, Status, Value
from workbench.core.article import Metadata
from workbench.core.errors import Problem
from workbench.interchange.dna_foreign import KeptDocument, KeptEntity, KeptStatement, KeptTables, Line, lines_of
from workbench.interchange.dna_layers import (
    AGREEMENT,
    CONCEPT,
    NO,
    NOTE,
    ORGANIZATION,
    PERSON,
    POLARITY,
    SOURCE,
    YES,
    Shape,
    shape_of,
)
from workbench.interchange.dna_nodes import Nodes
from workbench.interchange.dna_notes import (
    Copy,
    copy_of,
    digest,
    document_digest,
    record_digest,
    statement_digest,
    without_kept,
)
from workbench.interchange.dna_opened import Opened
from workbench.interchange.dna_reading import Read
from workbench.interchange.dna_tables import BOOLEAN, INTEGER, SHORT_TEXT, DocumentRow, StatementRow
from workbench.interchange.exchange import Brought, Document, Loss, Surroundings
from workbench.interchange.naming import made_article, steady_id
from workbench.store.project import safe_name

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SIDES = {1: "support", 0: "neutral", -1: "oppose"}


class Bringing:
    """Brings one database in; ``taken`` are the ids of articles that another one brought."""

    def __init__(self, read: Read, data: bytes, where: str, around: Surroundings, taken: set[str]) -> None:
        self._read = read
        self._base = read.base
        self._where = where
        self._codebook = around.codebook
        self._taken = taken
        self._digest = hashlib.sha256(data).hexdigest()[:16]
        self._shapes = self._found_shapes()
        self._nodes = Nodes(self._base, self._shapes, around)
        self._coders = self._annotators()
        self._variables = {one.id: self._base.variables_of(one.id) for one in self._base.types}
        self._labels = {one.id: one.label for one in self._base.types}
        self._values = self._base.entity_values()

    def _found_shapes(self) -> dict[int, Shape]:
        shapes: dict[int, Shape] = {}
        for one in self._base.types:
            prefixes = [shape.layer.prefix for shape in shapes.values()]
            shapes[one.id] = shape_of(one.label, self._base.variables_of(one.id), self._codebook, prefixes)
        return shapes

    def _annotators(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for coder in self._base.coders:
            name, number = safe_name(coder.name), 1
            while name in found.values():
                number += 1
                name = f"{safe_name(coder.name)}-{number}"
            found[coder.id] = name
        return found

    def brought(self) -> Iterator[Brought]:
        """Everything, or what is wrong."""
        yield from self._read.problems
        for what in self._read.dropped:
            yield Loss("", "", "", what, "dna-2")
        for shape in self._shapes.values():
            there = self._codebook.by_name.get(shape.layer.name)
            if there is None or len(there.slots) < len(shape.layer.slots):
                yield shape.layer
        statements: dict[int, list[StatementRow]] = {}
        for statement in self._base.statements:
            statements.setdefault(statement.document, []).append(statement)
        for number, row in enumerate(self._base.documents):
            yield from self._document(row, statements.get(row.id, []), first=not number)
        yield from self._nodes.entities
        yield from self._nodes.issues

    # Documents

    def _document(self, row: DocumentRow, statements: list[StatementRow], *, first: bool) -> Iterator[Brought]:
        opened = self._opened(row)
        if "\r" in row.text:
            what = "carriage returns are left out, as DNA does when it shows a text"
            yield Loss(opened.article.id, "", "text", what, "line-ends")
        opened.lines += self._tables() if first else []
        for statement in statements:
            problem = self._statement(opened, statement)
            if problem is not None:
                yield problem
        opened.without_statement(self._codebook.by_name)
        opened.unpointed()
        meta = opened.article.meta
        plain = row._replace(text="", notes=row.notes if opened.kept is None else without_kept(row.notes)[0])
        opened.lines.append(KeptDocument(self._digest, plain, document_digest(opened.article.id, meta)))
        yield Document(opened.article, tuple(self._annotations(opened)), lines_of(opened.lines))

    def _opened(self, row: DocumentRow) -> Opened:
        text = row.text.replace("\r", "")
        kept = without_kept(row.notes)[1]
        if kept is not None and kept.text == digest(text) and kept.article not in self._taken:
            copy = copy_of(kept, text)
            try:
                article = made_article(kept.article, copy.original(), kept.metadata())
            except ValueError:
                pass
            else:
                self._taken.add(article.id)
                return Opened(row, article, copy, kept)
        meta = Metadata(row.title, row.source, "", row.author, date_of(row.date))
        article = made_article(self._free_id(row), text, meta)
        self._taken.add(article.id)
        return Opened(row, article, Copy(text))

    def _free_id(self, row: DocumentRow) -> str:
        plain = Nodes.slug(row.title) or f"document-{row.id}"
        return plain if plain not in self._taken else f"{plain}-{row.id}"

    def _tables(self) -> list[Line]:
        base = self._base
        tables = KeptTables(
            self._digest, base.settings, base.coders, base.types, base.variables, base.attributes, base.links,
            base.regexes, base.relations,
        )  # fmt: skip
        kept = [
            KeptEntity(self._digest, one, base.attributes_of(one), self._nodes.of.get(one.id, ""))
            for one in base.entities
        ]
        return [tables, *kept]

    def _annotations(self, opened: Opened) -> Iterator[Annotations]:
        files = {name: (status, version) for name, status, version in (opened.kept.files if opened.kept else [])}
        for name in sorted({*opened.records, *files}):
            status, version = files.get(name, ("open", self._codebook.version))
            done: Status = "done" if status == "done" else "open"
            header = Header(opened.article.id, opened.article.sha256, name, done, version)
            yield Annotations(header, opened.records.get(name, {}))

    # Statements

    def _statement(self, opened: Opened, row: StatementRow) -> Problem | None:
        try:
            fragment = opened.fragment(row.start, row.stop)
        except ValueError as error:
            return Problem(self._where, f"{error} (document {row.document})", f"STATEMENTS {row.id}", "Start, Stop")
        values = self._said(row)
        wanted = statement_digest(self._labels[row.type], row.start, row.stop, values)
        annotator, record = opened.untouched(wanted, self._codebook.by_name)
        if record is None:
            annotator = self._coders[row.coder]
            made = self._record(row, values, fragment, opened.records.get(annotator, {}))
            whose, record = opened.recoded(row.id, made)
            annotator = whose or annotator
        opened.records.setdefault(annotator, {})[record.id] = record
        # what came back from the notes holds more than the statement does, and stays there
        same = "" if opened.kept else record_digest(record)
        opened.lines.append(KeptStatement(self._digest, row, annotator, record.id, same, values))
        return None

    def _said(self, row: StatementRow) -> dict[str, int | str]:
        """Variable → value, short texts as they read."""
        found: dict[str, int | str] = {}
        for variable in self._variables[row.type]:
            value = self._base.data.get((row.id, variable.id))
            if variable.data_type == SHORT_TEXT:
                found[variable.name] = self._values.get(value, "") if isinstance(value, int) else ""
            else:
                found[variable.name] = (
                    value if value is not None else 0 if variable.data_type in (BOOLEAN, INTEGER) else ""
                )
        return found

    def _record(
        self, row: StatementRow, values: dict[str, int | str], fragment: Fragment, there: dict[str, Record]
    ) -> Record:
        shape = self._shapes[row.type]
        name = f"{self._labels[row.type]} {row.id}"
        record_id = steady_id(shape.layer.prefix, name, there)
        found: dict[str, Value] = {}
        if shape.form == "stance":
            found |= self._stance(row, values)
        elif shape.form == "claim":
            found |= self._claim(row)
        found |= self._attributes(row, shape, values)
        ordered = {slot.name: found[slot.name] for slot in shape.layer.slots if slot.name in found}
        note = str(values.get(NOTE, "")) if shape.note else ""
        return Record(shape.layer.name, record_id, {shape.part: (fragment,)}, ordered, note)

    def _node(self, row: StatementRow, name: str) -> str:
        variable = next((one.id for one in self._variables[row.type] if one.name == name), 0)
        value = self._base.data.get((row.id, variable))
        return self._nodes.node(value) if isinstance(value, int) else ""

    def _stance(self, row: StatementRow, values: dict[str, int | str]) -> dict[str, Value]:
        person, organization = self._node(row, PERSON), self._node(row, ORGANIZATION)
        found = {"holder": person or organization, "target": self._node(row, CONCEPT)}
        if person:
            found["organization"] = organization
        polarity = str(values.get(POLARITY, ""))
        if not polarity and isinstance(side := values.get(AGREEMENT), int):
            variable = next(one for one in self._variables[row.type] if one.name == AGREEMENT)
            sides = {1: "support", 0: "oppose"} if variable.data_type == BOOLEAN else _SIDES
            polarity = sides.get(max(-1, min(1, side)), "unclear")
        return {slot: value for slot, value in {**found, "polarity": polarity or "unclear"}.items() if value}

    def _claim(self, row: StatementRow) -> dict[str, Value]:
        issue = self._node(row, CONCEPT)
        found = {
            "source": self._node(row, SOURCE),
            "organization": self._node(row, ORGANIZATION),
            "issue": issue.removeprefix("issue:") if issue.startswith("issue:") else "",
        }
        return {slot: value for slot, value in found.items() if value}

    def _attributes(self, row: StatementRow, shape: Shape, values: dict[str, int | str]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        types = {one.name: one.data_type for one in self._variables[row.type]}
        for variable, name in shape.slots.items():
            slot, value = shape.layer.by_name[name], values[variable]
            if slot.type in ("reference", "link"):
                node = self._node(row, variable)
                target = node.partition(":")[2] if slot.type == "link" else node
                if target:
                    found[name] = (target,) if slot.many else target
            elif slot.type == "attribute" and value != "":
                found[name] = (YES if value else NO) if types[variable] == BOOLEAN else value
        return found


def date_of(seconds: int) -> str:
    """Seconds of 1970 UTC as an ISO date, with the time of day where it is not midnight."""
    try:
        found = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return found.date().isoformat() if not seconds % 86400 else found.replace(tzinfo=None).isoformat()
