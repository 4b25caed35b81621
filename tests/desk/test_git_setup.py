"""``git-setup``: what it writes, that it can be repeated and undone, and what git then shows and merges."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.branches import CODEBOOK, CODER, TEXT, Pair, Repository
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.errors import FileError, UsageError
from workbench.desk.git_setup import LINES, set_up, undo
from workbench.desk.versions import merge_versions, readable
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import parse_codebook

HEAD = Header("levy", hashlib.sha256(TEXT.encode()).hexdigest(), "rose")
ONE = Record("actor", "a-one", {"mention": (Fragment(0, 7, TEXT[:7]),)}, {"kind": "person"})
TWO = Record("actor", "a-two", {"mention": (Fragment(50, 60, TEXT[50:60]),)}, {"kind": "state"})
SAYS = Record("claim", "c-one", {"content": (Fragment(80, 120, TEXT[80:120]),)}, {"source": "a-one"})


def data(*records: Record, head: Header = HEAD) -> bytes:
    return annotation_bytes(Annotations(head, {one.id: one for one in records}), CODEBOOK)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def test_a_second_time_it_does_nothing(repository: Repository) -> None:
    assert repository.said[0] == ".gitattributes: 3 lines added; commit the file, so that every clone has it"
    assert len(repository.said) == 5
    files = [repository.root / ".gitattributes", repository.root / ".git" / "config"]
    before = [path.read_bytes() for path in files]
    again = list(set_up(repository.root))
    assert all(line.endswith(("has the lines already", "is set already")) for line in again)
    assert [path.read_bytes() for path in files] == before


def test_what_stands_in_the_attributes_stays_and_the_setup_can_be_undone(repository: Repository) -> None:
    path = repository.root / ".gitattributes"
    list(undo(repository.root))
    assert not path.exists()
    assert "workbench" not in (repository.root / ".git" / "config").read_text()
    path.write_bytes(b"*.png binary\n# mine")
    list(set_up(repository.root))
    lines = path.read_bytes().splitlines()
    assert lines[:2] == [b"*.png binary", b"# mine"]
    assert lines[3:] == list(LINES)
    assert list(undo(repository.root)) == [
        ".gitattributes: the lines are taken out",
        "git config: diff.workbench is taken out",
        "git config: merge.workbench is taken out",
    ]
    assert path.read_bytes() == b"*.png binary\n# mine\n"
    assert list(undo(repository.root)) == [
        ".gitattributes: has none of the lines",
        "git config: diff.workbench was not set",
        "git config: merge.workbench was not set",
    ]


def test_attributes_that_go_first_are_named(repository: Repository) -> None:
    with (repository.root / ".gitattributes").open("a") as file:
        file.write("*.toml -diff merge=union\n")
    said = list(set_up(repository.root))
    assert [line for line in said if "goes first" in line and "merge: union" in line]
    assert [line for line in said if "goes first" in line and "diff: unset" in line]


def test_without_a_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for act in (set_up, undo):
        with pytest.raises(UsageError, match="lies in no git repository; make one with `git init`"):
            list(act(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git cannot be run"):
        list(set_up(tmp_path))


def test_attributes_that_lead_elsewhere_are_left(repository: Repository, tmp_path: Path) -> None:
    path = repository.root / ".gitattributes"
    path.unlink()
    (tmp_path / "elsewhere").write_text("x")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileError, match="leads out of the project"):
        list(set_up(repository.root))
    assert (tmp_path / "elsewhere").read_text() == "x"


def test_git_shows_differences_by_record(repository: Repository) -> None:
    repository.put(CODER, data(ONE, TWO, SAYS))
    repository.put(CODER, data(ONE, TWO.with_value("kind", "media"), replace(SAYS, note="sure\x1b[31m?")))
    for shown in (repository.git("diff", "HEAD~1"), repository.git("log", "-p", "-1")):
        assert "-    kind: state\n+    kind: media\n" in shown
        assert "+    note: sure␛[31m?\n" in shown
        assert f"source: a-one “{TEXT[:7]}”" in shown
        assert "quote =" not in shown
        assert "\x1b" not in shown
    many = [
        replace(ONE, id=f"a-{n}", parts={"mention": (Fragment(9 * n, 9 * n + 5, TEXT[9 * n : 9 * n + 5]),)})
        for n in range(9)
    ]
    long = replace(SAYS, values={**SAYS.values, "kind": "assertion", "certainty": "asserted", "quotation": "direct"})
    repository.put(CODER, data(ONE, *many, long))
    repository.put(CODER, data(ONE, *many, long.with_value("quotation", "mixed")))
    [hunk] = [line for line in repository.git("show").splitlines() if line.startswith("@@")]
    assert "claim c-one “" in hunk


def test_in_the_middle_of_a_merge_git_shows_what_is_undecided(repository: Repository) -> None:
    base = data(ONE, TWO)
    pair = Pair(CODER, base, data(ONE.with_value("kind", "media"), TWO), data(ONE.with_value("kind", "place"), TWO))
    merged, said = repository.merge(pair)
    assert "changed on both sides: actor a-one" in said
    assert merged.count(b"[[actor]]\n") == 4
    shown = repository.git("diff")
    assert "++<<<<<<< ours" in shown
    assert " +    kind: media" in shown
    assert "+     kind: place" in shown


def test_a_file_that_cannot_be_read_is_shown_as_it_is(repository: Repository) -> None:
    repository.put(CODER, data(ONE))
    repository.put(CODER, b"no TOML at all\x1b[2J\n")
    shown = repository.git("show")
    assert "-actor a-one" in shown
    assert "+no TOML at all␛[2J" in shown
    assert readable(repository.root / "workbench.toml", repository.root) is None


def test_what_cannot_be_read_is_merged_by_lines_and_left_to_a_person(repository: Repository) -> None:
    broken = data(ONE, TWO).replace(b'kind = "state"', b"kind = 7")
    _, said = repository.merge(Pair(CODER, data(ONE, TWO), broken, data(ONE.with_value("kind", "media"), TWO)))
    assert "merged by lines instead; look at it" in said
    assert "kind: should be a string" in said
    assert repository.unmerged()
    text = (repository.root / CODER).read_text()
    assert "kind = 7" in text
    assert 'kind = "media"' in text


def test_both_branches_added_the_file(repository: Repository) -> None:
    repository.put("articles/other.txt", b"other")
    repository.git("branch", "theirs")
    repository.put(CODER, data(ONE))
    repository.git("checkout", "-q", "theirs")
    repository.put(CODER, data(TWO))
    repository.git("checkout", "-q", "base")
    repository.git("merge", "-m", "merged", "theirs")
    assert (repository.root / CODER).read_bytes() == data(ONE, TWO)


def test_a_rebase_and_a_cherry_pick_go_through_the_same_merge(repository: Repository) -> None:
    repository.put(CODER, data(ONE, TWO))
    repository.git("checkout", "-q", "-b", "topic")
    repository.put(CODER, data(ONE.with_value("kind", "media"), TWO))
    repository.git("checkout", "-q", "base")
    repository.put(CODER, data(ONE, TWO, SAYS))
    repository.git("checkout", "-q", "-b", "picked")
    repository.git("cherry-pick", "topic")
    wanted = data(ONE.with_value("kind", "media"), TWO, SAYS)
    assert (repository.root / CODER).read_bytes() == wanted
    repository.git("checkout", "-q", "topic")
    repository.git("rebase", "-q", "base")
    assert (repository.root / CODER).read_bytes() == wanted


def test_a_rename_on_one_branch_and_an_edit_on_the_other(repository: Repository) -> None:
    repository.put(CODER, data(ONE, TWO, SAYS))
    repository.git("checkout", "-q", "-b", "theirs")
    repository.git("mv", CODER, "annotations/rose/tax.toml")
    repository.put("annotations/rose/tax.toml", data(ONE, TWO, SAYS, head=replace(HEAD, article="tax")))
    repository.git("checkout", "-q", "base")
    repository.put(CODER, data(ONE, SAYS))
    repository.git("merge", "-m", "merged", "theirs")
    assert (repository.root / "annotations/rose/tax.toml").read_bytes() == data(
        ONE, SAYS, head=replace(HEAD, article="tax")
    )


def test_a_branch_with_a_newer_codebook_merges(repository: Repository) -> None:
    """The driver runs while our codebook stands in the folder; theirs has a slot and a layer more."""
    more = data(ONE, TWO).decode().replace('kind = "state"\n', 'kind = "state"\nmood = "calm"\n')
    more += '\n[[place]]\nid = "p-1"\nsize = 3\nnear = ["a-one"]\n\n[[place.spot]]\nstart = 0\nend = 7\nquote = "x"\n'
    pair = Pair(CODER, data(ONE, TWO), data(ONE.with_value("kind", "media"), TWO), more.encode())
    merged, _ = repository.merge(pair)
    assert not repository.unmerged()
    assert merged.decode() == more.replace('kind = "person"', 'kind = "media"')


def test_two_files_are_not_two_versions(repository: Repository, tmp_path: Path) -> None:
    heads = [HEAD, replace(HEAD, annotator="tom"), replace(HEAD, annotator="ann")]
    paths = [tmp_path / f"{head.annotator}.toml" for head in heads]
    for path, head in zip(paths, heads, strict=True):
        path.write_bytes(data(ONE, head=head))
    with pytest.raises(FileError, match="annotator: “tom” and “ann” are two files"):
        merge_versions(*paths, paths[0])


def test_what_two_merge_bases_left_undecided_is_asked_again(tmp_path: Path) -> None:
    """Of a criss-cross history git makes one base by a merge, which may hold marks itself."""
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_bytes(data(ONE, TWO))
    ours.write_bytes(data(ONE.with_value("kind", "media"), TWO))
    theirs.write_bytes(data(ONE.with_value("kind", "place"), TWO))
    marked = tmp_path / "marked"
    marked.write_bytes(merge_versions(base, ours, theirs, ours).data)
    again = merge_versions(marked, ours, theirs, ours).merged
    assert [one.id for one in again.conflicts] == [ONE.id]
    assert merge_versions(marked, ours, ours, ours).merged.conflicts == ()


OWN = """
format = 1
version = 4
title = "Own"

