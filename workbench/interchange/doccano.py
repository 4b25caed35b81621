"""doccano's JSON lines: ``text`` with ``label`` (lists of start, end, label) or with ``entities`` and ``relations``.

Format: https://doccano.github.io/doccano/tutorial/ and doccano's own examples; offsets are code points. doccano gives one file
for each annotator, called after them. On import it keeps every key that it does not know as the text's metadata and
gives it out again, so that ours come home; it numbers entities anew, which are therefore known by place and label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

import msgspec

from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.errors import FileError
from workbench.interchange.carried import KEY, carried, read_carried
from workbench.interchange.exchange import LABELS, Brought, Document, ExchangeFormat, File, Given, Source, Surroundings
from workbench.interchange.gathering import Gathering
from workbench.interchange.json_files import one_line
from workbench.interchange.json_reading import checked_span, json_lines, shaped
from workbench.interchange.kept import Kept, kept_of
from workbench.interchange.marks import Arc, Drawing, Mark, drawn, relation_arcs
from workbench.interchange.texts import Texts

_OURS = ("text", "data", "label", "labels", "entities", "relations", KEY)
_EVERYBODY = ("all", "admin", "unknown", "train", "dev", "test")
"""File names of doccano, and of a split, that are no person's."""


class _Entity(msgspec.Struct, frozen=True):
    start_offset: int
    end_offset: int
    label: str
    id: int | None = None


class _Relation(msgspec.Struct, frozen=True):
    from_id: int
    to_id: int
    type: str


class _Line(msgspec.Struct, frozen=True):
    entities: list[_Entity] | None = None
    relations: list[_Relation] | None = None
    label: list[tuple[int, int, str] | str] | None = None
    labels: list[tuple[int, int, str] | str] | None = None


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """The texts of all files with everybody's labels; a file that is broken is a problem with its line."""
    gathering = Gathering(around)
    single = len(source.files) == 1
    texts = Texts(PurePosixPath(next(iter(source.files)) if single else source.name).stem)
    broken = False
    for name, load in source.files.items():
        stem = PurePosixPath(name).stem
        who = "" if single or stem in _EVERYBODY else stem
        try:
            for where, row in json_lines(load(), name):
                _read_line(row, where, texts, gathering, who)
        except FileError as error:
            yield error.problem
            broken = True
    if not broken:
        yield from gathering.needed()
        yield from texts.documents()


def _read_line(row: dict[str, object], where: str, texts: Texts, gathering: Gathering, annotator: str) -> None:
    text = row.get("text", row.get("data"))
    if not isinstance(text, str):
        raise FileError(where, "has no text", key="text")
    line = shaped(row, _Line, where)
    said = line.label if line.label is not None else line.labels
    listed = [_Entity(one[0], one[1], one[2]) for one in said or () if not isinstance(one, str)]
    entities = line.entities if line.entities is not None else listed
    ours = read_carried(row[KEY], where) if KEY in row else None
    who = ours.state.header.annotator if ours else annotator
    so_far = texts.place(text, ours, who, where, int(where.rpartition(" ")[2]))
    marks = _marks(entities, len(text), where)
    found = gathering.gathered(so_far.article, marks, _arcs(entities, line.relations or [], where), ours, who)
    so_far.states[who] = found.state
    things = row["entities"] if line.entities is not None else [{"label": one.label} for one in listed]
    hidden: Sequence[str] = _OURS
    whole = row
    if said is not None and ours is None:
        hidden, whole = tuple(key for key in _OURS if key != "label"), {**row, "label": _words(said)}
    kept = kept_of(whole, hidden, who, found, things, row.get("relations"))
    so_far.foreign.append(one_line(kept))


def _words(said: Sequence[object]) -> list[object]:
    """The labels of the whole text, which stand among those of its stretches."""
    return [one for one in said if isinstance(one, str)]


def _marks(entities: list[_Entity], length: int, where: str) -> list[Mark]:
    return [
        Mark(*checked_span(one.start_offset, one.end_offset, length, where, f"entities[{number}]"), one.label)
        for number, one in enumerate(entities)
    ]


def _arcs(entities: list[_Entity], relations: list[_Relation], where: str) -> list[Arc]:
    at = {one.id: number for number, one in enumerate(entities)}
    for number, relation in enumerate(relations):
        for end in (relation.from_id, relation.to_id):
            if end not in at:
                raise FileError(where, f"there is no entity {end}", key=f"relations[{number}]")
    return [Arc(at[one.from_id], at[one.to_id], one.type) for one in relations]


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """One file for each annotator (in a folder for each part of a split), with a text a line."""
    lines: dict[str, list[str]] = {}
    for document in documents:
        kept = [Kept.read(line) for line in document.foreign]
        split = around.options.split.get(document.article.id, "")
        for state in document.annotations:
            who = state.header.annotator
            mine = next((one for one in kept if one.annotator in ("", who)), Kept())
            name = f"{split}/{who}.jsonl" if split else f"{who}.jsonl"
            lines.setdefault(name, []).append(one_line(_line(document.article, state, mine, around)))
    for name, rows in lines.items():
        yield File(name, ("\n".join(rows) + "\n").encode("utf-8"))


def _line(article: Article, state: Annotations, kept: Kept, around: Surroundings) -> dict[str, object]:
    drawing = drawn(state, around.codebook, kept.labels, around.options.settings.get("labels") == "kinds")
    drawing = Drawing(drawing.marks, (*drawing.arcs, *relation_arcs(state, drawing, around.codebook)))
    ids = _ids(drawing.marks, kept)
    entities = [
        {**kept.of_mark(_record(mark.key), mark.label), "id": number, "label": mark.label}
        | {"start_offset": mark.start, "end_offset": mark.end}
        for number, mark in zip(ids, drawing.marks, strict=True)
    ]
    relations = [
        {
            **kept.of_arc(_record(arc.key), arc.label),
            "from_id": ids[arc.head],
            "to_id": ids[arc.child],
            "type": arc.label,
        }
        for arc in drawing.arcs
    ]
    line: dict[str, object] = {**kept.rest, "text": str(article.text)}
    if "label" in kept.rest and not relations:
        line["label"] = [*_list(kept.rest["label"]), *([mark.start, mark.end, mark.label] for mark in drawing.marks)]
    else:
        line |= {"entities": entities, "relations": relations}
    return {**line, KEY: carried(article, state, drawing, around)}


def _ids(marks: Sequence[Mark], kept: Kept) -> list[int]:
    """The numbers of the entities: those that they came with, else free ones."""
    came = [kept.of_mark(_record(mark.key), mark.label).get("id") for mark in marks]
    numbers = [one if isinstance(one, int) and came.index(one) == at else None for at, one in enumerate(came)]
    free = max((one for one in numbers if one is not None), default=-1) + 1
    return [free + at if one is None else one for at, one in enumerate(numbers)]


def _record(key: str) -> str:
    return key.split("/")[0]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


EXCHANGE = ExchangeFormat(
    "doccano",
    "doccano JSON lines",
    (".jsonl",),
    read,
    write,
    settings=LABELS,
    reads=(".jsonl", ".json"),
    keeps="everything; numbers, comments, metadata and unknown keys of a text come back",
)
