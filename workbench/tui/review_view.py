"""The article in a review: the versions of the current item over the text, and where the other open items lie.

Versions are told apart without colour: each has its own look, its number stands in the gutter of every row that it
touches, and, raised before its first and lowered behind its last word, wherever it begins or ends alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual.geometry import Offset

from workbench.core.annotation import Fragment, Record
from workbench.core.codebook import Codebook
from workbench.core.text import Text
from workbench.editor.reader import Reader
from workbench.review.item import Item, Version
from workbench.tui.article_view import ArticleView
from workbench.tui.marks import Kind, Look, Mark, Marks

_OPENING = "¹²³⁴⁵⁶⁷⁸⁹"
_CLOSING = "₁₂₃₄₅₆₇₈₉"
_LOOKS = (Look.UNDERLINE, Look.BOLD, Look.BRACKETS, Look.DOTTED)
_COLORS = ("cyan", "magenta", "green", "yellow")
_ITEM = ("item", "place")
_OPEN = "·"

KINDS = tuple(
    Kind(n, str(n + 1), _COLORS[n % 4], _LOOKS[n % 4], (_OPENING[n], _CLOSING[n])) for n in range(len(_OPENING))
)
"""How each version looks."""


class ReviewView(ArticleView):
    """Shows versions in place of records; ``marks`` holds the open items, and what an open form would make."""

    def __init__(self, codebook: Codebook, *, on_caret: Callable[[Offset], None], id: str) -> None:
        super().__init__(codebook, on_caret=on_caret, id=id)
        self.letters_width = 4

    def show(self, text: Text, reader: Reader, records: Iterable[Record]) -> None:
        """Show another article; the records of the gold are not marked."""
        super().show(text, reader, ())

    def show_items(self, items: Sequence[Item], length: int) -> None:
        """Point out where open items lie, in a text of ``length`` code points."""
        self.marks = Marks(self._codebook)
        self.marks.kinds[_ITEM] = Kind(0, _OPEN, "", Look.GUTTER)
        for item in items:
            start, end, _ = item.place
            if start < min(end, length):
                self.marks.add(Record(_ITEM[0], item.key, {_ITEM[1]: (Fragment(start, end, ""),)}))
        self.repaint()

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Lay the versions of an item over the text."""
        self.others = Marks(self._codebook)
        for number, version in enumerate(versions[: len(KINDS)], 1):
            for part in version.record.parts:
                self.others.kinds[str(number), part] = KINDS[number - 1]
            self.others.add(replace(version.record, layer=str(number), id=str(number)))
        self.repaint()

    def change_offers(self, gone: Iterable[Record], come: Iterable[Record]) -> None:
        """What is offered to coders is nothing that a reviewer decides: it is not shown."""

    def items_at(self, offset: int) -> list[str]:
        """The keys of the open items at an offset, the innermost first."""
        return self.marks.at(offset)

    def _letters(self, marks: Iterable[Mark], others: Iterable[Mark]) -> str:
        """The versions that touch a row; else what lies there."""
        numbers = sorted({mark.kind.letter for mark in others})
        letters = "".join(numbers) or "".join(sorted({mark.kind.letter for mark in marks}))
        return letters[: self.letters_width - 1].rjust(self.letters_width - 1) + " "
