"""Figures of agreement: every measure of every layer, slot, set of annotators and article, with the items behind it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, combinations

from workbench.core.annotation import Annotations
from workbench.core.codebook import Codebook
from workbench.core.progress import Progress, Quiet
from workbench.review.bootstrap import Interval, Weights, intervals, resamples
from workbench.review.choices import attribute_question, pointer_questions
from workbench.review.confusion import Confusion, confusion
from workbench.review.gamma import gamma_question
from workbench.review.measures import Value
from workbench.review.places import frame_questions, part_questions, unitizing_question
from workbench.review.question import Question, Strand
from workbench.review.scene import Item, Scene, Words
from workbench.review.stances import stance_questions

ROUNDS = 1000
SEED = 1

Files = Mapping[str, Mapping[str, Annotations]]
"""Article → annotator → what the annotator made of it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with all that it says; ``article`` is None for all articles together, ``on`` empty for whole records.

    ``value`` is None where the measure is undefined, and ``why`` says so. ``low`` and ``high`` bound the 95 % interval;
    None for a single article, and where there is too little to draw from.
    """

    layer: str
    on: str
    measure: str
    annotators: tuple[str, ...]
    article: str | None
    value: float | None
    low: float | None
    high: float | None
    n: int
    why: str = ""
    items: Sequence[Item] = field(default=(), repr=False)
    """All items that count in it."""
    different: Sequence[Item] = field(default=(), repr=False)
    """Those of them on which the annotators differ."""
    confusion: Confusion | None = field(default=None, repr=False)
    """Which values two annotators took for which: with ``cohen_kappa`` of an attribute over all articles."""


class _CancelledError(Exception):
    """The person asked to stop."""


def agree(
    files: Files,
    codebook: Codebook,
    *,
    texts: Mapping[str, str] | None = None,
    rounds: int = ROUNDS,
    seed: int = SEED,
    progress: Progress | None = None,
    layers: Collection[str] | None = None,
    resolve: Callable[[str], str] = str,
    by_article: bool = True,
    gamma: bool = False,
) -> list[Figure]:
    """All figures of agreement, for each two annotators with a common article and, of three or more, for all together.

    ``texts`` holds the articles' texts, without which figures by word and for unitizing are undefined; ``resolve`` leads
    an entity that was merged to the one it became; ``layers`` are all of the codebook where it is None. ``rounds`` of
    drawing give the intervals, none with 0; ``gamma`` adds γ, see its module. Without ``by_article`` only the figures of
    all articles are given. Empty where ``progress`` was cancelled, or nobody shares an article.
    """
    run = _Run(files, codebook, texts or {}, progress or Quiet(), resolve)
    wanted = codebook.by_name.keys() if layers is None else layers
    comparisons = [run.comparison(names, wanted, seed if gamma else None) for names in _sets(files)]
    try:
        with _without_collections():
            run.gather(comparisons)
            return run.figures(comparisons, rounds, seed, by_article)
    except _CancelledError:
        return []


@contextmanager
def _without_collections() -> Iterator[None]:
    """No search for cycles, of which a run makes none: over a large project one takes longer than a cancel may.

    What was made counts as old in the end, so that the first search afterwards does not go through all of it at once.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def questions(codebook: Codebook, layers: Collection[str], annotators: int) -> list[Question]:
    """Everything to ask of so many annotators: by layer whole records first, then the slots in their order."""
    found: list[Question] = []
    for layer in codebook.layers:
        if layer.name not in layers:
            continue
        found += frame_questions(layer)
        if len(layer.parts) > 1:
            found.append(unitizing_question(layer, "", layer.parts, annotators))
        found += stance_questions(layer, annotators)
        for slot in layer.slots:
            if slot.type == "part":
                found += part_questions(layer, slot, annotators)
            elif slot.type == "attribute":
                found.append(attribute_question(layer, slot, annotators))
            else:
                found += pointer_questions(layer, slot, annotators)
    return found


