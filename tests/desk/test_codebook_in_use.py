"""The codebook of a running program: issues added to its file, and the file followed when others change it."""

from __future__ import annotations

import os
import subprocess
import threading
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.tiny_disk import fill, mount, tiny_disk
from tests.tui.projects import harbour
from workbench.core.codebook import Issue
from workbench.core.errors import EditError, FileError, StorageError, WorkbenchError
from workbench.desk import codebook_in_use
from workbench.desk.codebook_in_use import CodebookInUse
from workbench.desk.desk import Desk
from workbench.desk.jobs import check_project
from workbench.desk.unfinished import import_lock
from workbench.store.atomic import locked
from workbench.store.project import open_project
from workbench.store.shipped import default_codebook


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, with a home of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return harbour(tmp_path)


def opened(root: Path) -> CodebookInUse:
    """The codebook of the project as a program has it that begins now."""
    return CodebookInUse(open_project(root)[0])


def issues(root: Path) -> list[dict[str, Any]]:
    """The issues in the file, as a reader that is not ours sees them."""
    found: list[dict[str, Any]] = tomllib.loads((root / "codebook.toml").read_text(encoding="utf-8"))["issue"]
    return found


def append(root: Path, text: str) -> None:
    """Somebody changes the file."""
    path = root / "codebook.toml"
    path.write_bytes(path.read_bytes() + text.encode())


PORT = '\n[[issue]]\nid = "port-jobs"\ntitle = "Jobs at the port"\n'


FRAMES = '\n[[layer]]\nname = "frame"\nprefix = "f"\n[[layer.slot]]\nname = "words"\ntype = "part"\n'


# Adding


def test_an_issue_is_written_with_an_id_of_its_title_and_used_at_once(root: Path) -> None:
    book, before = opened(root), (root / "codebook.toml").read_bytes()
    added = book.add_issue("  Ouvertures à la Libye ", "us-foreign-policy")
    assert added.issue == Issue("ouvertures-a-la-libye", "Ouvertures à la Libye", "us-foreign-policy")
    assert added.new
    assert book.codebook.issues[-1] == added.issue
    assert issues(root)[-1] == {"id": added.issue.id, "title": added.issue.title, "parent": "us-foreign-policy"}
    assert (root / "codebook.toml").read_bytes().startswith(before)
    assert book.look() is None


def test_the_version_stays_so_that_nobodys_annotations_look_outdated(root: Path) -> None:
    book = opened(root)
    before = book.codebook.version
    book.add_issue("Peace")
    assert opened(root).codebook.version == book.codebook.version == before


def test_an_id_that_is_taken_gets_a_number_and_one_without_letters_a_name(root: Path) -> None:
    book = opened(root)
    assert [book.add_issue(title).issue.id for title in ("Peace!", "Oil", "???")] == ["peace", "oil", "issue"]
    append(root, '\n[[issue]]\nid = "strike"\ntitle = "Walkouts"\n')
    assert book.add_issue("Strike").issue.id == "strike-2"


def test_what_others_put_into_the_file_meanwhile_stays_and_is_taken_over(root: Path) -> None:
    book = opened(root)
    append(root, PORT)
    added = book.add_issue("Peace")
    assert [one["id"] for one in issues(root)][-2:] == ["port-jobs", "peace"]
    assert added.news == "codebook.toml changed: issue “Jobs at the port” added"
    assert "port-jobs" in book.codebook.issues_by_id


def test_an_issue_that_somebody_added_meanwhile_is_taken_not_added_twice(root: Path) -> None:
    book = opened(root)
    append(root, PORT)
    before = (root / "codebook.toml").read_bytes()
    added = book.add_issue("jobs at the port")
    assert (added.issue.id, added.new) == ("port-jobs", False)
    assert (root / "codebook.toml").read_bytes() == before
    assert "port-jobs" in book.codebook.issues_by_id


def test_windows_that_add_at_the_same_time_lose_nothing(root: Path) -> None:
    books = [opened(root) for _ in range(4)]
    failed: list[WorkbenchError] = []

    def work(number: int) -> None:
        for turn in range(5):
            try:
                books[number].add_issue(f"Topic {number} {turn}")
            except WorkbenchError as error:
                failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    titles = {one["title"] for one in issues(root)}
    assert {f"Topic {number} {turn}" for number in range(4) for turn in range(5)} <= titles
    assert not list(check_project(root))


