"""How often the proposed source, cue and content of a claim are exactly what annotators of PolNeAR marked.

``python -m tests.bench.proposals`` reads the brat files of the training part (one annotator an article, so that no article
counts six times), takes for every attribution the sentence of its cue and asks for proposals there, with nothing but the
paragraph as window. The rules and tables were written with half of the articles (by a hash of the name) and with the four
articles for training annotators; the other half tells what to expect.

Three readings of "the proposal": *first* is the first one; *cue* is the one whose cue overlaps the annotator's cue best,
that is, what the person finds among the numbered proposals; *sentence* scores the first proposal once a sentence, against
the attribution of that sentence which it fits best. *people* is a second annotator on the articles that have several,
chosen by its cue as the proposals are. The baseline is the whole sentence and its nearest name, with no cue.

*exact* compares the sets of code points as they stand; *trimmed* without blanks and punctuation at the ends. ``head``
is the source with what follows a comma or a bracket, and a genitive's *'s*, cut off on both sides: the proposals
leave appositions out, most annotators of PolNeAR keep them.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.core.segment import names, paragraphs, sentences
from workbench.core.span import Span
from workbench.suggest import Attribution, attributions, fallback

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "polnear" / "train"
_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)")
_EVENT = re.compile(r"E\d+\t(.*)")
_HEAD = re.compile(r",| \(|[’'](?=s?$)")
_ENDS = " \t\r\n\u00a0.,;:!?–—-"


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution: the fragments of its three parts."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's text and each annotator's attributions, annotators in the order of their names."""

    name: str
    text: str
    annotators: tuple[tuple[Gold, ...], ...]

    @property
    def tuned_on(self) -> bool:
        """Whether the article belongs to the half that the rules were written with."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2 == 0


def read_brat(data: str) -> tuple[Gold, ...]:
    """The attributions of one brat file that have a cue and a content; lines that are neither T nor E are left out."""
    marked: dict[str, list[Span]] = {}
    found: list[Gold] = []
    for line in data.split("\n"):
        if bound := _TEXT_BOUND.match(line):
            pairs = (part.split() for part in bound[3].split(";"))
            marked[bound[1]] = [Span(int(start), int(end)) for start, end in pairs]
        elif event := _EVENT.match(line):
            parts: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for role, _, target in (item.partition(":") for item in event[1].split()):
                parts.get(role.rstrip("0123456789"), []).extend(marked.get(target, []))
            gold = Gold(*(tuple(sorted(parts[role])) for role in ("Source", "Cue", "Content")))
            if gold.cue and gold.content:
                found.append(gold)
    return tuple(found)


def articles() -> Iterator[Article]:
    """The articles of the training part, by name."""
    files: dict[str, list[Path]] = {}
    for path in sorted((FIXTURES / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for name, paths in files.items():
        text = (FIXTURES / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield Article(name, text, tuple(read_brat(path.read_bytes().decode("utf-8")) for path in paths))


def points(text: str, spans: Sequence[Span], trim: bool) -> frozenset[int]:
    """The code points of the spans, with blanks and punctuation at their ends or without."""
    found: set[int] = set()
    for start, end in spans:
        while trim and start < end and text[start] in _ENDS:
            start += 1
        while trim and start < end and text[end - 1] in _ENDS:
            end -= 1
        found.update(range(start, end))
    return frozenset(found)


def head(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The first span up to its first comma, bracket or genitive ending."""
    if not spans:
        return ()
    start, end = spans[0]
    cut = _HEAD.search(text[start:end])
    return (Span(start, start + cut.start()) if cut else spans[0],)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Shared ÷ joint code points."""
    a, b = points("", left, False), points("", right, False)
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass(slots=True)
class Tally:
    """Counts over attributions; ``row`` gives the line of the table."""

    counts: Counter[str]
    seen: int = 0

    def add(self, scores: dict[str, bool]) -> None:
        self.counts.update(key for key, right in scores.items() if right)
        self.seen += 1

    def row(self, title: str) -> str:
        def rate(key: str) -> str:
            return f"{100 * self.counts[key] / max(1, self.seen):6.1f}"

        def corrections(trim: str) -> str:
            right = sum(self.counts[trim + slot] for slot in ("source", "cue", "content"))
            return f"{3 - right / max(1, self.seen):6.2f}"

        exact = " ".join(rate(key) for key in ("source", "cue", "content", "all"))
        trimmed = " ".join(rate("~" + key) for key in ("source", "head", "cue", "content", "all"))
        return f"{title:<26}{self.seen:>6}  {exact} {corrections('')}   {trimmed} {corrections('~')}"


HEADER = (
    f"{'':<26}{'':>6}  {'exact':<34}   trimmed\n"
    f"{'':<26}{'n':>6}  source    cue  cont.    all  corr.   source   head    cue  cont.    all  corr."
)


def score(text: str, proposed: Gold, gold: Gold) -> dict[str, bool]:
    """Which slots are right, exactly and trimmed."""
    found: dict[str, bool] = {}
    for trim, mark in ((False, ""), (True, "~")):
        for slot in ("source", "cue", "content"):
            found[mark + slot] = points(text, getattr(proposed, slot), trim) == points(text, getattr(gold, slot), trim)
        found[mark + "all"] = all(found[mark + slot] for slot in ("source", "cue", "content"))
    found["~head"] = points(text, head(text, proposed.source), True) == points(text, head(text, gold.source), True)
    return found


class Proposer:
    """Proposals for the sentences of one article, each sentence read once; offsets are the article's."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = paragraphs(text)
        self.seconds = 0.0
        self.read: dict[Span, list[Gold]] = {}
        self.bases: dict[Span, Gold] = {}

    def at(self, offset: int) -> Span:
        """Read the sentence that holds ``offset``, if not yet read, and give it."""
        number = next(i for i, block in enumerate(self.blocks) if offset < block.end)
        block = self.blocks[number]
        window = self.text[block.start : block.end]
        inside = sentences(window)
        sentence = next((s for s in inside if offset - block.start < s.end), Span(0, len(window)))
        if window[sentence.end - 1 : sentence.end] == ":" and number + 1 < len(self.blocks):
            window = self.text[block.start : self.blocks[number + 1].end]
        key = sentence.shift(block.start)
        if key not in self.read:
            started = time.perf_counter()
            found = attributions(window, sentence)
            self.seconds += time.perf_counter() - started
            self.read[key] = [_moved(proposal, block.start) for proposal in found]
            self.bases[key] = _moved(fallback(window, sentence, names(window)), block.start)
        return key


