"""The journal: what was shown survives the death of the process at any instant.

One JSON line an entry, appended with one write before the edit is painted; the write reaches the system's cache, which
outlives the process (a power cut is what the durable save is for). A line cut short by a kill is dropped: its edit was
never shown. Each window on a file holds a journal of its own, by an exclusive lock.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from workbench.core.edit import Step
from workbench.core.log import Did, Entry, Mark, Redid, Synced, Undid
from workbench.store.atomic import storage_error
from workbench.store.lock import open_for_lock, try_lock

SLOTS = 16
"""How many windows on one file can keep a journal at the same time."""

_steps = msgspec.json.Decoder(tuple[str, Step])
_marks = msgspec.json.Decoder(tuple[str, str, int])


def encode(entry: Entry) -> bytes:
    """One entry as a line."""
    if isinstance(entry, Did):
        line = msgspec.json.encode(("do", entry.step))
    elif isinstance(entry, Synced):
        line = msgspec.json.encode(("sync", entry.step))
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
    if line.startswith(b'["mark"'):
        _, sha256, count = _marks.decode(line)
        return Mark(sha256, count)
    if line == b'["undo"]':
        return Undid()
    if line == b'["redo"]':
        return Redid()
    raise msgspec.DecodeError("not a line of a journal")


@dataclass(slots=True)
class Journal:
    """An open journal: its entries as found, and a place to append."""

    path: Path
    file: IO[bytes]
    entries: list[Entry]
    damaged: str = ""
    """Where the rest of a damaged journal was put aside; empty if none was."""

    def append(self, entry: Entry) -> None:
        """Write one entry; afterwards it outlives the process. Raises StorageError, the journal as it was before."""
        line = encode(entry)
        size = self.file.seek(0, os.SEEK_END)
        try:
            view = memoryview(line)
            while view:
                view = view[self.file.write(view) or 0 :]
        except OSError as error:
            os.ftruncate(self.file.fileno(), size)
            raise storage_error(self.path, error) from error

    def close(self, *, remove: bool = False) -> None:
        """Let go of the journal; ``remove`` where it holds nothing that is needed."""
        if remove:
            self.path.unlink(missing_ok=True)
        self.file.close()


def open_journal(folder: Path) -> Journal:
    """The first journal in ``folder`` that no other window holds. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for slot in range(SLOTS):
            path = folder / f"{slot}.jsonl"
            file = open_for_lock(path)
            if try_lock(file) and path.exists():
                return _read(path, file)
            file.close()
    except OSError as error:
        raise storage_error(folder, error) from error
    raise storage_error(folder, OSError(0, f"{SLOTS} windows hold it open already"))


def left_behind(folder: Path, held: Journal) -> Sequence[Journal]:
    """The journals of windows that ended without letting go of theirs; each is locked and has to be closed."""
    found: list[Journal] = []
    for path in sorted(folder.glob("*.jsonl")):
        if path == held.path:
            continue
        try:
            file = open_for_lock(path)
        except OSError as error:
            raise storage_error(path, error) from error
        if try_lock(file):
            found.append(_read(path, file))
        else:
            file.close()
    return found


def _read(path: Path, file: IO[bytes]) -> Journal:
    """The entries of a journal; a last line cut short is dropped, what stands behind damage is put aside."""
    file.seek(0)
    data = file.read()
    entries: list[Entry] = []
    good = 0
    while (end := data.find(b"\n", good)) >= 0:
        try:
            entries.append(decode(data[good:end]))
        except msgspec.MsgspecError:
            break
        good = end + 1
    damaged = ""
    if good < len(data):
        if b"\n" in data[good:]:
            aside = path.with_suffix(".damaged")
            aside.write_bytes(data[good:])
            damaged = str(aside)
        os.ftruncate(file.fileno(), good)
    return Journal(path, file, entries, damaged)
