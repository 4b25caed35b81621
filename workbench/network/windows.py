"""Networks over time: a window that moves by one step, or a kernel that weighs statements by their distance in time.

* ``events``: a window of so many statements around each statement in turn, in the order of time, article and place.
* A unit of time: for each step from the first to the last statement, what lies within half the size on either side.
* With a kernel, of u = 2 |t − γ| / size: uniform ½, epanechnikov ¾ (1 − u²), triangular 1 − u, each up to u = 1, and
  gaussian exp(−u²/2) / √2π without end. A pair of statements counts √(zₐ z_b), so that in one-mode networks each statement
  is weighted by √z.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from workbench.core.errors import UsageError
from workbench.network.moments import UNITS, Unit, distance, moved
from workbench.network.statement import Statement

Step = Literal["events", "seconds", "minutes", "hours", "days", "weeks", "months", "years"]
STEPS: tuple[Step, ...] = ("events", *UNITS)
Kernel = Literal["no", "uniform", "gaussian", "epanechnikov", "triangular"]
KERNELS: tuple[Kernel, ...] = get_args(Kernel)

MOST = 20_000
"""So many networks are made of one series at most."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The statements of one window with their weights."""

    middle: datetime
    start: datetime
    stop: datetime
    weighted: tuple[tuple[Statement, float], ...]

    def rooted(self) -> tuple[tuple[Statement, float], ...]:
        """Each statement with the root of its weight, for one-mode networks."""
        return tuple((one, math.sqrt(weight)) for one, weight in self.weighted)


def windows(
    statements: Sequence[Statement], step: Step, size: int, kernel: Kernel = "no", *, within: bool = False
) -> list[Slice]:
    """The windows of a series, in order; empty where no statement has a date.

    ``within`` begins and ends half a window inside the range. Statements without a date are left out. Raises UsageError
    for a size below 1, a kernel over events, and steps so small that there would be more than ``MOST``.
    """
    if size < 1:
        raise UsageError(f"a window of {size} {step} holds nothing; its size is at least 1")
    dated = sorted((one for one in statements if one.when is not None), key=lambda one: one.order)
    if step == "events":
        if kernel != "no":
            raise UsageError("a kernel weighs by time; it needs windows of seconds to years, not of events")
        return list(_of_events(dated, size))
    return list(_of_time(dated, step, size, kernel, within)) if dated else []


def kernel_weight(kernel: Kernel, apart: float, size: float) -> float:
    """The weight of a statement that lies so many units from the middle of a window of this size."""
    u = 2 * abs(apart) / size
    if kernel == "gaussian":
        return math.exp(-0.5 * u * u) / math.sqrt(2 * math.pi)
    if u > 1:
        return 0.0
    return {"no": 1.0, "uniform": 0.5, "epanechnikov": 0.75 * (1 - u * u), "triangular": 1 - u}[kernel]


def _of_events(dated: Sequence[Statement], size: int) -> Iterator[Slice]:
    half = size // 2
    for at in range(half, len(dated) - half):
        held = dated[at - half : at + half + 1]
        times = [one.when or datetime.min for one in (held[0], dated[at], held[-1])]
        yield Slice(times[1], times[0], times[2], tuple((one, 1.0) for one in held))


def _of_time(dated: Sequence[Statement], step: Unit, size: int, kernel: Kernel, within: bool) -> Iterator[Slice]:
    times = [one.when or datetime.min for one in dated]
    # as in DNA: without a kernel an even size reaches one step further, with one it is made even
    half = (size + 1) // 2 if kernel != "no" else size // 2
    first, last = times[0], times[-1]
    begin, end = (moved(first, step, half), moved(last, step, -half)) if within else (first, last)
    number = 0
    while (middle := moved(begin, step, number)) <= end:
        number += 1
        if number > MOST:
            raise UsageError(
                f"more than {MOST:,} windows lie between {first} and {last}; take a longer unit than {step}"
            )
        start, stop = moved(middle, step, -half), moved(middle, step, half)
        if kernel == "gaussian":
            start, stop = first, last
        held = dated[bisect_left(times, start) : bisect_right(times, stop)]
        yield Slice(middle, max(start, first), min(stop, last), tuple(_weighted(held, middle, step, 2 * half, kernel)))


def _weighted(
    held: Sequence[Statement], middle: datetime, step: Unit, size: int, kernel: Kernel
) -> Iterator[tuple[Statement, float]]:
    for one in held:
        if kernel == "no":
            yield one, 1.0
            continue
        weight = kernel_weight(kernel, distance(one.when or middle, middle, step), size)
        if weight:
            yield one, weight
