"""The Textual application: puts widgets, stage, commands and writer together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size

from workbench.core.errors import EditError
from workbench.desk.desk import Desk
from workbench.desk.outside import edit_outside
from workbench.keys.commands import pane_id
from workbench.keys.live import LiveKeymap
from workbench.tui.article_view import ArticleView
from workbench.tui.background import Tasks, Threads
from workbench.tui.bars import Detail, StatusBar, TitleBar
from workbench.tui.canvas import Canvas
from workbench.tui.inspecting import Inspecting
from workbench.tui.jobs import Jobs
from workbench.tui.keyboard import Burst, use_key_parser
from workbench.tui.list_sheet import ListSheet
from workbench.tui.measures import ROOMY, WIDE, detail_rows
from workbench.tui.moving import Command, Moving
from workbench.tui.networking import Networking
from workbench.tui.offers import Offers
from workbench.tui.overview import Overview
from workbench.tui.palette import PALETTES
from workbench.tui.pane import Pane
from workbench.tui.recording import Recording
from workbench.tui.resting import Resting
from workbench.tui.routing import Router
from workbench.tui.saving import Saving
from workbench.tui.sheet import SheetView
from workbench.tui.stage import Stage
from workbench.tui.suggesting import Suggesting
from workbench.tui.terminal_app import TerminalApp
from workbench.tui.warming import warm

if TYPE_CHECKING:
    from workbench.tui.surveying import Surveying
    from workbench.tui.teaching import Teaching

_LOOK_EVERY, _LOOK_EVERY_AFTER = 0.3, 2.0
"""Seconds between two looks at how far the index is."""

TALL = 30
"""From this many rows on, all panes are visible at once."""


class WorkbenchApp(TerminalApp, inherit_bindings=False):
    """One project, one person, one article at a time."""

    CSS_PATH = "workbench.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, desk: Desk, article_id: str = "", *, theme_name: str = "terminal") -> None:
        super().__init__()
        self.desk = desk
        self.palette_name = theme_name
        keymap, self._key_problems = desk.keymap()
        use_key_parser(key for keys in keymap.slots.values() for key in keys if key.startswith("alt+"))
        self._spawn = Tasks(self._handle_exception)
        self.stage = self._new_stage(keymap)
        self.saving = Saving(self.stage, self._spawn, self._leave)
        self._wanted = article_id
        self._arranged_for = (Size(0, 0), -1)
        self._resting = Resting(self._at_rest, self._keep)
        self._opened = False
        self.threads = Threads(self._spawn, lambda said: self.stage.say(said, error=True))
        self._offers = Offers(self.stage)
        self.moving = Moving(self.stage)
        self.recording = Recording(self.stage, self._edit_outside)
        self.forming = self.recording.forming
        self.overview = Overview(self.stage, self._run, self.saving.leave_article)
        self.stage.open_article = self.overview.open
        self.suggesting = Suggesting(self.stage)
        self.networking = Networking(self.stage, self.overview.open, self.saving.leave_article, self._spawn)
        self.jobs = Jobs(self.stage, self._spawn)
        self.inspecting = Inspecting(self.stage)
        self.router = Router(self.stage, self._commands(), self._offer)

    def _new_stage(self, keymap: LiveKeymap) -> Stage:
        return Stage(self.desk, keymap, lambda: self.saving.writer.wake())

    # Commands

    def _commands(self) -> dict[str, Command]:
        table = self._own_commands()
        for number, layer in enumerate(self.desk.codebook.layers):
            table[pane_id(layer.name)] = lambda _, number=number: self.moving.focus(number)  # type: ignore[misc]
        groups = (self.saving, self.moving, self.recording, self.overview, self.suggesting)
        for group in (*groups, self.networking, self.inspecting):
            table |= group.commands()
        return table | {"lesson.open": lambda _: self._teaching.open()}

    def _own_commands(self) -> dict[str, Command]:
        return {
            "app.theme": lambda _: self._next_theme(),
            "app.redraw": lambda _: self._redraw(),
            "app.suspend": lambda _: self.action_suspend_process(),
            "app.agreement": lambda _: self._survey.open(),
        }

    @cached_property
    def _survey(self) -> Surveying:
        """The figures of agreement; what computes them is imported when somebody asks."""
        from workbench.tui.going import go_coding
        from workbench.tui.surveying import Surveying

        stage = self.stage
        return Surveying(
            stage, self.jobs, self.saving.leave_article, lambda item: go_coding(stage, item, self.overview.open)
        )

    @cached_property
    def _teaching(self) -> Teaching:
        """My review; what compares with the gold is imported when somebody asks."""
        from workbench.tui.teaching import Teaching

        return Teaching(self.stage, self.jobs, self.overview.open, self.saving.leave_article)

    def _leave(self) -> None:
        self.jobs.cancel()
        self.exit(return_code=0)

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
        stage.lists.panes = [self._pane(number) for number in range(len(self.desk.codebook.layers))]
        stage.on_sheets, stage.view.on_laid = self._arrange, self._laid
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
        pane.leave_key = self.stage.key("pane.leave")
        pane.add_class("pane")
        return pane

    def on_mount(self) -> None:
        """Open the article, start the writer, take the signals."""
        self._take_palette()
        self._arrange()
        self.stage.in_background = self.threads
        self.stage.open(self._wanted)
        self._say_what_is_wrong()
        focus = int(self.stage.place.focus or -1)
        if 0 <= focus < len(self.stage.panes) and not self.stage.others:
            self.moving.focus(focus)
        self._spawn(self.saving.writer.run())
        self._spawn(self._await_index())
        self.forming.tell()
        self.stage.on_conflict = self.saving.conflict
        self.saving.conflict()
        self.take_signals(self.saving.hung_up)
        self.app_resume_signal.subscribe(self, lambda _: self.caret.redraw())
        self._offer()
        self._opened = True
        self.call_after_refresh(self._first_page)

    def _say_what_is_wrong(self) -> None:
        """Say what is wrong in the project's files and the keymap, beside what came back from the journal."""
        said: list[str] = []
        for problem in self._key_problems:
            self.stage.log.append(str(problem))
        if self._key_problems:
            said.append(f"keymap: {self._key_problems[0]} (+{len(self._key_problems) - 1})")
        if found := len(self.desk.problems()):
            listed = self.stage.key("app.problems")
            said.append(f"{found} problem{'s' * (found > 1)} in the project’s files; {listed} lists them")
        if said:
            self.stage.say(" · ".join((*self.stage.session.notices, *said)), error=True)

    async def _await_index(self) -> None:
        """Once large catalogues can be searched: their names that are linked here are offered, an open picker asks anew.

        Why they cannot is said once; a later attempt may come off.
        """
        if self.desk.index_state.ready:
            return
        said = ""
        while not (state := self.desk.index_state).ready:
            if state.failed and state.failed != said:
                said = state.failed
                self.stage.say(said, error=True)
            await asyncio.sleep(_LOOK_EVERY if not state.failed else _LOOK_EVERY_AFTER)
        self.stage.say("the large catalogues can be searched")
        self.stage.offering.begin()
        for sheet in self.stage.sheets:
            if isinstance(sheet, ListSheet) and sheet.ask is not None:
                sheet.begin()

    def _first_page(self) -> None:
        """Once the widgets have their sizes: let the first whole frame through."""
        if not self.held:
            return
        if not self.stage.view.size.width:
            self.call_after_refresh(self._first_page)
            return
        self.stage.view.call_later(self.call_later, self._begin)  # the text hears of its size before

    def frame_held(self) -> None:
        """The widgets were laid out: the first page need not wait for the next tick of the clock."""
        if self._opened and self.stage.view.size.width:
            self._first_page()

    def _begin(self) -> None:
        if self.held:
            self.let_through()
            self.set_timer(0.05, self._warm)

    def _warm(self) -> None:
        """The first page is painted: prepare what the keys need, then begin with what may take longer."""
        warm(self.stage)
        self.threads.begin()

    # Layout

    def on_resize(self, _: events.Resize) -> None:
        """The terminal has another size; it is the application's own only once all have heard of it."""
        self.call_next(self._arrange)
        self.call_after_refresh(self.stage.repaint_sheet)

    def _arrange(self) -> None:
        """Show what fits: all panes or one."""
        stage = self.stage
        if self._arranged_for != (self.size, stage.lists.shown):
            self._arranged_for = (self.size, stage.lists.shown)
            self._arrange_panes()
            self.call_after_refresh(self._laid)
        self._offer()

    def _laid(self) -> None:
        """Widgets have other places: so has what has the attention."""
        self.stage.follow()
        self.caret.settle()

    def _arrange_panes(self) -> None:
        """The terminal has another size, or another pane is the one that is shown."""
        stage = self.stage
        stage.wide, tall = self.size.width >= WIDE, self.size.height >= TALL
        stage.room_for_panes = self.size.width >= ROOMY
        self.query_one("#side", Vertical).display = stage.room_for_panes
        if not stage.room_for_panes and stage.focus >= 0:
            self.moving.focus(-1)
        stage.detail.styles.height = detail_rows(self.size.height)
        tabs = tuple((pane.title, pane.key, number == stage.lists.shown) for number, pane in enumerate(stage.panes))
        for number, pane in enumerate(stage.panes):
            pane.display = tall or number == stage.lists.shown
            pane.tabs = () if tall else tabs
            pane.refresh()

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
        """The cursor at once; the keys of the moment, in the status bar, and the panes, once the hands rest."""
        self.stage.follow()
        self._resting.begin(at_once=self.held or self.is_headless)

    def _at_rest(self) -> None:
        if self._running:
            self.stage.status.offer(*self._offers.now())
            self.stage.lists.follow()
            self.stage.view.rest()
            self._laid()

    def _keep(self) -> None:
        if self._running:
            self.saving.keep_open()

    def _redraw(self) -> None:
        self.stage.view.repaint()
        self.caret.redraw()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted text go through the keymap alone; everything else goes Textual's way."""
        if isinstance(event, events.Key):
            event.stop()
            Canvas.due = False
            self.router.key(event.key, event.character)
            if not Canvas.due:
                self.caret.settle()
        elif isinstance(event, events.Paste):
            event.stop()
            if isinstance(event, Burst):
                self.router.burst(event.text)
            else:
                self.router.paste(event.text)
            self.caret.settle()
        else:
            await super().on_event(event)
            if isinstance(event, events.AppFocus):
                self.saving.look_outside()

    # Outside

    def _edit_outside(self, text: str) -> str | None:
        """A text written in the person's own editor; None where that failed (said in the status line)."""
        written, failed = None, ""
        with self.suspend():  # takes the terminal back only where nothing is raised in it
            try:
                written = edit_outside(text)
            except EditError as error:
                failed = str(error)
        if failed:
            self.stage.say(failed, error=True)
        self.caret.redraw()
        return written
