"""A project open for a reviewer: everybody's files of an article against each other, and the gold as the reviewer's own file.

The gold is an ordinary annotation file with an ordinary session (journal, durable saves, files changed outside); what
changes it is a ``Review``, so its Editor hands every change to the review.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from workbench.core.annotation import Annotations, Header, Record, Status
from workbench.core.article import Article
from workbench.core.check import Surroundings, annotation_problems
from workbench.core.codebook import Slot
from workbench.core.edit import Edit, History, Step
from workbench.core.entity import Catalogue
from workbench.core.errors import ConflictError, EditError, FileError, StorageError, UsageError
from workbench.core.log import Move
from workbench.core.merge import Merged, resolve
from workbench.desk.desk import SUGGESTIONS, ArticleRow, Desk, key_of
from workbench.desk.places import Place
from workbench.desk.proposed import ProposedEntities
from workbench.desk.session import Session, open_session
from workbench.editor import Editor
from workbench.editor.form import Choice, Choices, Form
from workbench.editor.labels import Labels
from workbench.review.alignment import Files
from workbench.review.gathering import gather
from workbench.review.item import GOLD, Version
from workbench.review.proposals import Proposal, ProposalDecision, refusal, refused_in
from workbench.review.state import Review
from workbench.store.annotation_file import AnnotationFile
from workbench.store.atomic import locked
from workbench.store.peek import peek
from workbench.store.undecided import UndecidedError


class Verb(Protocol):
    """A verb of the review with all its arguments but why."""

    def __call__(self, *, reason: str, note: str) -> Step:
        """Decide."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reason code and the note that a decision is given."""

    reason: str = ""
    note: str = ""


_SETTLED = {"accept": "accepted", "merge": "merged"}


class Outside(Protocol):
    """What a gold needs of the project around it: the proposed entities, and the files that they stand in."""

    @property
    def refused(self) -> frozenset[str]:
        """What was refused in other articles."""

    def waiting(self, files: Files, refused: frozenset[str]) -> list[Proposal]:
        """The proposed entities that these files use, but for those refused."""

    def carry_out(self, decision: ProposalDecision) -> tuple[str, ...]:
        """Accept or merge; returns what ``move`` takes."""

    def move(self, beside: tuple[str, ...], *, back: bool) -> None:
        """Take back what was carried out, or do it again."""


