"""The round-trip law over every two-way format (see ``law``)."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.core.strategies import CODEBOOK, NASTY
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.errors import UsageError
from workbench.interchange.exchange import Document, ExchangeFormat, File, Given, Surroundings, exchange_formats
from workbench.interchange.naming import made_article, steady_id

from .law import round_trip
from .nasty import CATALOGUE, documents


def _ready(exchange: ExchangeFormat) -> bool:
    try:
        exchange.ready()
    except UsageError:
        return False
    return True


TWO_WAY = {name: one for name, one in exchange_formats().items() if one.read and one.write and _ready(one)}


def test_the_formats_of_the_law_are_there() -> None:
    assert {"brat", "conll2003", "bio", "bioes"} <= set(TWO_WAY)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(documents=documents())
def test_what_is_written_and_read_is_what_it_was(documents: list[Document]) -> None:
    found = {name: round_trip(one, documents, CODEBOOK, CATALOGUE).unexplained for name, one in TWO_WAY.items()}
    wrong = [f"{name}: {what}" for name, unexplained in found.items() for what in unexplained]
    assert not wrong, "\n".join(wrong)


def test_a_difference_that_no_loss_covers_is_found() -> None:
    exchange = TWO_WAY["brat"]
    article = made_article("libya", "Haftar said so.")
    record = Record("actor", "a-000001", {"mention": (Fragment(0, 6, "Haftar"),)}, {"kind": "person"}, "a note")
    state = Annotations(Header("libya", article.sha256, "coder"), {record.id: record})
    write = exchange.write
    assert write is not None

    def forgetful(given: Iterable[Document], around: Surroundings) -> Iterator[Given]:
        for one in write(given, around):
            yield File(one.name, one.data.replace(b"a note", b"a rote")) if isinstance(one, File) else one

    broken = replace(exchange, write=forgetful)
    assert not round_trip(exchange, [Document(article, (state,))], CODEBOOK).unexplained
    (found,) = round_trip(broken, [Document(article, (state,))], CODEBOOK).unexplained
    assert "coder/a-000001: note differs" in found


@pytest.mark.slow
@pytest.mark.parametrize("name", TWO_WAY)
def test_ten_thousand_records(name: str) -> None:
    """Nested, overlapping and discontinuous mentions, and stances between them, in a text of 200,000 characters."""
    draw = random.Random(7)
    text = "".join(f"{draw.choice(NASTY)} " for _ in range(50_000))
    article = made_article("libya", text)
    records: dict[str, Record] = {}
    for number in range(10_000):
        start = draw.randrange(len(text) - 60)
        places = [(start, start + draw.randint(1, 30))]
        if number % 7 == 0:
            places.append((places[0][1] + 3, places[0][1] + 9))
        fragments = tuple(Fragment(first, end, text[first:end]) for first, end in places)
        if number % 4 or not records:
            record_id = steady_id("a", str(number), records)
            records[record_id] = Record("actor", record_id, {"mention": fragments}, {"kind": "state"})
        else:
            record_id = steady_id("s", str(number), records)
            actor = next(reversed([one for one in list(records)[-5:] if one.startswith("a")]))
            values = {"holder": actor, "target": "issue:war", "polarity": "oppose"}
            records[record_id] = Record("stance", record_id, {"evidence": fragments}, values)
    state = Annotations(Header("libya", article.sha256, "coder"), records)
    outcome = round_trip(TWO_WAY[name], [Document(article, (state,))], CODEBOOK, CATALOGUE)
    assert len(records) == 10_000
    assert not outcome.unexplained, outcome.unexplained[:5]
