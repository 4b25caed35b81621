"""Articles: bytes to text, ids that stay in their folder."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.core.strategies import texts
from workbench.core.article import Article, Metadata, decode
from workbench.core.article_id import valid_id
from workbench.core.errors import FileError
from workbench.core.span import Span
from workbench.core.text import Text


@given(texts)
def test_nothing_is_normalised(whole: str) -> None:
    assert decode(whole.encode(), "x.txt") == whole


def test_bytes_that_are_not_utf8_are_told_with_their_place() -> None:
    with pytest.raises(FileError, match=r"articles/x\.txt: byte 3 is not UTF-8") as caught:
        decode(b"abc\xff", "articles/x.txt")
    assert caught.value.problem.path == "articles/x.txt"


@pytest.mark.parametrize("article_id", ["a", "2024/may/a b", "über", "a.b", "..a", "a..", "…"])
def test_ids_that_stay_inside(article_id: str) -> None:
    assert valid_id(article_id)


@pytest.mark.parametrize(
    "article_id", ["", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "a\\b", "a\nb", "a\x00", "\x1f", "a\udcff"]
)
def test_ids_that_lead_elsewhere(article_id: str) -> None:
    assert not valid_id(article_id)


def test_title_and_language_fall_back() -> None:
    bare = Article("libya", Text("Haftar said."), "0" * 64)
    told = Article("libya", Text(""), "0" * 64, Metadata(title="Libya", language="de"))
    assert (bare.title, bare.language) == ("libya", "en")
    assert (told.title, told.language) == ("Libya", "de")
    assert bare.quote(Span(7, 11)) == "said"
