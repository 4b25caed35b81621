"""All other occurrences of a mention: offered as a list with context, ticked, made as one step, in other articles too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.core.annotation import Record
from workbench.core.entity import Entity
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.desk.spreading import Sought, Spread
    from workbench.editor.occurring import Occurrence, Occurrences

# What looks for occurrences is imported when somebody asks for them: it costs a start too much.


def propagate(stage: Stage, record: Record) -> None:
    """Offer every other occurrence in the article of a mention and of its entity's names. Raises EditError where there
    is none."""
    from workbench.desk.spreading import Sought

    found = _untagged(stage, record, _wanted(stage, record))
    if not found:
        wider = stage.key("record.propagate.project")
        raise EditError(f"no other occurrence that is not tagged yet · {wider} looks in the whole project")
    _offer(stage, record, found, Sought())


def propagate_in_project(stage: Stage, record: Record) -> None:
    """Offer the occurrences in the whole project; articles that are done are left out."""
    from workbench.desk.spreading import seek

    wanted = _wanted(stage, record)
    session, layer = stage.session, stage.editor.layer(record)
    here = stage.editor.article.id
    stage.say(f"looking through {len(stage.desk.article_ids)} articles …")

    def show(sought: Sought) -> None:
        if stage.session is not session or stage.sheets or stage.own(record.id) is None:
            return
        found = _untagged(stage, record, wanted)
        if found or sought.places:
            _offer(stage, record, found, sought)
        else:
            stage.say(f"no other occurrence that is not tagged yet{_left_out(sought)}")
        for problem in sought.problems:
            stage.say(problem, error=True)

    stage.in_background(lambda: seek(stage.desk, layer, wanted, here), show)


def _wanted(stage: Stage, record: Record) -> Occurrences:
    from workbench.editor.occurring import Occurrences

    layer = stage.editor.layer(record)
    if layer.main_part is None or not record.parts.get(layer.main_part.name):
        raise EditError("this record has no words that could occur elsewhere")
    entity = _entity(stage, record)
    words = [fragment.quote for fragment in record.parts[layer.main_part.name]]
    return Occurrences(words, entity.names if entity is not None else ())


def _entity(stage: Stage, record: Record) -> Entity | None:
    slot = stage.editor.layer(record).entity_slot
    return stage.desk.catalogue.resolve(record.text(slot.name)) if slot is not None else None


def _offer(stage: Stage, record: Record, found: Sequence[Occurrence], sought: Sought) -> None:
    from workbench.desk.spreading import Place, begin, plan

    here = stage.reader.cursor

    def back() -> None:
        stage.pop()
        stage.view.show_hits([])
        stage.go_to_span(Span(here, here))

    def accept(values: list[object]) -> None:
        back()
        spans = [value for value in values if isinstance(value, Span)]
        others = plan(stage.editor.layer(record), record, [value for value in values if isinstance(value, Place)])
        if spans or others:
            stage.took(stage.editor.propagate(record.id, spans, others))
        if others:
            work = begin(stage.desk, others, back=False)
            stage.in_background(work.result, lambda made: _tell(stage, len(spans), made))

    def look(value: object) -> None:
        stage.view.show_hits([value] if isinstance(value, Span) else [])
        if isinstance(value, Span):
            stage.reader.move(value.start)
            stage.view.moved()

    items, ticked = _items(stage, record, found, sought)
    articles = len({one.article for one in sought.places})
    title = f"{len(found)} other occurrence{'s' * (len(found) != 1)}"
    if sought.places:
        title = f"{len(found)} here · {len(sought.places)} in {articles} other article{'s' * (articles > 1)}"
    sheet = ListSheet(title, items, accept, back, ticks=True, on_move=look)
    sheet.hint = f"{stage.key('list.accept')} makes those ticked; {stage.key('list.tick')} unticks"
    sheet.ticked = ticked
    stage.push(sheet)
    if sought.done:
        stage.say(_left_out(sought).removeprefix(" · "))


def _items(stage: Stage, record: Record, found: Sequence[Occurrence], sought: Sought) -> tuple[list[Item], set[int]]:
    """The rows, those of the open article first, and which of them are ticked."""
    from workbench.desk.spreading import in_context

    entity = _entity(stage, record)
    text = stage.editor.article.text
    items: list[Item] = []
    ticked: set[int] = set()
    for one in found:
        longer = _inside_other(stage, one.span, entity.id if entity is not None else "")
        if one.likely and not longer:
            ticked.add(len(items))
        items.append(Item(in_context(text.slice, one.span), longer or one.how, one.span))
    for other in sought.places:
        if other.occurrence.likely:
            ticked.add(len(items))
        items.append(Item(f"{other.article}: {other.context}", other.occurrence.how, other))
    return items, ticked


def _left_out(sought: Sought) -> str:
    return f" · {sought.done} done article{'s' * (sought.done > 1)} left out" if sought.done else ""


def _tell(stage: Stage, here: int, made: Spread) -> None:
    undo = stage.key("app.undo")
    many = f"{made.articles} other article{'s' * (made.articles != 1)}"
    stage.say(f"{here} more made here, {made.records} in {many} · {undo} undoes all of it")
    for problem in made.problems:
        stage.say(problem, error=True)


def follow_elsewhere(stage: Stage, beside: Sequence[str], verb: str) -> None:
    """What a command made in other articles too goes with its step, which was ``undone`` or ``redone`` here."""
    from workbench.desk.spreading import begin

    def tell(made: Spread) -> None:
        many = f"{made.articles} other article{'s' * (made.articles != 1)}"
        stage.say(f"{verb}: {made.records} in {many} too")
        for problem in made.problems:
            stage.say(problem, error=True)

    work = begin(stage.desk, beside, back=verb == "undone")
    stage.in_background(work.result, tell)


def _untagged(stage: Stage, record: Record, wanted: Occurrences) -> list[Occurrence]:
    """Where the mention occurs in the open article and no record of its layer lies."""
    number = stage.desk.codebook.layers.index(stage.editor.layer(record))
    return [
        one
        for one in wanted.find(stage.editor.article.text)
        if not any(mark.kind.layer == number for mark in stage.view.marks.within(one.span.start, one.span.end))
    ]


def _inside_other(stage: Stage, span: Span, entity_id: str) -> str:
    """The longer name of somebody else that an occurrence lies in; "" for none. Such a one is not ticked."""
    window = stage.reader.window(span.start)
    here = span.shift(-window.start)
    for found in stage.desk.scanner.find(window.text):
        if found.span.contains(here) and found.span != here and entity_id not in found.entity_ids:
            return f"inside {window.text[found.span.start : found.span.end]}"
    return ""
