"""Figures as JSON rows, CSV, Markdown, LaTeX, and the methods paragraph."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.review.small import CODEBOOK, TEXT, actor, claim, file
from workbench.review.figures import Figure, agree
from workbench.review.methods import _DEFINED, methods
from workbench.review.tables import COLUMNS, csv_text, latex, markdown, rows, tables

FIGURES = [
    Figure("claim", "", "frame_f1_exact", ("ann_b", "bo"), None, 0.5, 0.25, 0.75, 12),
    Figure(
        "claim",
        "kind",
        "cohen_kappa",
        ("ann_b", "bo"),
        None,
        None,
        None,
        None,
        6,
        "undefined, because all chose one label",
    ),
    Figure("claim", "kind", "cohen_kappa", ("ann_b", "bo"), "first", 1.0, None, None, 2),
    Figure("actor", "mention", "token_f1", ("ann_b", "bo"), None, 0.9, None, None, 30),
]


def test_json_rows_have_exactly_the_agreed_keys() -> None:
    found = json.loads(json.dumps(rows(FIGURES)))
    assert all(list(row) == list(COLUMNS) for row in found)
    assert found[0] == {
        "layer": "claim",
        "on": "",
        "measure": "frame_f1_exact",
        "annotators": ["ann_b", "bo"],
        "article": None,
        "value": 0.5,
        "low": 0.25,
        "high": 0.75,
        "n": 12,
        "why": "",
    }
    assert (found[1]["value"], found[1]["why"]) == (None, "undefined, because all chose one label")
    assert found[2]["article"] == "first"


def test_csv_reads_back_as_the_rows() -> None:
    found = list(csv.DictReader(io.StringIO(csv_text(FIGURES))))
    assert len(found) == len(FIGURES)
    assert found[1]["annotators"] == "ann_b bo"
    assert found[1]["value"] == ""
    assert found[1]["why"] == FIGURES[1].why
    assert float(found[0]["high"]) == 0.75


def test_tables_hold_the_figures_of_all_articles_and_say_what_is_undefined() -> None:
    claim_table, actor_table = tables(FIGURES)
    assert claim_table.head == ("on", "measure", "ann_b / bo")
    assert claim_table.lines == (
        ("whole record", "frame_f1_exact", "0.500 [0.250, 0.750] n=12"),
        ("kind", "cohen_kappa", "– (1)"),
    )
    assert claim_table.notes == ("undefined, because all chose one label",)
    assert actor_table.lines == (("mention", "token_f1", "0.900 n=30"),)


def test_markdown_tables_are_whole_and_escaped() -> None:
    text = markdown(FIGURES)
    assert "| on | measure | ann\\_b / bo |\n| --- | --- | --- |\n" in text
    assert "| kind | cohen\\_kappa | – (1) |" in text
    assert "(1) undefined, because all chose one label" in text
    assert "first" not in text


def test_latex_tables_are_escaped_and_closed() -> None:
    text = latex([*FIGURES, Figure("50 % & more_", "x#1", "m", ("a", "b"), None, 0.1, None, None, 1)])
    assert r"  whole record & frame\_f1\_exact & 0.500 [0.250, 0.750] n=12 \\" in text
    assert r"50 \% \& more\_" in text
    assert r"x\#1" in text
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == 3
    assert r"  kind & cohen\_kappa & -- (1) \\" in text


def test_many_annotators_are_counted_not_named() -> None:
    names = tuple(f"coder-{n}" for n in range(6))
    found = tables([Figure("claim", "cue", "span_f1_exact", names, None, 0.5, None, None, 9)])
    assert found[0].head[-1] == "all 6"


def _all_figures(names: str = "abc") -> list[Figure]:
    made = [actor("a-1", "Mayor Ann Lee", kind="person"), claim("c-1", "the new bridge", source="a-1")]
    files = {article: {name: file(name, *made) for name in names} for article in ("one", "two")}
    return agree(files, CODEBOOK, texts=dict.fromkeys(files, TEXT), rounds=5, seed=11)


def test_the_methods_paragraph_defines_every_measure_used() -> None:
    found = _all_figures("ab")
    text = methods(found, rounds=5, seed=11)
    known = set(_DEFINED) | {name for name in _names(found) if name.startswith("shared_pair_")}
    assert _names(found) <= known
    for name in _names(found) & set(_DEFINED):
        assert _DEFINED[name] in text
    assert "2 annotators (a, b) in 2 articles" in text
    assert "5 rounds, seed 11" in text
    assert "three annotators or more, F1" not in text
    assert "\n" not in text


def _names(found: list[Figure]) -> set[str]:
    return {figure.measure for figure in found}


def test_the_methods_paragraph_says_only_what_was_done() -> None:
    text = methods([FIGURES[3]], rounds=100, seed=1)
    assert "Token F1" in text
    assert "κ" not in text
    assert "bootstrap" not in text
    assert "summed over all pairs" in methods(_all_figures(), rounds=5, seed=11)


@pytest.mark.parametrize("render", [markdown, latex, csv_text])
def test_no_figures_give_no_tables(render: object) -> None:
    assert callable(render)
    assert render([]) in ("\n", ",".join(COLUMNS) + "\n")
