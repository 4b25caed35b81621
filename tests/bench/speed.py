"""Start, latency, bytes and memory of the program on a pty, beside an empty Textual app in the same run.

    python -m tests.bench.speed [--sizes 3K,100K,1M,10M] [--records 0,100,10000] [--keys 60]

A key's latency runs from the write of its bytes to the last byte of the repaint that it causes. Milliseconds depend on
the machine; the ratios to the empty app and of 10 MB to 3 KB are what to look at.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.span import Span
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

SIZES = {"3K": 3_000, "100K": 100_000, "1M": 1_000_000, "10M": 10_000_000}
WORDS = (
    "the coalition said Minister Adler that a new levy on imported steel would “hurt the ports” while Senator Okafor and "
    "the Harbour Union argue for it because wages fell in Rostock and Gdynia last year . Dr. Lindqvist doubts this , and "
    "the U.S. delegation has not answered yet ; more talks are expected in spring"
).split()


@dataclass
class Running:
    """A program on a pty."""

    pid: int
    fd: int
    started: float

    def read(self, quiet: float, deadline: float, first: float = 0.0) -> tuple[bytes, float]:
        """What comes until nothing comes for ``quiet`` seconds, and when the last of it came; waits ``first`` to begin."""
        out, last = b"", time.perf_counter()
        end = last + deadline
        select.select([self.fd], [], [], first)
        while (now := time.perf_counter()) < end:
            if not select.select([self.fd], [], [], max(0.0, min(quiet - (now - last), end - now)))[0]:
                if time.perf_counter() - last >= quiet:
                    break
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            if not data:
                break
            out, last = out + data, time.perf_counter()
        return out, last

    def press(self, keys: bytes) -> tuple[float, int]:
        """Seconds until the repaint is complete, and its bytes; seconds are 0 where nothing was painted."""
        begin = time.perf_counter()
        os.write(self.fd, keys)
        out, last = self.read(0.025, 3.0, 0.5)
        return (last - begin if out else 0.0), len(out)

    def rss(self) -> float:
        """Resident memory in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def end(self) -> None:
        """Kill it and wait."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def start(arguments: Sequence[str], home: Path) -> Running:
    """Run a Python module on a pty of 120×40."""
    environment = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "NO_COLOR", "SSH_CONNECTION"):
        environment.pop(name, None)
    begin = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.execve(sys.executable, [sys.executable, *arguments], environment)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return Running(pid, fd, begin)


def make_text(size: int, seed: int = 7) -> str:
    """News-like text of about ``size`` characters in paragraphs."""
    chance = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 26))).capitalize() + "."
        sentence += "\n" if chance.random() < 0.18 else " "
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)


def make_records(text: str, count: int, seed: int = 11) -> dict[str, Record]:
    """Actor mentions and claims at chance places."""
    chance = random.Random(seed)
    records: dict[str, Record] = {}

    def fragment(span: Span) -> tuple[Fragment, ...]:
        return (Fragment(span.start, span.end, text[span.start : span.end]),)

    for number in range(count):
        start_at = chance.randrange(0, len(text) - 200)
        if number % 5 == 4:
            content = Span(start_at + 12, start_at + chance.randint(40, 160))
            parts = {"cue": fragment(Span(start_at, start_at + 8)), "content": fragment(content)}
            values = {"kind": "assertion", "certainty": "asserted", "quotation": "indirect"}
            record = Record("claim", f"c-{number:06d}", parts, values)
        else:
            mention = Span(start_at, start_at + chance.randint(4, 18))
            record = Record("actor", f"a-{number:06d}", {"mention": fragment(mention)}, {"kind": "person"})
        records[record.id] = record
    return records


def make_project(folder: Path, size: int, count: int) -> Path:
    """A folder of one text, with annotations by ``bench``; returns the text's path."""
    text = make_text(size)
    folder.mkdir(parents=True)
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    if count:
        import hashlib

        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        state = Annotations(Header("article", digest, "bench"), make_records(text, count))
        target = folder / "annotations" / "bench" / "article.toml"
        target.parent.mkdir(parents=True)
        target.write_bytes(annotation_bytes(state, read_codebook(default_codebook(), "default")))
    return path


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def measure_keys(program: Running, keys: Sequence[bytes]) -> tuple[str, float, float]:
    """p50/p99 in ms and mean bytes of some presses, as text, with the two figures."""
    times: list[float] = []
    sizes: list[int] = []
    for key in keys:
        seconds, size = program.press(key)
        if size:
            times.append(seconds * 1000)
            sizes.append(size)
    p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
    return f"{p50:5.1f}/{p99:5.1f} {sum(sizes) // max(1, len(sizes)):6d}B", p50, p99


