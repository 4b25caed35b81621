"""The bar of a long import, on a real terminal: it moves, bad rows are named above it, and nothing of it is left."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.pty.terminal import workbench

ROWS = 200_000
BAD = 60_000
"""The number of the line that is no row."""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project, and a table of many people of which one row is broken."""
    (tmp_path / "workbench.toml").write_text("format = 1\n")
    rows = [f"p{number}\tAnn Lee {number}\n" for number in range(1, ROWS + 1)]
    rows[BAD - 1] = "alone\n"
    (tmp_path / "people.tsv").write_text("".join(rows))
    (tmp_path / "people.tsv.gz").write_bytes(gzip.compress("".join(rows).encode(), 1))
    return tmp_path


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_a_bar_is_painted_and_taken_away(study: Path, ending: str) -> None:
    arguments = ("entities", "import", "tsv", f"people.tsv{ending}", "--map", "id=1,name=2")
    with workbench(study, *arguments, size=(100, 12)) as terminal:
        terminal.reads(b"rows")
        assert terminal.ends() == 1
        shares = [int(one) for one in re.findall(rb"\[[#.]{24}\] *(\d+)%  [\d,]+ rows", bytes(terminal.raw))]
        text = terminal.screen.text
    assert len(shares) > 1
    assert shares == sorted(shares)
    assert 0 < shares[0] < 100
    assert f"line {BAD}: has 1 columns, and column 2 is asked for; skipped" in text
    assert "entities/large/people.jsonl" in text
    assert f"people made: {ROWS - 1:,} entities with {ROWS - 1:,} names" in text
    assert "%" not in text


def test_the_bar_never_reaches_past_the_line(study: Path) -> None:
    arguments = ("entities", "import", "tsv", "people.tsv", "--map", "id=1,name=2")
    with workbench(study, *arguments, size=(80, 12)) as terminal:
        assert terminal.ends() == 1
        raw = bytes(terminal.raw)
    assert all(len(part) <= 79 for line in raw.split(b"\n") for part in line.split(b"\r") if b"%" in part)
