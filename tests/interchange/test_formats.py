from __future__ import annotations

import json
import pkgutil
from dataclasses import fields
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbench.interchange
from workbench.core.article import Metadata
from workbench.core.errors import Problem, UsageError
from workbench.interchange.incoming import Incoming, article_formats, format_called, format_of

UNICODE = st.text(st.characters(exclude_categories=["Cs"]))


def test_walking_the_package_finds_every_format() -> None:
    named = {module.name for module in pkgutil.iter_modules(workbench.interchange.__path__)}
    with_articles = {name for name in named if hasattr(import_module(f"workbench.interchange.{name}"), "ARTICLES")}
    assert with_articles == {"html", "jsonl", "plain"}
    assert set(article_formats()) == {"html", "jsonl", "markdown", "text"}


def test_no_ending_belongs_to_two_formats() -> None:
    endings = [ending for one in article_formats().values() for ending in one.endings]
    assert len(endings) == len(set(endings))
    assert all(ending.startswith(".") and ending == ending.lower() for ending in endings)


@pytest.mark.parametrize(
    ("name", "known"),
    [("a.txt", "text"), ("A.TXT", "text"), ("x.y.md", "markdown"), ("p.HTM", "html"), ("n.ndjson", "jsonl")],
)
def test_a_format_is_told_by_the_ending(name: str, known: str) -> None:
    found = format_of(name)
    assert found is not None
    assert found.name == known
    assert format_called(known) is found


@pytest.mark.parametrize("name", ["a", "a.pdf", ".txt", "txt", "a.txt.gz"])
def test_other_endings_have_none(name: str) -> None:
    assert format_of(name) is None
    with pytest.raises(UsageError, match="there is no format"):
        format_called(name)


@given(st.binary() | UNICODE.map(lambda text: text.encode("utf-8")))
def test_plain_text_is_its_bytes_or_a_problem(data: bytes) -> None:
    (found,) = format_called("text").read(data, "a.txt")
    good = data.decode("utf-8", "ignore").encode("utf-8") == data
    assert (found == Incoming(data, where="a.txt")) == good
    if isinstance(found, Problem):
        assert "is not UTF-8" in found.what


@given(
    st.lists(
        st.fixed_dictionaries(
            {"text": UNICODE.filter(str.strip)},
            optional={one.name: UNICODE for one in fields(Metadata) if one.name != "split"}
            | {"id": UNICODE | st.integers(-9, 9)},
        )
    ),
    st.booleans(),
)
def test_every_line_of_json_comes_back(rows: list[dict[str, str]], plain: bool) -> None:
    data = "\n".join(json.dumps(row, ensure_ascii=plain) for row in rows).encode("utf-8")
    found = list(format_called("jsonl").read(data, "n.jsonl"))
    assert [one.data.decode("utf-8") for one in found if isinstance(one, Incoming)] == [row["text"] for row in rows]
    for one, row in zip(found, rows, strict=True):
        assert isinstance(one, Incoming)
        assert one.id == str(row.get("id", ""))
        assert one.meta == Metadata(**{key: value for key, value in row.items() if key not in ("text", "id")})


@given(st.binary())
def test_no_bytes_break_the_reader_of_json_lines(data: bytes) -> None:
    for one in format_called("jsonl").read(data, "n.jsonl"):
        assert isinstance(one, Problem)
        assert one.path.startswith("n.jsonl: line ")
