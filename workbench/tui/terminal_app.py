"""An application on a terminal at the end of a line: what is painted, sent and left out, the cursor, the signals."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from rich.console import RenderableType
from rich.text import Text as RichText
from textual import constants
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from workbench.core.lettering import FULL, Lettering
from workbench.desk.crash import write_crash
from workbench.tui.caret import Caret
from workbench.tui.compositing import RowCompositor
from workbench.tui.early import EarlyPage
from workbench.tui.line import LineDriver
from workbench.tui.output import CellOutput
from workbench.tui.pacing import PATIENCE
from workbench.tui.plain_path import PlainPath


class TerminalApp(App[None], inherit_bindings=False):
    """See the module's docstring. Frames are held back until ``let_through``."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self.caret = Caret(self, self.forget_screen)
        self.held = True
        self._owed = False
        self._plain = PlainPath()
        self._late: asyncio.TimerHandle | None = None
        plain = os.environ.get("WORKBENCH_PLAIN_OUTPUT", "") not in ("", "0")
        self._output = None if plain else self._new_output(FULL)

    def _new_output(self, lettering: Lettering) -> CellOutput:
        old = os.environ.get("TERM", "").startswith("vt1")
        return CellOutput(self.console._color_system, lettering, old=old)

    def use_terminal(self, lettering: Lettering, early: EarlyPage | None) -> None:
        """Spell like this, and take over from a page that stands on the terminal. To be called before ``run``."""
        self._plain = PlainPath(lettering)
        if self._output is not None:
            self._output = self._new_output(lettering)
            if early is not None:
                LineDriver.early = early
                self._output.stands_already(early.rows, early.size)

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver on our own line, where the system has one."""
        return super().get_driver_class() if LineDriver is None or constants.DRIVER is not None else LineDriver

    def get_default_screen(self) -> Screen[Any]:
        """The screen, on the short way to the output stage where there is one."""
        screen = super().get_default_screen()
        if self._output is not None and not self.is_headless:
            screen._compositor = RowCompositor()
        return screen

    # Painting

    def let_through(self) -> None:
        """From here on frames are sent, the first at once. Those before would only flicker and fill the line."""
        self.held = False
        self.screen.refresh()
        self.screen._on_timer_update()  # else it would wait for a tick of the clock
        self.caret.show()

    def frame_held(self) -> None:
        """A frame was held back: widgets were laid out."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """One frame: the output stage sends what changed, or Textual sends it all.

        Frames painted before the widgets have their sizes are dropped: they would only flicker and fill the line.
        """
        if self.held and renderable is not None:
            self.frame_held()
        update = None if self.held or self._batch_count else renderable
        if not isinstance(update, CompositorUpdate) or self.is_headless or not self._running:
            super()._display(screen, update)
        elif self._output is not None and self._output.take(update, (self.size.width, self.size.height)):
            self._send_changes(self._output)
            self.post_display_hook()
        else:
            self._display_plainly(screen, update)

    def _line_is_busy(self) -> bool:
        """Whether what is to be sent has to wait; once the line is free it is sent, with all that comes until then."""
        self._owed = getattr(self._driver, "busy", False)
        if self._owed and self._late is None:  # the terminal may never say that it is free
            self._late = asyncio.get_running_loop().call_later(PATIENCE + 0.1, self._line_free)
        return self._owed

    def _display_plainly(self, screen: Screen[Any], update: RenderableType | None) -> None:
        """Textual's own path. A frame that the line cannot take is left out, and painted with the first one that it can."""
        if self._line_is_busy():
            self._plain.leave_out(update)
            return
        driver = self._driver if LineDriver is not None and isinstance(self._driver, LineDriver) else None
        before = driver.given if driver is not None else 0
        super()._display(screen, self._plain.frame(screen, update))
        self.caret.painted()
        if driver is not None:
            driver.ask(driver.given - before)

    def _send_changes(self, output: CellOutput) -> None:
        """Bring the terminal up to date."""
        if self._line_is_busy():
            return
        if sequence := output.changes():
            begin, end = (SYNC_START, SYNC_END) if self._sync_available else ("", "")
            frame = f"{begin}{sequence}{self.caret.step(moved=True)}{end}"
            driver = self._driver
            if LineDriver is not None and isinstance(driver, LineDriver):
                frame = driver.paced(frame)
            self.caret.write(frame)
        else:
            self.caret.settle()

    def _line_free(self) -> None:
        """Everything was written, and seen as far as one can know: send what was held back."""
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if not (self._owed and self._running):
            return
        if self._output is None:
            self._display_plainly(self.screen, None)
        else:
            self._send_changes(self._output)

    def forget_screen(self) -> None:
        """The terminal shows something else than what was sent."""
        if self._output is not None:
            self._output.forget()

    # The end

    def _fatal_error(self) -> None:
        """An error of the program itself: what was shown is in the journal; the details go into a file."""
        if self.is_headless:
            super()._fatal_error()
            return
        said = write_crash(traceback.format_exc())
        self._exit_renderables.append(RichText(f"workbench: {said}"))
        self._close_messages_no_wait()

    def take_signals(self, hung_up: Callable[[], None]) -> None:
        """Listen to the end of the connection or of the session, and to the line."""
        loop = asyncio.get_running_loop()
        gone = False

        def once() -> None:
            nonlocal gone
            if not gone:
                gone = True
                hung_up()

        if LineDriver is not None and isinstance(self._driver, LineDriver):
            self._driver.on_gone = lambda: loop.is_closed() or loop.call_soon_threadsafe(once)
            self._driver.on_free = lambda: loop.is_closed() or loop.call_soon_threadsafe(self._line_free)
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None and sys.platform != "win32" and not self.is_headless:
                loop.add_signal_handler(number, once)
