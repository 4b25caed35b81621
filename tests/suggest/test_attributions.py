"""Attributions: hand-written sentences, nested and spread contents, known names, given contents, and laws."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.suggest.cases import ENGLISH, GERMAN, SAMPLE, Case
from workbench.core.segment import sentences
from workbench.core.span import Span
from workbench.suggest import Attribution, alternatives, attribution_for, attributions, fallback, name_in


def span_of(text: str, part: str, start: int = 0) -> Span:
    """Where ``part`` first stands in ``text`` from ``start`` on."""
    found = text.index(part, start)
    return Span(found, found + len(part))


def whole(text: str) -> Span:
    """The whole text as one sentence."""
    return Span(0, len(text))


def shown(text: str, one: Attribution) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Source, cue and content as words."""
    source = text[slice(*one.source)] if one.source else None
    cue = text[slice(*one.cue)] if one.cue else None
    return source, cue, tuple(text[slice(*part)] for part in one.content)


@pytest.mark.parametrize("case", SAMPLE + ENGLISH, ids=lambda case: case[0][:40])
def test_english(case: Case) -> None:
    text, *expected = case
    assert shown(text, attributions(text, whole(text))[0]) == tuple(expected)


@pytest.mark.parametrize("case", GERMAN, ids=lambda case: case[0][:40])
def test_german(case: Case) -> None:
    text, *expected = case
    assert shown(text, attributions(text, whole(text), language="de-AT")[0]) == tuple(expected)


def test_outer_and_inner_claim_are_both_offered() -> None:
    text = SAMPLE[1][0]
    found = [shown(text, one) for one in attributions(text, whole(text))]
    assert ("Haftar", "professes willingness", ("to cooperate with the U.S.",)) in found
    assert found[0][0] == "Harchaoui"


def test_passive_source_stands_after_by() -> None:
    text = SAMPLE[3][0]
    found = [shown(text, one) for one in attributions(text, whole(text))]
    outer = "Experts express skepticism about Haftar’s potential shift away from Russia"
    assert ("Ben Fishman", "articulated", (outer,)) in found


def test_quotation_goes_on_in_the_next_sentence() -> None:
    text = "“We won,” Lind said. “Nobody expected it.” Then the crowd left."
    first = sentences(text)[0]
    assert shown(text, attributions(text, first)[0]) == ("Lind", "said", ("“We won,”", "“Nobody expected it.”"))


def test_quotation_of_several_sentences_is_taken_whole() -> None:
    text = "“We won. Nobody expected it,” Lind said."
    for sentence in sentences(text):
        assert shown(text, attributions(text, sentence)[0]) == ("Lind", "said", ("“We won. Nobody expected it,”",))


def test_quotation_of_the_next_speaker_is_left_out() -> None:
    text = "“We won,” Lind said. “We lost,” said Berg."
    assert shown(text, attributions(text, Span(0, 20))[0])[2] == ("“We won,”",)


def test_announced_quotation_in_the_next_paragraph() -> None:
    text = "Lind continued:\n\n“We won.”"
    assert shown(text, attributions(text, Span(0, 15))[0]) == ("Lind", "continued", ("“We won.”",))


def test_context_bounds_the_spans() -> None:
    text = "“We won,” Lind said. “Nobody expected it.”"
    first = attributions(text, Span(0, 20), context=Span(0, 20))[0]
    assert shown(text, first)[2] == ("“We won,”",)


def test_known_name_narrows_the_source() -> None:
    text = SAMPLE[4][0]
    name = span_of(text, "Umberto Profazio")
    first = attributions(text, whole(text), names=[name])[0]
    assert first.source == name
    assert span_of(text, "Analyst Umberto Profazio") in first.others


def test_pronoun_offers_its_likely_antecedent() -> None:
    text = "Mara Lind resigned. She said that the bank had lied."
    lind = span_of(text, "Mara Lind")
    first = attributions(text, Span(20, len(text)), names=[lind])[0]
    assert shown(text, first)[0] == "She"
    assert lind in first.others


def test_apposition_is_another_reading_of_the_source() -> None:
    text = SAMPLE[0][0]
    first = attributions(text, whole(text))[0]
    assert "Jalel Harchaoui, from the RUSI think tank" in [text[slice(*other)] for other in first.others]


