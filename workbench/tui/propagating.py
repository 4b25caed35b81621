"""All other occurrences of a mention: offered as a list with context, ticked, made as one step."""

from __future__ import annotations

from workbench.core.annotation import Record
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage


def propagate(stage: Stage, record: Record) -> None:
    """Every other occurrence of the mention and its entity's names, to tick."""
    layer = stage.editor.layer(record)
    main = layer.main_part
    if main is None or not record.parts.get(main.name):
        raise EditError("this record has no words that could occur elsewhere")
    names = [fragment.quote for fragment in record.parts[main.name]]
    entity = stage.desk.catalogue.resolve(record.text(layer.entity_slot.name)) if layer.entity_slot else None
    names += list(entity.names) if entity is not None else []
    taken = [
        fragment.span
        for other in stage.editor.state.records.values()
        if other.layer == layer.name
        for fragment in other.parts.get(main.name, ())
    ]
    found = [span for span in _occurrences(stage, names) if not any(span.overlaps(one) for one in taken)]
    if not found:
        raise EditError("no other occurrence that is not tagged yet")

    def accept(values: list[object]) -> None:
        spans = [value for value in values if isinstance(value, Span)]
        stage.pop()
        if spans:
            step = stage.editor.propagate(record.id, spans)
            stage.took(step)
            stage.go_to(record.id)

    here = stage.reader.cursor

    def cancel() -> None:
        stage.pop()
        stage.go_to_span(Span(here, here))

    def look(value: object) -> None:
        if isinstance(value, Span):
            stage.view.show_hits([value])
            stage.reader.move(value.start)
            stage.view.moved()

    inside = [_inside_other(stage, span, entity.id if entity is not None else "") for span in found]
    items = [Item(_in_context(stage, span), longer, span) for span, longer in zip(found, inside, strict=True)]
    tick = stage.key("list.tick")
    sheet = ListSheet(f"{len(found)} other occurrences", items, accept, cancel, ticks=True, on_move=look)
    sheet.hint = f"Enter makes those ticked; {tick} unticks"
    sheet.ticked = {number for number, longer in enumerate(inside) if not longer}
    stage.push(sheet)


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
