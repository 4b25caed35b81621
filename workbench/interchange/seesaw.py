"""SEESAW (Zhang and others 2022): who is for or against whom in a sentence, by names, of several annotators.

``articles/X.json`` holds the sentences, ``annotations/X.json`` the entities and, by the number of the sentence, the stances.
A sentence is a line of the article and the evidence of its stances; a topic or an event that never takes a stance itself
becomes an issue. A stance without a holder of the list has none here, and a note says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from workbench.core.annotation import Annotations, Fragment, Header, Record, Value
from workbench.core.article import Article, Metadata
from workbench.core.codebook import Issue
from workbench.core.entity import Entity
from workbench.core.errors import FileError, Problem
from workbench.core.span import Span
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.json_files import one_line, parsed
from workbench.interchange.naming import made_article, steady_id
from workbench.interchange.ours import entity_id, needed

_POLARITY = {"POS": "support", "NEG": "oppose", "NEU": "neutral"}
_KINDS = {"People": "person", "Organization": "organization", "GPE": "state"}
_TOPICS = frozenset(("Topic", "Event"))
_NOBODY = frozenset(("None", "Not in the list"))


class _Sentence(msgspec.Struct, frozen=True):
    id: int
    text: str


class _Article(msgspec.Struct, frozen=True):
    title: str
    text: list[_Sentence]


class _Stance(msgspec.Struct, frozen=True):
    subject: str
    sentiment: str
    object: str
    annotators: list[str]
    id: int = 0


class _Coded(msgspec.Struct, frozen=True, rename={"entities": "entity lists", "stances": "sentence-level stances"}):
    entities: list[tuple[str, list[str], list[str], list[str]]]
    stances: dict[str, list[_Stance]]


@dataclass(frozen=True, slots=True)
class _Pair:
    name: str
    article: _Article
    coded: _Coded
    rest: str


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """A document for every annotated article, with the annotations of each annotator."""
    pairs: list[_Pair] = []
    broken = False
    for name in source.files:
        if name.endswith(".json") and "annotations" in PurePosixPath(name).parts:
            try:
                pairs.append(_pair(source, name))
            except FileError as error:
                yield error.problem
                broken = True
    if not pairs and not broken:
        yield Problem(source.name, "holds no folder “annotations” with SEESAW's JSON files in it")
    if not pairs:
        return
    yield needed("stance", ("holder", "target", "polarity", "evidence"))
    names = _Names(pairs)
    yield from names.brought()
    for pair in pairs:
        yield from _document(pair, names)


def _pair(source: Source, name: str) -> _Pair:
    beside = "articles".join(name.rsplit("annotations", 1))
    if beside not in source.files:
        raise FileError(name, f"there is no “{beside}” with its text")
    data = source.files[name]()
    coded = parsed(data, _Coded, name)
    rest = parsed(data, dict[str, object], name)
    for key in ("title", "sentence-level stances"):
        rest.pop(key, None)
    return _Pair(PurePosixPath(name).stem, parsed(source.files[beside](), _Article, beside), coded, one_line(rest))


class _Names:
    """What the names of a whole import stand for: entities, or issues."""

    def __init__(self, pairs: Iterable[_Pair]) -> None:
        kinds: dict[str, Counter[str]] = {}
        subjects: set[str] = set()
        for pair in pairs:
            for name, types, _, _ in pair.coded.entities:
                kinds.setdefault(name, Counter()).update(types)
            for stance in (one for row in pair.coded.stances.values() for one in row):
                subjects.add(stance.subject)
                for name in (stance.subject, stance.object):
                    kinds.setdefault(name, Counter())
        self._entities: dict[str, Entity] = {}
        self._issues: dict[str, Issue] = {}
        for name, found in kinds.items():
            if name in _NOBODY:
                continue
            if found and set(found) <= _TOPICS and name not in subjects:
                self._issues[name] = Issue(entity_id(name), name)
            else:
                kind = _KINDS.get(found.most_common(1)[0][0], "other") if found else "other"
                self._entities[name] = Entity(entity_id(name), name, kind)

    def brought(self) -> Iterator[Brought]:
        """All of them."""
        yield from self._entities.values()
        yield from self._issues.values()

    def reference(self, name: str) -> str:
        """What a reference slot holds for a name; empty for nobody of the list."""
        if name in self._issues:
            return f"issue:{self._issues[name].id}"
        return f"entity:{self._entities[name].id}" if name in self._entities else ""


def _document(pair: _Pair, names: _Names) -> Iterator[Brought]:
    lines = [pair.article.title, "", *(sentence.text for sentence in pair.article.text)]
    article = made_article(pair.name, "\n".join(lines) + "\n", Metadata(title=pair.article.title, language="en"))
    places: dict[str, Span] = {}
    at = len(pair.article.title) + 2
    for sentence in pair.article.text:
        places[str(sentence.id)] = Span(at, at + len(sentence.text))
        at += len(sentence.text) + 1
    records: dict[str, dict[str, Record]] = {
        annotator: {} for _, _, _, coders in pair.coded.entities for annotator in coders
    }
    for number, stances in pair.coded.stances.items():
        if number not in places:
            yield Problem(pair.name, f"there is no sentence {number} in the article", key="sentence-level stances")
            continue
        for at, stance in enumerate(stances):
            for annotator in stance.annotators:
                mine = records.setdefault(annotator, {})
                record_id = steady_id("s", f"{annotator} {number} {at}", mine)
                mine[record_id] = _stance(record_id, stance, names, article, places[number])
    states = tuple(
        Annotations(Header(article.id, article.sha256, annotator), found) for annotator, found in records.items()
    )
    yield Document(article, states, (pair.rest,))
    what = "of the whole article; kept in foreign/seesaw"
    yield Loss(article.id, "", "entity sentiments, entity ideologies, article ideology", what, "article")


def _stance(record_id: str, stance: _Stance, names: _Names, article: Article, place: Span) -> Record:
    polarity = _POLARITY.get(stance.sentiment, "unclear")
    values: Mapping[str, Value] = {
        "holder": names.reference(stance.subject),
        "target": names.reference(stance.object),
        "polarity": polarity,
    }
    notes = [
        f"{slot}: {name}"
        for slot, name in (("subject", stance.subject), ("object", stance.object))
        if not names.reference(name)
    ]
    evidence = (Fragment(place.start, place.end, article.quote(place)),)
    kept = {key: value for key, value in values.items() if value}
    return Record("stance", record_id, {"evidence": evidence}, kept, "; ".join(notes))


EXCHANGE = ExchangeFormat(
    "seesaw",
    "SEESAW stances",
    (".json",),
    read,
    keeps="holder, target, polarity, the sentence as evidence, every annotator; entities and issues",
    loses={"article": "sentiment and ideology of whole articles and entities, salience (kept in foreign/)"},
)
