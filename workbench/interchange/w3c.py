"""W3C Web Annotations (JSON-LD): a page of annotations for each article, its text beside it.

Model: https://www.w3.org/TR/annotation-model/. A record is an annotation; each of its fragments is a target with a
TextPositionSelector (code points) and a TextQuoteSelector. What the model has no words for stands as JSON in the body of one more
annotation, on the article as a whole, and comes home from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from workbench.core.article import Article, Metadata, decode
from workbench.core.errors import FileError
from workbench.interchange.carried import Carried, read_carried
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.gathering import Gathering
from workbench.interchange.json_files import one_line
from workbench.interchange.json_reading import json_value, listed, shaped
from workbench.interchange.marks import Mark
from workbench.interchange.naming import made_article
from workbench.interchange.w3c_pages import OURS, write
from workbench.interchange.w3c_selectors import Selector, place

_TEXTS = (".txt", ".text", ".md")


class _Target(msgspec.Struct, frozen=True):
    source: str | dict[str, object] = ""
    selector: Selector | list[Selector] | str | None = None
    id: str = ""

    @property
    def iri(self) -> str:
        """The resource that is meant."""
        named = self.source.get("id", "") if isinstance(self.source, dict) else self.source
        return str(named) or self.id

    @property
    def selectors(self) -> list[Selector]:
        """How the place is described, each way alone enough."""
        found = self.selector if isinstance(self.selector, list) else [self.selector]
        return [one for one in found if isinstance(one, Selector)]


class _Body(msgspec.Struct, frozen=True):
    value: str = ""
    purpose: str | list[str] = ""
    format: str | list[str] = ""


class _Annotation(msgspec.Struct, frozen=True):
    target: _Target | str | list[_Target | str] = []
    body: object = None
    bodyValue: str = ""  # noqa: N815 (the model's own name)
    creator: object = None
    motivation: str | list[str] = ""


@dataclass(slots=True)
class _Page:
    """What the annotations of one person say of one article."""

    carried: Carried | None = None
    marks: list[Mark] = field(default_factory=list)
    said: dict[int, dict[str, str]] = field(default_factory=dict)
    rows: dict[int, dict[str, object]] = field(default_factory=dict)


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """The articles whose text lies beside the annotations; an annotation of something else is named and left out."""
    gathering = Gathering(around)
    reading = _Reading(source)
    broken = False
    for name, load in source.files.items():
        if PurePosixPath(name).suffix.lower() in _TEXTS:
            continue
        try:
            for where, row in _annotations(load(), name):
                yield from reading.annotation(row, where, name)
        except FileError as error:
            yield error.problem
            broken = True
    if not broken:
        found = [_document(article, pages, gathering) for article, pages in reading.found.values()]
        yield from gathering.needed()
        yield from found


def _annotations(data: bytes, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The annotations of a page, a collection, a list, or the one that the file is; with their lines."""
    value = json_value(data, where)
    if isinstance(value, dict) and isinstance(value.get("first"), dict):
        for number, item in enumerate(value["first"].get("items", [])):
            yield f"{where}: items[{number}]", shaped(item, dict[str, object], where, "items")
    elif isinstance(value, dict) and isinstance(value.get("items"), list):
        raws = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=dict[str, msgspec.Raw])["items"]
        yield from listed(data, value["items"], msgspec.json.decode(raws, type=list[msgspec.Raw]), where)
    elif isinstance(value, list):
        raws = msgspec.Raw(data.removeprefix(b"\xef\xbb\xbf"))
        yield from listed(data, value, msgspec.json.decode(raws, type=list[msgspec.Raw]), where)
    elif isinstance(value, dict):
        yield f"{where}: line 1", value
    else:
        raise FileError(where, "holds no annotations")


