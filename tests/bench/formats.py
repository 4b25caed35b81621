"""The training loop closed, and how long the text formats take.

``python -m tests.bench.formats [learn|speed]``

*learn*: PolNeAR is imported by `workbench import brat`, exported by `workbench export bio` with a split, a linear CRF
(sklearn-crfsuite) is trained on the train part and scored by seqeval on the test part, exact stretches; five times, with five
seeds of the split, and all test parts are scored together. Of an article with several annotators the first one counts, so that no
article counts six times. Beside it stands what tagging with the commonest label reaches, which is what has been learnt without
reading. The fixtures hold 70 of the corpus's 840 articles to train on, so about 56 are seen and 14 judged by each time.

*speed*: 1,000 articles of 2,400 characters with 30 records each, imported from and exported to each text format through the
command line; the bar is 10 s.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.tagger import features

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "polnear"
WORKBENCH = (sys.executable, "-m", "workbench")
SEEDS = range(1, 6)
BAR = 10.0
ARTICLES = 1000
TEXT_FORMATS = (
    *("brat", "conll2003", "bio", "bioes", "csv", "html", "markdown"),
    *("prodigy", "doccano", "labelstudio", "w3c", "webanno", "xmi", "huggingface"),
)
BACK = ("conll2003", "bio", "bioes", "prodigy", "doccano", "labelstudio", "w3c", "webanno", "xmi")

Sentence = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and seconds of the processor, which other work on the machine does not add to."""

    clock: float = 0.0
    processor: float = 0.0

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s of the processor)"


