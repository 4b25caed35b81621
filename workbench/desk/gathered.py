"""What a format read, put together article by article and checked, before anything of it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workbench.core.annotation import Annotations, Record, target_kind
from workbench.core.article import Article
from workbench.core.check import REQUIRED, Surroundings, record_label, record_problems
from workbench.core.codebook import Codebook, Issue, Layer
from workbench.core.entity import KINDS, NIL, Catalogue, Entity
from workbench.core.errors import Problem, UsageError
from workbench.desk.adding import id_trouble
from workbench.desk.growth import Growth
from workbench.interchange.exchange import Brought, Document, Loss
from workbench.store.project import safe_name


@dataclass(slots=True)
class Whole:
    """One article with everybody's annotations of it."""

    article: Article
    annotations: list[Annotations] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def data(self) -> bytes:
        """The article's bytes."""
        return str(self.article.text).encode("utf-8")


class Gathered:
    """Takes what a format brings, in any order."""

    def __init__(self, codebook: Codebook, catalogue: Catalogue, layers: tuple[str, ...] = (), done: bool = False):
        self.growth = Growth(codebook)
        self.entities: dict[str, Entity] = {}
        self.losses: list[Loss] = []
        self.remarks: list[Problem] = []
        self.problems: list[Problem] = []
        self.not_done = 0
        """How many annotations were left out because they are not done."""
        self._brought_layers: set[str] = set()
        self._catalogue = catalogue
        self._layers = frozenset(layers)
        self._done = done
        self._wholes: dict[str, Whole] = {}

    def take(self, brought: Iterable[Brought]) -> None:
        """Sort what comes."""
        for one in brought:
            if isinstance(one, Document):
                self._join(one)
            elif isinstance(one, Entity):
                self.entities.setdefault(one.id, one if one.kind in KINDS else replace(one, kind="other"))
            elif isinstance(one, Issue):
                self.growth.add_issue(one)
            elif isinstance(one, Layer):
                self._brought_layers.add(one.name)
                if not self._layers or one.name in self._layers:
                    self.growth.add_layer(one)
            elif isinstance(one, Problem):
                self.problems.append(one)
            else:
                self.losses.append(one)

    def _join(self, document: Document) -> None:
        article = document.article
        if what := id_trouble(article.id):
            self.problems.append(Problem(article.path or article.id, what, key="id"))
            return
        whole = self._wholes.setdefault(article.id, Whole(article))
        if whole.article.sha256 != article.sha256:
            what = "stands twice in the import, with different texts"
            self.problems.append(Problem(article.path or article.id, what, key="id"))
        whole.annotations.extend(document.annotations)
        whole.foreign.extend(line for line in document.foreign if line not in whole.foreign)

    def annotators(self) -> set[str]:
        """The annotators as the source names them; empty for those that it does not name."""
        return {state.header.annotator for whole in self._wholes.values() for state in whole.annotations}

    def finish(self, annotator: str, whose: str = "", *, alone: bool = False) -> list[Whole]:
        """The articles with everything in its place.

        Annotations of nobody become those of ``annotator``, with ``alone`` those of others too; ``whose`` gives all to one
        name.

        What is wrong stands in ``problems`` then; a record that lacks a required slot is only remarked. Where only what is
        done was asked for, an article of which nothing is done stays out. Raises UsageError for a layer that is nowhere.
        """
        known = {*self.growth.codebook.by_name, *self._brought_layers}
        if unknown := sorted(self._layers - known):
            raise UsageError(f"there is no layer “{unknown[0]}”; there are {', '.join(sorted(known))}")
        self.problems += [Problem("codebook.toml", what) for what in self.growth.troubles]
        for whole in list(self._wholes.values()):
            found = [one for one in whole.annotations if not self._done or one.header.status == "done"]
            self.not_done += len(whole.annotations) - len(found)
            if whole.annotations and not found:
                del self._wholes[whole.id]
            whole.annotations = []
            seen: set[str] = set()
            for state in found:
                said = "" if alone else state.header.annotator
                name = whose or (said and safe_gold(said)) or annotator
                if name in seen:
                    what = f"has two sets of annotations by {name}"
                    self.problems.append(Problem(whole.article.path or whole.id, what, key="annotator"))
                seen.add(name)
                whole.annotations.append(self._fitted(state, whole, name))
        return list(self._wholes.values())

    def _fitted(self, state: Annotations, whole: Whole, annotator: str) -> Annotations:
        codebook = self.growth.codebook
        header = replace(
            state.header,
            article=whole.id,
            text_sha256=whole.article.sha256,
            annotator=annotator,
            codebook=codebook.version,
        )
        records = dict(state.records)
        if self._layers:
            records = {key: record for key, record in records.items() if record.layer in self._layers}
        path = whole.article.path or whole.id
        for record in list(records.values()):
            if record.layer not in codebook.by_name:
                self.problems.append(
                    Problem(path, f"there is no layer “{record.layer}” in the codebook", record_label(record))
                )
                del records[record.id]
            elif self._layers:
                records[record.id] = self._without_dangling(record, records, whole.id, annotator)
        fitted = Annotations(header, records)
        self._check(fitted, whole, path)
        return fitted

    def _without_dangling(self, record: Record, records: dict[str, Record], article: str, annotator: str) -> Record:
        """A record without its references to records of layers that are not asked for."""
        layer = self.growth.codebook.layer(record.layer)
        for slot in layer.of_type("reference"):
            there = record.references(slot.name)
            kept = tuple(one for one in there if target_kind(one)[0] != "record" or one in records)
            if kept != there:
                what = "points to a record of a layer that was not asked for"
                self.losses.append(Loss(article, f"{annotator}/{record.id}", slot.name, what))
                record = record.with_value(slot.name, kept if slot.many else None)
        return record

    def _check(self, state: Annotations, whole: Whole, path: str) -> None:
        around = Surroundings(self.growth.codebook, whole.article.text, whole.article.sha256, path, self._entity_exists)
        for record in state.records.values():
            for problem in record_problems(record, state, around):
                (self.remarks if problem.what == REQUIRED else self.problems).append(problem)

    def _entity_exists(self, entity_id: str) -> bool:
        return entity_id == NIL or entity_id in self._catalogue or entity_id in self.entities


def safe_gold(name: str) -> str:
    """An annotator's folder name; the gold stays the gold."""
    return name if name == "gold" else safe_name(name)
