"""Whatever bytes a file holds, a reader names what is wrong and never breaks; it never brings what would not fit its text."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.core.strategies import CODEBOOK
from workbench.core.errors import UsageError
from workbench.desk.gathered import Gathered
from workbench.interchange.exchange import ExchangeFormat, File, Surroundings, exchange_formats

from .golden_case import CATALOGUE, document
from .law import source_of


def _ready(exchange: ExchangeFormat) -> bool:
    try:
        exchange.ready()
    except UsageError:
        return False
    return True


READ = [name for name, one in exchange_formats().items() if one.read is not None and _ready(one)]

NAMES = {
    "seesaw": ("annotations/x", "articles/x"),
    "basil": ("articles/x", "annotations/x_ann"),
    "brat": ("x",),
}


def _gathered(exchange: ExchangeFormat, files: list[File]) -> Gathered:
    assert exchange.read is not None
    gathered = Gathered(CODEBOOK, CATALOGUE)
    gathered.take(exchange.read(source_of(files), Surroundings(CODEBOOK, CATALOGUE)))
    gathered.finish("somebody")
    return gathered


@pytest.mark.parametrize("name", READ)
@settings(max_examples=40, derandomize=True)
@given(data=st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")), other=st.binary(max_size=20))
def test_no_bytes_break_a_reader(name: str, data: bytes, other: bytes) -> None:
    exchange = exchange_formats()[name]
    names = [f"{stem}{exchange.endings[0]}" for stem in NAMES.get(name, ("x",))]
    gathered = _gathered(exchange, [File(one, data) for one in names] + [File("x.txt", other)])
    assert all(problem.path and problem.what for problem in gathered.problems)


@pytest.mark.parametrize("name", [name for name in READ if exchange_formats()[name].write is not None])
@settings(max_examples=60, derandomize=True)
@example(seed=514122)
@example(seed=57770)
@example(seed=2102)
@given(seed=st.integers(0, 2**32))
def test_a_file_with_a_few_wrong_bytes_is_refused_or_fits(name: str, seed: int) -> None:
    exchange = exchange_formats()[name]
    assert exchange.write is not None
    given_ = exchange.write([document()], Surroundings(CODEBOOK, CATALOGUE))
    draw = random.Random(seed)
    files = [File(one.name, _spoilt(one.data, draw)) for one in given_ if isinstance(one, File)]
    gathered = _gathered(exchange, files)
    assert all(problem.path and problem.what for problem in gathered.problems)


def _spoilt(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to three cut out, put in, doubled or changed."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(made) + 1)
        choice = draw.randrange(4)
        if choice == 0:
            del made[at : at + draw.randint(1, 8)]
        elif choice == 1:
            made[at:at] = bytes(draw.choices(b'0129\t\n {}[]":,-TE\xff\x00', k=draw.randint(1, 3)))
        elif choice == 2:
            made[at:at] = made[at : at + 40]
        elif at < len(made):
            made[at] = draw.randrange(256)
    return bytes(made)
