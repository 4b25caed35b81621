"""A project open for a reviewer: everybody's files of an article against each other, and the gold as the reviewer's own file.

The gold is an ordinary annotation file with an ordinary session (journal, durable saves, files changed outside); what
changes it is a ``Review``, so its Editor hands every change to the review.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from workbench.core.annotation import Annotations
from workbench.core.article import Article
from workbench.core.check import Surroundings, annotation_problems
from workbench.core.edit import History
from workbench.core.errors import ConflictError, FileError, StorageError, UsageError
from workbench.core.log import Move
from workbench.core.merge import Merged, resolve
from workbench.desk.desk import SUGGESTIONS, ArticleRow, Desk, key_of
from workbench.desk.gold_editor import GoldEditor
from workbench.desk.places import Place
from workbench.desk.proposed import ProposedEntities
from workbench.desk.session import Session, open_session
from workbench.editor import Editor
from workbench.review.alignment import Files
from workbench.review.gathering import gather
from workbench.review.item import GOLD
from workbench.review.state import Review
from workbench.store.annotation_file import AnnotationFile
from workbench.store.atomic import locked
from workbench.store.peek import peek
from workbench.store.stamp import review_stamp
from workbench.store.undecided import UndecidedError


@dataclass(frozen=True, slots=True)
class UndecidedFile:
    """Somebody's file in which git left a merge, and what is to be decided in it."""

    name: str
    file: AnnotationFile
    merged: Merged


class ReviewDesk(Desk):
    """See the module's docstring. ``blind`` hides names and shuffles versions; suggestions take part where asked for."""

    blind = False
    with_suggestions = False
    only: tuple[str, ...] = ()
    """The people who take part; empty for all."""
    undecided: tuple[UndecidedFile, ...] = ()
    """Files of the article opened last in which git left a merge; they are left out until that is decided."""
    _begun: Session | None = None
    """The session that is open already, before there is a screen."""

    @cached_property
    def _seed(self) -> int:
        return random.SystemRandom().randrange(1 << 32)

    @cached_property
    def article_ids(self) -> list[str]:
        """The articles that somebody has annotated, or that have a gold file."""
        have = {one for name in (*self.project.annotators(), GOLD) for one in self.project.annotated(name)}
        return [one for one in self.project.article_paths() if one in have]

    def first_article(self, asked: str, place: Place) -> str:
        """The article asked for, the one last left, else the first that two people annotated. Raises UsageError."""
        ids = self.article_ids
        if asked and asked not in ids:
            known = asked in self.project.article_paths()
            raise UsageError(f"{asked}: nobody has annotated it" if known else f"there is no article “{asked}” here")
        if not ids:
            raise UsageError(f"{self.project.root}: there is nothing to review: nobody has annotated anything yet")
        if asked or place.article in ids:
            return asked or place.article
        return next((one for one in ids if len(self.takers(one)) > 1), ids[0])

    def article_row(self, article_id: str) -> ArticleRow:
        """How far the gold of an article is."""
        gold = peek(self.project.annotation_path(GOLD, article_id))
        return ArticleRow(article_id, gold, len(self.takers(article_id)))

    def takers(self, article_id: str) -> list[str]:
        """Who takes part in the review of an article: people, and sources of suggestions where asked for."""
        names = [name for name in self.project.annotators() if name != GOLD and name in (self.only or (name,))]
        if self.with_suggestions:
            names += [SUGGESTIONS + source for source in self.project.suggesters()]
        return [name for name in names if self._other_path(name, article_id).exists()]

    def begin(self, article_id: str) -> tuple[Article, int]:
        """Open an article before there is a screen; the screen goes on with what is open. Returns where the review begins, in
        code points. Raises FileError where the article cannot be read.
        """
        article = self.article(article_id)
        self._begun = self.session(article)
        item = self._begun.editor.review.current if isinstance(self._begun.editor, GoldEditor) else None
        if item is not None and item.place[0] < len(article.text):
            return article, item.place[0]
        return article, min(self.places.read().offsets.get(article_id, 0), max(0, len(article.text) - 1))

    def article(self, article_id: str) -> Article:
        """One article. Raises FileError."""
        begun = self._begun.editor.article if self._begun is not None else None
        return begun if begun is not None and begun.id == article_id else super().article(article_id)

    def session(self, article: Article) -> Session:
        """Open the gold of an article against everybody's files; those that cannot take part are named in its notices."""
        begun, self._begun = self._begun, None
        if begun is not None and begun.editor.article is article:
            return begun
        files, notices = self._files(article)

        choose = random.SystemRandom().choice

        def make(state: Annotations, history: History, on_move: Callable[[Move], None]) -> Editor:
            review = Review(
                files,
                self.codebook,
                state,
                choose=choose,
                date=date.today().isoformat(),
                blind=self._seed if self.blind else None,
                history=history,
                on_move=on_move,
            )
            return GoldEditor(article, review, files, choose, self.entity_exists, ProposedEntities(self, article.id))

        path = self.project.annotation_path(GOLD, article.id)
        folder = self._state / "journals" / key_of(f"{GOLD}\n{article.id}")
        session = open_session(article, self.codebook, GOLD, path, self.project.shown(path), folder, make)
        session.notices += notices
        return session

    def stamp(self, article_id: str) -> str:
        """What is another one where the review of an article may begin elsewhere the next time."""
        return review_stamp(str(self.project.root), article_id, self.only, self.with_suggestions, self.blind)

    def settle(self, one: UndecidedFile, article_id: str, take_theirs: Container[str]) -> None:
        """Write a file as it was decided: their side of the records named, our side of the others.

        Raises ConflictError where the file was changed meanwhile, StorageError where it cannot be written.
        """
        folder = self._state / "journals" / key_of(f"{one.name}\n{article_id}")
        with locked(folder / "file.lock"):
            one.file.acknowledge()
            if one.file.changed():
                raise ConflictError(f"{one.file.shown_as} was changed outside; open the article again")
            one.file.write(*one.file.render(resolve(one.merged.state, one.merged.conflicts, take_theirs)))

    def _files(self, article: Article) -> tuple[Files, list[str]]:
        found: list[tuple[str, str, Annotations]] = []
        notices: list[str] = []
        undecided: list[UndecidedFile] = []
        for name in self.takers(article.id):
            path = self._other_path(name, article.id)
            shown_as = self.project.shown(path)
            annotator = name.removeprefix(SUGGESTIONS)
            file = AnnotationFile(path, self.codebook, shown_as, article.id, annotator)
            try:
                state = file.load().state
            except (FileError, StorageError) as error:
                if isinstance(error, UndecidedError) and not error.merged.conflicts:
                    notices.append(f"{error}; it takes part as it is merged")
                    found.append((name, shown_as, error.merged.state))
                    continue
                notices.append(f"{error}; it is left out")
                if isinstance(error, UndecidedError):
                    undecided.append(UndecidedFile(name, file, error.merged))
                continue
            if state is not None:
                found.append((name, shown_as, state))
        self.undecided = tuple(undecided)
        gathered = gather(found, article.id, article.sha256, self.codebook)
        notices += map(str, gathered.problems)
        for name, state in gathered.files:
            around = Surroundings(self.codebook, article.text, article.sha256, self._shown(name, article.id))
            notices += map(str, annotation_problems(state, around))
        return gathered.files, notices

    def _shown(self, name: str, article_id: str) -> str:
        return self.project.shown(self._other_path(name, article_id))

    @property
    def _place_path(self) -> Path:
        return self._state / f"place-review-{key_of(self.person.name)}.json"
