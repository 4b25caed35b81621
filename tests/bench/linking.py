"""The linking table: what the index finds among a million names, how fast, beside its peers, in one run.

Run as ``python -m tests.bench.linking [ROWS] [--peers] [--grow NAMES] [--texts] [--keys]``, best on one idle core
(``taskset -c 0``). Needs ``../shared/fixtures`` beside the project. ``--peers`` asks SQLite FTS5 every query and
rapidfuzz and fzf five of each type; ``--grow`` repeats the search in a catalogue of so many names; ``--texts`` links
mentions of real texts; ``--keys`` types queries letter by letter.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean

from tests.bench import linking_texts
from tests.bench.linking_data import Answer, Asked, Data, Scores, grown, load, measure, ours, questions, sample
from tests.bench.linking_peers import folded_names, fuzz, fzf, scored, sqlite_trigrams
from workbench.core.entity import Catalogue, Entity
from workbench.linking.index import Query
from workbench.linking.index_cache import index_path, key_of, opened
from workbench.linking.wide import WideIndex
from workbench.store.large import LargeFile
from workbench.store.large_writer import encode_entity


class Measured:
    """A project with one large catalogue in a folder of its own, with a cache of its own."""

    def __init__(self, folder: Path, entities: Iterable[Entity]) -> None:
        self.root = folder / "project"
        path = self.root / "entities" / "large" / "big.jsonl"
        path.parent.mkdir(parents=True)
        (self.root / "workbench.toml").write_text("format = 1\n", "utf-8")
        with path.open("wb") as out:
            out.writelines(encode_entity(one) + b"\n" for one in entities)
        self.file = LargeFile(path, "big", "big")
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")

    def build(self) -> None:
        """Compile it in a child process and print what that took."""
        start = time.perf_counter()
        seconds, megabytes, _ = run([sys.executable, "-m", "workbench.desk.compiling", str(self.root)])
        size = index_path(key_of(self.file)).stat().st_size / 1e6
        took = time.perf_counter() - start
        print(f"built in {took:.1f} s ({seconds:.1f} s of processor, at most {megabytes:.0f} MB); index {size:.1f} MB")

    def index(self) -> WideIndex:
        """The index, opened as the program opens it."""
        start = time.perf_counter()
        shard = opened(self.file, key_of(self.file))
        assert shard is not None
        index = WideIndex.of(Catalogue(), [shard])
        took = (time.perf_counter() - start) * 1000
        print(f"opened and checked in {took:.0f} ms: {shard.entities:,} entities, {shard.names:,} distinct names")
        return index

    def batch(self, asked: Sequence[Asked]) -> None:
        """The command line over all queries, from outside."""
        queries = self.root / "queries"
        queries.write_text("".join(f"{one.text}\n" for one in asked), "utf-8")
        start = time.perf_counter()
        command = [sys.executable, "-m", "workbench", "-C", str(self.root), "link", "--batch", str(queries)]
        seconds, megabytes, lines = run(command)
        took = time.perf_counter() - start
        print(f"link --batch: {lines} queries in {took:.1f} s with the start, {lines / took:.0f} a second")
        print(f"its process: {seconds:.1f} s of processor, at most {megabytes:.0f} MB")


def run(command: list[str]) -> tuple[float, float, int]:
    """Processor seconds, the greatest resident size in MB (of its own: not what it inherits), and lines of output."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out)
        megabytes = 0.0
        while True:
            megabytes = max(megabytes, _resident(child.pid))
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.05)
        child.returncode = status
        assert status == 0, command
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, megabytes, sum(1 for _ in out)


