"""The bytes that a plain xterm sends for a key (xterm's control sequences, "PC-Style Function Keys")."""

from __future__ import annotations

BYTES = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "shift+tab": b"\x1b[Z",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "shift+end": b"\x1b[1;2F",
    "ctrl+right": b"\x1b[1;5C",
    "alt+up": b"\x1b[1;3A",
    "ctrl+space": b"\x00",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "insert": b"\x1b[2~",
    "f5": b"\x1b[15~",
    "f12": b"\x1b[24~",
}


def sent(key: str) -> bytes:
    """The bytes of one key in our spelling; ``KeyError`` for a key that the table does not have."""
    if key in BYTES:
        return BYTES[key]
    if len(key) == 1:
        return key.encode("utf-8")
    modifier, _, letter = key.rpartition("+")
    if modifier == "ctrl" and len(letter) == 1 and letter.islower():
        return bytes([ord(letter) & 0x1F])
    if modifier == "alt" and len(letter) == 1:
        return b"\x1b" + letter.encode("utf-8")
    raise KeyError(key)
