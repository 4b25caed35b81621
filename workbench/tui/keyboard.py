"""Esc and the next key in one packet are Esc and that key.

On a slow line the two bytes arrive together and look like alt and the key; Textual then drops the Esc before a sign, or
makes both one key. No keystroke may be lost, so they are two keys here, unless the keymap binds that alt key.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser

if sys.platform == "win32":
    from textual.drivers import win32 as driver
else:
    from textual.drivers import linux_driver as driver


class KeyParser(XTermParser):
    """Textual's parser, with Esc kept. ``alt_keys`` are the alt keys that the keymap binds, as ``alt+x``."""

    alt_keys: frozenset[str] = frozenset()

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if not alt or f"alt+{sequence}" in self.alt_keys:
            yield from super()._sequence_to_key_events(sequence, alt)
            return
        yield events.Key("escape", "\x1b")
        yield from super()._sequence_to_key_events(sequence)


def use_key_parser(alt_keys: Iterable[str]) -> None:
    """Have the driver read keys with this parser."""
    KeyParser.alt_keys = frozenset(alt_keys)
    vars(driver)["XTermParser"] = KeyParser
