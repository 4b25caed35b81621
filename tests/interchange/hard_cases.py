"""Documents that are hard to exchange, and what the tests of the formats share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected, Value
from workbench.core.article import Article, Metadata
from workbench.core.check import Surroundings as Checking
from workbench.core.check import annotation_problems
from workbench.core.codebook import Codebook, Issue, Layer
from workbench.core.entity import Affiliation, Catalogue, Entity
from workbench.core.errors import Problem
from workbench.interchange.exchange import (
    Brought,
    Document,
    ExchangeFormat,
    File,
    Loss,
    Options,
    Source,
    Surroundings,
)
from workbench.interchange.naming import made_article
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures"

PIECES = (
    "Haftar", " ", " ", "said", ".", "\r\n", "\n", "\n\n", "\t", "  ", "0", "😀", "👨‍👩‍👧", "العربية", "שלום",
    "é", "é", "中文", "\u2028",
    "_", "*",
    "|", "[1]", ";", "\\", "->", "<a&b>", '"', "'", "\ufeff", "\x85", "1,000.5", "U.S.", "#Text=", "\x0c", "\u200f",
)  # fmt: skip


def codebook() -> Codebook:
    """The shipped codebook with two issues."""
    shipped = read_codebook(default_codebook(), "codebook.toml")
    issues = (Issue("policy", "Policy"), Issue("libya", "Libya", parent="policy"))
    return Codebook(shipped.version, shipped.title, shipped.layers, issues)


CATALOGUE = Catalogue.of(
    [
        Entity("haftar", "Khalifa Haftar", "person", ("Haftar",), affiliations=(Affiliation("cameo:LBY", "general"),)),
        Entity("cameo:LBY", "Libya", "state", wikidata="Q1016"),
    ]
)

AROUND = Surroundings(codebook(), CATALOGUE)
EMPTY = Surroundings(codebook())


def fixtures(*parts: str) -> Path:
    """A folder of the fixtures; the test is skipped where they are absent."""
    path = FIXTURES.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the fixtures are not here: {path}")
    return path


def source(files: Mapping[str, bytes]) -> Source:
    return Source("test", {name: (lambda data=data: data) for name, data in files.items()})


def of_path(path: Path) -> Source:
    return source({path.name: path.read_bytes()})


def brought(form: ExchangeFormat, files: Source, around: Surroundings = AROUND) -> list[Brought]:
    assert form.read is not None
    return list(form.read(files, around))


def documents_of(found: Iterable[object]) -> list[Document]:
    return [one for one in found if isinstance(one, Document)]


def problems_of(found: Iterable[object]) -> list[Problem]:
    return [one for one in found if isinstance(one, Problem)]


def losses_of(found: Iterable[object]) -> list[Loss]:
    return [one for one in found if isinstance(one, Loss)]


def written(
    form: ExchangeFormat, documents: Iterable[Document], around: Surroundings = AROUND
) -> tuple[dict[str, bytes], list[Loss]]:
    assert form.write is not None
    given = list(form.write(documents, around))
    return {one.name: one.data for one in given if isinstance(one, File)}, losses_of(given)


def bare(document: Document) -> Document:
    """The document without what reading does not promise: foreign lines, and where the article's file lies."""
    return replace(document, foreign=(), article=replace(document.article, path=""))


def plain(document: Document) -> tuple[object, ...]:
    """A document as values that can be compared (a text compares by identity)."""
    article = document.article
    return (article.id, str(article.text), article.sha256, article.meta, document.annotations)


def joined(documents: Iterable[Document]) -> list[Document]:
    """The documents of one article as one, as the import joins them."""
    found: dict[str, Document] = {}
    for one in documents:
        old = found.get(one.article.id)
        found[one.article.id] = replace(one, annotations=(*old.annotations, *one.annotations)) if old else one
    return list(found.values())


def unsound(found: Iterable[Brought], around: Surroundings = AROUND) -> list[str]:
    """What the project's own check would say of the records that were brought in."""
    things = list(found)
    layers = {layer.name: layer for layer in around.codebook.layers}
    layers.update({layer.name: layer for layer in things if isinstance(layer, Layer)})
    issues = (*around.codebook.issues, *(one for one in things if isinstance(one, Issue)))
    book = Codebook(1, "", tuple(layers.values()), tuple({one.id: one for one in issues}.values()))
    entities = {*around.catalogue.entities, *(one.id for one in things if isinstance(one, Entity))}
    said: list[str] = []
    for document in documents_of(things):
        checking = Checking(book, document.article.text, document.article.sha256, "x", entities.__contains__)
        for state in document.annotations:
            said.extend(str(problem) for problem in annotation_problems(state, checking))
    return said


def with_layers(found: Iterable[Brought]) -> Surroundings:
    """The surroundings once the layers that were brought are in the codebook."""
    layers = {layer.name: layer for layer in AROUND.codebook.layers}
    layers.update({one.name: one for one in found if isinstance(one, Layer)})
    book = Codebook(1, "", tuple(layers.values()), AROUND.codebook.issues)
    return replace(AROUND, codebook=book)


def with_options(**said: object) -> Surroundings:
    return replace(AROUND, options=Options(**said))  # type: ignore[arg-type]


