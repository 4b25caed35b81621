"""Stances proposed from the actors of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.suggest.test_attributions import span_of, whole
from workbench.core.span import Span
from workbench.suggest import actors_in, stance_proposals


@pytest.mark.parametrize(
    ("text", "holder", "target", "polarity"),
    [
        ("Lind supports Berg.", "Lind", "Berg", "support"),
        ("Lind criticized Berg.", "Lind", "Berg", "oppose"),
        ("Lind does not support Berg.", "Lind", "Berg", "oppose"),
        ("Berg was attacked by Lind.", "Lind", "Berg", "oppose"),
        ("Lind praised and then attacked Berg.", "Lind", "Berg", "mixed"),
        ("Lind met Berg in Holm.", "Lind", "Berg", "unclear"),
        ("Lind lobte Berg.", "Lind", "Berg", "support"),
        ("Lind lehnt Berg ab.", "Lind", "Berg", "oppose"),
    ],
)
def test_polarity_between_two_actors(text: str, holder: str, target: str, polarity: str) -> None:
    names = [span_of(text, "Lind"), span_of(text, "Berg")]
    found = stance_proposals(text, whole(text), names)
    assert found[0] == (span_of(text, holder), span_of(text, target), polarity)


def test_pair_with_a_deciding_word_comes_first() -> None:
    text = "Lind and Holm said Berg opposes Voss."
    names = [span_of(text, name) for name in ("Lind", "Holm", "Berg", "Voss")]
    assert stance_proposals(text, whole(text), names)[0][:2] == (names[2], names[3])


def test_fewer_than_two_actors_give_no_stance() -> None:
    text = "Lind supports nobody."
    assert stance_proposals(text, whole(text), [Span(0, 4)]) == []
    assert stance_proposals(text, whole(text), []) == []


def test_actors_of_the_sentence_come_before_the_near_ones() -> None:
    sentence = Span(20, 40)
    assert actors_in([Span(50, 55), Span(0, 5), Span(30, 33), Span(21, 24), Span(12, 18)], sentence) == [
        Span(21, 24),
        Span(30, 33),
        Span(12, 18),
        Span(50, 55),
        Span(0, 5),
    ]


@given(st.lists(st.sampled_from(["Lind", "Berg", "supports", "not", "by", "attacked", "was", ","]), max_size=12))
def test_laws(words: list[str]) -> None:
    text = " ".join(words)
    names, at = [], 0
    for word in words:
        if word in ("Lind", "Berg"):
            names.append(Span(at, at + 4))
        at += len(word) + 1
    found = stance_proposals(text, whole(text), names)
    assert len({pair[:2] for pair in found}) == len(found)
    for holder, target, polarity in found:
        assert holder in names
        assert target in names
        assert text[slice(*holder)] != text[slice(*target)]
        assert polarity in ("support", "oppose", "neutral", "mixed", "unclear")
