"""What the frame of import and export promises beside what the command line shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.article import Metadata
from workbench.core.codebook import Issue, Layer, Slot
from workbench.core.entity import Entity
from workbench.core.errors import ConflictError, Problem, UsageError
from workbench.core.progress import Quiet
from workbench.desk.adding import make_project
from workbench.desk.exporting import Chosen, export_annotations
from workbench.desk.importing import Imported, Wanted, import_annotations
from workbench.interchange.exchange import (
    Brought,
    Document,
    ExchangeFormat,
    File,
    Given,
    Loss,
    Source,
    Surroundings,
)
from workbench.interchange.naming import made_article
from workbench.store.project import Project, open_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project, and a file to import."""
    (tmp_path / "source.x").write_bytes(b"anything")
    return open_project(make_project(tmp_path / "study"))[0]


def _document(article_id: str = "news/a", text: str = "Ann ran.", annotator: str = "", **values: str) -> Document:
    article = made_article(article_id, text, Metadata("A title", date="2020-01-02"))
    record = Record("actor", "a-000001", {"mention": (Fragment(0, 3, text[:3]),)}, dict(values))
    return Document(article, (Annotations(Header("elsewhere", "0", annotator), {record.id: record}),), ('{"n": 1}',))


def _format(*brought: Brought) -> ExchangeFormat:
    def read(source: Source, around: Surroundings) -> Iterator[Brought]:
        yield from brought

    def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
        for document in documents:
            yield File(f"{document.article.id}.x", "\n".join(document.foreign).encode())
            yield Loss(document.article.id, "", "title", "is lost", "title")

    return ExchangeFormat("x", "X", (".x",), read, write, loses={"title": "titles"})


def _imported(project: Project, *brought: Brought, **more: bool) -> Imported:
    return import_annotations(project, _format(*brought), project.root.parent / "source.x", Wanted("me", **more))


def _names(project: Project) -> set[str]:
    return {path.relative_to(project.root).as_posix() for path in project.root.rglob("*") if path.is_file()}


def test_everything_has_its_place(project: Project) -> None:
    before = _names(project)
    done = _imported(project, _document(entity="q1"), Entity("q1", "Ann", "robot"), Issue("war", "The war"))
    assert not done.problems
    assert _names(project) - before == {
        "articles/news/a.txt",
        "articles/news/a.toml",
        "annotations/me/news/a.toml",
        "entities/x.toml",
        "foreign/x/news/a.jsonl",
    }
    assert 'kind = "other"' in (project.root / "entities" / "x.toml").read_text("utf-8")
    assert done.added == ("issue war",)
    text = (project.root / "annotations" / "me" / "news" / "a.toml").read_text("utf-8")
    assert 'article = "news/a"' in text
    assert 'annotator = "me"' in text


def test_documents_of_one_article_are_joined(project: Project) -> None:
    done = _imported(project, _document(annotator="Ann Lee"), _document(annotator="bob"))
    assert done.files == ["annotations/ann-lee/news/a.toml", "annotations/bob/news/a.toml"]
    assert (project.root / "foreign" / "x" / "news" / "a.jsonl").read_text("utf-8") == '{"n": 1}\n'


@pytest.mark.parametrize(
    ("brought", "said"),
    [
        ((_document(), _document()), "has two sets of annotations by me"),
        ((_document(), _document(text="Bob ran.", annotator="b")), "stands twice in the import, with different texts"),
        ((_document("../a"),), "cannot be a path under articles/"),
        ((_document(entity="q1"),), "there is no entity “q1” in the catalogue"),
        ((_document(kind="robot"),), "“robot” is none of person"),
        ((Problem("x", "is broken", key="line 3"), _document()), "x: line 3: is broken"),
        ((), "holds nothing that can be read as x"),
        (
            (_document(), Layer("actor", "a", (Slot("mention", "attribute", values=("v",)),))),
            "codebook.toml: the codebook has a part “mention” in “actor”, the import an attribute; rename one of them",
        ),
    ],
)
def test_anything_wrong_refuses_everything(project: Project, brought: tuple[Brought, ...], said: str) -> None:
    before = _names(project)
    done = _imported(project, *brought)
    assert any(said in str(problem) for problem in done.problems), done.problems
    assert _names(project) == before


