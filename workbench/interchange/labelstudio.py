"""Label Studio's JSON (and JSON-MIN): tasks with ``data`` and ``annotations``, and in their ``result`` the regions of a text.

Format: https://labelstud.io/guide/task_format. Its front end is JavaScript, so that offsets are UTF-16 units. Exports that
another program made with code points are told by the text that a region quotes. Records come home by what stands in the
task's data under ``workbench`` (Label Studio gives a task's data back as they are). Beside the tasks stands ``config.xml``,
the labelling interface that they need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from workbench.core.annotation import Annotations, Header
from workbench.core.article import Article, Metadata
from workbench.core.errors import FileError
from workbench.interchange.carried import KEY, Carried, read_carried
from workbench.interchange.exchange import LABELS, Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.gathering import Gathered, Gathering
from workbench.interchange.json_files import one_line
from workbench.interchange.json_reading import checked_span, json_items, shaped, whole_text
from workbench.interchange.labelstudio_tasks import LOSES, Result, Task, kept_task, write
from workbench.interchange.marks import Arc, Mark
from workbench.interchange.naming import layer_name, made_article
from workbench.interchange.offsets import Offsets

_SAID = ("choices", "textarea", "rating", "number", "taxonomy")
"""What a region may say beside its label."""


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """An article for each task, with everybody's annotations; a file that is broken is a problem with its line."""
    gathering = Gathering(around)
    for name, load in source.files.items():
        if name.endswith(".xml"):
            continue
        stem, found = PurePosixPath(name).stem, []
        try:
            for number, (where, row) in enumerate(json_items(load(), name), 1):
                found.append(_task(_whole(row), where, f"{stem}-{row.get('id', number)!s:0>4}", gathering, around))
        except FileError as error:
            yield error.problem
            continue
        yield from gathering.needed()
        for document, losses in found:
            yield document
            yield from losses


def _whole(row: dict[str, object]) -> dict[str, object]:
    """A task of JSON-MIN, where the data lie beside the results, as one of the full format."""
    if "data" in row or "annotations" in row or "completions" in row:
        return row if "annotations" in row else {**row, "annotations": row.get("completions", [])}
    lists = {
        key: value
        for key, value in row.items()
        if isinstance(value, list) and all(isinstance(one, dict) for one in value)
    }
    results = [
        {"id": f"{key}-{number}", "from_name": key, "to_name": "text", "type": "labels", "value": one}
        for key, value in lists.items()
        for number, one in enumerate(value)
    ]
    about = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
    data = {key: value for key, value in row.items() if key not in lists and key not in about}
    annotation = {"completed_by": row.get("annotator"), "result": results}
    annotation |= {key: row[key] for key in about[2:] if key in row}
    return {"data": data, "annotations": [annotation], **({"id": row["id"]} if "id" in row else {})}


def _task(
    row: dict[str, object], where: str, name: str, gathering: Gathering, around: Surroundings
) -> tuple[Document, list[Loss]]:
    task = shaped(row, Task, where)
    field = _text_field(task.data, where)
    text = whole_text(str(task.data[field]), where)
    blocks = shaped(task.data.get(KEY, []), list[object], where, f"data.{KEY}")
    ours = {one.state.header.annotator: one for one in (read_carried(block, where) for block in blocks)}
    first = next(iter(ours.values()), None)
    article = made_article(first.article if first else name, text, first.meta if first else Metadata())
    reading = _Reading(article, where, gathering)
    for number, annotation in enumerate(task.annotations):
        said = annotation.workbench or _by_regions(annotation.result, ours)
        who = said or annotation.who
        block = ours.pop(who, None)
        reading.annotation(
            reading.free(who), annotation.result, annotation.was_cancelled, block, f"annotations[{number}]"
        )
    for who, block in ours.items():
        reading.annotation(who, [], False, block, "")
    states = tuple(made.state for made in reading.made.values())
    return Document(article, states, (one_line(kept_task(row, field, reading.made)),)), reading.losses


def _text_field(data: Mapping[str, object], where: str) -> str:
    """Which of the data is the text: ``text``, else the longest string."""
    strings = [key for key, value in data.items() if isinstance(value, str)]
    if not strings:
        raise FileError(where, "has no text among its data", key="data")
    return "text" if "text" in strings else max(strings, key=lambda key: len(str(data[key])))


