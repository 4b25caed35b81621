"""Two-mode and one-mode matrices: worked examples, laws, and the numbers of DNA's own tests."""

from __future__ import annotations

from itertools import product

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import UsageError
from workbench.network.counts import Counts, count
from workbench.network.one_mode import ONE_MODE_NORMS, ONE_MODE_RULES, one_mode
from workbench.network.statement import Statement
from workbench.network.two_mode import TWO_MODE_NORMS, combined_sides, two_mode

from .sample import dna_statements, plain, said

ACTORS, CONCEPTS, SIDES = "abcd", "xyz", (-1, 0, 1, None)

statements = st.lists(
    st.builds(said, st.sampled_from(ACTORS), st.sampled_from(CONCEPTS), st.sampled_from(SIDES)), max_size=30
)


def counted(found: list[Statement]) -> Counts:
    return count(found, "organization", plain)


def test_the_sample_of_dna_has_its_numbers() -> None:
    counts = counted(dna_statements())
    assert (len(counts.rows), len(counts.columns)) == (7, 6)
    assert two_mode(counts).total == 40
    assert one_mode(counts, "ignore").total == 276
    assert one_mode(counts, "congruence").total == 160
    assert one_mode(counts, "conflict").total == 116
    assert one_mode(counts, "subtract").total == 44


def test_the_sample_by_person_has_the_same_numbers() -> None:
    counts = count(dna_statements(), "person", plain)
    assert (two_mode(counts).total, one_mode(counts, "ignore").total) == (40, 276)


def test_a_worked_example() -> None:
    counts = counted(
        [said("a", "x"), said("a", "x"), said("a", "y", -1), said("b", "x", -1), said("b", "y", -1), said("c", "z", 0)]
    )
    assert counts.rows == ("a", "b", "c")
    assert two_mode(counts).cells == ((2, 1, 0), (1, 1, 0), (0, 0, 1))
    assert two_mode(counts, "subtract").cells == ((2, -1, 0), (-1, -1, 0), (0, 0, 0))
    assert two_mode(counts, "combine").cells == ((1, 4, 0), (4, 4, 0), (0, 0, 2))
    assert one_mode(counts, "congruence").cells == ((0, 1, 0), (1, 0, 0), (0, 0, 0))
    assert one_mode(counts, "conflict").cells == ((0, 2, 0), (2, 0, 0), (0, 0, 0))
    assert one_mode(counts, "ignore", "average").weight("a", "b") == pytest.approx(3 / 2.5)
    assert one_mode(counts, "ignore", "cosine").weight("a", "b") == pytest.approx(3 / 6)
    # only a says x for (2), only b says x against (1), both say y against (1 × 1)
    assert one_mode(counts, "ignore", "jaccard").weight("a", "b") == pytest.approx(3 / 4)
    assert two_mode(counts, "ignore", "activity").cells[0] == pytest.approx((2 / 3, 1 / 3, 0))
    assert two_mode(counts, "subtract", "prominence").cells[1] == pytest.approx((-1 / 3, -1 / 2, 0))


def test_what_stands_between_is_half_agreed_and_half_disputed() -> None:
    counts = counted([said("a", "x", 0), said("b", "x"), said("c", "x", -1), said("d", "x", 0)])
    near, far = one_mode(counts, "congruence"), one_mode(counts, "conflict")
    pairs = [(one.weight("a", other)) for one in (near, far) for other in "bcd"]
    assert pairs == [0.5, 0.5, 1, 0.5, 0.5, 0]
    assert (near.weight("b", "c"), far.weight("b", "c")) == (0, 1)
    assert one_mode(counts, "subtract").weight("b", "c") == -1


def test_without_anything_between_combined_sides_are_those_of_dna() -> None:
    counts = counted([said("a", "x"), said("b", "x", -1), said("c", "x"), said("c", "x", -1)])
    assert [row[0] for row in two_mode(counts, "combine").cells] == [1, 2, 3]
    assert [combined_sides(weight, counts.levels) for weight in (1, 2, 3)] == [(1,), (-1,), (-1, 1)]


def test_what_takes_no_side_counts_only_where_sides_are_ignored() -> None:
    counts = counted([said("a", "x", None), said("b", "x")])
    assert two_mode(counts).total == 2
    assert two_mode(counts, "subtract").total == 1
    assert one_mode(counts, "ignore").total == 2
    assert one_mode(counts, "congruence").total == 0


@pytest.mark.parametrize("norm", ["average", "nonsense"])
def test_a_norm_of_the_other_mode_is_refused(norm: str) -> None:
    with pytest.raises(UsageError, match="normalised by no, activity, prominence"):
        two_mode(counted([said("a", "x")]), "ignore", norm)  # type: ignore[arg-type]


@given(statements)
def test_congruence_and_conflict_are_the_qualified_pairs(found: list[Statement]) -> None:
    counts = counted([one for one in found if one.qualifier is not None])
    near, far, both, net = (one_mode(counts, rule).cells for rule in ("congruence", "conflict", "ignore", "subtract"))
    for i, j in product(range(len(counts.rows)), repeat=2):
        assert near[i][j] + far[i][j] == pytest.approx(both[i][j])
        assert near[i][j] - far[i][j] == pytest.approx(net[i][j])


@given(statements, st.sampled_from(ONE_MODE_RULES), st.sampled_from(ONE_MODE_NORMS))
def test_one_mode_is_symmetric_with_an_empty_diagonal(found: list[Statement], rule: str, norm: str) -> None:
    matrix = one_mode(counted(found), rule, norm)  # type: ignore[arg-type]
    for i, row in enumerate(matrix.cells):
        assert row[i] == 0
        assert row == tuple(other[i] for other in matrix.cells)
    assert sum(weight for _, _, weight in matrix.edges()) * 2 == pytest.approx(matrix.total)


@given(statements, st.sampled_from(TWO_MODE_NORMS))
def test_shares_of_what_an_actor_says_or_what_is_said_sum_to_one(found: list[Statement], norm: str) -> None:
    matrix = two_mode(counted(found), "ignore", norm)  # type: ignore[arg-type]
    lines = matrix.cells if norm != "prominence" else tuple(zip(*matrix.cells, strict=True))
    if norm != "no":
        assert all(sum(line) == pytest.approx(1) for line in lines)
    else:
        assert matrix.total == len(found)


@given(statements)
def test_counting_pairs_is_the_projection_that_networkx_makes(found: list[Statement]) -> None:
    counts = counted(found)
    graph = networkx.Graph()
    for row, column, weight in two_mode(counts).edges():
        graph.add_edge(("actor", row), ("concept", column), weight=weight)
    ours = one_mode(counts, "ignore")
    nodes = [("actor", row) for row in counts.rows]
    for (_, a), (_, b) in product(nodes, nodes):
        if a != b:
            shared = set(graph[("actor", a)]) & set(graph[("actor", b)])
            expected = sum(graph[("actor", a)][one]["weight"] * graph[("actor", b)][one]["weight"] for one in shared)
            assert ours.weight(a, b) == expected


@given(statements)
def test_issues_by_issues_are_the_other_side(found: list[Statement]) -> None:
    counts = counted(found)
    assert counts.transposed.transposed == counts
    assert two_mode(counts.transposed).total == two_mode(counts).total
