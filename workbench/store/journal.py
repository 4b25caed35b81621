"""The journal: what was shown survives the death of the process at any instant.

One JSON line an entry, appended with one write before the edit is painted; the write reaches the system's cache, which
outlives the process (a power cut is what the durable save is for). A line cut short by a kill is dropped: its edit was
never shown. Each window on a file holds a journal of its own, by an exclusive lock.

Before a save renames its file a mark is written, and when the file stands there, that it was saved.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import msgspec

from workbench.core.codebook import Codebook
from workbench.core.edit import Step
from workbench.core.errors import EditError, StorageError
from workbench.core.log import Did, Entry, Mark, Redid, Synced, Undid
from workbench.store.atomic import storage_error
from workbench.store.lock import open_for_lock, try_lock

SLOTS = 16
"""How many windows on one file can keep a journal at the same time."""

_steps = msgspec.json.Decoder(tuple[str, Step])
_marks = msgspec.json.Decoder(tuple[str, str, int])


@dataclass(frozen=True, slots=True)
class Saved(Mark):
    """A mark whose bytes were seen on disk."""


def encode(entry: Entry) -> bytes:
    """One entry as a line."""
    if isinstance(entry, Did):
        line = msgspec.json.encode(("do", entry.step))
    elif isinstance(entry, Synced):
        line = msgspec.json.encode(("sync", entry.step))
    elif isinstance(entry, Saved):
        line = msgspec.json.encode(("saved", entry.sha256, entry.count))
    elif isinstance(entry, Mark):
        line = msgspec.json.encode(("mark", entry.sha256, entry.count))
    else:
        line = b'["undo"]' if isinstance(entry, Undid) else b'["redo"]'
    return line + b"\n"


def decode(line: bytes) -> Entry:
    """One line as an entry. Raises msgspec.MsgspecError where it is damaged."""
    if line.startswith(b'["do"'):
        return Did(_steps.decode(line)[1])
    if line.startswith(b'["sync"'):
        return Synced(_steps.decode(line)[1])
    if line.startswith((b'["mark"', b'["saved"')):
        kind, sha256, count = _marks.decode(line)
        return Mark(sha256, count) if kind == "mark" else Saved(sha256, count)
    if line == b'["undo"]':
        return Undid()
    if line == b'["redo"]':
        return Redid()
    raise msgspec.DecodeError("not a line of a journal")


def trusted(entries: Sequence[Entry], sha256: str) -> list[Entry]:
    """The log with the one mark that tells something about the file with this hash.

    That is the mark with this hash, if nothing was saved behind it; else the last that was saved. A file that holds what
    an older mark says was put back by somebody (git, a backup): a change from outside, not work that was never saved. And
    a mark whose save is not known to have happened says nothing of a file with another hash.
    """
    marks = [at for at, entry in enumerate(entries) if isinstance(entry, Mark)]
    saved = max((at for at in marks if isinstance(entries[at], Saved)), default=-1)
    exact = [at for at in marks if at >= saved and _sha256(entries[at]) == sha256]
    kept = exact[-1] if exact else saved
    return [entry for at, entry in enumerate(entries) if at == kept or not isinstance(entry, Mark)]


def check_names(entries: Sequence[Entry], codebook: Codebook) -> None:
    """A codebook may have lost a layer or a slot since a journal was written. Raises EditError."""
    for entry in entries:
        for edit in entry.step.edits if isinstance(entry, Did | Synced) else ():
            for record in (edit.before, edit.after):
                layer = codebook.by_name.get(record.layer) if record else None
                if record and (layer is None or not layer.by_name.keys() >= {*record.parts, *record.values}):
                    raise EditError(f"the codebook no longer has all that {record.layer} {record.id} needs")


def _sha256(entry: Entry) -> str | None:
    return entry.sha256 if isinstance(entry, Mark) else None


@dataclass(slots=True)
class Journal:
    """An open journal: its entries as found, and a place to append."""

    path: Path
    file: IO[bytes]
    entries: list[Entry]
    size: int
    """How many bytes of whole lines it holds."""
    damaged: str = ""
    """Where a damaged part was put aside; empty if none was."""
    pending: bytes = b""
    """Lines that could not be written yet; they go before the next one, so that the journal never has a gap."""

    def append(self, entry: Entry) -> None:
        """Write one entry; afterwards it outlives the process.

        Raises StorageError; the file then holds whole lines as before, and the entry is written with the next one.
        """
        self.pending += encode(entry)
        try:
            if self.file.seek(0, os.SEEK_END) != self.size:
                self.file.truncate(self.size)
                self.file.seek(self.size)
            view = memoryview(self.pending)
            while view:
                view = view[self.file.write(view) or 0 :]
        except OSError as error:
            with contextlib.suppress(OSError):  # the next append cuts it off, or else the reader does
                self.file.truncate(self.size)
            raise storage_error(self.path, error) from error
        self.size += len(self.pending)
        self.pending = b""

    def put_aside(self) -> None:
        """Begin anew; what stood here is kept in a file beside, named by ``damaged``. Raises StorageError."""
        try:
            self.file.seek(0)
            self.damaged = _keep(self.path, self.file.read())
            self.file.truncate(0)
        except OSError as error:
            raise storage_error(self.path, error) from error
        self.entries, self.size = [], 0

    def close(self, *, remove: bool = False) -> None:
        """Let go of the journal; ``remove`` where it holds nothing that is needed."""
        if remove and os.name == "posix":
            self.path.unlink(missing_ok=True)
        self.file.close()
        if remove and os.name != "posix":  # an open file cannot be removed there
            self.path.unlink(missing_ok=True)


def open_journal(folder: Path) -> Journal:
    """The first journal in ``folder`` that no other window holds. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for slot in range(SLOTS):
            if (found := _open(folder / f"{slot}.jsonl")) is not None:
                return found
    except OSError as error:
        raise storage_error(folder, error) from error
    raise storage_error(folder, OSError(0, f"{SLOTS} windows hold it open already"))


