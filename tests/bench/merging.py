"""Merging by record against git's merging by lines: false conflicts, and the time of one merge as git calls it.

    python -m tests.bench.merging [--pairs 500] [--records 10000]

The pairs are those of ``tests/desk/test_git_merging.py``; the time is that of the whole command, on a file of so many records.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.desk.branches import CODEBOOK, TEXT, by_lines, expected, pairs
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.desk.versions import merge_versions
from workbench.store.annotation_writer import annotation_bytes

SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def rates(count: int, folder: Path) -> None:
    """How often both ways of merging leave a conflict, and where only lines do."""
    true = false = wrong = missed = 0
    for pair in pairs(count, SHA256):
        wanted = expected(pair)
        status, lines = by_lines(folder, pair)
        outcome = merge_versions(*(folder / name for name in ("base", "ours", "theirs")), folder / "x.toml")
        assert {one.id for one in outcome.merged.conflicts} == wanted.conflicts
        true += bool(wanted.conflicts)
        false += status != 0 and not wanted.conflicts
        missed += status == 0 and bool(wanted.conflicts)
        wrong += status == 0 and not wanted.conflicts and lines != outcome.data
    clean = count - true
    print(f"{count} pairs: {true} with a record changed twice differently, {clean} without")
    print(f"by lines: {false} of {clean} false conflicts ({false / clean:.0%}); {wrong} more came out as another file;")
    print(f"          {missed} of {true} records changed twice were merged in silence")


def timed(records: int, folder: Path) -> None:
    """One merge of large files by the command, and the same work in Python's own time."""
    piece = Fragment(0, 7, TEXT[:7])
    many = {
        f"a-{n:06}": Record("actor", f"a-{n:06}", {"mention": (piece,)}, {"kind": "person"}) for n in range(records)
    }
    base = Annotations(Header("levy", SHA256, "rose"), many)
    ours = Annotations(base.header, {**many, "a-000001": many["a-000001"].with_value("kind", "state")})
    theirs = Annotations(base.header, {**many, "a-000002": many["a-000002"].with_value("kind", "state")})
    paths = [folder / name for name in ("base", "ours", "theirs")]
    taken: list[float] = []
    for _ in range(5):
        for path, state in zip(paths, (base, ours, theirs), strict=True):
            path.write_bytes(annotation_bytes(state, CODEBOOK))
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-P", "-m", "workbench", "merge", *map(str, paths)], check=True)
        taken.append(time.perf_counter() - begun)
    print(f"{records} records: {statistics.median(taken):.2f} s a merge, the program's start included (median of 5)")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--records", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        rates(asked.pairs, Path(name))
        timed(20, Path(name))
        timed(asked.records, Path(name))


if __name__ == "__main__":
    main()
