"""The training loop closed, and how long the text formats take.

``python -m tests.bench.formats [learn|speed]``

*learn*: PolNeAR is imported by `workbench import brat`, exported by `workbench export bio` with a split, a linear CRF
(sklearn-crfsuite) is trained on the train part and scored by seqeval on the test part, exact stretches. Of an article with
several annotators the first one counts, so that no article counts six times. Beside it stands what tagging with the commonest
label reaches, which is what has been learnt without reading.

*speed*: 1,000 articles of 2,400 characters with 30 records each, imported from and exported to each text format through the
command line; the bar is 10 s.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "polnear"
WORKBENCH = (sys.executable, "-m", "workbench")
BAR = 10.0
ARTICLES = 1000
TEXT_FORMATS = ("brat", "conll2003", "bio", "bioes", "csv", "html", "markdown")

Sentence = list[tuple[str, str]]


def call(*arguments: str | Path) -> float:
    """Run `workbench`; the seconds that it took."""
    start = time.perf_counter()
    done = subprocess.run([*WORKBENCH, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"workbench {' '.join(map(str, arguments))}\n{done.stderr[-2000:]}")
    return time.perf_counter() - start


# Learning


def learn(folder: Path) -> None:
    """PolNeAR in, columns out, a model trained, its score."""
    project, out = folder / "polnear", folder / "columns"
    call("init", project)
    took = call("-C", project, "import", "brat", FIXTURES / "train")
    wanted = ("--split", "80/20", "--seed", "1", "--set", "roles=yes", "--layer", "actor", "--layer", "claim")
    gave = call("-C", project, "export", "bio", "--out", out, *wanted)
    parts = {part: read_part(out, part) for part in ("train", "test")}
    print(f"imported in {took:.1f} s, exported in {gave:.1f} s")
    print("articles: " + ", ".join(f"{part} {len(found)}" for part, found in parts.items()))
    for count in (20, len(parts["train"])):
        score(parts["train"][:count], parts["test"])


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


def score(train: Sequence[list[Sentence]], test: Sequence[list[Sentence]]) -> None:
    """Train on some articles, print the figures on others."""
    import sklearn_crfsuite
    from seqeval.metrics import classification_report, f1_score

    model = sklearn_crfsuite.CRF(algorithm="lbfgs", c1=0.1, c2=0.01, max_iterations=60, all_possible_transitions=True)
    seen = [sentence for article in train for sentence in article]
    unseen = [sentence for article in test for sentence in article]
    start = time.perf_counter()
    model.fit([features(one) for one in seen], [[tag for _, tag in one] for one in seen])
    took = time.perf_counter() - start
    gold = [[tag for _, tag in one] for one in unseen]
    found = [list(tags) for tags in model.predict([features(one) for one in unseen])]
    commonest = Counter(tag for one in seen for _, tag in one).most_common(1)[0][0]
    floor = f1_score(gold, [[commonest] * len(one) for one in unseen])
    print(f"\ntrained on {len(train)} articles in {took:.1f} s: F1 {f1_score(gold, found):.3f} on {len(test)} articles")
    print(f"the commonest tag, {commonest}, alone: F1 {floor:.3f}")
    print(classification_report(gold, found, digits=3))


def features(sentence: Sentence) -> list[list[str]]:
    """Of each token its form, endings and shape and those of four on either side, pairs, and whether a quotation is open."""
    words = [word for word, _ in sentence]
    low = [word.lower() for word in words]
    quoted, open_ = [], False
    for word in words:
        open_ = open_ or word == "“"
        quoted.append(open_)
        open_ = open_ and word != "”"
    made = []
    for at in range(len(words)):
        row = ["bias", f"quoted={quoted[at]}", f"quotes={any(quoted)}", f"at={min(at, 5)}"]
        for step in range(-4, 5):
            there = at + step
            if not 0 <= there < len(words):
                row.append(f"{step}:none")
                continue
            row += [f"{step}:{low[there]}", f"{step}:-{low[there][-3:]}", f"{step}:{shape(words[there])}"]
            row += [f"{step}:--{low[there][-2:]}"] if abs(step) < 3 else []
        row += [f"{step}:{low[at + step : at + step + 2]}" for step in (-2, -1, 0, 1) if at + step >= 0]
        made.append(row)
    return made


def shape(word: str) -> str:
    """The first letters of a word as what they are: ``Haftar`` → ``Xxxxxx``."""
    kinds = ((str.isupper, "X"), (str.islower, "x"), (str.isdigit, "d"))
    return "".join(next((sign for test, sign in kinds if test(char)), char) for char in word[:6])


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
    print(f"{'format':<12} {'import s':>9} {'export s':>9}   (bar {BAR:.0f} s for {ARTICLES} articles)")
    rows = {"brat": took}
    for name in TEXT_FORMATS:
        out = folder / f"out-{name}"
        gave = call("-C", project, "export", name, "--out", out, "--losses", folder / "losses.json")
        if name in ("conll2003", "bio", "bioes"):
            again = folder / f"again-{name}"
            call("init", again)
            rows[name] = call("-C", again, "import", name, out)
        read = f"{rows[name]:9.1f}" if name in rows else f"{'–':>9}"
        print(f"{name:<12} {read} {gave:9.1f}{'   over the bar' if max(gave, rows.get(name, 0)) > BAR else ''}")


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