class GoldEditor(Editor):
    """The gold of one article under the hands of a reviewer: its state is the review's."""

    def __init__(
        self,
        article: Article,
        review: Review,
        files: Files,
        choose: Callable[[str], str],
        exists: Callable[[str], bool],
        outside: Outside,
    ) -> None:
        """``files`` are those of the review, ``exists`` tells whether a link to an id leads somewhere."""
        self._outside = outside
        self.review = review
        self.files: dict[str, Annotations] = dict(files)
        self.why = Why()
        """What the next decision is given."""
        super().__init__(article, review.codebook, review.gold, choose=choose, entity_exists=exists)
        self._invite()

    # Decisions

    def decide(self, verb: Verb) -> Step:
        """Decide the current item, with the reason and note that are waiting."""
        step = self.follow(lambda: verb(reason=self.why.reason, note=self.why.note))
        self.why = Why()
        return step

    def follow(self, act: Callable[[], Step]) -> Step:
        """Do something with the review and take its state over."""
        step = act()
        self._take(self.review.gold, step)
        if step.beside or step.header is not None:
            self._invite()
        return step

    def settle(self, decision: ProposalDecision) -> Step:
        """Carry a decision on the current item's proposed entity out: in the catalogue's files, or in the gold's head.

        Raises EditError where the current item is about no proposed entity, or where the catalogue does not fit any more.
        """
        item = self.review.current
        if item is None or item.proposal is None:
            raise EditError("no proposed entity stands here")
        if decision.action == "refuse":
            step = refusal(item.proposal, self.state, self.codebook, self.article.text)
        else:
            into = f" into {decision.into}" if decision.into else ""
            title = f"{decision.entity.name} {_SETTLED[decision.action]}{into}"
            step = Step(title, beside=self._outside.carry_out(decision))
        return self.follow(lambda: self.review.settle(step))

    def _invite(self) -> None:
        """Ask about the proposed entities that are in use here and wait for a decision."""
        here = refused_in(self.state)
        found = self._outside.waiting([*self.files.items(), (GOLD, self.state)], here)
        self.review.invite(found, here | self._outside.refused)

    def surroundings_of(self, version: Version) -> Annotations:
        """The records that a version's references lead to; for the gold's, with those that are not decided yet."""
        if not version.of_gold:
            return self.files[version.annotators[0]]
        return self.surroundings()

    def surroundings(self) -> Annotations:
        """The gold with the coders' records that stand in it for what is not decided yet."""
        return Annotations(self.state.header, {**self.state.records, **self._stand_ins(self.state.records.values())})

    def reasons(self) -> list[str]:
        """The reason codes of this gold, the most frequent first."""
        given = [one.decision.reason for one in self.state.records.values() if one.decision]
        given += [one.reason for one in self.state.header.rejected]
        return [reason for reason, _ in Counter(given).most_common() if reason]

    def draft_form(self, choices: Choices, catalogue: Catalogue) -> Form:
        """The form of the record that is right: it begins as the first version, and every version's slots are proposals."""
        item = self.review.current
        if item is None:
            raise EditError("nothing is open here")
        drafts = [self.review.draft(number) for number in range(1, len(item.versions) + 1)]
        stand_ins = self._stand_ins(drafts)
        known = Annotations(self.state.header, {**self.state.records, **stand_ins})
        labels = Labels(known, self.codebook, catalogue)
        layer = self.codebook.layer(item.layer)

        def offered(form: Form, slot: Slot, query: str) -> Sequence[Choice]:
            mine = [] if query else [_choice(draft, slot, labels, n) for n, draft in enumerate(drafts, 1)]
            there = [one for one in mine if one is not None]
            held = {(one.spans, one.value) for one in there}
            return [*there, *(one for one in choices(form, slot, query) if (one.spans, one.value) not in held)]

        record = replace(drafts[0], id=self.fresh_id(item.layer), origin="", decision=None)
        index = next((n for n, slot in enumerate(layer.slots) if slot.name in item.differing), 0)
        form = Form(self, layer, record, True, offered, index)
        form.companions.update(stand_ins)
        return form

    def _stand_ins(self, drafts: Iterable[Record]) -> dict[str, Record]:
        """The coders' records that drafts refer to because they are not decided yet, under what stands for them."""
        found: dict[str, Record] = {}
        for draft in drafts:
            for slot in self.codebook.layer(draft.layer).of_type("reference"):
                for target in draft.references(slot.name):
                    annotator, _, record_id = target.rpartition("/")
                    state = self.files.get(annotator)
                    if state is not None and record_id in state.records:
                        found[target] = replace(state.records[record_id], id=target)
        return found

    # The editor's verbs

    def make(self, records: Sequence[Record], title: str = "") -> Step:
        """What a form made is the decision; records made along with it are put into the gold first."""
        *along, record = records
        fresh = [one for one in along if "/" not in one.id]  # the others stand for records that are not decided yet
        if fresh:
            self.follow(lambda: self.review.change(fresh, f"{fresh[0].layer} made"))
        return self.decide(lambda *, reason, note: self.review.edited(record, reason=reason, note=note))

    def set_status(self, status: Status) -> Step:
        """Declare the gold done, or open again."""
        return self.follow(lambda: self.review.set_status(status))

    def undo(self) -> Step:
        """Take back the newest step; the review stands where it was decided."""
        done = self.review.history.done
        beside = done[-1].beside if done else ()
        if beside:
            self._outside.move(beside, back=True)
        before = {item.key for item in self.review.items}
        step = self.review.undo()
        self._take(self.review.gold, step.inverse)
        if step.beside or step.header is not None:
            self._invite()
            asked = [item.key for item in self.review.items if item.proposal and item.key not in before]
            if asked:
                self.review.go(asked[0])
        return step

    def redo(self) -> Step:
        """Do the step undone last again."""
        undone = self.review.history.undone
        if undone and undone[-1].beside:
            self._outside.move(undone[-1].beside, back=False)
        return self.follow(self.review.redo)

    def adopt(self, state: Annotations) -> Step:
        """Take over what changed outside, beside the history."""
        return self.follow(lambda: self.review.adopt(state))

    def _do(self, title: str, edits: Sequence[Edit], header: Header | None = None) -> Step:
        raise EditError("the gold is changed by decisions")


def _choice(draft: Record, slot: Slot, labels: Labels, number: int) -> Choice | None:
    """What a version has in a slot, as a proposal; attributes have keys of their own in a form."""
    fragments = draft.parts.get(slot.name, ())
    value = draft.values.get(slot.name)
    if slot.type == "attribute" or not (fragments or value):
        return None
    words = " ".join(labels.value(draft, slot).split())
    return Choice(words, f"version {number}", value, tuple(one.span for one in fragments))


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
    undecided: tuple[UndecidedFile, ...] = ()
    """Files of the article opened last in which git left a merge; they are left out until that is decided."""

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
        names = [name for name in self.project.annotators() if name != GOLD]
        if self.with_suggestions:
            names += [SUGGESTIONS + source for source in self.project.suggesters()]
        return [name for name in names if self._other_path(name, article_id).exists()]

    def session(self, article: Article) -> Session:
        """Open the gold of an article against everybody's files; those that cannot take part are named in its notices."""
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
                notices.append(f"{error}; it is left out")
                if isinstance(error, UndecidedError) and error.merged.conflicts:
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
