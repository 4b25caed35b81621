"""A dump of any length is read as a stream: ten times the rows take no more memory at a time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.linking.catalogues.formats import format_called
from workbench.linking.catalogues.rows import Source
from workbench.linking.catalogues.tables import parse_mapping

from .test_documented import CITY, ITEM, published


class Lines(io.BufferedIOBase):
    """A file of lines that are made as they are read."""

    def __init__(self, line: Callable[[int], str], count: int, first: int) -> None:
        self._line, self._end, self._at = line, first + count, first

    def __iter__(self) -> Iterator[bytes]:  # type: ignore[override]
        while (line := next(self, b"")) != b"":
            yield line

    def __next__(self) -> bytes:
        if self._at == self._end:
            raise StopIteration
        self._at += 1
        return self._line(self._at).encode()


def _ftm(number: int) -> str:
    return json.dumps(published(f"NK-{number}", "Person", name=[f"Ann Lee {number}"], country=["ly"])) + "\n"


_WIKIDATA = json.dumps(ITEM) + ",\n"


def _wikidata(number: int) -> str:
    return _WIKIDATA.replace("Q4242", f"Q{number}")


def _geonames(number: int) -> str:
    return CITY.replace("88319", str(number))


def _csv(number: int) -> str:
    return f"x{number},Ann Lee {number},person\n"


def _jsonl(number: int) -> str:
    return json.dumps({"id": f"x{number}", "name": f"Ann Lee {number}"}) + "\n"


def _peak(form: str, line: Callable[[int], str], count: int, first: int = 0) -> int:
    """The most memory that reading took at a time, in bytes, and that no row was lost."""
    mapping = parse_mapping("id=1,name=2,kind=3") if form == "csv" else ()
    source = Source(Lines(line, count, first), "f", mapping)  # type: ignore[arg-type]
    reader = format_called(form)
    tracemalloc.start()
    try:
        found = sum(1 for _ in reader.read(source))
        return tracemalloc.get_traced_memory()[1] if found == count else 1 << 40
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("form", "line"),
    [("ftm", _ftm), ("wikidata", _wikidata), ("geonames", _geonames), ("csv", _csv), ("jsonl", _jsonl)],
)
def test_ten_times_the_rows_take_no_more_memory(form: str, line: Callable[[int], str]) -> None:
    _peak(form, line, 3_000)
    few = _peak(form, line, 300, 5_000)
    assert _peak(form, line, 3_000, 9_000) < few + 32_768


_IMPORT = """
import resource, sys
from pathlib import Path
from workbench.desk.catalogues import Wanted, bring_in
from workbench.store.project import open_project
brought = bring_in(open_project(Path(sys.argv[1]))[0], Wanted("ftm", sys.argv[2], "big"), print)
print(brought.entities, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


@pytest.mark.slow
def test_an_import_keeps_no_more_than_the_ids(tmp_path: Path) -> None:
    (tmp_path / "workbench.toml").write_text("format = 1\n")
    most: list[int] = []
    for count in (20_000, 220_000):
        with (tmp_path / "people.json").open("w", encoding="utf-8") as out:
            out.writelines(_ftm(number) for number in range(count))
        command = [sys.executable, "-c", _IMPORT, str(tmp_path), str(tmp_path / "people.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        entities, bytes_used = map(int, done.stdout.split())
        assert entities == count
        most.append(bytes_used)
    assert most[1] - most[0] < 200 * 200_000
