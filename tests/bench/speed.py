"""Start, latency, bytes and memory of the program on a pty, beside an empty Textual app in the same run.

    python -m tests.bench.speed [--sizes 3K,100K,1M,10M] [--records 0,100,10000] [--keys 60]

A key's latency runs from the write of its bytes to the last byte of the repaint that it causes. Milliseconds depend on
the machine; the ratios to the empty app and of 10 MB to 3 KB are what to look at. The first text is given as the median
and the worst of the runs; ``tests.bench.first`` looks at it alone.
"""

from __future__ import annotations

import argparse
import compileall
import fcntl
import os
import pty
import random
import re
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

import workbench
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.span import Span
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

SIZES = {"3K": 3_000, "100K": 100_000, "1M": 1_000_000, "10M": 10_000_000}
_UNWANTED = (
    *("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "NO_COLOR", "SSH_CONNECTION"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "COLUMNS", "LINES"),
)
_SEQUENCE = re.compile(rb"\x1b(?:[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|\[[0-9;:<=>?$ ]*[@-~]|[^\[\]PX^_])")
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
    tail: bytes = b""
    """The last bytes that were taken: a question may come in two pieces."""

    def take(self) -> bytes:
        """What the program has written; the question whether the terminal is well is answered, as terminals do."""
        data = os.read(self.fd, 1 << 16)
        seen = self.tail + data
        os.write(self.fd, b"\x1b[0n" * seen.count(b"\x1b[5n"))
        self.tail = seen[-3:]
        return data

    def read_first(self, words: int = 3) -> tuple[bytes, float]:
        """What comes until the first text (so many words) stands on the screen, and when."""
        out, end = b"", time.perf_counter() + 30
        while len(_SEQUENCE.sub(b"", out).split()) < words and time.perf_counter() < end:
            if select.select([self.fd], [], [], 1)[0]:
                out += self.take()
        return out, time.perf_counter()

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
                data = self.take()
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
        out, last = self.read(0.025, 3.0, 0.2)
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


def start(command: Sequence[str], home: Path) -> Running:
    """Run a command on a pty of 120×40."""
    environment = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    for name in _UNWANTED:
        environment.pop(name, None)
    begin = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.execve(command[0], list(command), environment)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return Running(pid, fd, begin)


def compile_all() -> None:
    """Compile the program and the benches to byte code, as an installation does; else each start would compile it anew."""
    for folder in (Path(workbench.__file__).parent, Path(__file__).parent):
        compileall.compile_dir(folder, quiet=1)


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


@dataclass
class Start:
    """The last of some starts, left running: median seconds until the first text and until all was painted, and bytes."""

    program: Running
    first: float
    worst: float
    """The most seconds until the first text."""
    all: float
    size: int


def start_of(command: Sequence[str], home: Path, runs: int, last_words: bytes = b"") -> Start:
    """Start a command several times; all but the last are ended. It has started when it has painted ``last_words``."""
    firsts: list[float] = []
    seconds: list[float] = []
    for number in range(runs):
        program = start(command, home)
        out, first = program.read_first()
        more, last = program.read(0.8, 30.0, 0.8)
        while last_words not in out + more and time.perf_counter() < program.started + 30:
            further, last = program.read(0.8, 30.0, 0.8)
            more += further
        firsts.append(first - program.started)
        seconds.append((last if more else first) - program.started)
        if number + 1 < runs:
            program.end()
    return Start(program, percentile(firsts, 0.5), max(firsts), percentile(seconds, 0.5), len(out + more))


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


def marks_of(program: Running, count: int, keys: Sequence[bytes]) -> str:
    """p50/p99 in ms and mean bytes of making a record: the keys before the last open the picker, the last makes it."""
    marks = []
    for _ in range(count):
        program.press(b"www")
        for key in keys[:-1]:
            program.press(key)
        marks.append(program.press(keys[-1]))
        if not marks[-1][1]:  # those words are tagged already: the picker asks for a link, and there is none
            program.press(b"\x1b")
        program.read(0.3, 2.0, 0.4)  # the save that follows repaints the title; it is no part of a key
    times = [seconds * 1000 for seconds, painted in marks if painted]
    mean = sum(painted for _, painted in marks) // max(1, len(times))
    return f"{percentile(times, 0.5):5.1f}/{percentile(times, 0.99):5.1f} {mean:6d}B"


def peers(work: Path, home: Path, keys: int, runs: int) -> None:
    """Editors in the same harness, on 1 MB: word to the right and page down."""
    path = make_project(work / "peers", SIZES["1M"], 0)
    calls = {"vim": (["-u", "NONE", "-n"], b"w", b"\x06"), "nano": (["-I"], b"\x1bOC", b"\x1b[6~")}
    for name, (options, word, page) in calls.items():
        found = shutil.which(name)
        if found is None:
            print(f"{name}: is not installed")
            continue
        started = start_of([found, *options, str(path)], home, runs)
        figures = [measure_keys(started.program, [one] * keys)[0] for one in (word, page)]
        print(
            f"{name}: first text {started.first * 1000:.0f} ms, all {started.all * 1000:.0f} ms, {started.size} B, "
            f"word {figures[0]}, page {figures[1]}, RSS {started.program.rss():.0f} MB"
        )
        started.program.end()


def table(work: Path, sizes: Sequence[str], counts: Sequence[int], keys: int, runs: int) -> None:
    """One row a size and number of records."""
    home = work / "home"
    home.mkdir()
    compile_all()
    python = [sys.executable, "-m"]
    floor = start_of([*python, "tests.bench.peer"], home, runs)
    floor_rss = floor.program.rss()
    floor.program.end()
    print(
        f"empty Textual app with a footer: first text {floor.first * 1000:.0f} ms, all {floor.all * 1000:.0f} ms, "
        f"{floor.size} B, RSS {floor_rss:.0f} MB"
    )
    peers(work, home, keys, runs)
    wide = ("word", "extend", "mark a name", "mark again", "page")
    head = ("size", "records", "first ms", "start ms", "÷ empty", "bytes", *wide, "RSS MB")
    print(" ".join(f"{one:>19}" if one in wide else f"{one:>9}" for one in head))
    word: dict[tuple[str, int], float] = {}
    for size in sizes:
        for count in counts:
            path = make_project(work / f"{size}-{count}", SIZES[size], count)
            begun = start_of([*python, "workbench", "--annotator", "bench", str(path)], home, runs, b"quit")
            program = begun.program
            figures = [measure_keys(program, [b"w"] * keys)]
            program.press(b"v")
            figures.append(measure_keys(program, [b"w"] * (keys // 2)))
            program.press(b"\x1b")
            time.sleep(0.2)
            marks = [marks_of(program, keys // 4, made) for made in ([b"a", b"\r"], [b"&"])]
            paged = measure_keys(program, [b"\x1b[6~"] * (keys // 3) + [b"\x1b[5~"] * (keys // 6))
            word[size, count] = figures[0][1]
            first = f"{begun.first * 1000:.0f}/{begun.worst * 1000:.0f}"
            row = f"{size:>9} {count:>9} {first:>9} {begun.all * 1000:>9.0f}"
            row += f" {begun.all / floor.all:>9.2f} {begun.size:>9}"
            texts = [figures[0][0], figures[1][0], *marks, paged[0]]
            print(row + " " + " ".join(f"{text:>19}" for text in texts) + f" {program.rss():>9.0f}", flush=True)
            program.end()
    for count in counts:
        if ("10M", count) in word and ("3K", count) in word and word["3K", count]:
            print(f"word, 10 MB ÷ 3 KB with {count} records: {word['10M', count] / word['3K', count]:.2f}")


if __name__ == "__main__":
    main()
