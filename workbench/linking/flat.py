"""Text as the automaton reads it: one byte a sign, small letters without their marks, everything else a blank.

The fold keeps the length, but at a few places that are written down: a full stop before a blank and signs inside a word are
taken out, several blanks become one, a ligature becomes its letters. So a place in the flat text leads back to its place
in the text. Names are flattened the same way, so that two spellings that agree when folded nearly always agree when
flat; whether they really do, and what stands between the words, is for the reader of the names to say.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from anyascii import anyascii

from workbench.linking.nametree import APOSTROPHES, MARKS, UNSPACED

_LIGATURES = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "Æ": "ae",
    "Œ": "oe",
    "ẞ": "ss",
    "þ": "th",
    "Þ": "th",
    "ð": "d",
    "Ð": "d",
}
_INSIDE, _JOINED, _UNSPACED = 1, 2, 3
"""Bytes that stand for a sign inside a word, for a ligature, for a letter of a script without spaces."""
_QUOTES = "’“”–—‘"
"""The commonest signs beyond Latin-1: to replace them is quicker than to look each one up."""
_STOP = re.compile(rb"\.(?= )")
_RUNS = (re.compile(rb"  +"), re.compile(rb"\n[ \t]+"), re.compile(rb"\r\n?[ \t]*"), re.compile(rb" \n[ \t]*"))
"""White space that becomes one blank. Each begins with a letter of its own, which makes it quick to look for."""
_SELDOM = re.compile(rb"[\x01\x02]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_ERRORS = "workbench.flat"
_MARKS = re.compile(f"[{MARKS}]")


class _Letters(dict[int, str]):
    """Each sign as one of Latin-1 that the table below knows, found out when it is first met."""

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
        else:
            flat = letter if letter in " .\n\r" else " "
        return self.setdefault(sign, flat)


_letters = _Letters()
_TABLE = bytes(number if number <= _UNSPACED else ord(_letters[number]) for number in range(256))
_BLANKS = bytes(ord(" ") if chr(number) in ".\n\r" or number <= _UNSPACED else number for number in range(256))


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
    unspaced: bool = False
    """Whether there is a letter of a script that puts no space between words."""
    _shifts: tuple[Sequence[int], Sequence[int]] = ((), ())
    """Places from which on the distance to the text is another, and the distance, before full stops were taken out."""
    _stops: Sequence[int] = ()
    """Places before which one more full stop was taken out."""

    def back(self, place: int) -> int:
        """The place in the text of a place in the flat text."""
        place += bisect_right(self._stops, place)
        at, by = self._shifts
        return place + by[bisect_right(at, place) - 1]


def flatten(text: str) -> Flat:
    """See the module's docstring. One blank stands before and one behind, so that every word lies between two."""
    signs = text
    if not text.isascii():
        for sign in _QUOTES:
            signs = signs.replace(sign, "'")
    data = signs.encode("latin-1", _ERRORS).translate(_TABLE)
    unspaced = _UNSPACED in data
    patterns = (*_RUNS, _SELDOM) if _INSIDE in data or _JOINED in data else _RUNS
    places = sorted([match.span() for pattern in patterns for match in pattern.finditer(data)])
    data, at, by = _shortened(data, text, places)
    stops = [match.start() for match in _STOP.finditer(data)]
    if stops:
        data = data.replace(b". ", b" ")
    return Flat(data.translate(_BLANKS), unspaced, (at, by), [stop - number for number, stop in enumerate(stops)])


def _shortened(data: bytes, text: str, places: Sequence[tuple[int, int]]) -> tuple[bytes, list[int], list[int]]:
    """The text between two blanks with something else at these places; from where on it is how far from the text."""
    pieces = [b" "]
    at, by = [0], [-1]
    end, length = 0, 1
    for start, stop in places:
        if start < end:
            continue
        instead = _instead(data[start], text[start])
        pieces += (data[end:start], instead)
        length += start - end + len(instead)
        end = stop
        at.append(length)
        by.append(end - length)
    pieces += (data[end:], b" ")
    return b"".join(pieces), at, by


def _instead(found: int, sign: str) -> bytes:
    """What stands in the flat text for something that does not keep its length."""
    if found == _JOINED and sign in _LIGATURES:
        return _LIGATURES[sign].encode("ascii")
    return b"" if found == _INSIDE else b" "


def keys_of_name(name: str) -> list[bytes]:
    """A name as it is looked for, flat and between two blanks: as it stands, and without the apostrophes inside its words.
    Empty where it has no letter."""
    keys = [b" ".join(flatten(name).data.split())]
    if _APOSTROPHE.search(name):
        keys.append(b" ".join(flatten(_APOSTROPHE.sub("", name)).data.split()))
    return [b" %b " % key for key in dict.fromkeys(keys) if key]
