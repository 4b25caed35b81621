"""Text whose cells stay where they belong on terminals that disagree about the width of some graphemes.

Emoji, flags and syllables of several letters take one cell here and two there. Before such a grapheme its cells are
blanked, behind it the cursor is set to where it belongs: a disagreement costs that grapheme and nothing behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category


@lru_cache(maxsize=4096)
def disputed(grapheme: str) -> bool:
    """Whether terminals disagree on the cells of a grapheme: all agree on letters with marks that take no room."""
    if grapheme[0] >= "\U0001f000":
        return True
    return len(grapheme) > 1 and any(sign == "\ufe0f" or category(sign) not in ("Mn", "Me") for sign in grapheme[1:])


def steady(cells: Sequence[str], column: int) -> str:
    """The text of some cells ("" is the second one of a wide grapheme), of which the first stands in ``column``, from 0."""
    joined = "".join(cells)
    if joined.isascii():
        return joined
    out: list[str] = []
    for x, text in enumerate(cells):
        if text and disputed(text):
            size = 1
            while x + size < len(cells) and not cells[x + size]:
                size += 1
            here, behind = column + x + 1, column + x + size + 1
            out.append(f"{' ' * size}\x1b[{here}G{text}\x1b[{behind}G")
        else:
            out.append(text)
    return "".join(out)


def cells_of(text: str) -> list[str]:
    """A text cell by cell, as ``steady`` takes it."""
    from workbench.core.width import grapheme_cells, graphemes_of, single_cells

    if single_cells(text):
        return list(text)
    found: list[str] = []
    for grapheme in graphemes_of(text):
        size = grapheme_cells(grapheme)
        if size == 0 and found:
            found[-1] += grapheme
        elif size:
            found += [grapheme, *[""] * (size - 1)]
    return found
