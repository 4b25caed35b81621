"""Factions and polarization: into which camps do the actors fall, and how clearly?

The networks of congruence and conflict (normalised by average, divided by their joint sum) are compared with an ideal
pattern of k camps, in which all congruence lies within camps and all conflict between them, as in Discourse Network
Analyzer (``export/Polarisation.java``): half the sum of all absolute differences is a distance. Polarization is 1 minus the
smallest distance of any partition; camps may be of any size.

DNA spreads the expected congruence and conflict over the camps by their shares of the dyads, so that half of it or more is
expected nowhere: even a perfectly divided network keeps a distance (¼ with two equal camps), and less divided ones may
reach the same. ``division`` therefore compares with the whole pattern, in which every dyad within a camp has the same
congruence and every dyad between camps the same conflict; it is 1 for a network of exactly this shape, and it decides
between partitions that DNA's distance cannot tell apart.

``dna_compat`` gives the figure that DNA prints: the largest distance over camps of equal size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from workbench.core.errors import UsageError
from workbench.network.counts import Counts
from workbench.network.one_mode import one_mode

Partition = tuple[int, ...]
"""The camp of each actor, by number."""

MOST_TRIED = 5_000
"""Up to so many partitions, every one is tried; beyond, a search improves several beginnings until nothing helps."""
_POWER_ROUNDS = 60
_DIGITS = 12
"""Distances that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class Factions:
    """The camps, and what they show."""

    camps: tuple[tuple[str, ...], ...]
    """The actors of each camp, the largest camp first."""
    polarization: float
    """0 to 1; with ``dna_compat`` DNA's figure."""
    distance: float
    """Of the observed networks from the ideal pattern of these camps."""
    division: float
    """0 to 1: how near the networks come to the whole pattern of these camps."""
    exact: bool
    """Whether every partition was tried."""


def factions(counts: Counts, camps: int = 2, *, dna_compat: bool = False) -> Factions | None:
    """The partition into ``camps`` that fits best; None where the actors share no issue, or are not more than the camps.

    Raises UsageError for fewer than two camps.
    """
    if camps < 2:
        raise UsageError(f"{camps} is no number of camps; there are at least two")
    pattern = _Pattern.of(counts, camps)
    if pattern is None or len(counts.rows) <= camps:
        return None
    best, exact = _worst_equal(pattern) if dna_compat else _best(pattern)
    distance = pattern.distance(best)
    groups = [tuple(row for row, camp in zip(counts.rows, best, strict=True) if camp == one) for one in range(camps)]
    groups.sort(key=lambda group: (-len(group), group))
    polarization = distance if dna_compat else 1 - distance
    return Factions(tuple(groups), polarization, distance, 1 - pattern.distance(best, whole=True), exact)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The two networks, their joint sum 1, and the measure of a partition against the ideal."""

    near: tuple[tuple[float, ...], ...]
    far: tuple[tuple[float, ...], ...]
    near_sum: float
    far_sum: float
    camps: int

    @classmethod
    def of(cls, counts: Counts, camps: int) -> _Pattern | None:
        near, far = (one_mode(counts, rule, "average") for rule in ("congruence", "conflict"))
        joint = near.total + far.total
        if not joint:
            return None
        scaled = [tuple(tuple(weight / joint for weight in row) for row in one.cells) for one in (near, far)]
        return cls(scaled[0], scaled[1], near.total / joint, far.total / joint, camps)

    @property
    def size(self) -> int:
        return len(self.near)

    def _expected(self, partition: Partition, *, whole: bool) -> tuple[list[float], list[list[float]]]:
        """What the ideal pattern has in a dyad within each camp, and between each two."""
        sizes = [partition.count(camp) for camp in range(self.camps)]
        within = sum(size * (size - 1) for size in sizes)
        between = self.size * (self.size - 1) - within
        near = self.near_sum / within if within else 0.0
        far = self.far_sum / between if between else 0.0
        if whole:
            return [near] * self.camps, [[far] * self.camps] * self.camps
        return (
            [size * (size - 1) / within * near if within else 0.0 for size in sizes],
            [[a * b / between * far if between else 0.0 for b in sizes] for a in sizes],
        )

    def distance(self, partition: Partition, *, whole: bool = False) -> float:
        """Half the sum of the absolute differences between what is and what the ideal pattern has."""
        expected_near, expected_far = self._expected(partition, whole=whole)
        total = 0.0
        for i in range(self.size):
            camp, near, far = partition[i], self.near[i], self.far[i]
            for j in range(i):
                if partition[j] == camp:
                    total += abs(near[j] - expected_near[camp]) + far[j]
                else:
                    total += near[j] + abs(far[j] - expected_far[camp][partition[j]])
        return total

    def fit(self, partition: Partition) -> tuple[float, float]:
        """What the best partition has least of: DNA's distance, then that from the whole pattern."""
        return round(self.distance(partition), _DIGITS), round(self.distance(partition, whole=True), _DIGITS)

    def misfit(self, partition: Partition) -> tuple[float, float]:
        """What the partition that DNA keeps has least of."""
        return -round(self.distance(partition), _DIGITS), 0.0


