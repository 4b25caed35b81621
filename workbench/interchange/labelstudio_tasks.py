"""The shapes of Label Studio's tasks, what is kept of them, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import quoteattr

import msgspec

from workbench.core.article import Article
from workbench.interchange.carried import KEY, carried
from workbench.interchange.exchange import Document, File, Given, Surroundings
from workbench.interchange.gathering import Gathered
from workbench.interchange.json_reading import json_line
from workbench.interchange.marks import Arc, Drawing, Mark, drawn, relation_arcs
from workbench.interchange.offsets import Offsets

LOSES = {
    "skipped": "an annotation that was skipped (cancelled) makes no records; it is kept",
    "elsewhere": "regions of images, sound and web pages have no place in a text; they are kept",
}


class Value(msgspec.Struct, frozen=True):
    """What a result says."""

    start: int | str | float | None = None
    end: int | str | float | None = None
    text: str | list[str] | None = None
    labels: list[str] | None = None
    hypertextlabels: list[str] | None = None
    choices: list[str] | None = None
    rating: float | None = None
    number: float | None = None
    taxonomy: list[list[str]] | None = None

    @property
    def labelled(self) -> list[str]:
        """The labels of a region."""
        return self.labels or self.hypertextlabels or []

    @property
    def said(self) -> str:
        """What is said of a region beside its label, as text."""
        paths = [" > ".join(path) for path in self.taxonomy or ()]
        number = next((one for one in (self.rating, self.number) if one is not None), None)
        texts = self.text if isinstance(self.text, list) else []
        return ", ".join([*(self.choices or ()), *paths, *texts, *([] if number is None else [f"{number:g}"])])


class Result(msgspec.Struct, frozen=True):
    """A region, something said of one or of the whole task, or a relation."""

    type: str
    id: str = ""
    from_name: str = ""
    value: Value = Value()
    from_id: str = ""
    to_id: str = ""
    direction: str = "right"
    labels: list[str] | None = None
    workbench: str = ""


class _Person(msgspec.Struct, frozen=True):
    id: int | str = ""
    email: str = ""


class Annotation(msgspec.Struct, frozen=True):
    """What one person did with a task."""

    result: list[Result] = []
    completed_by: int | str | _Person | None = None
    was_cancelled: bool = False
    workbench: str = ""

    @property
    def who(self) -> str:
        """A name for who did it; empty where the file does not say."""
        if isinstance(self.completed_by, _Person):
            return self.completed_by.email or f"user-{self.completed_by.id}"
        return f"user-{self.completed_by}" if isinstance(self.completed_by, int) else self.completed_by or ""


class Task(msgspec.Struct, frozen=True):
    """One text with what people did with it."""

    data: dict[str, object]
    annotations: list[Annotation] = []


class _KeptAnnotation(msgspec.Struct, frozen=True):
    rest: dict[str, object] = {}
    marks: dict[str, dict[str, object]] = {}
    """Record → the region that it came from, its place left out."""
    arcs: dict[str, dict[str, object]] = {}
    others: list[object] = []
    """The results that made no record, and those that say more about a region."""


class _KeptTask(msgspec.Struct, frozen=True):
    task: dict[str, object] = {}
    field: str = "text"
    annotations: dict[str, _KeptAnnotation] = {}


def kept_task(row: Mapping[str, object], field: str, made: Mapping[str, Gathered]) -> object:
    """What is kept of a task, by annotator."""
    data = row.get("data")
    own = {key: value for key, value in data.items() if key not in (field, KEY)} if isinstance(data, dict) else {}
    task = {**{key: value for key, value in row.items() if key not in ("annotations", "data")}, "data": own}
    annotations = row.get("annotations")
    listed = annotations if isinstance(annotations, list) else []
    kept = {who: _kept(one, found) for (who, found), one in zip(made.items(), listed, strict=False)}
    return {"task": task, "field": field, "annotations": kept}


def _kept(annotation: object, made: Gathered) -> object:
    if not isinstance(annotation, dict):
        return {}
    marks: dict[str, object] = {}
    arcs: dict[str, object] = {}
    others: list[object] = []
    mark = arc = 0
    for result in annotation.get("result") or ():
        place = result.get("value", {})
        spans = result["type"].endswith("labels") and isinstance(place.get("start"), int)
        if spans and mark in made.marks:
            marks[made.marks[mark]] = _without(result, place)
            mark += max(1, len(place.get("labels") or place.get("hypertextlabels") or ()))
        elif result["type"] == "relation" and arc in made.arcs:
            if made.arcs[arc]:
                arcs[made.arcs[arc]] = result
            arc += max(1, len(result.get("labels") or ()))
        else:
            others.append(result)
    rest = {key: value for key, value in annotation.items() if key not in ("result", KEY)}
    return {"rest": rest, "marks": marks, "arcs": arcs, "others": others}


def _without(result: Mapping[str, object], value: Mapping[str, object]) -> dict[str, object]:
    said = {key: one for key, one in value.items() if key not in ("start", "end", "text")}
    return {**{key: one for key, one in result.items() if key != KEY}, "value": said}


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """``tasks.json`` (or one file for each part of a split) and the labelling interface, ``config.xml``."""
    tasks: dict[str, list[str]] = {}
    labels: dict[str, None] = {}
    for document in documents:
        split = around.options.split.get(document.article.id, "tasks")
        task, used = _task(document, around)
        tasks.setdefault(split, []).append(json_line(task))
        labels.update(dict.fromkeys(used))
    for split, rows in tasks.items():
        yield File(f"{split}.json", ("[\n" + ",\n".join(rows) + "\n]\n").encode("utf-8"))
    if tasks:
        yield File("config.xml", _config(labels).encode("utf-8"))


def _config(labels: Iterable[str]) -> str:
    rows = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in labels)
    return (
        '<View>\n  <Labels name="label" toName="text">\n' + rows + "\n  </Labels>\n"
        '  <Relations/>\n  <Text name="text" value="$text"/>\n</View>\n'
    )


def _task(document: Document, around: Surroundings) -> tuple[dict[str, object], list[str]]:
    kept = _read_kept(document.foreign)
    article = document.article
    annotations: list[object] = []
    blocks: list[object] = []
    labels: list[str] = []
    for state in document.annotations:
        mine = kept.annotations.get(state.header.annotator, _KeptAnnotation())
        called = {record: _label(region) for record, region in mine.marks.items()}
        drawing = drawn(state, around.codebook, called, around.options.settings.get("labels") == "kinds")
        drawing = Drawing(drawing.marks, (*drawing.arcs, *relation_arcs(state, drawing, around.codebook)))
        result = [*_regions(article, drawing, mine), *mine.others]
        annotations.append({**mine.rest, KEY: state.header.annotator, "result": result})
        blocks.append(carried(article, state, drawing, around))
        labels.extend(mark.label for mark in drawing.marks if mark.label)
    own = kept.task.get("data")
    data = {**(own if isinstance(own, dict) else {}), kept.field: str(article.text), KEY: blocks}
    return {**kept.task, "data": data, "annotations": annotations}, labels


def _read_kept(lines: Iterable[str]) -> _KeptTask:
    for line in lines:
        try:
            return msgspec.json.decode(line, type=_KeptTask)
        except msgspec.DecodeError:
            continue
    return _KeptTask()


def _label(region: Mapping[str, object]) -> str:
    value = region.get("value")
    labels = (value.get("labels") or value.get("hypertextlabels") or [""]) if isinstance(value, dict) else [""]
    return str(labels[0])


def _regions(article: Article, drawing: Drawing, kept: _KeptAnnotation) -> Iterator[dict[str, object]]:
    offsets, text = Offsets(str(article.text)), str(article.text)
    ids: list[str] = []
    for mark in drawing.marks:
        region = _region(mark, text, offsets, kept)
        ids.append(str(region["id"]))
        yield region
    for arc in drawing.arcs:
        yield _relation(arc, ids, kept)


def _region(mark: Mark, text: str, offsets: Offsets, kept: _KeptAnnotation) -> dict[str, object]:
    came = kept.marks.get(mark.key.split("/")[0], {})
    if _label(came) != mark.label:
        came = {}
    said = came.get("value")
    place = {
        "start": offsets.outward(mark.start),
        "end": offsets.outward(mark.end),
        "text": text[mark.start : mark.end],
    }
    value = {**(said if isinstance(said, dict) else {}), **place}
    if "hypertextlabels" not in value:
        value["labels"] = [mark.label] if mark.label else []
    region = {"id": mark.key, "from_name": "label", "to_name": "text", "type": "labels", **came}
    return {**region, "value": value, KEY: mark.key}


def _relation(arc: Arc, ids: list[str], kept: _KeptAnnotation) -> dict[str, object]:
    came = kept.arcs.get(arc.key.split("/")[0], {}) if arc.key.endswith("/") else {}
    ends = {"from_id": ids[arc.head], "to_id": ids[arc.child]}
    if came.get("direction") == "left":
        ends = {"from_id": ids[arc.child], "to_id": ids[arc.head]}
    labels = {"labels": [arc.label]} if arc.label else {}
    return {"direction": "right", "type": "relation", **came, **ends, **labels}
