"""The codebook that a running program goes by: read once, given issues from the screen, and followed when its file changes.

Issues can be exchanged under an open article, because nothing is laid out by them; layers and slots cannot, because panes,
keys, readers and journals are. So a file with other layers is said to be there, and nothing of it is taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.core.codebook import Codebook, Issue
from workbench.core.errors import ConflictError, EditError, FileError, StorageError
from workbench.desk.unfinished import import_lock
from workbench.editor.issue_titles import same_issue
from workbench.store.atomic import locked, write_atomic
from workbench.store.codebook_edits import with_issue
from workbench.store.codebook_file import parse_codebook, read_codebook
from workbench.store.project import Project
from workbench.store.shipped import default_codebook
from workbench.store.strict import read_bytes

_PATIENCE = 2.0
"""Seconds that a person at the keyboard waits for an import that is laying files down."""
_ATTEMPTS = 5
_STAYS = "the codebook stays as it was read"
_OTHER_LAYERS = "the codebook’s layers changed; start again to use them"

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class News:
    """What became of a changed file, in words, and whether the codebook in use is another one by it."""

    said: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """An issue that can be used from here on."""

    issue: Issue
    new: bool
    """Whether it was written; False where the file had it already."""
    news: str = ""
    """What else was found in the file, in words; "" where nothing was."""


class CodebookInUse:
    """See the module's docstring. Raises FileError where the file is broken when it is first read."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.path = project.codebook_path
        self.shown_as = project.shown(self.path)
        self._seen = self._stamp()
        self._own = self._seen is not None
        """Whether the project had a codebook of its own."""
        self._failed = ""
        """Why the file could not even be looked at, the last time."""
        self.codebook: Codebook = self._read()

    def _read(self) -> Codebook:
        if self._seen is not None:
            return read_codebook(self.path, self.shown_as)
        return read_codebook(default_codebook(), "the default codebook")

    def _stamp(self) -> _Stamp:
        """None where there is no file. Raises FileError where that cannot be seen."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FileError(self.shown_as, f"cannot be read: {error.strerror or error}") from error
        return found.st_mtime_ns, found.st_size, found.st_ino

    # The file changed

    def look(self) -> News | None:
        """Follow the file where it is another than the one seen last; None where there is nothing to say.

        Issues are taken over as they stand there. A broken or vanished file, or one with other layers, is said once, and
        the codebook stays as it was.
        """
        try:
            stamp = self._stamp()
            if stamp == self._seen:
                return None
            if stamp is None:
                self._seen = stamp
                return News(f"{self.shown_as} is gone; {_STAYS}")
            found = read_codebook(self.path, self.shown_as)
        except FileError as error:
            return self._once(f"{error}; {_STAYS}")
        self._seen, self._failed = stamp, ""
        return self._follow(found)

    def _once(self, said: str) -> News | None:
        before, self._failed = self._failed, said
        return News(said) if said != before else None

    def _follow(self, found: Codebook) -> News | None:
        if found == self.codebook:
            return None
        if found.layers != self.codebook.layers:
            return News(_OTHER_LAYERS)
        before, self.codebook = self.codebook, found
        return News(f"{self.shown_as} changed: {_changes(before, found)}", taken=True)

    # A new issue

    def add_issue(self, title: str, parent: str = "") -> Added:
        """Write an issue with this title at the end of the issues in the file, and use it from here on.

        The codebook's ``version`` stays. Annotations are read against the version that they were made with, and say so
        where it is another one; a further issue takes nothing from what they hold and gives none of their values another
        meaning, so it must not make everybody's files look outdated many times an hour. (An import adds in the same way.)

        The file is read anew under the lock that imports hold too, so that what others put into it stays; a project
        without one gets the default codebook with the issue in it. Where the file has an issue of this title, that one is
        given. Raises EditError where the title cannot be written or the parent is gone, FileError where the file is
        broken, StorageError where it cannot be written; then nothing was changed.
        """
        title = title.strip()
        _check_title(title)
        with self._alone():
            for _ in range(_ATTEMPTS):
                stamp = self._stamp()
                if stamp is None and self._own:
                    raise FileError(self.shown_as, "is gone; put it back and try again")
                data = read_bytes(self.path if stamp else default_codebook(), self.shown_as)
                there = parse_codebook(data, self.shown_as)
                if (known := same_issue(title, there.issues)) is not None:
                    return self._added(known, there, stamp, new=False)
                issue = Issue(self._free_id(title, there), title, parent)
                if parent and parent not in there.issues_by_id:
                    raise EditError(f"{self.shown_as} has no issue “{parent}” any more; choose another parent")
                made = with_issue(data, issue, self.shown_as)
                if self._stamp() == stamp:  # an editor knows no lock
                    write_atomic(self._target(), made)
                    return self._added(issue, parse_codebook(made, self.shown_as), self._stamp(), new=True)
        raise ConflictError(f"{self.shown_as} is being changed by somebody else all the time; try again")

    def _free_id(self, title: str, there: Codebook) -> str:
        from workbench.linking.proposal import proposed_id  # the linking room costs a start 65 ms

        return proposed_id(title, {**there.issues_by_id, **self.codebook.issues_by_id}, "issue")

    def _added(self, issue: Issue, there: Codebook, stamp: _Stamp, *, new: bool) -> Added:
        """Go by the file from here on; where its layers are others, by what was in use and the issue."""
        self._seen, self._own = stamp, True
        before = self.codebook
        own = before if issue.id in before.issues_by_id else _with_issues(before, (*before.issues, issue))
        if there.layers != before.layers:
            self.codebook = _with_parent_known(own, issue)
            return Added(self.codebook.issues_by_id[issue.id], new, _OTHER_LAYERS)
        self.codebook = there
        return Added(issue, new, "" if there == own else f"{self.shown_as} changed: {_changes(own, there)}")

    def _target(self) -> Path:
        """The file itself, where ``codebook.toml`` is a link to it within the project."""
        if not self._project.inside(self.path):
            raise FileError(self.shown_as, "leads out of the project; an issue is added there by hand")
        return Path(os.path.realpath(self.path))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(import_lock(self._project.root), _PATIENCE))
            except StorageError as error:
                what = "not saved: an import or another window is writing into this project; try again"
                raise StorageError(f"{self.shown_as}: {what}") from error
            except OSError:  # without a state folder nothing can be locked, as where the system has no locks
                pass
            yield


def _check_title(title: str) -> None:
    if not title:
        raise EditError("an issue needs a title")
    try:
        title.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EditError("half a character (a lone surrogate) cannot be kept in any file; take it out") from error


def _with_issues(codebook: Codebook, issues: tuple[Issue, ...]) -> Codebook:
    return Codebook(codebook.version, codebook.title, codebook.layers, issues)


def _with_parent_known(codebook: Codebook, issue: Issue) -> Codebook:
    """A parent that only the file has is left out until the program starts again."""
    if not issue.parent or issue.parent in codebook.issues_by_id:
        return codebook
    return _with_issues(codebook, tuple(replace(one, parent="") if one == issue else one for one in codebook.issues))


def _changes(before: Codebook, after: Codebook) -> str:
    """What became of the issues, in words."""
    old, new = before.issues_by_id, after.issues_by_id
    groups = {
        "added": [one for one in after.issues if one.id not in old],
        "changed": [one for one in after.issues if one.id in old and one != old[one.id]],
        "removed": [one for one in before.issues if one.id not in new],
    }
    said = [
        f"issue “{found[0].label}” {verb}" if len(found) == 1 else f"{len(found)} issues {verb}"
        for verb, found in groups.items()
        if found
    ]
    if after.version != before.version:
        said.append(f"version {after.version}")
    return ", ".join(said) or "its title or the order of the issues"
