"""Strings that try to talk to the terminal, generated; and what may never reach it."""

from __future__ import annotations

import random
import re

_MODES = rb"(?:7|25|1000|1002|1003|1004|1006|1015|1049|2004|2026|2048)"
OURS = re.compile(
    rb"\x1b(?:\[(?:\d+(?:;\d+)?H|\d+[CG]|[BKJ]|2J|[\d;]*m|\?" + _MODES + rb"[hl]|\?(?:2026|2048)\$p|>\d+u|<u|5n)"
    rb"|\]22;default\x07)"
)
"""The sequences that the screen and Textual's driver send, to the letter; the window's title is never set. Commands send none."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200e\u200f\u2028\u2029\u2060\u2063\u206a\u3164\ufeff"
    "\uffa0\ufff9"
)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
FORBIDDEN = re.compile(
    f"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{INVISIBLE}{BIDI}\ufe00-\ufe0d\U000e0000-\U000e0fff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that may not be sent, whatever stands around them; line breaks are the driver's own on a tty."""

_ZALGO = re.compile(f"[{chr(0x300)}-{chr(0x36F)}]{{5}}")
_CHAIN = re.compile("(?:\u200d[^\u200d]\ufe0f?){10}")

_SEQUENCES = (
    "\x1b]52;c;aGFja2Vk\x07", "\x1b]0;owned\x1b\\", "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "\x1b[?1337h", "\x1b[2J",
    "\x1b[6n", "\x1bP+q544e\x1b\\", "\x1b_Gf=100;AAAA\x1b\\", "\x1b^pm\x1b\\", "\x1b[31m", "\x1bc", "\x9b31m",
    "\x9d52;c;eA==\x9c",
    "\x90q\x9c", "\x1b[20t", "\x1b(0", "\x1b#8", "\x1b[?1049l", "\x1b[!p", "\x0e", "\x0f", "\x1b]4;0;?\x07", "\x1b[>c", "\x05",
)  # fmt: skip
_MARKUP = ("[bold]loud[/bold]", "[@click=app.quit]x[/]", "[/]", "[red", "{{x}}", "\\[b]", "&amp;", "%s", "$x")
_LETTERS = (
    "Anna",
    "Zorvath",
    "Ω",
    "北京",
    "한국",
    "é",
    "ß",
    "العربية",
    "עברית",
    "नमस्ते",
    "🚢",
    "🇩🇪",
    "👩\u200d🚀",
    "❤\ufe0f",
)


def hostile_string(chance: random.Random, *, broken_bytes: bool = True) -> str:
    """One string of several pieces."""
    return "".join(_piece(chance, broken_bytes) for _ in range(chance.randint(1, 5)))


def _piece(chance: random.Random, broken_bytes: bool) -> str:
    kind = chance.randrange(11)
    if kind == 0:
        return chr(chance.randrange(0x20))
    if kind == 1:
        return chr(chance.randrange(0x7F, 0xA0))
    if kind == 2:
        return chance.choice(_SEQUENCES)
    if kind == 3:
        return chance.choice(BIDI) + chance.choice(_LETTERS)
    if kind == 4:
        return "".join(chr(0xE0000 + ord(letter)) for letter in "tag") + chance.choice(INVISIBLE)
    if kind == 5:
        return "z" + "".join(chr(chance.randrange(0x300, 0x370)) for _ in range(chance.randint(1, 40)))
    if kind == 6:
        return "👩" + "\u200d👩" * chance.randint(1, 60)
    if kind == 7:
        return chance.choice(_MARKUP)
    if kind == 8 and broken_bytes:
        return bytes(chance.randrange(256) for _ in range(3)).decode("utf-8", "surrogateescape")
    if kind == 9:
        code = chance.randrange(0x110000)
        return chr(code) if broken_bytes or not 0xD800 <= code < 0xE000 else "."
    return chance.choice(_LETTERS)


def hostile_in(text: str, *, piled: bool = True) -> str:
    """The first thing in a text that may not be sent, "" where there is none; ``piled``: marks and joiners too."""
    found = FORBIDDEN.search(text) or (piled and (_ZALGO.search(text) or _CHAIN.search(text))) or None
    return f"{found.group()!r} in {text[max(0, found.start() - 40) : found.end() + 20]!r}" if found else ""


def hostile_bytes_in(raw: bytes, *, piled: bool = True) -> str:
    """The same for what a screen sent, once the sequences that are ours are left out."""
    return hostile_in(OURS.sub(b"", raw).decode("utf-8"), piled=piled)


def hostile_lines_in(raw: bytes) -> str:
    """The same for what a command wrote on a terminal: no sequence at all is its own."""
    return hostile_in(raw.replace(b"\r\n", b"\n").decode("utf-8"))
