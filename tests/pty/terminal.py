"""The whole program on a terminal of its own: bytes in, a screen out.

A ``Terminal`` runs a command on a pseudo-terminal, feeds it keys as the bytes that a plain terminal sends, and keeps what
it paints in a ``pyte`` screen. Waiting is for what the screen shows, with a deadline; nothing sleeps for a fixed time.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "shift+tab": b"\x1b[Z",
}
"""The keys that are no single character; ``ctrl+x`` is worked out."""

DEADLINE = 60.0
"""Seconds that a condition may take on a machine that is busy with other tests."""

QUESTION, ANSWER = b"\x1b[5n", b"\x1b[0n"

ESC_PAUSE = 0.08
"""Seconds: more than the program waits for the tail of a sequence (``ESCDELAY``) and keeps for more of a paste."""

ROOT = Path(__file__).resolve().parents[2]

_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]"  # keyboard protocols
    rb"|\x1b\[\??[0-9;]*\$[a-z]"  # questions about modes
    rb"|\x1b\[\?[0-9;]*u"
    rb"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles and other strings
)
_SUBPARAMETER = re.compile(rb"(\x1b\[[0-9;:]*?):[0-9:]*")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<>=?$ ]*|[\]PX^_][^\x07\x1b]*\x1b?)?\Z")
_LAUNCH = (
    "import fcntl,os,sys,termios;fcntl.ioctl(0,termios.TIOCSCTTY,0);"
    "os.environ.pop('LC_CTYPE',0);"  # Python itself sets it where the locale is C
    "os.execvp(sys.argv[1],sys.argv[1:])"
)


def key_bytes(key: str) -> bytes:
    """What a plain terminal sends for a key as a keymap writes it."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1].upper()) & 0x1F])
    return key.encode()


class Screen:
    """What a terminal would show of a stream of bytes."""

    def __init__(self, width: int, height: int) -> None:
        self.cells = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.cells)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """More output."""
        data = self._rest + data
        if unfinished := _UNFINISHED.search(data):
            data, self._rest = data[: unfinished.start()], data[unfinished.start() :]
        else:
            self._rest = b""
        self._stream.feed(_SUBPARAMETER.sub(rb"\1", _UNKNOWN_TO_PYTE.sub(b"", data)))

    @property
    def text(self) -> str:
        """The screen, one line a row, without blanks at the ends of rows."""
        rows = (self.cells.buffer[y] for y in range(self.cells.lines))
        return "\n".join("".join(row[x].data for x in range(self.cells.columns)).rstrip() for row in rows)

    def clear(self) -> None:
        """Forget what is shown."""
        self.cells.reset()

    def resize(self, width: int, height: int) -> None:
        """Another size."""
        self.cells.resize(height, width)


