"""Polarity over time: on which side the statements of each window are, and how divided the actors are then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.network.building import Network
from workbench.network.counts import count
from workbench.network.factions import factions
from workbench.network.statement import Statement
from workbench.network.windows import Kernel, Slice, Step, windows


@dataclass(frozen=True, slots=True)
class Balance:
    """How much speaks for, between and against."""

    support: float = 0.0
    between: float = 0.0
    oppose: float = 0.0

    @property
    def total(self) -> float:
        """All that takes a side."""
        return self.support + self.between + self.oppose

    @property
    def mean(self) -> float:
        """−1 where everything is against, 1 where everything is for; 0 where nothing is said."""
        return (self.support - self.oppose) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One window."""

    window: Slice
    balance: Balance
    polarization: float | None
    """That of its actors; None where they share nothing, or are too few."""


def balance(weighted: Iterable[tuple[Statement, float]]) -> Balance:
    """The balance of weighted statements; those that take no side do not count."""
    sums = {1: 0.0, 0: 0.0, -1: 0.0}
    for one, weight in weighted:
        if one.qualifier is not None:
            sums[one.qualifier] += weight
    return Balance(sums[1], sums[0], sums[-1])


def over_time(
    network: Network, step: Step, size: int, kernel: Kernel = "no", *, camps: int = 0, dna_compat: bool = False
) -> list[Moment]:
    """The balance of each window; with a number of ``camps``, how divided the actors are."""
    found = []
    for one in windows(network.statements, step, size, kernel):
        divided = None
        if camps:
            counts = count(one.rooted(), network.recipe.actor, network.label)
            divided = factions(counts, camps, dna_compat=dna_compat)
        found.append(Moment(one, balance(one.weighted), divided.polarization if divided else None))
    return found
