from __future__ import annotations

import importlib
import io
import json
import tempfile
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import StorageError
from workbench.desk.adding import add_articles, make_project
from workbench.store.codebook_file import read_codebook
from workbench.store.project import open_project
from workbench.store.shipped import default_codebook

from .calls import Caller, write


def test_init_makes_a_project_that_check_finds_nothing_wrong_in(call: Caller, tmp_path: Path) -> None:
    made = call("init", "study", "--title", "A “study”\\")
    root = tmp_path / "study"
    assert (made.status, made.out) == (0, f"{root}\n")
    assert "workbench -C study add" in made.err
    assert tomllib.loads((root / "workbench.toml").read_text("utf-8"))["title"] == "A “study”\\"
    assert (root / "codebook.toml").read_bytes() == default_codebook().read_bytes()
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == ["annotations", "articles", "entities"]
    assert call("-C", "study", "check") == (0, "", "")


def test_init_says_that_issues_are_missing_and_the_codebook_how_they_look(call: Caller, tmp_path: Path) -> None:
    assert "study/codebook.toml has no issues yet" in call("init", "study").err
    path = tmp_path / "study" / "codebook.toml"
    text = path.read_text("utf-8")
    at = text.index("# [[issue]]")
    example = "".join(line.removeprefix("# ") for line in text[at:].splitlines(keepends=True))
    path.write_text(text[:at] + example, "utf-8")
    issues = read_codebook(path, "codebook.toml").issues
    assert [(one.id, one.parent) for one in issues] == [("climate-policy", ""), ("carbon-tax", "climate-policy")]
    assert call("-C", "study", "check") == (0, "", "")


def test_init_goes_beside_what_is_there(call: Caller, tmp_path: Path) -> None:
    write(tmp_path, "notes.txt", "mine")
    (tmp_path / "articles").mkdir()
    assert call("init", ".").status == 0
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "name",
    ["workbench.toml", "codebook.toml", "articles/a.txt", "annotations/x/a.toml", "entities/p.toml", "gold/a.toml"],
)
def test_init_leaves_a_project_or_a_part_of_one_alone(call: Caller, tmp_path: Path, name: str) -> None:
    write(tmp_path / "p", name, "mine")
    before = sorted(tmp_path.rglob("*"))
    said = call("init", "p")
    assert said.status == 2
    assert str(tmp_path / "p") in said.err
    assert sorted(tmp_path.rglob("*")) == before


def test_init_makes_no_project_inside_another_and_none_of_a_file(
    call_new: Caller, call: Caller, tmp_path: Path
) -> None:
    assert "there is a project already" in call("init", "new/articles/x").err
    write(tmp_path, "file", "")
    assert "is a file" in call("init", "file").err


@pytest.mark.parametrize("name", ["a.txt", "b.md", "c.d.txt"])
def test_add_copies_a_text_byte_for_byte(call_new: Caller, tmp_path: Path, name: str) -> None:
    data = "\ufeffÄ\r\nb\u2028c\x00 e\u0301\n".encode()
    source = write(tmp_path, name, data)
    said = call_new("add", source)
    assert said == (0, f"{source.stem}\n", "")
    assert call_new.root is not None
    assert (call_new.root / "articles" / name).read_bytes() == data