def test_a_change_while_the_issue_is_being_put_in_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, real, once = opened(root), codebook_in_use.with_issue, [PORT]

    def slow(data: bytes, issue: Issue, shown_as: str) -> bytes:
        made = real(data, issue, shown_as)
        if once:
            append(root, once.pop())  # an editor saves, which knows no lock
        return made

    monkeypatch.setattr(codebook_in_use, "with_issue", slow)
    book.add_issue("Peace")
    assert [one["id"] for one in issues(root)][-2:] == ["port-jobs", "peace"]


def test_beside_other_layers_the_issue_is_written_and_used_and_nothing_else_taken(root: Path) -> None:
    book = opened(root)
    before = book.codebook
    append(root, PORT + FRAMES)
    added = book.add_issue("Peace", "us-foreign-policy")
    assert added.news == "the codebook’s layers changed; start again to use them"
    assert book.codebook.layers == before.layers
    assert book.codebook.issues == (*before.issues, added.issue)
    assert [one["id"] for one in issues(root)][-2:] == ["port-jobs", "peace"]


def test_without_a_codebook_of_its_own_a_project_gets_the_default_one_with_the_issue(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Peace now.\n", encoding="utf-8")
    book = opened(folder)
    assert not (folder / "codebook.toml").exists()
    book.add_issue("Peace")
    made = (folder / "codebook.toml").read_bytes()
    assert made == default_codebook().read_bytes() + b'\n[[issue]]\nid = "peace"\ntitle = "Peace"\n'
    assert opened(folder).codebook == book.codebook


# What cannot be


def refused(book: CodebookInUse, kind: type[WorkbenchError], title: str = "Peace", parent: str = "") -> str:
    """What is said where an issue cannot be added, and that nothing changed by it."""
    before, path = book.codebook, book.path
    data = path.read_bytes() if path.exists() else None
    with pytest.raises(kind) as caught:
        book.add_issue(title, parent)
    assert book.codebook is before
    assert (path.read_bytes() if path.exists() else None) == data
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_title_that_cannot_be_written_is_refused(root: Path) -> None:
    book = opened(root)
    assert refused(book, EditError, "  ") == "an issue needs a title"
    assert "half a character" in refused(book, EditError, "Peace \ud800")


def test_a_parent_that_is_gone_is_refused(root: Path) -> None:
    said = refused(opened(root), EditError, parent="nowhere")
    assert said == "codebook.toml has no issue “nowhere” any more; choose another parent"


def test_a_broken_file_is_refused_with_its_place(root: Path) -> None:
    book = opened(root)
    append(root, "[[issue]\n")
    assert refused(book, FileError).startswith("codebook.toml: is not TOML: ")


def test_a_file_that_is_gone_is_not_made_anew(root: Path) -> None:
    book = opened(root)
    (root / "codebook.toml").unlink()
    assert refused(book, FileError) == "codebook.toml: is gone; put it back and try again"


def test_a_link_out_of_the_project_is_not_followed_and_one_within_stays_a_link(root: Path) -> None:
    path, shared = root / "codebook.toml", root.parent / "shared.toml"
    path.rename(shared)
    path.symlink_to(shared)
    assert "leads out of the project" in refused(opened(root), FileError)
    path.unlink()
    shared.rename(root / "ours.toml")
    path.symlink_to("ours.toml")
    opened(root).add_issue("Peace")
    assert path.is_symlink()
    assert b'id = "peace"' in (root / "ours.toml").read_bytes()


def test_while_an_import_is_under_way_it_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook_in_use, "_PATIENCE", 0.0)
    book = opened(root)
    with locked(import_lock(open_project(root)[0].root)):
        assert "an import or another window is writing into this project; try again" in refused(book, StorageError)
    assert book.add_issue("Peace").new


def test_a_full_disk_is_said_and_truncates_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with tiny_disk(tmp_path / "disk") as disk:
        book = opened(harbour(disk))
        filler = fill(disk)
        assert refused(book, StorageError).endswith("the disk is full; make room, then save again")
        assert not [one for one in book.path.parent.iterdir() if one.name.endswith(".tmp")]
        filler.unlink()
        assert book.add_issue("Peace").new


def test_a_read_only_drive_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with tiny_disk(tmp_path / "disk") as disk:
        book = opened(harbour(disk))
        mount(disk, "-o", "remount,ro")
        assert refused(book, StorageError).endswith("not saved: the file system is read-only")


