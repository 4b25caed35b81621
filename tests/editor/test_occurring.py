from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.text import Text
from workbench.editor.occurring import ALIAS, CASE, ENDING, EXACT, SPELLING, Occurrences, inflected


def found(text: str, words: list[str], aliases: list[str] | None = None) -> list[tuple[str, str]]:
    whole = Text(text)
    return [(whole.slice(*one.span), one.how) for one in Occurrences(words, aliases or []).find(whole)]


def test_every_form_of_a_mention_is_found_and_told_apart() -> None:
    text = "Haftar, Haftar’s men and the Haftars; HAFTAR, haftar. General Hifter said so.\n\nHaftars Leute, Häftar."
    assert found(text, ["Haftar"], ["Hifter"]) == [
        ("Haftar", EXACT),
        ("Haftar", EXACT),
        ("Haftars", ENDING),
        ("HAFTAR", SPELLING),
        ("haftar", CASE),
        ("Hifter", ALIAS),
        ("Haftars", ENDING),
        ("Häftar", SPELLING),
    ]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Democrat", ("Democrats",)),
        ("Church", ("Churches",)),
        ("Party", ("Partys", "Parties")),
        ("NGO", ("NGOs",)),
        ("Jones", ("Joneses",)),
        ("US", ()),
        ("习近平", ()),
        ("D.C.", ()),
    ],
)
def test_endings(name: str, forms: tuple[str, ...]) -> None:
    assert inflected(name) == forms


def test_abbreviations_and_common_words_are_not_looked_for_in_small_letters() -> None:
    assert found("the US told us; WHO, who", ["US"], ["WHO"]) == [("US", EXACT), ("WHO", ALIAS)]
    assert found("In May we may", ["May"]) == [("May", EXACT)]


def test_a_name_across_lines_is_the_same_name() -> None:
    assert found("Port\nUnion and port union", ["Port Union"]) == [("Port\nUnion", EXACT), ("port union", CASE)]
    assert found("nothing here", ["", " "]) == []


@given(st.text(alphabet="abAB ’s.\n", max_size=40), st.sampled_from(["Ab", "abba", "B A"]))
def test_places_are_in_order_and_within_the_text(text: str, name: str) -> None:
    spans = [one.span for one in Occurrences([name]).find(Text(text))]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
