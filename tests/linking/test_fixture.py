"""On ten thousand rows of a real catalogue: better than one ratio over everything."""

from __future__ import annotations

import pytest

from tests.bench.linking_data import FIXTURES, load, measure, ours, peer, questions, sample
from workbench.linking.fold import fold
from workbench.linking.index import CatalogueIndex

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FIXTURES.exists(), reason="the shared fixtures are not beside the project"),
]


def test_recall_is_above_every_peer_and_above_the_bar() -> None:
    data = load(10_000)
    catalogue = data.catalogue
    asked = questions(data)
    index = CatalogueIndex.of(catalogue)
    first, tenth = measure(asked, ours(index)).recall
    assert first >= 0.93
    assert tenth >= 0.98
    few = sample(asked, 12)
    ours_first, ours_tenth = measure(few, ours(index)).recall
    for other in (peer(catalogue), peer(catalogue, fold)):
        peer_first, peer_tenth = measure(few, other).recall
        assert ours_first > peer_first
        assert ours_tenth > peer_tenth