def made(article_id: str = "news/day one") -> Document:
    """One document with everything at once: nested, discontinuous, overlapping, emoji, right-to-left, CRLF."""
    text = "😀 Haftar and العربية said\r\nthat — he told — Serraj 👨‍👩‍👧 must go; “yes”, says\u2028Bob.\n"
    article = made_article(article_id, text, Metadata("A title", "src", "https://x.org/a", "A", "2026-01-02", "en"))

    def at(*words: str) -> tuple[Fragment, ...]:
        return tuple(Fragment(text.index(one), text.index(one) + len(one), one) for one in words)

    records = [
        Record("actor", "a-000001", {"mention": at("Haftar")}, {"entity": "haftar"}, note="see | p. 3"),
        Record("actor", "a-000002", {"mention": at("العربية")}, {"kind": "media"}, origin="crf@0.91"),
        Record("actor", "a-000003", {"mention": at("Serraj 👨‍👩‍👧")}, {"kind": "person"}, flag=True),
        Record("claim", "c-000001", {"cue": at("said"), "content": at("that", "Serraj 👨‍👩‍👧 must go")}, {"source": "a-000001"}),
        Record("claim", "c-000002", {"cue": at("told"), "content": at("Serraj 👨‍👩‍👧 must")},
               {"source": "author", "kind": "demand"}),
        Record("stance", "s-000001", {"evidence": at("must go; “yes”")},
               {"holder": "a-000001", "target": "a-000003", "polarity": "oppose"}),
        Record("stance", "s-000002", {}, {"holder": "entity:cameo:LBY", "target": "issue:libya", "polarity": "mixed"}),
    ]  # fmt: skip
    head = Header(article_id, article.sha256, "coder-a", "done", 2, (Refused("actor", 0, 1, "😀", "haftar"),))
    other = Header(article_id, article.sha256, "coder-b")
    return Document(article, (Annotations(head, {one.id: one for one in records}), Annotations(other, {})))


_ID = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=6)
_NOTE = st.sampled_from(["", "", "see p. 3", "line\nbreak | ; \\ _ * 😀", "_", "*", " padded "])


@st.composite
def fragments(draw: st.DrawFn, text: str, most: int = 3) -> tuple[Fragment, ...]:
    points = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=2 * most)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return tuple(Fragment(start, end, text[start:end]) for start, end in pairs)


@st.composite
def states(draw: st.DrawFn, article: Article, annotator: str) -> Annotations:
    text, records = str(article.text), dict[str, Record]()
    head = Header(
        article.id,
        article.sha256,
        annotator,
        draw(st.sampled_from(["open", "done"])),
        draw(st.integers(1, 3)),
        draw(st.sampled_from([(), (Refused("actor", 0, 1, text[:1], "haftar"),)])),
        draw(st.sampled_from([(), (Rejected(("coder-a/a-000000",), "neither", "2026-01-02", "ab"),)])),
    )
    ids = iter(draw(st.lists(_ID, min_size=8, max_size=8, unique=True)))
    extra = st.fixed_dictionaries(
        {"note": _NOTE, "flag": st.booleans(), "origin": st.sampled_from(["", "crf@0.91"])},
        optional={
            "decision": st.just(Decision(("coder-a/a-1", "coder-b/a-2"), "take", "why\tnot", "2026-01-02", "f0"))
        },
    )

    def add(layer: str, prefix: str, parts: Mapping[str, tuple[Fragment, ...]], values: Mapping[str, Value]) -> str:
        made = f"{prefix}-{next(ids)}"
        records[made] = Record(layer, made, {k: v for k, v in parts.items() if v}, values, **draw(extra))
        return made

    def some(**choices: list[Value]) -> dict[str, Value]:
        found = {name: draw(st.sampled_from([*values, ""])) for name, values in choices.items()}
        return {name: value for name, value in found.items() if value != ""}

    maybe = fragments(text) | st.just(())
    actors: list[Value] = []
    for _ in range(draw(st.integers(0, 3))):
        values = some(entity=["haftar", "cameo:LBY", "nil"], kind=["person", "armed-group"])
        actors.append(add("actor", "a", {"mention": draw(fragments(text, 2))}, values))
    ends = [*actors, "author", "entity:cameo:LBY"]
    claims: list[Value] = []
    for _ in range(draw(st.integers(0, 2))):
        parts = {"cue": draw(maybe), "content": draw(fragments(text))}
        values = some(source=ends, issue=["libya"], kind=["demand"], certainty=["asserted"])
        claims.append(add("claim", "c", parts, values))
    for _ in range(draw(st.integers(0, 2))):
        holder, target = draw(st.sampled_from(ends)), draw(st.sampled_from([*actors, *claims, "issue:libya"]))
        values = {"holder": holder, "target": target, "polarity": draw(st.sampled_from(["support", "mixed"]))}
        add("stance", "s", {"evidence": draw(maybe)}, values)
    return Annotations(head, records)


@st.composite
def documents(draw: st.DrawFn, number: int = 0) -> Document:
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)))
    full = Metadata("Ti\ttle", "src", "https://x.org/a", "A", "2026-01-02", "ar", "dev")
    meta = draw(st.sampled_from([Metadata(), full]))
    article = made_article(draw(st.sampled_from(["a", "news/day one"])) + str(number), text, meta)
    people = draw(st.sampled_from([("coder-a",), ("coder-a", "coder-b"), ("gold",)]))
    return Document(article, tuple(draw(states(article, one)) for one in people))


projects = st.integers(1, 2).flatmap(lambda count: st.tuples(*(documents(number) for number in range(count))))
