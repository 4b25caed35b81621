"""The output stage: of each frame only the cells that differ from what the terminal shows are sent.

It keeps two pictures of the screen, cell by cell: what is wanted and what was sent. A frame changes the wanted one; the
difference is written as runs of text with the shortest moves and attributes between them. It is also the second line of
defence: a character that could talk to the terminal is replaced here, wherever it came from.

Textual's own path stays as the fallback: ``WORKBENCH_PLAIN_OUTPUT=1`` switches this stage off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from workbench.core.display import never_sent, shown
from workbench.core.lettering import FULL, Lettering
from workbench.tui import attributes
from workbench.tui.attributes import Attributes
from workbench.tui.compositing import RowsUpdate
from workbench.tui.steady import cells_of, steady

PLAIN = 0
"""The number of the style without any attribute."""

BRIDGE = 5
"""Unchanged cells between two changed ones that are cheaper sent again than jumped over."""

UNKNOWN, NEARLY = -2, -1
"""Where the cursor stands when it is on another row, and when only the row is sure."""

NOWHERE = (-9, 0)
"""The row and the column where the cursor was left by an erasure, where there is none or it is not sure."""

_SAFE = re.compile(f"[^{never_sent()}]*\\Z")


@dataclass(slots=True)
class Cells:
    """A row, cell by cell: the grapheme that begins there ("" in the second cell of a wide one), and a style's number."""

    texts: list[str]
    styles: list[int]

    @classmethod
    def blank(cls, width: int, text: str = " ") -> Cells:
        """A row of one character."""
        return cls([text] * width, [PLAIN] * width)


