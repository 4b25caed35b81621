"""The formats of other tools from end to end: a project goes out, and a new one gets the same files out of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ..interchange.fixtures import fixture
from .calls import Caller, sample, write

TWO_WAY = ("prodigy", "doccano", "labelstudio", "w3c", "webanno", "xmi")


@pytest.mark.parametrize("name", TWO_WAY)
def test_the_sample_comes_back_from_a_new_project(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = sample(tmp_path), tmp_path / "new"
    calling = Caller(capsys, old)
    gone = calling("export", name, "--out", tmp_path / "out")
    assert gone.status == 0, gone.err
    assert "cannot hold" not in gone.err
    assert Caller(capsys)("init", new).status == 0
    calling.root = new
    came = calling("import", name, tmp_path / "out")
    assert came.status == 0, came.err
    assert calling("check").out == ""
    for folder, ending in (("annotations", "*.toml"), ("articles", "*.txt")):
        files = [path.relative_to(old) for path in sorted((old / folder).rglob(ending))]
        assert files
        for path in files:
            assert (new / path).read_bytes() == (old / path).read_bytes()


def test_a_broken_file_leaves_nothing_behind(tmp_path: Path, call_new: Caller) -> None:
    assert call_new.root is not None
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a b", "spans": [{"start": 0, "end": 1, "label": "PER"}]}\n{"spans": []}\n', "utf-8")
    before = {one: one.read_bytes() for one in call_new.root.rglob("*") if one.is_file()}
    said = call_new("import", "prodigy", path)
    assert said.status != 0
    assert "x.jsonl: line 2: " in said.err + said.out
    assert {one: one.read_bytes() for one in call_new.root.rglob("*") if one.is_file()} == before


HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n\n\n"
TSV = f"{HEAD}#Text=Ann ran.\n1-1\t0-3\tAnn\t*\tPER\t\n1-2\t4-7\tran\t_\t_\t\n1-3\t7-8\t.\t_\t_\t\n"
DOCCANO = '{"id":1,"text":"Ann ran.","label":[[0,3,"PER"]]}\n'
REGION = (
    '{"id":"%s","from_name":"label","to_name":"text","type":"labels",'
    '"value":{"start":0,"end":3,"text":"Ann","labels":["PER"]}}'
)
TASK = (
    '[{"id":1,"data":{"text":"Ann ran."},"annotations":[{"id":1,"completed_by":1,"result":[%s]},'
    '{"id":2,"completed_by":{"id":2,"email":"bob@x.org"},"result":[%s]}]}]'
)
PRODIGY = '{"text":"Ann ran.","spans":[{"start":0,"end":3,"label":"PER"}],"answer":"accept","_annotator_id":"p-%s"}\n'

TWO_PEOPLE = {
    "webanno": {"annotation/news.txt/ann.tsv": TSV, "annotation/news.txt/bob.tsv": TSV},
    "doccano": {"ann.jsonl": DOCCANO, "bob.jsonl": DOCCANO},
    "labelstudio": {"tasks.json": TASK % (REGION % "a", REGION % "b")},
    "prodigy": {"tasks.jsonl": PRODIGY % "ann" + PRODIGY % "bob"},
    "brat": {"news.txt": "Ann ran.", "news_ann.ann": "T1\tPerson 0 3\tAnn\n", "news_bob.ann": "T1\tPerson 0 3\tAnn\n"},
}


@pytest.mark.parametrize("name", TWO_PEOPLE)
def test_whose_they_are_is_what_the_source_says(call_new: Caller, tmp_path: Path, name: str) -> None:
    """Several people keep their names, whoever imports; the one of a source with one can be called otherwise."""
    for path, text in TWO_PEOPLE[name].items():
        write(tmp_path, f"two/{path}", text)
    said = call_new("import", name, tmp_path / "two", "--annotator", "zoe")
    assert said.status == 0, said.err
    people = {"labelstudio": {"user-1", "bob-x.org"}, "prodigy": {"p-ann", "p-bob"}}.get(name, {"ann", "bob"})
    assert {line.split("/")[1] for line in said.lines} == people
    assert len({line.split("/", 2)[2] for line in said.lines}) == 1
    assert "the source names whose annotations these are: " in said.err
    assert call_new("check").out == ""


@pytest.mark.parametrize("name", ["webanno", "prodigy", "brat"])
def test_the_one_annotator_of_a_source_can_be_called_otherwise(call_new: Caller, tmp_path: Path, name: str) -> None:
    path, text = list(TWO_PEOPLE[name].items())[-1]
    write(tmp_path, f"one/{path}", text.splitlines(keepends=True)[-1] if name == "prodigy" else text)
    if name == "brat":
        write(tmp_path, "one/news.txt", "Ann ran.")
    said = call_new("import", name, tmp_path / "one")
    assert said.status == 0, said.err
    (named,) = said.lines
    assert named.split("/")[1] in ("bob", "p-bob")
    (again,) = call_new("import", name, tmp_path / "one", "--annotator", "zoe").lines
    assert again.split("/")[1] == "zoe"


def test_a_project_as_inception_exports_it(call_new: Caller, tmp_path: Path) -> None:
    """Zipped, with files of other kinds beside; what was curated is the gold."""
    files = {
        "exportedproject1.json": "{}",
        "source/news.txt": "Ann ran.",
        "annotation_ser/news.txt/ann.ser": "\x00",
        "annotation/news.txt/ann.tsv": TSV,
        "annotation/news.txt/bob.tsv": TSV,
        "curation/news.txt/CURATION_USER.tsv": TSV,
    }
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    said = call_new("import", "webanno", tmp_path / "export.zip")
    assert said.lines == ["annotations/ann/news.toml", "annotations/bob/news.toml", "gold/news.toml"]
    unread = "annotation_ser/news.txt/ann.ser, exportedproject1.json, source/news.txt"
    assert f"not read, because nothing of this format belongs to it: {unread}\n" in said.err
    assert call_new("check").out == ""
    again = call_new("import", "webanno", tmp_path / "export.zip", "--json").json
    assert (again["unchanged"], again["unread"]) == (3, unread.split(", "))


def test_a_real_project_of_inception(call_new: Caller) -> None:
    (path,) = (fixture("inception") / "curation" / "exports").glob("*.zip")
    said = call_new("import", "webanno", path)
    assert said.lines == ["gold/example_sentence.toml"]
    assert "annotation/example_sentence.txt/admin.txt" in said.err


def test_a_cas_packed_for_each_annotator_as_inception_does(
    call_new: Caller, call_sample: Caller, tmp_path: Path
) -> None:
    call_sample("export", "xmi", "--out", tmp_path / "out")
    types = (tmp_path / "out" / "TypeSystem.xml").read_bytes()
    for who in ("coder-a", "coder-b"):
        path = tmp_path / "out" / "annotation" / "libya-haftar" / f"{who}.xmi"
        with zipfile.ZipFile(path.with_name(f"{who}70123.zip"), "w") as packed:
            packed.writestr(f"{who}.xmi", path.read_bytes())
            packed.writestr("TypeSystem.xml", types)
        path.unlink()
    (tmp_path / "out" / "TypeSystem.xml").unlink()
    said = call_new("import", "xmi", tmp_path / "out")
    assert said.status == 0, said.err
    assert said.lines == [f"annotations/{who}/libya-haftar.toml" for who in ("coder-a", "coder-b")]
