"""One article open for one annotator: its Editor, its journal, its file.

*Shown*: each move is in the journal before the editor's state changes. *Saved*: the file is on disk, durably. Between the
two lies whatever the journal holds behind its last mark, and a later session brings it back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations, Header
from workbench.core.article import Article
from workbench.core.codebook import Codebook
from workbench.core.edit import History
from workbench.core.errors import ConflictError, EditError, FileError, StorageError
from workbench.core.log import Did, Mark, Move, Replayed, replay
from workbench.core.merge import Conflict, merge, resolve
from workbench.desk.replaying import replay_into
from workbench.desk.session_words import changes, choose, records
from workbench.editor import Editor
from workbench.store.annotation_file import AnnotationFile, Found
from workbench.store.atomic import clear_temporaries, locked
from workbench.store.journal import Journal, Saved, check_names, encode, open_journal, trusted
from workbench.store.undecided import UndecidedError


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state to save, and how many moves of the journal it holds."""

    state: Annotations
    moves: int


MakeEditor = Callable[[Annotations, History, Callable[[Move], None]], Editor]


class Session:
    """See the module's docstring. Made by ``open_session``."""

    def __init__(self, file: AnnotationFile, folder: Path, journal: Journal | None) -> None:
        self.file = file
        self.notices: list[str] = []
        self.read_only = ""
        self.trouble = ""
        """Why the journal or the file could not be written; "" where all is well."""
        self.conflicts: tuple[Conflict, ...] = ()
        """Records changed both here and in the file; ``decide`` settles them."""
        self._conflict_base: Annotations | None = None
        self.undecided: UndecidedError | None = None
        """The merge that git left in the file, until what was decided is written."""
        self._waiting: tuple[Conflict, ...] = ()
        self._unaligned: tuple[Replayed, str] | None = None
        self._left: list[Journal] = []
        self.base: Annotations
        self.editor: Editor
        self._journal = journal
        self._lock_path = folder / "file.lock"
        self._moves = 0
        self._saved_moves = 0
        self._tidy = False
        self._guard = threading.Lock()
        self._at_file = threading.Lock()
        """Held while file, ``base`` and what is known of the file change together."""

    # The journal's side

    def on_move(self, move: Move) -> None:
        """The editor is about to change: write the move down first. Refuses where the file is read-only."""
        if self.read_only:
            raise EditError(self.read_only)
        if self.conflicts:
            raise EditError("first choose between what stands here and what stands in the file; saving asks for it")
        try:
            encode(move)
        except UnicodeEncodeError as error:
            raise EditError("half a character (a lone surrogate) cannot be kept in any file; take it out") from error
        self._moves += 1
        self._append(move)

    def _append(self, entry: Move | Mark) -> None:
        if self._journal is None:
            return
        try:
            with self._guard:
                self._journal.append(entry)
        except StorageError as error:
            self.trouble = f"{error} (the journal; what you do now is only in memory until it is saved)"

    @property
    def _journal_whole(self) -> bool:
        return self._journal is not None and not self._journal.pending

    # The file's side

    @property
    def saved(self) -> bool:
        """Whether everything shown is on disk."""
        return self._moves == self._saved_moves

    def snapshot(self) -> Snapshot:
        """The state now, to be given to ``write`` on any thread."""
        return Snapshot(self.editor.state, self._moves)

    def write(self, snapshot: Snapshot) -> None:
        """Put a snapshot on disk, durably.

        Raises ConflictError where the file was changed by somebody else since this session last saw it (then call
        ``take_over``) or where conflicts are not decided, FileError where it cannot be read any more, StorageError where
        it cannot be written.
        """
        if self.read_only or snapshot.moves == self._saved_moves:
            return
        if self.conflicts:
            raise ConflictError(f"{self.file.shown_as}: {choose(self.conflicts)}")
        with self._at_file, locked(self._lock_path):
            if self.file.changed():
                raise ConflictError(f"{self.file.shown_as} was changed outside")
            data, sha256 = self.file.render(snapshot.state)
            if not self._tidy:
                clear_temporaries(self.file.path)  # left by a save that was killed
                self._tidy = True
            self._append(Mark(sha256, snapshot.moves))
            self.file.write(data, sha256)
            self.base, self.undecided = snapshot.state, None
            self._saved_moves = snapshot.moves
            self.trouble = ""
            self._append(Saved(sha256, snapshot.moves))

    def changed_outside(self) -> bool:
        """Whether somebody else changed the file since this session last saw it.

        Raises FileError where that cannot be seen, StorageError where the project's folder has vanished.
        """
        if self.read_only or not self._at_file.acquire(blocking=False):
            return False  # a save that is under way looks for itself
        try:
            return self.file.changed()
        finally:
            self._at_file.release()

    def take_over(self) -> str:
        """Merge what changed in the file into the editor; a sentence about it. Conflicts are left to ``decide``.

        Raises FileError where the file cannot be read, StorageError where the project's folder has vanished,
        ConflictError where earlier conflicts are not decided; nothing is changed then, and nothing overwritten.
        """
        if self.conflicts:
            raise ConflictError(f"{self.file.shown_as}: {choose(self.conflicts)}")
        with self._at_file:
            try:
                found = self.file.load()
                theirs = found.state if found.state is not None else Annotations(self.base.header)
            except UndecidedError as undecided:
                if not self.saved:
                    raise
                theirs = self.take_undecided(undecided)
            before, self.base = self.base, theirs
        merged = merge(before, self.editor.state, theirs)
        if merged.conflicts:
            self.conflicts, self._conflict_base = merged.conflicts, before
            return choose(merged.conflicts)
        said = self._adopt(merged.state)
        self.ask_undecided()
        return said

    def take_undecided(self, undecided: UndecidedError) -> Annotations:
        """Git left a merge in the file: what it holds until that is decided, our side of what is undecided."""
        self.file.acknowledge()
        self.undecided, self._waiting = undecided, undecided.merged.conflicts
        return undecided.merged.state

    def ask_undecided(self) -> None:
        """Have the records decided that git left undecided in the file, once nothing else is to be decided."""
        if self.undecided is None or self.conflicts:
            return
        self._saved_moves = -1  # the file holds git's marks until it is written
        here = self.editor.state.records
        waiting, self._waiting = self._waiting, ()
        self.conflicts = tuple(
            Conflict(one.id, one.base, here.get(one.id), one.theirs)
            for one in waiting
            if here.get(one.id) != one.theirs
        )
        self._conflict_base = self.base

    def decide(self, take_theirs: Container[str]) -> str:
        """Settle the conflicts: these records as the file has them, the others as they are here."""
        if not self.conflicts:
            raise EditError("there is nothing to decide")
        before = self._conflict_base if self._conflict_base is not None else self.base
        merged = merge(before, self.editor.state, self.base)
        state = resolve(merged.state, self.conflicts, take_theirs)
        self.conflicts, self._conflict_base = (), None
        if self._unaligned is not None:
            self._align(*self._unaligned)
            self._unaligned = None
        said = self._adopt(state)
        for left in self._left:
            left.close(remove=self._journal_whole)
        self._left.clear()
        self.ask_undecided()
        return said if self.undecided is None or self.conflicts else f"decided; git add {self.file.shown_as}"

    def _adopt(self, state: Annotations) -> str:
        step = self.editor.adopt(state)
        if self.editor.state == self.base:
            self._settle()
        elif self.saved:
            self._saved_moves = -1  # the file lacks what was decided, though no move was needed for it
        count = len(step.edits)
        return f"taken over from the file: {records(count)}" if count else "the file was changed outside"

    def _settle(self) -> None:
        """The file holds what is shown; but for git's marks, where a merge was left in it."""
        self._append(Saved(self.file.sha256, self._moves))
        self._saved_moves = self._moves

    def save(self) -> str:
        """Save now, on this thread, merging where the file was changed; a sentence about what happened, or "".

        Raises ConflictError where a person has to decide, FileError and StorageError as ``write`` does.
        """
        said = ""
        while not self.saved:
            try:
                self.write(self.snapshot())
            except ConflictError:
                said = self.take_over()
                if self.conflicts:
                    raise ConflictError(said) from None
        return said

    def close(self) -> None:
        """Let go of the journal. An empty one is removed."""
        for left in self._left:
            left.close()
        self._left.clear()
        if self._journal is not None:
            self._journal.close(remove=self._moves == 0)
            self._journal = None

    # Opening

    def begin(self, replayed: Replayed, moves: int, make_editor: MakeEditor) -> None:
        """Take what was replayed, ``moves`` moves in all, as the start."""
        self._moves = moves
        self._saved_moves = moves - replayed.brought_back
        self.editor = make_editor(replayed.state, replayed.history, self.on_move)
        self.conflicts = replayed.conflicts
        if replayed.brought_back and (replayed.conflicts or replayed.state != self.base):
            self.notices.append(f"{changes(replayed.brought_back)} brought back from the journal")

    def align(self, replayed: Replayed, known: bool) -> None:
        """Note which of its moves the file was taken to hold, where the log does not say so (``known``).

        With conflicts this waits for ``decide``, so that a death before it asks the same again.
        """
        if replayed.conflicts:
            self._unaligned = (replayed, self.file.sha256)
            return
        if not known:
            self._align(replayed, self.file.sha256)
        if not self.saved and self.editor.state == self.base:
            self._settle()

    def _align(self, replayed: Replayed, sha256: str) -> None:
        self._append(Saved(sha256, replayed.covered))
        if replayed.added is not None:
            self._moves += 1
            self._append(Did(replayed.added))

    def bring_back(self, left: Journal) -> None:
        """Take over what a window that died had shown and not saved."""
        if self.conflicts:
            left.close()
            return
        try:
            check_names(left.entries, self.editor.codebook)
            replayed = replay(trusted(left.entries, self.file.sha256), self.file.sha256, self.base)
        except EditError as error:
            left.close(remove=self.put_aside(left, error))
            return
        if not replayed.brought_back:
            left.close(remove=True)
            return
        merged = merge(self.base, self.editor.state, replayed.state)
        conflicts = (*merged.conflicts, *replayed.conflicts)
        self.editor.adopt(merged.state)
        self.notices.append(f"{changes(replayed.brought_back)} of another window brought back")
        self.conflicts = conflicts
        if conflicts:
            self._left.append(left)
        else:
            left.close(remove=self._journal_whole)

    def put_aside(self, journal: Journal, why: Exception) -> bool:
        """A journal makes no sense any more: begin anew, and say where its content lies. Whether that worked."""
        try:
            journal.put_aside()
        except StorageError as error:
            self.trouble = f"{error} (the journal; what you do now is only in memory until it is saved)"
            return False
        self.notices.append(f"the journal does not fit ({why}) and was put aside: {journal.damaged}")
        return True


