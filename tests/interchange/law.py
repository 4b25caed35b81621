"""The round-trip law: what a format gives out and reads again is what went in, but for what it said that it cannot hold.

A difference at an article, a record and a key has to be covered by a ``Loss`` that ``write`` yielded for that place (or for the
whole record), under a rule that stands in the format's ``loses``. Some rules hold for everything and are not listed one by one:

* ``ids``: records come back with other ids; they are paired by layer, places and values;
* ``records``: only labelled stretches come back, each as a record of its own; so only stretches are compared;
* ``text``: white space is not kept; texts and places are compared without it;
* ``metadata``, ``status``, ``refused``: not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from workbench.core.annotation import Annotations, Record, Value
from workbench.core.article import Article, Metadata
from workbench.core.codebook import Codebook
from workbench.core.entity import Catalogue
from workbench.core.errors import Problem
from workbench.interchange.exchange import Document, ExchangeFormat, File, Loss, Source, Surroundings

Place = tuple[str, str, str]
"""(article, record or annotator, key)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round trip came to."""

    unexplained: tuple[str, ...]
    losses: tuple[Loss, ...]
    files: tuple[File, ...]


def source_of(files: Iterable[File]) -> Source:
    """The files of an export as what is imported."""

    def reader(data: bytes) -> bytes:
        return data

    return Source("export", {file.name: (lambda data=file.data: reader(data)) for file in files})


def round_trip(
    exchange: ExchangeFormat, documents: list[Document], codebook: Codebook, catalogue: Catalogue | None = None
) -> Outcome:
    """Write the documents, read them again, and compare."""
    assert exchange.read is not None
    assert exchange.write is not None
    catalogue = catalogue or Catalogue()
    given = list(exchange.write(iter(documents), Surroundings(codebook, catalogue)))
    files = tuple(one for one in given if isinstance(one, File))
    losses = tuple(one for one in given if isinstance(one, Loss))
    assert {one.rule for one in losses} <= set(exchange.loses), "a loss names no row of the table"
    annotators = {state.header.annotator for document in documents for state in document.annotations}
    only = next(iter(annotators)) if len(annotators) == 1 else ""
    brought = list(exchange.read(source_of(files), Surroundings(codebook, catalogue)))
    problems = [str(one) for one in brought if isinstance(one, Problem)]
    if problems:
        return Outcome((f"cannot be read again: {problems[:3]}",), losses, files)
    back = joined((one for one in brought if isinstance(one, Document)), only)
    compared = _Comparison(exchange, losses)
    return Outcome(tuple(compared.differences(joined(documents, only), back)), losses, files)


def joined(documents: Iterable[Document], annotator: str) -> dict[str, tuple[Article, dict[str, Annotations]]]:
    """Article id → the article and everybody's annotations of it."""
    found: dict[str, tuple[Article, dict[str, Annotations]]] = {}
    for document in documents:
        article, states = found.setdefault(document.article.id, (document.article, {}))
        assert article.sha256 == document.article.sha256, f"{article.id} has two texts"
        for state in document.annotations:
            name = state.header.annotator or annotator
            assert name not in states, f"{name} has two files for {document.article.id}"
            states[name] = state
    return found


