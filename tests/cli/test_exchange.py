"""``import`` and ``export`` as they are called: what they write, say and refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.core.errors import StorageError
from workbench.store.staging import Stage

from .calls import Caller, write

TEXT = "Ann said on Monday that it rains.\nBob laughed.\n"
ANN = """\
T1	Source 0 3	Ann
T2	Cue 4 8	said
T3	Content 19 32	that it rains
T4	Attribution 4 8	said
E1	Attribution:T4 Content:T3 Cue:T2 Source:T1
T5	Weather 27 32	rains
A1	Strength T5 light
#1	AnnotatorNotes T5	is this one?
T6	Person 34 37	Bob
N1	Reference T6 Wikidata:Q1	Bob the Builder
"""


def _tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder as brat keeps it."""
    write(tmp_path, "brat/doc.txt", TEXT)
    write(tmp_path, "brat/doc.ann", ANN)
    return tmp_path / "brat"


def test_an_import_adds_what_the_project_lacks_and_says_so(call_new: Caller, source: Path) -> None:
    assert call_new.root is not None
    said = call_new("import", "brat", source, "--annotator", "Ann Lee")
    assert said.status == 0, said.err
    assert said.lines == ["annotations/ann-lee/doc.toml"]
    assert "codebook.toml: added layer weather" in said.err
    assert "entities/brat.toml: 1 new entity" in said.err
    assert "imported 1 new article, 1 new file of annotations; 4 records in all" in said.err
    assert (call_new.root / "articles" / "doc.txt").read_text("utf-8") == TEXT
    assert 'id = "Wikidata:Q1"\nname = "Bob the Builder"\nkind = "person"' in (
        call_new.root / "entities" / "brat.toml"
    ).read_text("utf-8")
    codebook = (call_new.root / "codebook.toml").read_text("utf-8")
    assert "# The codebook says what a coder can record." in codebook
    assert 'name = "strength"' in codebook
    assert call_new("check").err + call_new("check").out == ""
    assert [path.name for path in call_new.root.iterdir() if path.name.startswith(".")] == []


def test_the_same_import_again_changes_nothing(call_new: Caller, source: Path) -> None:
    assert call_new.root is not None
    call_new("import", "brat", source)
    before = _tree(call_new.root)
    said = call_new("import", "brat", source)
    assert said.status == 0
    assert said.lines == []
    assert "1 file there already" in said.err
    assert _tree(call_new.root) == before


def test_annotations_of_somebody_are_never_overwritten(call_new: Caller, source: Path) -> None:
    assert call_new.root is not None
    call_new("import", "brat", source)
    write(source, "doc.ann", ANN.replace("Person 34 37", "Place 34 37"))
    write(source, "new.txt", TEXT)
    write(source, "new.ann", "")
    before = _tree(call_new.root)
    said = call_new("import", "brat", source)
    assert said.status == 2
    assert "annotations/tester/doc.toml: is there already with other records" in said.err
    assert _tree(call_new.root) == before
    assert call_new("import", "brat", source, "--annotator", "other").status == 0


