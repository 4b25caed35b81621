"""Quotations in German Wikinews (Petersen-Frey and Biemann 2024): speaker, cue, quotation, addressee, frame.

One JSON file an article; offsets are code points of its text. A quotation is a claim, its speaker an actor. The folder of the
file (``train``, ``dev``, ``test``) is the part of the division that the article belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import msgspec

from workbench.core.annotation import Annotations, Header, Record, Value
from workbench.core.article import Article, Metadata
from workbench.core.codebook import Slot
from workbench.core.errors import FileError, Problem
from workbench.core.span import Span
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.fragments import quoted
from workbench.interchange.json_files import one_line, parsed
from workbench.interchange.naming import made_article, part_of_path, steady_id
from workbench.interchange.ours import needed

_TITLE = re.compile(r"(?:\d+ - )?(.*?)(?: \((\d{4}-\d\d-\d\d)\))?")

_MORE = (
    Slot("frame", "part", title="Frame", help="The words around the quotation that report it."),
    Slot("addressee", "part", title="Addressee", help="Who is spoken to."),
    Slot(
        "speech",
        "attribute",
        title="Speech",
        values=("Direct", "Indirect", "FreeIndirect", "IndirectFreeIndirect", "Reported"),
    ),
    Slot("medium", "attribute", title="Medium", values=("Speech", "Writing", "Thought", "ST", "SW", "TW", "none")),
)


class _Place(msgspec.Struct, frozen=True, rename="camel"):
    char_begin: int
    char_end: int


class _Spans(msgspec.Struct, frozen=True):
    spans: list[_Place] = []


class _Quotation(msgspec.Struct, frozen=True, rename="camel"):
    id: int
    quote: _Spans
    speaker: _Spans
    cue: _Spans
    frame: _Spans
    addressee: _Spans
    type: str = ""
    medium: str = ""
    is_nested: bool = False
    has_nested: bool = False


class _File(msgspec.Struct, frozen=True, rename="camel"):
    annotations: list[_Quotation]
    document_name: str
    original_text: str


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """A document for every file."""
    names = [name for name in source.files if name.endswith(".json")]
    if not names:
        yield Problem(source.name, "holds no JSON file")
        return
    yield needed("actor", ("mention",))
    yield needed("claim", ("source", "cue", "content", "quotation"), _MORE)
    for name in names:
        try:
            yield from _document(parsed(source.files[name](), _File, name), name, part_of_path(source.name, name))
        except FileError as error:
            yield error.problem


def _document(file: _File, name: str, part: str) -> Iterator[Brought]:
    article_id = PurePosixPath(name).name.removesuffix(".json").removesuffix(".pretty")
    found = _TITLE.fullmatch(file.document_name)
    title, date = (found[1], found[2]) if found else (file.document_name, "")
    meta = Metadata(title, date=date or "", language="de", split=part)
    article = made_article(article_id, file.original_text, meta)
    records: dict[str, Record] = {}
    speakers: dict[tuple[Span, ...], str] = {}
    for number, quotation in enumerate(file.annotations):
        key = f"annotations[{number}]"
        try:
            record = _add(quotation, article, records, speakers)
            for part, given in _parts(quotation):
                if len(record.parts.get(part, ())) != len(given.spans):
                    what = "pieces that overlap became one"
                    yield Loss(article_id, record.id, part, what, "overlap")
        except ValueError as error:
            yield Problem(name, str(error), key=key)
    nesting = [
        one_line({"id": one.id, "isNested": one.is_nested, "hasNested": one.has_nested}) for one in file.annotations
    ]
    state = Annotations(Header(article_id, article.sha256, ""), records)
    yield Document(article, (state,), tuple(nesting))


def _add(
    quotation: _Quotation, article: Article, records: dict[str, Record], speakers: dict[tuple[Span, ...], str]
) -> Record:
    """The claim of a quotation and the actor of its speaker. Raises ValueError where a place is none."""
    speaker = _places(quotation.speaker.spans, article)
    values: dict[str, Value] = {"quotation": "direct" if quotation.type == "Direct" else "indirect"}
    values |= {key: value for key, value in (("speech", quotation.type), ("medium", quotation.medium)) if value}
    if speaker:
        if speaker not in speakers:
            actor_id = steady_id("a", f"speaker {quotation.id}", records)
            records[actor_id] = Record("actor", actor_id, {"mention": quoted(speaker, str(article.text))})
            speakers[speaker] = actor_id
        values["source"] = speakers[speaker]
    parts = {
        name: quoted(places, str(article.text))
        for name, found in _parts(quotation)
        if (places := _places(found.spans, article))
    }
    record_id = steady_id("c", f"quotation {quotation.id}", records)
    records[record_id] = Record("claim", record_id, parts, values)
    return records[record_id]


def _parts(quotation: _Quotation) -> tuple[tuple[str, _Spans], ...]:
    return (
        ("cue", quotation.cue),
        ("content", quotation.quote),
        ("frame", quotation.frame),
        ("addressee", quotation.addressee),
    )


def _places(spans: Iterable[_Place], article: Article) -> tuple[Span, ...]:
    places = sorted(Span(one.char_begin, one.char_end) for one in spans)
    for span in places:
        if span.start < 0 or span.empty or span.end > len(article.text):
            raise ValueError(f"{span.start}–{span.end} is no place in the text, which ends at {len(article.text)}")
    return tuple(places)


EXCHANGE = ExchangeFormat(
    "wikinews-quotes",
    "German Wikinews quotations",
    (".json",),
    read,
    keeps="speaker, cue, content, frame, addressee (discontinuous too), type of speech, medium",
    loses={"overlap": "pieces of one part that overlap become one"},
)
