from __future__ import annotations

from pathlib import Path

from .calls import Caller, write


def everything(root: Path) -> dict[str, bytes]:
    """Every file of the project."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_merge_is_followed_by_links_and_taken_back_to_the_byte(call_sample: Caller) -> None:
    assert call_sample.root is not None
    before = everything(call_sample.root)
    said = call_sample("entities", "merge", "rusi", "us-africa-command")
    assert (said.status, said.out.split()[:2]) == (0, ["rusi", "us-africa-command"])
    assert call_sample("link", "RUSI", "--json").json["candidates"][0]["id"] == "us-africa-command"
    after = everything(call_sample.root)
    changed = [name for name in after if after[name] != before[name]]
    assert len(changed) == 1
    assert b'merged_into = "us-africa-command"\n' in after[changed[0]]
    assert call_sample("check").status == 0
    assert call_sample("entities", "split", "rusi").status == 0
    assert everything(call_sample.root) == before


def test_merges_that_cannot_be_are_refused(call_sample: Caller) -> None:
    call_sample("entities", "merge", "rusi", "us-africa-command")
    for arguments, said in (
        (("merge", "us-africa-command", "rusi"), "circle"),
        (("merge", "us-africa-command", "us-africa-command"), "circle"),
        (("merge", "rusi", "russia"), "merged into us-africa-command already"),
        (("merge", "nobody", "russia"), "there is no entity “nobody”"),
        (("merge", "russia", "nobody"), "there is no entity “nobody”"),
        (("split", "russia"), "is not merged into anything"),
    ):
        called = call_sample("entities", *arguments)
        assert (called.status, said in called.err) == (2, True), called


def test_an_entity_of_a_large_catalogue_is_merged_beside_it(call_sample: Caller, tmp_path: Path) -> None:
    assert call_sample.root is not None
    table = write(tmp_path, "t.csv", "id,name,alias\nx:1,Hafter Khalifa,K. Hafter\nx:2,Somebody Else,\n")
    call_sample("entities", "import", "csv", table, "--name", "large")
    before = everything(call_sample.root)
    assert call_sample("entities", "merge", "x:1", "khalifa-haftar").status == 0
    assert call_sample("entities", "merge", "x:2", "khalifa-haftar").status == 0
    assert call_sample("link", "K. Hafter", "--json").json["candidates"][0]["id"] == "khalifa-haftar"
    assert call_sample("entities", "split", "x:1").status == 0
    assert b"x:2" in (call_sample.root / "entities" / "merged.toml").read_bytes()
    assert call_sample("entities", "split", "x:2").status == 0
    assert everything(call_sample.root) == before


def test_relinking_shows_first_and_writes_when_asked(call_sample: Caller) -> None:
    assert call_sample.root is not None
    assert call_sample("entities", "relink").err == "nothing to rewrite\n"
    call_sample("entities", "merge", "jalel-harchaoui", "rusi")
    before = everything(call_sample.root)
    said = call_sample("entities", "relink", "--json")
    assert (said.status, everything(call_sample.root) == before) == (0, True)
    rows = said.json
    assert rows
    assert {(row["old"], row["new"]) for row in rows} == {("jalel-harchaoui", "rusi")}
    assert {row["path"].split("/")[1] for row in rows} >= {"coder-a", "coder-b"}
    written = call_sample("entities", "relink", "--write")
    assert written.err == f"{len(rows)} links rewritten\n"
    after = everything(call_sample.root)
    assert not any(b"jalel-harchaoui" in data for name, data in after.items() if name.startswith("annotations"))
    lines = sum(a != b for n in after for a, b in zip(before[n].split(b"\n"), after[n].split(b"\n"), strict=True))
    assert lines == len(rows)
    assert call_sample("check").status == 0
    assert call_sample("entities", "relink", "--json").json == []


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_done(call_sample: Caller) -> None:
    assert call_sample.root is not None
    call_sample("entities", "merge", "jalel-harchaoui", "rusi")
    path = next((call_sample.root / "annotations" / "coder-b").rglob("*.toml"))
    path.write_text(path.read_text("utf-8") + "\nnonsense jalel-harchaoui\n", "utf-8")
    said = call_sample("entities", "relink", "--write")
    assert (said.status, "is not TOML" in said.err) == (1, True)
    assert b'"jalel-harchaoui"' in path.read_bytes()
    others = list((call_sample.root / "annotations" / "coder-a").rglob("*.toml"))
    assert not any(b'"jalel-harchaoui"' in one.read_bytes() for one in others)
