"""A mention made again at its other occurrences in the whole project: looked for first, made where a person ticked.

Articles that are done are left alone. Each article that gets mentions has them as one step of its own history; the step of
the article where the person stood knows all of them, so that taking it back takes them back everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import msgspec

from workbench.core.annotation import Fragment, Record
from workbench.core.codebook import Layer
from workbench.core.errors import EditError, WorkbenchError
from workbench.core.identity import new_id
from workbench.core.progress import Progress, Quiet
from workbench.core.span import Span
from workbench.desk.desk import Desk
from workbench.editor import Editor
from workbench.editor.editor import kept_values
from workbench.editor.occurring import Occurrence, Occurrences
from workbench.store.annotation_file import AnnotationFile


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence in another article, with its words and the text around it."""

    article: str
    occurrence: Occurrence
    quote: str
    context: str


@dataclass(slots=True)
class Sought:
    """What was found in the other articles, and which were left out."""

    places: list[Place] = field(default_factory=list)
    done: int = 0
    """Articles that are done and were not looked at."""
    problems: list[str] = field(default_factory=list)


def seek(desk: Desk, layer: Layer, wanted: Occurrences, here: str, progress: Progress | None = None) -> Sought:
    """Look for occurrences that are not tagged yet in every article but ``here``. Nothing is changed."""
    progress = progress or Quiet()
    sought = Sought()
    ids = [one for one in desk.article_ids if one != here]
    for number, article_id in enumerate(ids):
        progress.step(number, len(ids), article_id)
        if progress.cancelled:
            break
        if desk.article_row(article_id).mine.status == "done":
            sought.done += 1
            continue
        try:
            text = desk.article(article_id).text
            found = list(wanted.find(text))
            tagged = _tagged(desk, article_id, layer) if found else []
        except WorkbenchError as error:
            sought.problems.append(str(error))
            continue
        for one in found:
            if not any(one.span.overlaps(span) for span in tagged):
                quote = text.slice(one.span.start, one.span.end)
                sought.places.append(Place(article_id, one, quote, in_context(text.slice, one.span, 10)))
    return sought


def _tagged(desk: Desk, article_id: str, layer: Layer) -> list[Span]:
    """Where this person has records of a layer in an article. Raises FileError where their file cannot be read."""
    path = desk.project.annotation_path(desk.person.name, article_id)
    shown_as = desk.project.shown(path)
    state = AnnotationFile(path, desk.codebook, shown_as, article_id, desk.person.name).load().state
    return [
        fragment.span
        for record in (state.records.values() if state is not None else ())
        if record.layer == layer.name
        for _, fragment in record.fragments()
    ]


def in_context(cut: Callable[[int, int], str], span: Span, before: int = 18) -> str:
    """The words at a span with some of the text on both sides; ``cut`` gives the text between two places."""
    left = " ".join(cut(max(0, span.start - before), span.start).split())
    right = " ".join(cut(span.end, span.end + 22).split())
    return f"…{left} [{' '.join(cut(span.start, span.end).split())}] {right}…"


class Elsewhere(msgspec.Struct, frozen=True):
    """The records that one command makes in one other article."""

    article: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """What was made, or taken back: records, in how many articles; and what was not, as sentences."""

    records: int
    articles: int
    problems: tuple[str, ...] = ()


def plan(layer: Layer, record: Record, places: Iterable[Place]) -> tuple[str, ...]:
    """What ``spread`` makes of a record at places of other articles, as words that a step can carry ``beside`` it."""
    main = layer.main_part
    if main is None:
        raise EditError(f"{layer.label} has no part in the text")
    choose = random.SystemRandom().choice
    values = kept_values(record, layer)
    made: dict[str, list[Record]] = {}
    taken: set[str] = set()
    for one in places:
        span = one.occurrence.span
        fragment = Fragment(span.start, span.end, one.quote)
        record_id = new_id(layer.prefix, taken, choose)
        taken.add(record_id)
        made.setdefault(one.article, []).append(Record(layer.name, record_id, {main.name: (fragment,)}, values))
    rows = (Elsewhere(article, tuple(records)) for article, records in made.items())
    return tuple(msgspec.json.encode(one).decode("utf-8") for one in rows)


def spread(desk: Desk, beside: Iterable[str]) -> Spread:
    """Make what was planned, or make it again: one step and one durable save for each article.

    An article that is done by now, or whose file cannot be written, is named and left as it is.
    """

    def make(editor: Editor, records: Sequence[Record]) -> tuple[int, str]:
        missing = [one for one in records if one.id not in editor.state.records]
        if not missing:
            return 0, ""
        undone = editor.history.undone
        again = undone and [edit.after for edit in undone[-1].edits] == missing
        step = editor.redo() if again else editor.make(missing, f"{len(missing)} more made from another article")
        return len(step.edits), ""

    return _in_each(desk, beside, make)


def take_back(desk: Desk, beside: Iterable[str]) -> Spread:
    """Take back what ``spread`` made: one step and one durable save for each article.

    A record that was changed since, or that others refer to, is counted and left, and so is an article that is done.
    """

    def remove(editor: Editor, records: Sequence[Record]) -> tuple[int, str]:
        state = editor.state
        here = [one for one in records if one.id in state.records]
        free = [one for one in here if state.records[one.id] == one and not state.referring(one.id)]
        done = editor.history.done
        if free and done and [(edit.before, edit.after) for edit in done[-1].edits] == [(None, one) for one in free]:
            editor.undo()
        elif free:
            editor.remove([one.id for one in free])
        left = len(here) - len(free)
        return len(free), f"{left} changed or used since, and left" if left else ""

    return _in_each(desk, beside, remove)


_hand = ThreadPoolExecutor(1, "spreading")


def begin(desk: Desk, beside: Sequence[str], *, back: bool) -> Future[Spread]:
    """``spread`` or ``take_back`` on a thread of their own, one after the other in the order in which they are begun."""
    return _hand.submit(take_back if back else spread, desk, beside)


def _in_each(desk: Desk, beside: Iterable[str], act: Callable[[Editor, Sequence[Record]], tuple[int, str]]) -> Spread:
    records = articles = 0
    problems: list[str] = []
    for one in (msgspec.json.decode(words, type=Elsewhere) for words in beside):
        try:
            session = desk.session(desk.article(one.article))
        except WorkbenchError as error:
            problems.append(str(error))
            continue
        try:
            if session.editor.state.header.status == "done":
                problems.append(f"{one.article} is done and was left as it is")
                continue
            count, left = act(session.editor, one.records)
            session.save()
        except WorkbenchError as error:
            problems.append(f"{one.article}: {error}")
        else:
            records, articles = records + count, articles + bool(count)
            problems += [f"{one.article}: {left}"] if left else []
        finally:
            session.close()
    return Spread(records, articles, tuple(problems))
