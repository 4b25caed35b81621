"""The linking table: what the index finds, beside rapidfuzz's WRatio over every name, in one run.

Run as ``python -m tests.bench.linking [ROWS] [--all]``. Needs ``../shared/fixtures/linking`` beside the project.
``--all`` asks the peer every query; else at most twenty a type (it is slow) and our figures are shown for both.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles

from rapidfuzz import fuzz, process, utils

from workbench.core.entity import Catalogue, Entity
from workbench.linking.fold import fold
from workbench.linking.index import CatalogueIndex, Query

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "linking"
KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}

Answer = Callable[[str, str], Sequence[str]]
"""(query, type of the query) → entity ids, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query and every entity that is a right answer to it."""

    type: str
    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scores:
    """Recall and milliseconds by the type of the query."""

    first: dict[str, float]
    tenth: dict[str, float]
    times: list[float]

    @property
    def recall(self) -> tuple[float, float]:
        """The means over the types: recall@1, recall@10."""
        return mean(self.first.values()), mean(self.tenth.values())

    @property
    def latency(self) -> tuple[float, float, float]:
        """p50, p95, p99 in milliseconds."""
        cuts = quantiles(self.times, n=100, method="inclusive")
        return cuts[49], cuts[94], cuts[98]


def load(rows: int, seed: int = 7) -> Catalogue:
    """The first ``rows`` rows of the catalogue in a seeded random order (ties must not profit from the file's order)."""
    with gzip.open(FIXTURES / "catalogue-1m.tsv.gz", "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in islice(lines, rows)]
    random.Random(seed).shuffle(cells)
    names: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for _, entity_id, kind, _, alias, *_ in cells:
        names.setdefault(entity_id, []).append(alias)
        kinds[entity_id] = KINDS.get(kind, "other")
    return Catalogue.of(Entity(i, some[0], kinds[i], tuple(some[1:])) for i, some in names.items())


def questions(catalogue: Catalogue) -> list[Asked]:
    """The development queries; right is the gold entity and whoever has a name that folds like one of its names."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for entity in catalogue:
        for name in entity.names:
            holders[fold(name)].add(entity.id)
    asked = []
    for line in (FIXTURES / "queries-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        same = holders.get(fold(row["ref"] or row["q"]), set())
        if row["type"] != "smoke":
            asked.append(Asked(row["type"], row["q"], frozenset({row["gold"], *same})))
    return asked


def measure(asked: Iterable[Asked], answer: Answer) -> Scores:
    """Ask everything, one after the other."""
    first: defaultdict[str, list[bool]] = defaultdict(list)
    tenth: defaultdict[str, list[bool]] = defaultdict(list)
    times = []
    for one in asked:
        start = time.perf_counter()
        found = answer(one.text, one.type)
        times.append((time.perf_counter() - start) * 1000)
        first[one.type].append(not one.right.isdisjoint(found[:1]))
        tenth[one.type].append(not one.right.isdisjoint(found[:10]))
    return Scores({t: mean(f) for t, f in first.items()}, {t: mean(f) for t, f in tenth.items()}, times)


def peer(catalogue: Catalogue, prepare: Callable[[str], str] = utils.default_process) -> Answer:
    """WRatio over every name, prepared by rapidfuzz's own processor (lower case, no punctuation) or by another."""
    names = [(prepare(name), entity.id) for entity in catalogue for name in entity.names]
    texts = [name for name, _ in names]

    def answer(text: str, _: str) -> list[str]:
        hits = process.extract(prepare(text), texts, scorer=fuzz.WRatio, limit=50)
        return list(dict.fromkeys(names[at][1] for _, _, at in hits))

    return answer


def ours(index: CatalogueIndex, mode: str = "", roster: frozenset[str] = frozenset()) -> Answer:
    """The index as the screen asks it: prefixes are typed, everything else is a mention, unless ``mode`` says otherwise."""

    def answer(text: str, kind: str) -> list[str]:
        typing = mode == "typing" or (not mode and kind == "prefix")
        return [c.id for c in index.search(Query(text, "typing" if typing else "mention", roster=roster), 10)]

    return answer


def sample(asked: Sequence[Asked], each: int) -> list[Asked]:
    """The first ``each`` queries of every type."""
    seen: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        seen[one.type].append(one)
    return [one for some in seen.values() for one in some[:each]]


def main(arguments: list[str]) -> None:
    """Print the table."""
    rows = int(next((a for a in arguments if a.isdigit()), "10000"))
    catalogue = load(rows)
    start = time.perf_counter()
    index = CatalogueIndex.of(catalogue)
    built = (time.perf_counter() - start) * 1000
    start = time.perf_counter()
    index.with_entity(Entity("new", "Somebody New", "person"))
    added = (time.perf_counter() - start) * 1000
    asked = questions(catalogue)
    few = asked if "--all" in arguments else sample(asked, 20)
    print(f"{rows} rows, {len(catalogue)} entities; built in {built:.0f} ms, one entity added in {added:.2f} ms")
    runs = {
        "index": (asked, ours(index)),
        "index, typing only": (asked, ours(index, "typing")),
        "index, mention only": (asked, ours(index, "mention")),
        "index, as peer": (few, ours(index)),
        "WRatio": (few, peer(catalogue)),
        "WRatio, our folding": (few, peer(catalogue, fold)),
    }
    results = {name: measure(some, answer) for name, (some, answer) in runs.items()}
    print(f"{'':22}{'queries':>8}{'@1':>8}{'@10':>8}{'p50 ms':>9}{'p95':>8}{'p99':>8}")
    for name, scores in results.items():
        p50, p95, p99 = scores.latency
        one, ten = scores.recall
        print(f"{name:22}{len(scores.times):>8}{one:>8.3f}{ten:>8.3f}{p50:>9.2f}{p95:>8.2f}{p99:>8.2f}")
    print(f"\n{'@1 / @10 by type':22}" + "".join(f"{name:>22}" for name in results))
    for kind in results["index"].first:
        cells = (f"{s.first[kind]:.3f} / {s.tenth[kind]:.3f}" for s in results.values())
        print(f"{kind:22}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
