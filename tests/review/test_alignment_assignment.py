"""The assignment against brute force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from workbench.review.assignment import assign

Gains = Sequence[Mapping[int, int]]

rows = st.lists(st.dictionaries(st.integers(0, 5), st.integers(-3, 12), max_size=5), max_size=6)


def best(gains: Gains, taken: frozenset[int] = frozenset()) -> int:
    """The greatest sum of gains, by trying everything."""
    if not gains:
        return 0
    first, rest = gains[0], gains[1:]
    found = [best(rest, taken)]
    found += [gain + best(rest, taken | {column}) for column, gain in first.items() if column not in taken]
    return max(found)


def total(gains: Gains, columns: Sequence[int | None]) -> int:
    """What these columns gain."""
    return sum(gains[row][column] for row, column in enumerate(columns) if column is not None)


@given(rows)
def test_the_sum_of_gains_is_the_greatest_there_is(gains: Gains) -> None:
    columns = assign(gains)
    assert total(gains, columns) == best(gains)


@given(rows)
def test_no_column_is_taken_twice(gains: Gains) -> None:
    taken = [column for column in assign(gains) if column is not None]
    assert len(taken) == len(set(taken))


def test_a_greedy_choice_is_given_up_for_a_better_whole() -> None:
    assert assign([{0: 10, 1: 9}, {0: 9}]) == [1, 0]


def test_a_row_does_not_take_a_column_at_a_loss() -> None:
    assert assign([{0: -1}, {}]) == [None, None]


def test_a_long_chain_is_pushed_along() -> None:
    size = 2000
    gains = [{row: 5, row + 1: 5} for row in range(size)] + [{0: 9}]
    assert assign(gains) == [*range(1, size + 1), 0]