def _best(pattern: _Pattern) -> tuple[Partition, bool]:
    """The partition with the smallest distance, no camp empty."""
    if pattern.camps ** (pattern.size - 1) <= MOST_TRIED:
        return min(_partitions(pattern.size, pattern.camps), key=pattern.fit), True
    found = (_improved(start, pattern.fit, _moves) for start in _beginnings(pattern))
    return min(found, key=pattern.fit), False


def _worst_equal(pattern: _Pattern) -> tuple[Partition, bool]:
    """The partition into camps of equal size (to within one) with the largest distance."""
    sizes = sorted(_equal_sizes(pattern))
    if pattern.camps ** (pattern.size - 1) <= MOST_TRIED:
        every = _partitions(pattern.size, pattern.camps)
        equal = (one for one in every if sorted(map(one.count, range(pattern.camps))) == sizes)
        return min(equal, key=pattern.misfit), True
    start = tuple(at % pattern.camps for at in range(pattern.size))
    return _improved(start, pattern.misfit, _swaps), False


def _equal_sizes(pattern: _Pattern) -> list[int]:
    return [len(range(camp, pattern.size, pattern.camps)) for camp in range(pattern.camps)]


def _partitions(size: int, camps: int) -> Iterator[Partition]:
    """Every partition into so many camps; the first actor is in camp 0."""
    for rest in product(range(camps), repeat=size - 1):
        partition = (0, *rest)
        if len(set(partition)) == camps:
            yield partition


def _improved(
    start: Partition, fit: Callable[[Partition], tuple[float, float]], steps: Callable[[Partition], Iterable[Partition]]
) -> Partition:
    """Step by step to a partition that no single step improves."""
    best, reached = start, fit(start)
    while True:
        nearest = min(steps(best), key=fit, default=best)
        if (measured := fit(nearest)) >= reached:
            return best
        best, reached = nearest, measured


def _moves(partition: Partition) -> Iterator[Partition]:
    """Each partition in which one actor went to another camp, none left empty."""
    camps = range(max(partition) + 1)
    for at, camp in enumerate(partition):
        if partition.count(camp) > 1:
            for other in camps:
                if other != camp:
                    yield (*partition[:at], other, *partition[at + 1 :])


def _swaps(partition: Partition) -> Iterator[Partition]:
    """Each partition in which two actors changed places."""
    for i, j in combinations(range(len(partition)), 2):
        if partition[i] != partition[j]:
            changed = list(partition)
            changed[i], changed[j] = changed[j], changed[i]
            yield tuple(changed)


def _beginnings(pattern: _Pattern) -> Iterator[Partition]:
    """Partitions to begin with: the actors in turn, and in their order along the main line of division cut into parts."""
    size, camps = pattern.size, pattern.camps
    line = _division(pattern)
    order = sorted(range(size), key=lambda at: (line[at], at))
    ranks = [0] * size
    for rank, at in enumerate(order):
        ranks[at] = rank
    yield tuple(min(camps - 1, rank * camps // size) for rank in ranks)
    if camps == 2:
        negative = sum(value < 0 for value in line)
        if 0 < negative < size:
            yield tuple(int(value >= 0) for value in line)
    yield tuple(at % camps for at in range(size))


def _division(pattern: _Pattern) -> Sequence[float]:
    """The first eigenvector of congruence − conflict, by the power method from a fixed beginning."""
    net = [[a - b for a, b in zip(*rows, strict=True)] for rows in zip(pattern.near, pattern.far, strict=True)]
    shift = max(sum(map(abs, row)) for row in net)
    line = [1.0 + at / pattern.size if at % 2 else -1.0 for at in range(pattern.size)]
    for _ in range(_POWER_ROUNDS):
        line = [
            shift * line[at] + sum(weight * other for weight, other in zip(row, line, strict=True))
            for at, row in enumerate(net)
        ]
        length = max(map(abs, line)) or 1.0
        line = [value / length for value in line]
    return line
