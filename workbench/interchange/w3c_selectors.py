"""Where the selectors of a Web Annotation point in a text.

Positions count code points (https://www.w3.org/TR/annotation-model/#text-position-selector); a quote is found by its
words and what stands around them; ``char=10,20`` is RFC 5147.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from workbench.interchange.json_reading import checked_span

_CHARS = re.compile(r"char=(\d+),(\d+)")


class Selector(msgspec.Struct, frozen=True):
    """One description of a place."""

    type: str | list[str] = ""
    start: int | None = None
    end: int | None = None
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    value: str = ""


def place(text: str, selectors: Sequence[Selector], where: str, key: str) -> tuple[int, int] | None:
    """The stretch that the selectors mean; where a position and a quote differ the quote counts, nearest to the position.

    None where no selector finds words. Raises FileError for a position outside the text.
    """
    spans = [_position(one) for one in selectors]
    found = next((span for span in spans if span is not None), None)
    quote = next((one for one in selectors if one.exact), None)
    if quote is None or quote.exact is None:
        return checked_span(*found, len(text), where, key) if found else None
    if found and text[slice(*found)] == quote.exact:
        return checked_span(*found, len(text), where, key)
    starts = list(_occurrences(text, quote.exact))
    if not starts:
        return None
    start = max(starts, key=lambda at: (_fit(text, at, quote), -abs(at - found[0]) if found else -at))
    return start, start + len(quote.exact)


def _position(selector: Selector) -> tuple[int, int] | None:
    if selector.type == "TextPositionSelector" and selector.start is not None and selector.end is not None:
        return selector.start, selector.end
    chars = _CHARS.match(selector.value) if selector.type == "FragmentSelector" else None
    return (int(chars.group(1)), int(chars.group(2))) if chars else None


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _fit(text: str, at: int, quote: Selector) -> int:
    """How much of what should stand around the words does: 0 to 2."""
    end = at + len(quote.exact or "")
    before = bool(quote.prefix) and text.endswith(quote.prefix, 0, at)
    return before + (bool(quote.suffix) and text.startswith(quote.suffix, end))