def _moved(proposal: Attribution, by: int) -> Gold:
    source = (proposal.source.shift(by),) if proposal.source else ()
    cue = (proposal.cue.shift(by),) if proposal.cue else ()
    return Gold(source, cue, tuple(span.shift(by) for span in proposal.content))


def measure(chosen: Callable[[Article], bool]) -> tuple[dict[str, Tally], float]:
    """The tallies by method over the chosen articles, and the milliseconds a sentence took."""
    tallies = {name: Tally(Counter()) for name in ("baseline", "first", "sentence", "cue")}
    seconds, sentence_count = 0.0, 0
    for article in filter(chosen, articles()):
        proposer = Proposer(article.text)
        by_sentence: dict[Span, list[Gold]] = {}
        for gold in article.annotators[0]:
            key = proposer.at(gold.cue[0].start)
            by_sentence.setdefault(key, []).append(gold)
            found = proposer.read[key]
            best = max(found, key=lambda one, gold=gold: overlap(one.cue, gold.cue))  # type: ignore[misc]
            for name, one in (("baseline", proposer.bases[key]), ("first", found[0]), ("cue", best)):
                tallies[name].add(score(article.text, one, gold))
        for key, golds in by_sentence.items():
            first = proposer.read[key][0]
            scores = [score(article.text, first, gold) for gold in golds]
            tallies["sentence"].add(max(scores, key=lambda one: sum(one.values())))
        seconds += proposer.seconds
        sentence_count += len(proposer.read)
    return tallies, 1000 * seconds / max(1, sentence_count)


def people() -> Tally:
    """A second annotator against the first, on the articles that have several."""
    tally = Tally(Counter())
    for article in articles():
        for other in article.annotators[1:]:
            for gold in article.annotators[0]:
                empty = Gold((), (), ())
                best = max(other, key=lambda one, gold=gold: overlap(one.cue, gold.cue), default=empty)  # type: ignore[misc]
                if overlap(best.cue, gold.cue) == 0:
                    best = empty
                tally.add(score(article.text, best, gold))
    return tally


def main() -> None:
    """Print the table, or why there is none."""
    if not FIXTURES.is_dir():
        print("skipped: ../shared/fixtures/polnear is not here")
        return
    print(HEADER)
    for title, tuned in (("tuned half", True), ("other half", False)):
        tallies, milliseconds = measure(lambda article, tuned=tuned: article.tuned_on == tuned)  # type: ignore[misc]
        for name, tally in tallies.items():
            print(tally.row(f"{title}: {name}"))
        print(f"{title}: {milliseconds:.2f} ms a sentence")
    print(people().row("people (both halves)"))


if __name__ == "__main__":
    main()
