"""A mention made again at its other occurrences in the whole project: looked for first, made where a person ticked.

Articles that are done are left alone. Each article that gets mentions has them as one step of its own history.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.annotation import Record
from workbench.core.codebook import Layer
from workbench.core.errors import WorkbenchError
from workbench.core.progress import Progress, Quiet
from workbench.core.span import Span
from workbench.desk.desk import Desk
from workbench.editor.occurring import Occurrence, Occurrences
from workbench.store.annotation_file import AnnotationFile


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One occurrence in another article, with the text around it."""

    article: str
    occurrence: Occurrence
    context: str


@dataclass(slots=True)
class Sought:
    """What was found in the other articles, and which were left out."""

    places: list[Elsewhere] = field(default_factory=list)
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
                sought.places.append(Elsewhere(article_id, one, in_context(text.slice, one.span, 10)))
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


@dataclass(frozen=True, slots=True)
class Spread:
    """What was made: records, in how many articles; and what was not, as sentences."""

    records: int
    articles: int
    problems: tuple[str, ...] = ()


def spread(desk: Desk, record: Record, spans: Mapping[str, Sequence[Span]]) -> Spread:
    """Make a record again at places of other articles: one step and one durable save for each article.

    An article that is done by now, or whose file cannot be written, is named and left as it is.
    """
    records = articles = 0
    problems: list[str] = []
    for article_id, places in spans.items():
        try:
            session = desk.session(desk.article(article_id))
        except WorkbenchError as error:
            problems.append(str(error))
            continue
        try:
            if session.editor.state.header.status == "done":
                problems.append(f"{article_id} is done and was left as it is")
                continue
            step = session.editor.spread(record, places)
            session.save()
        except WorkbenchError as error:
            problems.append(f"{article_id}: {error}")
        else:
            records, articles = records + len(step.edits), articles + 1
        finally:
            session.close()
    return Spread(records, articles, tuple(problems))
