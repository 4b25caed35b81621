"""A review of two small files, and ways to stand in it, for the tests of its state."""

from __future__ import annotations

import random
from typing import Any

from tests.review.small import CODEBOOK, TEXT, actor, claim, file, stance
from workbench.core.annotation import Annotations, Header, Record
from workbench.core.check import Surroundings, annotation_problems
from workbench.core.codebook import Codebook
from workbench.core.text import Text
from workbench.review.item import GOLD, Filter
from workbench.review.state import Review

DAY = "2026-03-01"


def empty_gold(article: str, text_sha256: str, codebook: Codebook) -> Annotations:
    """The gold of an article of which nothing is decided yet."""
    return Annotations(Header(article, text_sha256, GOLD, codebook=codebook.version))


def review(*files: tuple[str, list[Record]], gold: Annotations | None = None, **options: Any) -> Review:
    """A review of these annotators' records."""
    states = [(name, file(name, *records)) for name, records in files]
    options.setdefault("choose", random.Random(3).choice)
    start = empty_gold("small", "abc", CODEBOOK) if gold is None else gold
    return Review(states, CODEBOOK, start, date=DAY, **options)


def two() -> list[tuple[str, list[Record]]]:
    """Two coders who agree on Ann Lee and a stance, and differ in a claim, a boundary and a mention."""
    return [
        (
            "x",
            [
                actor("a-x1", "Ann Lee", "ann-lee"),
                actor("a-x2", "port union"),
                actor("a-x3", "Bo Strand", "bo-strand"),
                claim(
                    "c-x1",
                    "the new bridge must be built before winter",
                    source="a-x1",
                    cue="said",
                    certainty="asserted",
                ),
                stance("s-x1", "a-x1", "issue:bridge", evidence="must be built"),
            ],
        ),
        (
            "y",
            [
                actor("a-y1", "Ann Lee", "ann-lee"),
                actor("a-y2", "the port union"),
                claim("c-y1", "must be built before winter", source="a-y1", cue="said", certainty="hedged"),
                stance("s-y1", "a-y1", "issue:bridge", evidence="must be built"),
            ],
        ),
    ]


def key_of(review: Review, source: str) -> str:
    return next(item.key for item in review.open if source in item.key.split("+"))


def gold_from(review: Review, source: str) -> Record:
    """The gold record made from this source."""
    return next(one for one in review.gold.records.values() if one.decision and source in one.decision.sources)


def at(review: Review, source: str) -> Review:
    """The review, standing on the item of this source; agreeing items are shown."""
    review.show(Filter(agreed=True))
    review.go(key_of(review, source))
    return review


def problems(review: Review) -> list[str]:
    around = Surroundings(CODEBOOK, Text(TEXT), "abc")
    return [str(one) for one in annotation_problems(review.gold, around)]
