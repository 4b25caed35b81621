"""A project open for one person: codebook, catalogue, keys, and the articles they open."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.codebook import Codebook
from workbench.core.edit import History
from workbench.core.entity import NIL, Catalogue, Entity
from workbench.core.errors import Problem, UsageError
from workbench.core.log import Move
from workbench.core.span import Span
from workbench.desk.codebook_in_use import CodebookInUse
from workbench.desk.indexing import Indexing, with_names
from workbench.desk.keymaps import live_keymap
from workbench.desk.person import Person, PersonSettings, find_person, read_person_settings
from workbench.desk.places import Place, PlaceFile
from workbench.desk.session import Session, open_session
from workbench.desk.unfinished import finish_import, left_import
from workbench.editor import Editor
from workbench.keys.live import LiveKeymap
from workbench.store.annotation_file import AnnotationFile
from workbench.store.article_file import read_article
from workbench.store.catalogue import load_catalogue
from workbench.store.peek import REFUSED, Peek, linked_words, mentioned_values, peek, value_counts
from workbench.store.places import key_of as key_of
from workbench.store.places import place_path, project_state
from workbench.store.project import Project, open_project

if TYPE_CHECKING:
    from workbench.linking.index import NameIndex
    from workbench.linking.linklog import LinkLog
    from workbench.linking.scan import Scanner

SUGGESTIONS = "suggestions/"
"""What the names of sources of suggestions begin with, among the names of people."""

# The linking room and the edits of catalogues are imported when they are first asked for something: they cost a start 65 ms.


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of the list of articles."""

    id: str
    mine: Peek
    others: int
    """How many other people have a file for it."""


