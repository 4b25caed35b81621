"""Text as the automaton reads it: one byte a sign, small letters without their marks, everything else a blank.

The fold keeps the length, but at a few places that are written down: a full stop before a blank and signs inside a word are
taken out, several blanks become one, a ligature becomes its two letters. So a place in the flat text leads back to its
place in the text. Names are flattened the same way, so that two spellings that agree when folded nearly always agree when
flat; whether they really do, and what stands between the words, is for the reader of the names to say.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii

from workbench.linking.nametree import APOSTROPHES, MARKS, UNSPACED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LIGATURES = {
    "ß": b"ss",
    "ẞ": b"SS",
    "æ": b"ae",
    "Æ": b"AE",
    "œ": b"oe",
    "Œ": b"OE",
    "þ": b"th",
    "Þ": b"TH",
}
_INSIDE, _JOINED, _UNSPACED = 1, 2, 3
"""Bytes that stand for a sign inside a word, for a ligature, for a letter of a script without spaces."""
_MASK = (1 << 32) - 1
_GONE = 0x7F
"""Stands for what is taken out; no sign becomes this byte."""
_QUOTES = "’“”–—‘"
"""The commonest signs beyond Latin-1: to replace them is quicker than to look each one up."""
_TAKEN_OUT = re.compile(rb"(?<=[ \n\r]) | (?=[\n\r])|\.(?=[ \n\r])|\r(?=\n)|\x01")
"""What leaves no blank behind: further blanks, a full stop before a blank, half a line break, a sign inside a word."""
_LIGATURE = re.compile(bytes((_JOINED,)))
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_ERRORS = "workbench.flat"
_MARKS = re.compile(f"[{MARKS}]")


class _Letters(dict[int, str]):
    """Each sign as one of Latin-1 that the table below knows, found out when it is first met.

    Only a small letter becomes one; a letter without case becomes a capital, since no rule of case may turn it away.
    """

    def __missing__(self, sign: int) -> str:
        letter = chr(sign)
        if _MARKS.match(letter):
            flat = chr(_INSIDE)
        elif letter in _LIGATURES:
            flat = chr(_JOINED)
        elif UNSPACED.match(letter):
            flat = chr(_UNSPACED)
        elif letter.isalnum():
            plain = anyascii(unicodedata.normalize("NFKC", letter)).lower()
            # A letter without a transliteration is any letter, so that it parts no word.
            flat = next((one for one in plain if one.isalnum()), chr(97 + sign % 26))
            flat = flat if letter.islower() else flat.upper()
        else:
            flat = letter if letter in " .\n\r" else " "
        return self.setdefault(sign, flat)


_letters = _Letters()
_TABLE = bytes(number if number <= _UNSPACED else ord(_letters[number]) for number in range(256))
_BLANKS = bytes(ord(" ") if chr(number) in ".\n\r" or number <= _UNSPACED else number for number in range(256))
_FLAT = _BLANKS.lower()
_FLAT_ASCII = bytes(number if number == _INSIDE else _FLAT[_TABLE[number]] for number in range(128)) + bytes(128)


def _look_up(error: UnicodeError) -> tuple[str, int]:
    """Signs that Latin-1 does not have, one for one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join([_letters[ord(sign)] for sign in signs]), error.end


codecs.register_error(_ERRORS, _look_up)


