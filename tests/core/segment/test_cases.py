"""The cases of ``cases.toml``: what the segmentation finds, written as marks in the text itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from workbench.core.segment import segments
from workbench.core.span import Span

_CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))


def _unmarked(marked: str, marks: str = "[]") -> tuple[str, list[Span]]:
    """A text without its brackets, and the spans between them, sorted by start, the longer first."""
    text, opened, spans = "", [], []
    for character in marked:
        if character == marks[0]:
            opened.append(len(text))
        elif character == marks[1]:
            spans.append(Span(opened.pop(), len(text)))
        else:
            text += character
    assert not opened, f"a bracket stays open: {marked}"
    return text, sorted(spans, key=lambda span: (span.start, -span.end))


def _rows(unit: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{unit}-{number}-{case['text'][:30]}") for number, case in enumerate(_CASES[unit], 1)
    ]


@pytest.mark.parametrize("case", _rows("sentence"))
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"].replace("|", "")
    found = segments(text, "sentence", language=case.get("language", "en"))
    assert [text[start:end] for start, end in found] == [part.strip() for part in case["text"].split("|")]


@pytest.mark.parametrize(
    ("unit", "case"),
    [pytest.param(unit, *row.values, id=row.id) for unit in ("word", "quotation", "clause") for row in _rows(unit)],
)
def test_bracketed(unit: str, case: dict[str, Any]) -> None:
    text, expected = _unmarked(case["text"], case.get("marks", "[]"))
    found = segments(text, unit, language=case.get("language", "en"))
    assert [text[start:end] for start, end in found] == [text[start:end] for start, end in expected]
    assert found == expected


@pytest.mark.parametrize("case", _rows("name"))
def test_names(case: dict[str, Any]) -> None:
    text, expected = _unmarked(case["text"], case.get("marks", "[]"))
    known = [Span(*match.span()) for alias in case.get("known", []) for match in re.finditer(re.escape(alias), text)]
    found = segments(text, "name", known=known, language=case.get("language", "en"))
    assert [text[start:end] for start, end in found] == [text[start:end] for start, end in expected]
    assert found == expected


def test_there_are_cases_enough() -> None:
    assert sum(map(len, _CASES.values())) >= 120