def test_a_record_that_lacks_what_is_required_comes_and_goes(project: Project) -> None:
    document = _document()
    state = document.annotations[0]
    bare = Record("claim", "c-000001", {"cue": (Fragment(4, 7, "ran"),)})
    records = {**state.records, bare.id: bare}
    done = _imported(project, replace(document, annotations=(Annotations(state.header, records),)))
    assert [(one.key, one.what) for one in done.remarks] == [("content", "is required")]
    assert done.records == 2
    out = export_annotations(project, _format(), str(project.root.parent / "out"), Chosen())
    assert out.records == 2
    assert not out.problems


def test_only_what_is_done_comes_in(project: Project) -> None:
    document = _document(annotator="a")
    done_state = replace(document.annotations[0], header=Header("", "", "b", "done"))
    done = _imported(project, replace(document, annotations=(*document.annotations, done_state)), done=True)
    assert done.files == ["annotations/b/news/a.toml"]


def test_foreign_lines_of_a_second_import_join_the_first(project: Project) -> None:
    _imported(project, _document(annotator="a"))
    _imported(project, replace(_document(annotator="b"), foreign=('{"n": 1}', '{"n": 2}')))
    path = project.root / "foreign" / "x" / "news" / "a.jsonl"
    assert path.read_text("utf-8") == '{"n": 1}\n{"n": 2}\n'
    export_annotations(project, _format(), str(project.root.parent / "out"), Chosen())
    assert (project.root.parent / "out" / "news" / "a.x").read_text("utf-8") == '{"n": 1}\n{"n": 2}'


def test_a_link_out_of_the_project_is_not_followed(project: Project) -> None:
    outside = project.root.parent / "outside"
    outside.mkdir()
    (project.root / "foreign").symlink_to(outside, target_is_directory=True)
    with pytest.raises(UsageError, match="leads out of the project"):
        _imported(project, _document())
    assert list(outside.iterdir()) == []
    assert not (project.root / "articles" / "news").exists()


def test_the_same_words_under_another_ending_are_the_same_article(project: Project) -> None:
    path = project.root / "articles" / "news" / "a.md"
    path.parent.mkdir()
    path.write_text("Ann ran.", "utf-8")
    assert _imported(project, _document()).articles == []
    path.write_text("Ann walked.", "utf-8")
    with pytest.raises(ConflictError, match=r"articles/news/a\.md"):
        _imported(project, _document("news/b"), _document())
    assert not (project.root / "articles" / "news" / "b.txt").exists()


def test_an_export_that_fails_leaves_nothing(project: Project) -> None:
    _imported(project, _document())
    out = project.root.parent / "out"

    def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
        yield File("one.x", b"1")
        raise UsageError("no more")

    before = sorted(project.root.parent.iterdir())
    for force in (False, True):
        with pytest.raises(UsageError, match="no more"):
            export_annotations(project, replace(_format(), write=write), str(out), Chosen(), force=force)
        assert sorted(project.root.parent.iterdir()) == before
    out.mkdir()
    (out / "one.x").write_bytes(b"old")
    with pytest.raises(UsageError, match="no more"):
        export_annotations(project, replace(_format(), write=write), str(out), Chosen(), force=True)
    assert [path.name for path in out.iterdir()] == ["one.x"]
    assert (out / "one.x").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["../x", "/x", "", "a//b", "a\x00"])
def test_no_file_of_an_export_leads_elsewhere(project: Project, name: str) -> None:
    _imported(project, _document())
    write = lambda documents, around: iter((File(name, b""),))  # noqa: E731
    with pytest.raises(UsageError, match="cannot be the name of a file"):
        export_annotations(project, replace(_format(), write=write), str(project.root.parent / "out"), Chosen())


def test_one_file_is_that_file_where_its_ending_says_so(project: Project) -> None:
    _imported(project, _document("a"), _document("b"))
    target = project.root.parent / "all.x"
    with pytest.raises(UsageError, match="this export has 2 files; name a folder"):
        export_annotations(project, _format(), str(target), Chosen())
    assert not target.exists()


def test_an_import_tells_how_far_it_is_article_by_article(project: Project) -> None:
    class Told(Quiet):
        def __init__(self) -> None:
            self.steps: list[tuple[int, int, str]] = []

        def step(self, done: int, total: int, what: str) -> None:
            self.steps.append((done, total, what))

    told = Told()
    form = _format(*(_document(f"a{number}") for number in range(3)))
    import_annotations(project, form, project.root.parent / "source.x", Wanted("me"), told)
    assert told.steps == [(0, 3, "a0"), (1, 3, "a1"), (2, 3, "a2")]
