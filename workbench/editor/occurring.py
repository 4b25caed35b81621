"""Where a mention occurs again: its words, every name of its entity, both in other cases and with an ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.span import Span
from workbench.core.text import Text
from workbench.linking.scan import Scanner
from workbench.linking.stopwords import is_stop_word

EXACT, ALIAS, ENDING, CASE, SPELLING = "", "another name", "with an ending", "in another case", "spelled otherwise"
"""How an occurrence differs from the words of the mention."""

_GENITIVE = re.compile("['’ʼ][sS]?\\Z")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)\Z", re.IGNORECASE)
_CONSONANT_Y = re.compile(r"[^aeiou\W]y\Z")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place, and how it differs from the words looked for."""

    span: Span
    how: str = EXACT

    @property
    def likely(self) -> bool:
        """Whether it may be taken without a second look; small letters rather describe than name."""
        return self.how != CASE


class Occurrences:
    """Finds a mention again by its words and its other names."""

    def __init__(self, words: Iterable[str], aliases: Iterable[str] = ()) -> None:
        self._words = {one for one in map(_tidy, words) if one}
        self._aliases = {one for one in map(_tidy, aliases) if one} - self._words
        names = {*self._words, *self._aliases}
        self._endings = {form for name in names for form in inflected(name)}
        self._small = {one.lower() for one in names | self._endings if _may_be_small(one)}
        self._scanner = Scanner.of_names((one, "") for one in sorted(names | self._endings | self._small))

    def find(self, text: Text) -> Iterator[Occurrence]:
        """Every place in a text, in order, none overlapping another."""
        whole = text.slice(0, len(text))
        for found in self._scanner.find(whole):
            start, end = found.span
            said = _tidy(whole[start:end])
            genitive = _GENITIVE.search(whole, start, end)
            if genitive and said not in self._words | self._aliases:
                said, end = _tidy(whole[start : genitive.start()]), genitive.start()
            yield Occurrence(Span(start, end), self._how(said))

    def _how(self, said: str) -> str:
        if said in self._words:
            return EXACT
        if said in self._aliases:
            return ALIAS
        if said.islower() and said in self._small:
            return CASE
        return ENDING if said in self._endings else SPELLING


def inflected(name: str) -> Sequence[str]:
    """The forms of a name with an ending of its own: the plural, which is the German genitive as well.

    A genitive with an apostrophe (``Haftar’s``, ``Keller’``) needs no form: it ends the name where it stands. Names of one
    or two letters, and such as end in no letter, have none.
    """
    if len(name) < 3 or not name[-1].isalpha() or not name[-1].isascii():
        return ()
    if name.isupper():
        return (f"{name}s",)
    if _SIBILANT.search(name):
        return (f"{name}es",)
    if _CONSONANT_Y.search(name):
        return (f"{name}s", f"{name[:-1]}ies")
    return (f"{name}s",)


def _may_be_small(name: str) -> bool:
    """Whether a name can be recognised in small letters: no abbreviation, no common word."""
    return len(name) > 3 and not name.isupper() and not is_stop_word(name)


def _tidy(name: str) -> str:
    return " ".join(name.split())
