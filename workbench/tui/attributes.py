"""What a terminal's attributes are, and the shortest sequence from some to others."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_BOLD, _DIM, _ITALIC, _UNDERLINE, _REVERSE = "1", "2", "3", "4", "7"
_OFF = {_BOLD: "22", _DIM: "22", _ITALIC: "23", _UNDERLINE: "24", _REVERSE: "27"}
_SHOW_ON_BLANKS = frozenset({_UNDERLINE, _REVERSE, "9", "21", "53"})


class Attributes(NamedTuple):
    """How a cell is shown: the codes that are set, and the colours ("" is the terminal's own)."""

    codes: frozenset[str] = frozenset()
    color: str = ""
    ground: str = ""

    @property
    def on_blank(self) -> Attributes:
        """What of it can be seen where nothing is written: the ground, unless a line or reversed colours show more."""
        return self if self.codes & _SHOW_ON_BLANKS else Attributes(ground=self.ground)

    @property
    def sequence(self) -> str:
        """What sets exactly these, whatever was set before. The 0 stands there, as terminals on Android (Termux and its kin)
        pass over a parameter that is left out.
        """
        codes = [*sorted(self.codes), *filter(None, (self.color, self.ground))]
        return f"\x1b[0;{';'.join(codes)}m" if codes else "\x1b[m"


PLAIN = Attributes()


def attributes_of(sequence: str) -> Attributes:
    """What a sequence that begins from nothing sets: ``ESC [ 0 ; … m`` (ECMA-48, with colours of ISO 8613-6)."""
    parts = sequence[2:-1].split(";")
    codes: set[str] = set()
    color = ground = ""
    while parts:
        code = parts.pop(0)
        if code in ("38", "48"):
            size = 2 if parts[0] == "5" else 4
            wide = ";".join([code, *parts[:size]])
            del parts[:size]
            color, ground = (wide, ground) if code == "38" else (color, wide)
        elif len(code) > 1 and code[:-1] in ("3", "9"):
            color = code
        elif len(code) > 1 and code[:-1] in ("4", "10"):
            ground = code
        elif code not in ("", "0"):
            codes.add(code)
    return Attributes(frozenset(codes), color, ground)


@lru_cache(maxsize=4096)
def change(before: Attributes, after: Attributes) -> str:
    """The shortest sequence that turns one into the other."""
    if before == after:
        return ""
    gone = before.codes - after.codes
    if any(code not in _OFF for code in gone):
        return after.sequence
    off = sorted({_OFF[code] for code in gone})
    lost = {code for code in after.codes & before.codes if code in _OFF and _OFF[code] in off}
    codes = [*off, *sorted(after.codes - before.codes | lost)]
    if after.color != before.color:
        codes.append(after.color or "39")
    if after.ground != before.ground:
        codes.append(after.ground or "49")
    return min(f"\x1b[{';'.join(codes)}m", after.sequence, key=len)
