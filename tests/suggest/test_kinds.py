"""Kind, certainty and quotation of a claim."""

from __future__ import annotations

import pytest

from tests.suggest.test_attributions import span_of, whole
from workbench.core.span import Span
from workbench.suggest import Attribution, attributions, certainty, claim_kind, quotation_kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("that the dam is full", "assertion"),
        ("that the dam will break", "prediction"),
        ("they’ll lose", "prediction"),
        ("that the council must act", "demand"),
        ("the council has to act", "demand"),
        ("“I will resign,”", "promise"),
        ("that the plan was a terrible mistake", "evaluation"),
        ("whether the dam is full", "question"),
        ("“Who pays for that?”", "question"),
        ("dass die Regierung handeln müsse", "demand"),
        ("er werde gewinnen", "prediction"),
    ],
)
def test_kind_from_the_content(content: str, kind: str) -> None:
    assert claim_kind(content, [whole(content)]) == kind


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("promised", "promise"),
        ("called for", "demand"),
        ("has called", "evaluation"),
        ("warned", "prediction"),
        ("forderte", "demand"),
        ("said", "assertion"),
    ],
)
def test_kind_from_the_cue(cue: str, kind: str) -> None:
    text = f"{cue} the plan"
    assert claim_kind(text, [Span(len(cue) + 1, len(text))], cue=Span(0, len(cue))) == kind


def test_kind_reads_all_fragments() -> None:
    text = "“The dam,” he said, “will break.”"
    fragments = [span_of(text, "“The dam,”"), span_of(text, "“will break.”")]
    assert claim_kind(text, fragments) == "prediction"
    assert claim_kind(text, fragments[:1]) == "assertion"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lind said that the dam is full.", "asserted"),
        ("Lind denied that the dam is full.", "denied"),
        ("Lind didn't say that the dam is full.", "denied"),
        ("Lind suspects that the dam is full.", "hedged"),
        ("Lind said that the dam might be full.", "hedged"),
        ("Lind cautioned that it remains uncertain who won.", "hedged"),
    ],
)
def test_certainty(text: str, expected: str) -> None:
    assert certainty(text, attributions(text, whole(text))[0]) == expected


def test_certainty_in_german_and_without_a_cue() -> None:
    text = "Lind bestritt, dass die Mauer hält."
    assert certainty(text, attributions(text, whole(text), language="de")[0]) == "denied"
    assert certainty("It may rain", Attribution(None, None, (Span(0, 11),), 0.0, "")) == "hedged"


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We won,” she said.", "“We won,”", "direct"),
        ("“We won,” she said.", "We won", "direct"),
        ("She said they had “won”.", "they had “won”", "mixed"),
        ("She said they had won.", "they had won", "indirect"),
        ("„Wir bleiben“, sagte er.", "„Wir bleiben“", "direct"),
    ],
)
def test_quotation_kind(text: str, content: str, kind: str) -> None:
    assert quotation_kind(text, [span_of(text, content)]) == kind


def test_quotation_kind_of_fragments() -> None:
    text = "“We won,” she said, and that it was late."
    assert quotation_kind(text, [Span(0, 9), span_of(text, "that it was late")]) == "mixed"
    assert quotation_kind(text, []) == "indirect"