class CellOutput:
    """Turns frames into the bytes that change the terminal."""

    def __init__(self, color_system: ColorSystem | None, lettering: Lettering = FULL, *, old: bool = False) -> None:
        self._colors = color_system
        self._letter = lettering.of
        self._old = old
        """Whether the terminal is one of the first: it cannot set one attribute off, nor erase so many cells."""
        self._wanted: list[Cells] = []
        self._sent: list[Cells] = []
        self._dirty: set[int] = set()
        self._size = (0, 0)
        self._unsure = True
        """Whether it is not known which attributes the terminal has set."""
        self._numbers: dict[Style, int] = {Style(): PLAIN}
        self._attributes: list[Attributes] = [attributes.PLAIN]
        self._blanks: list[int] = [PLAIN]
        """The number of a style → that of what can be seen of it where nothing is written."""

    def forget(self) -> None:
        """Nothing is known of what the terminal shows: the next frame is sent whole."""
        self._sent = [Cells.blank(self._size[0], "\0") for _ in range(self._size[1])]
        self._dirty = set(range(self._size[1]))
        self._unsure = True

    def stands_already(self, rows: Sequence[Sequence[tuple[str, str]]], size: tuple[int, int]) -> None:
        """The terminal shows these rows: pieces of text, each with the sequence that set its attributes."""
        self._size = size
        self._wanted = [Cells.blank(size[0]) for _ in range(size[1])]
        self.forget()
        for row, sent in zip(rows, self._sent, strict=True):
            texts, styles = sent.texts, sent.styles
            texts.clear()
            styles.clear()
            for text, sequence in row:
                self._lay(text, self._index(attributes.attributes_of(sequence)), sent)
            del texts[size[0] :], styles[size[0] :]

    def take(self, update: CompositorUpdate, size: tuple[int, int]) -> bool:
        """Change the wanted picture; False for a kind of update that is none of these (the caller paints it plainly)."""
        if size != self._size:
            self._size = size
            self._wanted = [Cells.blank(size[0]) for _ in range(size[1])]
            self.forget()
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                x = update.region.x
                for strip in strips:
                    self._put(y, x, strip)
                    x += strip.cell_length
        elif isinstance(update, RowsUpdate):
            for y, x, strip, left, right in update.parts:
                self._put_within(y, x, strip, left, right)
        elif isinstance(update, ChopsUpdate):
            for y, left, right in update.spans:
                for x, chop in update.chops[y].items():
                    if chop is not None:
                        self._put_within(y, x, chop, left, right)
        else:
            return False
        return True

    def _put_within(self, y: int, x: int, strip: Strip, left: int, right: int) -> None:
        """The part of a strip in the columns ``[left, right)``; outside them a chop holds no picture of its widget."""
        first, last = max(x, left), min(x + strip.cell_length, right)
        if first < last:
            whole = first == x and last == x + strip.cell_length
            self._put(y, first, strip if whole else strip.crop(first - x, last - x))

    def _put(self, y: int, x: int, strip: Strip) -> None:
        room = self._size[0] - x
        if not 0 <= y < self._size[1] or room <= 0:
            return
        row, place = self._cells(strip), self._wanted[y]
        cut = max(0, -x)
        x, texts, styles = x + cut, row.texts[cut:room], row.styles[cut:room]
        end = x + len(texts)
        if place.texts[x:end] != texts or place.styles[x:end] != styles:
            place.texts[x:end], place.styles[x:end] = texts, styles
            self._dirty.add(y)

    def _cells(self, strip: Strip) -> Cells:
        """A strip cell by cell, what could talk to the terminal replaced."""
        row = Cells([], [])
        for text, style, control in strip:
            if control:
                continue
            number = self._numbers.get(style or _NONE)
            if number is None:
                number = self._number(style or _NONE)
            self._lay(self._letter(harmless(text)), number, row)
        return row

    def _lay(self, text: str, number: int, row: Cells) -> None:
        """Add a text in one style to a row, grapheme by grapheme."""
        texts, blank = cells_of(text), self._blanks[number]
        row.texts.extend(texts)
        if blank == number or " " not in text:
            row.styles.extend([number] * len(texts))
        else:
            row.styles.extend([blank if one == " " else number for one in texts])

    def _number(self, style: Style) -> int:
        """The number of a style; styles that look alike on this terminal share one."""
        number = self._numbers[style] = self._index(attributes.attributes_of(_attributes(style, self._colors)))
        return number

    def _index(self, wanted: Attributes) -> int:
        if wanted not in self._attributes:
            blank = -1 if wanted.on_blank == wanted else self._index(wanted.on_blank)
            self._attributes.append(wanted)
            self._blanks.append(len(self._blanks) if blank < 0 else blank)
        return self._attributes.index(wanted)

    def changes(self) -> str:
        """The sequence that makes the terminal show what is wanted; "" where it does already."""
        out: list[str] = ["\x1b[m"] if self._unsure and self._dirty else []
        self._unsure = self._unsure and not self._dirty
        style = PLAIN
        erased = NOWHERE
        for y in sorted(self._dirty):
            wanted = self._wanted[y]
            blank, reached = _blank_from(wanted), UNKNOWN
            for start, end in _runs(wanted, self._sent[y]):
                erases = end > blank and len(wanted.texts) - max(start, blank) > len(_ERASE)
                if erases and reached == UNKNOWN and erased[0] == y - 1 and blank <= erased[1] <= start:
                    style = self._set_to_erase(style, out)
                    out.append(_DOWN + _ERASE)
                    erased = (y, erased[1])
                    break
                out.append(self._move(y, start, reached))
                reached = end if "".join(wanted.texts[start:end]).isascii() else NEARLY
                if erases:
                    style = self._run(wanted, start, max(start, blank), style, out)
                    style = self._set_to_erase(style, out)
                    out.append(_ERASE)
                    erased = (y, max(start, blank)) if reached != NEARLY else NOWHERE
                    break
                style = self._run(wanted, start, end, style, out)
            self._sent[y] = Cells(wanted.texts[:], wanted.styles[:])
        self._dirty.clear()
        if style > PLAIN:
            out.append("\x1b[m")
        return "".join(out)

    def _move(self, y: int, x: int, reached: int) -> str:
        """The shortest move to a cell. Within a row the cursor is ``reached``; where terminals may disagree on how wide what
        was written is, only the column itself is sure.
        """
        if reached == UNKNOWN or self._old:
            return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
        column = f"\x1b[{x + 1}G"
        return column if reached == NEARLY else min(f"\x1b[{x - reached}C", column, key=len)

    def _run(self, row: Cells, start: int, end: int, style: int, out: list[str]) -> int:
        """Write the cells ``[start, end)``; returns the style that is set afterwards."""
        at = start
        while at < end:
            number = style if self._blank_in(row, at, style) else self._ahead(row, at, end)
            following = at + 1
            while following < end and (row.styles[following] == number or self._blank_in(row, following, number)):
                following += 1
            style = self._set(number, style, out)
            out.append(steady(row.texts[at:following], at))
            at = following
        return style

    def _ahead(self, row: Cells, at: int, end: int) -> int:
        """The style to set at a cell: before blanks that of what follows them, where they look the same in it."""
        following = at
        while following < end and row.texts[following] == " " and row.styles[following] == row.styles[at]:
            following += 1
        number = row.styles[min(following, end - 1)]
        return number if self._blank_in(row, at, number) else row.styles[at]

    def _blank_in(self, row: Cells, x: int, style: int) -> bool:
        """Whether a cell is a blank that looks the same when it is written in this style."""
        return row.texts[x] == " " and row.styles[x] == self._blanks[style]

    def _set_to_erase(self, style: int, out: list[str]) -> int:
        """What is erased takes the ground that is set, and on some terminals all that is: of which nothing may be seen."""
        return self._set(PLAIN, style, out) if self._blanks[style] != PLAIN else style

    def _set(self, number: int, style: int, out: list[str]) -> int:
        if number != style:
            before, after = self._attributes[style], self._attributes[number]
            out.append(after.sequence if self._old else attributes.change(before, after))
        return number