class Desk:
    """See the module's docstring."""

    def __init__(self, project: Project, person: Person, settings: PersonSettings) -> None:
        self.project = project
        self.person = person
        self.settings = settings
        self.codebooks = CodebookInUse(project)
        self.renew_catalogue()

    @classmethod
    def open(cls, path: Path, annotator: str = "") -> tuple[Self, str]:
        """Open the project at ``path``; also the id of the article that the path names ("" if none).

        Raises UsageError where nothing is there, FileError where settings or codebook are broken.
        """
        project, article_id = open_project(path)
        finish_import(project)
        settings = read_person_settings()
        return cls(project, find_person(annotator, settings, project.root), settings), article_id

    @property
    def codebook(self) -> Codebook:
        """The codebook as everything here goes by it; ask anew each time, issues come and go."""
        return self.codebooks.codebook

    # Entities

    def renew_catalogue(self) -> None:
        """Read the files of entities, which changed."""
        loaded = load_catalogue(self.project, large=False)
        self._catalogue: Catalogue = loaded.catalogue
        self.origins: dict[str, str] = dict(loaded.origins)
        """By the id of an entity in memory, the file that it stands in."""
        self._further, self._whole = loaded.further, loaded.whole
        self.proposed_names = loaded.names
        self.refused_names = loaded.refused_names
        self._renewed: dict[str, Entity] = {}
        self.index_state = Indexing(self.project, loaded.catalogue)
        self.catalogue_problems: tuple[Problem, ...] = (*loaded.problems, *self.index_state.problems)
        self._index: NameIndex | None = None
        self._wide = False
        self._scanner: Scanner | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The entities of the project; those of large catalogues are found in it by their ids as soon as they are there."""
        self._adopt()
        return self._catalogue

    @property
    def index(self) -> NameIndex:
        """The index of the catalogue, built when it is first asked for.

        Where there are large catalogues, the project's own entities are searched until those are ready: ``index_state``.
        """
        from workbench.linking.index import CatalogueIndex

        self.index_state.start()
        self._adopt()
        if self._index is None:
            self._index = CatalogueIndex.of(self._catalogue)
        return self._index

    def _adopt(self) -> None:
        """Search the large catalogues too from the moment that they are there."""
        wide = self.index_state.index
        if wide is None or self._wide:
            return
        self._wide = True
        for entity in (*self._renewed.values(), *with_names(wide.catalogue, self._further)):
            wide = wide.with_entity(entity)
        self._catalogue, self._index, self._scanner = wide.catalogue, wide, None
        self.__dict__.pop("roster", None)

    @property
    def scanner(self) -> Scanner:
        """Finds the names of the roster in running text: of entities kept by hand or proposed, and of those linked to."""
        from workbench.linking.scan import Scanner, worth_finding

        if self._scanner is None:
            linked = (self.catalogue.resolve(one) for one in sorted(self.roster))
            roster = Catalogue.of([*self.catalogue, *(one for one in linked if one is not None)])
            names = [
                (name, target.id)
                for entity in roster
                if (target := self.catalogue.resolve(entity.id)) is not None
                for name in entity.names
                if worth_finding(name)
            ]
            self._scanner = Scanner.of_names(names)
        return self._scanner

    def problems(self) -> list[Problem]:
        """What is wrong with catalogues and articles; the project works without what is named here."""
        return [*left_import(self.project), *self.catalogue_problems, *self.project.article_problems()]

    def known_names(self, text: str) -> list[Span]:
        """The spans of known names in a piece of text."""
        return [found.span for found in self.scanner.find(text)]

    def entity_exists(self, entity_id: str) -> bool:
        """Whether a link to this id leads somewhere; where a file of entities cannot be read, it may lead into that."""
        return entity_id == NIL or not self._whole or entity_id in self.catalogue

    @cached_property
    def roster(self) -> frozenset[str]:
        """The entities that records of this project are linked to; beside large catalogues, all that are its own too."""
        found: set[str] = set()
        for annotator in self.project.annotators():
            for article_id in self.project.annotated(annotator):
                found |= mentioned_values(self.project.annotation_path(annotator, article_id))
        if self.index_state.files:
            return frozenset(found | self._catalogue.entities.keys())
        return frozenset(value for value in found if value in self.catalogue)

    def links_elsewhere(self, article_id: str) -> Counter[str]:
        """How often each entity is linked in the project, but for this person's file of one article."""
        found = Counter(self._links_of_others)
        for other in self.project.annotated(self.person.name) - {article_id}:
            found.update(value_counts(self.project.annotation_path(self.person.name, other)))
        return found

    @cached_property
    def _links_of_others(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for annotator in self.project.annotators():
            for article_id in self.project.annotated(annotator) if annotator != self.person.name else ():
                found.update(value_counts(self.project.annotation_path(annotator, article_id)))
        return found

    @property
    def index_said(self) -> str:
        """How far the index of large catalogues is, in words; empty when all can be searched."""
        return self.index_state.said

    def origin(self, entity_id: str) -> str:
        """Where an entity comes from: a file of the project, or a large catalogue with its licence."""
        if entity_id in self.origins:
            return self.origins[entity_id].removeprefix("entities/")
        files = [one for one in self.index_state.files if one.weight]
        place = self.index_state.index.place_of(entity_id) if self.index_state.index is not None else -1
        if place < 0:
            return "a large catalogue"
        return f"{files[place].title or files[place].name} · licence {files[place].licence or 'not stated'}"

    def linked(self, entity_id: str) -> None:
        """A record was linked to an entity: it is of the roster from here on."""
        if entity_id not in self.roster and entity_id in self.catalogue:
            self.roster = self.roster | {entity_id}
            self._scanner = None

    @cached_property
    def link_log(self) -> LinkLog:
        """What words the people of this project linked to what, and what they turned down for them."""
        from workbench.linking.linklog import LinkLog

        slots = {layer.name: layer.entity_slot.name for layer in self.codebook.layers if layer.entity_slot}
        found = [
            one
            for annotator in self.project.annotators()
            for article_id in self.project.annotated(annotator)
            for one in linked_words(self.project.annotation_path(annotator, article_id), slots)
        ]
        links = ((words, entity_id) for layer, words, entity_id in found if layer != REFUSED and entity_id != NIL)
        return LinkLog.of(links, ((words, entity_id) for layer, words, entity_id in found if layer == REFUSED))

    def propose_entity(self, name: str, kind: str = "other") -> Entity:
        """A new entity of this annotator, written to their proposals. Raises FileError, StorageError."""
        from workbench.linking.proposal import proposed_id
        from workbench.store.entity_edits import add_entity

        entity = Entity(proposed_id(name, self.catalogue), name, kind, proposed_by=self.person.name)
        add_entity(self.project.proposed_path(self.person.name), entity)
        self._renew(entity)
        return entity

    def propose_alias(self, entity_id: str, name: str) -> None:
        """A further name of an entity, written to this annotator's proposals. Raises FileError, StorageError."""
        from workbench.store.entity_edits import add_alias

        add_alias(self.project.proposed_path(self.person.name), entity_id, name)
        entity = self.catalogue.resolve(entity_id)
        if entity is not None and name not in entity.names:
            self._renew(replace(entity, aliases=(*entity.aliases, name)))

    def _renew(self, entity: Entity) -> None:
        self._renewed[entity.id] = entity
        self._catalogue = self.catalogue.with_entity(entity)
        self.origins.setdefault(entity.id, self.project.shown(self.project.proposed_path(self.person.name)))
        if self._index is not None:
            self._index = self._index.with_entity(entity)
        self._scanner = None

    # Articles

    @cached_property
    def article_ids(self) -> list[str]:
        """The ids of the articles, in order."""
        return list(self.project.article_paths())

    def article(self, article_id: str) -> Article:
        """One article. Raises FileError."""
        return read_article(self.project, article_id)

    def article_row(self, article_id: str) -> ArticleRow:
        """What is known of an article without reading it."""
        mine = peek(self.project.annotation_path(self.person.name, article_id))
        return ArticleRow(article_id, mine, len(self.others(article_id)))

    def first_article(self, asked: str, place: Place) -> str:
        """The article to begin with: the one asked for, the one last left, else the first. Raises UsageError."""
        if not self.article_ids:
            what = "there is no article (.txt or .md) here; bring some in: workbench add"
            raise UsageError(f"{self.project.root}: {what}")
        for wanted in (asked, place.article):
            if wanted in self.article_ids:
                return wanted
        return self.article_ids[0]

    # Annotations

    def session(self, article: Article) -> Session:
        """Open an article for this person. A file that cannot be read opens read-only and says why."""
        path = self.project.annotation_path(self.person.name, article.id)

        def make(state: Annotations, history: History, on_move: Callable[[Move], None]) -> Editor:
            return Editor(
                article,
                self.codebook,
                state,
                choose=random.SystemRandom().choice,
                history=history,
                entity_exists=self.entity_exists,
                on_move=on_move,
            )

        folder = self._state / "journals" / key_of(f"{self.person.name}\n{article.id}")
        shown_as = self.project.shown(path)
        return open_session(article, self.codebook, self.person.name, path, shown_as, folder, make)

    def others(self, article_id: str) -> list[str]:
        """Who else has annotations of an article: people, ``gold``, then ``suggestions/<source>``."""
        people = (name for name in self.project.annotators() if name != self.person.name)
        names = (*people, "gold", *(SUGGESTIONS + source for source in self.project.suggesters()))
        return [name for name in names if self._other_path(name, article_id).exists()]

    def _other_path(self, name: str, article_id: str) -> Path:
        if name.startswith(SUGGESTIONS):
            return self.project.suggestion_path(name.removeprefix(SUGGESTIONS), article_id)
        return self.project.annotation_path(name, article_id)

    def read_other(self, name: str, article_id: str) -> Annotations:
        """Somebody else's annotations, or suggestions, to be shown. Raises FileError."""
        path = self._other_path(name, article_id)
        whose = name.removeprefix(SUGGESTIONS)
        found = AnnotationFile(path, self.codebook, self.project.shown(path), article_id, whose).load()
        if found.state is None:
            raise UsageError(f"{name} has no annotations of {article_id}")
        return found.state

    # Keys and places

    def keymap(self) -> tuple[LiveKeymap, tuple[Problem, ...]]:
        """The live keymap and everything that is wrong with it."""
        return live_keymap(self.settings.keymap or self.project.settings.keymap, self.codebook)

    @property
    def _state(self) -> Path:
        return project_state(self.project.root)

    @cached_property
    def places(self) -> PlaceFile:
        """The note of where this person left."""
        return PlaceFile(self._place_path)

    @property
    def _place_path(self) -> Path:
        return place_path(self._state, self.person.name)

    def guideline(self) -> str:
        """The coding guideline as it stands; empty where there is none."""
        path = self.project.guideline_path
        try:
            return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        except OSError as error:
            return f"{self.project.shown(path)}: cannot be read: {error.strerror}"
