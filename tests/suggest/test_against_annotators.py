"""The benchmark's own reader and scores, and that proposals spare corrections on text that people annotated."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench.proposals import FIXTURES, Gold, Tally, head, measure, overlap, read_brat, score
from workbench.core.span import Span

BRAT = (
    "T1\tSource 0 4\tLind\n"
    "T2\tCue 5 9\tsaid\n"
    "T3\tContent 10 12;20 24\tit … late\n"
    "T4\tAttribution 5 9\tsaid\n"
    "T5\tContent 30 35\tagain\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1 Content2:T5\n"
    "E2\tAttribution:T4 Content:T3\n"
    "#1\tAnnotatorNotes T1\tunsure\n"
)


def test_reader_keeps_fragments_and_drops_events_without_a_cue() -> None:
    assert read_brat(BRAT) == (Gold((Span(0, 4),), (Span(5, 9),), (Span(10, 12), Span(20, 24), Span(30, 35))),)


def test_scores_tell_exact_from_trimmed() -> None:
    text = "Lind said: go."
    gold = Gold((Span(0, 4),), (Span(5, 9),), (Span(11, 13),))
    proposed = Gold((Span(0, 4),), (Span(5, 10),), (Span(11, 14),))
    found = score(text, proposed, gold)
    assert found["source"]
    assert not found["cue"]
    assert not found["all"]
    assert found["~all"]


def test_corrections_count_the_wrong_slots() -> None:
    tally = Tally(Counter())
    tally.add({"source": True, "cue": False, "content": False})
    tally.add({"source": True, "cue": True, "content": False})
    assert "  1.50 " in tally.row("two")


def test_head_and_overlap() -> None:
    text = "Lind, the mayor"
    assert head(text, [Span(0, 15)]) == (Span(0, 4),)
    assert head(text, []) == ()
    assert overlap([Span(0, 2)], [Span(1, 4)]) == 0.25
    assert overlap([], []) == 0.0


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="../shared/fixtures/polnear is not here")
def test_proposals_spare_corrections() -> None:
    tallies, _ = measure(lambda article: not article.tuned_on and article.name.startswith(("nyt", "huff")))
    right = {name: sum(tally.counts[slot] for slot in ("source", "cue", "content")) for name, tally in tallies.items()}
    seen = tallies["cue"].seen
    assert seen > 50
    assert 3 - right["baseline"] / seen > 2.5
    assert 3 - right["cue"] / seen < 1.6
    assert 3 - right["first"] / seen < 1.9