def test_nothing_found_falls_back_to_the_whole_sentence() -> None:
    text = "Holm, 3 May. A grey day over Holm."
    name = span_of(text, "Holm", 20)
    found = attributions(text, Span(13, len(text)), names=[name])
    assert found == [fallback(text, Span(13, len(text)), [name])]
    assert shown(text, found[0]) == ("Holm", None, ("A grey day over Holm",))


def test_fallback_takes_the_nearest_name_before_an_empty_sentence() -> None:
    text = "Berg waited. Lind waited. It rained."
    names = [span_of(text, "Berg"), span_of(text, "Lind")]
    assert fallback(text, Span(26, len(text)), names).source == names[1]


def test_language_without_tables_offers_the_quotation() -> None:
    text = "Lind a dit : «Nous restons ici.»"
    first = attributions(text, whole(text), names=[Span(0, 4)], language="fr")[0]
    assert shown(text, first) == ("Lind", None, ("«Nous restons ici.»",))


@pytest.mark.parametrize(
    "case", [case for case in SAMPLE + ENGLISH if len(case[3]) == 1], ids=lambda case: case[0][:40]
)
def test_given_content_finds_source_and_cue(case: Case) -> None:
    text, source, cue, (content,) = case
    given_content = span_of(text, content)
    assert shown(text, attribution_for(text, given_content)) == (source, cue, (content,))


def test_given_content_without_any_pattern_gets_the_name_before() -> None:
    text = "Lind. A grey day. Berg."
    names = [Span(0, 4), span_of(text, "Berg")]
    assert attribution_for(text, Span(6, 16), names=names).source == names[0]


def test_given_content_never_overlaps_source_or_cue() -> None:
    text = ENGLISH[3][0]
    found = attribution_for(text, whole(text))
    assert found.content == (whole(text),)
    assert found.source is None
    assert found.cue is None


def test_alternatives_keep_order_and_drop_doubles() -> None:
    a, b, c = Span(0, 1), Span(2, 3), Span(4, 5)
    found = alternatives(
        [
            Attribution(a, b, (c,), 1.0, "", (b,)),
            Attribution(a, None, (c,), 0.5, ""),
            Attribution(None, c, (a,), 0.1, ""),
        ]
    )
    assert found.sources == (a, b)
    assert found.cues == (b, c)
    assert found.contents == ((c,), (a,))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Analyst Umberto Profazio", "Umberto Profazio"),
        ("the former mayor Anna Berg of Holm", "Anna Berg"),
        ("Gen. Khalifa Haftar", "Khalifa Haftar"),
        ("recent reports", "recent reports"),
    ],
)
def test_name_in_a_source(source: str, name: str) -> None:
    text = f"xx {source} said."
    assert text[slice(*name_in(text, Span(3, 3 + len(source))))] == name


PIECES = st.sampled_from(
    """said , . : ; “ ” " '' — - ( ) that who to of the Haftar he She claim claims told according by in his ’s and but
    was rejected “A,” asked whether why not U.S. Mr. \n \u00a0 👍🏽 é sagte dass „ laut so zufolge er , Monday will have""".split(
        " "
    )
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60)


@given(TEXTS, st.data())
def test_laws(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    names = [span for span in sentences(text) if span.end - span.start < 12]
    for language in ("en", "de", "ja"):
        found = attributions(text, Span(start, end), names=names, language=language)
        assert found
        assert found == attributions(text, Span(start, end), names=names, language=language)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        for one in found:
            lawful(text, one)


def lawful(text: str, one: Attribution) -> None:
    """Spans lie in the window and hold something, parts do not overlap, the score is a share."""
    assert 0.0 <= one.score <= 1.0
    assert all(0 <= part.start < part.end <= len(text) for part in (*one.content, *one.others))
    if one.cue is None:
        return
    parts = sorted([*one.content, one.cue, *([one.source] if one.source else [])])
    assert all(left.end <= right.start for left, right in itertools.pairwise(parts))


@given(TEXTS, st.data())
def test_given_content_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    content = Span(start, end)
    found = attribution_for(text, content, names=sentences(text)[:1])
    assert found.content == (content,)
    if found.cue is not None:
        assert not found.cue.overlaps(content)
        assert found.source is None or not found.source.overlaps(content)
