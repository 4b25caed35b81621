"""What a coder's own review is made of: the gold and their file of each article, and the remarks that go between."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.annotation import Annotations
from workbench.core.progress import Progress
from workbench.desk.desk import Desk
from workbench.review.lesson import Day, over_time
from workbench.review.questions import Asked, asked
from workbench.store.annotation_file import AnnotationFile
from workbench.store.project import Project
from workbench.store.remark_file import Remark, read_remarks, write_remarks

GOLD = "gold"


class Learning:
    """See the module's docstring."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _me(self) -> str:
        return self._desk.person.name

    def articles(self) -> list[str]:
        """The articles that have a gold and a file of this person, in order."""
        project = self._desk.project
        both = project.annotated(GOLD) & project.annotated(self._me)
        return [one for one in self._desk.article_ids if one in both]

    def gold(self, article_id: str) -> Annotations | None:
        """The gold of an article; None where there is none. Raises FileError."""
        return self._read(GOLD, article_id)

    def mine(self, article_id: str) -> Annotations | None:
        """This person's saved file of an article; None where there is none. Raises FileError."""
        return self._read(self._me, article_id)

    def _read(self, name: str, article_id: str) -> Annotations | None:
        project = self._desk.project
        path = project.annotation_path(name, article_id)
        return AnnotationFile(path, self._desk.codebook, project.shown(path), article_id, name).load().state

    def over_time(self, progress: Progress) -> list[Day]:
        """How far the gold and this person agree, day by day. Raises FileError."""
        return over_time(self._pairs(progress), self._desk.codebook)

    def _pairs(self, progress: Progress) -> Iterator[tuple[Annotations, Annotations]]:
        ids = self.articles()
        for number, article_id in enumerate(ids):
            progress.step(number, len(ids), article_id)
            if progress.cancelled:
                return
            gold, mine = self.gold(article_id), self.mine(article_id)
            if gold is not None and mine is not None:
                yield gold, mine

    # Notes

    def notes(self) -> list[tuple[str, Asked]]:
        """What this person noted or asked, and what the reviewer says on their records, by article. Raises FileError."""
        found: list[tuple[str, Asked]] = []
        for article_id in self.articles():
            gold, mine = self.gold(article_id), self.mine(article_id)
            if gold is not None and mine is not None:
                rows = [(one.about, one.note) for one in remarks(self._desk.project, self._me, article_id)]
                here = asked([(self._me, mine)], gold, {self._me: rows}, unasked=True)
                found += [(article_id, one) for one in here]
        return found

    def remark(self, article_id: str, about: str) -> str:
        """What this person remarked on a record of the gold. Raises FileError."""
        return next((one.note for one in remarks(self._desk.project, self._me, article_id) if one.about == about), "")

    def keep_remark(self, article_id: str, about: str, note: str) -> None:
        """Remark on a record of the gold; an empty note takes it away. Raises FileError, StorageError."""
        project = self._desk.project
        kept = [one for one in remarks(project, self._me, article_id) if one.about != about]
        write_remarks(project.remark_path(self._me, article_id), [*kept, *([Remark(about, note)] if note else [])])


def remarks(project: Project, annotator: str, article_id: str) -> tuple[Remark, ...]:
    """What an annotator remarked on the gold of an article. Raises FileError."""
    path = project.remark_path(annotator, article_id)
    return read_remarks(path, project.shown(path))
