"""All other occurrences of a mention: offered as a list with context, ticked, made as one step."""

from __future__ import annotations

from workbench.core.annotation import Record
from workbench.core.entity import Entity
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage


def propagate(stage: Stage, record: Record) -> None:
    """Offer every other occurrence of a mention and of its entity's names. Raises EditError where there is none."""
    layer = stage.editor.layer(record)
    entity = stage.desk.catalogue.resolve(record.text(layer.entity_slot.name)) if layer.entity_slot else None
    found = _untagged(stage, record, entity)
    here = stage.reader.cursor

    def accept(values: list[object]) -> None:
        spans = [value for value in values if isinstance(value, Span)]
        stage.pop()
        stage.view.show_hits([])
        stage.go_to_span(Span(here, here))
        if spans:
            stage.took(stage.editor.propagate(record.id, spans))

    def cancel() -> None:
        stage.pop()
        stage.view.show_hits([])
        stage.go_to_span(Span(here, here))

    def look(value: object) -> None:
        if isinstance(value, Span):
            stage.view.show_hits([value])
            stage.reader.move(value.start)
            stage.view.moved()

    inside = [_inside_other(stage, span, entity.id if entity is not None else "") for span in found]
    items = [Item(_in_context(stage, span), longer, span) for span, longer in zip(found, inside, strict=True)]
    sheet = ListSheet(f"{len(found)} other occurrences", items, accept, cancel, ticks=True, on_move=look)
    sheet.hint = f"Enter makes those ticked; {stage.key('list.tick')} unticks"
    sheet.ticked = {number for number, longer in enumerate(inside) if not longer}
    stage.push(sheet)


def _untagged(stage: Stage, record: Record, entity: Entity | None) -> list[Span]:
    """Where the words of a record, or a name of its entity, stand and no record of the layer does."""
    layer = stage.editor.layer(record)
    main = layer.main_part
    if main is None or not record.parts.get(main.name):
        raise EditError("this record has no words that could occur elsewhere")
    names = [fragment.quote for fragment in record.parts[main.name]]
    names += list(entity.names) if entity is not None else []
    number = stage.desk.codebook.layers.index(layer)
    found = [
        span
        for span in _occurrences(stage, names)
        if not any(mark.kind.layer == number for mark in stage.view.marks.within(span.start, span.end))
    ]
    if not found:
        raise EditError("no other occurrence that is not tagged yet")
    return found


def _inside_other(stage: Stage, span: Span, entity_id: str) -> str:
    """The longer name of somebody else that an occurrence lies in; "" for none. Such a one is not ticked."""
    window = stage.reader.window(span.start)
    here = span.shift(-window.start)
    for found in stage.desk.scanner.find(window.text):
        if found.span.contains(here) and found.span != here and entity_id not in found.entity_ids:
            return f"inside {window.text[found.span.start : found.span.end]}"
    return ""


def _occurrences(stage: Stage, names: list[str]) -> list[Span]:
    from workbench.linking.scan import occurrences

    text = stage.editor.article.text
    return [
        span.shift(base)
        for base, block in zip(text.starts, text.blocks, strict=True)
        for span in occurrences(block, names)
    ]


def _in_context(stage: Stage, span: Span) -> str:
    text = stage.editor.article.text
    before = " ".join(text.slice(span.start - 18, span.start).split())
    after = " ".join(text.slice(span.end, span.end + 22).split())
    return f"…{before} [{text.slice(span.start, span.end)}] {after}…"
