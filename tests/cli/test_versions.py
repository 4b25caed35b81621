"""``diff``, ``merge`` and ``git-setup`` from the command line."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.calls import Caller, write

FILE = "annotations/coder-a/libya-haftar.toml"


def _edited(call: Caller, name: str, old: str, new: str) -> Path:
    assert call.root is not None
    text = (call.root / FILE).read_text(encoding="utf-8")
    assert old in text
    return write(call.root, name, text.replace(old, new, 1))


def test_the_same_file_does_not_differ(call_sample: Caller) -> None:
    assert call_sample.root is not None
    path = call_sample.root / FILE
    assert call_sample("diff", path, path) == (0, "", "")
    assert call_sample("diff", "--json", path, path).json == []


def test_two_versions_are_compared_by_their_ids(call_sample: Caller) -> None:
    assert call_sample.root is not None
    other = _edited(call_sample, "other.toml", 'status = "done"', 'status = "open"')
    other.write_text(other.read_text().replace('certainty = "asserted"', 'certainty = "denied"', 1))
    done = call_sample("diff", call_sample.root / FILE, other)
    assert done.status == 1
    assert done.lines[:3] == ["~ status", "    - status: done", "    + status: open"]
    assert done.lines[3].startswith("~ claim c-ji3yms “a willingness to engage")
    assert done.lines[4:] == ["    - certainty: asserted", "    + certainty: denied"]
    rows = call_sample("diff", "--json", call_sample.root / FILE, other).json
    assert rows[1] == {
        "article": "libya-haftar",
        "change": "changed",
        "layer": "claim",
        "a": "c-ji3yms",
        "b": "c-ji3yms",
        "keys": [{"key": "certainty", "before": "asserted", "after": "denied"}],
    }


def test_two_annotators_are_compared_by_what_stands_where(call_sample: Caller) -> None:
    done = call_sample("diff", "coder-a", "coder-b", "--json")
    assert done.status == 1
    assert {row["change"] for row in done.json} == {"added", "removed", "changed"}
    assert all(row["a"] != row["b"] for row in done.json)
    assert all(row["keys"] for row in done.json if row["change"] == "changed")
    text = call_sample("diff", "coder-a", "coder-b")
    changed = [row for row in done.json if row["change"] == "changed"]
    assert sum(line.startswith("~") for line in text.lines) == len(changed)
    assert f" {changed[0]['a']} → {changed[0]['b']} " in text.out
    turned = call_sample("diff", "coder-b", "coder-a", "--json").json
    assert len(turned) == len(done.json)


def test_a_file_that_cannot_be_compared_is_named_and_is_no_likeness(call_sample: Caller) -> None:
    assert call_sample.root is not None
    text = (call_sample.root / FILE).read_text(encoding="utf-8").replace('"coder-a"', '"tom"')
    write(call_sample.root, "annotations/tom/libya-haftar.toml", text.replace("format = 1", "format = 9"))
    done = call_sample("diff", "coder-a", "tom")
    assert (done.status, done.out) == (2, "")
    assert "annotations/tom/libya-haftar.toml: format: 9 is newer" in done.err
    write(call_sample.root, "annotations/tom/libya-haftar.toml", text)
    assert call_sample("diff", "coder-a", "tom") == (0, "", "")
    moved = write(call_sample.root, "moved.toml", text.replace('text_sha256 = "ad', 'text_sha256 = "bc'))
    assert "made on two texts" in call_sample("diff", call_sample.root / FILE, moved).err


def test_what_is_neither_file_nor_annotator_is_named(call_sample: Caller) -> None:
    assert call_sample.root is not None
    path = call_sample.root / FILE
    cases = [
        (("diff", path, "gone.toml"), "gone.toml: there is no such file"),
        (("diff", path, "coder-b"), "coder-b: there is no such file"),
        (("diff", "coder-a", "coder-z"), "coder-z has no annotations here"),
        (("diff", "coder-a"), "diff takes two files or two annotators"),
        (("diff", path, write(call_sample.root, "x.toml", "format = 2\n")), "format: 2 is newer"),
    ]
    for arguments, said in cases:
        done = call_sample(*arguments)
        assert (done.status, done.out) == (2, "")
        assert said in done.err


def test_a_merge_is_written_to_ours_and_says_what_is_undecided(call_sample: Caller) -> None:
    assert call_sample.root is not None
    base = _edited(call_sample, "base.toml", "x", "x")
    ours = _edited(call_sample, "ours.toml", 'status = "done"', 'status = "open"')
    theirs = _edited(call_sample, "theirs.toml", 'certainty = "asserted"', 'certainty = "denied"')
    before = ours.read_bytes()
    printed = call_sample("merge", "--stdout", base, ours, theirs)
    assert ours.read_bytes() == before
    assert call_sample("merge", base, ours, theirs) == (0, "", "")
    assert ours.read_text() == printed.out == theirs.read_text().replace('status = "done"', 'status = "open"')
    ours = _edited(call_sample, "ours.toml", 'certainty = "asserted"', 'certainty = "hedged"')
    done = call_sample(
        "merge", base, ours, theirs, "--label-ours", "HEAD", "--label-theirs", "%Y", "--marker-size", "9"
    )
    assert done.status == 1
    assert "changed on both sides: claim c-ji3yms; open it in workbench and choose" in done.err
    assert "\n<<<<<<<<< HEAD: changes certainty of claim c-ji3yms\n" in ours.read_text()
    assert "\n>>>>>>>>> theirs: changes certainty of claim c-ji3yms\n" in ours.read_text()


def test_a_record_removed_here_and_pointed_to_there_is_named_by_merge_and_check(call_sample: Caller) -> None:
    assert call_sample.root is not None
    path = call_sample.root / FILE
    text = path.read_text(encoding="utf-8")
    actor = 'id = "a-yo0n3b"'
    start = text.rindex("\n[[actor]]", 0, text.index(actor))
    end = text.index("\n[[actor]]", text.index(actor))
    base = write(call_sample.root, "base.toml", text)
    claim = '\n[[claim]]\nid = "c-newone"\nsource = "a-yo0n3b"\n\n[[claim.content]]\nstart = 27\nend = 70\n'
    theirs = write(
        call_sample.root, "theirs.toml", text + claim + 'quote = "a willingness to engage with Vladimir Putin"\n'
    )
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    done = call_sample("merge", base, path, theirs)
    assert done.status == 0
    said = [line for line in done.err.splitlines() if "claim c-newone: source: points to a-yo0n3b" in line]
    assert len(said) == 1
    assert "claim c-newone: source: there is no record “a-yo0n3b”" in call_sample("check").out


def test_git_setup_says_what_it_did_and_undoes_it(call_sample: Caller) -> None:
    assert call_sample.root is not None
    outside = call_sample("git-setup")
    if outside.status == 2:  # the temporary folder itself lies in no repository
        assert "lies in no git repository; make one with `git init`" in outside.err
    subprocess.run(["git", "init", "-q", str(call_sample.root)], check=True)
    done = call_sample("git-setup")
    assert done.status == 0
    assert done.lines[0].startswith(".gitattributes: 3 lines added")
    assert any("merge.workbench.driver = " in line and "merge %O %A %B" in line for line in done.lines)
    assert "--undo" in done.err
    assert call_sample("git-setup", "--undo").lines[0] == ".gitattributes: the lines are taken out"
    assert not (call_sample.root / ".gitattributes").exists()