[[layer]]
name = "voice"
prefix = "v"
slot = [
  { name = "words", type = "part", required = true },
  { name = "kind", type = "attribute", kind = "integer" },
]
"""


def test_a_project_below_the_uppermost_folder_is_read_with_its_own_codebook(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "repository")
    below = repository.root / "a study"
    below.mkdir()
    (below / "workbench.toml").write_text("format = 1\n")
    (below / "codebook.toml").write_text(OWN)
    assert any("-C 'a study' diff --textconv" in line for line in set_up(below))
    path = "a study/annotations/rose/levy.toml"
    book = parse_codebook(OWN.encode(), "codebook.toml")
    one = Record("voice", "v-one", {"words": (Fragment(0, 7, TEXT[:7]),)}, {"kind": 1})
    two = Record("voice", "v-two", {"words": (Fragment(50, 60, TEXT[50:60]),)}, {"kind": 2})

    def own(*records: Record) -> bytes:
        return annotation_bytes(Annotations(HEAD, {record.id: record for record in records}), book)

    merged, _ = repository.merge(Pair(path, own(one), own(one.with_value("kind", 7)), own(one, two)))
    assert merged == own(one.with_value("kind", 7), two)
    assert "-    kind: 1\n+    kind: 7\n" in repository.git("show", "HEAD^")
