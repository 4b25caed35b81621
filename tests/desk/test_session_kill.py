"""The process is killed at random moments of the writer and the journal: nothing that was shown is lost.

A child makes edits as a script says, and tells the number of each after it was made, which is when a person would see it;
beside that a thread saves. The parent kills it, and opens what it left.
"""

from __future__ import annotations

import os
import random
import select
import signal
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk.opened import ARTICLE, SHOWN_AS, TEXT, Place, die, new_place
from tests.store.made import codebook
from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.errors import WorkbenchError
from workbench.editor import Editor
from workbench.store.annotation_reader import AnnotationReader

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

ROUNDS_OF_ONE_PROJECT = 30
NUMBER = struct.Struct("<q")


def edit(editor: Editor, number: int) -> None:
    """The edit with this number: it depends on nothing but the edits before it."""
    kind = number % 8
    if kind in (0, 1, 2, 3):
        start = number * 7 % (len(TEXT) - 40)
        fragment = Fragment(start, start + 5 + kind, TEXT[start : start + 5 + kind])
        editor.make([Record("speaker", f"p-{number}", {"mention": (fragment,)})])
    elif kind == 4:
        editor.note(f"p-{number - 1}", f"note {number} " + "x" * (number % 900))
    elif kind == 5:
        editor.undo()
    elif kind == 6:
        editor.redo()
    else:
        editor.remove([f"p-{number - 4}"])


@dataclass
class Reference:
    """The state that a session without any death would be in."""

    editor: Editor
    count: int = 0

    def advance(self, count: int) -> Annotations:
        """The state after so many edits."""
        while self.count < count:
            edit(self.editor, self.count)
            self.count += 1
        return self.editor.state


def _reference(state: Annotations) -> Reference:
    return Reference(Editor(ARTICLE, codebook, state, choose=lambda letters: letters[0]))


def _child(place: Place, done: int, told: int) -> None:
    """Make edits from number ``done`` on until the end; save in a thread whenever the last save is over."""
    session = place.open()
    saver: threading.Thread | None = None
    for number in range(done, done + 10_000):
        edit(session.editor, number)
        os.write(told, NUMBER.pack(number + 1))
        if saver is None or not saver.is_alive():
            saver = threading.Thread(target=session.write, args=(session.snapshot(),), daemon=True)
            saver.start()
        time.sleep(0.02 if number % 9 == 8 else 0.0003)  # at times long enough for a save to end


def _fork(place: Place, done: int) -> tuple[int, int]:
    """A child at work, and the pipe on which it tells what it showed."""
    heard, told = os.pipe()
    pid = os.fork()
    if pid:
        os.close(told)
        return pid, heard
    try:
        os.close(heard)
        _child(place, done, told)
    except BaseException as error:  # noqa: BLE001
        os.write(2, f"the child failed: {error!r}\n".encode())
    finally:
        os._exit(1)


def _readable(place: Place) -> None:
    """The file, if there is one, is whole."""
    if place.file.exists():
        AnnotationReader(codebook).read(place.file.read_bytes(), SHOWN_AS)


def _shown(heard: int, done: int) -> int:
    """The number of the last edit that was shown."""
    data = b""
    while piece := os.read(heard, 1 << 16):
        data += piece
    os.close(heard)
    numbers = [number for (number,) in NUMBER.iter_unpack(data[: len(data) // NUMBER.size * NUMBER.size])]
    assert numbers == list(range(done + 1, done + 1 + len(numbers)))
    return numbers[-1] if numbers else done


@dataclass
class Tally:
    """What the kills hit."""

    kills: int = 0
    unsaved: int = 0
    mid_edit: int = 0
    mid_save: int = 0
    no_edit: int = 0
    edits: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills among {self.edits} edits; {self.unsaved} fell between shown and saved, "
            f"{self.mid_save} in the middle of writing the file, {self.mid_edit} between journal and screen, "
            f"{self.no_edit} before the first edit"
        )


def _one_kill(place: Place, reference: Reference, dice: random.Random, tally: Tally) -> None:
    done = reference.count
    pid, heard = _fork(place, done)
    end = time.monotonic() + dice.choice((0.012, 0.03, 0.08)) * dice.random() + 0.002
    if dice.random() < 0.7:  # as often as not the kill follows an edit closely
        select.select([heard], [], [], 5)
        end = time.monotonic() + dice.random() * 0.012
    while (left := end - time.monotonic()) > 0:
        _readable(place)
        time.sleep(min(left, 0.004))
    os.kill(pid, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    shown = _shown(heard, done)
    _readable(place)
    tally.mid_save += len(place.left_over())
    for path in place.root.rglob("*.tmp"):
        path.unlink()
    session = place.open()
    assert (session.read_only, session.trouble, session.conflicts) == ("", "", ())
    expected = reference.advance(shown)
    if session.editor.state != expected:
        expected = reference.advance(shown + 1)  # written down, and killed before it was told
        tally.mid_edit += 1
    assert session.editor.state == expected
    assert not any("damaged" in notice or "aside" in notice for notice in session.notices)
    tally.kills += 1
    tally.unsaved += not session.saved
    tally.no_edit += shown == done
    tally.edits += shown - done
    die(session)


def _kill(times: int, folder: Path, seed: int) -> Tally:
    dice = random.Random(seed)
    tally = Tally()
    for number in range(times):
        if number % ROUNDS_OF_ONE_PROJECT == 0:
            place = new_place(folder / str(number))
            session = place.open()
            reference = _reference(session.editor.state)
            session.close()
        _one_kill(place, reference, dice, tally)
    return tally


def test_kill_at_random_moments(tmp_path: Path, tell: Callable[[str], None]) -> None:
    """180 kills: nothing shown is lost, no file is unreadable at any moment."""
    tally = _kill(180, tmp_path, 20)
    tell(str(tally))
    assert tally.kills == 180
    assert 20 < tally.unsaved < 180
    assert tally.mid_save > 0
    assert tally.edits > 180


def test_the_children_would_be_caught_if_they_lost_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the journal the same kills lose edits: the test above is able to fail."""
    monkeypatch.setattr("workbench.desk.session.Journal.append", lambda *_: None)
    with pytest.raises((AssertionError, WorkbenchError)):
        _kill(25, tmp_path, 5)
