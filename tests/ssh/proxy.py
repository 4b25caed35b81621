"""A line that is slow: a TCP relay on loopback that delays, throttles, and can be cut."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections import deque
from types import TracebackType

BUFFERED = 16_384
"""Bytes that may be under way in one direction; beyond them the sender has to wait, as on a real line."""


class _Way:
    """One direction: what comes in at ``source`` goes out at ``target``, ``delay`` seconds later, ``rate`` bytes a second."""

    def __init__(self, source: socket.socket, target: socket.socket, delay: float, rate: float) -> None:
        self._source, self._target, self._delay, self._rate = source, target, delay, rate
        self._under_way: deque[tuple[float, bytes]] = deque()
        self._size = 0
        self._changed = threading.Condition()
        self._closed = False
        for work in (self._take, self._give):
            threading.Thread(target=work, daemon=True).start()

    def _take(self) -> None:
        data = b"."
        while data:
            try:
                data = self._source.recv(1024)
            except OSError:
                data = b""
            with self._changed:
                self._changed.wait_for(lambda: self._size < BUFFERED or self._closed)
                self._under_way.append((time.monotonic() + self._delay, data))
                self._size += len(data)
                self._changed.notify_all()

    def _give(self) -> None:
        free = 0.0
        data = b"."
        with contextlib.suppress(OSError):
            while data:
                with self._changed:
                    self._changed.wait_for(lambda: self._under_way)
                    due, data = self._under_way.popleft()
                free = max(free, due, time.monotonic()) + len(data) / self._rate
                time.sleep(max(0.0, free - time.monotonic()))
                self._target.sendall(data)
                with self._changed:
                    self._size -= len(data)
                    self._changed.notify_all()
            self._target.shutdown(socket.SHUT_WR)
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class Proxy:
    """Relays connections to ``port``. Use it in ``with``; ``port`` of the proxy is its own."""

    def __init__(self, port: int, round_trip: float = 0.0, bits: float = 1e9) -> None:
        self._to = port
        self._delay, self._rate = round_trip / 2, bits / 8
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.socket()
                for one in (near, far):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                far.connect(("127.0.0.1", self._to))
                self._sockets += [near, far]
                _Way(near, far, self._delay, self._rate)
                _Way(far, near, self._delay, self._rate)

    def cut(self) -> None:
        """The line is gone: both ends are told that the connection was reset."""
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                one.shutdown(socket.SHUT_RD)
                one.close()
        self._sockets.clear()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.close()
        self.cut()
