"""What the journals of an article bring back when it is opened: unsaved work of this window and of windows that died."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core.codebook import Codebook
from workbench.core.edit import History
from workbench.core.errors import EditError
from workbench.core.log import Mark, Replayed, replay
from workbench.store.journal import Journal, check_names, left_behind, trusted

if TYPE_CHECKING:
    from workbench.desk.session import MakeEditor, Session


def replay_into(session: Session, journal: Journal | None, codebook: Codebook, make_editor: MakeEditor) -> None:
    """Begin the session with the journal's work on the state that its file has, then take over what else was left."""
    if journal is None:
        session.begin(Replayed(session.base, History(), 0), 0, make_editor)
        return
    sha256 = session.file.sha256
    try:
        check_names(journal.entries, codebook)
        log = trusted(journal.entries, sha256)
        replayed = replay(log, sha256, session.base)
    except EditError as error:
        session.put_aside(journal, error)
        log, replayed = [], Replayed(session.base, History(), 0)
    session.begin(replayed, sum(1 for entry in log if not isinstance(entry, Mark)), make_editor)
    session.align(replayed, known=any(isinstance(entry, Mark) and entry.sha256 == sha256 for entry in log))
    journal.entries = []
    found, problems = left_behind(journal.path.parent, journal)
    session.notices.extend(problems)
    for left in found:
        session.bring_back(left)