def test_an_article_is_never_changed(call_new: Caller, source: Path) -> None:
    assert call_new.root is not None
    write(call_new.root, "articles/doc.md", "Another text.")
    before = _tree(call_new.root)
    said = call_new("import", "brat", source)
    assert said.status == 2
    assert "articles/doc.md: is another article than “doc” of the import" in said.err
    assert _tree(call_new.root) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("T1\tSource 0 3\tAnn", "T1\tSource 0 99\tAnn", "doc.ann: line 1: 0–99 is no place in the text"),
        ("T5\tWeather 27 32\trains", "T5\tWeather 27 32\tsnows", "doc.ann: line 6: says “snows”"),
        ("Source:T1", "Source:T9", "doc.ann: line 5: there is no T9 in this file"),
        ("A1\tStrength T5 light", "A1 Strength T5 light", "doc.ann: line 7: is no annotation of brat"),
        ("N1\tReference T6 Wikidata:Q1", "N1\tReference T6", "doc.ann: line 10: should be N1⇥Reference"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(call_new: Caller, source: Path, old: str, new: str, said: str) -> None:
    assert call_new.root is not None
    write(source, "doc.ann", ANN.replace(old, new))
    write(source, "another.txt", TEXT)
    write(source, "another.ann", ANN)
    before = _tree(call_new.root)
    found = call_new("import", "brat", source)
    assert found.status == 1
    assert said in found.err
    assert "nothing was imported: 1 thing wrong" in found.err
    assert _tree(call_new.root) == before


def test_an_error_while_writing_leaves_everything_as_it_was(
    call_new: Caller, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call_new.root is not None
    before = _tree(call_new.root)
    move = Stage._move

    def fail(stage: Stage, name: str, there: bool) -> None:
        if name.startswith("annotations/"):
            raise StorageError("no room")
        move(stage, name, there)

    monkeypatch.setattr(Stage, "_move", fail)
    assert call_new("import", "brat", source).status == 2
    assert _tree(call_new.root) == before


def test_import_as_gold_and_of_one_layer(call_new: Caller, source: Path) -> None:
    assert call_new.root is not None
    said = call_new("import", "brat", source, "--gold", "--layer", "claim", "--json")
    assert said.json["files"] == ["gold/doc.toml"]
    assert said.json["records"] == 1
    assert said.json["losses"][0]["key"] == "source"
    assert "weather" not in (call_new.root / "codebook.toml").read_text("utf-8")


def test_unknown_formats_directions_and_sources(call_new: Caller, source: Path) -> None:
    assert "there is no format “word”; there are " in call_new("import", "word", source).err
    assert "csv can be exported, not imported" in call_new("import", "csv", source).err
    assert "seesaw can be imported, not exported" in call_new("export", "seesaw", "--out", "x").err
    assert "there is no such file or folder" in call_new("import", "brat", source / "nothing").err
    assert call_new("import", "brat", source / "doc.txt").status == 1


def test_export_gives_a_folder_a_file_or_stdout(call_sample: Caller, tmp_path: Path) -> None:
    said = call_sample("export", "csv", "--out", tmp_path / "out")
    assert said.lines == ["events.csv"]
    whole = (tmp_path / "out" / "events.csv").read_bytes()
    call_sample("export", "csv", "--out", tmp_path / "one.csv")
    assert (tmp_path / "one.csv").read_bytes() == whole
    assert call_sample("export", "csv", "--out", "-").out.replace("\r\n", "\n") == whole.decode().replace("\r\n", "\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.csv", "out", "sample"]


def test_export_replaces_nothing_unless_forced(call_sample: Caller, tmp_path: Path) -> None:
    write(tmp_path, "out/mine.txt", "mine")
    write(tmp_path, "out/events.csv", "old")
    assert "is not empty" in call_sample("export", "csv", "--out", tmp_path / "out").err
    assert "is there already" in call_sample("export", "csv", "--out", tmp_path / "out" / "events.csv").err
    assert (tmp_path / "out" / "events.csv").read_text() == "old"
    assert call_sample("export", "csv", "--out", tmp_path / "out", "--force").status == 0
    assert (tmp_path / "out" / "events.csv").read_text() != "old"
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_export_of_some_annotators_and_layers(call_sample: Caller, tmp_path: Path) -> None:
    said = call_sample("export", "csv", "--out", "-", "--annotator", "coder-b", "--layer", "stance")
    rows = said.lines[1:]
    assert rows
    assert all(",coder-b,stance," in row for row in rows)
    assert (
        "nobody has no annotations here; there are coder-a, coder-b"
        in call_sample("export", "csv", "--out", "-", "--annotator", "nobody").err
    )
    assert "there is nothing to export" in call_sample("export", "csv", "--out", "-", "--gold").err
    assert "there is no layer “x”" in call_sample("export", "csv", "--out", "-", "--layer", "x").err


def test_only_done(call_sample: Caller) -> None:
    assert call_sample.root is not None
    for name in ("coder-b", "coder-a"):
        path = call_sample.root / "annotations" / name / "libya-haftar.toml"
        path.write_text(path.read_text("utf-8").replace('status = "done"', 'status = "open"'), "utf-8")
        said = call_sample("export", "csv", "--out", "-", "--only", "done")
        if name == "coder-b":
            assert {row.split(",")[5] for row in said.lines[1:]} == {"coder-a"}
    assert "there is nothing to export" in said.err


def test_broken_files_and_records_are_named_and_left_out(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "annotations/coder-b/libya-haftar.toml", "format = [")
    path = call_sample.root / "annotations" / "coder-a" / "libya-haftar.toml"
    path.write_text(path.read_text("utf-8").replace('quote = "Vladimir Putin"', 'quote = "Somebody else"', 1), "utf-8")
    said = call_sample("export", "csv", "--out", "-")
    assert said.status == 1
    assert "annotations/coder-b/libya-haftar.toml: is not TOML" in said.err
    assert "not “Somebody else”" in said.err
    assert ",coder-a," in said.out
    assert "Somebody else" not in said.out


def test_losses_stand_on_stderr_in_json_and_in_a_file(call_sample: Caller, tmp_path: Path) -> None:
    said = call_sample("export", "bio", "--out", tmp_path / "out", "--json", "--losses", tmp_path / "lost.json")
    assert said.status == 0
    lost = said.json["losses"]
    assert json.loads((tmp_path / "lost.json").read_text("utf-8")) == lost
    assert {"overlap", "values"} <= {one["rule"] for one in lost}
    assert len(said.err.splitlines()) == len(lost)
    assert all(one["record"].split("/")[0] in ("coder-a", "coder-b") for one in lost)


def test_a_split_is_by_article_and_stays_when_articles_come(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    for number in range(60):
        write(tmp_path, f"brat/a{number:02}.txt", TEXT)
        write(tmp_path, f"brat/a{number:02}.ann", ANN)
    call_new("import", "brat", tmp_path / "brat")
    parts = _parts(call_new, tmp_path / "one")
    assert sum(len(ids) for ids in parts.values()) == 60
    assert len(parts["train"]) > 36
    assert parts["dev"]
    assert parts["test"]
    for number in range(60, 90):
        write(tmp_path, f"brat/a{number:02}.txt", TEXT)
        write(tmp_path, f"brat/a{number:02}.ann", ANN)
    call_new("import", "brat", tmp_path / "brat")
    again = _parts(call_new, tmp_path / "two")
    assert all(parts[part] <= again[part] for part in parts)
    assert _parts(call_new, tmp_path / "three", "--seed", "7") != again
    assert "write 80/10/10" in call_new("export", "bio", "--out", "x", "--split", "many").err
    assert "write 80/10/10" in call_new("export", "bio", "--out", "x", "--split", "nan/1").err


def _parts(call: Caller, out: Path, *more: str) -> dict[str, set[str]]:
    assert call("export", "bio", "--out", out, "--split", "80/10/10", *more).status == 0
    return {
        path.stem: {line for line in path.read_text("utf-8").splitlines() if line.startswith("# newdoc")}
        for path in out.iterdir()
    }


def test_a_project_without_its_own_codebook_gets_one_that_holds_the_import(call_new: Caller, source: Path) -> None:
    assert call_new.root is not None
    (call_new.root / "codebook.toml").unlink()
    assert call_new("import", "brat", source).status == 0
    assert 'name = "weather"' in (call_new.root / "codebook.toml").read_text("utf-8")
    assert call_new("check").status == 0


def test_what_was_imported_and_changed_comes_back_as_it_stands(call_new: Caller, source: Path, tmp_path: Path) -> None:
    assert call_new.root is not None
    call_new("import", "brat", source)
    call_new("export", "brat", "--out", tmp_path / "same")
    assert _tree(tmp_path / "same") == _tree(source)
    path = call_new.root / "annotations" / "tester" / "doc.toml"
    path.write_text(path.read_text("utf-8").replace('strength = "light"', 'strength = "heavy"'), "utf-8")
    shutil.rmtree(tmp_path / "same")
    assert call_new("export", "brat", "--out", tmp_path / "same").status == 1  # the codebook has no such value
    codebook = call_new.root / "codebook.toml"
    codebook.write_text(
        codebook.read_text("utf-8").replace('values = ["light"]', 'values = ["light", "heavy"]'), "utf-8"
    )
    call_new("export", "brat", "--out", tmp_path / "other")
    lines = (tmp_path / "other" / "doc.ann").read_text("utf-8").splitlines()
    kept = [line for line in ANN.splitlines() if not line.startswith(("T5", "A1", "#1"))]
    assert [line for line in lines if line in kept] == kept
    assert "T5\tWeather 27 32\trains" in lines
    assert any(line.endswith("\tstrength T5 heavy") for line in lines)


def test_a_project_moves_through_brat_without_a_loss(call_sample: Caller, call: Caller, tmp_path: Path) -> None:
    said = call_sample("export", "brat", "--out", tmp_path / "out", "--json")
    assert said.json["losses"] == []
    assert call("init", "again").status == 0
    assert call("-C", "again", "import", "brat", "out").status == 0, call("-C", "again", "import", "brat", "out").err
    assert call_sample.root is not None
    for coder in ("coder-a", "coder-b"):
        name = f"annotations/{coder}/libya-haftar.toml"
        assert (tmp_path / "again" / name).read_bytes() == (call_sample.root / name).read_bytes()
    meta = "articles/libya-haftar.toml"
    assert 'source = "defensenews.com"' in (tmp_path / "again" / meta).read_text("utf-8")
    assert call("-C", "again", "check").out == ""


def test_a_configuration_above_the_folders_of_annotators_comes_back(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "ann").mkdir(parents=True)
    (corpus / "ann" / "one.txt").write_text("Ada spoke.\n")
    (corpus / "ann" / "one.ann").write_text("T1\tPerson 0 3\tAda\n")
    (corpus / "annotation.conf").write_text("[entities]\nPerson\n")
    assert main(["init", str(tmp_path / "study")]) == 0
    assert main(["-C", str(tmp_path / "study"), "import", "brat", str(corpus)]) == 0
    assert main(["-C", str(tmp_path / "study"), "export", "brat", "--out", str(tmp_path / "back")]) == 0
    assert (tmp_path / "back" / "annotation.conf").read_text() == "[entities]\nPerson\n"


def test_formats_are_told_by_direction(call_new: Caller, source: Path) -> None:
    said = call_new("import", "spacy", source)
    assert said.status == 2
    assert said.err.startswith("workbench: spacy can be exported, not imported; there are basil, bio, ")
    assert "markdown" not in call_new("import", "nothing", source).err
    said = call_new("export", "nothing")
    assert "there is no format “nothing”; there are bio, " in said.err
    assert "seesaw" not in said.err
    assert "seesaw can be imported, not exported; there are bio, " in call_new("export", "seesaw", "--out", "x").err
    said = call_new("export", "csv")
    assert (said.status, said.err) == (
        2,
        "workbench: say where to with --out PATH: a folder, or the one file; - for stdout\n",
    )
    for command, there, not_there in (("import", "seesaw", "spacy"), ("export", "spacy", "seesaw")):
        listed = [line.split()[0] for line in call_new(command, "--help").out.partition("Formats:\n")[2].splitlines()]
        assert there in listed
        assert not_there not in listed


@pytest.mark.parametrize(
    ("name", "setting", "said"),
    [
        ("bio", "role=yes", "bio has no setting “role”; it has labels, roles"),
        ("bio", "roles=maybe", "roles is “yes” or “no”, not “maybe”"),
        ("brat", "labels=kinds", "brat has no setting “labels”; it has none"),
        ("spacy", "labels=names", "labels is “layers” or “kinds”, not “names”"),
        ("csv", "labels", "--set labels: write it as KEY=VALUE"),
    ],
)
def test_a_setting_that_is_none_is_refused(
    call_sample: Caller, tmp_path: Path, name: str, setting: str, said: str
) -> None:
    done = call_sample("export", name, "--out", tmp_path / "out", "--set", setting)
    assert (done.status, (tmp_path / "out").exists()) == (2, False)
    assert said in done.err


@pytest.mark.parametrize("name", ["brat", "labelstudio", "huggingface", "dna", "csv"])
def test_where_everything_is_broken_nothing_is_written(call_sample: Caller, tmp_path: Path, name: str) -> None:
    assert call_sample.root is not None
    for path in (call_sample.root / "annotations").rglob("*.toml"):
        path.write_text("no TOML", "utf-8")
    (tmp_path / "there").mkdir()
    for out in ("new", "there", "x.csv", "-"):
        said = call_sample("export", name, "--out", out if out == "-" else tmp_path / out)
        assert (said.status, said.out) == (1, "")
        assert "annotations/coder-a/libya-haftar.toml: " in said.err
        assert said.err.endswith("nothing was exported: everything that was asked for is broken\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample", "there"]
    assert list((tmp_path / "there").iterdir()) == []


def test_a_list_of_losses_that_cannot_be_written_hides_nothing(call_sample: Caller, tmp_path: Path) -> None:
    write(tmp_path, "file", "x")
    said = call_sample("export", "bio", "--out", tmp_path / "out", "--losses", tmp_path / "file" / "lost.json")
    assert said.status == 2
    assert said.lines == ["coder-a/all.bio", "coder-b/all.bio"]
    assert "exported 1 article" in said.err
    assert said.err.splitlines()[-1].startswith(f"workbench: {tmp_path / 'file' / 'lost.json'}: not saved: ")