def _sets(files: Files) -> list[tuple[str, ...]]:
    """Every two annotators with a common article, then all of three or more."""
    names = sorted({name for versions in files.values() for name in versions})
    pairs = [
        pair for pair in combinations(names, 2) if any(set(pair) <= versions.keys() for versions in files.values())
    ]
    return [*pairs, tuple(names)] if len(names) > 2 and pairs else list(pairs)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A set of annotators with what each article gives to each question."""

    annotators: tuple[str, ...]
    questions: Sequence[Question]
    articles: list[str] = field(default_factory=list)
    strands: list[list[Strand]] = field(default_factory=list)
    """By question, one strand an article."""


class _Run:
    """One computation of all figures."""

    def __init__(
        self,
        files: Files,
        codebook: Codebook,
        texts: Mapping[str, str],
        progress: Progress,
        resolve: Callable[[str], str],
    ) -> None:
        self._files = files
        self._codebook = codebook
        self._texts = texts
        self._progress = progress
        self._resolve = resolve
        self._done = 0
        self._total = 0

    def comparison(self, annotators: tuple[str, ...], layers: Collection[str], seed: int | None) -> _Comparison:
        asked = questions(self._codebook, layers, len(annotators))
        if seed is not None:
            asked += [
                gamma_question(layer, seed) for layer in self._codebook.layers if layer.name in layers and layer.parts
            ]
        return _Comparison(annotators, asked, [], [[] for _ in asked])

    def gather(self, comparisons: Sequence[_Comparison]) -> None:
        """Align every article for every set of annotators and count what each question asks for."""
        self._total = len(self._files) + sum(len(comparison.questions) for comparison in comparisons)
        for article in sorted(self._files):
            self._step(article)
            text = self._texts.get(article)
            words = None if text is None else Words(text)
            versions = self._files[article]
            for comparison in comparisons:
                if sum(name in versions for name in comparison.annotators) < 2:
                    continue
                self._check()
                scene = Scene(article, comparison.annotators, versions, self._codebook, words, self._resolve)
                comparison.articles.append(article)
                for question, strands in zip(comparison.questions, comparison.strands, strict=True):
                    strands.append(question.gather(scene))

    def figures(self, comparisons: Sequence[_Comparison], rounds: int, seed: int, by_article: bool) -> list[Figure]:
        """The values and intervals of what was gathered."""
        found: list[Figure] = []
        for comparison in comparisons:
            weights = list(resamples(len(comparison.articles), rounds, seed))
            for index, question in enumerate(comparison.questions):
                self._step(f"{question.layer} {question.on}".rstrip())
                found += self._answer(comparison, index, weights, by_article)
        return found

    def _answer(
        self, comparison: _Comparison, index: int, weights: Sequence[Weights], by_article: bool
    ) -> list[Figure]:
        question, strands = comparison.questions[index], comparison.strands[index]
        counts = [strand.counts for strand in strands]
        bounds = intervals(counts, [measure for _, measure in question.measures], weights, self._check)
        whole = self._joined(strands)
        found: list[Figure] = []
        for (name, measure), bound in zip(question.measures, bounds, strict=True):
            drawn = confusion(question, comparison.annotators, whole) if name == "cohen_kappa" else None
            found.append(_figure(comparison, question, name, None, measure(whole.counts), bound, whole, drawn))
            for article, strand in zip(comparison.articles, strands, strict=True) if by_article else ():
                self._check()
                value = measure(strand.counts)
                found.append(_figure(comparison, question, name, article, value, None, strand, None))
        return found

    def _joined(self, strands: Sequence[Strand]) -> Strand:
        """All articles as one."""
        counts: dict[Hashable, float] = {}
        for strand in strands:
            self._check()
            for key, count in strand.counts.items():
                counts[key] = counts.get(key, 0) + count
        return Strand(
            counts,
            tuple(chain.from_iterable(strand.items for strand in strands)),
            tuple(chain.from_iterable(strand.different for strand in strands)),
            tuple(chain.from_iterable(strand.labels for strand in strands)),
        )

    def _step(self, what: str) -> None:
        self._progress.step(self._done, self._total, what)
        self._done += 1
        self._check()

    def _check(self) -> None:
        if self._progress.cancelled:
            raise _CancelledError


def _figure(
    comparison: _Comparison,
    question: Question,
    measure: str,
    article: str | None,
    value: Value,
    bound: Interval | None,
    strand: Strand,
    drawn: Confusion | None,
) -> Figure:
    low, high = bound if bound is not None and value.value is not None else (None, None)
    return Figure(
        question.layer,
        question.on,
        measure,
        comparison.annotators,
        article,
        value.value,
        low,
        high,
        value.n,
        value.why,
        strand.items,
        strand.different,
        drawn,
    )
