"""The compiled index in the user's cache: never a wrong answer, whatever happens to it."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from tests.linking.catalogue import CATALOGUE
from tests.linking.large import first, large_project
from tests.tiny_disk import BLOCK, fill, tiny_disk
from workbench.core.entity import Catalogue, Entity
from workbench.core.errors import FileError, Problem, StorageError
from workbench.core.progress import Quiet
from workbench.linking import index_cache, index_file
from workbench.linking.compiling import Compiler
from workbench.linking.fold import acronym, compact, fold, skeleton
from workbench.linking.index_cache import build, index_path, key_of, opened
from workbench.linking.index_file import BadIndexError, open_index, write_index
from workbench.store.large import LargeFile
from workbench.store.places import cache_folder

WATCHED = """
import sys
from pathlib import Path
from tests.linking.large import first
from workbench.core.progress import Quiet
from workbench.linking.index_cache import build, key_of, opened
from workbench.store.large import LargeFile
file = LargeFile(Path(sys.argv[1]), "news", "news")
key = key_of(file)
if opened(file, key) is None:
    build(file, key, Quiet(), lambda problem: None)
print(first(opened(file, key), "Gen. Hifter"))
"""


def made(file: LargeFile) -> Path:
    """Build the index of a catalogue; its path."""
    build(file, key_of(file), Quiet(), no_problem)
    return index_path(key_of(file))


def no_problem(problem: Problem) -> None:
    raise AssertionError(problem)


def left_over() -> list[str]:
    """What stands in the cache beside whole indexes and locks."""
    return [one.name for one in (cache_folder() / "names").iterdir() if one.suffix not in (".names", ".lock")]


@pytest.fixture
def file(tmp_path: Path) -> LargeFile:
    """A large catalogue of forty entities."""
    return large_project(tmp_path / "project")


def test_an_index_is_built_once_and_answers(file: LargeFile) -> None:
    assert opened(file, key_of(file)) is None
    path = made(file)
    shard = opened(file, key_of(file))
    assert shard is not None
    assert first(shard, "Gen. Hifter") == "khalifa-haftar"
    before = path.stat().st_mtime_ns
    assert made(file).stat().st_mtime_ns == before
    assert left_over() == []


def test_every_entity_comes_back_whole(file: LargeFile) -> None:
    made(file)
    shard = opened(file, key_of(file))
    assert shard is not None
    for entity in CATALOGUE:
        number = shard.number(entity.id)
        assert number is not None
        found = shard.entity(number)
        assert {fold(name) for name in found.names} == {fold(name) for name in entity.names}
        assert (found.id, found.name, found.kind, found.merged_into) == (
            entity.id,
            entity.name,
            entity.kind,
            entity.merged_into,
        )
        assert (found.description, found.country, found.affiliations) == (
            entity.description,
            entity.country,
            entity.affiliations,
        )
    assert shard.number("nobody") is None


def test_a_catalogue_that_changed_has_another_index(file: LargeFile) -> None:
    key = key_of(file)
    made(file)
    file.path.write_text('{"id": "x", "name": "Somebody Else"}\n', "utf-8")
    assert key_of(file) != key
    assert opened(file, key_of(file)) is None
    made(file)
    shard = opened(file, key_of(file))
    assert shard is not None
    assert first(shard, "Somebody Else") == "x"


def test_a_packed_catalogue_is_read(file: LargeFile) -> None:
    packed = LargeFile(file.path.with_name("packed.jsonl.gz"), "packed", "packed")
    packed.path.write_bytes(gzip.compress(file.path.read_bytes()))
    made(packed)
    shard = opened(packed, key_of(packed))
    assert shard is not None
    assert first(shard, "RUSI") == "rusi"


@pytest.mark.parametrize("at", [0, 17, 25, 60, 400, 3_000, -70, -1])
def test_a_changed_byte_is_noticed_and_the_index_built_anew(file: LargeFile, at: int) -> None:
    path = made(file)
    whole = path.read_bytes()
    data = bytearray(whole)
    data[at] ^= 0xFF
    path.write_bytes(data)
    shard = opened(file, key_of(file))
    if shard is not None:  # the byte fills a gap between two arrays
        assert first(shard, "Gen. Hifter") == "khalifa-haftar"
        return
    assert made(file).read_bytes() == whole


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.999])
def test_an_index_that_is_cut_short_is_built_anew(file: LargeFile, share: float) -> None:
    path = made(file)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert opened(file, key_of(file)) is None
    assert made(file).read_bytes() == whole


def test_a_foreign_index_is_refused(file: LargeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = large_project(tmp_path / "other", [Entity("spy", "Khalifa Haftar", "person")])
    path = index_path(key_of(file))
    os.replace(made(other), path)
    assert opened(file, key_of(file)) is None
    path.write_bytes(b"PK\x03\x04" + bytes(5000))
    assert opened(file, key_of(file)) is None
    made(file)
    monkeypatch.setattr(index_file, "FORMAT", 2)
    with pytest.raises(BadIndexError, match="another version"):
        open_index(path, key_of(file))


def test_two_processes_build_at_once_and_both_are_right(file: LargeFile) -> None:
    command = [sys.executable, "-c", WATCHED, str(file.path)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for child in children:
        out, err = child.communicate(timeout=60)
        assert (out.split(), err) == ([b"khalifa-haftar"], b"")
    assert left_over() == []


def test_the_second_waits_for_the_first_and_uses_what_it_made(file: LargeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    built: list[str] = []

    def slowly(*arguments: object) -> None:
        built.append("once")
        begun.set()
        assert go_on.wait(30)
        original(*arguments)  # type: ignore[arg-type]

    original = index_cache._build
    monkeypatch.setattr(index_cache, "_build", slowly)
    one = threading.Thread(target=made, args=(file,))
    one.start()
    assert begun.wait(30)
    other = threading.Thread(target=made, args=(file,))
    other.start()
    time.sleep(0.3)
    assert other.is_alive()
    go_on.set()
    one.join(30)
    other.join(30)
    assert built == ["once"]
    assert opened(file, key_of(file)) is not None


@pytest.mark.skipif(os.name != "posix", reason="ends a process by a signal")
def test_a_killed_build_leaves_nothing_that_is_taken_for_an_index(tmp_path: Path) -> None:
    many = [Entity(f"e{number}", f"Serial {number} Numberson", "person") for number in range(60_000)]
    file = large_project(tmp_path / "project", many)
    folder = cache_folder() / "names"
    child = subprocess.Popen([sys.executable, "-c", WATCHED, str(file.path)])
    end = time.monotonic() + 60
    while not list(folder.glob("building-*")) and time.monotonic() < end:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait(30)
    assert len(left_over()) == 1
    assert opened(file, key_of(file)) is None
    made(file)
    assert left_over() == []
    shard = opened(file, key_of(file))
    assert shard is not None
    assert first(shard, "Serial 41234 Numberson") == "e41234"


def test_a_full_disk_is_said_and_leaves_nothing(file: LargeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(index_cache.os, "fsync", full)
        with pytest.raises(StorageError, match="the disk is full"):
            made(file)
    assert left_over() == []
    assert opened(file, key_of(file)) is None
    made(file)
    assert opened(file, key_of(file)) is not None


@pytest.mark.parametrize("leave", [0, 1, 2, 4, 8])
def test_a_disk_that_is_really_full_is_said_and_leaves_nothing(
    leave: int, file: LargeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tiny_disk(tmp_path / "tiny") as tiny:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tiny))
        made(file)
        whole = index_path(key_of(file)).read_bytes()
        assert len(whole) > 8 * BLOCK
        index_path(key_of(file)).unlink()
        filler = fill(tiny, leave=leave)
        for _ in range(2):
            with pytest.raises(StorageError, match="the disk is full"):
                made(file)
            assert left_over() == []
            assert opened(file, key_of(file)) is None
        filler.unlink()
        made(file)
        assert index_path(key_of(file)).read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_said(file: LargeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    cache_folder().parent.mkdir(parents=True, exist_ok=True)
    cache_folder().write_text("a file where the folder should be", "utf-8")
    with pytest.raises(StorageError, match="names"):
        made(file)


def test_a_catalogue_that_cannot_be_read_is_said(file: LargeFile) -> None:
    packed = LargeFile(file.path.with_name("broken.jsonl.gz"), "broken", "broken")
    packed.path.write_bytes(gzip.compress(file.path.read_bytes())[:200])
    with pytest.raises(FileError, match="broken: cannot be read"):
        made(packed)
    assert left_over() == []


def test_a_bad_line_is_named_and_the_others_serve(file: LargeFile) -> None:
    with file.path.open("a", encoding="utf-8") as out:
        out.write('{"id": "half"\n{"id": "late", "name": "Late Comer"}\n')
    problems: list[Problem] = []
    build(file, key_of(file), Quiet(), problems.append)
    assert [problem.path for problem in problems] == [f"{file.shown_as}: line {len(CATALOGUE) + 1}"]
    shard = opened(file, key_of(file))
    assert shard is not None
    assert first(shard, "Late Comer") == "late"


def test_an_index_of_nobody_is_an_index(file: LargeFile) -> None:
    file.path.write_bytes(b"")
    made(file)
    shard = opened(file, key_of(file))
    assert shard is not None
    assert (shard.entities, shard.names) == (0, 0)


def test_an_id_that_stands_twice_has_the_names_of_both(tmp_path: Path) -> None:
    twice = [Entity("a", "First Name", "person"), Entity("b", "Other"), Entity("a", "Second Name", "person")]
    file = large_project(tmp_path, twice)
    made(file)
    shard = opened(file, key_of(file))
    assert shard is not None
    assert first(shard, "Second Name") == first(shard, "First Name") == "a"


def test_arrays_are_mapped_and_cannot_be_written(file: LargeFile) -> None:
    arrays = open_index(made(file), key_of(file))
    assert not any(array.flags.writeable for array in arrays.values())
    with pytest.raises(ValueError, match="read-only"):
        arrays["row_words"].view(np.uint32)[0] = 7


def test_the_format_is_raised_when_the_forms_of_names_change() -> None:
    """An index holds folded names: whoever changes folding raises ``FORMAT`` and puts the new print here."""
    names = sorted(
        {name for entity in CATALOGUE for name in entity.names} | {"Sch­neider-Ößterreich O’Neill", "Ţăndărei"}
    )
    forms = [(fold(n), compact(fold(n)), skeleton(fold(n)), sorted(acronym(n))) for n in names]
    assert (index_file.FORMAT, index_cache.hashlib.sha256(repr(forms).encode()).hexdigest()[:16]) == (
        1,
        "158753ae73026a79",
    )


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        compiler = Compiler()
        for entity in Catalogue.of(CATALOGUE):
            compiler.add(entity)
        path = tmp_path / name
        with path.open("wb") as out:
            write_index(out, compiler.arrays(), "key")
        written.append(path.read_bytes())
    assert written[0] == written[1]