class _Reading:
    """The annotations of an import, by article and annotator."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.found: dict[str, tuple[Article, dict[str, _Page]]] = {}
        self._named: dict[str, str] = {}
        for name in source.files:
            if PurePosixPath(name).suffix.lower() in _TEXTS:
                self._named.setdefault(PurePosixPath(name).name, name)

    def annotation(self, row: dict[str, object], where: str, name: str) -> Iterator[Loss]:
        """Takes the targets of one annotation; says which have no place here."""
        one = shaped(row, _Annotation, where)
        targets = one.target if isinstance(one.target, list) else [one.target]
        if not targets:
            yield Loss("", str(row.get("id", "")), "target", "has no annotation with a target in this file", "texts")
        for number, target in enumerate(targets):
            whole = _Target(source=target) if isinstance(target, str) else target
            article = self._article(whole.iri, name)
            if article is None:
                what = f"the text of “{whole.iri}” does not lie beside the annotations"
                yield Loss("", str(row.get("id", "")), f"target[{number}]", what, "texts")
                continue
            page = self.found[article][1].setdefault(self._who(one, row, whole), _Page())
            if block := _carried(one, where):
                self._ours(article, block, page)
                continue
            if not whole.selectors:
                if not _is_ours(row):
                    what = "is on the whole article, where ours has no records"
                    yield Loss(article, str(row.get("id", "")), f"target[{number}]", what, "places")
                continue
            yield from self._mark(article, one, row, whole, number, where, page)

    def _mark(
        self,
        article: str,
        one: _Annotation,
        row: dict[str, object],
        target: _Target,
        number: int,
        where: str,
        page: _Page,
    ) -> Iterator[Loss]:
        text = str(self.found[article][0].text)
        found = place(text, target.selectors, where, f"target[{number}]")
        if found is None:
            what = "the words are not in the text, or the selector is of a kind that finds no words"
            yield Loss(article, str(row.get("id", "")), f"target[{number}]", what, "places")
            return
        ours = target.id.startswith(OURS)
        comment = "" if ours else one.bodyValue or _comment(one.body)
        if comment:
            page.said[len(page.marks)] = {"comment": comment}
        if not _is_ours(row) and number == 0:
            page.rows[len(page.marks)] = row
        page.marks.append(Mark(*found, _tag(one.body), unquote(target.id.rpartition("#")[2])))

    def _ours(self, article: str, block: Carried, page: _Page) -> None:
        old, pages = self.found[article]
        page.carried = block
        self.found[article] = (made_article(block.article, str(old.text), block.meta), pages)

    def _who(self, one: _Annotation, row: Mapping[str, object], target: _Target) -> str:
        for iri in (target.id, str(row.get("id", ""))):
            if iri.startswith(OURS) and iri.count(":") > 2:
                return unquote(iri.split(":")[3])
        creator = one.creator[0] if isinstance(one.creator, list) and one.creator else one.creator
        if isinstance(creator, dict):
            creator = next((creator[key] for key in ("nickname", "name", "id") if creator.get(key)), "")
        return str(creator or "")

    def _article(self, iri: str, name: str) -> str | None:
        """The name of the text file that an IRI means; None where there is none."""
        path = unquote(urlsplit(iri).path)
        beside = str(PurePosixPath(name).parent / path)
        choices = (beside, path, self._named.get(PurePosixPath(path).name, ""))
        wanted = next((one for one in choices if one in self._source.files), None)
        if wanted is None or PurePosixPath(wanted).suffix.lower() not in _TEXTS:
            return None
        if wanted not in self.found:
            text = decode(self._source.files[wanted](), wanted)
            self.found[wanted] = (made_article(str(PurePosixPath(wanted).with_suffix("")), text, Metadata()), {})
        return wanted


def _is_ours(row: Mapping[str, object]) -> bool:
    return str(row.get("id", "")).startswith(OURS)


def _bodies(body: object) -> list[_Body]:
    found = []
    for one in body if isinstance(body, list) else [body]:
        try:
            found.append(msgspec.convert(one, _Body))
        except msgspec.ValidationError:
            continue
    return found


def _carried(one: _Annotation, where: str) -> Carried | None:
    for body in _bodies(one.body):
        if body.format == "application/json" and body.value.startswith('{"article":'):
            return read_carried(json_value(body.value.encode(), where), where)
    return None


def _tag(body: object) -> str:
    tags = (one.value for one in _bodies(body) if one.purpose in ("tagging", "classifying") and one.value)
    return next(tags, "")


def _comment(body: object) -> str:
    if isinstance(body, str):
        return body
    return "\n".join(one.value for one in _bodies(body) if one.value and one.purpose not in ("tagging", "classifying"))


def _document(article: Article, pages: Mapping[str, _Page], gathering: Gathering) -> Document:
    states, foreign = [], []
    for who, page in pages.items():
        if not page.carried and not page.marks:
            continue
        written = {mark.key: mark.label for mark in page.carried.drawing.marks} if page.carried else {}
        marks = [replace(mark, label=written.get(mark.key, mark.label)) for mark in page.marks]
        made = gathering.gathered(article, marks, None, page.carried, who, page.said)
        states.append(made.state)
        rows = {made.marks[number]: row for number, row in page.rows.items()}
        if rows:
            foreign.append(one_line({"annotator": who, "annotations": rows}))
    return Document(article, tuple(states), tuple(foreign))


EXCHANGE = ExchangeFormat(
    "w3c",
    "W3C Web Annotation (JSON-LD)",
    (".jsonld", ".json"),
    read,
    write,
    reads=(".jsonld", ".json", *_TEXTS),
    keeps="everything; the bodies, dates and unknown keys of an annotation come back",
    loses={
        "texts": "annotations of texts, pages and pictures that do not lie beside them",
        "places": "annotations of a whole text, or of a place that no words or positions describe",
    },
)
