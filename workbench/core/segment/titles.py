"""Honorifics found in a text: titles and roles that stand before a name and are no part of it."""

from __future__ import annotations

from functools import cache

from workbench.core.segment.languages import listed
from workbench.core.segment.tables.naming import HONORIFIC_ENDINGS
from workbench.core.segment.words import words


def title_at(text: str, start: int, word: str, language: str) -> int:
    """How many words of an honorific begin with ``word`` at ``start``; 0 where none does. The longest one counts."""
    for title, length in _by_first_word(language).get(word, ()):
        after = start + len(title)
        if text.startswith(title, start) and (title[-1] == "." or not text[after : after + 1].isalnum()):
            return length
    endings = _endings(language)
    return int(bool(endings) and word[:1].isupper() and word.lower().endswith(endings))


@cache
def _by_first_word(language: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """The honorifics of a language by their first word, the longest first, each with the number of its words."""
    table: dict[str, list[tuple[str, int]]] = {}
    for title in sorted(listed("honorifics", language), key=lambda title: (-len(title), title)):
        parts = words(title)
        first = title[parts[0].start : parts[0].end]
        table.setdefault(first, []).append((title, len(parts)))
    return {first: tuple(titles) for first, titles in table.items()}


@cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(HONORIFIC_ENDINGS.get(language, ()))
