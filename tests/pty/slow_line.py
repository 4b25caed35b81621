"""A line between a person and the program: what is sent arrives later, both ways, in the same pieces."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from types import TracebackType

from tests.pty.terminal import Terminal


class SlowLine:
    """Carries bytes between two file descriptors, each piece ``delay`` seconds later. Use it in ``with``."""

    def __init__(self, near: int, far: int, delay: float) -> None:
        self._delay = delay
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._carry, args=ends, daemon=True) for ends in ((near, far), (far, near))
        ]

    def _carry(self, source: int, target: int) -> None:
        waiting: deque[tuple[float, bytes]] = deque()
        while not self._ended.is_set():
            data = b""
            try:
                data = os.read(source, 1 << 16)
            except BlockingIOError:
                pass
            except OSError:
                return
            if data:
                waiting.append((time.monotonic() + self._delay, data))
            while waiting and waiting[0][0] <= time.monotonic():
                if not self._give(target, waiting.popleft()[1]):
                    return
            if not data:
                time.sleep(0.002)

    def _give(self, target: int, data: bytes) -> bool:
        while data and not self._ended.is_set():
            try:
                data = data[os.write(target, data) :]
            except BlockingIOError:
                time.sleep(0.002)
            except OSError:
                return False
        return True

    def __enter__(self) -> SlowLine:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()


@contextlib.contextmanager
def slowed(terminal: Terminal, delay: float) -> Iterator[Terminal]:
    """The terminal at the end of a line on which everything takes ``delay`` seconds each way."""
    here, there = socket.socketpair()
    direct, terminal._main = terminal._main, here.fileno()
    for end in (here, there):
        end.setblocking(False)
    try:
        with here, there, SlowLine(there.fileno(), direct, delay):
            yield terminal
    finally:
        terminal._main = direct
