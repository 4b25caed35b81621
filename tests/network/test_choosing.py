"""Filters, wider issues and duplicates."""

from __future__ import annotations

import pytest

from workbench.core.codebook import Codebook, Issue, Layer
from workbench.core.errors import UsageError
from workbench.network.choosing import DUPLICATES, Filters, chosen, filters_of, widened, without_duplicates
from workbench.network.statement import Gathered, Statement, Who

from .sample import dna_statements, said

CODEBOOK = Codebook(
    1, "", (Layer("stance", "s", ()),), (Issue("x"), Issue("y", parent="x"), Issue("z", parent="y"), Issue("w"))
)
FOUND = (
    said("a", "x", day="2024-01-01", article="one"),
    said("b", "y", -1, "2024-02-01", "two"),
    said("b", "z", 1, "2024-02-02", "three"),
    said("c", "w", 0, "", "four"),
)


def passing(**filters: object) -> list[str]:
    gathered = Gathered(FOUND, {"b": Who("Bee")})
    return [one.article for one in chosen(gathered, filters_of(CODEBOOK, **filters), "organization")]  # type: ignore[arg-type]


def test_filters_choose() -> None:
    assert passing() == ["one", "two", "three", "four"]
    assert passing(issues=["y"]) == ["two", "three"]
    assert passing(actors=("Bee", "a")) == ["one", "two", "three"]
    assert passing(since="2024-02-01") == ["two", "three"]
    assert passing(until="2024-02-01") == ["one", "two"]
    assert passing(annotators=("coder-b",)) == []
    assert passing(layers=("stance",)) == ["one", "two", "three", "four"]
    assert chosen(Gathered(FOUND), Filters(), "person") == []


def test_filters_that_mean_nothing_are_refused() -> None:
    with pytest.raises(UsageError, match="no issue “v”"):
        passing(issues=["v"])
    with pytest.raises(UsageError, match="is not a date"):
        passing(since="soon")
    with pytest.raises(UsageError, match="no layer “stanza”"):
        passing(layers=("stanza",))


def test_narrower_issues_stand_for_the_widest() -> None:
    assert [one.concept for one in widened(FOUND, CODEBOOK)] == ["issue:x", "issue:x", "issue:x", "issue:w"]
    circle = Codebook(1, "", (), (Issue("p", parent="q"), Issue("q", parent="p")))
    assert [one.concept for one in widened([said("a", "p")], circle)] == ["issue:q"]


TWICE = [
    said("a", "x", 1, "2024-01-01", "one"),
    said("a", "x", 1, "2024-01-02", "one"),
    said("a", "x", -1, "2024-01-03", "one"),
    said("a", "x", 1, "2024-01-20", "two"),
    said("a", "x", 1, "2024-06-20", "three"),
    said("a", "x", 1, "2025-01-02", "four"),
]


@pytest.mark.parametrize(
    ("rule", "qualified", "ignoring"),
    [("include", 6, 6), ("document", 5, 4), ("week", 5, 4), ("month", 4, 3), ("year", 3, 2), ("acrossrange", 2, 1)],
)
def test_duplicates_count_once_within_what_the_rule_names(rule: str, qualified: int, ignoring: int) -> None:
    def left(found: list[Statement], qualified: bool) -> int:
        return len(without_duplicates(found, rule, "organization", qualified=qualified))  # type: ignore[arg-type]

    assert left(TWICE, True) == qualified
    assert left(TWICE, False) == ignoring


def test_duplicates_of_the_sample_of_dna() -> None:
    found = dna_statements()
    left = {rule: len(without_duplicates(found, rule, "organization", qualified=True)) for rule in DUPLICATES}
    distinct = len({(one.organization, one.concept, one.qualifier) for one in found})
    assert left["include"] == 40
    assert left["document"] == len({(one.article, one.organization, one.concept, one.qualifier) for one in found})
    assert left["year"] == left["acrossrange"] == distinct
