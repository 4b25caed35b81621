"""One article open for one annotator: its Editor, its journal, its file.

*Shown*: each move is in the journal before the editor's state changes. *Saved*: the file is on disk, durably. Between the
two lies whatever the journal holds behind its last mark, and a later session brings it back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from workbench.core.annotation import Annotations, Header
from workbench.core.article import Article
from workbench.core.codebook import Codebook
from workbench.core.edit import History
from workbench.core.errors import ConflictError, EditError, FileError, StorageError
from workbench.core.log import Did, Mark, Move, Replayed, replay
from workbench.core.merge import Conflict, merge, resolve
from workbench.editor import Editor
from workbench.store.annotation_file import AnnotationFile
from workbench.store.journal import Journal, left_behind, open_journal
from workbench.store.lock import lock, open_for_lock


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
        self._unaligned: tuple[Replayed, str] | None = None
        self._left: list[Journal] = []
        self.base: Annotations
        self.editor: Editor
        self._journal = journal
        self._folder = folder
        self._moves = 0
        self._saved_moves = 0
        self._guard = threading.Lock()

    # The journal's side

    def on_move(self, move: Move) -> None:
        """The editor is about to change: write the move down first. Refuses where the file is read-only."""
        if self.read_only:
            raise EditError(self.read_only)
        if self.conflicts:
            raise EditError("first choose between what stands here and what stands in the file")
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
        ``take_over``), FileError where it cannot be read any more, StorageError where it cannot be written.
        """
        if self.read_only or snapshot.moves == self._saved_moves:
            return
        with self._file_lock():
            if self.file.changed():
                raise ConflictError(f"{self.file.shown_as} was changed outside")
            data, sha256 = self.file.render(snapshot.state)
            self._append(Mark(sha256, snapshot.moves))
            self.file.write(data, sha256)
        self.base = snapshot.state
        self._saved_moves = snapshot.moves
        self.trouble = ""

    def changed_outside(self) -> bool:
        """Whether somebody else changed the file since this session last saw it."""
        return not self.read_only and self.file.changed()

    def take_over(self) -> str:
        """Merge what changed in the file into the editor; a sentence about it. Conflicts are left to ``decide``.

        Raises FileError where the file cannot be read; nothing is changed then, and nothing overwritten.
        """
        found = self.file.load()
        theirs = found.state or Annotations(self.base.header)
        merged = merge(self.base, self.editor.state, theirs)
        if merged.conflicts:
            self.conflicts, self._conflict_base = merged.conflicts, self.base
            self.base = theirs
            return f"{len(merged.conflicts)} records were changed both here and in the file; choose"
        self.base = theirs
        return self._adopt(merged.state)

    def decide(self, take_theirs: Container[str]) -> str:
        """Settle the conflicts: these records as the file has them, the others as they are here."""
        if not self.conflicts:
            raise EditError("there is nothing to decide")
        merged = merge(self._conflict_base or self.base, self.editor.state, self.base)
        state = resolve(merged.state, self.conflicts, take_theirs)
        self.conflicts, self._conflict_base = (), None
        if self._unaligned is not None:
            self._align(*self._unaligned)
            self._unaligned = None
        for left in self._left:
            left.close(remove=not self.trouble)
        self._left.clear()
        return self._adopt(state)

    def _adopt(self, state: Annotations) -> str:
        step = self.editor.adopt(state)
        if self.editor.state == self.base:
            self._append(Mark(self.file.sha256, self._moves))
            self._saved_moves = self._moves
        return f"taken over from the file: {len(step.edits)} records" if step.edits else "the file was changed outside"

    def save(self) -> str:
        """Save now, on this thread, merging where the file was changed; a sentence about what happened, or ""."""
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
        if self._journal is not None:
            self._journal.close(remove=self._moves == 0)
            self._journal = None

    def _file_lock(self) -> _Locked:
        return _Locked(self._folder / "file.lock")

    # Opening

    def begin(self, replayed: Replayed, moves: int, make_editor: MakeEditor) -> None:
        """Take what was replayed, ``moves`` moves in all, as the start."""
        self._moves = moves
        self._saved_moves = moves - replayed.brought_back
        self.editor = make_editor(replayed.state, replayed.history, self.on_move)
        self.conflicts = replayed.conflicts
        if replayed.brought_back:
            count = replayed.brought_back
            self.notices.append(f"{count} unsaved change{'s' * (count > 1)} brought back from the journal")

    def align(self, replayed: Replayed, sha256: str) -> None:
        """The log knew no file with this hash: note which of its moves the file was taken to hold.

        With conflicts this waits for ``decide``, so that a death before it asks the same again.
        """
        if replayed.conflicts:
            self._unaligned = (replayed, sha256)
        else:
            self._align(replayed, sha256)

    def _align(self, replayed: Replayed, sha256: str) -> None:
        self._append(Mark(sha256, replayed.covered))
        if replayed.added is not None:
            self._moves += 1
            self._append(Did(replayed.added))

    def bring_back(self, left: Journal, sha256: str) -> None:
        """Take over what a window that died had shown and not saved."""
        replayed = replay(left.entries, sha256, self.base)
        if not replayed.brought_back:
            left.close(remove=True)
            return
        merged = merge(self.base, self.editor.state, replayed.state)
        conflicts = (*merged.conflicts, *replayed.conflicts)
        if self.conflicts:
            left.close()
            return
        self.editor.adopt(merged.state)
        self.notices.append(f"{replayed.brought_back} unsaved changes of another window brought back")
        self.conflicts = conflicts
        if conflicts:
            self._left.append(left)
        else:
            left.close(remove=not self.trouble)


class _Locked:
    """The exclusive right to write one file; where the state folder cannot be written, nothing is locked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        self._file: IO[bytes] | None = None
        try:
            self._file = open_for_lock(self._path)
        except OSError:
            return
        lock(self._file)

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()


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
    empty = Annotations(Header(article.id, article.sha256, annotator, codebook=codebook.version))
    try:
        found = session.file.load()
    except FileError as error:
        session.read_only = f"{error} (left as it is; read-only until it is mended)"
        session.base = empty
        session.begin(Replayed(empty, History(), 0), 0, make_editor)
        return session
    session.base = found.state or empty
    _replay_into(session, journal, found.sha256, make_editor)
    if not found.canonical:
        session.notices.append(f"{shown_as} is spelled by hand; the first change writes it in the usual spelling")
    return session


def _replay_into(session: Session, journal: Journal | None, sha256: str, make_editor: MakeEditor) -> None:
    entries = journal.entries if journal is not None else []
    replayed = replay(entries, sha256, session.base)
    session.begin(replayed, sum(1 for entry in entries if not isinstance(entry, Mark)), make_editor)
    if not any(isinstance(entry, Mark) and entry.sha256 == sha256 for entry in entries) or replayed.conflicts:
        session.align(replayed, sha256)
    if journal is None:
        return
    journal.entries = []
    if journal.damaged:
        session.notices.append(f"a damaged part of the journal was put aside: {journal.damaged}")
    for left in left_behind(journal.path.parent, journal):
        session.bring_back(left, sha256)
