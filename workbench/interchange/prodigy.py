"""Prodigy's JSON lines: one task a line with ``text``, ``spans``, ``tokens`` and ``relations``; offsets are code points.

Format: https://prodi.gy/docs/api-interfaces. A task is one text of one annotator (``_annotator_id``, else ``_session_id``).
Its hashes, options and whatever else we have no place for are kept and given back. The spans of a task that was answered
with “reject” or “ignore” are nobody's judgement: such a task is kept and given back, but makes no records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from workbench.core.annotation import Annotations, Header
from workbench.core.article import Article
from workbench.core.errors import FileError
from workbench.interchange.carried import KEY, carried, read_carried
from workbench.interchange.exchange import (
    LABELS,
    Brought,
    Document,
    ExchangeFormat,
    File,
    Given,
    Loss,
    Source,
    Surroundings,
)
from workbench.interchange.gathering import Gathered, Gathering
from workbench.interchange.json_files import one_line
from workbench.interchange.json_reading import checked_span, json_lines, shaped
from workbench.interchange.kept import Kept, kept_of
from workbench.interchange.marks import Arc, Drawing, Mark, drawn, relation_arcs
from workbench.interchange.texts import Texts
from workbench.interchange.tokens import covering, spaced

_OURS = ("text", "spans", "relations", KEY)
_TAKEN = ("accept", None)


class _Span(msgspec.Struct, frozen=True):
    start: int
    end: int
    label: str = ""
    key: str = ""


class _Token(msgspec.Struct, frozen=True):
    start: int
    end: int


class _Relation(msgspec.Struct, frozen=True):
    head: int = -1
    child: int = -1
    label: str = ""
    head_span: _Span | None = None
    child_span: _Span | None = None


class _Task(msgspec.Struct, frozen=True):
    text: str
    spans: list[_Span] | None = None
    relations: list[_Relation] | None = None
    tokens: list[_Token] | None = None
    answer: str | None = None


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """The texts of every file with the records of all who answered; a file that is broken is a problem with its line."""
    gathering = Gathering(around)
    for name, load in source.files.items():
        reading = _Reading(gathering, PurePosixPath(name).stem)
        try:
            for where, row in json_lines(load(), name):
                yield from reading.task(row, where)
        except FileError as error:
            yield error.problem
            continue
        yield from gathering.needed()
        yield from reading.texts.documents()


class _Reading:
    """The tasks of one file by their text."""

    def __init__(self, gathering: Gathering, stem: str) -> None:
        self._gathering = gathering
        self.texts = Texts(stem)

    def task(self, row: dict[str, object], where: str) -> Iterator[Loss]:
        """Adds one task; what was not brought in is said."""
        task = shaped(row, _Task, where)
        ours = read_carried(row[KEY], where) if KEY in row else None
        annotator = ours.state.header.annotator if ours else _who(row)
        text = self.texts.place(task.text, ours, annotator, where, int(where.rpartition(" ")[2]))
        article = text.article
        made = Gathered(Annotations(Header(article.id, article.sha256, annotator)))
        if task.answer in _TAKEN or ours is not None:
            marks = _marks(task, where)
            made = self._gathering.gathered(article, marks, _arcs(task, marks, where), ours, annotator)
        elif task.spans:
            what = f"the answer was “{task.answer}”; the task is kept, its spans make no records"
            yield Loss(article.id, annotator, "answer", what, "answers")
        text.states[annotator] = made.state
        hidden = (*_OURS, "tokens") if ours else _OURS
        text.foreign.append(one_line(kept_of(row, hidden, annotator, made, row.get("spans"), row.get("relations"))))


def _who(row: Mapping[str, object]) -> str:
    return str(row.get("_annotator_id") or row.get("_session_id") or "")


def _marks(task: _Task, where: str) -> list[Mark]:
    length = len(task.text)
    return [
        Mark(*checked_span(span.start, span.end, length, where, f"spans[{number}]"), span.label, span.key)
        for number, span in enumerate(task.spans or ())
    ]


def _arcs(task: _Task, marks: list[Mark], where: str) -> list[Arc]:
    """The relations between the spans; the spans that only a relation knows are added to ``marks``."""
    at = {(mark.start, mark.end): number for number, mark in reversed(list(enumerate(marks)))}
    arcs: list[Arc] = []
    for number, relation in enumerate(task.relations or ()):
        ends = []
        for token, span in ((relation.head, relation.head_span), (relation.child, relation.child_span)):
            key = f"relations[{number}]"
            end = _end(token, span, task, where, key)
            place = checked_span(end.start, end.end, len(task.text), where, key)
            if place not in at:
                at[place] = len(marks)
                marks.append(Mark(*place, end.label, end.key))
            ends.append(_meant(marks, at[place], end))
        arcs.append(Arc(ends[0], ends[1], relation.label))
    return arcs


def _meant(marks: list[Mark], first: int, end: _Span) -> int:
    """The mark that a relation means: of those in one place the one with its key, else its label, else the first."""
    here = [n for n in range(first, len(marks)) if (marks[n].start, marks[n].end) == (end.start, end.end)]
    named = (n for n in here if end.key and marks[n].key == end.key)
    return next(named, next((n for n in here if marks[n].label == end.label), first))


def _end(token: int, span: _Span | None, task: _Task, where: str, key: str) -> _Span:
    if span is not None:
        return span
    if not task.tokens or not 0 <= token < len(task.tokens):
        raise FileError(where, f"there is no token {token}, and no span is named", key=key)
    return _Span(task.tokens[token].start, task.tokens[token].end)


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """One file (one for each part of a split) with a task a line, and on it all that we know under ``workbench``."""
    lines: dict[str, list[str]] = {}
    for document in documents:
        kept = [Kept.read(line) for line in document.foreign]
        split = around.options.split.get(document.article.id, "")
        for state in document.annotations:
            mine = next((one for one in kept if one.annotator in ("", state.header.annotator)), Kept())
            task = _task(document.article, state, mine, around) if state.records or not mine.dropped else None
            whole = task or mine.whole({"text": str(document.article.text)})
            lines.setdefault(split, []).append(one_line(whole))
    for split, rows in lines.items():
        yield File(f"{split or 'annotations'}.jsonl", ("\n".join(rows) + "\n").encode("utf-8"))


def _task(article: Article, state: Annotations, kept: Kept, around: Surroundings) -> dict[str, object]:
    drawing = drawn(state, around.codebook, kept.labels, around.options.settings.get("labels") == "kinds")
    related = tuple(relation_arcs(state, drawing, around.codebook))
    drawing = Drawing(drawing.marks, (*drawing.arcs, *related))
    text = str(article.text)
    rest = {"meta": {"article": article.id}, "answer": "accept", "_annotator_id": state.header.annotator, **kept.rest}
    tokens = _tokens(text, drawing, kept.rest.get("tokens"))
    spans = [_span(mark, text, tokens, kept) for mark in drawing.marks]
    relations = [_relation(arc, spans, kept) for arc in drawing.arcs]
    listed = {"tokens": [token for _, _, token in tokens], "spans": spans, "relations": relations}
    return {"text": text, **rest, **listed, KEY: carried(article, state, drawing, around)}


def _tokens(text: str, drawing: Drawing, own: object) -> list[tuple[int, int, object]]:
    """The task's own tokens where every mark begins and ends with one of them, else ours: (start, end, token)."""
    try:
        found = msgspec.convert(own, list[_Token])
        starts, ends = {one.start for one in found}, {one.end for one in found}
        if isinstance(own, list) and all(one.start in starts and one.end in ends for one in drawing.marks):
            return [(token.start, token.end, said) for token, said in zip(found, own, strict=True)]
    except msgspec.ValidationError:
        pass
    cut = spaced(text, ((mark.start, mark.end) for mark in drawing.marks))
    return [
        (start, end, {"text": text[start:end], "start": start, "end": end, "id": number, "ws": space})
        for number, (start, end, space) in enumerate(cut)
    ]


