"""The first page: milliseconds from exec until the first text of an article stands on the screen.

    python -m tests.bench.first [--runs 20] [--sizes 3K,1M,10M] [--records 0,100,10000]

A text is opened for the first time, and again where it was left, near its end; further rows are texts in other scripts, some
of which need the library for graphemes; and reviews: where one begins is known only once all files were read and aligned, so
that its title stands before the text. Median and worst of the runs, beside a Python that only prints.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.speed import SIZES, compile_all, make_project, make_records, percentile, start
from workbench.core.annotation import Annotations, Header
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook, sample_project

WORKBENCH = [sys.executable, "-m", "workbench", "--annotator", "bench"]
SCRIPTS = {
    "Chinese": "美国与俄罗斯争夺哈夫塔尔，各派势力都在利比亚寻求影响力。",
    "Arabic": "قال خليفة حفتر إن القوات ستبقى في مواقعها حتى إشعار آخر، ولم تعلق الحكومة. ",
    "Hindi": "राष्ट्रपति ने कहा कि सरकार इस फैसले का समर्थन करती है। ",
    "emoji": "The harbour 🚢 opened again, said the 🇩🇪 delegation. ",
}


def show(name: str, command: Sequence[str], home: Path, runs: int, words: int = 3) -> None:
    """One row: until so many words stand there."""
    found = []
    for _ in range(runs):
        program = start(command, home)
        found.append((program.read_first(words)[1] - program.started) * 1000)
        program.end()
    print(f"{name:<48} {percentile(found, 0.5):6.1f} {max(found):6.1f}", flush=True)


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


def make_study(root: Path, size: int, count: int) -> Path:
    """A project of one text in which two people made so many records each, at other places."""
    path = make_project(root, size, 0)
    text = path.read_text(encoding="utf-8")
    (root / "workbench.toml").write_text("format = 1\n", encoding="utf-8")
    (root / "articles").mkdir()
    path.rename(root / "articles" / path.name)
    digest = hashlib.sha256(text.encode()).hexdigest()
    for seed, name in enumerate(("x", "y")):
        state = Annotations(Header("article", digest, name), make_records(text, count, seed))
        target = root / "annotations" / name / "article.toml"
        target.parent.mkdir(parents=True)
        target.write_bytes(annotation_bytes(state, read_codebook(default_codebook(), "default")))
    return root


def reviews(work: Path, runs: int) -> None:
    """Of the sample, and of a larger text with many differences."""
    shutil.copytree(sample_project(), work / "sample")
    large = make_study(work / "large", SIZES["100K"], 1_000)
    for name, root in (("the sample", work / "sample"), ("100K, 2 × 1000 records", large)):
        home = work / f"home-{root.name}-review"
        home.mkdir()
        call = [*WORKBENCH, "-C", str(root), "review"]
        show(f"review of {name}: title", call, home, runs, words=1)
        show(f"review of {name}, opened first", call, home, runs)
        leave_near_the_end(call, home)
        show(f"review of {name}, where left", call, home, runs)


def table(work: Path, sizes: Sequence[str], counts: Sequence[str], runs: int) -> None:
    """All rows."""
    print(f"{'first text':<48} {'median':>6} {'worst':>6}")
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
    reviews(work, runs)


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
