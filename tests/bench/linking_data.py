"""The catalogue and the queries of the linking table, and how an answer is judged.

Needs ``../shared/fixtures/linking`` beside the project. Rows are permuted and ids made opaque: every right answer lies in
the first ten thousand rows, and whoever breaks ties by row or by id would look better than they are.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles

from rapidfuzz import fuzz, process, utils

from workbench.core.entity import Catalogue, Entity
from workbench.linking.fold import fold
from workbench.linking.index import NameIndex, Query

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "linking"
ROSTER_ROWS = 10_000
KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}

Answer = Callable[[str, str], Sequence[str]]
"""(query, type of the query) → entity ids, best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query and every entity that is a right answer to it."""

    type: str
    text: str
    right: frozenset[str]


def _cuts(times: list[float]) -> tuple[float, float, float]:
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


@dataclass(frozen=True, slots=True)
class Scores:
    """Recall and milliseconds by the type of the query."""

    first: dict[str, float]
    tenth: dict[str, float]
    times: list[float]
    busy: list[float]
    """Milliseconds of processor of this thread, which other work on the machine lengthens less."""

    @property
    def recall(self) -> tuple[float, float]:
        """The means over the types: recall@1, recall@10."""
        return mean(self.first.values()), mean(self.tenth.values())

    @property
    def latency(self) -> tuple[float, float, float]:
        """p50, p95, p99 in milliseconds."""
        return _cuts(self.times)

    @property
    def processor(self) -> tuple[float, float, float]:
        """The same of the processor's time."""
        return _cuts(self.busy)

    @property
    def slowest(self) -> float:
        """Milliseconds."""
        return max(self.times)


@dataclass(frozen=True, slots=True)
class Data:
    """A catalogue, its roster (the entities of the first ten thousand rows) and where the ids of the fixture went."""

    catalogue: Catalogue
    roster: frozenset[str]
    ids: dict[str, str]


def load(rows: int, seed: int = 7) -> Data:
    """The first ``rows`` rows of the catalogue in a seeded random order, every id replaced by a number drawn at random."""
    with gzip.open(FIXTURES / "catalogue-1m.tsv.gz", "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in islice(lines, rows)]
    chance = random.Random(seed)
    before = sorted({row[1] for row in cells})
    numbers = chance.sample(range(10**9), len(before))
    ids = {entity_id: f"e{number}" for entity_id, number in zip(before, numbers, strict=True)}
    roster = frozenset(ids[row[1]] for row in cells[:ROSTER_ROWS])
    chance.shuffle(cells)
    names: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for _, entity_id, kind, _, alias, *_ in cells:
        names.setdefault(ids[entity_id], []).append(alias)
        kinds[ids[entity_id]] = KINDS.get(kind, "other")
    catalogue = Catalogue.of(Entity(i, some[0], kinds[i], tuple(some[1:])) for i, some in names.items())
    return Data(catalogue, roster, ids)


def grown(catalogue: Catalogue, names: int, seed: int = 11) -> Iterator[Entity]:
    """The catalogue, and persons composed of given and family names of its own persons until there are so many names."""
    chance = random.Random(seed)
    people = [entity.name.split() for entity in catalogue if entity.kind == "person" and " " in entity.name]
    given, family = [words[0] for words in people], [words[-1] for words in people]
    count = 0
    for entity in catalogue:
        count += len(entity.names)
        yield entity
    for number in range(max(0, names - count)):
        yield Entity(f"g{number}", f"{chance.choice(given)} {chance.choice(family)}", "person")


def questions(data: Data) -> list[Asked]:
    """The development queries; right is the gold entity and whoever has a name that folds like one of its names."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for entity in data.catalogue:
        for name in entity.names:
            holders[fold(name)].add(entity.id)
    asked = []
    for line in (FIXTURES / "queries-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        same = holders.get(fold(row["ref"] or row["q"]), set())
        if row["type"] != "smoke":
            asked.append(Asked(row["type"], row["q"], frozenset({data.ids.get(row["gold"], ""), *same})))
    return asked


def measure(asked: Iterable[Asked], answer: Answer) -> Scores:
    """Ask everything, one after the other; the first query once more before, as whoever opens an index does."""
    asked = list(asked)
    answer(asked[0].text, asked[0].type)
    first: defaultdict[str, list[bool]] = defaultdict(list)
    tenth: defaultdict[str, list[bool]] = defaultdict(list)
    times: list[float] = []
    busy: list[float] = []
    for one in asked:
        start, begun = time.perf_counter(), time.thread_time()
        found = answer(one.text, one.type)
        busy.append((time.thread_time() - begun) * 1000)
        times.append((time.perf_counter() - start) * 1000)
        first[one.type].append(not one.right.isdisjoint(found[:1]))
        tenth[one.type].append(not one.right.isdisjoint(found[:10]))
    return Scores({t: mean(f) for t, f in first.items()}, {t: mean(f) for t, f in tenth.items()}, times, busy)


def peer(catalogue: Catalogue, prepare: Callable[[str], str] = utils.default_process) -> Answer:
    """WRatio over every name, prepared by rapidfuzz's own processor (lower case, no punctuation) or by another."""
    names = [(prepare(name), entity.id) for entity in catalogue for name in entity.names]
    texts = [name for name, _ in names]

    def answer(text: str, _: str) -> list[str]:
        hits = process.extract(prepare(text), texts, scorer=fuzz.WRatio, limit=50)
        return list(dict.fromkeys(names[at][1] for _, _, at in hits))

    return answer


def ours(index: NameIndex, mode: str = "", roster: frozenset[str] = frozenset()) -> Answer:
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
