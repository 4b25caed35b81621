"""Which of how many hits: as stepping from one to the next finds them, and no more than are worth counting."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text import Text
from workbench.tui.hit_count import LONGEST, MOST, HitCount


@given(st.text("abA\n", max_size=60), st.text("abA", min_size=1, max_size=3))
def test_a_hit_has_the_number_that_stepping_to_it_takes(words: str, wanted: str) -> None:
    text, pattern, count = Text(words), re.compile(re.escape(wanted), re.IGNORECASE), HitCount()
    starts: list[int] = []
    while (hit := text.find(pattern, starts[-1] + 1 if starts else 0)) is not None:
        starts.append(hit.start)
    said = [count.said(text, pattern, start) for start in starts]
    assert said == [f"{number} of {len(starts)}" for number in range(1, len(starts) + 1)]


@pytest.mark.parametrize(
    ("length", "at", "said"),
    [
        (MOST, MOST - 1, f"{MOST} of {MOST}"),
        (MOST + 1, 2, f"3 of {MOST}+"),
        (MOST + 1, MOST, ""),
        (LONGEST + 1, 0, ""),
    ],
)
def test_no_more_is_counted_than_is_cheap(length: int, at: int, said: str) -> None:
    assert HitCount().said(Text("a" * length), re.compile("a"), at) == said