def start_of(arguments: Sequence[str], home: Path, runs: int) -> tuple[Running, float, int]:
    """The last of some runs, left running, with the median seconds until all was painted, and the bytes."""
    seconds: list[float] = []
    size = 0
    for number in range(runs):
        program = start(arguments, home)
        out, last = program.read(0.6, 30.0, 20.0)
        seconds.append(last - program.started)
        size = len(out)
        if number + 1 < runs:
            program.end()
    return program, percentile(seconds, 0.5), size


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="3K,100K,1M,10M")
    parser.add_argument("--records", default="0,100,10000")
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        table(
            work, options.sizes.split(","), [int(one) for one in options.records.split(",")], options.keys, options.runs
        )
    finally:
        shutil.rmtree(work)


def table(work: Path, sizes: Sequence[str], counts: Sequence[int], keys: int, runs: int) -> None:
    """One row a size and number of records."""
    home = work / "home"
    home.mkdir()
    program, floor, floor_bytes = start_of(["-m", "tests.bench.peer"], home, runs)
    floor_rss = program.rss()
    program.end()
    print(f"empty Textual app with a footer: start {floor * 1000:.0f} ms, {floor_bytes} B, RSS {floor_rss:.0f} MB")
    head = ("size", "records", "start ms", "÷ empty", "bytes", "word", "extend", "mark", "page", "RSS MB")
    print(" ".join(f"{one:>19}" if one in ("word", "extend", "mark", "page") else f"{one:>9}" for one in head))
    word: dict[tuple[str, int], float] = {}
    for size in sizes:
        for count in counts:
            path = make_project(work / f"{size}-{count}", SIZES[size], count)
            call = ["-m", "workbench", "--annotator", "bench", str(path)]
            program, seconds, painted = start_of(call, home, runs)
            figures = [measure_keys(program, [b"w"] * keys)]
            program.press(b"v")
            figures.append(measure_keys(program, [b"w"] * (keys // 2)))
            program.press(b"\x1b")
            time.sleep(0.2)
            marks = []
            for _ in range(keys // 4):
                program.press(b"www")
                program.press(b"a")
                marks.append(program.press(b"\r"))
                if not marks[-1][1]:  # those words are tagged already: the picker asks for a link, and there is none
                    program.press(b"\x1b")
                program.read(0.3, 2.0, 0.4)  # the save that follows repaints the title; it is no part of a key
            times = [seconds_ * 1000 for seconds_, painted_ in marks if painted_]
            mean = sum(painted_ for _, painted_ in marks) // max(1, len(marks))
            marked = f"{percentile(times, 0.5):5.1f}/{percentile(times, 0.99):5.1f} {mean:6d}B"
            figures.append((marked, 0.0, 0.0))
            figures.append(measure_keys(program, [b"\x1b[6~"] * (keys // 3) + [b"\x1b[5~"] * (keys // 6)))
            word[size, count] = figures[0][1]
            row = f"{size:>9} {count:>9} {seconds * 1000:>9.0f} {seconds / floor:>9.2f} {painted:>9}"
            print(row + " " + " ".join(f"{text:>19}" for text, _, _ in figures) + f" {program.rss():>9.0f}", flush=True)
            program.end()
    for count in counts:
        if ("10M", count) in word and ("3K", count) in word and word["3K", count]:
            print(f"word, 10 MB ÷ 3 KB with {count} records: {word['10M', count] / word['3K', count]:.2f}")


if __name__ == "__main__":
    main()
