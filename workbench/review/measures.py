"""Coefficients of agreement on labels: pure functions on a reliability matrix.

The matrix has one row an annotator and one column an item; None where an annotator gave an item no label. All
coefficients depend on how often each column occurs and on nothing else, so they are computed from ``Patterns``, the
columns with their counts. Patterns of several articles add up; a resampled article is a column counted twice.

A coefficient that is not defined for what it is given is None, with the reason in words; it is never NaN, and never
1.0 because everybody always chose the one label that could not be disagreed on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple, cast

Label = str | int | float | tuple[str, ...]
Pattern = tuple[Label | None, ...]
Patterns = Mapping[Pattern, float]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]

ONE_LABEL = "undefined, because all chose one label"
NO_ITEMS = "undefined, because no item has the labels of two annotators"


class Value(NamedTuple):
    """A coefficient (None where it is undefined), the number of items that count in it, and why it is undefined."""

    value: float | None
    n: int
    why: str = ""


def patterns(rows: Iterable[Sequence[Label | None]]) -> Counter[Pattern]:
    """The columns of a matrix with their counts. Raises ValueError where the rows differ in length."""
    return Counter(zip(*rows, strict=True))


def percent_agreement(columns: Patterns) -> Value:
    """Among all pairs of labels that two annotators gave one item, the share of equal ones, averaged over the items.

    An item counts with two labels or more (Fleiss 1971, the mean of P_i).
    """
    items = agreeing = 0.0
    for labels, count in _pairable(columns):
        size = len(labels)
        items += count
        agreeing += count * (_squares(labels) - size) / (size * (size - 1))
    return Value(agreeing / items, round(items)) if items else Value(None, 0, NO_ITEMS)


def cohen_kappa(columns: Patterns) -> Value:
    """Cohen's κ of two annotators (Cohen 1960): chance by each annotator's own distribution; unweighted.

    Items count that both labelled. Raises ValueError where there are not two rows.
    """
    first: defaultdict[Label, float] = defaultdict(float)
    second: defaultdict[Label, float] = defaultdict(float)
    items = equal = 0.0
    for (one, other), count in columns.items():
        if one is None or other is None or not count:
            continue
        items += count
        equal += count * (one == other)
        first[one] += count
        second[other] += count
    expected = sum(count * second.get(label, 0.0) for label, count in first.items())
    return _kappa(equal, expected / items if items else 0.0, items)


def scott_pi(columns: Patterns) -> Value:
    """Scott's π of two annotators (Scott 1955): as κ, chance by the distribution of both together."""
    totals: defaultdict[Label, float] = defaultdict(float)
    items = equal = 0.0
    for (one, other), count in columns.items():
        if one is None or other is None or not count:
            continue
        items += count
        equal += count * (one == other)
        totals[one] += count
        totals[other] += count
    expected = sum(count * count for count in totals.values())
    return _kappa(equal, expected / (4 * items) if items else 0.0, items)


def fleiss_kappa(columns: Patterns) -> Value:
    """Fleiss' κ of two annotators or more (Fleiss 1971): the items count that all of them labelled."""
    totals: defaultdict[Label, float] = defaultdict(float)
    items = agreeing = 0.0
    for pattern, count in columns.items():
        size = len(pattern)
        if not count or size < 2 or None in pattern:
            continue
        labels = cast(tuple[Label, ...], pattern)
        items += count
        agreeing += count * (_squares(labels) - size) / (size * (size - 1))
        for label in labels:
            totals[label] += count / size
    expected = sum(count * count for count in totals.values())
    return _kappa(agreeing, expected / items if items else 0.0, items)


def _kappa(observed: float, expected: float, items: float) -> Value:
    """(P_o − P_e) / (1 − P_e), both given as numbers of items."""
    if not items:
        return Value(None, 0, NO_ITEMS)
    if items - expected <= 1e-12 * items:
        return Value(None, round(items), ONE_LABEL)
    return Value((observed - expected) / (items - expected), round(items))