def harmless(text: str) -> str:
    """A text in which what could talk to the terminal is replaced, should any be left."""
    return text if _SAFE.match(text) else shown(text)


_NONE = Style()
_ERASE, _DOWN = "\x1b[K", "\x1b[B"


def _runs(wanted: Cells, sent: Cells) -> Iterator[tuple[int, int]]:
    """The stretches ``[start, end)`` of a row to send: changed cells, with short gaps bridged and no wide cell cut."""
    if wanted.texts == sent.texts and wanted.styles == sent.styles:
        return
    pairs = zip(wanted.texts, sent.texts, wanted.styles, sent.styles, strict=True)
    changed = [x for x, (new, old, style, before) in enumerate(pairs) if new != old or style != before]
    at, width = 0, len(wanted.texts)
    while at < len(changed):
        start = end = changed[at]
        while at < len(changed) and changed[at] <= end + BRIDGE:
            end = changed[at]
            at += 1
        while start > 0 and (wanted.texts[start] == "" or sent.texts[start] == ""):
            start -= 1
        end += 1
        while end < width and (wanted.texts[end] == "" or sent.texts[end] == ""):
            end += 1
        yield start, end


def _blank_from(row: Cells) -> int:
    """From where on a row holds nothing but plain blanks."""
    end = len(row.texts)
    while end and row.texts[end - 1] == " " and row.styles[end - 1] == PLAIN:
        end -= 1
    return end


@lru_cache(maxsize=4096)
def _attributes(style: Style, colors: ColorSystem | None) -> str:
    """The sequence that sets a style from whatever was set before."""
    if colors is None:
        style = style.without_color
    style = style.copy()
    style._ansi = None  # a style keeps the codes of the first terminal that it was rendered for
    rendered = style.render("x", color_system=colors or ColorSystem.STANDARD)
    codes = rendered[2 : rendered.index("m")] if rendered.startswith("\x1b[") else ""
    return f"\x1b[0;{codes}m" if codes else "\x1b[m"
