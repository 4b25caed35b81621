"""The terminal's own cursor, at the point of attention: good for the eye, for screen readers, and seven bytes long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.geometry import Offset


class Caret:
    """Moves the real cursor. Textual hides it and moves it only along with a repaint; this module does the rest."""

    def __init__(self, app: App[Any], forget: Callable[[], None]) -> None:
        self._app = app
        self._forget = forget
        self._shown_at = Offset(-1, -1)

    def put(self, place: Offset) -> None:
        """Where the cursor belongs; a repaint will leave it there."""
        self._app.cursor_position = place

    def settle(self, *, moved: bool = False) -> None:
        """Move the cursor to its place, whether something was painted (``moved``) or not."""
        if step := self.step(moved=moved):
            self.write(step)

    def step(self, *, moved: bool = False) -> str:
        """The sequence that moves the cursor to its place; "" where it stands there."""
        place = self._app.cursor_position
        if not moved and place == self._shown_at:
            return ""
        self._shown_at = place
        return f"\x1b[{place.y + 1};{place.x + 1}H"

    def painted(self) -> None:
        """Textual painted, and left the cursor at its place."""
        self._shown_at = self._app.cursor_position

    def show(self) -> None:
        """Make the cursor visible."""
        self.write("\x1b[?25h")

    def redraw(self) -> None:
        """Paint the whole screen again, from nothing."""
        self._forget()
        self.write("\x1b[m\x1b[2J")
        self._shown_at = Offset(-1, -1)
        self._app.refresh(repaint=True, layout=True)
        self._app.screen.refresh(repaint=True, layout=True)
        for widget in self._app.screen.walk_children():
            widget.refresh()
        self.show()

    def write(self, sequence: str) -> None:
        """Send a sequence of ours to the terminal."""
        driver = self._app._driver
        if driver is not None and not self._app.is_headless:
            driver.write(sequence)
            driver.flush()
