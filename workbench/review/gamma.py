"""The measure γ (Mathet, Widlöcher and Métivier 2015), which aligns and judges units at once, by pygamma-agreement.

It stands apart from the other measures: its library is an extra, and every article takes it seconds. An article's γ is
over the parts of one layer, each extent a unit from its first to its last character with the part as its category; γ of
several articles is the mean of theirs.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from workbench.core.codebook import Layer
from workbench.review.measures import Value
from workbench.review.question import Question, Strand
from workbench.review.scene import Scene
from workbench.review.spans import Counts

SAMPLES = 30
NO_UNITS = "undefined, because in no article two annotators marked anything"
MISSING = "undefined, because pygamma-agreement is not installed: pip install article-workbench[gamma]"

Unit = tuple[int, int, str]
"""Start, end and category."""

_SUM = "sum"
_ARTICLES = "articles"


def gamma_question(layer: Layer, seed: int) -> Question:
    """γ of one layer; its random samples are drawn from ``seed``."""
    on = layer.parts[0].name if len(layer.parts) == 1 else ""
    return Question(layer.name, on, partial(_gather, layer, seed), (("gamma", _mean),))


def gamma(rows: Mapping[str, Sequence[Unit]], seed: int, samples: int = SAMPLES) -> float:
    """γ of some annotators' units in one text, with the weights 1 for place, 1 for category and 1 for a missing unit.

    Every annotator needs a unit, and two annotators are needed. Raises ImportError where the library is missing.
    """
    with _silent():
        library = importlib.import_module("pygamma_agreement")
    segment = importlib.import_module("pyannote.core").Segment
    continuum = library.Continuum()
    for annotator, units in rows.items():
        for start, end, category in units:
            continuum.add(annotator, segment(start, end), category)
    unlike = library.CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1)
    with _drawing_from(seed), _silent():
        return float(continuum.compute_gamma(unlike, n_samples=samples).gamma)


@contextmanager
def _drawing_from(seed: int) -> Iterator[None]:
    """The library draws from numpy's shared source, which is put back as it was."""
    source = importlib.import_module("numpy").random
    before = source.get_state()
    source.seed(seed)
    try:
        yield
    finally:
        source.set_state(before)


@contextmanager
def _silent() -> Iterator[None]:
    """The library warns of its solver through the root logger, for each sample again."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def _gather(layer: Layer, seed: int, scene: Scene) -> Strand:
    if importlib.util.find_spec("pygamma_agreement") is None:
        return Strand({MISSING: 1})
    rows: dict[str, list[Unit]] = {}
    for part in layer.parts:
        for name, extents in zip(scene.annotators, scene.extents(layer.name, part.name), strict=True):
            for extent in extents or ():
                rows.setdefault(name, []).append((extent[0].start, max(span.end for span in extent), part.name))
    if len(rows) < 2 or len(rows) < sum(state is not None for state in scene.files):
        return Strand({})
    items = scene.items(layer.name)
    alone = [item for item in items if len(item.records) < len(rows)]
    return Strand({_SUM: gamma(rows, seed), _ARTICLES: 1}, items, alone)


def _mean(counts: Counts) -> Value:
    if MISSING in counts:
        return Value(None, 0, MISSING)
    articles = counts.get(_ARTICLES, 0)
    return Value(counts[_SUM] / articles, round(articles)) if articles else Value(None, 0, NO_UNITS)
