"""The figures as somebody walks through them: rows, what lies behind, articles from the lowest, a place in a matrix."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.review.small import CODEBOOK, TEXT, actor, claim, file
from workbench.core.annotation import Annotations
from workbench.review.confusion import grid
from workbench.review.figures import agree
from workbench.review.scene import Item
from workbench.review.survey import Line, MatrixWalk, Survey, behind, records_of

ANN = file(
    "x",
    actor("a-1", "Ann Lee", "ann-lee"),
    claim("c-1", "before winter", certainty="asserted"),
    claim("c-2", "money is short", certainty="asserted"),
)
BOB = file(
    "y",
    actor("a-9", "Ann Lee", "lee"),
    claim("c-8", "before winter", certainty="hedged"),
    claim("c-9", "money is short", certainty="asserted"),
)
FILES: Mapping[str, Mapping[str, Annotations]] = {"one": {"x": ANN, "y": BOB}, "two": {"x": ANN, "y": ANN}}


@pytest.fixture(scope="module")
def survey() -> Survey:
    return Survey(agree(FILES, CODEBOOK, texts={"one": TEXT, "two": TEXT}, rounds=50))


def line(survey: Survey, about: str, measure: str) -> Line:
    (found,) = [one for one in survey.lines if (one.about, one.measure) == (about, measure)]
    return found


def test_rows_say_value_interval_and_how_many_differ(survey: Survey) -> None:
    found = line(survey, "claim certainty", "percent_agreement")
    assert found.value.startswith("0.750 [0.500, 1.000]")
    assert (found.who, found.beside) == ("x / y", "n 4 · 1 differ")


def test_an_undefined_figure_says_why(survey: Survey) -> None:
    found = line(survey, "claim issue", "link_agreement")
    assert (found.value, found.beside) == ("–", "undefined, because no record that two annotators have points anywhere")


def test_the_matrix_stands_behind_its_kappa(survey: Survey) -> None:
    measures = [one.measure for one in survey.lines if one.about == "claim certainty"]
    assert measures[measures.index("cohen_kappa") + 1] == "confusion matrix"


def test_behind_a_figure_lie_the_items_that_differ_else_all(survey: Survey) -> None:
    figure = line(survey, "claim certainty", "cohen_kappa").figure
    (item,) = behind(figure)
    assert item == Item("one", (("x", "c-1"), ("y", "c-8")))
    assert len(behind(figure, everything=True)) == 4
    agreed = line(survey, "claim content", "span_f1_exact").figure
    assert len(behind(agreed)) == 4


def test_articles_come_from_the_lowest(survey: Survey) -> None:
    found = survey.by_article(line(survey, "claim certainty", "percent_agreement"))
    assert [(one.figure.article, one.value) for one in found] == [("one", "0.500"), ("two", "1.000")]


def test_records_that_are_gone_are_left_out() -> None:
    item = Item("one", (("x", "c-1"), ("y", "gone"), ("z", "c-1")))
    files = {article: dict(versions) for article, versions in FILES.items()}
    assert {name: one.id for name, one in records_of(item, files).items()} == {"x": "c-1"}


def test_one_stands_where_most_is_confused_and_never_leaves_the_matrix(survey: Survey) -> None:
    matrix = line(survey, "claim certainty", "confusion matrix").matrix
    assert matrix is not None
    walk = MatrixWalk(matrix)
    assert walk.said == "x says asserted, y says hedged"
    assert walk.items == (Item("one", (("x", "c-1"), ("y", "c-8"))),)
    walk.move(9, 9)
    assert (walk.row, walk.column, walk.items) == (1, 1, ())
    walk.move(-9, -9)
    assert (walk.row, walk.column) == (0, 0)
    assert len(walk.items) == 3


def test_every_cell_of_a_drawn_matrix_has_the_width_of_its_column(survey: Survey) -> None:
    matrix = line(survey, "claim certainty", "confusion matrix").matrix
    assert matrix is not None
    found = grid(matrix)
    assert {len(cell) for _, row in found.rows for cell in row} == {len(one) for one in found.head} == {5}
    assert {len(title) for title, _ in found.rows} == {found.margin}
