"""Time windows, kernels, and the calendar behind them."""

from __future__ import annotations

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import UsageError
from workbench.network.moments import UNITS, distance, moved
from workbench.network.windows import kernel_weight, windows

from .sample import said

DAYS = ["2024-01-01", "2024-01-02", "2024-01-04", "2024-01-09", "2024-02-09"]
FOUND = [said("a", "x", day=day, record=f"s-{number}") for number, day in enumerate(DAYS)]


def held(step: str, size: int, kernel: str = "no") -> list[list[str]]:
    return [[one.record for one, _ in each.weighted] for each in windows(FOUND, step, size, kernel)]  # type: ignore[arg-type]


def test_windows_of_events_hold_so_many() -> None:
    assert held("events", 3) == [["s-0", "s-1", "s-2"], ["s-1", "s-2", "s-3"], ["s-2", "s-3", "s-4"]]


def test_windows_of_days_move_by_one() -> None:
    found = held("days", 3)
    assert len(found) == 40
    assert found[:4] == [["s-0", "s-1"], ["s-0", "s-1"], ["s-1", "s-2"], ["s-2"]]
    assert found[-1] == ["s-4"]


def test_every_unit_makes_windows_and_every_statement_is_in_one() -> None:
    for step in ("hours", "days", "weeks", "months", "years"):
        assert {one for each in held(step, 2) for one in each} == {"s-0", "s-1", "s-2", "s-3", "s-4"}
    with pytest.raises(UsageError, match="longer unit than seconds"):
        held("seconds", 2)


def test_a_kernel_weighs_by_distance() -> None:
    weights = {one.record: weight for one, weight in windows(FOUND, "days", 4, "triangular")[1].weighted}
    assert weights == {"s-0": 0.5, "s-1": 1.0}
    roots = {one.record: weight for one, weight in windows(FOUND, "days", 4, "triangular")[1].rooted()}
    assert roots["s-0"] == pytest.approx(math.sqrt(0.5))
    assert len(windows(FOUND, "days", 4, "gaussian")[0].weighted) == len(FOUND)


@pytest.mark.parametrize("kernel", ["uniform", "epanechnikov", "triangular", "gaussian"])
def test_kernels_are_densities_symmetric_and_falling(kernel: str) -> None:
    size = 10.0
    at = [kernel_weight(kernel, step / 100, size) for step in range(-5000, 5001)]  # type: ignore[arg-type]
    assert sum(at) / 100 * 2 / size == pytest.approx(1, abs=0.01)
    assert at == at[::-1]
    assert at[5000:] == sorted(at[5000:], reverse=True)


def test_what_cannot_be_a_window_is_refused() -> None:
    with pytest.raises(UsageError, match="at least 1"):
        held("days", 0)
    with pytest.raises(UsageError, match="not of events"):
        held("events", 3, "uniform")
    assert windows([said("a", "x", day="")], "days", 3) == []


def test_months_have_their_lengths_and_the_calendar_its_ends() -> None:
    assert moved(datetime(2024, 1, 31), "months", 1) == datetime(2024, 2, 29)
    assert moved(datetime(2023, 1, 31), "months", 1) == datetime(2023, 2, 28)
    assert moved(datetime(2023, 12, 31), "months", -10) == datetime(2023, 2, 28)
    assert moved(datetime(9999, 12, 1), "years", 1) == datetime.max
    assert distance(datetime(2024, 1, 31), datetime(2024, 3, 1), "months") == 1
    assert distance(datetime(2024, 3, 1), datetime(2021, 4, 1), "years") == -2


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.sampled_from(UNITS), st.integers(0, 50))
def test_so_many_units_later_lies_so_many_units_away(when: datetime, unit: str, by: int) -> None:
    if unit in ("months", "years"):
        when = when.replace(day=1)
    assert distance(when, moved(when, unit, by), unit) == pytest.approx(by)  # type: ignore[arg-type]
