"""How much may be on its way to a terminal at the other end of a connection.

Between this program and the screen lie buffers that take seconds of output at once: what is written to them is gone from
here and not yet seen. So the terminal is asked now and then whether it is well (DSR, ECMA-48 8.3.35: ``ESC [ 5 n``), which
it answers (``ESC [ 0 n``) once it has come so far; until then little more is sent, and frames are left out instead. A
terminal that was never heard to answer is not waited for.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

QUESTION = "\x1b[5n"
ANSWERS = ("\x1b[0n", "\x1b[3n")
ASK = 1_000
"""Bytes after which the terminal is asked how far it is."""
LIMIT = 2_000
"""Bytes that may be on their way; a frame is begun as long as fewer are."""
PATIENCE = 2.0
"""Seconds after which an answer is not waited for any longer."""
AGAIN = 30.0
"""Seconds after which a terminal that answered before and then did not is asked again: another one may be there by now."""

FOREIGN = 10.0
"""Seconds after a question in which the answer of a terminal that is known to answer may come to whatever runs there next."""


class Pacing:
    """Counts what was sent and what the terminal is known to have seen. ``now`` gives seconds.

    Answers come on the thread that reads keys. The lock can be taken twice: a signal may come while it is held.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._asked_at: float | None = None
        self._unseen = 0
        """Bytes sent up to the question that is open."""
        self._since = 0
        """Bytes sent after it."""
        self._heard = self._known = False
        """Whether it answers; whether it ever did."""
        self._gave_up: float | None = None
        self._unanswered: float | None = None
        """When the last question was asked, if no answer came since."""

    def sent(self, size: int) -> str:
        """So many bytes are sent; what to send behind them."""
        now = self._now()
        with self._lock:
            self._since += size
            deaf = self._gave_up is not None and not (self._known and now - self._gave_up > AGAIN)
            if self._asked_at is not None or deaf or (self._heard and self._since < ASK):
                return ""
            self._asked_at, self._unseen, self._since, self._gave_up = now, self._since, 0, None
            self._unanswered = now
            return QUESTION

    def answered(self) -> None:
        """The terminal has come as far as the last question."""
        with self._lock:
            self._heard = self._known = True
            self._asked_at, self._unseen, self._gave_up = None, 0, None
            self._unanswered = None

    def begin(self) -> None:
        """Somebody else had the terminal: what was asked before is answered or never will be."""
        with self._lock:
            self._asked_at, self._unseen, self._since, self._gave_up = None, 0, 0, None
            self._unanswered = None

    @property
    def full(self) -> bool:
        """Whether as much is on its way as may be."""
        return self.open and self._heard and self._unseen + self._since > LIMIT

    @property
    def known(self) -> bool:
        """Whether the terminal ever answered."""
        return self._known

    @property
    def owes(self) -> bool:
        """Whether an answer may still come, though nobody may be waiting for it any longer."""
        with self._lock:
            asked = self._unanswered
            return asked is not None and self._now() - asked < (FOREIGN if self._known else PATIENCE)

    @property
    def open(self) -> bool:
        """Whether an answer is still to be expected."""
        now = self._now()
        with self._lock:
            if self._asked_at is not None and now - self._asked_at > PATIENCE:
                self._gave_up, self._asked_at, self._heard = now, None, False
            return self._asked_at is not None
