"""The Textual application: puts widgets, stage, commands and writer together."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from collections.abc import Coroutine, Iterable
from typing import Any

from rich.console import RenderableType
from rich.text import Text as RichText
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from workbench.core.errors import EditError, WorkbenchError
from workbench.desk.crash import write_crash
from workbench.desk.desk import Desk
from workbench.desk.outside import edit_outside
from workbench.keys.commands import CHAINS, make_id, pane_id
from workbench.keys.portable import label
from workbench.tui.article_view import ArticleView
from workbench.tui.bars import Detail, StatusBar, TitleBar
from workbench.tui.canvas import Canvas
from workbench.tui.caret import Caret
from workbench.tui.conflict_sheet import conflict_sheet
from workbench.tui.field_sheet import DialogSheet
from workbench.tui.list_sheet import ListSheet
from workbench.tui.moving import Command, Moving
from workbench.tui.output import CellOutput
from workbench.tui.overview import Overview
from workbench.tui.palette import PALETTES
from workbench.tui.pane import Pane
from workbench.tui.recording import Recording
from workbench.tui.routing import Router
from workbench.tui.sheet import SheetView
from workbench.tui.stage import Stage
from workbench.tui.suggesting import Suggesting
from workbench.tui.writer import Writer

WIDE = 100
"""From this many columns on, a sheet lies beside the text; below, under it."""

TALL = 30
"""From this many rows on, all panes are visible at once."""


class WorkbenchApp(App[None], inherit_bindings=False):
    """One project, one person, one article at a time."""

    CSS_PATH = "workbench.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, desk: Desk, article_id: str = "", *, theme_name: str = "terminal") -> None:
        super().__init__(ansi_color=True)
        self.desk = desk
        self.palette_name = theme_name
        keymap, self._key_problems = desk.keymap()
        self.stage = Stage(desk, keymap, self._changed)
        self.caret = Caret(self, self._forget_screen)
        self.writer = Writer(lambda: self.stage.session, self._saved)
        self._wanted = article_id
        self._held = True
        plain = os.environ.get("WORKBENCH_PLAIN_OUTPUT", "") not in ("", "0")
        self._output = None if plain else CellOutput(self.console._color_system)
        self._tasks: set[asyncio.Task[None]] = set()
        self._offers: dict[str, dict[str, tuple[str, str]]] = {}
        self.moving = Moving(self.stage)
        self.recording = Recording(self.stage, self._edit_outside)
        self.overview = Overview(self.stage, self._run, self._leave_article)
        self.suggesting = Suggesting(self.stage)
        self.router = Router(self.stage, self._commands(), self._offer)

    # Commands

    def _commands(self) -> dict[str, Command]:
        table: dict[str, Command] = {
            "app.save": lambda _: self._save_now(),
            "app.quit": lambda _: self._quit(),
            "app.theme": lambda _: self._next_theme(),
            "app.redraw": lambda _: self.caret.redraw(),
            "app.suspend": lambda _: self.action_suspend_process(),
        }
        for number, layer in enumerate(self.desk.codebook.layers):
            table[pane_id(layer.name)] = lambda _, number=number: self.moving.focus(number)  # type: ignore[misc]
        for group in (self.moving, self.recording, self.overview, self.suggesting):
            table |= group.commands()
        return table

    def _run(self, command_id: str) -> None:
        self.router.run(command_id)

    # Building

    def compose(self) -> ComposeResult:
        """Title, article beside panes and detail, a sheet when one is open, status."""
        stage = self.stage
        stage.title = TitleBar(id="title")
        stage.view = ArticleView(self.desk.codebook, on_caret=self.caret.put, id="article")
        stage.detail = Detail(id="detail")
        stage.sheet_view = SheetView(id="sheet", on_caret=self.caret.put)
        stage.status = StatusBar(id="status")
        stage.panes = [self._pane(number) for number in range(len(self.desk.codebook.layers))]
        stage.on_sheets = self._arrange
        yield stage.title
        with Horizontal(id="body"):
            yield stage.view
            with Vertical(id="side"):
                yield from stage.panes
                yield stage.detail
            yield stage.sheet_view
        yield stage.status

    def _pane(self, number: int) -> Pane:
        layer = self.desk.codebook.layers[number]
        pane = Pane(id=f"pane-{number}")
        pane.title = layer.label
        pane.key = self.stage.key(pane_id(layer.name))
        pane.make_key = self.stage.key(make_id(layer.name))
        pane.add_class("pane")
        return pane

    def on_mount(self) -> None:
        """Open the article, start the writer, take the signals."""
        self._take_palette()
        self._arrange()
        self.stage.open(self._wanted)
        for problem in self._key_problems:
            self.stage.log.append(str(problem))
        if self._key_problems:
            self.stage.say(f"keymap: {self._key_problems[0]} (+{len(self._key_problems) - 1})", error=True)
        focus = int(self.stage.place.focus or -1)
        if 0 <= focus < len(self.stage.panes) and not self.stage.others:
            self.moving.focus(focus)
        self._spawn(self.writer.run())
        self.stage.on_conflict = self._conflict
        self._conflict()
        self._take_signals()
        self.app_resume_signal.subscribe(self, lambda _: self.caret.redraw())
        self._offer()
        self.call_after_refresh(self._first_page)

    def _first_page(self) -> None:
        """The widgets have their sizes: let the first whole frame through."""
        if not self.stage.view.size.width:
            self.call_after_refresh(self._first_page)
            return
        self._held = False
        self.screen.refresh()
        self.caret.show()
        self.set_timer(0.05, self.stage.warm)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """One frame: the output stage sends what changed, or Textual sends it all.

        Frames painted before the widgets have their sizes are dropped: they would only flicker and fill the line.
        """
        update = None if self._held or self._batch_count else renderable
        if not isinstance(update, CompositorUpdate) or self._output is None or self.is_headless or not self._running:
            super()._display(screen, update)
            return
        if not self._output.take(update, (self.size.width, self.size.height)):
            super()._display(screen, update)
            return
        try:
            if sequence := self._output.changes():
                self._begin_update()
                self.caret.write(sequence)
                self.caret.settle(moved=True)
                self._end_update()
            else:
                self.caret.settle()
        finally:
            self.post_display_hook()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside the keys; an error in it ends the program like any other."""

        async def guarded() -> None:
            try:
                await work
            except Exception as error:  # noqa: BLE001
                self._handle_exception(error)

        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _forget_screen(self) -> None:
        """The terminal shows something else than what was sent."""
        if self._output is not None:
            self._output.forget()

    def _fatal_error(self) -> None:
        """An error of the program itself: what was shown is in the journal; the details go into a file."""
        if self.is_headless:
            super()._fatal_error()
            return
        said = write_crash(traceback.format_exc())
        self._exit_renderables.append(RichText(f"workbench: {said}"))
        self._close_messages_no_wait()

    def _take_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None and sys.platform != "win32" and not self.is_headless:
                loop.add_signal_handler(number, self._hung_up)

    def _hung_up(self) -> None:
        """The connection or the session ends: save and go."""
        self._end_quietly()
        self.exit(return_code=0)

    def _end_quietly(self) -> None:
        try:
            self.stage.session.save()
        except WorkbenchError as error:
            self.stage.log.append(str(error))
        self.stage.remember_place()
        self.stage.session.close()

    # Layout

    def on_resize(self, _: events.Resize) -> None:
        """The terminal has another size."""
        self._arrange()
        self.call_after_refresh(self.stage.repaint_sheet)

    def _arrange(self) -> None:
        """Show what fits: all panes or one, the sheet over the panes or under the text."""
        stage = self.stage
        stage.wide, tall = self.size.width >= WIDE, self.size.height >= TALL
        sheet = bool(stage.sheets)
        stage.sheet_view.display = sheet and not stage.sheet_view.over
        tabs = tuple((pane.title, pane.key, number == stage.pane_shown) for number, pane in enumerate(stage.panes))
        for number, pane in enumerate(stage.panes):
            pane.display = tall or number == stage.pane_shown
            if pane.tabs != (() if tall else tabs):
                pane.tabs = () if tall else tabs
                pane.refresh()
        if not stage.wide:
            self.call_after_refresh(stage.follow if sheet and not stage.marking else stage.view.reveal)
        else:
            stage.follow()
        self._offer()

    def _take_palette(self) -> None:
        palette = PALETTES[self.palette_name]
        self.screen.styles.background = palette.ground or "ansi_default"
        self._walk_palette(self.screen.walk_children(Canvas))

    def _walk_palette(self, widgets: Iterable[Canvas]) -> None:
        for widget in widgets:
            widget.take_palette(PALETTES[self.palette_name])
        self.stage.view.repaint()

    def _next_theme(self) -> None:
        names = list(PALETTES)
        self.palette_name = names[(names.index(self.palette_name) + 1) % len(names)]
        self.stage.place.theme = self.palette_name
        self._take_palette()
        self.stage.say(f"theme {self.palette_name}")

    def _offer(self) -> None:
        """The keys of the moment, in the status bar."""
        stage = self.stage
        wanted = _OFFERED.get(stage.context, ())
        if stage.context == "article" and stage.current and stage.own(stage.current):
            wanted = _ON_RECORD + wanted
        if stage.sheets and isinstance(stage.sheets[-1], ListSheet) and not stage.sheets[-1].ticks:
            wanted = tuple(one for one in wanted if one != "list.tick")
        makes = self.desk.codebook.layers if stage.context == "article" else ()
        live = self._live_in(stage.context)
        keys = [(live[one][0], live[one][1]) for one in wanted if one in live]
        stage.status.offer([*((stage.key(make_id(layer.name)), layer.name) for layer in makes), *keys])

    def _live_in(self, context: str) -> dict[str, tuple[str, str]]:
        """Command id → (its key, its title) in a context; found out once."""
        if context not in self._offers:
            rows = self.stage.keymap.rows_in(CHAINS[context])
            self._offers[context] = {row.command.id: (label(row.keys[0]), row.command.title.lower()) for row in rows}
        return self._offers[context]

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted text go through the keymap alone; everything else goes Textual's way."""
        if isinstance(event, events.Key):
            event.stop()
            self.router.key(event.key, event.character)
            self.caret.settle()
        elif isinstance(event, events.Paste):
            event.stop()
            self.router.paste(event.text)
        else:
            await super().on_event(event)
            if isinstance(event, events.AppFocus):
                self._look_outside()

    # Saving and leaving

    def _changed(self) -> None:
        self.writer.wake()

    def _saved(self, said: str, error: bool) -> None:
        """A save ended."""
        if said:
            self.stage.relist_after_outside()
            self.stage.say(said, error=error)
        self.stage.update_title()
        self._conflict()

    def _look_outside(self) -> None:
        """The window has the focus again: did somebody change the file meanwhile?"""
        session = self.stage.session
        try:
            if session.changed_outside() and not session.conflicts:
                said = session.take_over()
                self.stage.relist_after_outside()
                self.stage.say(said)
                self._conflict()
        except WorkbenchError as error:
            self.stage.say(str(error), error=True)

    def _conflict(self) -> None:
        """Records were changed both here and in the file: ask, once."""
        stage = self.stage
        if stage.session.conflicts and not any(sheet.title.startswith("changed twice") for sheet in stage.sheets):
            stage.push(conflict_sheet(stage, self._changed))

    def _save_now(self) -> None:
        async def save() -> None:
            if await self.writer.save():
                self.stage.say(f"saved: {self.stage.session.file.shown_as}")

        self._spawn(save())

    def _leave_article(self) -> None:
        """Save the article that is left. Raises WorkbenchError where that fails; then one stays."""
        if not self.stage.session.saved:
            self.stage.session.save()
        self.stage.remember_place()

    def _quit(self) -> None:
        async def leave() -> None:
            if await self.writer.save():
                self._end_quietly()
                self.exit()
                return
            why = self.stage.session.trouble or "there are records to decide on"
            question = f"Not saved: {why}. Leave all the same? Your work stays in the journal and comes back."
            self.stage.push(DialogSheet("not saved", question, self._leave_unsaved, self.stage.pop))

        self._spawn(leave())

    def _leave_unsaved(self) -> None:
        self.stage.remember_place()
        self.stage.session.close()
        self.exit(return_code=0)

    def _edit_outside(self, text: str) -> str | None:
        """A text written in the person's own editor; None where that failed (said in the status line)."""
        try:
            with self.suspend():
                return edit_outside(text)
        except EditError as error:
            self.stage.say(str(error), error=True)
            return None
        finally:
            self.caret.redraw()


_ON_RECORD = ("record.edit", "record.link", "record.delete", "record.propagate", "record.note")
_OFFERED: dict[str, tuple[str, ...]] = {
    "article": ("select.toggle", "app.undo", "search.start", "app.articles", "app.help", "app.palette", "app.quit"),
    "pane": ("pane.open", "pane.filter", "record.link", "record.edit", "record.delete", "pane.leave", "app.help"),
    "mark": ("mark.accept", "mark.cancel", "select.toggle", "select.grow", "select.shrink"),
    "list": ("list.accept", "list.cancel", "list.tick"),
    "picker": ("list.accept", "list.cancel", "picker.create", "picker.nil", "picker.unlink"),
    "field": ("field.accept", "field.cancel", "field.editor"),
    "dialog": ("dialog.yes", "dialog.no"),
    "reader": ("reader.close", "reader.page.down", "reader.page.up"),
}
