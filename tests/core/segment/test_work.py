"""The work grows with the length of a text: counted in lines run and built-in calls made, on texts that tempt to more.

The inside of a regular expression is not counted; every pattern is written so that it cannot look back or ahead further
than a fixed distance.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from tests.core.segment.strategies import KINDS
from workbench.core.segment import graphemes, nest, next_grapheme, segments

_LENGTH = 1500
_AT_MOST = 2.4
"""How much more work twice the text may be: twice, and a little for bisection and sorting."""

_TEMPTING = (
    "Jalel Harchaoui, from the RUSI think tank, noted that “the U.S. leads”. ",
    "“",
    "“„‘",
    "‚ “",
    '" ',
    "« » ",
    ". ",
    "U.S. ",
    "A. ",
    "Gen. ",
    "Aa ",
    "Aa of ",
    "Institute for ",
    "von der ",
    "al-",
    "that ",
    "and that, ",
    "e\u0301",
    "👩\u200d",
    "🇩",
    "\u0301",
    "\n",
    "1,",
)


for _unit in KINDS:  # has rules compiled and the library for graphemes imported, which is no work on a text
    segments("".join(_TEMPTING), _unit)
nest("".join(_TEMPTING))


def _work(run: Callable[[], object]) -> int:
    """How many lines and built-in calls ``run`` takes."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event == "c_call"

    tracing, profiling = sys.gettrace(), sys.getprofile()
    sys.settrace(line)
    sys.setprofile(call)
    try:
        run()
    finally:
        sys.settrace(tracing)
        sys.setprofile(profiling)
    return count


def _text(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", _TEMPTING)
@pytest.mark.parametrize("unit", KINDS)
def test_a_text_twice_as_long_takes_twice_the_work(unit: str, piece: str) -> None:
    once, twice = (_text(piece, length) for length in (_LENGTH, 2 * _LENGTH))
    assert _work(lambda: segments(twice, unit)) <= _AT_MOST * _work(lambda: segments(once, unit)) + 200


@pytest.mark.parametrize("piece", _TEMPTING)
def test_the_nest_and_the_graphemes_grow_with_the_text(piece: str) -> None:
    once, twice = (_text(piece, length) for length in (_LENGTH, 2 * _LENGTH))
    assert _work(lambda: nest(twice)) <= _AT_MOST * _work(lambda: nest(once)) + 200
    assert _work(lambda: graphemes(twice)) <= _AT_MOST * _work(lambda: graphemes(once)) + 200


def test_a_step_by_one_grapheme_does_not_depend_on_the_length() -> None:
    text = _text("Haftar’s é 東 한 ", 4000)
    assert _work(lambda: next_grapheme(text, 3000)) <= _work(lambda: next_grapheme(text, 30)) + 20
