"""An entity's card on the screen: what is known of it, then its mentions; one key goes to the article of a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core.entity import NIL
from workbench.core.errors import EditError
from workbench.tui.list_sheet import Item, ListSheet
from workbench.tui.sheet import wrapped
from workbench.tui.stage import Stage

if TYPE_CHECKING:
    from workbench.desk.card import Mentions, Pointing

_MEASURE = 30
"""What is known is broken into lines of so many cells, which fit beside the text; below it there may be more room."""

_LABELLED = 14
"""The cells of a row that its label and its edges take."""


def show_card_of_current(stage: Stage) -> None:
    """Show the card of the entity that the current record is linked to. Raises EditError where there is none."""
    record = stage.record(stage.current)
    if record is None:
        raise EditError(f"no record here; {stage.key('record.next')} goes to the next one")
    slot = stage.editor.layer(record).entity_slot
    entity_id = record.text(slot.name) if slot is not None else ""
    if entity_id in ("", NIL):
        raise EditError("this record is linked to no entity")
    show_card(stage, entity_id)


def show_card(stage: Stage, entity_id: str) -> None:
    """Show the card of an entity; its mentions follow as soon as they are gathered."""
    from workbench.desk.card import card_lines, mentions

    entity = stage.desk.catalogue.resolve(entity_id)
    if entity is None:
        raise EditError(f"there is no entity “{entity_id}” in the catalogue")
    measure = _MEASURE if stage.wide else max(_MEASURE, stage.status.size.width - _LABELLED)
    known = [
        Item(f"{what if number == 0 else '':<9}{part}", "", None, "dim" if what in ("id", "from") else "text")
        for what, text in card_lines(stage.desk, entity)
        for number, part in enumerate(wrapped(text, measure))
    ]
    waiting = Item("gathering its mentions …", "", None, "dim")
    sheet = ListSheet(entity.name, [*known, waiting], lambda values: _go(stage, values[0]), stage.pop)
    sheet.hint = f"{stage.key('list.accept')} goes to a mention"
    stage.push(sheet)

    def show(found: Mentions) -> None:
        sheet.items = [*known, *_rows(found)]
        sheet.title = f"{entity.name} · {_count(found)}"
        sheet.refreshed()
        if any(one is sheet for one in stage.sheets):
            stage.repaint_sheet()

    _save_first(stage)
    stage.in_background(lambda: mentions(stage.desk, entity.id), show)


def _save_first(stage: Stage) -> None:
    """What is on the screen counts too: it is read from the file like everybody's."""
    if not stage.session.saved and not stage.session.conflicts:
        stage.session.save()


def _count(found: Mentions) -> str:
    if not found.found:
        return "no record points to it yet"
    articles = len({one.article for one in found.found})
    return f"{len(found.found)} record{'s' * (len(found.found) != 1)} in {articles} article{'s' * (articles != 1)}"


def _rows(found: Mentions) -> list[Item]:
    rows = [Item(_count(found), "", None, "title")]
    rows += [Item(f"{one.article} {one.annotator}: {one.context}", one.layer, one) for one in found.found]
    return [*rows, *(Item(problem, "", None, "error") for problem in found.problems)]


def _go(stage: Stage, value: object) -> None:
    """Go to the article of a mention; whatever lies over the text is left."""
    from workbench.desk.card import Pointing

    if not isinstance(value, Pointing):
        raise EditError("this row is no mention; those that there are stand below what is known")
    while stage.sheets:
        stage.pop()
    if value.article != stage.editor.article.id:
        stage.open_article(value.article)
    stage.go_to_span(value.span)
    _point(stage, value)
    whose = "" if value.annotator == stage.desk.person.name else f" · {value.annotator}’s {value.layer}"
    stage.say(f"{value.article}{whose}")


def _point(stage: Stage, value: Pointing) -> None:
    if value.annotator == stage.desk.person.name and stage.own(value.record) is not None:
        stage.point(value.record)
