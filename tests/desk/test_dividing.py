from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.article import PARTS
from workbench.core.errors import UsageError
from workbench.desk.dividing import Division, read_division


def test_shares() -> None:
    assert read_division("80/10/10", None) == Division((80, 10, 10))
    assert read_division("0.9/0.1", 3) == Division((0.9, 0.1), 3)
    assert read_division("recorded", None) == Division()
    assert read_division("", None) is None
    for text in ("80", "a/b", "1/2/3/4", "-1/2", "0/0", "inf/1", "nan/1", "Recorded"):
        with pytest.raises(UsageError, match="is no split"):
            read_division(text, None)
    for text in ("", "recorded"):
        with pytest.raises(UsageError, match="nothing to draw"):
            read_division(text, 0)


def test_parts_have_about_their_shares_and_differ_by_seed() -> None:
    parts = [Division((80, 10, 10), 1).part(f"article {number}") for number in range(5000)]
    assert [round(parts.count(name) / 5000, 2) for name in PARTS] == pytest.approx([0.8, 0.1, 0.1], abs=0.02)
    assert {Division((1, 0), 1).part(f"article {number}") for number in range(50)} == {"train"}
    assert [Division((1, 1), seed).part("x") for seed in range(20)].count("train") not in (0, 20)


@given(st.text(), st.integers(), st.lists(st.floats(0.01, 100), min_size=2, max_size=3))
def test_a_part_is_one_of_those_asked_for(article_id: str, seed: int, shares: list[float]) -> None:
    assert Division(tuple(shares), seed).part(article_id) in (PARTS if len(shares) == 3 else ("train", "test"))
