"""Bytes of a terminal, split and glued as a slow line delivers them, to the keys that were pressed.

* Esc and the next key in one packet are Esc and that key, unless the keymap binds that alt key.
* A sequence whose tail comes late is still that sequence. Esc alone is held back for a moment, in which its tail may come;
  what has begun as a sequence is held longer, because few people press Esc and ``[`` that fast. If a tail comes later still,
  in one piece, it completes the sequence rather than being taken for keys.
* A sequence that is complete but unknown is dropped where it has parameters, as only a terminal sends those; without them it
  is the keys that somebody pressed. Answers to questions (OSC, DCS) are dropped whole.
* Pasted text that is marked as such is one paste, whatever happens on the line in its middle. What is not marked is told
  from typing by the rule of ``pasted``.
* Nothing that was pressed is lost or changes places.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from textual import _xterm_parser as xterm
from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys
from textual.message import Message

from workbench.tui.pacing import ANSWERS
from workbench.tui.pasted import TAIL, continues, looks_pasted

if sys.platform == "win32":
    from textual.drivers import win32 as driver
else:
    from textual.drivers import linux_driver as driver

ESC = "\x1b"
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

HELD, HELD_REMOTE = 0.19, 0.29
"""Seconds for which a lone Esc waits for a tail, here and over SSH; ``ESCDELAY`` (milliseconds) says otherwise."""
HELD_BEGUN = 0.3
"""Seconds for which the beginning of a sequence waits for the rest."""
HELD_PASTE = 10.0
"""Seconds of silence after which pasted text is taken to have lost its end."""
LATE = 1.0
"""Seconds after a lone Esc in which a tail in one piece still completes it."""
LONGEST = 4096
"""The longest answer of a terminal, in characters; what goes on longer is none."""

_CSI = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_CSI_BEGUN = re.compile(r"\x1b\[[0-?]*[ -/]*\Z")
_RXVT = re.compile(r"\x1b\[\d+\$(?=[^@-~]|\Z)")
_SS3 = re.compile(r"\x1bO[A-FHPQRS]")
"""Arrows, Home, End and F1 to F4; the keypad sends the others only where a program asks for them."""
_ANSWER = re.compile(r"\x1b(?:\]\d+;|P[\d;>=?$+!]+[a-zA-Z|{])[^\x07\x1b]*(?:\x07|\x1b\\)", re.DOTALL)
_ANSWER_BEGUN = re.compile(
    r"\x1b(?:\]\d*|P[\d;>=?$+!]*|(?:\]\d+;|P[\d;>=?$+!]+[a-zA-Z|{])[^\x07\x1b]*\x1b?)\Z", re.DOTALL
)
_TORN = re.compile(
    r"\x1b(?:\[[0-?]+[ -/]*|(?:\]\d+;|P[\d;>=?$+!]+[a-zA-Z|{])[^\x07\x1b]*\x1b?)(?=[^ -~]|\Z)", re.DOTALL
)
_LATE_TAIL = re.compile(r"(?:\[[0-?]*[ -/]*[@-~]|\[\[[A-E]|O[A-FHPQRS])\Z")


class Burst(events.Paste):
    """Text that arrived so fast that it must have been pasted, though the terminal did not say so."""


def held() -> float:
    """For how long a lone Esc is held back, in seconds."""
    said = os.environ.get("ESCDELAY", "")
    if said.isascii() and said.isdigit() and int(said) > 0:
        return int(said) / 1000
    return HELD_REMOTE if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY") else HELD


class KeyParser(xterm.XTermParser):
    """Textual's parser with another way of reading. ``alt_keys`` are the alt keys that the keymap binds, as ``alt+x``."""

    alt_keys: frozenset[str] = frozenset()
    now: Callable[[], float] = staticmethod(time.monotonic)
    on_answer: Callable[[], object] | None = None
    """Called when the terminal says that it is well; see ``pacing``. Where nobody asked, there are no answers."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = held()
        self._rest = ""
        """What has arrived and is not complete."""
        self._deadline = 0.0
        self._pasting = False
        self._burst_until = 0.0
        self._escaped_until = 0.0
        """Until when a tail in one piece belongs to the Esc that was alone."""

    # What the driver calls

    def feed(self, data: str) -> Iterator[Message]:
        """More of what the terminal sent; nothing at all means that it ended."""
        self._eof = not data
        if data and not self._rest and self.now() < self._escaped_until and _known_tail(data.partition(ESC)[0]):
            data = ESC + data
        self._escaped_until = 0.0
        self._rest += data
        if self.on_answer is not None:
            self._take_answers(self.on_answer)
        yield from self._take(ended=not data)

    def tick(self) -> Iterator[Message]:
        """Nothing has come for a while: what was held back for too long is what it is."""
        if self._rest and self.now() >= self._deadline:
            yield from self._take(ended=True)

    # Reading

    def _take_answers(self, tell: Callable[[], object]) -> None:
        """The terminal's answers may come in the middle of anything, of pasted text too, and are no part of it."""
        for answer in ANSWERS:
            if answer in self._rest:
                self._rest = self._rest.replace(answer, "")
                tell()

    def _take(self, *, ended: bool) -> Iterator[Message]:
        """Everything that is complete; where nothing more comes (``ended``), everything."""
        while self._rest:
            before = self._rest
            if self._pasting:
                yield from self._paste(ended)
            elif not before.startswith(ESC):
                run, escape, rest = before.partition(ESC)
                self._rest = escape + rest
                yield from self._text(run)
            else:
                yield from self._sequence(before, ended)
            if self._rest == before:
                return

    def _wait(self, seconds: float) -> None:
        self._deadline = self.now() + seconds

    def _paste(self, ended: bool) -> Iterator[Message]:
        text, end, rest = self._rest.partition(PASTE_ENDS)
        if not (end or ended):
            self._wait(HELD_PASTE)
            return
        self._pasting, self._rest = False, rest
        if not end:  # its end never came: what may still come of it is not typed either
            self._burst_until = self.now() + TAIL
        yield events.Paste(text.replace("\x00", ""))

    def _text(self, run: str) -> Iterator[Message]:
        now = self.now()
        if looks_pasted(run) or (now < self._burst_until and continues(run)):
            self._burst_until = now + TAIL
            yield Burst(run)
            return
        for char in run:
            yield from self._keys(char)

    def _sequence(self, rest: str, ended: bool) -> Iterator[Message]:
        """One sequence at the start of ``rest``, or Esc; nothing where more of it may come."""
        if rest == ESC:
            if ended:
                self._rest = ""
                self._escaped_until = self.now() + LATE
                yield events.Key("escape", ESC)
            else:
                self._wait(self._held)
            return
        found = _complete(rest)
        if found:
            self._rest = rest[len(found) :]
            yield from self._completed(found)
        elif _begun(rest) and not ended:
            self._wait(HELD_BEGUN)
        elif torn := _TORN.match(rest):  # only a terminal begins so, and the rest of it was lost
            self._rest = rest[torn.end() :]
        else:
            self._rest = rest[1:]
            yield from self._escaped(rest[1])

    def _escaped(self, char: str) -> Iterator[Message]:
        """Esc and a key that came with it: two keys, or one where the keymap has it so."""
        if f"alt+{char}" in self.alt_keys:
            self._rest = self._rest[1:]
            yield from super()._sequence_to_key_events(char, alt=True)
            return
        yield events.Key("escape", ESC)
        if char in "[O]P":  # no sequence after all: it is a key, whatever follows
            self._rest = self._rest[1:]
            yield from self._keys(char)

    def _completed(self, sequence: str) -> Iterator[Message]:
        if sequence == PASTE_BEGINS:
            self._pasting = True
        elif sequence == PASTE_ENDS or sequence in ANSWERS:
            return
        elif sequence in ("\x1b[I", "\x1b[O"):
            yield events.AppFocus() if sequence == "\x1b[I" else events.AppBlur()
        elif size := xterm._re_in_band_window_resize.fullmatch(sequence):
            yield self._resized([int(group.partition(":")[0]) for group in size.groups()])
        elif place := xterm._re_cursor_position.fullmatch(sequence):
            yield events.CursorPosition(int(place["col"]) - 1, int(place["row"]) - 1)
        elif keys := list(self._sequence_to_key_events(sequence)):
            yield from (key for key in keys if key.key != Keys.Ignore)
        elif xterm._re_mouse_event.match(sequence):
            if (mouse := self.parse_mouse_code(sequence)) is not None:
                yield mouse
        elif report := xterm._re_terminal_mode_response.match(sequence):
            yield from _mode(report["mode_id"], int(report["setting_parameter"]))
        elif len(sequence) == 3:  # no parameters, and no key: they were pressed one by one
            yield events.Key("escape", ESC)
            for char in sequence[1:]:
                yield from self._keys(char)

    def _resized(self, numbers: list[int]) -> events.Resize:
        height, width, pixel_height, pixel_width = numbers
        resize = events.Resize.from_dimensions((width, height), (pixel_width, pixel_height))
        self.terminal_size, self.terminal_pixel_size, self.mouse_pixels = resize.size, resize.pixel_size, True
        return resize

    def _keys(self, char: str) -> Iterator[events.Key]:
        yield from (key for key in self._sequence_to_key_events(char) if key.key != Keys.Ignore)


