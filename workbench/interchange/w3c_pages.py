"""Records as pages of W3C Web Annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

import msgspec

from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.article import Article
from workbench.interchange.carried import carried
from workbench.interchange.exchange import Document, File, Given, Surroundings
from workbench.interchange.json_reading import json_line
from workbench.interchange.marks import drawn, mark_label

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OURS = "urn:workbench:"
"""How the names of the annotations that we write begin."""

_AROUND = 32
"""How many characters before and after its words a quote names."""


class _Kept(msgspec.Struct, frozen=True):
    annotator: str
    annotations: dict[str, dict[str, object]]


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """For each article ``<id>.jsonld`` and ``<id>.txt``, in a folder for each part of a split."""
    for document in documents:
        article = document.article
        split = around.options.split.get(article.id, "")
        name = f"{split}/{article.id}" if split else article.id
        yield File(f"{name}.txt", str(article.text).encode("utf-8"))
        rows = [json_line(one) for state in document.annotations for one in _annotations(document, state, around)]
        page = f'{{"@context":"{CONTEXT}","id":"{OURS}{quote(article.id)}","type":"AnnotationPage","items":[\n'
        yield File(f"{name}.jsonld", (page + ",\n".join(rows) + "\n]}\n").encode("utf-8"))


def _annotations(document: Document, state: Annotations, around: Surroundings) -> Iterator[dict[str, object]]:
    article, who = document.article, state.header.annotator
    came = _kept(document.foreign, who)
    called = {record: tag for record, row in came.items() if (tag := _tag(row.get("body")))}
    drawing = drawn(state, around.codebook, called)
    block = carried(article, state, drawing, around)
    base = f"{OURS}{quote(article.id, safe='')}:{quote(who, safe='')}"
    source = quote(PurePosixPath(f"{article.id}.txt").name)
    yield {
        **_head(base, who, "describing"),
        "body": _text(json_line(block), "describing", "application/json"),
        "target": source,
    }
    for record in sorted(state.records.values(), key=state.order_key):
        iri = f"{base}:{record.id}"
        targets = [
            _target(article, source, fragment, f"{iri}#{quote(key, safe='/')}") for key, fragment in _keyed(record)
        ]
        if not targets:
            targets = [{"source": source}]
        motivation = "identifying" if record.text("entity") else "classifying"
        made = {**_head(iri, who, motivation), "body": list(_bodies(record, state, base, around))}
        kept = came.get(record.id, {})
        yield {**made, **kept, "target": targets if len(targets) > 1 else targets[0]}


def _keyed(record: Record) -> Iterator[tuple[str, Fragment]]:
    for part, fragments in record.parts.items():
        for number, fragment in enumerate(fragments):
            yield f"{record.id}/{part}/{number}", fragment


def _kept(lines: Iterable[str], who: str) -> Mapping[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for line in lines:
        try:
            kept = msgspec.json.decode(line, type=_Kept)
        except msgspec.DecodeError:
            continue
        if kept.annotator in ("", who):
            found |= kept.annotations
    return found


def _tag(body: object) -> str:
    for one in body if isinstance(body, list) else [body]:
        if isinstance(one, dict) and one.get("purpose") in ("tagging", "classifying"):
            return str(one.get("value", ""))
    return ""


def _head(iri: str, who: str, motivation: str) -> dict[str, object]:
    creator = {"type": "Person", "nickname": who}
    return {"@context": CONTEXT, "id": iri, "type": "Annotation", "motivation": motivation, "creator": creator}


def _text(value: str, purpose: str, form: str = "text/plain") -> dict[str, object]:
    return {"type": "TextualBody", "purpose": purpose, "format": form, "value": value}


def _bodies(record: Record, state: Annotations, base: str, around: Surroundings) -> Iterator[dict[str, object]]:
    """The layer as a tag, each value as a description, entities and other records as what they are."""
    yield _text(mark_label(record, "", None), "tagging")
    for slot in record.values:
        for target in record.references(slot):
            entity = around.catalogue.resolve(target.removeprefix("entity:"))
            if target in state.records:
                yield {"type": "SpecificResource", "purpose": "linking", "source": f"{base}:{target}"}
            elif entity is not None and entity.wikidata:
                iri = f"http://www.wikidata.org/entity/{quote(entity.wikidata)}"
                yield {"type": "SpecificResource", "purpose": "identifying", "source": iri}
        yield _text(f"{slot}: {record.text(slot)}", "describing")
    if record.note:
        yield _text(record.note, "commenting")


def _target(article: Article, source: str, fragment: Fragment, iri: str) -> dict[str, object]:
    start, end = fragment.start, fragment.end
    words: dict[str, object] = {"type": "TextQuoteSelector", "exact": fragment.quote}
    if before := article.text.slice(start - _AROUND, start):
        words["prefix"] = before
    if after := article.text.slice(end, end + _AROUND):
        words["suffix"] = after
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    head = {"id": iri, "type": "SpecificResource", "source": source}
    return {**head, "selector": [position, words]}