class _Comparison:
    def __init__(self, exchange: ExchangeFormat, losses: Iterable[Loss]) -> None:
        self._rules = frozenset(exchange.loses)
        self._lost: set[Place] = set()
        for loss in losses:
            self._lost |= {(loss.article, loss.record, key) for key in loss.key.split(", ")}
        self._ink = "text" in self._rules

    def _covered(self, article: str, record: str, key: str) -> bool:
        keys = {(article, record, key), (article, record, "")}
        whole = {(article, record.partition("/")[0], "")} if "/" in record else set()
        return bool((keys | whole | {(article, "", "")}) & self._lost)

    def differences(
        self,
        before: dict[str, tuple[Article, dict[str, Annotations]]],
        after: dict[str, tuple[Article, dict[str, Annotations]]],
    ) -> Iterator[str]:
        """Every difference that no loss covers, in words."""
        for article_id in sorted(set(after) - set(before)):
            yield f"{article_id}: is new"
        for article_id, (article, states) in before.items():
            if article_id not in after:
                if not any(self._covered(article_id, "", key) for key in ("article", "text")):
                    yield f"{article_id}: is gone"
                continue
            again, others = after[article_id]
            yield from self._of_article(article, again)
            for name in sorted(set(others) - set(states)):
                yield f"{article_id}: {name} is new"
            for name, state in states.items():
                if name in others:
                    yield from self._of_state(article_id, name, (article, state), (again, others[name]))
                elif not self._covered(article_id, name, ""):
                    yield f"{article_id}: {name} is gone"

    def _of_article(self, article: Article, again: Article) -> Iterator[str]:
        one, other = str(article.text), str(again.text)
        if self._ink:
            one, other = "".join(one.split()), "".join(other.split())
        if one != other and not self._covered(article.id, "", "text"):
            yield f"{article.id}: text: {one!r} came back as {other!r}"
        for field in fields(Metadata) if "metadata" not in self._rules else ():
            was, is_ = getattr(article.meta, field.name), getattr(again.meta, field.name)
            if was != is_ and not self._covered(article.id, "", field.name):
                yield f"{article.id}: {field.name}: {was!r} came back as {is_!r}"

    def _of_state(
        self, article: str, name: str, before: tuple[Article, Annotations], after: tuple[Article, Annotations]
    ) -> Iterator[str]:
        one, other = before[1].header, after[1].header
        for row, keys in (("status", ("status", "codebook")), ("refused", ("refused", "rejected"))):
            for key in keys if row not in self._rules else ():
                if getattr(one, key) != getattr(other, key) and not self._covered(article, name, key):
                    yield f"{article}: {name}: {key} differs"
        was, is_ = self._placed(*before), self._placed(*after)
        if "records" in self._rules:
            yield from self._of_stretches(article, name, was, is_)
            return
        if "ids" in self._rules:
            is_ = _renamed(is_, _pairs(was, is_))
        for record_id in sorted(set(is_) - set(was)):
            yield f"{article}: {name}/{record_id}: is new: {is_[record_id]}"
        for record_id, record in was.items():
            where = f"{name}/{record_id}"
            if record_id not in is_:
                if not self._covered(article, where, ""):
                    yield f"{article}: {where}: is gone: {record}"
                continue
            for key in _differing(record, is_[record_id]):
                if not self._covered(article, where, key):
                    yield f"{article}: {where}: {key} differs: {record} came back as {is_[record_id]}"

    def _of_stretches(self, article: str, name: str, was: dict[str, Record], is_: dict[str, Record]) -> Iterator[str]:
        left = Counter(_stretches(is_))
        lost: list[tuple[str, str, int, int]] = []
        for record_id, record in was.items():
            for part, fragment in record.fragments():
                stretch = (record.layer, part, fragment.start, fragment.end)
                if self._covered(article, f"{name}/{record_id}", part):
                    lost.append(stretch)
                elif left[stretch]:
                    left[stretch] -= 1
                else:
                    yield f"{article}: {name}/{record_id}: {part}: {fragment} is gone"
        left.subtract(lost)
        for stretch in +left:
            yield f"{article}: {name}: {stretch} is new"

    def _placed(self, article: Article, state: Annotations) -> dict[str, Record]:
        """The records, with places that do not count white space where the format keeps none."""
        if not self._ink:
            return dict(state.records)
        counts = [0]
        for char in str(article.text):
            counts.append(counts[-1] + (not char.isspace()))
        moved: dict[str, Record] = {}
        for record in state.records.values():
            parts = {
                part: tuple(
                    one._replace(start=counts[one.start], end=counts[one.end], quote="".join(one.quote.split()))
                    for one in fragments
                )
                for part, fragments in record.parts.items()
            }
            moved[record.id] = replace(record, parts=parts)
        return moved


def _stretches(records: dict[str, Record]) -> Iterator[tuple[str, str, int, int]]:
    for record in records.values():
        for part, fragment in record.fragments():
            yield record.layer, part, fragment.start, fragment.end


def _differing(one: Record, other: Record) -> Iterator[str]:
    if one.layer != other.layer:
        yield "layer"
    for part in sorted(set(one.parts) | set(other.parts)):
        if one.parts.get(part, ()) != other.parts.get(part, ()):
            yield part
    for slot in sorted(set(one.values) | set(other.values)):
        if one.values.get(slot) != other.values.get(slot):
            yield slot
    for key in ("note", "flag", "origin", "decision"):
        if getattr(one, key) != getattr(other, key):
            yield key


def _pairs(was: dict[str, Record], is_: dict[str, Record]) -> dict[str, str]:
    """New id → old id: the records of a layer that lie at the same places, the most alike first."""

    def masked(record: Record, known: dict[str, Record]) -> tuple[object, ...]:
        values = {name: _masked(value, known) for name, value in sorted(record.values.items())}
        return tuple(sorted(record.parts.items())), repr(values), record.note, record.flag, record.origin

    found: dict[str, str] = {}
    free = dict(was)
    for look in (masked, lambda record, _: (tuple(sorted(record.parts.items())),), lambda record, _: ()):
        places: dict[tuple[object, ...], list[str]] = {}
        for old in free.values():
            places.setdefault((old.layer, *look(old, was)), []).append(old.id)
        for new in is_.values():
            if new.id not in found and (olds := places.get((new.layer, *look(new, is_)))):
                found[new.id] = olds.pop(0)
                del free[found[new.id]]
    return found


def _masked(value: Value, known: dict[str, Record]) -> object:
    """A value in which references to records say only what they point to."""
    if isinstance(value, tuple):
        return [_masked(one, known) for one in value]
    record = known.get(value) if isinstance(value, str) else None
    return (record.layer, sorted(record.parts.items())) if record else value


def _renamed(records: dict[str, Record], names: dict[str, str]) -> dict[str, Record]:
    def value(one: Value) -> Value:
        if isinstance(one, tuple):
            return tuple(names.get(each, each) for each in one)
        return names.get(one, one) if isinstance(one, str) else one

    made = {}
    for record in records.values():
        values = {slot: value(held) for slot, held in record.values.items()}
        name = names.get(record.id, record.id)
        made[name] = replace(record, id=name, values=values)
    return made
