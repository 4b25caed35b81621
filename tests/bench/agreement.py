"""Agreement on much: coefficients of 3 × 100,000 labels, articles of 10,000 records matched, and all figures with intervals
of 1,000 articles, cancelled too.

    python -m tests.bench.agreement [--articles 1000] [--annotators 2] [--records 30] [--rounds 100]

The cancelling run asks to stop at moments spread over the whole job and prints the longest wait for its end; the last part
does the same beside an event loop, as the screen does, and prints how long the loop stood still meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import threading
import time
from collections.abc import Callable, Mapping

from tests.review.reviewing import empty_gold
from workbench.core.annotation import Annotations, Fragment, Header, Record, Value
from workbench.core.codebook import Codebook
from workbench.review import measures
from workbench.review.alignment import align_all
from workbench.review.figures import agree
from workbench.review.state import Review
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

WORDS = "harbour union says that winter levy would hurt ports while Adler and Okafor wait for talks in Rostock".split()
ENTITIES = [f"entity-{number}" for number in range(200)]


class Watch:
    """A progress that notes the steps, and says *cancelled* from a moment on."""

    def __init__(self, after: float | None = None) -> None:
        self.done = self.total = 0
        self.asked_at = 0.0, 0.0
        self.cancelled = False
        if after is not None:
            timer = threading.Timer(after, self._ask)
            timer.daemon = True
            timer.start()

    def _ask(self) -> None:
        self.asked_at = time.perf_counter(), time.process_time()
        self.cancelled = True

    def step(self, done: int, total: int, what: str) -> None:
        """Note how far it is."""
        self.done, self.total = done, total


def article(number: int, names: list[str], size: int, codebook: Codebook) -> tuple[str, Mapping[str, Annotations]]:
    """A text, and what these annotators made of it: mostly the same, now and then something else or nothing."""
    source = random.Random(number)
    text = " ".join(source.choices(WORDS, k=size * 20))
    return text, {name: _file(number, name, size, text, codebook, source.random()) for name in names}


def _file(number: int, name: str, size: int, text: str, codebook: Codebook, seed: float) -> Annotations:
    common, own = random.Random(seed), random.Random(f"{number}/{name}")
    records: dict[str, Record] = {}
    for index in range(size):
        start = common.randrange(len(text) - 60)
        entity, polarity, kind = common.choice(ENTITIES), common.randrange(3), common.randrange(3)
        if own.random() < 0.1:
            continue
        shift = own.choice((0, 0, 0, 0, 3))
        layer = codebook.layers[min(2, index * 6 // size // 2)]
        values = _values(layer.name, entity, polarity, kind, list(records), own)
        part = layer.main_part
        assert part is not None
        parts = {part.name: (_fragment(text, start + shift, start + 25),)}
        if layer.name == "claim":
            parts["cue"] = (_fragment(text, start + 30, start + 36),)
        records[f"{layer.prefix}-{index}"] = Record(layer.name, f"{layer.prefix}-{index}", parts, values)
    return Annotations(Header(f"article-{number}", "", name), records)


def _fragment(text: str, start: int, end: int) -> Fragment:
    return Fragment(start, end, text[start:end])


def _values(
    layer: str, entity: str, polarity: int, kind: int, before: list[str], own: random.Random
) -> dict[str, Value]:
    if own.random() < 0.15:
        polarity = kind = own.randrange(3)
    if layer == "actor":
        return {"entity": entity} if own.random() < 0.9 else {"kind": "person"}
    actors = [one for one in before if one.startswith("a-")] or ["author"]
    if layer == "stance":
        shade = ("support", "oppose", "neutral")[polarity]
        return {"holder": actors[polarity % len(actors)], "target": f"entity:{entity}", "polarity": shade}
    return {
        "source": actors[kind % len(actors)],
        "kind": ("assertion", "demand", "promise")[kind],
        "certainty": "asserted",
    }


def seconds(what: Callable[[], object]) -> float:
    """How long a call takes."""
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def coefficients() -> None:
    """Each coefficient on 3 × 100,000 labels, of five values and of as many as there are items."""
    source = random.Random(1)
    for values in (5, 100_000):
        rows = [[source.randrange(values) if source.random() > 0.1 else None for _ in range(100_000)] for _ in range(3)]
        print(f"3 × 100,000 labels of {values:,} values")
        named: dict[str, Callable[[], object]] = {
            "percent agreement": lambda rows=rows: measures.percent_agreement(measures.patterns(rows)),  # type: ignore[misc]
            "Cohen's κ (2 rows)": lambda rows=rows: measures.cohen_kappa(measures.patterns(rows[:2])),  # type: ignore[misc]
            "Fleiss' κ": lambda rows=rows: measures.fleiss_kappa(measures.patterns(rows)),  # type: ignore[misc]
        }
        for scale in ("nominal", "ordinal", "interval"):
            named[f"α {scale}"] = lambda rows=rows, scale=scale: measures.krippendorff_alpha(  # type: ignore[misc]
                measures.patterns(rows), scale
            )
        for name, call in named.items():
            print(f"  {name:20} {seconds(call):6.3f} s")


def alignment() -> None:
    """One article of 10,000 records by each of two and of three annotators, matched, and opened as a review."""
    codebook = read_codebook(default_codebook(), "the default codebook")
    for count in (2, 3):
        _, files = article(1, [f"coder-{index}" for index in range(count)], 11_000, codebook)
        sizes = " + ".join(f"{len(state.records):,}" for state in files.values())
        rows = list(files.items())
        gold = empty_gold("article-1", "", codebook)
        matched = seconds(lambda rows=rows: align_all(rows, codebook))  # type: ignore[misc]
        opened = seconds(
            lambda rows=rows, gold=gold: Review(rows, codebook, gold, choose=random.choice, date="2026-01-01")  # type: ignore[misc]
        )
        print(f"{sizes} records: matched in {matched:.2f} s, opened as a review in {opened:.2f} s")


def project(options: argparse.Namespace) -> None:
    """All figures of a made-up project, and how soon a cancelled run ends."""
    codebook = read_codebook(default_codebook(), "the default codebook")
    names = [f"coder-{index}" for index in range(options.annotators)]
    texts, files = {}, {}
    for number in range(options.articles):
        texts[f"article-{number}"], files[f"article-{number}"] = article(number, names, options.records, codebook)
    watch = Watch()

    def run(progress: Watch, rounds: int) -> int:
        return len(agree(files, codebook, texts=texts, rounds=rounds, progress=progress))

    found: list[int] = []
    took = seconds(lambda: found.append(run(watch, options.rounds)))
    plain = seconds(lambda: run(Watch(), 0))
    size = f"{options.articles:,} articles × {options.annotators} annotators × {options.records} records"
    print(f"{size}: {found[0]:,} figures in {took:.1f} s with {options.rounds} rounds, {plain:.1f} s with none")
    print(f"  progress reached {watch.done + 1} of {watch.total}; peak {_megabytes():,.0f} MB")
    waits = []
    for part in range(1, 10):
        progress = Watch(took * part / 10)
        if run(progress, options.rounds) == 0:
            waits.append((time.perf_counter() - progress.asked_at[0], time.process_time() - progress.asked_at[1]))
    wall, work = (1000 * max(column) for column in zip(*waits, strict=True))
    print(f"  cancelled {len(waits)} times: longest wait {wall:.0f} ms, most processor time {work:.0f} ms")
    beside_a_loop(run, options.rounds, took)


def beside_a_loop(run: Callable[[Watch, int], int], rounds: int, took: float) -> None:
    """The job on a thread, cancelled by the loop that the keys come through."""

    async def once(after: float) -> tuple[float, float]:
        progress, still, last = Watch(), 0.0, time.perf_counter()
        job = asyncio.ensure_future(asyncio.to_thread(run, progress, rounds))
        begun = asked = last
        while not job.done():
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            still, last = max(still, now - last - 0.005), now
            if not progress.cancelled and now - begun > after:
                progress.cancelled, asked = True, now
        return (time.perf_counter() - asked if progress.cancelled else 0.0), still

    found = [asyncio.run(once(took * part / 10)) for part in (1, 3, 5, 7, 9)]
    wait, still = (1000 * max(column) for column in zip(*found, strict=True))
    print(
        f"  beside an event loop: longest wait after a cancel {wait:.0f} ms, the loop stood still {still:.0f} ms at most"
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for option, default in (("articles", 1000), ("annotators", 2), ("records", 30), ("rounds", 100)):
        parser.add_argument(f"--{option}", type=int, default=default)
    coefficients()
    alignment()
    project(parser.parse_args())
