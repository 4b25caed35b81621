"""What a visible stand-in stands for: the character, its name, its place."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from workbench.core.display import shown

_CONTROLS = (
    "NULL,START OF HEADING,START OF TEXT,END OF TEXT,END OF TRANSMISSION,ENQUIRY,ACKNOWLEDGE,BELL,BACKSPACE,TABULATION,LINE FEED,"
    "LINE TABULATION,FORM FEED,CARRIAGE RETURN,SHIFT OUT,SHIFT IN,DATA LINK ESCAPE,DEVICE CONTROL ONE,DEVICE CONTROL TWO,"
    "DEVICE CONTROL THREE,DEVICE CONTROL FOUR,NEGATIVE ACKNOWLEDGE,SYNCHRONOUS IDLE,END OF TRANSMISSION BLOCK,CANCEL,"
    "END OF MEDIUM,SUBSTITUTE,ESCAPE,FILE SEPARATOR,GROUP SEPARATOR,RECORD SEPARATOR,UNIT SEPARATOR"
).split(",")
"""The names of U+0000 to U+001F, which have none in the Unicode character database (ISO 6429)."""


class StandIn(NamedTuple):
    """A character that is not shown as itself: its offset, what it is, what stands for it."""

    offset: int
    character: str
    sign: str

    @property
    def name(self) -> str:
        """Code point and name."""
        return name_of(self.character)


def name_of(character: str) -> str:
    """A character's code point and name, as ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    code = ord(character)
    if code < len(_CONTROLS):
        name = _CONTROLS[code]
    elif code == 0x7F:
        name = "DELETE"
    elif 0x80 <= code < 0xA0:
        name = "C1 CONTROL"
    elif 0xE000 <= code < 0xF900 or code >= 0xF0000:
        name = "PRIVATE USE"
    else:
        name = unicodedata.name(character, "WITHOUT A NAME")
    return f"U+{code:04X} {name}"


def stand_ins(text: str, base: int = 0) -> list[StandIn]:
    """The characters of ``text`` for which something else is shown; ``base`` is the offset of the first. No line feeds."""
    pairs = enumerate(zip(text, shown(text), strict=True), base)
    return [StandIn(offset, one, sign) for offset, (one, sign) in pairs if one != sign and one not in "\r\n"]