def test_a_read_only_file_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, real = opened(root), os.open

    def denied(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if str(path).endswith("codebook.toml") and flags & os.O_WRONLY:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", denied)  # root may write everything
    assert refused(book, StorageError).endswith("not saved: you have no permission to write there")


# Following


def test_issues_that_came_went_and_changed_are_taken_over_and_counted(root: Path) -> None:
    book, path = opened(root), root / "codebook.toml"
    assert book.look() is None
    append(root, PORT)
    news = book.look()
    assert news is not None
    assert (news.said, news.taken) == ("codebook.toml changed: issue “Jobs at the port” added", True)
    assert book.look() is None
    changed = '"Work"\nhelp = "all work"\nparent = "haftar-alignment"'
    text = path.read_text(encoding="utf-8").replace('"Jobs at the port"', changed)
    path.write_text(text + '\n[[issue]]\nid = "a"\n\n[[issue]]\nid = "b"\n', encoding="utf-8")
    news = book.look()
    assert news is not None
    assert news.said == "codebook.toml changed: 2 issues added, issue “Work” changed"
    assert book.codebook.issues_by_id["port-jobs"] == Issue("port-jobs", "Work", "haftar-alignment", "all work")
    assert book.codebook == opened(root).codebook
    path.write_text(text, encoding="utf-8")
    news = book.look()
    assert news is not None
    assert news.said == "codebook.toml changed: 2 issues removed"


def test_a_file_written_anew_with_the_same_contents_is_no_news(root: Path) -> None:
    book, path = opened(root), root / "codebook.toml"
    path.write_bytes(b"# by hand\n" + path.read_bytes())
    os.utime(path, ns=(1, 1))
    assert book.look() is None


def test_other_layers_are_said_once_and_nothing_of_the_file_is_taken(root: Path) -> None:
    book = opened(root)
    before = book.codebook
    append(root, PORT + FRAMES)
    news = book.look()
    assert news is not None
    assert (news.said, news.taken) == ("the codebook’s layers changed; start again to use them", False)
    assert book.codebook is before
    assert book.look() is None


def test_a_broken_file_and_one_that_is_gone_are_said_once_and_the_codebook_stays(root: Path) -> None:
    book, path = opened(root), root / "codebook.toml"
    before, data = book.codebook, path.read_bytes()
    path.write_bytes(data + b'[[issue]]\nid = "haftar-alignment"\n')
    news = book.look()
    assert news is not None
    assert news.said == (
        f"codebook.toml: issue[{len(before.issues)}].id: “haftar-alignment” stands twice; "
        "take one of the two [[issue]] tables out; the codebook stays as it was read"
    )
    assert book.look() is None
    path.unlink()
    news = book.look()
    assert news is not None
    assert news.said == "codebook.toml is gone; the codebook stays as it was read"
    assert book.look() is None
    assert book.codebook is before
    path.write_bytes(data)
    assert book.look() is None


def test_the_desk_hands_out_the_codebook_as_it_is_by_then(root: Path) -> None:
    desk, _ = Desk.open(root, "me")
    desk.codebooks.add_issue("Peace")
    assert desk.codebook.issues[-1].title == "Peace"


# Two branches


def git(root: Path, *arguments: str) -> int:
    """Git in the project."""
    who = ("-c", "user.name=ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *arguments], cwd=root, capture_output=True, check=False).returncode


def branches(root: Path, ours: str, theirs: str) -> int:
    """Each of two branches adds an issue; whether git could merge them."""
    for step in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "begin"), ("checkout", "-qb", "theirs")):
        assert git(root, *step) == 0
    opened(root).add_issue(theirs)
    assert git(root, "commit", "-qam", "theirs") == git(root, "checkout", "-q", "main") == 0
    opened(root).add_issue(ours)
    assert git(root, "commit", "-qam", "ours") == 0
    return git(root, "merge", "-q", "theirs")


def test_two_branches_that_add_the_same_issue_merge(root: Path) -> None:
    assert branches(root, "Peace", "Peace") == 0
    assert [one["id"] for one in issues(root)].count("peace") == 1
    assert not list(check_project(root))


def test_two_branches_that_add_different_issues_conflict_and_check_tells_the_cure(root: Path) -> None:
    assert branches(root, "Peace", "War") != 0
    path = root / "codebook.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if line.startswith("<<<<<<<"))
    cure = "keep what both sides added, each issue once under its own [[issue]], and take git’s lines out"
    what = f"git left a merge undecided here; {cure}"
    assert [str(one) for one in check_project(root)] == [f"codebook.toml: line {at}: {what}"]
    kept = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    once = 'title = "Peace"'
    path.write_text("\n".join(kept).replace(once, f"{once}\n\n[[issue]]") + "\n", encoding="utf-8")
    assert not list(check_project(root))
    assert {one["title"] for one in issues(root)} >= {"Peace", "War"}
