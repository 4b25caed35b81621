"""How wide things are on the main screen, shared by the application and the page that stands before it; and where a window
of rows stands when its height changes."""

from __future__ import annotations

MEASURE = 84
"""The widest line that is still comfortable to read, in cells."""

ROOMY = 60
"""Below so many columns the text has them all; records are reached by walking through them."""

WIDE = 100
"""From so many columns on, what belongs to the text lies beside it; below, under it."""

REVIEW_BELOW = 11
"""The rows of the versions of a review where they lie under the text, if they do not take more than two thirds."""

BARS = 3
"""The rows of the title, of what is said, and of the keys."""

SIDE_SHARE, SIDE_LEAST = 38, 28
"""The columns beside the text: their share in per cent, and how many they are at least; the stylesheet says the same."""


def article_columns(width: int) -> int:
    """The columns of the article with its gutter on a terminal of ``width`` columns."""
    return width - max(SIDE_LEAST, width * SIDE_SHARE // 100) if width >= ROOMY else width


def detail_rows(height: int) -> int:
    """The rows of the detail on a terminal of ``height`` rows: none where they would be the pane's last three."""
    return 9 if height >= 24 else min(max(3, height // 4), max(0, height - BARS - 3))


def review_area(width: int, height: int) -> tuple[int, int]:
    """The columns of the article in a review on a terminal of that size, and the rows that are not its own below."""
    below = min(REVIEW_BELOW, max(0, height - BARS) * 2 // 3)
    return (article_columns(width), 0) if width >= WIDE else (width, below)


def columns_of_text(view: int, letters: int) -> int:
    """The cells of a line of text, where the article has ``view`` columns and ``letters`` of them show layers."""
    return max(8, min(MEASURE, view - letters - 3))


class Standing:
    """Where a window of rows stands: what takes rows of it for a while, and gives them back, leaves it where it stood."""

    def __init__(self) -> None:
        self._rows: object = None
        self._top: tuple[int, int] | None = None
        """The row at the top before rows were taken."""
        self._height = 0

    def resized(self, rows: object, top: tuple[int, int], height: int) -> tuple[int, int]:
        """The row that stands at the top of the window, which has another height; ``rows`` is what it is a window on."""
        if rows is not self._rows:
            self._rows, self._top, self._height = rows, None, height
        elif height < self._height:
            self._top = self._top or top
        else:
            top, self._top, self._height = self._top or top, None, height
        return top
