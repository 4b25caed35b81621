"""The layout of a project, and what is a project at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.village import TEXT, village
from workbench.core.article import Metadata
from workbench.core.errors import FileError, UsageError
from workbench.store.article_file import metadata_text, read_article, read_metadata
from workbench.store.peek import Peek, mentioned_values, peek
from workbench.store.project import Project, Settings, leads_inside, open_project, read_settings, safe_name, surrounding


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return village(tmp_path / "village")


# Opening a path


@pytest.mark.parametrize("name", ["", "workbench.toml", "articles", "annotations/rose/bridge.toml", "codebook.toml"])
def test_any_path_in_a_project_opens_it(name: str, root: Path) -> None:
    project, article_id = open_project(root / name)
    assert (project.root, project.bare, article_id, project.title) == (root, False, "", "Village")


def test_an_article_opens_at_itself(root: Path) -> None:
    deep = root / "articles" / "a" / "b.md"
    deep.parent.mkdir()
    deep.write_text("x")
    assert open_project(root / "articles" / "bridge.txt")[1] == "bridge"
    assert open_project(deep)[1] == "a/b"
    assert open_project(root / "articles" / "bridge.toml")[1] == ""


def test_a_relative_path_is_taken_from_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert open_project(Path("village/articles/bridge.txt")) == (open_project(root)[0], "bridge")
    monkeypatch.chdir(root / "articles")
    assert surrounding(Path()) == root
    assert surrounding(root.parent) is None


def test_a_folder_or_a_text_is_a_bare_project(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.md").write_text("x")
    folder, named = open_project(tmp_path)
    assert (folder, named) == (Project(tmp_path, bare=True), "")
    assert (list(folder.article_paths()), folder.title, folder.articles_root) == (["a", "b"], tmp_path.name, tmp_path)
    text, named = open_project(tmp_path / "b.md")
    assert (list(text.article_paths()), named) == (["b"], "b")


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("x")
    with pytest.raises(UsageError, match=r"a\.pdf: an article ends in \.txt or \.md"):
        open_project(tmp_path / "a.pdf")
    with pytest.raises(UsageError, match="there is no such file or folder"):
        open_project(tmp_path / "none")


def test_settings_are_read(root: Path) -> None:
    found = read_settings(root / "workbench.toml", "workbench.toml")
    assert (found.title, found.keymap, found.language, found.reviewers) == ("Village", "default", "en", [])
    assert [(one.file, one.weight) for one in found.catalogues] == [("big.csv", 0.5)]
    (root / "workbench.toml").write_text('format = 1\ncatalogues = [{ file = "a" }, { file = "b", weight = 0 }]\n')
    again = read_settings(root / "workbench.toml", "workbench.toml")
    assert [one.weight for one in again.catalogues] == [1.0, 0.0]
    assert Settings() == Settings(format=1, title="", keymap="default", catalogues=[], reviewers=[], language="en")


# Where things lie


def test_where_files_lie(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.annotation_path("rose", "a/b") == tmp_path / "annotations" / "rose" / "a" / "b.toml"
    assert project.annotation_path("gold", "a/b") == tmp_path / "gold" / "a" / "b.toml"
    assert project.proposed_path("rose") == tmp_path / "entities" / "proposed" / "rose.toml"
    assert project.codebook_path == tmp_path / "codebook.toml"
    assert project.guideline_path == tmp_path / "guidelines.md"
    assert project.articles_root == tmp_path / "articles"
    assert project.title == tmp_path.name
    assert project.shown(tmp_path / "a" / "b.txt") == "a/b.txt"
    assert project.shown(tmp_path.parent / "b.txt") == str(tmp_path.parent / "b.txt")


def test_who_annotated_what(root: Path) -> None:
    for name in ("tom/a.toml", "tom/deep/b.toml", "tom/c.txt", ".hidden/a.toml"):
        path = root / "annotations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (root / "annotations" / "stray.toml").write_text("")
    project = Project(root)
    assert project.annotators() == ["rose", "tom"]
    assert project.annotated("tom") == {"a", "deep/b"}
    assert project.annotated("nobody") == set()
    assert Project(root / "articles").annotators() == []


def test_articles_are_texts_and_nothing_else(root: Path) -> None:
    names = [
        "b.md",
        "a/x.txt",
        "a/.hidden.txt",
        ".git/y.txt",
        "z.TXT",
        "n.toml",
        "c.txt.bak",
        "bad\nname.txt",
        "entities/e.txt",
    ]
    for name in names:
        path = root / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert list(Project(root).article_paths()) == ["a/x", "b", "bridge", "entities/e"]
    [problem] = Project(root).article_problems()
    assert problem.path == "articles/bad\nname.txt"


def test_a_bare_project_leaves_out_what_is_ours(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "annotations/x.md",
        "entities/x.md",
        "gold/x.md",
        "suggestions/x.md",
        "foreign/x.md",
        "d/gold/x.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert list(Project(tmp_path, bare=True).article_paths()) == ["a", "d/gold/x"]


def test_links_inside_are_followed_and_links_outside_are_not(root: Path, tmp_path: Path) -> None:
    articles = root / "articles"
    (articles / "same.txt").symlink_to("bridge.txt")
    (articles / "circle.txt").symlink_to("circle.txt")
    (tmp_path / "out.txt").write_text("x")
    (articles / "out.txt").symlink_to(tmp_path / "out.txt")
    (articles / "up").symlink_to(tmp_path)
    assert list(Project(root).article_paths()) == ["bridge", "circle", "same"]
    assert [problem.path for problem in Project(root).article_problems()] == ["articles/out.txt"]
    with pytest.raises(FileError, match=r"articles/circle\.txt: cannot be read"):
        read_article(Project(root), "circle")
    assert leads_inside(articles / "nothing" / "yet", root)
    assert not leads_inside(articles / ".." / ".." / "x", root)
    assert leads_inside(root, root)


def test_catalogues_and_proposals_in_order(root: Path) -> None:
    for name in ("a.toml", "proposed/tom.toml", "proposed/rose.toml", "notes.md"):
        path = root / "entities" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    entities = root / "entities"
    assert list(Project(root).catalogue_paths()) == [
        (entities / "a.toml", ""),
        (entities / "people.toml", ""),
        (entities / "proposed" / "rose.toml", "rose"),
        (entities / "proposed" / "tom.toml", "tom"),
    ]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Rose Brook", "rose-brook"),
        ("  Ångström\t", "ångström"),
        ("A\u030angstro\u0308m", "ångström"),
        ("../../etc", "etc"),
        ("a/b\\c", "a-b-c"),
        (".hidden.", "hidden"),
        ("-x-", "x"),
        ("", "annotator"),
        ("///", "annotator"),
        ("Gold", "gold-1"),
        ("a+b_c.d", "a+b_c.d"),
        ("حفتر", "حفتر"),
        ("x" * 100, "x" * 64),
        ("\x1b[31m\x00", "31m"),
    ],
)
def test_a_name_is_made_into_a_safe_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


# Articles


def test_an_article_is_read_with_its_metadata(root: Path) -> None:
    article = read_article(Project(root), "bridge")
    assert str(article.text) == TEXT
    assert (article.id, article.path, article.language) == ("bridge", "articles/bridge.txt", "en")
    assert article.sha256 == "4c2d9fa68b9f0bafeb660080425ca372f38982fba4461eb04cb31f989a145c48"
    assert article.meta == Metadata("The bridge", date="2024-05-04", language="en")


def test_the_language_is_the_article_s_else_the_project_s(root: Path) -> None:
    project = Project(root, Settings(language="de"))
    assert read_article(project, "bridge").language == "de"
    (root / "articles" / "bridge.toml").write_text('split = "dev"\n')
    assert read_article(project, "bridge").meta == Metadata(language="de", split="dev")
    (root / "articles" / "bridge.toml").write_text('language = "fr"\n')
    assert read_article(project, "bridge").language == "fr"
    bare = Project(root / "articles", Settings(language="de"), bare=True)
    assert read_article(bare, "bridge").meta.language == "fr"
    (root / "articles" / "bridge.toml").unlink()
    assert read_article(bare, "bridge").meta == Metadata()


def test_metadata_may_be_a_link_within_the_project(root: Path) -> None:
    shared = root / "articles" / "shared.toml"
    (root / "articles" / "bridge.toml").rename(shared)
    (root / "articles" / "bridge.toml").symlink_to("shared.toml")
    assert read_article(Project(root), "bridge").title == "The bridge"


def test_an_article_that_is_not_there_is_said(root: Path) -> None:
    with pytest.raises(FileError, match=r"^gone: there is no such article in the project$"):
        read_article(Project(root), "gone")


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "\ufeffx", "e\u0301\u2028", ""])
def test_nothing_of_the_text_is_normalised(text: str, root: Path) -> None:
    (root / "articles" / "bridge.txt").write_bytes(text.encode())
    assert str(read_article(Project(root), "bridge").text) == text


def test_metadata_are_written_and_read_back(tmp_path: Path) -> None:
    meta = Metadata('A "title"\n', "s", "https://example.org/?a=b", "Ünal", "2024-05-04", "de", "test")
    path = tmp_path / "a.toml"
    path.write_text(metadata_text(meta))
    assert read_metadata(path, "a.toml") == meta
    assert metadata_text(Metadata(date="2024-05-04")) == 'date = "2024-05-04"\n'
    assert metadata_text(Metadata()) == ""
    assert read_metadata(tmp_path / "none.toml", "none.toml") == Metadata()


# A quick look


def test_a_peek_sees_status_and_number(root: Path, tmp_path: Path) -> None:
    path = root / "annotations" / "rose" / "bridge.toml"
    assert peek(path) == Peek("open", 7)
    path.write_text('status = "done"\n\n[[a]]\n\n[[a.b]]\n\n[[refused]]\n\n[[rejected]]\n\n[[c]]\n')
    assert peek(path) == Peek("done", 2)
    path.write_text("")
    assert peek(path) == Peek("open", 0)
    assert peek(tmp_path / "none") == Peek("", 0, True)
    assert peek(tmp_path) == Peek("", 0, False)
    path.write_text("status = 'open'\n[[a]]\n")  # by hand, and good TOML
    assert peek(path) == Peek("open", 1)
    path.write_text('status = "done"\n[[a]]\nid = "a-1')
    assert peek(path) == Peek("", 0, False)


def test_mentioned_values_hold_the_links(root: Path, tmp_path: Path) -> None:
    values = mentioned_values(root / "annotations" / "rose" / "bridge.toml")
    assert {"ada-brook", "bridge", "entity:town:council", "mayor"} <= values
    assert mentioned_values(tmp_path / "none") == set()