def test_adding_twice_says_so_and_changes_nothing(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    source = write(tmp_path, "a.txt", "one")
    call_new("add", source)
    again = call_new("add", source)
    assert (again.status, again.out) == (0, "")
    assert "is there already, byte for byte, as “a”" in again.err
    as_markdown = call_new("add", write(tmp_path, "a.md", "one"))
    assert as_markdown.status == 0
    assert not (call_new.root / "articles/a.md").exists()


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_article_is_never_overwritten(call_new: Caller, tmp_path: Path, name: str) -> None:
    assert call_new.root is not None
    call_new("add", write(tmp_path, "a.txt", "one"))
    said = call_new("add", write(tmp_path / "other", name, "two"))
    assert (said.status, said.out) == (1, "")
    assert "other" in said.err
    assert "there is another article “a” (articles/a.txt), and articles never change" in said.err
    assert (call_new.root / "articles/a.txt").read_bytes() == b"one"
    assert not (call_new.root / "articles/a.md").exists()
    assert call_new("add", "--id", "b", tmp_path / "other" / name).lines == ["b"]


def test_metadata_beside_a_text_come_along(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    source = write(tmp_path, "a.txt", "one")
    write(tmp_path, "a.toml", "# mine\ntitle = 'The “one”'\ndate = 2024-03-05\n")
    assert call_new("add", source, "--id", "press/one").lines == ["press/one"]
    there = (call_new.root / "articles/press/one.toml").read_text("utf-8")
    assert tomllib.loads(there) == {"title": "The “one”", "date": "2024-03-05"}


def test_broken_metadata_beside_a_text_keep_it_out(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    source = write(tmp_path, "a.txt", "one")
    write(tmp_path, "a.toml", "headline = 'x'\n")
    said = call_new("add", source)
    assert said.status == 1
    assert "a.toml: " in said.err
    assert list((call_new.root / "articles").iterdir()) == []


def test_bytes_that_are_not_utf8_are_refused_with_their_place(call_new: Caller, tmp_path: Path) -> None:
    good, bad = write(tmp_path, "good.txt", "x"), write(tmp_path, "bad.txt", b"caf\xe9 au lait")
    said = call_new("add", bad, good)
    assert (said.status, said.lines) == (1, ["good"])
    assert said.err.startswith(f"workbench: {bad}: byte 3 is not UTF-8")


def test_a_folder_is_walked_and_its_folders_become_parts_of_the_ids(call_new: Caller, tmp_path: Path) -> None:
    for name in ("in/a.txt", "in/deep/b.md", "in/deep/c.pdf", "in/.hidden.txt", "in/.git/d.txt"):
        write(tmp_path, name, name)
    write(tmp_path, "in/more.jsonl", '{"text": "first"}\n{"id": "x", "text": "second"}\n')
    said = call_new("add", tmp_path / "in")
    assert (said.status, sorted(said.lines)) == (0, ["a", "deep/b", "more-1", "x"])


LINES = """\
{"id": "n/1", "text": "Ä text.", "title": "T", "source": "S", "url": "u", "author": "A", "date": "2024", "language": "de"}
{"id": 7, "text": "two", "title": null, "score": 3, "tags": []}

{"text": "three"}
"""


def test_json_lines_bring_text_and_metadata(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    said = call_new("add", write(tmp_path, "news.jsonl", LINES))
    assert (said.status, said.lines) == (0, ["n/1", "7", "news-3"])
    assert said.err == "left behind, because articles have no place for it: score, tags\n"
    articles = call_new.root / "articles"
    assert (articles / "n/1.txt").read_bytes() == "Ä text.".encode()
    metadata = tomllib.loads((articles / "n/1.toml").read_text("utf-8"))
    assert metadata == {"title": "T", "source": "S", "url": "u", "author": "A", "date": "2024", "language": "de"}
    assert not (articles / "7.toml").exists()
    assert call_new("check") == (0, "", "")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"id": "x"}', "line 2: object missing required field `text`"),
        ('{"id": "x", "text": ""}', "line 2: text: is empty"),
        ('{"id": "x", "text": 3}', "line 2: text: expected `str`"),
        ('{"id": [1], "text": "t"}', "line 2: id: expected"),
        ('{"id": "x", "text": "t", "title": {}}', "line 2: title: expected"),
        ('["x"]', "line 2: expected `object`"),
        ("{", "line 2: "),
        ('{"id": "../x", "text": "t"}', "line 2: id: “../x” cannot be a path"),
        ('{"id": "/etc/x", "text": "t"}', "line 2: id: “/etc/x” cannot be a path"),
        ('{"id": "a\\u0000b", "text": "t"}', "line 2: id: "),
        ('{"id": ".git/x", "text": "t"}', "line 2: id: "),
        ('{"id": "a//b", "text": "t"}', "line 2: id: "),
        ('{"id": "first", "text": "t"}', "line 2: id: there is another article “first”"),
        ('{"id": "x", "text": "\\ud800"}', "line 2: "),
    ],
)
def test_a_bad_line_is_named_and_the_others_come_in(call_new: Caller, tmp_path: Path, line: str, what: str) -> None:
    text = f'{{"id": "first", "text": "1"}}\n{line}\n{{"id": "last", "text": "3"}}\n'
    said = call_new("add", write(tmp_path, "n.jsonl", text))
    assert (said.status, said.lines) == (1, ["first", "last"])
    assert f"n.jsonl: {what}" in said.err
    assert said.err.count("\n") == 1


def test_json_lines_come_through_a_pipe(call_new: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "piped"}')))
    assert call_new("add", "-").lines == ["stdin-1"]
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"plain")))
    assert call_new("add", "-", "--format", "text", "--id", "p").lines == ["p"]
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"plain")))
    assert "names no id" in call_new("add", "-", "--format", "text").err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["a.txt", "b.txt", "--id", "x"], "--id is for one file"),
        (["n.jsonl", "--id", "x"], "--id is for one file"),
        (["a.pdf"], "the ending says no format"),
        (["a.txt", "--format", "word"], "there is no format “word”; there are html, jsonl, text, markdown"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_written(
    call_new: Caller, tmp_path: Path, arguments: list[str], what: str
) -> None:
    assert call_new.root is not None
    for name in ("a.txt", "b.txt", "a.pdf", "n.jsonl"):
        write(tmp_path, name, "{}")
    said = call_new("add", *arguments)
    assert said.status == 2
    assert what in said.err
    assert list((call_new.root / "articles").iterdir()) == []


def test_a_folder_of_texts_is_no_project_to_add_to(call: Caller, tmp_path: Path) -> None:
    source = write(tmp_path, "texts/a.txt", "x")
    said = call("-C", "texts", "add", source, "--id", "b")
    assert said.status == 2
    assert "workbench init DIR" in said.err
    assert not (tmp_path / "texts/b.txt").exists()


def test_no_link_in_the_project_leads_an_article_out_of_it(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    (tmp_path / "outside").mkdir()
    (call_new.root / "articles/link").symlink_to(tmp_path / "outside")
    said = call_new("add", write(tmp_path, "a.txt", "x"), "--id", "link/a")
    assert said.status == 1
    assert "leads out of the project" in said.err
    assert list((tmp_path / "outside").iterdir()) == []


PAGE = b"""<html lang="en"><head><title>Harbour strike ends</title>
<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Ann Lee"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour strike ends</h1>
<p>The dockers of the northern harbour went back to work on Tuesday, their union said in a long statement.</p>
<p>Mayor Ida Holm welcomed the agreement and said that the city would pay its share of the costs for two years.</p>
</article><footer>Imprint, cookies</footer></body></html>"""


def test_a_web_page_is_reduced_to_its_article(call_new: Caller, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the extra “html” is not installed", exc_type=ImportError)
    assert call_new.root is not None
    assert call_new("add", write(tmp_path, "strike.html", PAGE)).lines == ["strike"]
    text = (call_new.root / "articles/strike.txt").read_text("utf-8")
    assert "Mayor Ida Holm welcomed the agreement" in text
    assert "Sport" not in text
    assert "cookies" not in text
    metadata = tomllib.loads((call_new.root / "articles/strike.toml").read_text("utf-8"))
    assert metadata["title"] == "Harbour strike ends"
    assert metadata["source"] == "The Harbour Post"
    nothing = call_new("add", write(tmp_path, "empty.html", b"<html></html>"))
    assert nothing.status == 1
    assert "empty.html: holds no article" in nothing.err


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (
            ModuleNotFoundError("No module named 'trafilatura'", name="trafilatura"),
            "pip install 'article-workbench[html]'",
        ),
        (ModuleNotFoundError("No module named 'lxml'", name="lxml"), "does not start: No module named 'lxml'"),
        (ImportError("lxml.html.clean is now separate\nInstall it"), "does not start: lxml.html.clean is now separate"),
    ],
)
def test_without_the_extra_a_web_page_names_it_and_nothing_is_written(
    call_new: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: ImportError, what: str
) -> None:
    assert call_new.root is not None
    real = importlib.import_module

    def absent(name: str, package: str | None = None) -> object:
        if name == "trafilatura":
            raise error
        return real(name, package)

    monkeypatch.setattr("importlib.import_module", absent)
    said = call_new("add", write(tmp_path, "a.txt", "x"), write(tmp_path, "page.html", PAGE))
    assert said.status == 2
    assert what in said.err
    assert said.err.count("\n") == 1
    assert list((call_new.root / "articles").iterdir()) == []


@settings(max_examples=40, deadline=None)
@given(
    article_id=st.text(min_size=1)
    | st.sampled_from(["../x", "a/../../x", "a/./b", "a//b", "/x", "a\\..\\b", "..", "~/x"])
)
def test_no_id_writes_anywhere_but_under_articles(article_id: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(Path(folder) / "p")
        project, _ = open_project(root)
        line = json.dumps({"id": article_id, "text": "t"}).encode("utf-8")
        try:
            list(add_articles(project, ["-"], io.BytesIO(line)))
        except StorageError:
            return
        made = {path for path in Path(folder).rglob("*") if path.is_file()}
        ours = {root / "workbench.toml", root / "codebook.toml"}
        assert all(path.is_relative_to(root / "articles") for path in made - ours)
        assert made >= ours