def krippendorff_alpha(columns: Patterns, metric: Metric = "nominal") -> Value:
    """Krippendorff's α (Krippendorff 2004, chapter 11): 1 − D_o / D_e over the pairable labels of all items.

    Items count that two annotators or more labelled; missing labels are allowed. The squared difference of two labels
    is 1 (nominal), the number of labels ranked between them with half of each end, squared (ordinal), (c − k)²
    (interval) or ((c − k) / (c + k))² (ratio). All but nominal need numbers; TypeError is raised where there are none.
    """
    pairable = list(_pairable(columns))
    totals: defaultdict[Label, float] = defaultdict(float)
    for labels, count in pairable:
        for label in labels:
            totals[label] += count
    items = round(sum(count for _, count in pairable))
    if not items:
        return Value(None, 0, NO_ITEMS)
    if len(totals) == 1:
        return Value(None, items, ONE_LABEL)
    observed, expected = _DISAGREEMENT[metric](pairable, totals)
    size = sum(totals.values())
    if not expected:
        return Value(None, items, "undefined, because the labels do not differ on this scale")
    return Value(1.0 - (size - 1.0) * observed / expected, items)


def _pairable(columns: Patterns) -> Iterator[tuple[tuple[Label, ...], float]]:
    for pattern, count in columns.items():
        labels = tuple(label for label in pattern if label is not None) if None in pattern else pattern
        if count and len(labels) >= 2:
            yield cast(tuple[Label, ...], labels), count


def _squares(labels: tuple[Label, ...]) -> float:
    """Σ n_c² over the labels of one item."""
    if len(labels) == 2:
        return 4.0 if labels[0] == labels[1] else 2.0
    return float(sum(count * count for count in Counter(labels).values()))


# Observed and expected disagreement, as n · D_o and n (n − 1) · D_e with n the number of pairable labels.

_Items = Sequence[tuple[tuple[Label, ...], float]]
_Totals = Mapping[Label, float]


def _nominal(items: _Items, totals: _Totals) -> tuple[float, float]:
    observed = sum(count * (len(labels) ** 2 - _squares(labels)) / (len(labels) - 1) for labels, count in items)
    return observed, sum(totals.values()) ** 2 - sum(count * count for count in totals.values())


def _interval(items: _Items, totals: _Totals) -> tuple[float, float]:
    return _spread(items, totals, {label: float(_number(label)) for label in totals})


def _ordinal(items: _Items, totals: _Totals) -> tuple[float, float]:
    """The ordinal difference is that of the labels' middle ranks: Σ n_g from c to k less half of both ends."""
    order = sorted(totals, key=_number)
    reached = accumulate(totals[label] for label in order)
    middles = {label: upto - totals[label] / 2 for label, upto in zip(order, reached, strict=True)}
    return _spread(items, totals, middles)


def _spread(items: _Items, totals: _Totals, places: Mapping[Label, float]) -> tuple[float, float]:
    """Disagreement as squared distance of places on a line; centred first, so that large numbers cost no digits."""
    size = sum(totals.values())
    middle = sum(count * places[label] for label, count in totals.items()) / size
    centred = {label: place - middle for label, place in places.items()}
    observed = 0.0
    for labels, count in items:
        if len(labels) == 2:
            observed += count * 2 * (centred[labels[0]] - centred[labels[1]]) ** 2
            continue
        mean = sum(centred[label] for label in labels) / len(labels)
        apart = sum((centred[label] - mean) ** 2 for label in labels)
        observed += count * 2 * len(labels) * apart / (len(labels) - 1)
    return observed, 2 * size * sum(count * centred[label] ** 2 for label, count in totals.items())


def _ratio(items: _Items, totals: _Totals) -> tuple[float, float]:
    def apart(one: Label, other: Label) -> float:
        total = _number(one) + _number(other)
        return ((_number(one) - _number(other)) / total) ** 2 if total else 0.0

    observed = 0.0
    for labels, count in items:
        observed += count * sum(apart(one, other) for one in labels for other in labels) / (len(labels) - 1)
    pairs = ((one, other) for one in totals for other in totals)
    return observed, sum(totals[one] * totals[other] * apart(one, other) for one, other in pairs)


def _number(label: Label) -> float:
    if isinstance(label, int | float):
        return label
    raise TypeError(f"{label!r} is not a number; this scale needs numbers")


_DISAGREEMENT: dict[Metric, Callable[[_Items, _Totals], tuple[float, float]]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