class Terminal:
    """A command on a pseudo-terminal. Use it in ``with``: the command does not outlive the block."""

    def __init__(self, argv: Sequence[str], environment: dict[str, str], size: tuple[int, int], cwd: Path) -> None:
        self.raw = bytearray()
        """Everything that the command ever wrote."""
        self.answers = True
        """Whether it answers the question if it is well, as nearly all terminals do."""
        self.screen = Screen(*size)
        self._main, side = os.openpty()
        self._set_size(*size)
        self.found = self.settings
        """How the terminal was set before the command began."""
        launch = [sys.executable, "-S", "-E", "-c", _LAUNCH, *argv]
        self.process = subprocess.Popen(
            launch, stdin=side, stdout=side, stderr=side, env=environment, cwd=cwd, start_new_session=True
        )
        os.close(side)
        os.set_blocking(self._main, False)

    def _set_size(self, width: int, height: int) -> None:
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    @property
    def settings(self) -> list[object]:
        """How the terminal is set: echo, lines, flow control, special characters (``termios``)."""
        return termios.tcgetattr(self._main)

    # In

    def send(self, data: bytes) -> None:
        """Bytes as they come from the keyboard. Behind Esc alone nobody presses the next key within ``ESC_PAUSE``."""
        pause = ESC_PAUSE if data == b"\x1b" else 0.0
        while data:
            self._read(0.0)
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._main, data) :]
        self.reads_for(pause)

    def types(self, data: bytes) -> None:
        """Bytes from the keyboard, few enough for the line, while nothing is read of what the command writes."""
        assert os.write(self._main, data) == len(data)

    def press(self, *keys: str) -> None:
        """Keys by their names; a string of several letters is typed letter by letter."""
        for key in keys:
            self.send(key_bytes(key))

    def resize(self, width: int, height: int) -> None:
        """Drag the window's corner."""
        self.screen.resize(width, height)
        self._set_size(width, height)

    # Out

    def _read(self, timeout: float) -> bool:
        """Take what is there, waiting for at most ``timeout`` seconds; False when the command has closed its end."""
        if not select.select([self._main], [], [], timeout)[0]:
            return True
        try:
            data = os.read(self._main, 1 << 16)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self.raw += data
        if self.answers and QUESTION in self.raw[-len(data) - len(QUESTION) + 1 :]:
            os.write(self._main, ANSWER)
        self.screen.feed(data)
        return bool(data)

    def drain(self) -> None:
        """Take what is there already."""
        while select.select([self._main], [], [], 0)[0] and self._read(0):
            pass

    def until(self, condition: Callable[[str], object], what: str = "") -> str:
        """Wait until the screen's text meets a condition; returns the text. Fails with the screen at the deadline."""
        end = time.monotonic() + DEADLINE
        self.drain()
        while not condition(self.screen.text):
            left = end - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError(f"never seen: {what or condition}\n{self.screen.text}")
            self.drain()
        return self.screen.text

    def sees(self, *wanted: str) -> str:
        """Wait until all of these stand on the screen; returns the screen's text."""
        return self.until(lambda text: all(one in text for one in wanted), repr(wanted))

    def loses(self, *unwanted: str) -> str:
        """Wait until none of these stands on the screen any more."""
        return self.until(lambda text: not any(one in text for one in unwanted), f"the end of {unwanted!r}")

    def reads(self, wanted: bytes, start: int = 0) -> None:
        """Wait until the raw output from ``start`` on holds ``wanted``."""
        self.until(lambda _: wanted in self.raw[start:], repr(wanted))

    def settles(self, quiet: float = 0.12) -> str:
        """Wait until nothing has come for ``quiet`` seconds; returns the screen's text."""
        before = -1
        while before != len(self.raw):
            before = len(self.raw)
            self._read(quiet)
        return self.screen.text

    def reads_for(self, seconds: float) -> None:
        """Take what comes for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._read(left):
            pass

    # The end

    def kill(self) -> None:
        """End the command at once, as a power cut would; what it has written by then is still read."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        while select.select([self._main], [], [], 0)[0] and self._read(0):
            pass

    def signal(self, number: int) -> None:
        """Send a signal to the command."""
        os.kill(self.process.pid, number)

    def stops(self) -> None:
        """Have the command suspend itself, and wait until it stands still."""
        self.signal(signal.SIGTSTP)
        end = time.monotonic() + DEADLINE
        while os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is None:
            assert time.monotonic() < end, "it does not stop"
            self._read(0.02)
        self.drain()

    def ends(self) -> int:
        """Wait until the command has ended and all its output is read; its exit status."""
        end = time.monotonic() + DEADLINE
        while self.process.poll() is None:
            if time.monotonic() > end:
                raise AssertionError(f"it does not end\n{self.screen.text}")
            self._read(0.02)
        while select.select([self._main], [], [], 0)[0] and self._read(0):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the line, as a dropped connection does."""
        os.close(self._main)
        self._main = -1

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        if self._main >= 0:
            os.close(self._main)


def environment(home: Path) -> dict[str, str]:
    """An environment in which nothing of the person who runs the tests is found."""
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "ESCDELAY": "25",
    }


@contextmanager
def workbench(
    home: Path, *arguments: str, size: tuple[int, int] = (120, 40), cwd: Path | None = None, **more: str
) -> Iterator[Terminal]:
    """The program on a terminal of ``size`` (columns, rows), with ``home`` as everything that belongs to the user."""
    argv = [sys.executable, "-m", "workbench", *arguments]
    with Terminal(argv, environment(home) | more, size, cwd or home) as terminal:
        yield terminal
