"""Confidence intervals by drawing articles again, with replacement (Efron 1979; percentile interval).

Articles are drawn, not records, because records of one article are not independent of one another. Each article is given
as counts that add up, so a resample is a weighted sum; numpy sums them where it is installed, with the same results.
"""

from __future__ import annotations

import importlib.util
import random
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from math import floor

from workbench.review.measures import Value
from workbench.review.spans import Counts

LEVEL = 0.95

Interval = tuple[float, float]
Weights = Sequence[int]
"""How often each article was drawn in one round."""


def resamples(articles: int, rounds: int, seed: int) -> Iterator[Weights]:
    """So many rounds of drawing as many articles as there are; the same seed draws the same."""
    source = random.Random(seed)
    for _ in range(rounds):
        drawn = Counter(source.choices(range(articles), k=articles))
        yield [drawn[index] for index in range(articles)]


def intervals(
    counts: Sequence[Counts],
    measures: Sequence[Callable[[Counts], Value]],
    rounds: Sequence[Weights],
    check: Callable[[], None],
) -> list[Interval | None]:
    """The interval of each measure; ``check`` is called before every value and may raise to end it.

    Rounds in which a measure is undefined are left out; None where that is more than half of them, where fewer than two
    articles have any counts, or where there are no rounds.
    """
    values: list[list[float]] = [[] for _ in measures]
    if sum(bool(article) for article in counts) < 2 or not rounds:
        return [None] * len(measures)
    for summed in _sums(counts, rounds, check):
        for found, measure in zip(values, measures, strict=True):
            check()
            value = measure(summed).value
            if value is not None:
                found.append(value)
    return [percentiles(found) if 2 * len(found) > len(rounds) else None for found in values]


def percentiles(values: Sequence[float], level: float = LEVEL) -> Interval:
    """The middle part of the values that ``level`` names, by linear interpolation between neighbours."""
    ordered = sorted(values)
    tail = (1.0 - level) / 2.0
    return _quantile(ordered, tail), _quantile(ordered, 1.0 - tail)


def _quantile(ordered: Sequence[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    low = floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _sums(counts: Sequence[Counts], rounds: Sequence[Weights], check: Callable[[], None]) -> Iterator[Counts]:
    if importlib.util.find_spec("numpy") is None:
        return _plain_sums(counts, rounds, check)
    return _numpy_sums(counts, rounds, check)


def _plain_sums(counts: Sequence[Counts], rounds: Sequence[Weights], check: Callable[[], None]) -> Iterator[Counts]:
    for weights in rounds:
        summed: dict[Hashable, float] = {}
        for article, weight in zip(counts, weights, strict=True):
            check()
            if weight:
                for key, count in article.items():
                    summed[key] = summed.get(key, 0.0) + weight * count
        yield {key: count for key, count in summed.items() if count}


def _numpy_sums(counts: Sequence[Counts], rounds: Sequence[Weights], check: Callable[[], None]) -> Iterator[Counts]:
    import numpy as np

    column: dict[Hashable, int] = {}
    owners, columns, amounts = array("q"), array("q"), array("d")
    for number, article in enumerate(counts):
        check()
        for key, count in article.items():
            owners.append(number)
            columns.append(column.setdefault(key, len(column)))
            amounts.append(count)
    names = list(column)
    of_article, of_key, amount = (np.asarray(values) for values in (owners, columns, amounts))
    for weights in rounds:
        totals = np.bincount(of_key, np.asarray(weights)[of_article] * amount, len(names))
        yield {names[at]: total for at, total in enumerate(totals.tolist()) if total}
