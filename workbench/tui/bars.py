"""The line above the article, the detail of a record, and the status line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.geometry import Region

from workbench.core.annotation import Record
from workbench.core.errors import Problem
from workbench.core.width import cells, fit
from workbench.desk.session import Session
from workbench.editor.editor import Editor
from workbench.editor.labels import Labels
from workbench.tui.canvas import Canvas, Piece, words
from workbench.tui.sheet import wrapped
from workbench.tui.writer import SAVED_WIDTH, saved_words


class TitleBar(Canvas):
    """Where am I: article, place, person, status, saved."""

    left = ""
    right = ""

    def show(self, left: str, right: str) -> None:
        """Show these texts."""
        left, right = words(left), words(right)
        before = self._line(self.size.width)
        self.left, self.right = left, right
        if (after := self._line(self.size.width)) != before:
            self.refresh_from(before, after)

    def _line(self, width: int) -> str:
        right = f" {self.right} "
        if cells(right) > width * 2 // 3:
            right = fit(right, width * 2 // 3)
        return fit(f" {self.left}", width - cells(right)) + right

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """One row."""
        return [(self._line(width), self.palette.style("bar"))]


class Detail(Canvas):
    """The record under the cursor, slot by slot."""

    lines: tuple[tuple[str, str], ...] = ()

    def show(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show (label, value) lines; a label "!" is a problem, "" a heading."""
        old = self._laid()
        self.lines = tuple((words(label), words(value)) for label, value in lines)
        new = self._laid()
        for number in range(max(len(old), len(new))):
            if old[number : number + 1] != new[number : number + 1] and number < self.size.height:
                self.refresh(Region(0, number, self.size.width, 1))

    def _laid(self) -> list[tuple[str, str]]:
        """The lines, long values broken over as many rows as are left over."""
        width, room = self.size.width, self.size.height - len(self.lines)
        rows: list[tuple[str, str]] = []
        for label, value in self.lines:
            space = width - 3 if label in ("", "!") else width - min(14, width // 3) - 3
            parts = wrapped(value, max(4, space)) if cells(value) > space else [value]
            kept = parts[: 1 + max(0, room)]
            room -= len(kept) - 1
            if len(kept) < len(parts):
                kept[-1] = f"{kept[-1]} {parts[len(kept)]}"
            rows.append((label, kept[0]))
            rows += [(" ", part) for part in kept[1:]]
        return rows

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """One line a slot below the heading, which looks like those of the panes above it: no line need be drawn between."""
        rows = self._laid()
        if y >= len(rows):
            return []
        label, value = rows[y]
        if label == "!":
            return [(fit(f" ! {value}", width), self.palette.style("error"))]
        if not label:
            return [(fit(f" {value}", width), self.palette.style("title"))]
        size = min(14, width // 3)
        return [
            (" " + fit(label, size) + " ", self.palette.style("dim")),
            (fit(value, width - size - 2), self.palette.style("text")),
        ]


class StatusBar(Canvas):
    """What just happened, and what can be done."""

    said = ""
    error = False
    passing = False
    """Whether what is said is of no use after the next key."""
    stays = False
    """Whether it holds until something else is said."""
    times = 0
    """How often something was said."""
    keys: tuple[tuple[str, str], ...] = ()
    always: tuple[tuple[str, str], ...] = ()

    def show(self, said: str, *, error: bool = False, passing: bool = False, stays: bool = False) -> None:
        """Say something; what is longer than a row takes both."""
        said, self.passing, self.stays = words(said), passing, stays
        self.times += 1
        if (said, error) == (self.said, self.error):
            return
        before, same = self._rows(), error == self.error
        self.said, self.error = said, error
        after = self._rows()
        self.refresh_from(before[0] if same else "", after[0])
        if before[1] != after[1] or (after[1] and not same):
            self.refresh(Region(0, 1, self.size.width, 1))

    def _rows(self) -> tuple[str, str]:
        """The message, and what of it does not fit into the first row."""
        width = max(8, self.size.width - 2)
        if cells(self.said) <= width:
            return f" {self.said}", ""
        lines = wrapped(self.said, width)
        return f" {lines[0]}", " ".join(lines[1:])

    def offer(self, keys: Iterable[tuple[str, str]], always: Iterable[tuple[str, str]] = ()) -> None:
        """Offer keys, as (label, title); ``always`` stand at the right, however many others there are."""
        new = (tuple(keys), tuple(always))
        if new != (self.keys, self.always):
            self.keys, self.always = new
            self.refresh(Region(0, 1, max(1, self.size.width), 1))

    def pieces(self, y: int, width: int) -> Iterable[Piece]:
        """The message on the first row; the keys, or the rest of the message, on the second."""
        first, rest = self._rows()
        role = "error" if self.error else "text"
        if y == 0:
            return [(fit(first, width), self.palette.style(role))]
        if rest:
            return [(fit(f" {rest}", width), self.palette.style(role))]
        right = self._offers(self.always, width)
        room = width - 1 - sum(cells(text) for text, _ in right)
        left = self._offers(self.keys, room)
        used = sum(cells(text) for text, _ in left)
        plain = self.palette.style("text")
        return [(" ", plain), *left, (" " * max(0, room - used), plain), *right]

    def _offers(self, keys: Iterable[tuple[str, str]], room: int) -> list[Piece]:
        pieces: list[Piece] = []
        for key, title in keys:
            size = cells(key) + cells(title) + 3
            if size > room:
                break
            pieces += [(f"{key} ", self.palette.style("key")), (f"{title}  ", self.palette.style("dim"))]
            room -= size
        return pieces


def detail_lines(
    record: Record, labels: Labels, problems: Sequence[Problem], owner: str, place: str, *, named: bool = True
) -> list[tuple[str, str]]:
    """What the detail says of a record: its name (unless it has none yet), what is wrong with it, its note, its slots."""
    flag = " ⚑" if record.flag else ""
    whose = f" · {owner}" if owner else ""
    lines = [("", f"{record.layer} {record.id}{flag}{whose}{place}" if named else f"{record.layer}{whose}{place}")]
    lines += [("!", f"{problem.key}: {problem.what}") for problem in problems]
    if record.note:
        lines.append(("note", record.note))
    for slot in labels.codebook.layer(record.layer).slots:
        if value := labels.value(record, slot):
            lines.append((slot.label, value))
    return lines


def title_of(editor: Editor, session: Session, article_ids: Sequence[str], person: str) -> tuple[str, str]:
    """What the title says at its left and at its right: article; place in the project, person, status, saved or not."""
    article = editor.article
    number = article_ids.index(article.id) + 1 if article.id in article_ids else 0
    source = f" · {article.meta.source}" if article.meta.source else ""
    parts = (
        f"article {number} of {len(article_ids)}",
        person,
        editor.state.header.status,
        saved_words(session).ljust(SAVED_WIDTH),
    )
    left = article.id if article.title == article.id else f"{article.id}  {article.title}{source}"
    return left, " · ".join(parts)
