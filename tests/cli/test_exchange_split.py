"""``--split`` of ``import`` and ``export``: who goes where, what is recorded, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk.dividing import Division

from .calls import Caller, write

TEXT = "Ann said on Monday that it rains.\n"
ANN = "T1\tPerson 0 3\tAnn\n"
SHARES = ("--split", "60/20/20", "--seed", "4")


def _brat(folder: Path, *numbers: int) -> Path:
    for number in numbers:
        write(folder, f"brat/a{number:02}.txt", TEXT)
        write(folder, f"brat/a{number:02}.ann", ANN)
    return folder / "brat"


def _recorded(call: Caller) -> dict[str, str]:
    """Article → what its metadata file says, all of it."""
    assert call.root is not None
    return {path.stem: path.read_text("utf-8") for path in sorted((call.root / "articles").glob("*.toml"))}


def _exported(call: Caller, out: Path, *more: str) -> dict[str, str]:
    """Article → the part that it went to."""
    said = call("export", "w3c", "--out", out, *more)
    assert said.status == 0, said.err
    return {path.stem: path.parent.name for path in out.rglob("*.jsonld")}


def test_an_import_records_the_part_that_an_export_gives(call_new: Caller, tmp_path: Path) -> None:
    said = call_new("import", "brat", _brat(tmp_path, *range(30)), *SHARES)
    assert said.status == 0
    recorded = _recorded(call_new)
    assert set(recorded.values()) == {f'split = "{part}"\n' for part in ("train", "dev", "test")}
    parts = _exported(call_new, tmp_path / "by-shares", *SHARES)
    assert recorded == {name: f'split = "{part}"\n' for name, part in parts.items()}
    assert parts == {name: Division((60, 20, 20), 4).part(name) for name in parts}
    assert _exported(call_new, tmp_path / "recorded", "--split", "recorded") == parts
    counts = ", ".join(f"{part} {list(parts.values()).count(part)}" for part in ("train", "dev", "test"))
    assert f"imported 30 new articles ({counts})," in said.err
    assert call_new("check").out == ""


def test_articles_that_come_later_move_nobody_and_old_ones_stay(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    call_new("import", "brat", _brat(tmp_path, *range(10)))
    assert _recorded(call_new) == {}
    call_new("import", "brat", _brat(tmp_path, *range(20)), *SHARES)
    first = _recorded(call_new)
    assert sorted(first) == [f"a{number}" for number in range(10, 20)]
    before = {path: path.read_bytes() for path in call_new.root.rglob("*") if path.is_file()}
    said = call_new("import", "brat", _brat(tmp_path, *range(30)), *SHARES)
    assert "10 articles there already, so not recorded as of another part: a00, a01, a02 and 7 more" in said.err
    again = _recorded(call_new)
    assert {name: again[name] for name in first} == first
    assert len(again) == 20
    assert {path: path.read_bytes() for path in before} == before


def test_a_split_changes_nothing_but_the_metadata(
    call_new: Caller, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call_new.root is not None
    other = Caller(capsys, tmp_path / "other")
    Caller(capsys)("init", tmp_path / "other")
    call_new("import", "brat", _brat(tmp_path, 1, 2), *SHARES)
    other("import", "brat", tmp_path / "brat")
    trees = [
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and path.parent.name != "articles" and path.name != "workbench.toml"
        }
        for root in (call_new.root, tmp_path / "other")
    ]
    assert trees[0] == trees[1]
    assert _recorded(other) == {}


def test_an_export_never_follows_or_leaves_what_is_recorded_in_silence(call_sample: Caller, tmp_path: Path) -> None:
    said = call_sample("export", "w3c", "--out", tmp_path / "a", "--split", "recorded")
    assert said.status == 2
    assert "libya-haftar: no part of a division is recorded; write split" in said.err
    assert not (tmp_path / "a").exists()
    assert call_sample.root is not None
    meta = call_sample.root / "articles" / "libya-haftar.toml"
    meta.write_text(meta.read_text("utf-8") + 'split = "dev"\n', "utf-8")
    assert _exported(call_sample, tmp_path / "b", "--split", "recorded") == {"libya-haftar": "dev"}
    said = call_sample("export", "w3c", "--out", tmp_path / "c", "--split", "1/0")
    assert "1 article went by the shares; another part is recorded in their metadata" in said.err
    assert (tmp_path / "c" / "train" / "libya-haftar.jsonld").exists()
    said = call_sample("export", "w3c", "--out", tmp_path / "d")
    assert (tmp_path / "d" / "libya-haftar.jsonld").exists()
    assert call_sample("export", "w3c", "--out", tmp_path / "e", "--split", "1/0", "--json").json["moved"] == [
        "libya-haftar"
    ]
    meta.write_text('split = "later"\n', "utf-8")
    said = call_sample("check")
    assert said.status == 1
    assert "articles/libya-haftar.toml: split: " in said.out
    said = call_sample("export", "w3c", "--out", tmp_path / "f", "--split", "recorded")
    assert (said.status, (tmp_path / "f").exists()) == (2, False)
    assert "articles/libya-haftar.toml: split: " in said.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--split", "many"), "write 80/10/10"),
        (("--split", "80/-10/30"), "write 80/10/10"),
        (("--split", "recorded"), "--split recorded is for export"),
        (("--seed", "3"), "--seed draws the parts of --split"),
        (("--split", "80/20", "--seed", "x"), "is not a valid integer"),
    ],
)
def test_what_is_no_split_is_refused_before_anything_is_read(
    call_new: Caller, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    assert call_new.root is not None
    done = call_new("import", "brat", _brat(tmp_path, 1), *more)
    assert done.status == 2
    assert said in done.err
    assert list((call_new.root / "articles").rglob("*.txt")) == []


def test_a_division_of_the_source_is_recorded(call_new: Caller, tmp_path: Path) -> None:
    row = '{"primary_gid": "g%s", "sentence_normalized": "Bob.", "targets": []}\n'
    write(tmp_path, "news/train.jsonl", row % 1)
    write(tmp_path, "news/validation.jsonl", row % 2)
    write(tmp_path, "news/devtest_rw.jsonl", row % 3)
    said = call_new("import", "newsmtsc", tmp_path / "news")
    assert "imported 3 new articles (train 1, dev 1)," in said.err
    assert {name: text.splitlines()[1:] for name, text in _recorded(call_new).items()} == {
        "g1": ['split = "train"'],
        "g2": ['split = "dev"'],
        "g3": [],
    }


def test_the_other_choices_of_an_import(call_new: Caller, tmp_path: Path) -> None:
    assert call_new.root is not None
    source = _brat(tmp_path, 1)
    said = call_new("import", "brat", source, "--layer", "nothing")
    assert (said.status, said.out) == (2, "")
    assert "there is no layer “nothing”; there are actor, claim, stance" in said.err
    said = call_new("import", "brat", source, "--only", "done")
    assert said.status == 1
    assert "none of its annotations (1) is done, or says so" in said.err
    assert list((call_new.root / "articles").rglob("*.txt")) == []
    write(
        tmp_path,
        "brat/workbench.jsonl",
        '{"ann":"a01.ann","txt":"a01.txt","annotator":"bob","article":"a01","status":"done"}',
    )
    said = call_new("import", "brat", _brat(tmp_path, 2), "--annotator", "zoe", "--only", "done")
    assert said.lines == ["annotations/bob/a01.toml"]
    assert "the source names whose annotations these are: bob; --annotator is for those of nobody" in said.err
    assert [path.name for path in (call_new.root / "articles").glob("*.txt")] == ["a01.txt"]
