"""Many annotators on one machine against one project and one catalogue, each at a terminal of their own.

    python -m tests.bench.crowd [--people 50] [--seconds 30] [--rate 2] [--entities 2000]

Each types ``rate`` keys a second: words, lines, pages, and every tenth time a record (two keys). A key's latency runs from
its bytes to the last byte of what it paints; that of a lone Esc, which waits for a tail on purpose, is told apart. Memory is
the proportional set size of all, idle CPU what all together use while nobody types.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.speed import Running, compile_all, make_text, percentile, start

ESC = b"\x1b"
KEYS = (b"w", b"w", b"w", b"j", b"j", b")", b"b", b"\x1b[6~", b"v", ESC)
QUIET = 0.03
"""Seconds without a byte after which a key's repaint is complete."""


@dataclass
class Person:
    """Somebody who types."""

    program: Running
    chance: random.Random
    next_key: float
    waiting: list[bytes] = field(default_factory=list)
    pressed: float = 0.0
    answered: float = 0.0
    key: bytes = b""
    keys: int = 0
    latencies: list[float] = field(default_factory=list)
    escapes: list[float] = field(default_factory=list)

    def press(self, now: float, rate: float) -> None:
        """One key, and when the next one comes."""
        self.close()
        if not self.waiting:
            self.waiting = [b"a", b"\r"] if self.chance.random() < 0.1 else [self.chance.choice(KEYS)]
        self.key, self.keys = self.waiting.pop(0), self.keys + 1
        os.write(self.program.fd, self.key)
        self.pressed, self.answered = now, 0.0
        self.next_key = now + self.chance.expovariate(rate) + 2 * QUIET

    def close(self) -> None:
        """The last key's repaint is complete."""
        if self.answered:
            (self.escapes if self.key == ESC else self.latencies).append(self.answered - self.pressed)
        self.answered = 0.0

    def read(self) -> None:
        """Something was painted; what comes long after a key (the saved mark in the title) is not its repaint."""
        os.read(self.program.fd, 1 << 16)
        now = time.perf_counter()
        if self.pressed and (now - (self.answered or self.pressed)) < (QUIET if self.answered else 2.0):
            self.answered = now


def make_project(folder: Path, people: int, entities: int) -> Path:
    """A project with an article for each person and one catalogue for all."""
    (folder / "articles").mkdir(parents=True)
    (folder / "entities").mkdir()
    (folder / "workbench.toml").write_text("format = 1\n", encoding="utf-8")
    for number in range(people):
        (folder / "articles" / f"article-{number:03}.txt").write_text(make_text(8_000, number), encoding="utf-8")
    chance = random.Random(3)
    syllables = ["ba", "de", "fi", "go", "lu", "mek", "nor", "pal", "rit", "sun", "tov", "ven"]
    rows = []
    for number in range(entities):
        name = " ".join("".join(chance.choice(syllables) for _ in range(3)).title() for _ in range(2))
        rows.append(
            f'[[entity]]\nid = "e{number}"\nname = "{name}"\nkind = "person"\naliases = ["{name.split()[0]}"]\n'
        )
    (folder / "entities" / "shared.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def cpu_of(programs: list[Running]) -> float:
    """Seconds of CPU that all have used so far."""
    ticks = 0
    for program in programs:
        fields = Path(f"/proc/{program.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of(programs: list[Running]) -> float:
    """Megabytes of memory that all take, shared pages counted once (proportional set size)."""
    total = 0
    for program in programs:
        for line in Path(f"/proc/{program.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def read_all(people: list[Person], seconds: float) -> None:
    """Take what is painted for a while."""
    by_fd = {one.program.fd: one for one in people}
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        for fd in select.select(list(by_fd), [], [], left)[0]:
            by_fd[fd].read()


def type_for(people: list[Person], seconds: float, rate: float) -> None:
    """Everybody types."""
    by_fd = {one.program.fd: one for one in people}
    now = time.perf_counter()
    end = now + seconds
    for one in people:
        one.next_key = now + one.chance.expovariate(rate)
    while now < end:
        first = min(one.next_key for one in people)
        for fd in select.select(list(by_fd), [], [], max(0.0, min(first, end) - now))[0]:
            by_fd[fd].read()
        now = time.perf_counter()
        for one in people:
            if one.next_key <= now:
                one.press(now, rate)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=float, default=2)
    parser.add_argument("--entities", type=int, default=2000)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="crowd-"))
    people: list[Person] = []
    compile_all()
    try:
        project = make_project(work / "project", options.people, options.entities)
        began = time.perf_counter()
        for number in range(options.people):
            home = work / f"home-{number}"
            home.mkdir()
            path = project / "articles" / f"article-{number:03}.txt"
            call = [sys.executable, "-m", "workbench", "--annotator", f"person-{number}", str(path)]
            people.append(Person(start(call, home), random.Random(number), 0.0))
            read_all(people, 0.2)
        before = -1.0
        programs = [one.program for one in people]
        while cpu_of(programs) != before:
            before = cpu_of(programs)
            read_all(people, 1.0)
        print(f"{options.people} started in {time.perf_counter() - began:.0f} s, {memory_of(programs):.0f} MB together")
        used = cpu_of(programs)
        read_all(people, 10.0)
        print(f"idle: {cpu_of(programs) - used:.2f} s of CPU in 10 s")
        used = cpu_of(programs)
        type_for(people, options.seconds, options.rate)
        busy = cpu_of(programs) - used
        read_all(people, 1.0)
        for one in people:
            one.close()
        times = [seconds * 1000 for one in people for seconds in one.latencies]
        pressed = max(1, sum(one.keys for one in people))
        escapes = [seconds * 1000 for one in people for seconds in one.escapes]
        print(
            f"typing {len(times)} keys in {options.seconds:.0f} s: p50 {percentile(times, 0.5):.0f} ms, "
            f"p95 {percentile(times, 0.95):.0f} ms, p99 {percentile(times, 0.99):.0f} ms, "
            f"Esc p50 {percentile(escapes, 0.5):.0f} ms; {1000 * busy / pressed:.1f} ms of CPU a key, "
            f"{busy / options.seconds:.2f} cores busy of {os.cpu_count()}, {memory_of(programs):.0f} MB together"
        )
    finally:
        for one in people:
            one.program.end()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
