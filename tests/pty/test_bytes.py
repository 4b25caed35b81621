"""What the screen sends stays within its bars: a start, a word, a mark, a page, in an article of 1 MB with 10,000 records."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.speed import SIZES, Running, make_project, start_of

pytestmark = pytest.mark.slow

START, WORD, MARK, PAGE = 16_000, 150, 250, 6_000
"""The most bytes, on 120 columns and 40 rows with all colours; those of keys are means."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the project in it."""
    folder = tmp_path_factory.mktemp("bytes")
    make_project(folder / "project", SIZES["1M"], 10_000)
    return folder


@pytest.fixture
def opened(place: Path, tmp_path: Path) -> Iterator[tuple[Running, int]]:
    """The program at its beginning, with its first screen painted, on a copy of the project; and how many bytes that took."""
    shutil.copytree(place / "project", tmp_path / "project")
    (tmp_path / "home").mkdir()
    command = [sys.executable, "-m", "workbench", "--annotator", "bench", str(tmp_path / "project")]
    begun = start_of(command, tmp_path / "home", 1, b"quit")
    yield begun.program, begun.size
    begun.program.end()


def mean(program: Running, keys: list[bytes]) -> float:
    """The bytes that a key has painted at once; what is told when the hands rest is no part of it."""
    sizes = []
    for key in keys:
        sizes.append(program.press(key)[1])
        program.read(0.4, 2.0, 0.4)
    return sum(sizes) / len(sizes)


def test_a_start(opened: tuple[Running, int], tell: Callable[[str], None]) -> None:
    tell(f"{opened[1]} bytes")
    assert 4_000 < opened[1] <= START


def test_word_moves(opened: tuple[Running, int], tell: Callable[[str], None]) -> None:
    sent = mean(opened[0], [b"w"] * 40)
    tell(f"{sent:.0f} bytes a word")
    assert 0 < sent <= WORD


@pytest.mark.parametrize("keys", [(b"a", b"\r"), (b"&",)], ids=["by the picker", "the last once more"])
def test_marks(opened: tuple[Running, int], keys: tuple[bytes, ...], tell: Callable[[str], None]) -> None:
    program, sizes = opened[0], list[int]()
    for key in (b"a", b"\r"):  # there is a last one
        program.press(key)
    program.read(0.4, 2.0, 0.4)
    for _ in range(24):
        program.press(b"www")
        for key in keys:
            size = program.press(key)[1]
        if size:
            sizes.append(size)
        else:  # tagged already: the picker asks for a link, and there is none
            program.press(b"\x1b")
        program.read(0.4, 2.0, 0.4)
    tell(f"{sum(sizes) / len(sizes):.0f} bytes a mark, of {len(sizes)}, from {min(sizes)} to {max(sizes)}")
    assert len(sizes) >= 16
    assert sum(sizes) / len(sizes) <= MARK


def test_pages(opened: tuple[Running, int], tell: Callable[[str], None]) -> None:
    sent = mean(opened[0], [b"\x1b[6~"] * 12 + [b"\x1b[5~"] * 6)
    tell(f"{sent:.0f} bytes a page")
    assert 1_000 < sent <= PAGE
