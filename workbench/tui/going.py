"""From a figure back to the article: the records of an item brought into view, for a coder and for a reviewer."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.errors import EditError
from workbench.review.scene import Item
from workbench.tui.review_stage import ReviewStage
from workbench.tui.stage import Stage

Open = Callable[[str], None]
"""Leaves this article for another one."""


def go_coding(stage: Stage, item: Item, open_article: Open) -> None:
    """Show the work of the first other annotator over the article, with the cursor on one's own record, else on theirs."""
    _turn_to(stage, item, open_article)
    me = stage.desk.person.name
    own = next((one for name, one in item.records if name == me and stage.own(one) is not None), "")
    other, theirs = next(((name, one) for name, one in item.records if name != me), ("", ""))
    if other and other != stage.other:
        stage.lay_over(other)
        stage.relist()
    if stage.record(own or theirs) is None:
        raise EditError(f"{item.article}: the record is gone")
    stage.go_to(own or theirs)
    stage.say(f"{stage.key('app.agreement')} goes back to the figures" + (f" · {other} is shown" if other else ""))


def go_reviewing(stage: ReviewStage, item: Item, open_article: Open) -> None:
    """Make it the current item where it is open; else put the cursor where the first of its records stands."""
    _turn_to(stage, item, open_article)
    back = f"{stage.key('app.agreement')} goes back to the figures"
    wanted = set(item.records)
    for one in stage.review.items:
        if wanted & {(name, record.id) for name, record in one.records.items()}:
            stage.review.go(one.key)
            stage.restand()
            stage.go_to_item()
            stage.say(f"item {stage.review.position[0]} of {stage.review.position[1]} · {back}")
            return
    for name, record_id in item.records:
        state = stage.gold.files.get(name)
        record = state.records.get(record_id) if state is not None else None
        place = state.place(record) if state is not None and record is not None else None
        if place is not None:
            stage.go_to_span(place)
            stage.say(f"decided, or not among the items shown · {back}")
            return
    raise EditError(f"{item.article}: the records are gone, or their files cannot take part")


def _turn_to(stage: Stage, item: Item, open_article: Open) -> None:
    if stage.editor.article.id == item.article:
        return
    if item.article not in stage.desk.article_ids:
        raise EditError(f"there is no article “{item.article}” here")
    open_article(item.article)