def _span(mark: Mark, text: str, tokens: list[tuple[int, int, object]], kept: Kept) -> dict[str, object]:
    first, last = covering(tokens, mark.start, mark.end)
    said = kept.of_mark(mark.key.split("/")[0], mark.label)
    place = {"start": mark.start, "end": mark.end, "token_start": first, "token_end": last, "label": mark.label}
    return {**said, "text": text[mark.start : mark.end], **place, "key": mark.key}


def _relation(arc: Arc, spans: list[dict[str, object]], kept: Kept) -> dict[str, object]:
    said = kept.of_arc(arc.key.split("/")[0], arc.label)
    head, child = spans[arc.head], spans[arc.child]
    ends = {"head": head["token_end"], "child": child["token_end"]}
    named = {
        f"{name}_span": _named(span, said.get(f"{name}_span")) for name, span in (("head", head), ("child", child))
    }
    return {"color": "#c5bdf4", **said, **ends, **named, "label": arc.label}


def _named(span: dict[str, object], said: object) -> dict[str, object]:
    """The span at the end of a relation: as the task had it, where it has not moved."""
    own = {key: span[key] for key in ("start", "end", "token_start", "token_end", "label")}
    if isinstance(said, dict) and all(said.get(key) == own[key] for key in ("start", "end", "label")):
        own = said
    return {**own, "key": span["key"]}


EXCHANGE = ExchangeFormat(
    "prodigy",
    "Prodigy JSON lines",
    (".jsonl",),
    read,
    write,
    settings=LABELS,
    reads=(".jsonl",),
    keeps="everything; hashes, options, tokens' settings and unknown keys of a task come back",
    loses={"answers": "the spans of tasks answered with “reject” or “ignore” make no records (the tasks are kept)"},
)
