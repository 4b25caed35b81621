"""What stands beside a match in running text: whether it belongs to the word, to the name, or to neither."""

from __future__ import annotations

from workbench.core.span import Span
from workbench.linking.fold import fold
from workbench.linking.nametree import APOSTROPHES, ELISIONS, MARK, TIED, Name

_BEHIND = frozenset(APOSTROPHES)


class _Tied(dict[str, bool]):
    """By a sign beside a match, whether it may tie it to another word and asks for a closer look."""

    def __missing__(self, sign: str) -> bool:
        return self.setdefault(sign, sign in _BEHIND or _of_word(sign))


TIED_TO = _Tied({"": False})


def extent(text: str, start: int, end: int, name: Name) -> Span | None:
    """The place of a match with the signs that the name itself begins and ends with, where they stand in the text.

    None where a sign that folds to a letter (™) is missing, or where the words are part of a longer abbreviation.
    """
    if name.plain:
        return Span(start, end)
    if len(name.words[-1]) == 1 and text.startswith(".", end) and text[end + 1 : end + 2].isalnum():
        return None
    if len(name.words[0]) == 1 and text.endswith(".", 0, start) and text[max(0, start - 2) : start - 1].isalnum():
        return None
    if name.tail and text.startswith(name.tail, end):
        end += len(name.tail)
    elif fold(name.tail):
        return None
    if name.head and text.endswith(name.head, 0, start):
        start -= len(name.head)
    elif fold(name.head):
        return None
    return Span(start, end)


def ends_there(text: str, at: int) -> bool:
    """Whether an apostrophe stands here that leaves the word before it whole: nothing follows, or the s of a genitive."""
    if text[at] not in _BEHIND:
        return False
    first, second = text[at + 1 : at + 2], text[at + 2 : at + 3]
    if not first.isalnum():
        return not MARK.match(first)
    return first in "sS" and not (second.isalnum() or second in _BEHIND or MARK.match(second))


def word_start(text: str, start: int) -> int:
    """Where the word begins whose part, tied on by an apostrophe, begins at ``start``."""
    while start > 1 and text[start - 1] in APOSTROPHES and _of_word(text[start - 2]):
        start -= 1
        while start and _of_word(text[start - 1]):
            start -= 1
    return start


def _of_word(sign: str) -> bool:
    return sign.isalnum() or MARK.match(sign) is not None


def inside_word(text: str, offset: int) -> bool:
    """Whether an apostrophe ties what begins here to a word before it, and it is no elision: *Brien* in ``o’Brien``."""
    tied = TIED.search(text, max(0, offset - 8), offset)
    return tied is not None and tied[1] not in ELISIONS
