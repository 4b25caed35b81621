"""A person at the keyboard of the screen, without a terminal: plain keys in, the painted rows out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from workbench.core.annotation import Record
from workbench.desk.desk import Desk
from workbench.tui.app import WorkbenchApp

NAMED = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
}
"""Keys with a name of their own, and the character that comes with them."""

WITHOUT_CHARACTER = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "shift+tab", "f1")

DEADLINE = 60.0
"""Seconds that anything may take on a busy machine."""


def key_event(key: str) -> events.Key:
    """The event that a plain terminal makes of a key as a keymap writes it."""
    if key in WITHOUT_CHARACTER:
        return events.Key(key, None)
    if key in NAMED:
        return events.Key(key, NAMED[key])
    if key.startswith("ctrl+"):
        return events.Key(key, chr(ord(key[-1].upper()) & 0x1F))
    return events.Key(_character_to_key(key), key)


class Journey:
    """One sitting in front of the program."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.patient = True
        """Whether a key waits for what is done beside the keys."""

    # In

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; each has done its work before the next."""
        for key in keys:
            event = key_event(key)
            event.set_sender(self.app)
            self.app.post_message(event)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text letter by letter."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste a text as a terminal with bracketed paste hands it over."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def find(self, words: str) -> None:
        """Search for words from the start of the article, which leaves the cursor at the first place."""
        await self.press("g", "/", *words, "enter")
        assert self.cursor_at(words), f"{words!r} was not found: {self.said}"

    async def settle(self) -> None:
        """Wait until what was posted is done and laid out, and what is done beside the keys is taken up."""
        for after in (self.app.call_later, self.app.call_after_refresh):
            if not self.app._exit:
                done = asyncio.Event()
                after(done.set)
                await self.until(lambda done=done: done.is_set() or self.app._exit)  # type: ignore[misc]
        if self.patient:
            await self.until(lambda: not self.app.threads.running or self.app._exit)
        await self.until(lambda: self.app._exit or self._laid_out)

    @property
    def _laid_out(self) -> bool:
        """Whether no widget waits for its place; a refresh may come before the widgets have asked for one."""
        return not any(one._layout_required for one in (self.app.screen, *self.app.screen.walk_children()))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something, but no longer than the program lives."""
        end = time.monotonic() + DEADLINE
        while not condition() and self.app._exception is None:
            assert time.monotonic() < end, f"it never came to that; the screen:\n{self.screen}"
            await asyncio.sleep(0)

    async def saved(self) -> None:
        """Wait until the file holds what is shown."""
        await self.until(lambda: self.app.stage.session.saved)

    async def quit(self) -> None:
        """Leave by the key; waits for the end."""
        await self.press("q")
        await self.until(lambda: self.app._exit)

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    # Out

    @property
    def screen(self) -> str:
        """The painted rows, without blanks at their ends."""
        rows = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.app.stage.status.said

    @property
    def context(self) -> str:
        """Where the keys go."""
        return self.app.stage.context

    @property
    def text(self) -> str:
        """The article's text."""
        text = self.app.stage.editor.article.text
        return text.slice(0, len(text))

    @property
    def cursor(self) -> int:
        """The offset of the cursor."""
        return self.app.stage.reader.cursor

    @property
    def selected(self) -> str:
        """The selected words; empty where nothing is selected."""
        span = self.app.stage.reader.selection
        return "" if span is None else self.text[span.start : span.end]

    def cursor_at(self, words: str) -> bool:
        """Whether the cursor stands at the start of these words."""
        return self.text[self.cursor :].lower().startswith(words.lower())

    def records(self, layer: str = "") -> list[Record]:
        """One's own records, in the order of the file."""
        state = self.app.stage.editor.state
        found = sorted(state.records.values(), key=state.order_key)
        return [record for record in found if layer in ("", record.layer)]

    def only(self, layer: str) -> Record:
        """The one record of a layer."""
        (record,) = self.records(layer)
        return record

    def quotes(self, layer: str, part: str) -> list[str]:
        """The words of a part of every record of a layer."""
        return [one.quote for record in self.records(layer) for one in record.parts.get(part, ())]


@asynccontextmanager
async def journey(
    project: Path,
    size: tuple[int, int] = (120, 40),
    *,
    annotator: str = "me",
    article: str = "",
    theme: str = "terminal",
) -> AsyncIterator[Journey]:
    """The program open on a project; left without a further key at the end of the block."""
    desk, named = Desk.open(project, annotator)
    app = WorkbenchApp(desk, desk.first_article(article or named, desk.places.read()), theme_name=theme)
    async with app.run_test(size=size) as pilot:
        walk = Journey(app, pilot)
        await walk.settle()
        yield walk
