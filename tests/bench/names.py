"""Known names in running text, and a catalogue brought in: how fast, and with how much memory.

Run as ``python -m tests.bench.names [NAMES]`` (a million by default). Needs ``../shared/fixtures`` beside the project.
The text is news and interviews in English and German, repeated up to five million signs; the bar is 15 MB/s at a million
names, and 20 s for the import. The scanner is alone in memory when it reads; the first time it still has to make ready
the names that it meets.
"""

from __future__ import annotations

import gzip
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from workbench.desk.catalogues import Wanted, bring_in
from workbench.linking.scan import Scanner, worth_finding
from workbench.store.project import Project

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures"
TABLE = FIXTURES / "linking" / "catalogue-1m.tsv.gz"
SIGNS = 5_000_000
RUNS = 5


def text() -> str:
    """News in two languages, as often as needed."""
    files = sorted(path for name in ("polnear", "gum_wikinews") for path in (FIXTURES / name).rglob("*.txt"))
    whole = "\n".join(path.read_text("utf-8", "ignore") for path in files)
    return (whole * (SIGNS // len(whole) + 1))[:SIGNS]


def names(count: int) -> list[tuple[str, str]]:
    """The names of the first rows of the catalogue that are worth finding."""
    with gzip.open(TABLE, "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in islice(lines, count)]
    return [(row[4], row[1]) for row in cells if worth_finding(row[4])]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def megabytes() -> float:
    """The most memory that this process had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Print the table."""
    count = int(next(iter(arguments), "1000000"))
    with tempfile.TemporaryDirectory() as folder:
        wanted = Wanted("tsv", str(TABLE), mapping=(("id", "2"), ("name", "5"), ("kind", "3")))
        clock, processor = timed(lambda: bring_in(Project(Path(folder)), wanted, print))
    print(f"import of {TABLE.name}: {clock:.1f} s ({processor:.1f} s of the processor), {megabytes():.0f} MB")
    known = names(count)
    made: list[Scanner] = []
    clock, processor = timed(lambda: made.append(Scanner.of_names(known)))
    print(f"scanner of {len(known):,} names: {clock:.1f} s ({processor:.1f} s of the processor), {megabytes():.0f} MB")
    known.clear()
    news = text()
    size = len(news.encode()) / 1e6
    found: list[int] = []
    clock, processor = timed(lambda: found.append(len(made[0].find(news))))
    print(f"read for the first time: {size / clock:.1f} MB/s ({size / processor:.1f} of the processor)")
    runs = [timed(lambda: made[0].find(news)) for _ in range(RUNS)]
    clock, processor = (min(run[at] for run in runs) for at in (0, 1))
    print(
        f"{size:.1f} MB of news, {found[0]:,} names found: {size / clock:.1f} MB/s ({size / processor:.1f} of the processor)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
