"""γ by its library, where that is installed; without it the figure says what is missing."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from tests.review.small import CODEBOOK, TEXT, actor, file
from workbench.core.annotation import Annotations
from workbench.review.figures import Figure, agree
from workbench.review.gamma import MISSING, NO_UNITS, Unit, gamma

EXAMPLES = Path(__file__).parents[3] / "shared" / "fixtures" / "agreement" / "gamma_fixtures"
LEE = actor("a-1", "Mayor Ann Lee")


def _figure(versions: dict[str, Annotations]) -> Figure:
    found = agree({"small": versions}, CODEBOOK, texts={"small": TEXT}, rounds=0, layers=["actor"], gamma=True)
    return next(one for one in found if one.measure == "gamma" and one.article is None)


def test_without_the_library_the_figure_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert _figure({"a": file("a", LEE), "b": file("b", LEE)}).why == MISSING


def test_gamma_is_asked_for_or_not_there() -> None:
    found = agree({"small": {"a": file("a", LEE), "b": file("b", LEE)}}, CODEBOOK, rounds=0)
    assert "gamma" not in {one.measure for one in found}


def test_somebody_without_units_leaves_it_undefined() -> None:
    pytest.importorskip("pygamma_agreement")
    assert _figure({"a": file("a", LEE), "b": file("b")}).why == NO_UNITS


@pytest.mark.slow
@pytest.mark.parametrize("name", ["fixture_01_two_annotators_simple", "fixture_03_identical_perfect"])
def test_gamma_of_the_library_s_own_examples(name: str) -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("pygamma_agreement")
    if not EXAMPLES.is_dir():
        pytest.skip("the shared fixtures are not here")
    example = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    rows: dict[str, list[Unit]] = {}
    for unit in example["continuum"]:
        rows.setdefault(unit["annotator"], []).append((unit["start"], unit["end"], unit["category"]))
    before = numpy.random.get_state()[1].tolist()
    found = gamma(rows, example["metadata"]["seed"], example["tier3"]["nSamples"])
    assert found == pytest.approx(example["tier3"]["gamma"], abs=0.05)
    assert numpy.random.get_state()[1].tolist() == before
