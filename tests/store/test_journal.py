"""The journal line by line: what is appended is read back, whatever becomes of the disk in between."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import IO, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.made import annotations, codebook
from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.edit import Edit, Step, difference
from workbench.core.errors import EditError, StorageError
from workbench.core.log import Did, Entry, Mark, Redid, Synced, Undid
from workbench.store import journal as room
from workbench.store.journal import Saved, check_names, decode, encode, left_behind, open_journal, trusted


def _did(name: str) -> Did:
    return Did(Step(f"made {name}", (Edit(None, Record("speaker", name, {"mention": (Fragment(0, 3, "one"),)})),)))


@given(annotations(), annotations(), st.text(st.characters(codec="utf-8")))
@settings(max_examples=60, deadline=None)
def test_a_step_is_read_back_from_its_line(before: Annotations, after: Annotations, title: str) -> None:
    step = difference(title, before, after)
    for entry in (Did(step), Synced(step), Did(step.inverse)):
        line = encode(entry)
        assert line.count(b"\n") == 1
        assert line.endswith(b"\n")
        assert decode(line[:-1]) == entry


@pytest.mark.parametrize("entry", [Undid(), Redid(), Mark("ab", 3), Saved("", 0), Mark("", 10**9)])
def test_a_short_entry_is_read_back_as_its_own_kind(entry: Entry) -> None:
    found = decode(encode(entry)[:-1])
    assert found == entry
    assert type(found) is type(entry)


def test_a_mark_and_a_save_are_told_apart() -> None:
    assert Mark("ab", 3) != Saved("ab", 3)
    assert encode(Mark("ab", 3)) == b'["mark","ab",3]\n'
    assert encode(Saved("ab", 3)) == b'["saved","ab",3]\n'


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"undo",
        b'["undo"',
        b'["undo",1]',
        b'["mark","x"]',
        b'["do",{}]',
        b'["jump"]',
        b'["do"]',
        b"\xff",
        b"null",
    ],
)
def test_a_damaged_line_is_no_entry(line: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        decode(line)


# What a mark says of the file


M1, M2, M3 = _did("p-1"), _did("p-2"), _did("p-3")


@pytest.mark.parametrize(
    ("log", "sha256", "kept"),
    [
        ([], "x", []),
        ([M1], "x", []),
        ([Saved("a", 0), M1], "a", [Saved("a", 0)]),
        ([Saved("a", 0), M1], "z", [Saved("a", 0)]),
        ([Saved("a", 0), M1, Mark("b", 1)], "b", [Mark("b", 1)]),
        ([Saved("a", 0), M1, Mark("b", 1)], "a", [Saved("a", 0)]),
        ([Saved("a", 0), M1, Mark("b", 1)], "z", [Saved("a", 0)]),
        ([Saved("a", 0), M1, Mark("b", 1), Saved("b", 1)], "b", [Saved("b", 1)]),
        ([Saved("a", 0), M1, Mark("b", 1), Saved("b", 1)], "a", [Saved("b", 1)]),
        ([Saved("a", 0), M1, Mark("b", 1), M2, Saved("b", 1)], "z", [Saved("b", 1)]),
        ([Saved("a", 0), M1, Mark("b", 1), Mark("c", 1)], "b", [Mark("b", 1)]),
        ([Saved("a", 0), M1, Saved("b", 1), M2, Saved("a", 2)], "a", [Saved("a", 2)]),
        ([Mark("b", 1)], "b", [Mark("b", 1)]),
        ([Mark("b", 1)], "z", []),
    ],
)
def test_one_mark_is_trusted(log: list[Entry], sha256: str, kept: list[Entry]) -> None:
    found = trusted(log, sha256)
    assert [entry for entry in found if isinstance(entry, Mark)] == kept
    assert [entry for entry in found if not isinstance(entry, Mark)] == [
        one for one in log if not isinstance(one, Mark)
    ]


# Appending


class _Faulty:
    """A file that takes only so many bytes, then says that the disk is full."""

    def __init__(self, file: IO[bytes], room_left: int, cut: bool) -> None:
        self._file, self.room, self._cut = file, room_left, cut

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = self._file.write(data[: self.room])
        self.room -= written
        return written

    def truncate(self, size: int) -> int:
        if not self._cut:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._file.truncate(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("cut", [True, False])
@pytest.mark.parametrize("second", [0, 5])
def test_a_disk_that_fills_up_at_any_byte_leaves_whole_lines(cut: bool, second: int, tmp_path: Path) -> None:
    """``cut`` False: not even the torn end can be taken away again. A second attempt fails too, then there is room."""
    length = len(encode(M2))
    for room_left in range(length):
        folder = tmp_path / f"{room_left}"
        journal = open_journal(folder)
        journal.append(M1)
        file = journal.file
        journal.file = _Faulty(file, room_left, cut)  # type: ignore[assignment]
        with pytest.raises(StorageError, match="the disk is full"):
            journal.append(M2)
        if cut:
            assert journal.path.read_bytes() == encode(M1)
        journal.file = _Faulty(file, second, True)  # type: ignore[assignment]
        with pytest.raises(StorageError):
            journal.append(M3)
        assert journal.path.read_bytes() == encode(M1)
        journal.file = file
        journal.append(Undid())
        assert journal.pending == b""
        assert journal.path.read_bytes() == encode(M1) + encode(M2) + encode(M3) + encode(Undid())
        journal.close()
        again = open_journal(folder)
        assert again.entries == [M1, M2, M3, Undid()]
        again.close()


def test_a_file_that_takes_a_few_bytes_at_a_time_gets_them_all(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    file = journal.file

    class Slow(_Faulty):
        def write(self, data: bytes) -> int:
            return file.write(data[:3])

    journal.file = Slow(file, 0, True)  # type: ignore[assignment]
    journal.append(M1)
    journal.append(M2)
    assert journal.path.read_bytes() == encode(M1) + encode(M2)
    journal.close()


def test_a_torn_end_is_overwritten_by_a_shorter_line(tmp_path: Path) -> None:
    """A long torn end must not stand behind the next, shorter line."""
    journal = open_journal(tmp_path)
    journal.append(M1)
    os.write(journal.file.fileno(), b"torn " * 50)
    journal.append(Undid())
    assert journal.path.read_bytes() == encode(M1) + encode(Undid())
    journal.close()


# Opening


def test_each_window_has_a_journal_of_its_own(tmp_path: Path) -> None:
    first, second = open_journal(tmp_path), open_journal(tmp_path)
    assert [first.path.name, second.path.name] == ["0.jsonl", "1.jsonl"]
    assert left_behind(tmp_path, first) == ([], [])
    second.append(M1)
    second.close()
    [left], problems = left_behind(tmp_path, first)
    assert (left.path.name, left.entries, problems) == ("1.jsonl", [M1], [])
    assert open_journal(tmp_path).path.name == "2.jsonl"
    left.close(remove=True)
    assert not (tmp_path / "1.jsonl").exists()
    first.close()
    assert (tmp_path / "0.jsonl").exists()


def test_too_many_windows_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SLOTS", 1)
    journal = open_journal(tmp_path)
    with pytest.raises(StorageError, match="1 windows hold it open already"):
        open_journal(tmp_path)
    journal.close()


def test_a_journal_is_read_only_by_its_owner(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "deep" / "er")
    if os.name == "posix":
        assert journal.path.stat().st_mode & 0o077 == 0
    assert (journal.entries, journal.size, journal.damaged) == ([], 0, "")
    journal.close()


def test_a_folder_where_the_journal_should_be_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "0.jsonl").mkdir()
    with pytest.raises(StorageError, match="there is a folder where the file should be"):
        open_journal(tmp_path)


def test_a_file_where_the_folder_should_be_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("x")
    with pytest.raises(StorageError, match="there is a file where a folder should be"):
        open_journal(tmp_path / "state")


@pytest.mark.parametrize("end", [b"", b"[", b'["undo"]'])
def test_a_torn_end_is_cut_off_without_a_word(end: bytes, tmp_path: Path) -> None:
    (tmp_path / "0.jsonl").write_bytes(encode(M1) + end)
    journal = open_journal(tmp_path)
    assert (journal.entries, journal.damaged, journal.size) == ([M1], "", len(encode(M1)))
    assert journal.path.read_bytes() == encode(M1)
    journal.close()


def test_damage_is_put_aside_with_what_stands_behind_it_but_for_the_marks(tmp_path: Path) -> None:
    rest = b"???\n" + encode(M3) + encode(Mark("ff", 3)) + encode(Saved("ff", 3)) + encode(M1) + encode(Mark("ee", 1))
    (tmp_path / "0.jsonl").write_bytes(encode(M1) + encode(Saved("aa", 1)) + encode(M2) + rest)
    journal = open_journal(tmp_path)
    marks = [Mark("ff", 2), Saved("ff", 2), Mark("ee", 1)]
    assert journal.entries == [M1, Saved("aa", 1), M2, *marks]
    assert Path(journal.damaged).read_bytes() == rest
    journal.append(Undid())
    journal.close()
    again = open_journal(tmp_path)
    assert again.entries == [M1, Saved("aa", 1), M2, *marks, Undid()]
    assert again.damaged == ""
    again.close()


def test_damage_without_a_mark_behind_it_is_put_aside_once(tmp_path: Path) -> None:
    (tmp_path / "0.jsonl").write_bytes(encode(M1) + b"???\n" + encode(M2))
    journal = open_journal(tmp_path)
    assert Path(journal.damaged).read_bytes() == b"???\n" + encode(M2)
    journal.close()
    assert journal.path.read_bytes() == encode(M1)
    again = open_journal(tmp_path)
    assert (again.entries, again.damaged) == ([M1], "")
    again.close()


def test_a_journal_put_aside_begins_anew(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    journal.append(M1)
    journal.put_aside()
    assert (journal.entries, journal.size) == ([], 0)
    assert journal.path.read_bytes() == b""
    assert Path(journal.damaged).read_bytes() == encode(M1)
    journal.append(M2)
    assert journal.path.read_bytes() == encode(M2)
    journal.close()


def test_a_journal_that_cannot_be_put_aside_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = open_journal(tmp_path)
    journal.append(M1)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        with pytest.raises(StorageError, match="the disk is full"):
            journal.put_aside()
    assert journal.path.read_bytes() == encode(M1)
    journal.close()
    again = open_journal(tmp_path)
    assert again.entries == [M1]
    again.close()


def test_a_journal_of_another_window_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    journal = open_journal(tmp_path)
    (tmp_path / "1.jsonl").mkdir()
    (tmp_path / "2.jsonl").write_bytes(encode(M2))
    [left], [problem] = left_behind(tmp_path, journal)
    assert left.entries == [M2]
    assert problem.startswith(f"{tmp_path / '1.jsonl'}: the journal of another window cannot be read")
    left.close()
    journal.close()


# Names


def test_names_that_the_codebook_has_are_fine() -> None:
    full = Record(
        "judgement", "j-1", {"grounds": ()}, {"holders": (), "about": "x", "weight": 1, "degree": "low", "remark": ""}
    )
    assert check_names([Did(Step("x", (Edit(None, full), Edit(full, None)))), Undid(), Mark("", 0)], codebook) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    "record", [Record("crowd", "x"), Record("speaker", "x", {"ear": ()}), Record("speaker", "x", {}, {"hat": "red"})]
)
@pytest.mark.parametrize("kind", [Did, Synced])
def test_names_that_the_codebook_lost_are_found(record: Record, kind: type[Did | Synced]) -> None:
    for edit in (Edit(record, None), Edit(None, record)):
        with pytest.raises(EditError, match=f"the codebook no longer has all that {record.layer} x needs"):
            check_names([M1, kind(Step("x", (edit,)))], codebook)


def test_a_line_is_plain_json(tmp_path: Path) -> None:
    """So that a person can read what a damaged journal held."""
    kind, step = json.loads(encode(M1))
    assert kind == "do"
    assert step["edits"][0]["after"]["parts"]["mention"] == [[0, 3, "one"]]
