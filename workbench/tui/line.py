"""The line to the terminal: what is written waits here, never the keys; a line that is gone ends nothing.

Textual's own writer stops the program when thirty pieces wait, and dies with its line. This one takes everything at once
and says whether the line is ``busy``, so that whoever paints can leave frames out instead of queueing them.
"""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import IO, Any, ClassVar

from workbench.tui.early import EarlyPage
from workbench.tui.pacing import Pacing

STALLED = 1.0
"""Seconds without a byte taken after which the last words are not waited for any longer."""


TICK, SLEEPY = 0.1, 12.0
"""Seconds between two looks at a sequence that is not complete, and after how many of silence none can be under way."""

LAST_ANSWER, LATE_ANSWER = 1.0, 5.0
"""Seconds for which the end waits for an answer, lest it come to whatever runs there next: of a terminal that never answered
before, and of one that did. The latter sees the end no sooner anyway: the answer is late by as much as what it shows.
"""

_THRIFTY = {"\x1b[?1003h": "\x1b[?1002h", "\x1b[?1003l": "\x1b[?1002l"}
"""Over a connection the mouse reports its motion only while a button is held: 200 motions cost 56 KB."""


def is_remote() -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


class Line(threading.Thread):
    """Writes to the terminal in a thread of its own; the interface of Textual's writer."""

    def __init__(self, file: IO[str] | None = None) -> None:
        super().__init__(daemon=True, name="line")
        self._fileno = (file or sys.__stdout__ or sys.stdout).fileno()
        self._waiting: list[bytes] = []
        self._news = threading.Condition()
        self.given = 0
        """Bytes to be written so far."""
        self._written = 0
        self._writing = self._ending = self._gone = False
        self.on_free: Callable[[], object] = lambda: None
        """Called in this thread each time that everything has been written."""

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return bool(self._waiting) or self._writing

    def write(self, text: str) -> None:
        """Have a text written, as UTF-8, after all that was given before."""
        if text and not self._gone:
            data = text.encode("utf-8", "replace")
            with self._news:
                self._waiting.append(data)
                self.given += len(data)
                self._news.notify()

    def isatty(self) -> bool:
        """A terminal, as far as anybody asks."""
        return True

    def fileno(self) -> int:
        """The terminal's file."""
        return self._fileno

    def flush(self) -> None:
        """Everything is written as soon as the line takes it."""

    def run(self) -> None:
        """Write what comes until the end."""
        while True:
            with self._news:
                self._writing = False
                while not self._waiting and not self._ending:
                    self._news.wait()
                if not self._waiting:
                    return
                data = b"".join(self._waiting)
                self._waiting.clear()
                self._writing = True
            self._send(data)
            if not self._waiting and not self._ending:
                self._writing = False
                self.on_free()

    def _send(self, data: bytes) -> None:
        try:
            while data:
                select.select([], [self._fileno], [])
                sent = os.write(self._fileno, data)
                data, self._written = data[sent:], self._written + sent
        except OSError:
            self._gone = True

    def stop(self) -> None:
        """Write the rest and end; a line that takes nothing more is given up."""
        with self._news:
            self._ending = True
            self._news.notify()
        before = -1
        while self.is_alive() and self._written != before:
            before = self._written
            self.join(STALLED)


if sys.platform == "win32":
    LineDriver: Any = None
else:
    from textual.drivers import linux_driver

    class LineDriver(linux_driver.LinuxDriver):
        """Textual's driver on our line, that takes over from an early page without clearing it."""

        early: ClassVar[EarlyPage | None] = None
        """The page that stands on the terminal."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._file = sys.__stdout__
            self._left_out: set[str] = set()
            self.on_free: Callable[[], object] = lambda: None
            self.on_gone: Callable[[], object] = lambda: None
            """Called in the thread that reads keys when there is no terminal any more."""
            self._remote = is_remote()
            self._pacing = Pacing() if self._remote else None
            self._ended = False
            self._wake_end, self._wake = os.pipe()

        def start_application_mode(self) -> None:
            """Take the terminal; from an early page without entering its screen a second time."""
            if self._pacing is not None:
                self._pacing.begin()
            early, LineDriver.early = LineDriver.early, None
            found = early.found() if early is not None else None
            self._left_out = {"\x1b[?1049h", "\x1b[?25l"} if found is not None else set()
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if isinstance(self._writer_thread, Line):
                self._writer_thread.on_free = lambda: self.on_free()
            self._left_out = set()
            if early is not None and found is not None:
                self.attrs_before = found
                early.taken_over()

        def write(self, data: str) -> None:
            """Send a sequence, unless the early page has sent it already."""
            if data not in self._left_out:
                super().write(_THRIFTY.get(data, data) if self._remote else data)

        def disable_input(self) -> None:
            """End the reading of keys, without waiting for one more."""
            self._await_answer()
            if not self.exit_event.is_set():
                os.write(self._wake, b".")
            super().disable_input()
            while select.select([self._wake_end], [], [], 0)[0]:
                os.read(self._wake_end, 64)

        def _await_answer(self) -> None:
            pacing = self._pacing
            if pacing is None:
                return
            end = time.monotonic() + (LATE_ANSWER if pacing.known else LAST_ANSWER)
            while pacing.owes and not self._ended and time.monotonic() < end:
                time.sleep(0.01)
            pacing.begin()  # it is not waited for a second time

        def paced(self, frame: str) -> str:
            """A frame, and over a connection now and then a question behind it that tells how far the terminal is."""
            return frame if self._pacing is None else frame + self._pacing.sent(len(frame.encode("utf-8", "replace")))

        @property
        def given(self) -> int:
            """Bytes that were given to the line so far."""
            return self._writer_thread.given if isinstance(self._writer_thread, Line) else 0

        def ask(self, size: int) -> None:
            """A frame of so many bytes was sent: over a connection ask now and then how far the terminal is."""
            if self._pacing is not None and size:
                self.write(self._pacing.sent(size))

        def _answered(self) -> None:
            if self._pacing is not None:
                self._pacing.answered()
                self.on_free()

        def run_input_thread(self) -> None:
            """Read keys: Textual's loop, but for its looking ten times a second while nobody types."""
            parser = vars(linux_driver)["XTermParser"](self._debug)
            parser.on_answer = self._answered if self._pacing is not None else None
            decode = getincrementaldecoder("utf-8")("replace").decode
            last = time.monotonic()
            while not self.exit_event.is_set():
                quiet = time.monotonic() - last > SLEEPY
                ready = select.select([self.fileno, self._wake_end], [], [], None if quiet else TICK)[0]
                if self.fileno in ready:
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:
                        data = b""
                    if not data:
                        self._ended = True
                        self.on_gone()
                        return
                    last = time.monotonic()
                    for message in parser.feed(decode(data)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

        @property
        def busy(self) -> bool:
            """Whether the line still takes what was written before, or the terminal is known to be behind."""
            if self._pacing is not None and self._pacing.full:
                return True
            return isinstance(self._writer_thread, Line) and self._writer_thread.busy

    vars(linux_driver)["WriterThread"] = Line
