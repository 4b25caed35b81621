"""Coefficients on labels: published examples, other implementations, laws, and what is undefined."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.review.measures import (
    NO_ITEMS,
    ONE_LABEL,
    Patterns,
    Value,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    patterns,
    percent_agreement,
    scott_pi,
)

EXAMPLES = Path(__file__).parents[3] / "shared" / "fixtures" / "agreement" / "worked_examples.json"

MEASURES: dict[str, Callable[[Patterns], Value]] = {
    "percent": percent_agreement,
    "cohen_kappa": cohen_kappa,
    "scott_pi": scott_pi,
    "fleiss_kappa": fleiss_kappa,
    "alpha_nominal": lambda columns: krippendorff_alpha(columns, "nominal"),
    "alpha_ordinal": lambda columns: krippendorff_alpha(columns, "ordinal"),
    "alpha_interval": lambda columns: krippendorff_alpha(columns, "interval"),
    "alpha_ratio": lambda columns: krippendorff_alpha(columns, "ratio"),
}

labels = st.integers(1, 4)
pairs = st.lists(st.tuples(labels, labels), min_size=2, max_size=40)
with_gaps = st.lists(st.tuples(*[st.none() | labels] * 3), min_size=2, max_size=40)


def _published() -> list[Any]:
    if not EXAMPLES.exists():
        return [pytest.param({}, "", 0.0, marks=pytest.mark.skip(reason="the shared fixtures are not here"))]
    return [
        pytest.param(example, measure, figure, id=f"{example['id']}-{measure}")
        for example in json.loads(EXAMPLES.read_text("utf-8"))
        for measure, figure in example["published"].items()
        if "raters_by_item" in example
    ]


@pytest.mark.parametrize(("example", "measure", "figure"), _published())
def test_published_figures_to_the_printed_digits(example: dict[str, Any], measure: str, figure: float) -> None:
    columns = patterns(zip(*example["raters_by_item"], strict=True))
    value = MEASURES[measure](columns).value
    assert value is not None
    assert f"{value:.{len(str(figure).partition('.')[2])}f}" == str(figure)


@pytest.mark.parametrize("measure", [cohen_kappa, scott_pi, fleiss_kappa, krippendorff_alpha])
def test_one_label_for_all_is_undefined_and_says_so(measure: Callable[[Patterns], Value]) -> None:
    assert measure(patterns([["yes"] * 5, ["yes"] * 5])) == Value(None, 5, ONE_LABEL)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_nothing_to_compare_is_undefined(measure: Callable[[Patterns], Value]) -> None:
    assert measure(patterns([[1, None], [None, 2]])) == Value(None, 0, NO_ITEMS)


def test_kappa_is_defined_where_each_annotator_has_one_label_of_their_own() -> None:
    assert cohen_kappa(patterns([["a"] * 4, ["b"] * 4])) == Value(0.0, 4)


def test_missing_labels_leave_out_what_the_measure_cannot_count() -> None:
    columns = patterns([["a", "a", None, "b"], ["a", "b", "b", "b"], [None, "a", "b", "b"]])
    assert fleiss_kappa(columns).n == 2
    assert krippendorff_alpha(columns).n == 4


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        patterns([[1, 2], [1]])


def test_a_scale_of_numbers_refuses_words() -> None:
    with pytest.raises(TypeError, match="'high' is not a number"):
        krippendorff_alpha(patterns([["high", "low"], ["low", "low"]]), "interval")


def test_an_item_counted_twice_is_an_item_that_stands_there_twice() -> None:
    rows = [[1, 2, 2, 3, 1], [1, 2, 3, 3, 2]]
    weighted = {column: 2 * count for column, count in patterns(rows).items()}
    for measure in MEASURES.values():
        assert measure(weighted).value == pytest.approx(measure(patterns([row * 2 for row in rows])).value)


@given(pairs)
def test_kappas_as_scikit_learn_and_statsmodels_compute_them(items: list[tuple[int, int]]) -> None:
    sklearn = pytest.importorskip("sklearn.metrics")
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    rows = list(zip(*items, strict=True))
    cohen, fleiss = cohen_kappa(patterns(rows)), fleiss_kappa(patterns(rows))
    if len({label for row in rows for label in row}) == 1:
        assert cohen.why == fleiss.why == ONE_LABEL
        return
    assert cohen.value == pytest.approx(sklearn.cohen_kappa_score(*rows), abs=1e-9)
    table, _ = inter_rater.aggregate_raters(items)
    assert fleiss.value == pytest.approx(inter_rater.fleiss_kappa(table), abs=1e-9)


@given(with_gaps, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_as_krippendorff_computes_it(items: list[tuple[int | None, ...]], scale: Any) -> None:
    numpy, package = pytest.importorskip("numpy"), pytest.importorskip("krippendorff")
    found = krippendorff_alpha(patterns(zip(*items, strict=True)), scale)
    pairable = [[one for one in item if one is not None] for item in items]
    pairable = [item for item in pairable if len(item) > 1]
    if len({label for item in pairable for label in item}) < 2:
        assert found.value is None
        assert found.why in (ONE_LABEL, NO_ITEMS)
        return
    matrix = numpy.array(items, dtype=float).T
    assert found.value == pytest.approx(package.alpha(matrix, level_of_measurement=scale), abs=1e-9)
    assert found.n == len(pairable)


@given(pairs)
def test_pi_and_alpha_as_nltk_computes_them(items: list[tuple[int, int]]) -> None:
    agreement = pytest.importorskip("nltk.metrics.agreement")
    columns = patterns(zip(*items, strict=True))
    if krippendorff_alpha(columns).value is None:
        assert scott_pi(columns).why == ONE_LABEL
        return
    triples = [(coder, str(n), label) for n, item in enumerate(items) for coder, label in zip("ab", item, strict=True)]
    task = agreement.AnnotationTask(triples)
    assert krippendorff_alpha(columns).value == pytest.approx(task.alpha(), abs=1e-9)
    assert scott_pi(columns).value == pytest.approx(task.pi(), abs=1e-9)
    assert percent_agreement(columns).value == pytest.approx(task.avg_Ao(), abs=1e-9)


@given(with_gaps, st.permutations(range(3)))
def test_the_order_of_annotators_and_items_does_not_matter(
    items: list[tuple[int | None, ...]], order: list[int]
) -> None:
    turned = [tuple(item[at] for at in order) for item in reversed(items)]
    for measure in (percent_agreement, fleiss_kappa, krippendorff_alpha, MEASURES["alpha_ordinal"]):
        one = measure(patterns(zip(*items, strict=True)))
        other = measure(patterns(zip(*turned, strict=True)))
        assert one.n == other.n
        assert one.value == pytest.approx(other.value)


@given(with_gaps)
def test_no_coefficient_is_above_one_or_not_a_number(items: list[tuple[int | None, ...]]) -> None:
    for name, measure in MEASURES.items():
        if name in ("cohen_kappa", "scott_pi"):
            continue
        found = measure(patterns(zip(*items, strict=True)))
        assert found.why if found.value is None else math.isfinite(found.value) and found.value <= 1 + 1e-12


def test_large_numbers_cost_no_digits() -> None:
    near = [[1, 2, 2, 3], [1, 2, 3, 3]]
    far = [[label + 10**9 for label in row] for row in near]
    assert krippendorff_alpha(patterns(far), "interval").value == pytest.approx(
        krippendorff_alpha(patterns(near), "interval").value
    )
