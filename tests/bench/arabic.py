"""Persons left with their names in Arabic script only: how many are found by their Latin name among a million names.

Run as ``python -m tests.bench.arabic``. Needs ``../shared/fixtures`` beside the project.
"""

from __future__ import annotations

import random
import re

from tests.bench.linking_data import load
from workbench.core.entity import Catalogue, Entity
from workbench.linking.query import Query
from workbench.linking.shard import Shard
from workbench.linking.wide import WideIndex

ARABIC = re.compile("[\u0600-\u06ff]")
PERSONS = 200


def main() -> None:
    """Print how many are first, and among the first ten."""
    whole = load(10**7).catalogue
    both = [one for one in whole if one.kind == "person" and ARABIC.search(" ".join(one.names))]
    both = [one for one in both if any(map(str.isascii, one.names))]
    some = random.Random(1).sample(sorted(both, key=lambda one: one.id), PERSONS)
    arabic = {one.id: [name for name in one.names if ARABIC.search(name)] for one in some}
    own = Catalogue.of(Entity(i, names[0], "person", tuple(names[1:])) for i, names in arabic.items())
    index = WideIndex.of(own, [Shard.of(whole)])
    asked = {
        "its Latin name": [next(filter(str.isascii, one.names)) for one in some],
        "its Arabic name": [names[0] for names in arabic.values()],
    }
    for by, texts in asked.items():
        found = [[one.id for one in index.search(Query(text), 10)] for text in texts]
        first = sum(one.id in ids[:1] for one, ids in zip(some, found, strict=True))
        tenth = sum(one.id in ids for one, ids in zip(some, found, strict=True))
        print(f"asked by {by}: {first} of {PERSONS} first, {tenth} among the first ten")


if __name__ == "__main__":
    main()