def _resident(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def freshness(index: WideIndex) -> None:
    """Print how long after it was added a new alias is found."""
    entity = Entity("new", "Somebody Quite New", "person")
    start = time.perf_counter()
    found = index.with_entity(entity).with_alias("new", "Zqxv Newcomer").search(Query("Zqxv Newcomer"), 1)[0]
    took = (time.perf_counter() - start) * 1000
    assert found.id == "new"
    print(f"a new entity and a new alias of it found {took:.1f} ms later")


def typed(index: WideIndex, asked: Sequence[Asked], roster: frozenset[str]) -> Scores:
    """Every query of a sample typed letter by letter; only the times count."""
    keys = [Asked("key", one.text[:end], one.right) for one in sample(asked, 5) for end in range(1, len(one.text) + 1)]
    return measure(keys, ours(index, "typing", roster))


def halves(asked: Sequence[Asked]) -> tuple[list[Asked], list[Asked]]:
    """Every second query of each type, and the others."""
    parts: tuple[list[Asked], list[Asked]] = ([], [])
    seen: dict[str, int] = {}
    for one in asked:
        seen[one.type] = seen.get(one.type, -1) + 1
        parts[seen[one.type] % 2].append(one)
    return parts


def show(results: dict[str, Scores]) -> None:
    """Print recall and time of every run, then recall by type."""
    cuts = "".join(f"{one:>8}" for one in ("p95", "p99", "max"))
    print(f"\n{'':34}{'queries':>8}{'@1':>8}{'@10':>8}{'p50 ms':>9}{cuts}{'cpu p50':>9}{cuts}")
    for name, scores in results.items():
        p50, p95, p99 = scores.latency
        one, ten = scores.recall
        wall = f"{p50:>9.2f}{p95:>8.2f}{p99:>8.2f}{scores.slowest:>8.2f}"
        p50, p95, p99 = scores.processor
        busy = f"{p50:>9.2f}{p95:>8.2f}{p99:>8.2f}{max(scores.busy):>8.2f}"
        print(f"{name:34}{len(scores.times):>8}{one:>8.3f}{ten:>8.3f}{wall}{busy}")


def by_type(results: dict[str, Scores]) -> None:
    """Print recall by the type of the query."""
    print(f"\n{'@1 / @10':12}" + "".join(f"{name[:22]:>24}" for name in results))
    for kind in next(iter(results.values())).first:
        cells = (f"{s.first[kind]:.3f} / {s.tenth[kind]:.3f}" for s in results.values())
        print(f"{kind:12}" + "".join(f"{cell:>24}" for cell in cells))


def peers(data: Data, asked: Sequence[Asked], index: WideIndex) -> dict[str, Scores]:
    """The peers, and ours on the few queries that the slow ones are asked."""
    names = folded_names(data.catalogue)
    few = sample(asked, 5)
    slow: dict[str, Answer] = {
        "index, as the peers below": ours(index),
        "rapidfuzz WRatio": scored(names, fuzz.WRatio),
        "rapidfuzz token_set_ratio": scored(names, fuzz.token_set_ratio),
        "fzf --filter": fzf(names),
    }
    results = {"SQLite FTS5 trigrams + WRatio": measure(asked, sqlite_trigrams(names))}
    return results | {name: measure(few, answer) for name, answer in slow.items()}


def searched(index: WideIndex, data: Data, asked: Sequence[Asked], arguments: list[str]) -> dict[str, Scores]:
    """Our own runs."""
    one, two = halves(asked)
    results = {
        "index": measure(asked, ours(index)),
        "index, first half": measure(one, ours(index)),
        "index, second half": measure(two, ours(index)),
        "index with roster": measure(asked, ours(index, roster=data.roster)),
        "index with roster, first half": measure(one, ours(index, roster=data.roster)),
        "index with roster, second half": measure(two, ours(index, roster=data.roster)),
    }
    if "--keys" in arguments:
        results["letter by letter"] = typed(index, asked, frozenset())
        results["letter by letter with roster"] = typed(index, asked, data.roster)
    return results


def main(arguments: list[str]) -> None:
    """Print the table."""
    numbers = [int(one) for one in arguments if one.isdigit()]
    grow = numbers.pop() if "--grow" in arguments else 0
    data = load(numbers[0] if numbers else 10**7)
    asked = questions(data)
    with tempfile.TemporaryDirectory() as folder:
        project = Measured(Path(folder) / "as it is", data.catalogue)
        project.build()
        project.batch(asked)
        index = project.index()
        freshness(index)
        results = searched(index, data, asked, arguments)
        freshness(index)
        if "--peers" in arguments:
            results |= peers(data, asked, index)
        show(results)
        by_type({name: results[name] for name in ("index", "index with roster")})
        if grow:
            larger = Measured(Path(folder) / "grown", grown(data.catalogue, grow))
            larger.build()
            index = larger.index()
            show(
                {
                    "grown": measure(asked, ours(index)),
                    "grown with roster": measure(asked, ours(index, roster=data.roster)),
                }
            )
    if "--texts" in arguments:
        linking_texts.table(data)
    assert mean(results["index"].tenth.values()) > 0


if __name__ == "__main__":
    main(sys.argv[1:])
