"""The documents of an export: files read, broken ones named and left out, records that are not asked for taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.core.annotation import Annotations, Record, target_kind
from workbench.core.article import Article
from workbench.core.check import REQUIRED, record_problems
from workbench.core.check import Surroundings as Around
from workbench.core.entity import NIL
from workbench.core.errors import FileError, Problem, UsageError
from workbench.core.progress import Progress
from workbench.interchange.exchange import Document, Loss, Surroundings
from workbench.store.annotation_file import AnnotationFile
from workbench.store.article_file import read_article_at
from workbench.store.peek import peek
from workbench.store.project import Project
from workbench.store.strict import read_bytes

GOLD = "gold"


class Leaving:
    """Reads what an export is made of."""

    def __init__(
        self, project: Project, around: Surroundings, format_name: str, annotators: Sequence[str], layers: Sequence[str]
    ) -> None:
        self._project = project
        self._around = around
        self._format = format_name
        self._layers = frozenset(layers)
        self._annotators = tuple(annotators)
        self._paths = project.article_paths()
        self._files: dict[str, list[str]] = {}
        self.losses: list[Loss] = []
        self.problems: list[Problem] = []
        self.given: list[str] = []
        """The articles that took part."""
        self.records = 0
        known = around.codebook.by_name
        if unknown := [layer for layer in layers if layer not in known]:
            raise UsageError(f"there is no layer “{unknown[0]}”; there are {', '.join(known)}")

    def articles(self, *, gold: bool, done: bool) -> list[str]:
        """The ids of the articles that have a file of whom was asked for. Raises UsageError for an unknown annotator."""
        known = self._project.annotators()
        for name in self._annotators:
            if name not in known and name != GOLD:
                raise UsageError(f"{name} has no annotations here; there are {', '.join(known) or 'none at all'}")
        names = list(self._annotators) or ([] if gold else known)
        if gold and GOLD not in names:
            names.append(GOLD)
        have = {name: self._project.annotated(name) for name in names}
        for article_id in self._paths:
            owners = [name for name in names if article_id in have[name]]
            if done:
                owners = [name for name in owners if self._is_done(name, article_id)]
            if owners:
                self._files[article_id] = owners
        return list(self._files)

    def _is_done(self, name: str, article_id: str) -> bool:
        return peek(self._project.annotation_path(name, article_id)).status == "done"

    def documents(self, ids: Sequence[str], progress: Progress) -> Iterator[Document]:
        """The articles with their annotations, one after the other."""
        for number, article_id in enumerate(ids):
            progress.step(number, len(ids), article_id)
            try:
                article = read_article_at(self._project, article_id, self._paths[article_id])
            except FileError as error:
                self.problems.append(error.problem)
                continue
            found = [self._sound(article, name) for name in self._files[article_id]]
            annotations = tuple(one for one in found if one is not None)
            if annotations:
                self.given.append(article_id)
                self.records += sum(len(one) for one in annotations)
                yield Document(article, annotations, self._foreign(article_id))

    def _foreign(self, article_id: str) -> tuple[str, ...]:
        path = self._project.foreign_path(self._format, article_id)
        if not path.exists() or not self._project.inside(path):
            return ()
        try:
            return tuple(read_bytes(path, self._project.shown(path)).decode("utf-8").splitlines())
        except (FileError, UnicodeDecodeError) as error:
            self.problems.append(Problem(self._project.shown(path), f"cannot be read and is left out: {error}"))
            return ()

    def _sound(self, article: Article, name: str) -> Annotations | None:
        """The annotations of one file without what is broken or not asked for; None where it cannot take part."""
        path = self._project.annotation_path(name, article.id)
        shown_as = self._project.shown(path)
        try:
            state = AnnotationFile(path, self._around.codebook, shown_as, article.id, name).load().state
        except FileError as error:
            self.problems.append(error.problem)
            return None
        if state is None:
            return None
        if state.header.text_sha256 != article.sha256:
            what = "was made on another text of this article; it is left out until its records are repaired"
            self.problems.append(Problem(shown_as, what, key="text_sha256"))
            return None
        kept = {key: one for key, one in state.records.items() if not self._layers or one.layer in self._layers}
        around = Around(self._around.codebook, article.text, article.sha256, shown_as, self._entity_exists)
        for record in list(kept.values()):
            if found := [one for one in record_problems(record, state, around) if one.what != REQUIRED]:
                self.problems += found
                del kept[record.id]
        if len(kept) != len(state.records):
            kept = {key: self._without_dangling(one, kept, article.id, name) for key, one in kept.items()}
        return Annotations(state.header, kept)

    def _entity_exists(self, entity_id: str) -> bool:
        return entity_id == NIL or entity_id in self._around.catalogue

    def _without_dangling(self, record: Record, kept: dict[str, Record], article_id: str, name: str) -> Record:
        """A record without its references to records that do not take part."""
        for slot in self._around.codebook.layer(record.layer).of_type("reference"):
            there = record.references(slot.name)
            left = tuple(one for one in there if target_kind(one)[0] != "record" or one in kept)
            if left != there:
                what = "points to a record that does not take part"
                self.losses.append(Loss(article_id, f"{name}/{record.id}", slot.name, what))
                record = record.with_value(slot.name, left if slot.many else None)
        return record
