"""One small document with every trap in it, and the files that each format makes of it.

``python -m tests.interchange.golden_case`` writes the files anew; look at what changed before it is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.core.strategies import CODEBOOK
from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record
from workbench.core.article import Metadata
from workbench.core.entity import Catalogue, Entity
from workbench.interchange.exchange import Document, File, Surroundings, exchange_format
from workbench.interchange.naming import made_article

COMMAND = "python -m tests.interchange.golden_case"
FOLDER = Path(__file__).parent / "golden"
FORMATS = ("brat", "conll2003", "bio", "bioes", "csv", "html", "markdown")
CATALOGUE = Catalogue.of((Entity("haftar", "Khalifa Haftar", "person"), Entity("cameo:LBY", "Libya", "state")))

TEXT = (
    "“We will 👍🏽 win,” Khalifa\r\nHaftar <b>said</b>, “soon.”\r\n\r\n"
    "خليفة حفتر told *Zoë* that Libya\u2028is calm.\r\n=1+1 | `code`\r\n"
)


def _at(words: str, nth: int = 0) -> Fragment:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Fragment(start, start + len(words), words)


def document() -> Document:
    """Nested, discontinuous and overlapping parts; emoji, right-to-left, CRLF; what spreadsheets and Markdown mistake."""
    article = made_article(
        "libya", TEXT, Metadata("Haftar & <Zoë>", "defensenews.com", date="2021-05-01", language="en")
    )
    records = (
        Record("actor", "a-000001", {"mention": (_at("Khalifa\r\nHaftar"),)}, {"entity": "haftar", "kind": "person"}),
        Record("actor", "a-000002", {"mention": (_at("خليفة حفتر"),)}, {"entity": "nil"}, "who?\nsame man"),
        Record("actor", "a-000003", {"mention": (_at("Libya"),)}, {"entity": "cameo:LBY"}, flag=True),
        Record("actor", "a-000004", {"mention": (_at("Haftar"),)}, {"kind": "other"}, "=SUM(1)"),
        Record(
            "claim",
            "c-000001",
            {"cue": (_at("said"),), "content": (_at("We will 👍🏽 win,"), _at("soon."))},
            {"source": "a-000001", "issue": "war", "certainty": "hedged"},
            origin="crf@0.91",
        ),
        Record("claim", "c-000002", {"content": (_at("that Libya\u2028is calm"),)}, {"source": "author"}),
        Record(
            "stance", "s-000001", {}, {"holder": "a-000002", "target": "c-000001", "polarity": "oppose"}, "plain note"
        ),
        Record("stance", "s-000002", {}, {"holder": "entity:haftar", "target": "issue:oil", "polarity": "mixed"}),
        Record(
            "event",
            "e-000001",
            {"words": (_at("win"), _at("calm"))},
            {
                "participants": ("a-000001", "a-000003"),
                "victims": -3,
                "remark": "two\nlines",
                "severity": "low",
                "topics": ("war", "aid"),
            },
            decision=Decision(("a/e-1", "b/e-2"), "union", "longer", "2026-01-02", "f" * 8),
        ),
    )
    header = Header("libya", article.sha256, "coder", "done")
    return Document(article, (Annotations(header, {record.id: record for record in records}),))


def made(name: str) -> dict[str, bytes]:
    """The files of one format by their path under ``golden``."""
    write = exchange_format(name).write
    assert write is not None
    given = write([document()], Surroundings(CODEBOOK, CATALOGUE))
    return {f"{name}/{one.name}": one.data for one in given if isinstance(one, File)}


def main() -> int:
    """Write every file anew."""
    for name in FORMATS:
        for path, data in made(name).items():
            target = FOLDER / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    sys.stdout.write(f"{FOLDER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
