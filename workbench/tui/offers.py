"""The keys that the status bar offers: a few for each context, always the live ones."""

from __future__ import annotations

from workbench.keys.commands import CHAINS, make_id
from workbench.keys.portable import label
from workbench.tui.field_sheet import FieldSheet
from workbench.tui.list_sheet import ListSheet
from workbench.tui.stage import Stage

_ON_RECORD = ("record.edit", "record.link", "record.delete", "record.propagate", "record.note")
_ON_OFFER = ("suggestion.accept", "suggestion.accept.all", "suggestion.reject", "suggestion.next")
_MAIN = ("app.help", "app.palette", "app.quit")
_ALWAYS: dict[str, tuple[str, ...]] = {
    "article": _MAIN,
    "pane": _MAIN,
    "review": _MAIN,
    "mark": ("app.help",),
    "network": ("app.help", "network.close"),
    "matrix": ("app.help", "matrix.close"),
    "lesson": ("app.help", "lesson.close"),
}
"""What stands at the right, however narrow the screen is: where help is, and the way out."""

_OFFERED: dict[str, tuple[str, ...]] = {
    "article": ("select.toggle", "app.undo", "search.start", "app.articles"),
    "pane": ("pane.open", "pane.filter", "pane.leave"),
    "review": (
        "item.take.1",
        "item.take.2",
        "item.none",
        "item.both",
        "item.union",
        "item.intersection",
        "item.edit",
        "item.reason",
        "item.agreed",
        "app.undo",
    ),
    "mark": ("mark.accept", "mark.cancel", "select.toggle", "select.grow", "select.shrink"),
    "list": ("list.accept", "list.cancel", "list.tick"),
    "picker": ("list.accept", "list.cancel", "picker.create", "picker.nil", "picker.card", "picker.unlink"),
    "field": ("field.accept", "field.cancel", "field.editor"),
    "dialog": ("dialog.yes", "dialog.no"),
    "reader": ("reader.close", "reader.page.down", "reader.page.up"),
    "network": (
        "network.open",
        "network.view.next",
        "network.save",
    ),
    "figures": ("list.accept", "list.cancel", "figures.articles", "figures.all", "figures.methods"),
    "matrix": ("matrix.open", "matrix.right", "matrix.left", "matrix.down", "matrix.up"),
    "lesson": (
        "lesson.next",
        "lesson.previous",
        "lesson.text",
        "lesson.note",
        "lesson.practice",
        "lesson.notes",
        "lesson.time",
    ),
    "job": ("job.cancel",),
}


class Offers:
    """What can be done now, as (key, title)."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._live: dict[str, dict[str, tuple[str, str]]] = {}

    def now(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The offers of the moment, and those that always stand at the right."""
        stage = self._stage
        context = stage.context
        wanted = _OFFERED.get(context, ())
        if context in ("article", "pane") and stage.current and stage.own(stage.current):
            wanted = _ON_RECORD + wanted if context == "article" else wanted + _ON_RECORD
        if context == "article" and stage.offering.record(stage.current) is not None:
            wanted = _ON_OFFER + wanted
        top = stage.sheets[-1] if stage.sheets else None
        if isinstance(top, ListSheet):
            skipped = top.unoffered if top.ticks else (*top.unoffered, "list.tick")
            wanted = tuple(one for one in wanted if one not in skipped)
        if isinstance(top, FieldSheet) and top.more is None:
            wanted = tuple(one for one in wanted if one != "field.editor")
        wanted = tuple(one for one in wanted if one not in stage.unoffered)
        makes = stage.desk.codebook.layers if context == "article" else ()
        live = dict(self._live_in(context))
        for one, called in top.called.items() if isinstance(top, ListSheet) else ():
            live |= {one: (live[one][0], called)} if one in live else {}
        keys = [live[one] for one in wanted if one in live]
        always = [live[one] for one in _ALWAYS.get(context, ()) if one in live]
        making = [(stage.key(make_id(layer.name)), layer.name) for layer in makes]
        return [*((key, name) for key, name in making if key), *keys], always

    def _live_in(self, context: str) -> dict[str, tuple[str, str]]:
        """Command id → (its key, its title) in a context; found out once."""
        if context not in self._live:
            rows = self._stage.keymap.rows_in(CHAINS[context])
            self._live[context] = {row.command.id: (label(row.keys[0]), row.command.title.lower()) for row in rows}
        return self._live[context]
