"""Weights of the ranking fitted to links that people accepted, printed as they stand in ``workbench/linking/weights.py``.

Run as ``python -m tests.bench.refit PROJECT`` (the links of a project's people) or without a project (the development
queries of the linking table against the whole catalogue). Each link is one example: the softmax over the scores of all
names that are weighed for its words should fall on the names of its entity. Weights are not below zero, what folds to
the words is left to its own tier, and examples of one type count together as much as those of another. Half of the
examples are kept back, and the share whose right entity is first is printed for both halves.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.bench.linking_data import load, questions
from workbench.core.entity import Catalogue
from workbench.linking.query import Mode, Query
from workbench.linking.shard import Shard
from workbench.linking.weighing import FEATURES
from workbench.linking.wide import WideIndex

Vector = npt.NDArray[np.float64]

STEPS, RATE, DECAY, EXACT = 400, 0.15, 0.002, 30.0


@dataclass(frozen=True)
class Example:
    """All names weighed for one query."""

    type: str
    table: npt.NDArray[np.float32]
    exact: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]


def example(index: WideIndex, text: str, mode: Mode, right: frozenset[str], kind: str) -> Example | None:
    """An example; None where no right name, or nothing but right names, is weighed."""
    found = index.tables(Query(text, mode), right)
    if not found:
        return None
    labels = np.concatenate([some for _, some in found])
    if not labels.any() or labels.all():
        return None
    table = np.concatenate([weighed.table for weighed, _ in found])
    return Example(kind, table, np.concatenate([weighed.exact for weighed, _ in found]), labels)


def fitted(examples: list[Example]) -> Vector:
    """The weights, by gradient descent with moments (Kingma and Ba 2015, Adam), kept at or above zero."""
    many = Counter(one.type for one in examples)
    weights, first, second = np.ones(len(FEATURES)), np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    for step in range(1, STEPS + 1):
        slope = np.zeros(len(FEATURES))
        for one in examples:
            logits = one.table @ weights + EXACT * one.exact
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            hoped = chances * one.right
            if hoped.sum() > 0:
                slope += (chances - hoped / hoped.sum()) @ one.table / (many[one.type] * len(many))
        slope += DECAY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weights = np.maximum(weights, 0)
    return weights


def right_first(examples: list[Example], weights: Vector) -> float:
    """The share of examples whose best name belongs to a right entity."""
    hits = [one.right[np.argmax(one.table @ weights + 100 * one.exact)] for one in examples]
    return float(np.mean(hits)) if hits else 0.0


def of_project(root: Path, mode: Mode) -> list[Example]:
    """The links of a project's people, each pair of words and entity once."""
    from workbench.desk.desk import Desk

    desk, _ = Desk.open(root)
    index = desk.index_state.wait() or WideIndex.of(desk.catalogue, [])
    pairs = ((words, entity) for words, counts in sorted(desk.link_log.links.items()) for entity in counts)
    found = (example(index, words, mode, frozenset((entity,)), "link") for words, entity in pairs)
    return [one for one in found if one is not None]


def of_queries(mode: Mode) -> list[Example]:
    """The development queries; prefixes are typed, the others are mentions and are typed too."""
    data = load(10**7)
    index = WideIndex.of(Catalogue(), [Shard.of(data.catalogue)])
    asked = [one for one in questions(data) if mode == "typing" or one.type != "prefix"]
    found = (example(index, one.text, mode, one.right, one.type) for one in asked)
    return [one for one in found if one is not None]


def main(arguments: list[str]) -> None:
    """Print both sets of weights."""
    modes: tuple[Mode, Mode] = ("mention", "typing")
    for mode in modes:
        examples = of_project(Path(arguments[0]), mode) if arguments else of_queries(mode)
        one, two = examples[::2], examples[1::2]
        if not two:
            print(f"{mode}: {len(examples)} links are too few to fit anything to")
            continue
        kept_back = (right_first(two, fitted(one)), right_first(one, fitted(two)))
        weights = fitted(examples)
        print(
            f"{mode}: {len(examples)} examples; right first in the half kept back {kept_back[0]:.3f}, {kept_back[1]:.3f}"
        )
        print(", ".join(f"{name} {weight:.1f}" for name, weight in zip(FEATURES, weights, strict=True)))


if __name__ == "__main__":
    main(sys.argv[1:])