def open_session(
    article: Article,
    codebook: Codebook,
    annotator: str,
    path: Path,
    shown_as: str,
    folder: Path,
    make_editor: MakeEditor,
) -> Session:
    """Open an article for an annotator. A file that cannot be read opens read-only, saying why; nothing raises for it."""
    journal: Journal | None = None
    trouble = ""
    try:
        journal = open_journal(folder)
    except StorageError as error:
        trouble = f"{error} (the journal; what you do is only in memory until it is saved)"
    session = Session(AnnotationFile(path, codebook, shown_as, article.id, annotator), folder, journal)
    session.trouble = trouble
    if journal is not None and journal.damaged:
        session.notices.append(f"a damaged part of the journal was put aside: {journal.damaged}")
    session.base = Annotations(Header(article.id, article.sha256, annotator, codebook=codebook.version))
    entries = journal.entries if journal is not None else []
    moves = sum(1 for entry in entries if not isinstance(entry, Mark))
    try:
        found = session.file.load()
    except UndecidedError as undecided:
        found = Found(session.take_undecided(undecided), session.file.sha256)
        session.notices.append(str(undecided))
    except (FileError, StorageError) as error:
        session.read_only = f"read-only until it is mended: {error}"
        session.begin(Replayed(session.base, History(), 0), moves, make_editor)
        return session
    if found.state is not None:
        session.base = found.state
    replay_into(session, journal, codebook, make_editor)
    session.ask_undecided()
    if not found.canonical:
        session.notices.append(f"{shown_as} is spelled by hand; the first change writes it in the usual spelling")
    return session
