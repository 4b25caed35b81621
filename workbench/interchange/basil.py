"""BASIL (Fan and others 2019): phrases that slant an article, with target, polarity and who speaks.

``articles/…/X.json`` holds the sentences by paragraph, ``annotations/…/X_ann.json`` the phrases; offsets count code points
of one sentence. A phrase is the evidence of a stance: its holder is the speaker, or the author where nobody is quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from workbench.core.annotation import AUTHOR, Annotations, Fragment, Header, Record, Value
from workbench.core.article import Article, Metadata
from workbench.core.codebook import Slot
from workbench.core.entity import Entity
from workbench.core.errors import FileError, Problem
from workbench.core.span import Span
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.json_files import one_line, parsed
from workbench.interchange.naming import made_article, steady_id
from workbench.interchange.ours import entity_id, needed

_POLARITY = {"pos": "support", "neg": "oppose", "neu": "neutral"}
_UNNAMED = ("other_anti", "other_pro", "other_neutral")

_MORE = (
    Slot("bias", "attribute", title="Bias", values=("lex", "inf"), help="By the words chosen, or by what is told."),
    Slot(
        "aim",
        "attribute",
        title="Aim",
        values=("dir", "ind_anti", "ind_pro", "ind_general"),
        help="At the target itself, or at its opponent or ally.",
    ),
    Slot("speaker", "attribute", title="Speaker", values=_UNNAMED, help="Who is quoted, where it is nobody of note."),
    Slot(
        "indirect_target", "reference", title="Indirect target", to=("entity",), help="The opponent or ally aimed at."
    ),
    Slot("indirect_polarity", "attribute", title="Indirect polarity", values=("pos", "neg", "neu")),
    Slot("quoted", "attribute", title="Quoted", values=("yes", "no"), help="Whether the phrase stands in a quotation."),
)


class _Article(msgspec.Struct, frozen=True, rename={"paragraphs": "body-paragraphs"}):
    title: str
    paragraphs: list[list[str]]
    url: str = ""
    date: str = ""
    source: str = ""


class _Phrase(
    msgspec.Struct,
    frozen=True,
    rename={"indirect_polarity": "indirect-ally-opponent-sentiment", "indirect_target": "indirect-target-name"},
):
    id: str
    start: int
    end: int
    txt: str
    target: str
    polarity: str
    speaker: str = ""
    bias: str = ""
    aim: str = ""
    quote: str = ""
    notes: str = ""
    indirect_polarity: str = ""
    indirect_target: str = ""


class _Coded(msgspec.Struct, frozen=True, rename={"phrases": "phrase-level-annotations"}):
    phrases: list[_Phrase]


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """A document for every annotated article."""
    texts = {PurePosixPath(name).name: name for name in source.files if not name.endswith("_ann.json")}
    names = [name for name in source.files if name.endswith("_ann.json")]
    if not names:
        yield Problem(source.name, "holds no file that ends in _ann.json, as BASIL's annotations do")
        return
    yield needed("stance", ("holder", "target", "polarity", "evidence"), _MORE)
    for name in names:
        text = texts.get(PurePosixPath(name).name.replace("_ann.json", ".json"))
        if text is None:
            yield Problem(name, "there is no article with its name")
            continue
        try:
            yield from _document(source, name, text)
        except FileError as error:
            yield error.problem


def _document(source: Source, name: str, text_name: str) -> Iterator[Brought]:
    found = parsed(source.files[text_name](), _Article, text_name)
    data = source.files[name]()
    coded = parsed(data, _Coded, name)
    text, places = _text(found)
    meta = Metadata(found.title, found.source, found.url, "", found.date, "en")
    article = made_article(PurePosixPath(text_name).stem, text, meta)
    records: dict[str, Record] = {}
    for number, phrase in enumerate(coded.phrases):
        place = places.get(phrase.id)
        span = Span(place.start + phrase.start, place.start + phrase.end) if place else Span(0, 0)
        if article.quote(span) != phrase.txt or not phrase.txt:
            what = f"“{phrase.txt}” does not stand at {phrase.start}–{phrase.end} of {phrase.id}"
            yield Problem(name, what, key=f"phrase-level-annotations[{number}]")
            continue
        record_id = steady_id("s", f"{phrase.id} {number}", records)
        records[record_id] = _stance(record_id, phrase, article, span)
        for named in (phrase.target, phrase.speaker, phrase.indirect_target):
            if named and named not in _UNNAMED:
                yield Entity(entity_id(named), named.replace("_", " "))
    rest = parsed(data, dict[str, object], name)
    rest.pop("phrase-level-annotations", None)
    states = (Annotations(Header(article.id, article.sha256, ""), records),)
    yield Document(article, states, (one_line({"file": name, **rest}),))
    yield Loss(article.id, "", "article-level-annotations", "of the whole article; kept in foreign/basil", "article")


def _text(found: _Article) -> tuple[str, dict[str, Span]]:
    """The article with its title, and the place of every sentence by the id that phrases name it by."""
    places = {"title": Span(0, len(found.title))}
    text = f"{found.title}\n"
    number = 0
    for paragraph in found.paragraphs:
        text += "\n"
        for at, sentence in enumerate(paragraph):
            text += " " if at else ""
            places[f"p{number}"] = Span(len(text), len(text) + len(sentence))
            text += sentence
            number += 1
        text += "\n"
    return text, places


def _stance(record_id: str, phrase: _Phrase, article: Article, span: Span) -> Record:
    named = phrase.speaker and phrase.speaker not in _UNNAMED
    holder = f"entity:{entity_id(phrase.speaker)}" if named else "" if phrase.speaker else AUTHOR
    values: dict[str, Value] = {
        "holder": holder,
        "target": f"entity:{entity_id(phrase.target)}" if phrase.target else "",
        "polarity": _POLARITY.get(phrase.polarity, "unclear"),
        "bias": phrase.bias,
        "aim": phrase.aim,
        "speaker": "" if named else phrase.speaker,
        "indirect_target": f"entity:{entity_id(phrase.indirect_target)}" if phrase.indirect_target else "",
        "indirect_polarity": phrase.indirect_polarity,
        "quoted": phrase.quote,
    }
    evidence = (Fragment(span.start, span.end, article.quote(span)),)
    kept = {key: value for key, value in values.items() if value}
    return Record("stance", record_id, {"evidence": evidence}, kept, phrase.notes)


EXCHANGE = ExchangeFormat(
    "basil",
    "BASIL phrases",
    (".json",),
    read,
    keeps="span, holder, target, polarity, kind of bias, aim; entities",
    loses={"article": "feelings towards entities and stance of whole articles (kept in foreign/)"},
)