def left_behind(folder: Path, held: Journal) -> tuple[list[Journal], list[str]]:
    """The journals of windows that ended without letting go of theirs, and what is wrong with those not readable.

    Each journal is locked and has to be closed.
    """
    found: list[Journal] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.jsonl")):
        if path == held.path:
            continue
        try:
            journal = _open(path)
        except (OSError, StorageError) as error:
            problems.append(f"{path}: the journal of another window cannot be read: {error}")
            continue
        if journal is not None:
            found.append(journal)
    return found, problems


def _open(path: Path) -> Journal | None:
    """The journal at ``path``, locked; None where somebody else holds it or just removed it."""
    file = open_for_lock(path)
    try:
        if try_lock(file) and os.path.exists(path) and os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
            return _read(path, file)
    except BaseException:
        file.close()
        raise
    file.close()
    return None


def _read(path: Path, file: IO[bytes]) -> Journal:
    """The entries of a journal; a last line cut short is dropped, what stands behind damage is put aside.

    The marks behind damage are kept: they tell that the file holds at least what stands before it.
    """
    file.seek(0)
    data = file.read()
    entries: list[Entry] = []
    good = 0
    while (end := data.find(b"\n", good)) >= 0:
        entry = _decoded(data[good:end])
        if entry is None:
            break
        entries.append(entry)
        good = end + 1
    journal = Journal(path, file, entries, good)
    rest = data[good:]
    if b"\n" in rest:
        journal.damaged = _keep(path, rest)
        moves = sum(1 for entry in entries if not isinstance(entry, Mark))
        found = (_decoded(line) for line in rest.split(b"\n"))
        marks = [replace(one, count=min(one.count, moves)) for one in found if isinstance(one, Mark)]
        entries += marks
        file.truncate(good)
        for mark in marks:
            journal.append(mark)
    elif rest:
        file.truncate(good)
    return journal


def _decoded(line: bytes) -> Entry | None:
    try:
        return decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _keep(path: Path, data: bytes) -> str:
    """Keep these bytes in a new file beside the journal; its path."""
    aside = next(
        aside for number in itertools.count(1) if not (aside := path.with_suffix(f".damaged-{number}")).exists()
    )
    aside.write_bytes(data)
    return str(aside)
