"""The first page: milliseconds from exec until the first text of an article stands on the screen.

    python -m tests.bench.first [--runs 20] [--sizes 3K,1M,10M] [--records 0,100,10000]

A text is opened for the first time, and again where it was left, near its end; further rows are texts in other scripts, some
of which need the library for graphemes. Median and worst of the runs, beside a Python that only prints.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.speed import SIZES, compile_all, make_project, percentile, start

WORKBENCH = [sys.executable, "-m", "workbench", "--annotator", "bench"]
SCRIPTS = {
    "Chinese": "美国与俄罗斯争夺哈夫塔尔，各派势力都在利比亚寻求影响力。",
    "Arabic": "قال خليفة حفتر إن القوات ستبقى في مواقعها حتى إشعار آخر، ولم تعلق الحكومة. ",
    "Hindi": "राष्ट्रपति ने कहा कि सरकार इस फैसले का समर्थन करती है। ",
    "emoji": "The harbour 🚢 opened again, said the 🇩🇪 delegation. ",
}


def show(name: str, command: Sequence[str], home: Path, runs: int) -> None:
    """One row."""
    found = []
    for _ in range(runs):
        program = start(command, home)
        found.append((program.read_first()[1] - program.started) * 1000)
        program.end()
    print(f"{name:<40} {percentile(found, 0.5):6.1f} {max(found):6.1f}", flush=True)


def leave_near_the_end(command: Sequence[str], home: Path) -> None:
    """Open it, go to the end and some pages back, and quit: the place is noted."""
    program = start(command, home)
    program.read_first()
    program.read(0.8, 30.0, 0.8)
    for key in (b"G", *[b"\x1b[5~"] * 3, b"q"):
        program.press(key)
    program.read(0.2, 5.0)
    os.waitpid(program.pid, 0)
    os.close(program.fd)


def table(work: Path, sizes: Sequence[str], counts: Sequence[str], runs: int) -> None:
    """All rows."""
    print(f"{'first text':<40} {'median':>6} {'worst':>6}")
    bare = work / "bare"
    bare.mkdir()
    show("Python that prints", [sys.executable, "-c", "print('a page of text')"], bare, runs)
    for size in sizes:
        for count in counts:
            path = make_project(work / f"{size}-{count}", SIZES[size], int(count))
            home = work / f"home-{size}-{count}"
            home.mkdir()
            call = [*WORKBENCH, str(path)]
            show(f"{size}, {count} records, opened first", call, home, runs)
            leave_near_the_end(call, home)
            show(f"{size}, {count} records, where it was left", call, home, runs)
    for name, sentence in SCRIPTS.items():
        path = work / name / "article.txt"
        path.parent.mkdir()
        path.write_text(f"{sentence * 9}\n" * 100, encoding="utf-8")
        show(name, [*WORKBENCH, str(path)], bare, runs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--sizes", default="3K,1M,10M")
    parser.add_argument("--records", default="0,100,10000")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="first-"))
    compile_all()
    try:
        table(work, options.sizes.split(","), options.records.split(","), options.runs)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