def _by_regions(results: list[Result], ours: Mapping[str, Carried]) -> str:
    """Whose records the regions are, by their ids, where the annotation does not say it."""
    ids = {result.id for result in results}
    for who, block in ours.items():
        if any(mark.key in ids for mark in block.drawing.marks):
            return who
    return ""


class _Reading:
    """The annotations of one task."""

    def __init__(self, article: Article, where: str, gathering: Gathering) -> None:
        self._article, self._where, self._gathering = article, where, gathering
        self._text = str(article.text)
        self._offsets = Offsets(self._text)
        self.made: dict[str, Gathered] = {}
        self.losses: list[Loss] = []

    def free(self, who: str) -> str:
        """The name of an annotator who may have annotated the task before."""
        return next(name for name in (who, *(f"{who}-{n}" for n in range(2, 99))) if name not in self.made)

    def annotation(self, who: str, results: list[Result], cancelled: bool, block: Carried | None, key: str) -> None:
        """Adds the records of one annotation."""
        if cancelled:
            what = "was skipped by the annotator; it is kept and makes no records"
            self.losses.append(Loss(self._article.id, who, key, what, "skipped"))
            self.made[who] = Gathered(Annotations(Header(self._article.id, self._article.sha256, who)))
            return
        marks, at = self._marks(results, key)
        arcs = self._arcs(results, at, key)
        said = {
            number: {
                layer_name(one.from_name): one.value.said for one in results if one.id == result and one.type in _SAID
            }
            for result, number in at.items()
        }
        features = {number: found for number, found in said.items() if found}
        self.made[who] = self._gathering.gathered(self._article, marks, arcs, block, who, features)

    def _marks(self, results: list[Result], key: str) -> tuple[list[Mark], dict[str, int]]:
        """The marks, and by the id of a region the place of its (first) mark."""
        marks: list[Mark] = []
        at: dict[str, int] = {}
        for number, result in enumerate(results):
            if not result.type.endswith("labels"):
                continue
            place = self._place(result, f"{key}.result[{number}]")
            if place is None:
                continue
            at.setdefault(result.id, len(marks))
            marks.extend(Mark(*place, label, result.workbench or result.id) for label in result.value.labelled or [""])
        return marks, at

    def _place(self, result: Result, key: str) -> tuple[int, int] | None:
        """Where a region stands, in code points; None for one that stands in no plain text."""
        start, end, said = result.value.start, result.value.end, result.value.text
        if not isinstance(start, int) or not isinstance(end, int):
            what = "stands in a page of HTML (or in no text) and has no place in ours; it is kept"
            self.losses.append(Loss(self._article.id, result.id, key, what, "elsewhere"))
            return None
        try:
            found = self._offsets.inward(start), self._offsets.inward(end)
        except ValueError as error:
            if not isinstance(said, str) or self._text[start:end] != said:
                raise FileError(self._where, str(error), key=f"{key}.value") from error
            found = start, end
        if isinstance(said, str) and self._text[slice(*found)] != said and self._text[start:end] == said:
            found = start, end
        return checked_span(*found, len(self._text), self._where, f"{key}.value")

    def _arcs(self, results: list[Result], at: Mapping[str, int], key: str) -> list[Arc]:
        arcs: list[Arc] = []
        for number, result in enumerate(results):
            if result.type != "relation":
                continue
            ends = (result.from_id, result.to_id)
            if any(end not in at for end in ends):
                if not any(one.id in ends for one in results):
                    what = f"there is no region “{ends[0]}” or “{ends[1]}”"
                    raise FileError(self._where, what, key=f"{key}.result[{number}]")
                what = "leads from or to something that is no text of ours; it is kept"
                self.losses.append(Loss(self._article.id, "", f"{key}.result[{number}]", what, "elsewhere"))
                continue
            if result.direction == "left":
                ends = (ends[1], ends[0])
            arcs.extend(Arc(at[ends[0]], at[ends[1]], label) for label in result.labels or [""])
        return arcs


EXCHANGE = ExchangeFormat(
    "labelstudio",
    "Label Studio JSON",
    (".json",),
    read,
    write,
    settings=LABELS,
    reads=(".json",),
    keeps="everything; ids, choices, predictions and unknown keys of a task come back",
    loses=LOSES,
)
