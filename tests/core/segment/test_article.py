"""The sample article as a whole: what a new user moves through first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from workbench.core.segment import clauses, names, paragraphs, quotations, sentences, words

_ARTICLE = Path(__file__).parents[3] / "seeds" / "libya" / "articles" / "libya-haftar.txt"


@pytest.fixture(scope="module")
def article() -> str:
    if not _ARTICLE.exists():
        pytest.skip("the sample project is not in this tree")
    return _ARTICLE.read_bytes().decode()


def test_its_paragraphs_and_sentences(article: str) -> None:
    found = sentences(article)
    assert len(paragraphs(article)) == 8
    assert len(found) == 21
    odd = [article[start:end] for start, end in found if article[end - 1] != "." or not article[start].isupper()]
    assert odd == ["Original Source: www.defensenews.com"]


def test_the_words_around_apostrophes_and_hyphens(article: str) -> None:
    counted = Counter(article[start:end] for start, end in words(article))
    assert counted["Haftar"] == 13
    assert counted["’s"] == 10
    assert counted["U.S."] == 13


def test_its_names(article: str) -> None:
    found = {article[start:end] for start, end in names(article)}
    people = {"Donald Trump", "Vladimir Putin", "Khalifa Haftar", "Jalel Harchaoui", "Ben Fishman", "Mohamed Eljarh"}
    others = {"RUSI", "Pentagon", "Brak al-Shati", "Africa Command", "B-52", "Washington Institute", "United States"}
    assert found >= people | others | {"Umberto Profazio", "Saddam Haftar", "Haftar", "Libya", "U.S.", "Russia"}
    assert found.isdisjoint({"The", "Recent", "Experts", "Analyst", "General", "Moreover", "While", "Following"})


def test_the_claim_of_the_sample_is_a_clause(article: str) -> None:
    found = {article[start:end] for start, end in clauses(article)}
    assert any(
        clause.startswith("that the Pentagon is leading") and clause.endswith("Trump administrations")
        for clause in found
    )
    assert {"noted", "from the RUSI think tank", "who maintains Russian support"} <= found


def test_it_quotes_nobody_for_all_its_apostrophes(article: str) -> None:
    assert quotations(article) == []