@dataclass(frozen=True, slots=True)
class Flat:
    """Flat text, and where it leads back to."""

    data: bytes
    cased: bytes
    """The same with capitals."""
    unspaced: bool = False
    """Whether there is a letter of a script that puts no space between words."""
    _gaps: Sequence[int] = ()
    """Places before which one more sign was taken out."""
    _joined: Sequence[int] = ()
    """The second letters of ligatures, by their places before anything was taken out."""

    def back(self, place: int) -> int:
        """The place in the text of a place in the flat text."""
        place += bisect_right(self._gaps, place) - 1
        return place - bisect_right(self._joined, place)

    def in_order(self, hits: list[int], further: Iterable[tuple[int, int]], base: int = 0) -> Iterable[tuple[int, int]]:
        """Places in the text, (start, end), from left to right, each once, of those that start together the longest first.

        ``hits`` are flat, each ``(start << 32) - end`` with the blanks before and behind it; ``further`` ones are places
        in the text already. All are moved by ``base``.
        """
        if isinstance(self._gaps, list):
            flat = [(-(-hit >> 32), -hit & _MASK) for hit in hits]
            found = {(self.back(start + 1), -self.back(end - 2) - 1) for start, end in flat}
            found.update((start, -end) for start, end in further)
            return [(start + base, base - minus_end) for start, minus_end in sorted(found)]
        import numpy as np

        codes = np.array(hits, np.int64)
        starts, ends = self._all_back(-(-codes >> 32) + 1), self._all_back((-codes & _MASK) - 2) + 1
        more = np.array([(start << 32) - end for start, end in further], np.int64)
        codes = np.unique(np.concatenate(((starts << 32) - ends, more)))
        return zip((base - (-codes >> 32)).tolist(), (base + (-codes & _MASK)).tolist(), strict=True)

    def _all_back(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        wide = places + np.searchsorted(np.asarray(self._gaps), places, "right") - 1
        if len(self._joined):
            wide -= np.searchsorted(np.asarray(self._joined), wide, "right")
        return wide


def flatten(text: str, in_bulk: bool = False) -> Flat:
    """See the module's docstring. One blank stands before and one behind, so that every word lies between two.

    ``in_bulk`` gives the same with the help of NumPy, some times quicker; to import it takes as long as to flatten a few
    million signs without.
    """
    marked = _marked(text)
    unspaced = _UNSPACED in marked
    joined: list[int] = []
    if _JOINED in marked:
        marked, joined = _parted(marked, text)
    short, gaps = _without_gaps_in_bulk(marked) if in_bulk else _without_gaps(marked)
    cased = b" %b " % short.translate(_BLANKS)
    return Flat(cased.lower(), cased, unspaced, gaps, joined)


def _marked(text: str) -> bytes:
    """One byte a sign: letters without their marks, and what is treated by itself."""
    if not text.isascii():
        for sign in _QUOTES:
            text = text.replace(sign, "'")
    return text.encode("latin-1", _ERRORS).translate(_TABLE)


def _parted(marked: bytes, text: str) -> tuple[bytes, list[int]]:
    """The text with two letters for each ligature, and the places of the second ones."""
    ligatures = [at for found in _LIGATURE.finditer(marked) if text[at := found.start()] in _LIGATURES]
    pieces: list[bytes] = []
    end = 0
    for at in ligatures:
        pieces += (marked[end:at], _LIGATURES[text[at]])
        end = at + 1
    return b"".join((*pieces, marked[end:])), [at + number + 1 for number, at in enumerate(ligatures)]


def _without_gaps(marked: bytes) -> tuple[bytes, Sequence[int]]:
    """The text without what is taken out, and the places of the flat text before which one more sign was."""
    gaps = [found.start() for found in _TAKEN_OUT.finditer(marked)]
    return _TAKEN_OUT.sub(b"", marked), [at + 1 - number for number, at in enumerate(gaps)]


def _without_gaps_in_bulk(marked: bytes) -> tuple[bytes, Sequence[int]]:
    """The same by whole arrays."""
    import numpy as np

    signs = np.frombuffer(bytearray(marked), np.uint8)
    line = (signs == ord("\n")) | (signs == ord("\r"))
    blank = signs == ord(" ")
    white = line | blank
    gone = signs == _INSIDE
    gone[1:] |= blank[1:] & white[:-1]
    gone[:-1] |= blank[:-1] & line[1:]
    gone[:-1] |= (signs[:-1] == ord(".")) & white[1:]
    gone[:-1] |= (signs[:-1] == ord("\r")) & (signs[1:] == ord("\n"))
    places = np.flatnonzero(gone)
    signs[places] = _GONE
    gaps: Sequence[int] = places + 1 - np.arange(len(places))  # type: ignore[assignment]
    return signs.tobytes().translate(None, bytes((_GONE,))), gaps


def keys_of_name(name: str) -> list[bytes]:
    """A name as it is looked for, flat and between two blanks: as it stands, and without the apostrophes inside its words.
    Empty where it has no letter."""
    keys = [_key(name)]
    if _APOSTROPHE.search(name):
        keys.append(_key(_APOSTROPHE.sub("", name)))
    return [b" %b " % key for key in dict.fromkeys(keys) if key]


def _key(name: str) -> bytes:
    """The words of a name, flat."""
    if name.isascii():
        return b" ".join(name.encode("ascii").translate(_FLAT_ASCII, b"\x01").split())
    marked = _marked(name)
    if _JOINED in marked:
        marked, _ = _parted(marked, name)
    return b" ".join(marked.translate(_FLAT, b"\x01").split())
