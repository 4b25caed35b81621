"""Keys that arrive glued together stay the keys that were pressed."""

from __future__ import annotations

import pytest
from textual import events

from workbench.tui.keyboard import KeyParser


def keys(data: str, alt_keys: frozenset[str] = frozenset()) -> list[str]:
    parser = KeyParser()
    parser.alt_keys = alt_keys  # type: ignore[misc]
    found = [*parser.feed(data), *parser.feed("")]
    return [event.key for event in found if isinstance(event, events.Key)]


@pytest.mark.parametrize(
    ("data", "pressed"),
    [
        ("\x1ba", ["escape", "a"]),
        ("\x1b!", ["escape", "exclamation_mark"]),
        ("\x1bA", ["escape", "A"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b ", ["escape", "space"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b", ["escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b[A", ["up"]),
        ("\x1b[5~", ["pageup"]),
        ("ab", ["a", "b"]),
    ],
)
def test_no_key_is_lost_or_invented(data: str, pressed: list[str]) -> None:
    assert [key.replace("upper_a", "A") for key in keys(data)] == pressed


def test_an_alt_key_that_is_bound_stays_one_key() -> None:
    assert keys("\x1ba", frozenset({"alt+a"})) == ["alt+a"]
