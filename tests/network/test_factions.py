"""Factions: DNA's figure with its sign, and the right one; camps of any size; the search beyond what can be tried."""

from __future__ import annotations

import pytest

from workbench.core.errors import UsageError
from workbench.network.counts import Counts, count
from workbench.network.factions import factions
from workbench.network.statement import Statement

from .sample import dna_statements, plain, said


def counted(found: list[Statement]) -> Counts:
    return count(found, "organization", plain)


def divided(*sizes: int) -> Counts:
    """Camps of these sizes, the first for everything and the second against."""
    names = [(f"{camp}{number}", 1 - 2 * camp) for camp, size in enumerate(sizes) for number in range(size)]
    return counted([said(name, concept, side) for name, side in names for concept in "xyz"])


def test_dna_compat_gives_the_figure_of_dna() -> None:
    found = factions(counted(dna_statements()), dna_compat=True)
    assert found is not None
    assert found.polarization == pytest.approx(0.5342493, abs=5e-8)
    first = {"Alliance to Save Energy", "National Petrochemical & Refiners Association", "Senate"}
    assert set(found.camps[0]) == first | {"U.S. Public Interest Research Group"}


def test_the_right_sign_gives_the_plausible_coalitions() -> None:
    found = factions(counted(dna_statements()))
    assert found is not None
    assert found.exact
    assert found.distance == pytest.approx(0.3359, abs=5e-5)
    assert found.polarization == pytest.approx(1 - found.distance)
    assert set(found.camps[1]) == {
        "Energy and Environmental Analysis, Inc.",
        "National Petrochemical & Refiners Association",
        "Senate",
    }


@pytest.mark.parametrize("sizes", [(4, 4), (6, 2), (2, 5), (9, 9), (12, 7)])
def test_a_divided_network_falls_into_its_camps_whatever_their_size(sizes: tuple[int, int]) -> None:
    found = factions(divided(*sizes))
    assert found is not None
    assert {frozenset(camp) for camp in found.camps} == {
        frozenset(f"{camp}{number}" for number in range(size)) for camp, size in enumerate(sizes)
    }
    assert found.division == pytest.approx(1)
    assert found.exact == (sum(sizes) <= 13)


def test_a_divided_network_is_more_polarized_than_a_mixed_one() -> None:
    mixed = counted(
        [said(f"{n}", concept, 1 if (n + at) % 2 else -1) for n in range(6) for at, concept in enumerate("wxyz")]
        + [said(f"{n}", "v", 1 if n < 3 else -1) for n in range(6)]
    )
    clear, blurred = factions(divided(3, 3)), factions(mixed)
    assert clear is not None
    assert blurred is not None
    assert clear.division == pytest.approx(1)
    assert blurred.division < 0.95
    assert clear.polarization >= blurred.polarization


def test_three_camps() -> None:
    sides = (
        [(f"a{n}", "x", 1) for n in range(3)]
        + [(f"b{n}", "y", 1) for n in range(3)]
        + [(f"c{n}", "z", 1) for n in range(3)]
    )
    against = [(f"{a}{n}", "xyz"[(ord(a) - 96) % 3], -1) for a in "abc" for n in range(3)]
    found = factions(counted([said(*one) for one in sides + against]), 3)
    assert found is not None
    assert {frozenset(one[0] for one in camp) for camp in found.camps} == {
        frozenset("a"),
        frozenset("b"),
        frozenset("c"),
    }


def test_where_nothing_is_shared_there_are_no_camps() -> None:
    assert factions(counted([said("a", "x"), said("b", "y"), said("c", "z")])) is None
    assert factions(counted([said("a", "x"), said("b", "x")])) is None
    with pytest.raises(UsageError, match="at least two"):
        factions(divided(2, 2), 1)