def call(*arguments: str | Path) -> Took:
    """Run `workbench`, and say how long it took."""
    start, before = time.perf_counter(), os.times()
    done = subprocess.run([*WORKBENCH, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"workbench {' '.join(map(str, arguments))}\n{done.stderr[-2000:]}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - start, spent)


# Learning


def learn(folder: Path) -> None:
    """PolNeAR in, columns out by several divisions, a model trained on each, their score."""
    project = folder / "polnear"
    call("init", project)
    took = call("-C", project, "import", "brat", FIXTURES / "train")
    print(f"imported in {took}")
    divided = [export(project, folder / f"columns-{seed}", seed) for seed in SEEDS]
    for count in (20, 0):
        score([(train[:count] if count else train, test) for train, test in divided])


def export(project: Path, out: Path, seed: int) -> tuple[list[list[Sentence]], list[list[Sentence]]]:
    """The articles to train on and those to judge by, each as sentences, as ``workbench export`` divides them."""
    wanted = ("--split", "80/20", "--seed", str(seed), "--set", "roles=yes", "--layer", "actor", "--layer", "claim")
    gave = call("-C", project, "export", "bio", "--out", out, *wanted)
    train, test = read_part(out, "train"), read_part(out, "test")
    print(f"seed {seed}: train {len(train)}, test {len(test)} articles, exported in {gave}")
    return train, test


def read_part(out: Path, part: str) -> list[list[Sentence]]:
    """The articles of one part, each by its first annotator, as sentences."""
    found: dict[str, list[Sentence]] = {}
    for path in sorted(out.rglob(f"{part}.bio")):
        mine: dict[str, list[Sentence]] = {}
        for block in path.read_text("utf-8").split("\n\n"):
            for line in block.splitlines():
                if line.startswith("# newdoc id = "):
                    article = mine.setdefault(line.removeprefix("# newdoc id = "), [])
            rows = [tuple(line.split("\t")) for line in block.splitlines() if "\t" in line]
            if rows:
                article.append([(word, tag) for word, tag in rows])
        for name, sentences in mine.items():
            found.setdefault(name, sentences)
    names = sorted(found)
    random.Random(1).shuffle(names)
    return [found[name] for name in names]


def score(divided: Sequence[tuple[list[list[Sentence]], list[list[Sentence]]]]) -> None:
    """Train on the first articles of each division, and print the figures on the second, all divisions together."""
    import sklearn_crfsuite
    from seqeval.metrics import classification_report, f1_score

    gold: list[list[str]] = []
    found: list[list[str]] = []
    floor: list[list[str]] = []
    single: list[float] = []
    took = 0.0
    for train, test in divided:
        model = sklearn_crfsuite.CRF(
            algorithm="lbfgs", c1=0.05, c2=0.05, max_iterations=100, all_possible_transitions=True
        )
        seen = [sentence for article in train for sentence in article]
        unseen = [sentence for article in test for sentence in article]
        start = time.perf_counter()
        model.fit([features([word for word, _ in one]) for one in seen], [[tag for _, tag in one] for one in seen])
        took += time.perf_counter() - start
        truth = [[tag for _, tag in one] for one in unseen]
        guess = [list(tags) for tags in model.predict([features([word for word, _ in one]) for one in unseen])]
        commonest = Counter(tag for one in seen for _, tag in one).most_common(1)[0][0]
        gold, found = gold + truth, found + guess
        floor += [[commonest] * len(one) for one in unseen]
        single.append(f1_score(truth, guess))
    sizes = sorted({len(train) for train, _ in divided})
    many = f"{sizes[0]} to {sizes[-1]}" if len(sizes) > 1 else str(sizes[0])
    print(f"\ntrained on {many} articles in {took / len(divided):.1f} s each: F1 {f1_score(gold, found):.3f}")
    print(f"from {min(single):.3f} to {max(single):.3f}; the commonest tag alone: F1 {f1_score(gold, floor):.3f}")
    print(classification_report(gold, found, digits=3))


# Speed


def speed(folder: Path) -> None:
    """Every text format over a thousand articles."""
    source, project = folder / "brat", folder / "many"
    for number, (text, ann) in enumerate(invented()):
        for ending, data in ((".txt", text), (".ann", ann)):
            path = source / f"{number:04}{ending}"
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_text(data, "utf-8")
    call("init", project)
    took = call("-C", project, "import", "brat", source, "--annotator", "coder")
    print(f"{ARTICLES} articles, the bar is {BAR:.0f} s; seconds by the clock, and in brackets of the processor")
    print(f"{'format':<12} {'import':>14} {'export':>14}")
    rows = {"brat": took}
    for name in TEXT_FORMATS:
        out = folder / f"out-{name}"
        gave = call("-C", project, "export", name, "--out", out, "--losses", folder / "losses.json")
        if name in BACK:
            again = folder / f"again-{name}"
            call("init", again)
            rows[name] = call("-C", again, "import", name, out)
        slowest = max(one.clock for one in (gave, rows.get(name, Took())))
        cells = [f"{one.clock:7.1f} ({one.processor:.1f})" if one else "–" for one in (rows.get(name), gave)]
        print(f"{name:<12} {cells[0]:>14} {cells[1]:>14}{'   over the bar' if slowest > BAR else ''}")


def invented() -> Iterator[tuple[str, str]]:
    """Articles with attributions in brat's format, drawn from a seed."""
    draw = random.Random(1)
    words = "the a army Haftar Libya says said that troops oil war talks will would not be in on of and Zoë".split()
    for _ in range(ARTICLES):
        text, lines = "", []
        for number in range(1, 16):
            pieces = [" ".join(draw.choices(words, k=size)) for size in (2, 1, 12)]
            places = []
            for piece in pieces:
                places.append((len(text), len(text) + len(piece), piece))
                text += piece + " "
            text = text[:-1] + ".\n"
            types = ("Source", "Cue", "Content", "Attribution")
            for at, (kind, place) in enumerate(zip(types, (*places, places[1]), strict=True)):
                lines.append(f"T{4 * number + at}\t{kind} {place[0]} {place[1]}\t{place[2]}")
            first = 4 * number
            roles = f"Attribution:T{first + 3} Content:T{first + 2} Cue:T{first + 1} Source:T{first}"
            lines.append(f"E{number}\t{roles}")
        yield text, "\n".join(lines) + "\n"


def main() -> int:
    """One of the two, or both."""
    asked = sys.argv[1:] or ["learn", "speed"]
    with tempfile.TemporaryDirectory(prefix="bench-formats-") as name:
        if "learn" in asked:
            if FIXTURES.is_dir():
                learn(Path(name))
            else:
                print("../shared/fixtures/polnear is not here; nothing to learn from")
        if "speed" in asked:
            speed(Path(name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
