"""Sessions on one article in a temporary project, and what they are asked again and again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.store.made import codebook
from workbench.core.annotation import Annotations, Fragment, Header, Record, Status
from workbench.core.article import Article
from workbench.core.edit import History
from workbench.core.log import Move
from workbench.core.text import Text
from workbench.desk.session import Session, open_session
from workbench.editor import Editor
from workbench.store.annotation_writer import annotation_bytes

TEXT = "Mayor Ada Brook said “the old bridge must go”, and the baker agreed: it creaks. " * 12
ARTICLE = Article("bridge", Text(TEXT), "0" * 64)
SHOWN_AS = "annotations/rose/bridge.toml"


@dataclass(frozen=True, slots=True)
class Place:
    """A project folder and the state folder that belongs to it."""

    root: Path
    state: Path

    @property
    def file(self) -> Path:
        """Where the annotations lie."""
        return self.root / SHOWN_AS

    def open(self, seed: int = 0) -> Session:
        """A session, as a window opens it."""
        dice = random.Random(seed)

        def make(state: Annotations, history: History, on_move: Callable[[Move], None]) -> Editor:
            return Editor(ARTICLE, codebook, state, choose=dice.choice, history=history, on_move=on_move)

        return open_session(ARTICLE, codebook, "rose", self.file, SHOWN_AS, self.state, make)

    def journals(self) -> list[str]:
        """The names of the journals that lie there."""
        return sorted(path.name for path in self.state.glob("*.jsonl"))

    def left_over(self) -> list[str]:
        """Temporary files in the project."""
        return [path.name for path in self.root.rglob("*.tmp")]


def new_place(folder: Path) -> Place:
    """A project without annotations."""
    root = folder / "village"
    (root / "articles").mkdir(parents=True)
    (root / "articles" / "bridge.txt").write_text(TEXT)
    return Place(root, folder / "state")


def speaker(name: str, start: int = 6) -> Record:
    """A record with a mention of nine characters."""
    return Record("speaker", f"p-{name}", {"mention": (Fragment(start, start + 9, TEXT[start : start + 9]),)})


def die(session: Session) -> None:
    """What a kill leaves: locks gone, nothing tidied."""
    if session._journal is not None:
        session._journal.file.close()
        session._journal = None
    for left in session._left:
        left.file.close()


def file_bytes(*records: Record, status: Status = "open") -> bytes:
    """The file that holds these records."""
    header = Header("bridge", ARTICLE.sha256, "rose", status, codebook.version)
    return annotation_bytes(Annotations(header, {record.id: record for record in records}), codebook)


def put(place: Place, *records: Record, status: Status = "open") -> None:
    """Somebody else writes the file: git, or another program."""
    place.file.parent.mkdir(parents=True, exist_ok=True)
    place.file.write_bytes(file_bytes(*records, status=status))
