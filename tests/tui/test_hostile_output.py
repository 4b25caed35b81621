"""Hostile strings by the thousand through the translation, the output stage and the first page: none talks to the terminal."""

from __future__ import annotations

import random

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.hostile import hostile_bytes_in, hostile_in, hostile_string
from workbench.core.display import shown
from workbench.core.lettering import ASCII, FULL, SIGNS, Lettering
from workbench.core.width import cells
from workbench.tui.early import EarlyPage, Opening
from workbench.tui.output import CellOutput

WIDTH, HEIGHT = 120, 40


def check(strings: list[str], lettering: Lettering) -> None:
    """A screenful, translated and as it is: what the stage sends has nothing in it that is not ours; nor has the first page,
    which no stage stands behind.
    """
    sent: dict[bool, bytes] = {}
    for translated in (True, False):
        output = CellOutput(ColorSystem.TRUECOLOR, lettering)
        for number, text in enumerate(strings):
            one = shown(text) if translated else text
            update = LayoutUpdate([[Strip([Segment(one)])]], Region(number % 50, number % HEIGHT, WIDTH, 1))
            output.take(update, (WIDTH, HEIGHT))
        sent[translated] = output.changes().encode("utf-8")
        assert not hostile_bytes_in(sent[translated], piled=translated)
        assert sent[translated].isascii() or not lettering.of("é").isascii()
    page = EarlyPage(Opening(strings[0], "\n".join(strings), 0, 3, "terminal", lettering), (WIDTH, HEIGHT), "256")
    painted = page.painted().encode("utf-8")
    assert painted.count(b"\x1b[m") > HEIGHT // 2
    assert not hostile_bytes_in(painted)
    assert painted.isascii() or lettering is not ASCII
    for text in strings:
        tamed = shown(text)
        assert len(tamed) == len(text)
        assert not hostile_in(tamed)
        assert shown(tamed) == tamed
        assert cells(lettering.of(tamed)) == cells(tamed)


def run(count: int, seed: int) -> int:
    """Checks so many strings; how many."""
    chance = random.Random(seed)
    for number in range(0, count, 100):
        check([hostile_string(chance) for _ in range(100)], (FULL, SIGNS, ASCII)[number // 100 % 3])
    return number + 100


def test_some_thousand_strings() -> None:
    assert run(3_000, 4) == 3_000


@pytest.mark.slow
def test_a_hundred_thousand_strings() -> None:
    assert run(100_000, 5) == 100_000
