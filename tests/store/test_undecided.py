"""A merge with undecided records as a file: every reader refuses it, and it is read back into the same merge."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.store.made import annotations, codebook
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.errors import FileError
from workbench.core.merge import Merged, merge
from workbench.store.annotation_file import AnnotationFile
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.strict import parse_toml
from workbench.store.undecided import Labels, UndecidedError, is_marked, read_undecided, undecided_bytes

HEAD = Header("bridge", "0" * 64, "rose")
ADA = Record("speaker", "p-ada", {"mention": (Fragment(6, 15, "Ada Brook"),)}, {"role": "mayor"})
BAKER = Record("speaker", "p-baker", {"mention": (Fragment(51, 60, "the baker"),)}, {"role": "baker"})
SAYS = Record("saying", "s-one", {"words": (Fragment(22, 44, "the old bridge must go"),)}, {"source": "p-ada"})


def state(*records: Record) -> Annotations:
    return Annotations(HEAD, {one.id: one for one in records})


def read(data: bytes) -> UndecidedError:
    return read_undecided(data, codebook, "x.toml")


def one_conflict() -> Merged:
    ours, theirs = ADA.with_value("role", "baker"), replace(ADA.with_value("role", "other"), note="sure?")
    return merge(state(ADA, BAKER), state(ours, BAKER), state(theirs, BAKER, SAYS))


def test_the_record_stands_three_times_between_marks_and_all_else_is_merged() -> None:
    text = undecided_bytes(one_conflict(), codebook, Labels("HEAD", "before", "topic")).decode()
    assert text.splitlines()[7:35] == [
        "<<<<<<< HEAD: changes role of speaker p-ada",
        "[[speaker]]",
        'id = "p-ada"',
        'role = "baker"',
        "",
        "[[speaker.mention]]",
        "start = 6",
        "end = 15",
        'quote = "Ada Brook"',
        "||||||| before",
        "[[speaker]]",
        'id = "p-ada"',
        'role = "mayor"',
        "",
        "[[speaker.mention]]",
        "start = 6",
        "end = 15",
        'quote = "Ada Brook"',
        "=======",
        "[[speaker]]",
        'id = "p-ada"',
        'role = "other"',
        'note = "sure?"',
        "",
        "[[speaker.mention]]",
        "start = 6",
        "end = 15",
        'quote = "Ada Brook"',
    ]
    assert text.splitlines()[35] == ">>>>>>> topic: changes role, note of speaker p-ada"
    assert text.count("p-baker") == 1
    assert text.count("s-one") == 1


def test_a_deleted_record_stands_as_nothing() -> None:
    merged = merge(state(ADA, BAKER), state(BAKER), state(ADA.with_value("role", "other"), BAKER))
    text = undecided_bytes(merged, codebook).decode()
    assert "<<<<<<< ours: deletes speaker p-ada\n||||||| before\n" in text
    assert read(text.encode()).merged == merged


@settings(max_examples=25)
@given(annotations(), annotations(), annotations())
def test_it_is_read_back_as_the_same_merge(base: Annotations, ours: Annotations, theirs: Annotations) -> None:
    merged = merge(base, _beside(base, ours), _beside(base, theirs))
    data = undecided_bytes(merged, codebook, Labels("a\nb\x1b", "<<<<<<< x", "[[speaker]]"))
    if not merged.conflicts:
        assert data == annotation_bytes(merged.state, codebook)
        return
    assert is_marked(data)
    with pytest.raises(FileError, match="git left a merge undecided"):
        parse_toml(data, "x.toml")
    again = read(data).merged
    assert {one.id: one for one in again.conflicts} == {one.id: one for one in merged.conflicts}
    assert again.state == merged.state


def _beside(base: Annotations, side: Annotations) -> Annotations:
    """A side that shares records with the base and changes some of them, so that conflicts come about."""
    records = {one.id: replace(one, note=f"{one.note}{len(side)}") for one in base.records.values()}
    return Annotations(side.header, {**records, **{k: v for k, v in side.records.items() if k not in records}})


def test_reading_strictly_names_every_record_and_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(undecided_bytes(one_conflict(), codebook))
    file = AnnotationFile(path, codebook, "annotations/rose/bridge.toml", "bridge", "rose")
    with pytest.raises(UndecidedError) as raised:
        file.load()
    said = str(raised.value)
    assert said.startswith("annotations/rose/bridge.toml: line 8: git left a merge undecided here (1 record to choose)")
    assert "workbench review" in said
    assert [problem.record for problem in raised.value.problems] == ["speaker p-ada"]
    assert file.changed()  # nothing counts as seen, so nothing would be written over it
    file.acknowledge()
    assert not file.changed()


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_what_git_itself_left_by_lines_is_read_too(style: str, tmp_path: Path) -> None:
    merged = one_conflict()
    conflict = merged.conflicts[0]
    assert conflict.base is not None
    assert conflict.ours is not None
    assert conflict.theirs is not None
    for name, record in (("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs)):
        (tmp_path / name).write_bytes(annotation_bytes(state(record, BAKER), codebook))
    command = ["git", "merge-file", "-p", *([] if style == "merge" else [f"--{style}"]), "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 1
    found = read(done.stdout).merged
    assert [(one.id, one.ours, one.theirs) for one in found.conflicts] == [("p-ada", conflict.ours, conflict.theirs)]
    assert found.state.records["p-baker"] == BAKER


def test_without_an_ancestor_nothing_that_one_side_has_is_lost_and_all_of_it_is_named() -> None:
    plain = annotation_bytes(state(ADA), codebook).decode()
    more = annotation_bytes(state(ADA, SAYS), codebook).decode().removeprefix(plain)
    other = annotation_bytes(state(ADA, BAKER), codebook).decode().removeprefix(plain)
    found = read(f"{plain}<<<<<<< HEAD\n{more}=======\n{other}>>>>>>> x\n".encode())
    assert found.kept == (BAKER, SAYS)
    assert found.merged.conflicts == ()
    assert found.merged.state.records == {one.id: one for one in (ADA, BAKER, SAYS)}


def _git(folder: Path, *words: str) -> int:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "merge.conflictStyle=merge"]
    return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, check=False).returncode


def test_what_one_side_deleted_does_not_come_back_where_git_knows_the_ancestor(tmp_path: Path) -> None:
    """We remove two records, they change one of them and add a third: marks of two sides, from real git."""
    folder = tmp_path / "annotations" / "rose"
    folder.mkdir(parents=True)
    path = folder / "bridge.toml"
    changed = replace(BAKER, note="the baker of the bridge")
    lone = Record("speaker", "p-lone", {"mention": (Fragment(61, 70, "was lone."),)})
    _git(tmp_path, "init", "-q", "-b", "ours")
    for branch, records in (("ours", (ADA, BAKER, lone)), ("theirs", (ADA, changed, lone, SAYS)), ("ours", (ADA,))):
        if branch == "theirs":
            _git(tmp_path, "checkout", "-q", "-b", "theirs")
        else:
            _git(tmp_path, "checkout", "-q", "ours")
        path.write_bytes(annotation_bytes(state(*records), codebook))
        _git(tmp_path, "add", "-A")
        _git(tmp_path, "commit", "-q", "-m", branch)
    assert _git(tmp_path, "merge", "-q", "theirs") == 1
    assert is_marked(path.read_bytes())
    assert b"|||||||" not in path.read_bytes()
    file = AnnotationFile(path, codebook, "annotations/rose/bridge.toml", "bridge", "rose")
    with pytest.raises(UndecidedError) as raised:
        file.load()
    (conflict,) = raised.value.merged.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == (BAKER, None, changed)
    assert raised.value.merged.state.records.keys() == {"p-ada", "s-one"}
    assert raised.value.kept == ()
    _git(tmp_path, "add", "-A")  # git forgets the ancestor
    with pytest.raises(UndecidedError) as raised:
        file.load()
    assert [one.id for one in raised.value.kept] == ["p-baker", "p-lone", "s-one"]
    assert raised.value.merged.state.records.keys() == {"p-ada", "p-baker", "p-lone", "s-one"}
    assert "added there, or deleted on the other side): speaker p-baker, speaker p-lone, saying s-one" in str(
        raised.value
    )
    assert [one.record for one in raised.value.problems] == ["speaker p-baker", "speaker p-lone", "saying s-one"]


@pytest.mark.parametrize(
    ("marks", "line"),
    [
        ("<<<<<<< a\n", 7),
        ("<<<<<<< a\n>>>>>>> b\n", 8),
        ("<<<<<<< a\n=======\n=======\n>>>>>>> b\n", 9),
        ("<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n", 8),
    ],
)
def test_marks_that_do_not_fit_are_named_by_line(marks: str, line: int) -> None:
    with pytest.raises(FileError, match=f"line {line}: git left a merge undecided here, and its marks do not fit"):
        read(annotation_bytes(state(), codebook) + marks.encode())


def test_a_side_that_cannot_be_read_is_named() -> None:
    data = annotation_bytes(state(), codebook) + b"<<<<<<< a\nx = 1\n=======\n>>>>>>> b\n"
    with pytest.raises(FileError, match=r"x.toml \(ours\): .*x: unknown key"):
        read(data)
