"""Intervals over articles: the same for the same seed, with numpy and without, and ended when asked to."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Hashable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.small import CODEBOOK, TEXT, actor, file
from workbench.core.annotation import Annotations
from workbench.review.bootstrap import intervals, percentiles, resamples
from workbench.review.figures import agree
from workbench.review.measures import patterns
from workbench.review.spans import MARKED, RIGHT, f1

COUNTS: list[dict[Hashable, float]] = [{RIGHT: 3, MARKED: 8}, {RIGHT: 0, MARKED: 4}, {RIGHT: 5, MARKED: 10}]


def _nothing() -> None:
    """Never asks to stop."""


def test_every_round_draws_as_many_articles_as_there_are() -> None:
    rounds = list(resamples(7, 20, seed=3))
    assert len(rounds) == 20
    assert {sum(weights) for weights in rounds} == {7}
    assert rounds == list(resamples(7, 20, seed=3))
    assert rounds != list(resamples(7, 20, seed=4))


def test_an_interval_is_that_of_the_resampled_articles() -> None:
    rounds = list(resamples(3, 200, seed=1))
    plain = []
    for weights in rounds:
        drawn = [article for article, weight in zip(COUNTS, weights, strict=True) for _ in range(weight)]
        plain.append(2 * sum(one[RIGHT] for one in drawn) / sum(one[MARKED] for one in drawn))
    assert intervals(COUNTS, [f1], rounds, _nothing) == [pytest.approx(percentiles(plain))]


def test_percentiles_are_as_numpy_computes_them() -> None:
    numpy = pytest.importorskip("numpy")
    values = [random.Random(5).random() for _ in range(37)]
    assert percentiles(values) == pytest.approx(tuple(numpy.percentile(values, [2.5, 97.5])))


@given(
    st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 5)), min_size=2, max_size=6), st.integers(0, 99)
)
def test_with_and_without_numpy_the_sums_are_the_same(counts: list[dict[Hashable, float]], seed: int) -> None:
    pytest.importorskip("numpy")
    from workbench.review.bootstrap import _numpy_sums, _plain_sums

    rounds = list(resamples(len(counts), 10, seed))
    assert list(_numpy_sums(counts, rounds, _nothing)) == list(_plain_sums(counts, rounds, _nothing))


def test_without_numpy_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = list(resamples(3, 50, seed=1))
    with_numpy = intervals(COUNTS, [f1], rounds, _nothing)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert intervals(COUNTS, [f1], rounds, _nothing) == with_numpy


@pytest.mark.parametrize("counts", [COUNTS[:1], [COUNTS[0], {}], []])
def test_fewer_than_two_articles_have_no_interval(counts: list[dict[Hashable, float]]) -> None:
    assert intervals(counts, [f1, f1], list(resamples(len(counts), 5, 1)) if counts else [], _nothing) == [None, None]


def test_mostly_undefined_has_no_interval() -> None:
    from workbench.review.choices import _of_labels
    from workbench.review.measures import cohen_kappa

    rare = [patterns([["x"], ["y"]]), *[patterns([["x"], ["x"]])] * 60, patterns([["x"], ["x"]])]
    rounds = [[0, *[1] * 61]] * 6 + [[1] * 62] * 4
    assert intervals(rare, [_of_labels(cohen_kappa)], rounds, _nothing) == [None]


class Asked:
    """A progress that asks to stop at the n-th look."""

    def __init__(self, looks: int) -> None:
        self.left = looks
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str) -> None:
        """Keep the step."""
        self.steps.append((done, total, what))

    @property
    def cancelled(self) -> bool:
        """True from the n-th look on."""
        self.left -= 1
        return self.left < 0


def _project() -> dict[str, dict[str, Annotations]]:
    lee, strand = actor("a-1", "Mayor Ann Lee", kind="person"), actor("a-2", "Bo Strand", kind="group")
    return {
        f"article-{n}": {"a": file("a", lee, strand), "b": file("b", *([lee] if n % 3 else [lee, strand]))}
        for n in range(9)
    }


def test_figures_have_intervals_that_hold_them_and_do_not_depend_on_the_run() -> None:
    files = _project()
    texts = dict.fromkeys(files, TEXT)
    found = agree(files, CODEBOOK, texts=texts, rounds=100, seed=7)
    f1s = [one for one in found if one.measure == "span_f1_exact" and one.on == "mention" and one.article is None]
    assert len(f1s) == 1
    assert f1s[0].low is not None
    assert f1s[0].high is not None
    assert f1s[0].low <= (f1s[0].value or 0) <= f1s[0].high
    assert f1s[0].low < f1s[0].high
    assert all(one.low is None for one in found if one.article is not None or one.value is None)
    assert found == agree(files, CODEBOOK, texts=texts, rounds=100, seed=7)


def test_progress_goes_up_to_the_total() -> None:
    watch = Asked(10**9)
    agree(_project(), CODEBOOK, rounds=10, progress=watch)
    done = [step[0] for step in watch.steps]
    assert done == list(range(watch.steps[0][1]))
    assert len({step[1] for step in watch.steps}) == 1


def test_a_cancelled_run_gives_nothing_and_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    looks = Asked(10**9)
    agree(_project(), CODEBOOK, rounds=20, progress=looks)
    needed = 10**9 - looks.left
    for stop in range(0, needed, max(1, needed // 25)):
        watch = Asked(stop)
        assert agree(_project(), CODEBOOK, rounds=20, progress=watch) == []
        assert watch.left == -1
        assert list(tmp_path.iterdir()) == []
