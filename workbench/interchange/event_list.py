"""A list of records as CSV, one a row, for a spreadsheet, R or pandas.

Every slot of the codebook has a column; a reference or link has two, what it is called and its id. The parts of a record stand
as their words, fragments divided by `` […] ``, and ``start`` and ``end`` are those of the first fragment. A cell that a
spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from workbench.core.annotation import AUTHOR, Annotations, Record, target_kind
from workbench.core.article import Article
from workbench.core.codebook import Codebook, Slot
from workbench.interchange.exchange import Document, ExchangeFormat, File, Given, Loss, Surroundings

BETWEEN = " […] "
"""Stands between the fragments of a discontinuous part."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_HEAD = ("article", "title", "source", "date", "url", "annotator", "layer", "id", "start", "end")
_TAIL = ("note", "flag")
_LOSES = {
    "formula": "a cell that begins with = + - @ gets an apostrophe before it",
    "header": "whether an article is done, what was refused or rejected, how the gold was decided",
}


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """One table, or one for each part of a split."""
    columns = _columns(around.codebook)
    sheets: dict[str, io.StringIO] = {}
    for document in documents:
        part = around.options.split.get(document.article.id, "events")
        if part not in sheets:
            sheets[part] = io.StringIO(newline="")
            csv.writer(sheets[part]).writerow(columns)
        writer = csv.writer(sheets[part])
        for state in document.annotations:
            for layer in around.codebook.layers:
                for record in state.of_layer(layer.name):
                    cells = _row(record, state, document.article, around)
                    writer.writerow([_harmless(cells.get(column, "")) for column in columns])
                    yield from _losses(record, cells, document.article.id, state.header.annotator)
    if not sheets:
        sheets["events"] = io.StringIO(newline="")
        csv.writer(sheets["events"]).writerow(columns)
    for part, sheet in sheets.items():
        yield File(f"{part}.csv", sheet.getvalue().encode("utf-8", "backslashreplace"))


def _columns(codebook: Codebook) -> list[str]:
    found: dict[str, None] = dict.fromkeys(_HEAD)
    for layer in codebook.layers:
        for slot in layer.slots:
            found[_column(slot.name)] = None
            if slot.type in ("reference", "link"):
                found[f"{_column(slot.name)}_id"] = None
    return [*found, *_TAIL]


def _column(slot: str) -> str:
    """The column of a slot; one whose name the first columns use gets a ``slot_`` before it."""
    return f"slot_{slot}" if slot in _HEAD or slot in _TAIL else slot


def _row(record: Record, state: Annotations, article: Article, around: Surroundings) -> dict[str, str]:
    meta = article.meta
    cells = {"article": article.id, "title": meta.title, "source": meta.source, "date": meta.date, "url": meta.url}
    cells |= {"annotator": state.header.annotator, "layer": record.layer, "id": record.id}
    if record.span is not None:
        cells |= {"start": str(record.span.start), "end": str(record.span.end)}
    for slot in around.codebook.layer(record.layer).slots:
        name = _column(slot.name)
        if slot.type == "part":
            cells[name] = BETWEEN.join(one.quote for one in record.parts.get(slot.name, ()))
        elif slot.type == "attribute":
            cells[name] = record.text(slot.name)
        else:
            targets = record.references(slot.name)
            cells[f"{name}_id"] = "; ".join(targets)
            cells[name] = "; ".join(called(target, slot, state, around) for target in targets)
    return cells | {"note": record.note, "flag": "yes" if record.flag else ""}


def called(target: str, slot: Slot, state: Annotations, around: Surroundings) -> str:
    """What a person calls the thing that a reference or link points to."""
    kind, target_id = (slot.to[0], target) if slot.type == "link" else target_kind(target)
    if kind == "entity":
        entity = around.catalogue.resolve(target_id)
        return entity.name if entity else target_id
    if kind == "issue":
        issue = around.codebook.issues_by_id.get(target_id)
        return issue.label if issue else target_id
    if kind == AUTHOR:
        return "the author"
    record = state.records.get(target_id)
    return name_of(record, state, around) if record else target_id


def name_of(record: Record, state: Annotations, around: Surroundings) -> str:
    """What a person calls a record: its entity, else the words of its main part, else its id."""
    layer = around.codebook.layer(record.layer)
    if layer.entity_slot is not None and (entity := around.catalogue.resolve(record.text(layer.entity_slot.name))):
        return entity.name
    main = layer.main_part
    words = [one.quote for one in record.parts.get(main.name, ())] if main else []
    return BETWEEN.join(words) or record.id


def _harmless(cell: str) -> str:
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would compute the cell; a plain number may begin with a sign."""
    return cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell)


def _losses(record: Record, cells: dict[str, str], article: str, annotator: str) -> Iterator[Loss]:
    where = f"{annotator}/{record.id}"
    changed = [name for name, cell in cells.items() if _is_formula(cell)]
    if changed:
        yield Loss(
            article, where, ", ".join(changed), "begins like a formula; an apostrophe stands before it", "formula"
        )
    if record.decision is not None or record.origin:
        yield Loss(article, where, "decision, origin", "has no column", "header")


EXCHANGE = ExchangeFormat(
    "csv",
    "CSV event list",
    (".csv",),
    write=write,
    keeps="a row a record: article, annotator, words, place, every slot with names and ids",
    loses=_LOSES,
)
