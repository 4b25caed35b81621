"""The round-trip law over every two-way format (see ``law``)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.core.strategies import CODEBOOK
from workbench.core.errors import UsageError
from workbench.interchange.exchange import Document, ExchangeFormat, exchange_formats

from .law import round_trip
from .nasty import CATALOGUE, documents

TWO_WAY = [name for name, one in exchange_formats().items() if one.read and one.write]


def _ready(name: str) -> ExchangeFormat:
    exchange = exchange_formats()[name]
    try:
        exchange.ready()
    except UsageError as error:
        pytest.skip(str(error))
    return exchange


@pytest.mark.parametrize("name", TWO_WAY)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(documents=documents())
def test_what_is_written_and_read_is_what_it_was(name: str, documents: list[Document]) -> None:
    outcome = round_trip(_ready(name), documents, CODEBOOK, CATALOGUE)
    assert not outcome.unexplained, "\n".join(outcome.unexplained)