def _complete(rest: str) -> str:
    """The whole sequence that ``rest`` begins with; "" where there is none (yet)."""
    for pattern in (_RXVT, _ANSWER):
        if (found := pattern.match(rest)) and (pattern is _ANSWER or found[0] in ANSI_SEQUENCES_KEYS):
            return found[0]
    if rest.startswith("\x1b[["):  # the Linux console's function keys
        return rest[:4] if rest[:4] in ANSI_SEQUENCES_KEYS else ""
    if csi := _CSI.match(rest):
        return csi[0]
    return rest[:3] if _SS3.match(rest) else ""


def _begun(rest: str) -> bool:
    """Whether more may come that makes a sequence of ``rest``."""
    if rest in ("\x1b[[", "\x1bO") or _CSI_BEGUN.match(rest):
        return True
    return len(rest) <= LONGEST and _ANSWER_BEGUN.match(rest) is not None


def _known_tail(data: str) -> bool:
    """Whether these characters, all that came at once, are the rest of a key's sequence without its Esc."""
    return _LATE_TAIL.match(data) is not None and (ESC + data in ANSI_SEQUENCES_KEYS or ESC + data in ANSWERS)


def _mode(mode: str, setting: int) -> Iterator[Message]:
    if mode == "2026" and setting > 0:
        yield messages.TerminalSupportsSynchronizedOutput()
    elif mode == "2048":
        yield messages.InBandWindowResize.from_setting_parameter(setting)


def keys_of(text: str) -> list[tuple[str, str | None]]:
    """The keys that type a text, as Textual names them, each with its character."""
    parser = KeyParser()
    return [(key.key, key.character) for char in text for key in parser._keys(char)]


def use_key_parser(alt_keys: Iterable[str]) -> None:
    """Have the driver read keys with this parser."""
    KeyParser.alt_keys = frozenset(alt_keys)
    vars(driver)["XTermParser"] = KeyParser
