"""The network drawn with characters: agreement as dots, conflict as crosses, so that it needs no colour.

·  agreement       •  much of it        ×  conflict        ✕ stands for nothing: conflict is × throughout
●  an actor; with factions ● ■ ▲ ◆ by faction
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core.width import fit, grapheme_cells, graphemes_of
from workbench.network.layout import Places
from workbench.tui.canvas import words
from workbench.tui.network_state import Tie
from workbench.tui.sheet import RowOfRoles

NODES = ("●", "●", "■", "▲", "◆", "▼")
"""By faction, from 1; the first where there is none."""
AGREEMENT, MUCH, CONFLICT, EVEN = "·", "•", "×", "-"
DRAWN = 60
"""So many edges at most are drawn, the strongest."""
_LABEL = 24
_MUCH = 0.5


class Drawing:
    """A grid of cells, each with what stands in it and its role; a wide character takes two."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[tuple[str, str]]] = [[(" ", "text")] * width for _ in range(height)]
        self._taken = [[False] * width for _ in range(height)]

    def put(self, x: int, y: int, char: str, role: str) -> None:
        """One sign of an edge, where no name stands."""
        if 0 <= x < self.width and 0 <= y < self.height and not self._taken[y][x]:
            self._cells[y][x] = (char, role)

    def write(self, x: int, y: int, text: str, role: str) -> bool:
        """A name, which nothing may write over; False where it finds no room."""
        pieces = [(grapheme, grapheme_cells(grapheme)) for grapheme in graphemes_of(text)]
        size = sum(wide for _, wide in pieces)
        if not 0 <= y < self.height or x < 0 or x + size > self.width or any(self._taken[y][x : x + size]):
            return False
        for grapheme, wide in pieces:
            if wide:
                self._cells[y][x] = (grapheme, role)
                self._taken[y][x : x + wide] = [True] * wide
                for more in range(1, wide):
                    self._cells[y][x + more] = ("", role)
            x += wide
        return True

    def rows(self) -> list[RowOfRoles]:
        """The rows, with neighbours of one role in one piece."""
        found: list[RowOfRoles] = []
        for line in self._cells:
            pieces: list[tuple[str, str]] = []
            for char, role in line:
                # a blank looks the same in every role but one, so it changes none: fewer bytes are sent
                if pieces and (pieces[-1][1] == role or (char == " " and "chosen" not in (role, pieces[-1][1]))):
                    pieces[-1] = (pieces[-1][0] + char, pieces[-1][1])
                else:
                    pieces.append((char, role))
            found.append(pieces)
        return found


def drawn(
    places: Places, ties: Sequence[Tie], chosen: Tie | None, label: Callable[[str], str], camp: Callable[[str], int],
    width: int, height: int,
) -> list[RowOfRoles]:  # fmt: skip
    """The picture in so many rows; the chosen edge and its two actors stand out."""
    drawing = Drawing(width, height)
    spots = {node: _spot(x, y, width, height) for node, (x, y) in places.items()}
    for node, (x, y) in spots.items():
        drawing.write(x, y, NODES[min(camp(node), len(NODES) - 1)], _role(node, chosen))
    for node, (x, y) in sorted(spots.items(), key=lambda item: _role(item[0], chosen) != "chosen"):
        _name(drawing, x, y, fit(words(label(node)), _LABEL).rstrip(), _role(node, chosen))
    strongest = max((abs(tie.net) for tie in ties), default=0.0)
    shown = [tie for tie in ties if tie.net > 0][:DRAWN]
    shown += [tie for tie in ties if chosen is not None and tie.net <= 0 and chosen.a in (tie.a, tie.b)][:DRAWN]
    for tie in sorted(shown, key=lambda tie: (tie == chosen, tie.net)):
        _edge(drawing, spots[tie.a], spots[tie.b], tie, strongest, tie == chosen)
    return drawing.rows()


def _spot(x: float, y: float, width: int, height: int) -> tuple[int, int]:
    return min(width - 1, max(0, round(x * (width - 1)))), min(height - 1, max(0, round(y * (height - 1))))


def _role(node: str, chosen: Tie | None) -> str:
    return "chosen" if chosen is not None and node in (chosen.a, chosen.b) else "title"


def _name(drawing: Drawing, x: int, y: int, name: str, role: str) -> None:
    """A name beside its actor: to the right, else to the left, else a row below or above."""
    size = sum(map(grapheme_cells, graphemes_of(name)))
    right, left, middle = x + 2, x - 1 - size, max(0, min(x - size // 2, drawing.width - size))
    for at, down in ((right, 0), (left, 0), (middle, 1), (middle, -1), (middle, 2), (middle, -2)):
        if drawing.write(at, y + down, name, role):
            return


def _edge(
    drawing: Drawing, start: tuple[int, int], stop: tuple[int, int], tie: Tie, strongest: float, chosen: bool
) -> None:
    across, down = stop[0] - start[0], stop[1] - start[1]
    # a row is about as high as two columns are wide
    steps = max(abs(across) // 2, abs(down), 1)
    much = strongest and abs(tie.net) >= _MUCH * strongest
    sign = CONFLICT if tie.net < 0 else EVEN if tie.net == 0 else MUCH if much else AGREEMENT
    role = "accent" if chosen else "error" if tie.net < 0 else "dim"
    for step in range(steps + 1):
        x, y = start[0] + round(across * step / steps), start[1] + round(down * step / steps)
        drawing.put(x, y, sign, role)
