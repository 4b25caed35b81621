"""Mentions of real texts (KORE50, News-Fair, OKE-2015) against the names of their entities among others.

The catalogue holds the Wikidata entities of four benchmarks by their one name and names drawn from the large catalogue,
6,134 in all, as many as the published figures of plain WRatio were taken against; WRatio is asked in the same run.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from tests.bench.linking_data import Data
from workbench.core.entity import Catalogue, Entity
from workbench.linking.index import CatalogueIndex, NameIndex, Query
from workbench.linking.shard import Shard
from workbench.linking.wide import WideIndex

FOLDER = Path(__file__).parents[3] / "shared" / "fixtures" / "entity_linking"
SETS = {"KORE50": "kore50", "News-Fair": "news-fair-no-coref", "OKE-2015": "oke-2015-train"}
PUBLISHED = {"KORE50": (0.46, 0.83), "News-Fair": (0.53, 0.60), "OKE-2015": (0.68, 0.82)}
NAMES = 6_134
TYPES = {"Q215627": "person", "Q43229": "organization", "Q27096213": "place"}


def labels(name: str) -> Iterator[tuple[str, str, str, str]]:
    """(words, id, name, kind) of every mention of a Wikidata entity."""
    for line in (FOLDER / f"{name}.benchmark.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for one in row["labels"]:
            if one["entity_id"].startswith("Q") and one["entity_id"][1:].isdigit() and one["name"] != "Unknown":
                kind = next((kind for key, kind in TYPES.items() if key in one["type"].split("|")), "other")
                yield row["text"][slice(*one["span"])], one["entity_id"], one["name"], kind


def catalogue(data: Data) -> Catalogue:
    """The entities of the benchmarks, and others."""
    entities = [
        Entity(i, name, kind) for each in (*SETS.values(), "wiki-fair-no-coref") for _, i, name, kind in labels(each)
    ]
    some = {entity.id: entity for entity in entities}
    others = random.Random(3).sample(sorted(data.catalogue, key=lambda one: one.id), NAMES - len(some))
    known = [*some.values(), *(Entity(one.id, one.name, one.kind) for one in others)]
    random.Random(5).shuffle(known)
    return Catalogue.of(known)


def table(data: Data) -> None:
    """Print top-1 and top-5 of WRatio and of both indexes."""
    known = catalogue(data)
    names = [(utils.default_process(entity.name), entity.id) for entity in known]
    texts = [name for name, _ in names]
    indexes: dict[str, NameIndex] = {
        "own": CatalogueIndex.of(known),
        "large": WideIndex.of(Catalogue(), [Shard.of(known)]),
    }
    print(f"\nmentions of texts, {len(known)} names{'':18}top-1   top-5  (published for WRatio)")
    for title, file in SETS.items():
        mentions = list(labels(file))
        answers = {"WRatio": [[names[at][1] for _, _, at in _ratio(words, texts)] for words, *_ in mentions]}
        for name, index in indexes.items():
            answers[name] = [[one.id for one in index.search(Query(words), 5)] for words, *_ in mentions]
        for name, found in answers.items():
            one = sum(gold in ids[:1] for ids, (_, gold, *_) in zip(found, mentions, strict=True)) / len(mentions)
            five = sum(gold in ids for ids, (_, gold, *_) in zip(found, mentions, strict=True)) / len(mentions)
            print(f"{title:12}{len(mentions):>5} mentions  {name:18}{one:>8.3f}{five:>8.3f}  {PUBLISHED[title]}")


def _ratio(words: str, texts: list[str]) -> list[tuple[str, float, int]]:
    return process.extract(utils.default_process(words), texts, scorer=fuzz.WRatio, limit=5)
