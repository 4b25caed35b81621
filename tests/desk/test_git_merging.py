"""Real git merges branches with the program as its driver, and does what a record-level oracle says."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk.branches import (
    CODEBOOK,
    GOLD,
    TEXT,
    Pair,
    Repository,
    by_lines,
    dangling,
    expected,
    marked,
    pairs,
    tables,
)
from workbench.desk.jobs import check_project
from workbench.store.annotation_file import AnnotationFile
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.undecided import UndecidedError

SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


@dataclass
class Counts:
    """How often what happened."""

    clean: int = 0
    conflicts: int = 0
    dangling: int = 0
    false_by_lines: int = 0
    wrong_by_lines: int = 0


def _run(count: int, folder: Path, first: int = 0) -> Counts:
    counts = Counts()
    repository = Repository(folder / "repository")
    for pair in pairs(count, SHA256, first):
        _merge(repository, pair, counts, folder)
    return counts


def _merge(repository: Repository, pair: Pair, counts: Counts, folder: Path) -> None:
    wanted = expected(pair)
    data, said = repository.merge(pair)
    article, annotator = "levy", "gold" if pair.path == GOLD else "rose"
    file = AnnotationFile(repository.root / pair.path, CODEBOOK, pair.path, article, annotator)
    assert repository.unmerged() == bool(wanted.conflicts), said
    problems = list(check_project(repository.root))
    if wanted.conflicts:
        counts.conflicts += 1
        assert marked(data) == wanted.conflicts
        with pytest.raises(UndecidedError) as raised:
            file.load()
        assert {conflict.id for conflict in raised.value.merged.conflicts} == wanted.conflicts
        kept = {one for one in raised.value.merged.state.records if one not in wanted.conflicts}
        assert kept == wanted.records.keys()
        assert {problem.record.split()[1] for problem in problems if problem.path == pair.path} == wanted.conflicts
        repository.git("merge", "--abort")
        return
    counts.clean += 1
    assert tables(data) == wanted.records
    whole = tomllib.loads(data.decode())
    assert {key: whole[key] for key in wanted.head} == wanted.head
    for key, rows in wanted.turned_down.items():
        assert sorted(whole.get(key, []), key=str) == sorted(rows, key=str)
    state = file.load().state
    assert state is not None
    assert data == annotation_bytes(state, CODEBOOK)
    pointing = dangling(wanted.records)
    counts.dangling += bool(pointing)
    assert {
        one.record.split()[1] for one in problems if "there is no record" in one.what and "/" not in one.what
    } == pointing
    for record_id in pointing:
        assert record_id in said or record_id in dangling(tables(pair.ours)) | dangling(tables(pair.theirs))
    status, lines = by_lines(folder, pair)
    counts.false_by_lines += status != 0
    counts.wrong_by_lines += status == 0 and lines != data


def test_a_few_pairs_of_branches(tmp_path: Path) -> None:
    counts = _run(12, tmp_path)
    assert counts.clean >= 3
    assert counts.conflicts >= 1


@pytest.mark.slow
def test_five_hundred_pairs_of_branches(tmp_path: Path, tell: Callable[[str], None]) -> None:
    counts = _run(500, tmp_path)
    tell(str(counts))
    assert counts.clean + counts.conflicts == 500
    assert min(counts.clean, counts.conflicts) >= 50
    assert counts.dangling >= 5
    assert counts.false_by_lines > counts.clean / 5
