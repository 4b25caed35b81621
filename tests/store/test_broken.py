"""Broken files: each gives one message that names file and place, nothing but a WorkbenchError, and stays as it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.store import broken
from tests.store.broken import Broken
from tests.store.village import ANNOTATIONS, village
from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.check import Surroundings, annotation_problems
from workbench.core.errors import EditError, FileError, Problem, WorkbenchError
from workbench.desk.desk import Desk
from workbench.store.annotation_file import AnnotationFile
from workbench.store.codebook_file import read_codebook
from workbench.store.project import open_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return village(tmp_path / "village")


def _spoil(case: Broken, project: Path) -> None:
    if case.name == "a pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    case.make(project / case.path)


def _seen(path: Path) -> object:
    if path.is_symlink():
        return os.readlink(path)
    return path.read_bytes() if path.is_file() else path.stat().st_mode


def _tree(root: Path) -> dict[str, object]:
    return {path.relative_to(root).as_posix(): _seen(path) for path in sorted(root.rglob("*"))}


def _agrees(problem: Problem, case: Broken) -> None:
    assert (problem.path, problem.record, problem.key) == (case.path, case.record, case.key)
    assert case.what in problem.what
    line = str(problem)
    assert line.startswith(case.path + ": ")
    assert "\n" not in line


def _names(cases: tuple[Broken, ...]) -> list[object]:
    return [pytest.param(case, id=case.name) for case in cases]


def test_there_are_enough_of_them_and_none_twice() -> None:
    names = [case.name for part in (broken.FILES, broken.RECORDS, broken.PROJECTS, broken.ENTITIES) for case in part]
    assert len(set(names)) == len(names) >= 40


def test_the_good_project_has_no_problem(project: Path) -> None:
    desk, _ = Desk.open(project, "rose")
    session = desk.session(desk.article("bridge"))
    assert (session.read_only, session.trouble, session.notices) == ("", "", [])
    assert (session.editor.problems, desk.catalogue_problems) == ({}, ())
    assert len(session.editor.state) == 7
    session.close()


@pytest.mark.parametrize("case", _names(broken.FILES))
def test_a_broken_file_is_one_message(case: Broken, project: Path) -> None:
    _spoil(case, project)
    book = read_codebook(project / "codebook.toml", "codebook.toml")
    file = AnnotationFile(project / ANNOTATIONS, book, ANNOTATIONS, "bridge", "rose")
    with pytest.raises(FileError) as raised:
        file.load()
    _agrees(raised.value.problem, case)


@pytest.mark.parametrize("case", _names(broken.FILES))
def test_a_broken_file_opens_read_only_and_is_left(case: Broken, project: Path) -> None:
    _spoil(case, project)
    before = _tree(project)
    desk, _ = Desk.open(project, "rose")
    session = desk.session(desk.article("bridge"))
    assert f"{case.path}: " in session.read_only
    assert case.what in session.read_only
    assert len(session.editor.state) == 0
    made = Record("speaker", "p-new001", {"mention": (Fragment(6, 15, "Ada Brook"),)})
    with pytest.raises(EditError, match="read-only"):
        session.editor.make([made])
    assert session.saved
    assert not session.changed_outside()
    assert session.save() == ""
    session.close()
    assert _tree(project) == before


@pytest.mark.parametrize("case", _names(broken.FILES))
def test_somebody_elses_broken_file_is_refused_with_the_same_message(case: Broken, project: Path) -> None:
    _spoil(case, project)
    desk, _ = Desk.open(project, "tom")
    with pytest.raises(FileError) as raised:
        desk.read_other("rose", "bridge")
    _agrees(raised.value.problem, case)


@pytest.mark.parametrize("case", _names(broken.RECORDS))
def test_a_broken_record_is_one_message_and_the_others_are_shown(case: Broken, project: Path) -> None:
    _spoil(case, project)
    before = _tree(project)
    desk, _ = Desk.open(project, "rose")
    session = desk.session(desk.article("bridge"))
    assert session.read_only == ""
    assert len(session.editor.state) == 7
    _agrees(_only_problem(desk, session.editor.state), case)
    broken_ids = [record_id for record_id, problems in session.editor.problems.items() if problems]
    assert broken_ids == ([case.record.split()[1]] if case.record else [])
    session.close()
    assert _tree(project) == before


def _only_problem(desk: Desk, state: Annotations) -> Problem:
    article = desk.article("bridge")
    around = Surroundings(desk.codebook, article.text, article.sha256, ANNOTATIONS, desk.entity_exists)
    [problem] = annotation_problems(state, around)
    return problem


@pytest.mark.parametrize("case", _names(broken.PROJECTS))
def test_a_project_whose_settings_or_codebook_are_broken_does_not_open(case: Broken, project: Path) -> None:
    _spoil(case, project)
    before = _tree(project)
    with pytest.raises(FileError) as raised:
        Desk.open(project, "rose")
    _agrees(raised.value.problem, case)
    assert _tree(project) == before


@pytest.mark.parametrize("case", _names(broken.ENTITIES))
def test_a_broken_catalogue_is_one_message_and_the_rest_serves(case: Broken, project: Path) -> None:
    _spoil(case, project)
    before = _tree(project)
    desk, _ = Desk.open(project, "rose")
    [problem] = desk.catalogue_problems
    _agrees(problem, case)
    session = desk.session(desk.article("bridge"))
    assert session.read_only == ""
    session.close()
    assert _tree(project) == before


@pytest.mark.parametrize("case", _names(broken.ARTICLES))
def test_a_broken_article_is_one_message(case: Broken, project: Path) -> None:
    _spoil(case, project)
    before = _tree(project)
    desk, _ = Desk.open(project, "rose")
    with pytest.raises(FileError) as raised:
        desk.article("bridge")
    _agrees(raised.value.problem, case)
    assert _tree(project) == before


def test_an_article_that_is_a_link_outside_is_left_out_and_named(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for anybody")
    (project / "articles" / "leak.txt").symlink_to(secret)
    opened, _ = open_project(project)
    assert list(opened.article_paths()) == ["bridge"]
    [problem] = opened.article_problems()
    assert str(problem) == "articles/leak.txt: leads out of the project and is left out"


def test_an_id_of_two_articles_is_named(project: Path) -> None:
    (project / "articles" / "bridge.md").write_text("another")
    opened, _ = open_project(project)
    assert opened.article_paths()["bridge"].suffix == ".txt"
    [problem] = opened.article_problems()
    assert str(problem).startswith("articles/bridge.txt: has the id of articles/bridge.md")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[article", "is not TOML"),
        ('format = 1\n[article]\n"fly.away" = ["x"]\n', "fly.away"),
        ("format = 7\n", "newer"),
    ],
)
def test_a_broken_keymap_is_one_message_and_the_keys_work(text: str, what: str, project: Path, home: Path) -> None:
    path = home / "config" / "article-workbench" / "keymaps" / "default.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    desk, _ = Desk.open(project, "rose")
    keymap, problems = desk.keymap()
    [problem] = [one for one in problems if one.path == str(path)]
    assert what in str(problem)
    assert keymap.rows_in(["article"])
    assert path.read_text() == text


def test_a_folder_of_annotations_that_is_a_link_outside_is_not_written_to(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shutil.rmtree(project / "annotations" / "rose")
    (project / "annotations" / "rose").symlink_to(outside)
    desk, _ = Desk.open(project, "rose")
    session = desk.session(desk.article("bridge"))
    assert "leads out of the project" in session.read_only
    session.close()
    assert list(outside.iterdir()) == []


def test_nothing_but_our_own_errors_escapes_whatever_the_bytes_are(project: Path) -> None:
    path = project / ANNOTATIONS
    good = path.read_bytes()
    book = read_codebook(project / "codebook.toml", "codebook.toml")
    refused = 0
    for at in range(0, len(good), 7):
        for data in (good[:at], good[:at] + b"\xf0\x9f" + good[at:], good[:at] + b'"' + good[at + 1 :]):
            path.write_bytes(data)
            try:
                AnnotationFile(path, book, ANNOTATIONS, "bridge", "rose").load()
            except WorkbenchError:
                refused += 1
            assert path.read_bytes() == data
    assert refused > len(good) // 7
