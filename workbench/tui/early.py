"""The first page of an article, painted before Textual is imported: it stands within a few hundredths of a second.

Where it takes longer to find out which page it is, its title stands meanwhile (``Opening`` without a text).

Only the core and the wrapping of rows are needed. What is painted is what the application will paint in the same cells,
without marks and panes, so that taking over sends the difference and nothing flickers. The terminal takes keys without
showing them from here on; they wait in its queue until the application reads them.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NamedTuple

from workbench.core.display import shown
from workbench.core.lettering import FULL, Lettering
from workbench.core.text import Text
from workbench.core.width import cells, fit
from workbench.tui.early_styles import BAR, DIM, TEXT, early_styles
from workbench.tui.measures import article_columns, columns_of_text, review_area
from workbench.tui.steady import cells_of, steady
from workbench.tui.wrap import Wrapped

Piece = tuple[str, str]
"""Some text and the sequence that sets its attributes."""

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[m\x1b[2J", "\x1b[m\x1b[?1049l\x1b[?25h"


class Opening(NamedTuple):
    """What the first page shows."""

    article_id: str
    """"" where it is not known yet."""
    text: str | None
    """A part of the article that begins where one of its blocks begins; None where it is not known which."""
    at: int
    """The cursor's place in that part, in code points."""
    layers: int
    """How many layers the codebook has."""
    theme: str
    lettering: Lettering = FULL
    review: bool = False
    """Whether the reviewer's screen opens."""


class EarlyPage:
    """A page that stands on the terminal. ``rows`` are its rows, each as wide as the terminal."""

    def __init__(self, opening: Opening, size: tuple[int, int], color_system: str) -> None:
        self.size = size
        self.rows: list[list[Piece]] = []
        self.caret = (0, 1)
        """Column and row of the cursor, from 0."""
        self._opening = opening
        self._styles = early_styles(opening.theme, color_system)
        self._found: list[object] | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        (width, height), opening = self.size, self._opening
        text, bar = self._styles[TEXT], self._styles[BAR]
        letter = opening.lettering.of
        title = f" {opening.article_id}" if not opening.review else f" review  {opening.article_id}".rstrip()
        self.rows = [[(letter(fit(shown(title), width)), bar)]]
        view, below = review_area(width, height) if opening.review else (article_columns(width), 0)
        letters = min(opening.layers, 4) + 1
        room = max(0, height - 3 - below) if opening.text is not None else 0
        for number, (line, column) in enumerate(self._lines(view, letters, room)):
            if column is not None:
                self.caret = (min(letters + 2 + column, view - 1), number + 1)
            filled = [(" " * letters, text), (letter("│") + " ", self._styles[DIM]), (letter(line), text)]
            self.rows.append([*filled, (" " * (width - letters - 2 - cells(line)), text)])
        self.rows += [[(" " * width, text)]] * (height - len(self.rows))

    def _lines(self, view: int, letters: int, count: int) -> list[tuple[str, int | None]]:
        """The rows of text from the cursor's on, and in the cursor's row its column."""
        text = Text(self._opening.text or "")
        wrapped = Wrapped(text, columns_of_text(view, letters))
        place = wrapped.place(self._opening.at)
        found: list[tuple[str, int | None]] = []
        for number in range(count):
            row, line = wrapped.row(place), wrapped.shown(wrapped.row(place))
            found.append((line, cells(line[: self._opening.at - row.start]) if number == 0 else None))
            following = wrapped.step(place, 1)
            if following == place:
                break
            place = following
        return found

    def painted(self) -> str:
        """The sequence that paints the page; the cursor stands at its place, and is hidden where that is not known yet."""
        return _ENTER + self._sequence()

    def _sequence(self) -> str:
        out: list[str] = []
        for y, row in enumerate(self.rows):
            blank = all(not text.strip() and attributes == "\x1b[m" for text, attributes in row)
            if not blank:
                out.append(f"\x1b[{y + 1}H")
                x = 0
                for text, attributes in _trimmed(row):
                    laid = cells_of(text)
                    out.append(attributes + steady(laid, x))
                    x += len(laid)
        column, line = self.caret
        if self._opening.text is not None:
            out.append(f"\x1b[m\x1b[{line + 1};{column + 1}H\x1b[?25h")
        return "".join(out)

    # The terminal

    def stand(self) -> None:
        """Paint the page and have keys come unseen and one by one."""
        import termios

        found = termios.tcgetattr(0)
        self._found = [*found[:6], found[6][:]]
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ended)
        found[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        found[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        found[6][termios.VMIN] = 1
        found[6][termios.VSUSP] = found[6][termios.VQUIT] = os.fpathconf(0, "PC_VDISABLE")
        termios.tcsetattr(0, termios.TCSANOW, found)
        write_all(1, self.painted())

    def turn_to(self, article_id: str, text: str, at: int) -> None:
        """The title stands, and it is known which page comes below it: paint that; as in ``Opening``."""
        if self._opening.text is None and self._found is not None:
            self._opening = self._opening._replace(article_id=article_id, text=text, at=at)
            self._lay_out()
            write_all(1, self._sequence())

    def _ended(self, _number: int, _frame: object) -> None:
        self.leave()
        sys.exit(0)

    def found(self) -> list[object] | None:
        """The terminal's attributes as they were found."""
        return self._found

    def taken_over(self) -> None:
        """The application has the terminal; it will leave it as it was found."""
        self._found = None

    def leave(self) -> None:
        """Take the page away and leave the terminal as it was found; nothing where the application took it over."""
        if self._found is None:
            return
        import contextlib
        import termios

        found, self._found = self._found, None
        with contextlib.suppress(OSError, termios.error):
            write_all(1, _LEAVE)
            termios.tcsetattr(0, termios.TCSANOW, found)  # type: ignore[arg-type]


def _trimmed(row: list[Piece]) -> list[Piece]:
    """A row without blanks at its end that the cleared screen shows already."""
    last_text, last_attributes = row[-1]
    return row[:-1] if last_attributes == "\x1b[m" and not last_text.strip() else row


def write_all(fileno: int, text: str) -> None:
    """Write all of a text as UTF-8, however little the line takes at once."""
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(fileno, data) :]
